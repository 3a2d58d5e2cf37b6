import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { VERBS } from "../../dist/testing/cli.js";
import { BIN, BODY, ENV, file, OTHER, run, runJson, SECRET, TOKEN } from "./run.mjs";
import { cliPage } from "./write-docs.mjs";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

test("help names every verb and every exit status", () => {
  const { status, stdout, stderr } = run(["--help"]);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.ok(stdout.startsWith(`waxseal ${version}: `));
  for (const { name } of VERBS) assert.match(stdout, new RegExp(`\\n {2}${name} `));
  for (const code of [0, 1, 2, 3, 4, 5]) assert.match(stdout, new RegExp(`\\n {2}${code}  \\S`));
  assert.deepEqual(VERBS.map(({ name }) => name), ["verify", "explain", "listen", "probe", "send", "sign", "schemes", "new-secret", "source", "origin", "rotate", "doctor", "reconcile"]);
});

test("help is the same with help and -h, and JSON with --json", () => {
  const { stdout } = run(["--help"]);
  for (const words of [["-h"], ["help"]]) assert.equal(run(words).stdout, stdout);
  for (const words of [["help", "--json"], ["--json", "help"]]) assert.equal(JSON.parse(run(words).stdout).help, stdout.slice(0, -1));
});

for (const verb of VERBS) {
  test(`the help of ${verb.name} has every flag and examples, by --help, -h and help`, () => {
    const { status, stdout } = run([verb.name, "--help"]);
    assert.equal(status, 0);
    for (const flag of [...Object.keys(verb.flags), "json", "help"]) assert.ok(stdout.includes(`--${flag}`), flag);
    assert.ok(verb.examples.length > 0);
    for (const [, line] of verb.examples) assert.ok(stdout.includes(line.split("\n")[0]));
    for (const line of stdout.split("\n")) assert.ok(line.length <= 140, line);
    for (const words of [[verb.name, "-h"], ["help", verb.name], [verb.name, "--help", "too", "many", "words"]]) assert.equal(run(words).stdout, stdout);
    assert.equal(runJson([verb.name, "--help"]).json.help, stdout.slice(0, -1));
  });

  test(`the examples of ${verb.name} use flags that exist`, () => {
    for (const [, text] of verb.examples) {
      for (const [, name, flags] of text.matchAll(/waxseal ([a-z-]+)((?: [^|")]*)?)/g)) {
        const known = VERBS.find((one) => one.name === name);
        assert.ok(known, text);
        for (const [, flag] of flags.matchAll(/ --([a-z-]+)/g)) assert.ok([...Object.keys(known.flags), "json", "help"].includes(flag), `${name} --${flag}`);
      }
    }
  });
}

test("docs/cli.md is what the help says", () => {
  const page = readFileSync(new URL("../../../../docs/cli.md", import.meta.url), "utf8");
  assert.equal(page, cliPage(), "run node npm/waxseal/test/cli/write-docs.mjs");
});

test("the version is the package's", () => {
  assert.equal(run(["--version"]).stdout, `${version}\n`);
  assert.deepEqual(runJson(["--version"]).json, { version });
});

const unknown = {
  "no verb": [[], /^waxseal \S+: checks that a webhook is genuine/],
  "a mistyped verb": [["verfy"], /^usage: there is no verb "verfy"; did you mean verify\?\n$/],
  "a verb of another world": [["frobnicate"], /^usage: there is no verb "frobnicate": verify, explain, listen, /],
  "a flag before the verb": [["--scheme", "stripe"], /^usage: a verb comes first: verify, /],
  "a mistyped flag": [["verify", "--shceme", "stripe"], /^usage: verify has no flag --shceme; did you mean --scheme\?\n$/],
  "an unknown letter": [["verify", "-zsecret"], /^usage: verify has no flag -z\n$/],
  "a flag without its value": [["verify", "--scheme"], /^usage: --scheme needs a value: --scheme ID\|FILE\n$/],
  "a flag with the next flag as its value": [["verify", "--scheme", "--json"], /^\{\n {2}"ok": false/],
  "a value for a flag that takes none": [["listen", "--quiet=yes"], /^usage: --quiet takes no value\n$/],
  "a flag twice": [["verify", "--scheme", "a", "--scheme", "b"], /^usage: --scheme stands twice\n$/],
  "words too many": [["verify", "a", "b"], /^usage: verify takes one word without a flag, and 2 were given/],
};
for (const [name, [words, message]] of Object.entries(unknown)) {
  test(`${name} is status 2 and says what was meant`, () => {
    const { status, stdout, stderr } = run(words);
    assert.equal(status, 2);
    assert.match(stdout + stderr, message);
  });
}

test("a reader that goes away ends the command without a fault", () => {
  const { status, stderr } = spawnSync("sh", ["-c", `"$NODE" "$BIN" schemes --json | head -c 10 >/dev/null`], { env: { PATH: process.env.PATH, NODE: process.execPath, BIN }, encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
});

/** Runs in a terminal: `script` (util-linux on Linux, BSD's elsewhere) gives the command one. */
const inTerminal = (words, { env = {}, typed } = {}) => {
  const quoted = [process.execPath, BIN, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const asked = process.platform === "linux" ? ["-qec", quoted, "/dev/null"] : ["-q", "/dev/null", "sh", "-c", quoted];
  const { status, stdout } = spawnSync("script", asked, { input: typed ?? "", env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: "xterm", ...ENV, ...env }, encoding: "utf8" });
  return { status, stdout };
};

const REFUSED = ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "-H", "host: a", "--body", "x"];

test("colour is used on a terminal, and not with NO_COLOR, in a pipe, as JSON or on a dumb terminal", () => {
  assert.match(inTerminal(REFUSED).stdout, /\u001b\[31mrefused\u001b\[0m/);
  for (const { stdout } of [inTerminal(REFUSED, { env: { NO_COLOR: "1" } }), inTerminal(REFUSED, { env: { TERM: "dumb" } }), inTerminal([...REFUSED, "--json"]), run(REFUSED, { env: { FORCE_COLOR: "1" } })]) {
    assert.ok(!stdout.includes("\u001b["), JSON.stringify(stdout));
    assert.match(stdout, /refused/);
  }
});

test("a secret is asked for on the terminal, used, and not shown", () => {
  const signed = JSON.parse(run(["sign", "--json", "--scheme", "github", "--secret-env", "SECRET", "--body", BODY]).stdout);
  const path = file("asked.json", JSON.stringify(signed));
  const { status, stdout } = inTerminal(["verify", "--scheme", "github", path], { typed: `${SECRET}\n` });
  assert.match(stdout, /The secret of github \(not shown\): /);
  assert.match(stdout, /genuine.*github, signed/);
  assert.match(stdout, /from the terminal/);
  assert.equal(status, 0);
  // What is written before the prompt is up is shown by the terminal itself: the command's own words are looked at.
  assert.ok(!stdout.slice(stdout.indexOf("The secret of github")).includes(SECRET.slice(6)), stdout);
  assert.equal(inTerminal(["verify", "--scheme", "github", path], { typed: `${OTHER}\n` }).status, 1);
  assert.equal(inTerminal(["verify", "--scheme", "github", path], { typed: "\u0004" }).status, 2);
});

/** Ways in which people pass a secret where it must not stand. */
const misplaced = [
  ["verify", "--secret", SECRET, "-"],
  ["verify", `--secret=${SECRET}`, "-"],
  ["sign", "--token", SECRET],
  ["listen", "--password", SECRET],
  ["send", "--key", SECRET],
  ["schemes", "--secret", SECRET],
  ["verify", `--${SECRET}`],
  ["verify", `-${SECRET}`],
  ["verify", "--secret-env", SECRET, "--scheme", "stripe", "--body", "x"],
  ["verify", "--secret-file", SECRET, "--scheme", "stripe", "--body", "x"],
  ["verify", "--scheme", SECRET],
  ["verify", "--scheme", `./${SECRET}.json`],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", SECRET],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "--now", SECRET, "--body", "x"],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "--set", SECRET, "--body", "x"],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "-H", SECRET, "--body", "x"],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "--tolerance", SECRET, "--body", "x"],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "--", "curl", `--${SECRET}`, "http://a.test"],
  ["verify", "--scheme", "stripe", "--secret-env", "SECRET", "--", SECRET],
  ["explain", SECRET, SECRET],
  ["probe", SECRET, "--scheme", "stripe", "--secret-env", "SECRET"],
  ["probe", "http://127.0.0.1:9", "--scheme", "stripe", "--secret-env", "SECRET", "--only", SECRET],
  ["send", SECRET, SECRET, SECRET],
  ["listen", "--scheme", "stripe", "--secret-env", "SECRET", "--answers", SECRET],
  ["listen", "--scheme", "stripe", "--secret-env", "SECRET", "--verify-token-env", SECRET],
  ["new-secret", "--out", `/nowhere/${SECRET}`],
  ["send", "affiliatebase", "payout.paid", "http://127.0.0.1:9", "--secret-env", "SECRET", "--vars-file", SECRET],
  ["source", "add", SECRET, "--scheme", "stripe"],
  ["source", SECRET],
  ["source", "add", "stripe", "--scheme", "stripe", "--secret", SECRET],
  ["source", "add", "stripe", "--scheme", "stripe", "--config", SECRET],
  ["origin", "add", "crm", "--url", SECRET, "--events", "*"],
  ["origin", "add", "crm", "--token", SECRET],
  ["rotate", SECRET],
  ["rotate", "crm", "--secret", SECRET],
  ["doctor", SECRET],
  ["doctor", "http://127.0.0.1:9", "--token", SECRET],
  ["doctor", "http://127.0.0.1:9", "--vars-file", SECRET],
  ["reconcile", SECRET, "--against", "http://127.0.0.1:9"],
  ["reconcile", "-", "--against", SECRET],
  ["reconcile", "-", "--against", "http://127.0.0.1:9", "--token", SECRET],
  ["schemes", SECRET],
  [SECRET],
  ["help", SECRET],
];
for (const [index, words] of misplaced.entries()) {
  test(`a secret in the wrong place is in no output: ${words.map((word) => word.replaceAll(SECRET, "…")).join(" ")} (${index})`, () => {
    for (const more of [[], ["--json"]]) {
      const { status, all } = run([...words, ...more], { input: BODY });
      assert.ok([2, 3].includes(status), all);
      assert.ok(!all.includes(SECRET.slice(6, 30)), "the secret is repeated");
    }
  });
}

test("--secret is refused with its reason, and what to do in its place", () => {
  const { stderr } = run(["verify", "--secret", SECRET]);
  assert.equal(stderr, "usage: --secret is refused: a secret in an argument stays in the shell's history and is seen in the process list; use --secret-env NAME, --secret-file PATH, or nothing: then it is asked for and not shown\n");
});

test("a secret inside the request itself is taken out of what is shown", () => {
  const body = JSON.stringify({ id: "evt_1", token: TOKEN, encoded: Buffer.from(TOKEN).toString("base64") });
  for (const words of [["explain", "--scheme", "github", "--secret-env", "TOKEN", "--body", body], ["explain", "--scheme", "github", "--secret-env", "TOKEN", "-H", `x-hub-signature-256: sha256=${"0".repeat(64)}`, "--body", body], ["send", "affiliatebase", "payout.paid", "http://127.0.0.1:9", "--secret-env", "TOKEN", "--dry-run", "--field", `data.note=${TOKEN}`]]) {
    for (const more of [[], ["--json"]]) {
      const { all } = run([...words, ...more]);
      assert.ok(!all.includes(TOKEN) && !all.includes(Buffer.from(TOKEN).toString("base64")), all);
      assert.ok(all.includes("[secret]") || words[4] === "TOKEN", all);
    }
  }
});
