// source, origin and rotate: what they write, what they keep, and where the secret goes.
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "jsonc-parser";
import { receiverLines, withVariables } from "../../dist/testing/cli.js";
import { OTHER, run, runJson, SECRET } from "./run.mjs";

const root = mkdtempSync(join(tmpdir(), "waxseal-settings-"));
after(() => rmSync(root, { recursive: true, force: true }));

const CONFIG = `// who may send
{
  "sources": {
    // the first one
    "affiliatebase": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE_SECRET", "AFFILIATEBASE_SECRET_OLD?"] }, // stays
  },
  "origins": {
    "crm": { "url": "https://crm.example.com/hooks", "events": ["*"], "secrets": ["CRM_SECRET"] }
    /* and here */
  },
  "retention": "30d" // a month
}
`;

let number = 0;
/** A folder with a configuration and secrets, as npm create waxseal makes one. */
const folder = (text = CONFIG) => {
  const path = join(root, String((number += 1)));
  mkdirSync(path);
  writeFileSync(join(path, "waxseal.jsonc"), text);
  writeFileSync(join(path, ".dev.vars"), `# mine\nAFFILIATEBASE_SECRET="${SECRET}"\nCRM_SECRET="${OTHER}" \n`, { mode: 0o600 });
  const words = ["--config", join(path, "waxseal.jsonc")];
  return {
    path,
    run: (given, options) => run([...given, ...words], options),
    json: (given, options) => runJson([...given, ...words], options),
    text: () => readFileSync(join(path, "waxseal.jsonc"), "utf8"),
    config: () => parse(readFileSync(join(path, "waxseal.jsonc"), "utf8")),
    vars: () => readFileSync(join(path, ".dev.vars"), "utf8"),
    value: (name) => new RegExp(`^${name}="(.*)"$`, "m").exec(readFileSync(join(path, ".dev.vars"), "utf8"))?.[1],
  };
};

/** Every comment and every line of the first text is in the second. */
const isKept = (before, after) => before.split("\n").every((line) => after.includes(line.trim().replace(/,$/, "")));

/** What stands in for wrangler, which needs an account: it writes down its words and what it was piped. */
const wrangler = (path, status = 0) => {
  const bin = join(path, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  const script = `#!${process.execPath}
const fs = require("node:fs");
const input = fs.readFileSync(0, "utf8");
fs.appendFileSync(${JSON.stringify(join(path, "calls.jsonl"))}, JSON.stringify({ words: process.argv.slice(2), input }) + "\\n");
if (${status} !== 0) console.error("not logged in; it was " + input);
process.exit(${status});
`;
  writeFileSync(join(bin, "wrangler"), script);
  chmodSync(join(bin, "wrangler"), 0o755);
  writeFileSync(join(path, "package.json"), "{}");
  return () => (existsSync(join(path, "calls.jsonl")) ? readFileSync(join(path, "calls.jsonl"), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line)) : []);
};

