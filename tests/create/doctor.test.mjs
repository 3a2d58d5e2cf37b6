/** `waxseal doctor` against a running Worker: well, ill, paused, closed, and not there. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, after, test } from "node:test";
import { affiliatebase, commission } from "../e2e/senders.mjs";
import { ask, makeFolder, post, ROOT, startOrigin, startSelfHosted } from "./folder.mjs";

const CLI = join(ROOT, "npm/waxseal/dist/cli.js");

/** Runs the command line beside the servers of this test. */
const doctor = (words, env = {}) =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env }, encoding: "utf8" };
    execFile(process.execPath, [CLI, "doctor", ...words], options, (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr, all: stdout + stderr }));
  });

/** The same with --json: each check as one line. */
const checks = async (words, env) => {
  const { status, stdout } = await doctor([...words, "--json"], env);
  const { ok, checks: all } = JSON.parse(stdout);
  assert.equal(ok, status === 0);
  return { status, lines: all.map(({ mark, check, detail }) => `${mark} ${check}: ${detail}`) };
};

let origin;
let folder;
let worker;
let vars;
let answer = 200;

before(async () => {
  origin = await startOrigin(() => ({ status: answer }));
  folder = makeFolder("--self-hosted", "--origin", origin.url);
  vars = ["--vars-file", join(folder.path, ".dev.vars")];
  // An origin that takes no tests stands beside it.
  const config = join(folder.path, "waxseal.jsonc");
  writeFileSync(config, readFileSync(config, "utf8").replace('"crm": {', `"quiet": { "url": "${origin.url}", "events": ["x.*"], "secrets": ["CRM_SECRET"] },\n    "crm": {`));
  worker = await startSelfHosted(folder, ["--allow-private"]);
});
after(async () => {
  await worker?.stop();
  await origin?.stop();
  folder?.remove();
});

test("all is well: health, tokens, secrets, origins, and a signed test event that arrives", async () => {
  await post(worker.url, affiliatebase(folder.vars.AFFILIATEBASE_SECRET, commission("evt_1"), { id: "evt_1", to: "/in/affiliatebase" }));
  const { status, stdout } = await doctor([worker.url, ...vars]);
  assert.equal(status, 0, stdout);
  for (const line of [
    /^pass {2}health {13}ok after \d+ ms; sources: 1, origins: 2$/m,
    /^pass {2}token {14}WAXSEAL_READ_TOKEN opens the API$/m,
    /^pass {2}token {14}WAXSEAL_ADMIN_TOKEN opens the API$/m,
    /^pass {2}secret {13}affiliatebase: AFFILIATEBASE_SECRET is set, /m,
    /^pass {2}origin {13}crm: nothing waits$/m,
    /^pass {2}test event {9}crm has it \(affiliate\.created by affiliatebase, wx_[\w-]+\)$/m,
    /^ {2}– {3}test event {9}quiet: the origin takes no test events: add "tests": true to \/origins\/quiet of the configuration$/m,
    /^well: \d+ passed, 0 to note, 0 failed, 2 not run$/m,
  ]) assert.match(stdout, line);
  const sent = origin.received.at(-1);
  assert.equal(sent.headers["waxseal-test"], "true");
  for (const value of Object.values(folder.vars)) assert.ok(!stdout.includes(value));
});

test("an origin that refuses the test event is found, and the status is 1", async (t) => {
  answer = 422;
  t.after(() => (answer = 200));
  const { status, lines } = await checks([worker.url, ...vars, "--origin", "crm"]);
  assert.equal(status, 1);
  assert.match(lines.at(-1), /^fail test event: crm did not take it: 422/);
});

test("an origin that is paused gets nothing, and is told", async (t) => {
  const order = (verb) => ask(worker.url, `/api/origins/crm/${verb}`, folder.vars.WAXSEAL_ADMIN_TOKEN, "POST");
  assert.equal((await order("pause")).status, 200);
  t.after(() => order("resume"));
  const count = origin.received.length;
  const { status, lines } = await checks([worker.url, ...vars]);
  assert.equal(status, 0);
  assert.ok(lines.some((line) => line.startsWith("note origin: crm: paused; ")), lines.join("\n"));
  assert.ok(lines.includes("not_run test event: crm is paused"), lines.join("\n"));
  assert.equal(origin.received.length, count);
});

test("--no-send sends nothing, and an origin that there is not fails", async () => {
  const count = origin.received.length;
  const { status, lines } = await checks([worker.url, ...vars, "--no-send"]);
  assert.deepEqual([status, lines.at(-1)], [0, "not_run test event: --no-send"]);
  const other = await checks([worker.url, ...vars, "--origin", "nobody"]);
  assert.deepEqual([other.status, other.lines.at(-1)], [1, 'fail origin: there is none of the name "nobody"']);
  assert.equal(origin.received.length, count);
});

test("without tokens only what is open is looked at; with wrong ones that fails", async () => {
  const closed = await checks([worker.url]);
  assert.equal(closed.status, 0);
  assert.equal(closed.lines.filter((line) => line.startsWith("not_run token: WAXSEAL_")).length, 2);
  assert.ok(!closed.lines.some((line) => /secret|origin:/.test(line)));
  const wrong = ["wrong-", "token-0123456789abcdef"].join("");
  const { status, all } = await doctor([worker.url, ...vars], { WAXSEAL_READ_TOKEN: wrong });
  assert.equal(status, 0, "the file goes first");
  assert.ok(!all.includes(wrong));
  const bad = await checks([worker.url], { WAXSEAL_READ_TOKEN: wrong });
  assert.equal(bad.status, 1);
  assert.ok(bad.lines.some((line) => line.startsWith("fail token: WAXSEAL_READ_TOKEN does not open the API (401")), bad.lines.join("\n"));
});

test("a read token alone sends no test event", async () => {
  const { status, lines } = await checks([worker.url], { WAXSEAL_READ_TOKEN: folder.vars.WAXSEAL_READ_TOKEN });
  assert.deepEqual([status, lines.at(-1)], [0, "not_run test event: sending one needs WAXSEAL_ADMIN_TOKEN"]);
});

test("a configuration that is refused is told, with where to look", async (t) => {
  const broken = makeFolder("--self-hosted");
  writeFileSync(join(broken.path, ".dev.vars"), 'WAXSEAL_READ_TOKEN="x"\n');
  const ill = await startSelfHosted(broken);
  t.after(async () => {
    await ill.stop();
    broken.remove();
  });
  const { status, lines } = await checks([ill.url, ...vars]);
  assert.equal(status, 1);
  assert.match(lines.at(-1), /^fail health: 503 config_invalid: the configuration is refused: the log says where/);
  assert.match(ill.output(), /AFFILIATEBASE_SECRET is not set/);
});

test("what is no waxseal, nobody, and an address that would see the tokens are told apart", async () => {
  const other = await checks([origin.url]);
  assert.equal(other.status, 1);
  assert.match(other.lines.at(-1), /is this the address of a waxseal Worker\?$/);
  const nobody = await doctor(["http://127.0.0.1:9", ...vars]);
  assert.deepEqual([nobody.status, nobody.stderr], [4, "network: nobody answers there (ECONNREFUSED)\n"]);
  const clear = await doctor(["http://hooks.example.com", ...vars]);
  assert.equal(clear.status, 2);
  assert.match(clear.stderr, /^usage: URL is not https: the tokens would travel in the clear/);
  assert.equal((await doctor(["http://127.0.0.1:9/?token=x"])).status, 2);
  assert.equal((await doctor([])).status, 2);
});
