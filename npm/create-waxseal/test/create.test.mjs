import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { parse } from "jsonc-parser";
import { toolsFor } from "../src/versions.mjs";

const BIN = fileURLToPath(new URL("../src/bin.mjs", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "waxseal-create-"));
after(() => rmSync(root, { recursive: true, force: true }));

const create = (...words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], { cwd: root, input: "", encoding: "utf8" });
  return { status, stdout, stderr };
};
const read = (...path) => readFileSync(join(root, ...path), "utf8");
const workspace = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const source = readFileSync(new URL("../../../worker/wrangler.jsonc", import.meta.url), "utf8");

test("without a terminal a folder is made, and the next steps are told", () => {
  const { status, stdout, stderr } = create("my-hooks");
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^Made my-hooks\n\nNext:\n {2}cd my-hooks\n {2}npm install\n {2}npm run dev {8}waxseal on http:\/\/127\.0\.0\.1:8787\n/);
  assert.deepEqual(readdirSync(join(root, "my-hooks")).sort(), [".dev.vars", ".gitignore", "README.md", "assets", "build", "entry.mjs", "package.json", "selfhost", "waxseal.jsonc", "waxseal.schema.json", "wrangler.jsonc"]);
  assert.match(read("my-hooks", "README.md"), /^# my-hooks\n/);
});