test("source add writes the source, keeps every comment, and puts the secret into .dev.vars", () => {
  const here = folder();
  const { status, all } = here.run(["source", "add", "track360", "--scheme", "track360", "--header", "x-track360-signature", "--set", "encoding=hex", "--secret-env", "SECRET"]);
  assert.equal(status, 0, all);
  assert.ok(!all.includes(SECRET));
  assert.deepEqual(here.config().sources.track360, { scheme: "track360", encoding: "hex", header: "x-track360-signature", secrets: ["TRACK360_SECRET", "TRACK360_SECRET_OLD?"] });
  assert.ok(isKept(CONFIG, here.text()), here.text());
  assert.match(here.text(), /"secrets": \["TRACK360_SECRET", "TRACK360_SECRET_OLD\?"\]/);
  assert.equal(here.value("TRACK360_SECRET"), SECRET);
  assert.match(here.vars(), /^# mine\n/);
  assert.equal(statSync(join(here.path, ".dev.vars")).mode & 0o777, 0o600);
  assert.match(all, /npx wrangler secret put TRACK360_SECRET /);
  assert.match(all, /give the sender https:\/\/<your address>\/in\/track360/);
});

test("a secret that is made is printed once, and is the one in the file", () => {
  const here = folder();
  const { json } = here.json(["source", "add", "github", "--scheme", "github", "--make"]);
  assert.match(json.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal(here.value("GITHUB_SECRET"), json.secret);
  const { all } = folder().run(["source", "add", "github", "--scheme", "github", "--make"]);
  assert.equal(all.match(/whsec_/g).length, 1);
});

test("a token that is made needs no escape in a URL, HTTP Basic gets a user, and both may be rotated", () => {
  const here = folder();
  const token = here.json(["source", "add", "postback", "--scheme", "token", "--set", "query=token", "--make"]);
  assert.match(token.json.secret, /^[A-Za-z0-9_-]{43}$/);
  assert.ok(token.json.next.includes("give the sender https://<your address>/in/postback?token=<the secret>"));
  assert.deepEqual(here.config().sources.postback, { scheme: "token", query: "token", secrets: ["POSTBACK_SECRET", "POSTBACK_SECRET_OLD?"] });
  assert.match(here.json(["source", "add", "by-basic", "--scheme", "basic", "--make"]).json.secret, /^by-basic:[A-Za-z0-9_-]{43}$/);
  assert.match(here.json(["rotate", "postback", "--make"]).json.secret, /^[A-Za-z0-9_-]{43}$/);
  assert.match(here.json(["rotate", "by-basic", "--make"]).json.secret, /^by-basic:[A-Za-z0-9_-]{43}$/);
});

test("a public key stands in the configuration, and nothing goes into .dev.vars", () => {
  const here = folder();
  const key = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";
  const { status, all } = here.run(["source", "add", "discord", "--scheme", "discord", "--secret-env", "KEY"], { env: { KEY: key } });
  assert.equal(status, 0, all);
  assert.deepEqual(here.config().sources.discord, { scheme: "discord", keys: [key] });
  assert.doesNotMatch(here.vars(), /DISCORD/);
});

test("a scheme of one's own is written as an object", () => {
  const here = folder();
  const scheme = { signature: "header:x-sig", encoding: "hex", message: "{body}", algorithm: "hmac-sha256", key: "utf8" };
  writeFileSync(join(here.path, "mine.json"), JSON.stringify(scheme));
  const { status, all } = here.run(["source", "add", "mine", "--scheme", join(here.path, "mine.json"), "--make"]);
  assert.equal(status, 0, all);
  assert.deepEqual(here.config().sources.mine.scheme, scheme);
});

test("origin add makes the secret, and prints it once with three lines that run", () => {
  const here = folder();
  const { status, stdout } = here.run(["origin", "add", "data-warehouse", "--url", "https://dwh.example.com/in", "--events", "payout.*,commission.created", "--events", "affiliate.*", "--retry", "day", "--tests"]);
  assert.equal(status, 0);
  const secret = here.value("DATA_WAREHOUSE_SECRET");
  assert.equal(stdout.split(secret).length, 2);
  assert.deepEqual(here.config().origins["data-warehouse"], {
    url: "https://dwh.example.com/in",
    events: ["payout.*", "commission.created", "affiliate.*"],
    secrets: ["DATA_WAREHOUSE_SECRET", "DATA_WAREHOUSE_SECRET_OLD?"],
    retry: "day",
    tests: true,
  });
  assert.ok(isKept(CONFIG, here.text()), here.text());
  const lines = receiverLines(["DATA_WAREHOUSE_SECRET"]);
  assert.equal(lines.length, 3);
  for (const line of lines) assert.ok(stdout.includes(`  ${line}\n`), line);
});

test("the three lines accept what waxseal signs, with one secret and while two hold, and refuse another", async () => {
  const { sign } = await import("waxseal");
  const receive = async (variables, secret, body) => {
    process.env.A = SECRET;
    process.env.B = OTHER;
    const signed = sign({ scheme: "standard-webhooks", secret, body: '{"id":"evt_1"}', id: "msg_1" });
    const request = new Request("https://a.test/", { method: "POST", headers: signed.headers, body });
    const [, ...lines] = receiverLines(variables);
    const AsyncFunction = (async () => {}).constructor;
    const { fromRequest, Verifier } = await import("waxseal");
    return new AsyncFunction("fromRequest", "Verifier", "request", `${lines.join("\n")}\nreturn event;`)(fromRequest, Verifier, request);
  };
  assert.equal((await receive(["A"], SECRET, '{"id":"evt_1"}')).text(), '{"id":"evt_1"}');
  assert.equal((await receive(["A", "B"], OTHER, '{"id":"evt_1"}')).id, "msg_1");
  await assert.rejects(receive(["A"], OTHER, '{"id":"evt_1"}'), { code: "signature_mismatch" });
  await assert.rejects(receive(["A"], SECRET, '{"id":"evt_2"}'), { code: "signature_mismatch" });
});

test("--deploy pipes the secret to wrangler: it is in no argument and in no output", () => {
  const here = folder();
  const calls = wrangler(here.path);
  const { status, all } = here.run(["source", "add", "stripe", "--scheme", "stripe", "--secret-env", "SECRET", "--deploy", "--env", "staging"]);
  assert.equal(status, 0, all);
  assert.deepEqual(calls(), [{ words: ["secret", "put", "STRIPE_SECRET", "--env", "staging"], input: `${SECRET}\n` }]);
  assert.ok(!all.includes(SECRET));
  assert.equal(here.value("STRIPE_SECRET"), SECRET);
});

test("where wrangler fails nothing is changed here, and what it says is shown without the secret", () => {
  for (const words of [["source", "add", "stripe", "--scheme", "stripe", "--secret-env", "SECRET"], ["origin", "add", "dwh", "--url", "https://dwh.example.com/", "--events", "*"]]) {
    const here = folder();
    wrangler(here.path, 1);
    const before = [here.text(), here.vars()];
    const { status, all } = here.run([...words, "--deploy"]);
    assert.equal(status, 4, all);
    assert.match(all, /wrangler did not take \w+_SECRET, and nothing was changed here: [^]*not logged in; it was \[secret\]/);
    assert.deepEqual([here.text(), here.vars()], before);
  }
});

test("rotate keeps the current secret as the former one, and refuses to lose that", () => {
  const here = folder();
  const first = here.json(["rotate", "affiliatebase", "--secret-env", "NEW"], { env: { NEW: `${OTHER}x` } });
  assert.equal(first.status, 0, first.all);
  assert.deepEqual([here.value("AFFILIATEBASE_SECRET"), here.value("AFFILIATEBASE_SECRET_OLD")], [`${OTHER}x`, SECRET]);
  assert.ok(!first.all.includes(OTHER) && !first.all.includes(SECRET));
  assert.equal(here.text(), CONFIG);
  const again = here.run(["rotate", "affiliatebase", "--make"]);
  assert.equal(again.status, 3);
  assert.match(again.all, /AFFILIATEBASE_SECRET_OLD is set: a rotation is under way/);
  assert.equal(here.value("AFFILIATEBASE_SECRET_OLD"), SECRET);
  assert.equal(here.run(["rotate", "affiliatebase", "--finish"]).status, 0);
  assert.equal(here.value("AFFILIATEBASE_SECRET_OLD"), undefined);
  assert.match(here.run(["rotate", "affiliatebase", "--finish"]).all, /there is no rotation to finish/);
});

test("where the configuration does not list the former secret yet, no secret moves before it does", () => {
  const here = folder();
  const listed = here.run(["rotate", "crm"]);
  assert.equal(listed.status, 0, listed.all);
  assert.match(listed.stdout, /"CRM_SECRET_OLD\?" is now listed .*no secret was changed yet/);
  assert.deepEqual(here.config().origins.crm.secrets, ["CRM_SECRET", "CRM_SECRET_OLD?"]);
  assert.ok(isKept(CONFIG.replace('["CRM_SECRET"]', '["CRM_SECRET", "CRM_SECRET_OLD?"]'), here.text()), here.text());
  assert.equal(here.value("CRM_SECRET"), undefined, "untouched, with its blank at the end");
  const { json } = here.json(["rotate", "crm"]);
  assert.deepEqual([here.value("CRM_SECRET"), here.value("CRM_SECRET_OLD")], [json.secret, OTHER]);
  assert.match(json.receiver[1], /secrets: \[process\.env\.CRM_SECRET, process\.env\.CRM_SECRET_OLD\]/);
});

test("rotate --deploy sends the former secret first, then the new one", () => {
  const here = folder();
  const calls = wrangler(here.path);
  assert.equal(here.run(["rotate", "affiliatebase", "--secret-env", "NEW", "--deploy"], { env: { NEW: `${OTHER}x` } }).status, 0);
  assert.deepEqual(calls().map(({ words, input }) => [words.at(-1), input]), [["AFFILIATEBASE_SECRET_OLD", `${SECRET}\n`], ["AFFILIATEBASE_SECRET", `${OTHER}x\n`]]);
});

test("rotate without the current secret changes nothing", () => {
  const here = folder();
  writeFileSync(join(here.path, ".dev.vars"), "");
  const { status, all } = here.run(["rotate", "affiliatebase", "--make"]);
  assert.equal(status, 3);
  assert.match(all, /AFFILIATEBASE_SECRET is not in the file of secrets/);
  assert.equal(here.vars(), "");
});

const refused = {
  "a name that is taken": [["source", "add", "affiliatebase", "--scheme", "affiliatebase", "--make"], 3, /AFFILIATEBASE_SECRET is set already/],
  "an origin's name that is taken": [["origin", "add", "crm", "--url", "https://a.example.com/", "--events", "*"], 3, /CRM_SECRET is set already/],
  "a name with a slash": [["source", "add", "a/b", "--scheme", "stripe", "--make"], 2, /1 to 64 letters/],
  "no add": [["source", "stripe"], 2, /what to do\? waxseal source add NAME/],
  "a scheme that there is not": [["source", "add", "x", "--scheme", "strpe", "--make"], 3, /scheme_unknown.*did you mean stripe/],
  "a scheme without what it leaves open": [["source", "add", "x", "--scheme", "token", "--make"], 3, /scheme_invalid|header/],
  "a secret that cannot work": [["source", "add", "x", "--scheme", "svix", "--secret-env", "BAD"], 3, /secret_/],
  "no secret, without a terminal": [["source", "add", "x", "--scheme", "stripe"], 2, /there is no secret/],
  "a secret of several lines": [["source", "add", "x", "--scheme", "github", "--secret-env", "LINES"], 3, /several lines/],
  "a scheme that checks nothing": [["source", "add", "x", "--scheme", "none", "--make"], 2, /checks nothing/],
  "an origin over http": [["origin", "add", "x", "--url", "http://a.example.com/", "--events", "*"], 3, /origin_invalid: --url must be https/],
  "an origin with a password": [["origin", "add", "x", "--url", "https://a:b@a.example.com/", "--events", "*"], 2, /holds a password/],
  "an origin without events": [["origin", "add", "x", "--url", "https://a.example.com/"], 2, /--events is missing/],
  "a preset that there is not": [["origin", "add", "x", "--url", "https://a.example.com/", "--events", "*", "--retry", "never"], 2, /backoff, hourly or day/],
  "a rotation of nothing": [["rotate", "crmm"], 2, /no source or origin of this name; did you mean crm\?/],
  "--env without --deploy": [["rotate", "affiliatebase", "--make", "--env", "staging"], 2, /--env is for --deploy/],
  "an environment that is a command": [["rotate", "affiliatebase", "--make", "--deploy", "--env", "a&b"], 2, /--env must be the name/],
};
for (const [name, [words, status, message]] of Object.entries(refused)) {
  test(`${name} is refused, and nothing changes`, () => {
    const here = folder();
    const before = [here.text(), here.vars()];
    const ended = here.run(words, { env: { BAD: "whsec_!!", LINES: "a-secret-of\ntwo-lines-0123456789" } });
    assert.equal(ended.status, status, ended.all);
    assert.match(ended.all, message);
    assert.deepEqual([here.text(), here.vars()], before);
  });
}

test("a configuration that cannot be read is named with its line, and left as it is", () => {
  const here = folder('{\n  "sources": {\n    "a" {}\n  }\n}\n');
  const { status, all } = here.run(["origin", "add", "x", "--url", "https://a.example.com/", "--events", "*"]);
  assert.equal(status, 3);
  assert.match(all, /config_invalid: the configuration cannot be read: line 3: ColonExpected/);
  assert.equal(run(["origin", "add", "x", "--url", "https://a.example.com/", "--events", "*", "--config", join(root, "none.jsonc")]).status, 2);
});

test("an origin on this machine is taken where the configuration says so", () => {
  const here = folder(CONFIG.replace('"retention"', '"insecure_origins": true,\n  "retention"'));
  assert.equal(here.run(["origin", "add", "x", "--url", "http://127.0.0.1:4400/", "--events", "*"]).status, 0);
});

test("a file of variables keeps its lines, and a variable that is replaced its place", () => {
  const text = "# one\nA=1\n\nexport B='2' \nC=\"3\"";
  assert.equal(withVariables(text, { B: "two", D: "4" }), "# one\nA=1\n\nB=\"two\"\nC=\"3\"\nD=\"4\"\n");
  assert.equal(withVariables(text, { A: undefined, E: undefined }), "# one\n\nexport B='2' \nC=\"3\"\n");
  assert.equal(withVariables("", { A: 'with "quotes"' }), "A='with \"quotes\"'\n");
});

test("variables of --vars-file are found by --secret-env, before those of the environment", () => {
  const here = folder();
  const words = ["sign", "--scheme", "github", "--body", "{}", "--secret-env", "CRM_SECRET"];
  const wanted = run(["sign", "--scheme", "github", "--body", "{}", "--secret-env", "OTHER"]).stdout;
  assert.equal(run([...words, "--vars-file", join(here.path, ".dev.vars")], { env: { CRM_SECRET: SECRET } }).stdout, wanted);
  assert.notEqual(run(words, { env: { CRM_SECRET: SECRET } }).stdout, wanted);
  assert.match(run([...words, "--vars-file", join(here.path, "none")]).stderr, /^usage: the file that --vars-file names cannot be read \(ENOENT\)/);
});

const shapes = {
  "an object on one line": ['{ "sources": {}, "origins": { "a": { "url": "https://a.example.com/" } } }', '{ "sources": {}, "origins": { "a": { "url": "https://a.example.com/" },\n  "x": {\n    "url": "https://x.example.com/",\n    "events": ["*"],\n    "secrets": ["X_SECRET", "X_SECRET_OLD?"]\n  }\n} }'],
  "an empty object with a comment": ['{\n  "origins": {\n    // none yet\n  }\n}\n', '{\n  "origins": {\n    // none yet\n    "x": {\n      "url": "https://x.example.com/",\n      "events": ["*"],\n      "secrets": ["X_SECRET", "X_SECRET_OLD?"]\n    }\n  }\n}\n'],
  "no origins at all": ['{\n  "sources": {}\n}\n', '{\n  "sources": {},\n  "origins": {\n    "x": {\n      "url": "https://x.example.com/",\n      "events": ["*"],\n      "secrets": ["X_SECRET", "X_SECRET_OLD?"]\n    }\n  }\n}\n'],
  "lines that end as on Windows, and tabs": ['{\r\n\t"origins": {\r\n\t\t"a": {} // the first\r\n\t}\r\n}\r\n', '{\r\n\t"origins": {\r\n\t\t"a": {}, // the first\r\n\t\t"x": {\r\n\t\t  "url": "https://x.example.com/",\r\n\t\t  "events": ["*"],\r\n\t\t  "secrets": ["X_SECRET", "X_SECRET_OLD?"]\r\n\t\t}\r\n\t}\r\n}\r\n'],
};
for (const [name, [before, after]] of Object.entries(shapes)) {
  test(`an origin is added to ${name}, and the rest stays byte for byte`, () => {
    const here = folder(before);
    const { status, all } = here.run(["origin", "add", "x", "--url", "https://x.example.com/", "--events", "*"]);
    assert.equal(status, 0, all);
    assert.equal(here.text(), after);
  });
}