test("no placeholder is left in any file", () => {
  for (const name of ["README.md", "package.json", "waxseal.jsonc", "wrangler.jsonc", ".dev.vars", ".gitignore"]) assert.doesNotMatch(read("my-hooks", name), /\{\{|undefined/, name);
});

test("secrets are fresh, readable by their owner alone, ignored by git, and not printed", () => {
  const second = create("second");
  const values = ["my-hooks", "second"].map((folder) => [...read(folder, ".dev.vars").matchAll(/^([A-Z_]+)="(.+)"$/gm)].map(([, name, value]) => [name, value]));
  assert.deepEqual(values[0].map(([name]) => name), ["AFFILIATEBASE_SECRET", "CRM_SECRET", "WAXSEAL_READ_TOKEN", "WAXSEAL_ADMIN_TOKEN"]);
  const all = values.flat().map(([, value]) => value);
  assert.equal(new Set(all).size, 8);
  for (const value of all) {
    assert.ok(Buffer.from(value.replace(/^(whsec|wxt)_/, ""), "base64").length === 32);
    assert.ok(!second.stdout.includes(value));
  }
  assert.equal(statSync(join(root, "my-hooks", ".dev.vars")).mode & 0o777, 0o600);
  assert.ok(read("my-hooks", ".gitignore").split("\n").includes(".dev.vars"));
});

test("wrangler.jsonc is the Worker's own, with a name, and staging has every binding of its own", () => {
  const ours = parse(source);
  const { env, ...made } = parse(read("my-hooks", "wrangler.jsonc"));
  assert.deepEqual({ ...made, $schema: 0 }, { ...ours, $schema: 0, name: "my-hooks" });
  // Comments that say why came along.
  for (const [comment] of source.slice(source.indexOf("{")).matchAll(/\/\/ .*/g)) assert.ok(read("my-hooks", "wrangler.jsonc").includes(comment), comment);
  const bindings = ["kv_namespaces", "durable_objects", "ratelimits", "vars"].filter((name) => name in ours);
  assert.deepEqual(env.staging, { name: "my-hooks-staging", ...Object.fromEntries(bindings.map((name) => [name, ours[name]])) });
  assert.equal(ours.observability.logs.invocation_logs, false);
  assert.deepEqual(ours.triggers.crons, ["* * * * *"]);
  assert.equal(ours.kv_namespaces[0].id, undefined);
  const classes = ours.migrations.flatMap((one) => one.new_sqlite_classes).sort();
  assert.deepEqual(ours.durable_objects.bindings.map((one) => one.class_name).sort(), classes);
});

test("what runs without Cloudflare has the same objects, the same date and the same flags", async () => {
  const { COMPATIBILITY_DATE, COMPATIBILITY_FLAGS, OBJECTS } = await import("../template/selfhost/workerd-config.mjs");
  const ours = parse(source);
  assert.deepEqual(OBJECTS.map(({ binding, className }) => ({ name: binding, class_name: className })), ours.durable_objects.bindings);
  assert.deepEqual([COMPATIBILITY_DATE, COMPATIBILITY_FLAGS], [ours.compatibility_date, ours.compatibility_flags]);
});

test("variables come from the file, and of the environment only those that the configuration names", async () => {
  const { parseVariables, variablesFor } = await import("../template/selfhost/variables.mjs");
  const file = parseVariables("# a comment\nexport A='1'\nB = \"two words\" \nKV=x\nWAXSEAL_SELF_HOSTED=0\n");
  const named = '{ "secrets": ["B", "C?"], "url": "{secret:D}" }';
  const environment = { B: "b", C: "c", D: "d", E: "e", WAXSEAL_READ_TOKEN: "t" };
  assert.deepEqual(variablesFor(named, file, environment), { A: "1", B: "b", C: "c", D: "d", WAXSEAL_READ_TOKEN: "t" });
});

/** The configuration against the schema that editors show. */
const mistakes = (folder) => {
  const check = new Ajv({ strict: false }).compile(JSON.parse(read(folder, "waxseal.schema.json")));
  const errors = [];
  const value = parse(read(folder, "waxseal.jsonc"), errors);
  assert.deepEqual(errors, []);
  return check(value) ? [] : check.errors;
};

test("the configuration fits its schema, and a mistake in it would be found", () => {
  assert.deepEqual(mistakes("my-hooks"), []);
  create("broken");
  writeFileSync(join(root, "broken", "waxseal.jsonc"), read("broken", "waxseal.jsonc").replace('"events"', '"event"'));
  assert.notDeepEqual(mistakes("broken"), []);
});

test("an origin on this machine is allowed, with a line that says to remove it", () => {
  assert.equal(create("local", "--origin", "http://127.0.0.1:4400/").status, 0);
  assert.deepEqual(mistakes("local"), []);
  const { origins, insecure_origins } = parse(read("local", "waxseal.jsonc"));
  assert.deepEqual([origins.crm.url, origins.crm.tests, insecure_origins], ["http://127.0.0.1:4400/", true, true]);
  assert.match(read("local", "waxseal.jsonc"), /Remove this line before you deploy/);
  const { origins: { crm }, insecure_origins: none } = parse(read("my-hooks", "waxseal.jsonc"));
  assert.deepEqual([crm.url, crm.tests, none], ["https://crm.example.com/hooks", undefined, undefined]);
});

test("versions are pinned: the wrangler of this repository for Node 20, the newest for a newer one", () => {
  assert.equal(toolsFor("20.20.2").wrangler, workspace.devDependencies.wrangler);
  assert.equal(toolsFor("22.11.0").wrangler, "4.86.0");
  assert.equal(toolsFor("22.12.0").wrangler, "4.164.0");
  assert.equal(toolsFor("26.0.0").wrangler, "4.164.0");
  assert.throws(() => toolsFor("18.20.0"), /Node 18\.20\.0 is too old/);
  const { dependencies, devDependencies } = JSON.parse(read("my-hooks", "package.json"));
  for (const version of Object.values({ ...dependencies, ...devDependencies })) assert.match(version, /^\d+\.\d+\.\d+$/);
  const here = JSON.parse(readFileSync(new URL("../../node_modules/workerd/package.json", import.meta.url), "utf8"));
  assert.equal(toolsFor("20.20.2").workerd, here.version);
});

test("--self-hosted leaves Cloudflare out", () => {
  assert.match(create("own", "--self-hosted").stdout, /npm start {10}waxseal on/);
  assert.ok(!readdirSync(join(root, "own")).includes("wrangler.jsonc"));
  const { scripts, devDependencies } = JSON.parse(read("own", "package.json"));
  assert.deepEqual([scripts.dev, scripts.start, Object.keys(devDependencies)], [undefined, "node selfhost/start.mjs", ["waxseal"]]);
  assert.doesNotMatch(read("own", "README.md"), /wrangler|npm run dev|\{\{/);
  assert.match(read("own", "README.md"), /^# own\n/);
  create("from", "--self-hosted", "--waxseal", "file:waxseal.tgz");
  assert.equal(JSON.parse(read("from", "package.json")).devDependencies.waxseal, "file:waxseal.tgz");
});

test("a folder that is not empty is refused, and nothing in it changes", () => {
  mkdirSync(join(root, "full"));
  writeFileSync(join(root, "full", "mine.txt"), "mine");
  const { status, stdout, stderr } = create("full");
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /full is not empty \(mine\.txt\): nothing was written\.\n$/);
  assert.deepEqual(readdirSync(join(root, "full")), ["mine.txt"]);
  assert.match(create("my-hooks").stderr, /--update\n$/);
  assert.match(create("full/mine.txt").stderr, /cannot be used as a folder \(ENOTDIR\)/);
});

test("an empty folder, and one with nothing but a repository, are taken", () => {
  mkdirSync(join(root, "fresh", ".git"), { recursive: true });
  assert.equal(create("fresh").status, 0);
});

test("--update renews what is ours, keeps what is yours, and names a migration that is missing", () => {
  create("old");
  const keep = [".dev.vars", "README.md", ".gitignore"].map((name) => [name, read("old", name)]);
  writeFileSync(join(root, "old", "waxseal.jsonc"), "// mine\n{}");
  writeFileSync(join(root, "old", "entry.mjs"), "// an older one");
  writeFileSync(join(root, "old", "selfhost/gone.mjs"), "// of an older version");
  writeFileSync(join(root, "old", "wrangler.jsonc"), read("old", "wrangler.jsonc").replace('"tag": "v1"', '"tag": "v0"'));
  writeFileSync(join(root, "old", "package.json"), read("old", "package.json").replace(/"wrangler": "[^"]+"/, '"wrangler": "4.80.0"'));
  const { status, stdout } = create("old", "--update");
  assert.equal(status, 0);
  assert.match(stdout, /no migration "v1": copy it/);
  assert.equal(read("old", "entry.mjs"), read("my-hooks", "entry.mjs"));
  assert.equal(read("old", "waxseal.jsonc"), "// mine\n{}");
  assert.ok(!readdirSync(join(root, "old/selfhost")).includes("gone.mjs"));
  assert.equal(JSON.parse(read("old", "package.json")).devDependencies.wrangler, toolsFor(process.versions.node).wrangler);
  for (const [name, text] of keep) assert.equal(read("old", name), text, name);
  assert.match(create("full", "--update").stderr, /was not made by npm create waxseal/);
});

const refused = {
  "an unknown flag": [["x1", "--frobnicate"], /Unknown option '--frobnicate'/],
  "two folders": [["x1", "x2"], /one folder, and 2 were given/],
  "a name that Cloudflare refuses": [["x1", "--name", "My_Hooks"], /cannot be a Worker's name/],
  "an origin that is no URL": [["x1", "--origin", "crm"], /--origin must be a URL/],
  "an origin without TLS": [["x1", "--origin", "http://crm.example.com/"], /--origin must be https/],
  "an origin with a password": [["x1", "--origin", "https://a:b@crm.example.com/"], /must hold no password/],
};
for (const [name, [words, message]] of Object.entries(refused)) {
  test(`${name} is status 2, and nothing is written`, () => {
    const { status, stdout, stderr } = create(...words);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
    assert.ok(!readdirSync(root).includes("x1"));
  });
}

test("help names every flag, and the version is the package's", () => {
  const { stdout } = create("--help");
  for (const flag of ["--name", "--origin", "--self-hosted", "--waxseal", "--update", "--yes", "--version", "--help"]) assert.ok(stdout.includes(flag), flag);
  assert.equal(create("--version").stdout.trim(), JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version);
});

/** Runs in a terminal: `script` (util-linux on Linux, BSD's elsewhere) gives the command one. */
const inTerminal = (words, typed) => {
  const quoted = [process.execPath, BIN, ...words].map((word) => `'${word}'`).join(" ");
  const asked = process.platform === "linux" ? ["-qec", quoted, "/dev/null"] : ["-q", "/dev/null", "sh", "-c", quoted];
  const { status, stdout } = spawnSync("script", asked, { cwd: root, input: typed, env: { ...process.env, TERM: "dumb" }, encoding: "utf8" });
  return { status, stdout };
};

test("on a terminal folder and origin are asked for, unless flags say them", () => {
  const { status, stdout } = inTerminal([], "asked\nhttps://erp.example.com/in\n");
  assert.equal(status, 0, stdout);
  assert.match(stdout, /Folder \(waxseal\): [^]*Where do events go\? A URL \(https:\/\/crm\.example\.com\/hooks\): /);
  assert.equal(parse(read("asked", "waxseal.jsonc")).origins.crm.url, "https://erp.example.com/in");
  assert.doesNotMatch(inTerminal(["told", "--yes"], "").stdout, /Folder/);
  assert.equal(inTerminal(["wrong"], "ftp://a\n").status, 2);
  const ended = inTerminal(["nothing"], "\u0004");
  assert.deepEqual([ended.status, /nothing was made/.test(ended.stdout)], [2, true]);
  assert.ok(!readdirSync(root).includes("nothing") && !readdirSync(root).includes("wrong"));
});
