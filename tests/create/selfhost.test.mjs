/** The folder without Cloudflare: workerd alone, all state on disk, killed as a power cut would. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { affiliatebase, commission } from "../e2e/senders.mjs";
import { ask, killHard, makeFolder, post, startOrigin, startSelfHosted, until } from "./folder.mjs";

/** A folder whose origin is here, with the retries that a test can wait for. */
const prepare = async (t, retry) => {
  let status = 503;
  const origin = await startOrigin(() => ({ status }));
  const folder = makeFolder("--self-hosted", "--origin", origin.url);
  const config = join(folder.path, "waxseal.jsonc");
  writeFileSync(config, readFileSync(config, "utf8").replace('"secrets": ["CRM_SECRET"', `"retry": ${JSON.stringify(retry)},\n      "secrets": ["CRM_SECRET"`));
  const running = [];
  const start = async (flags = ["--allow-private"], env = {}) => {
    const program = await startSelfHosted(folder, flags, env);
    running.push(program);
    return program;
  };
  t.after(async () => {
    for (const program of running) await program.stop();
    await origin.stop();
    folder.remove();
  });
  const event = (id) => affiliatebase(folder.vars.AFFILIATEBASE_SECRET, commission(id), { id, to: "/in/affiliatebase" });
  const events = async (url) => (await ask(url, "/api/events", folder.vars.WAXSEAL_READ_TOKEN)).json.events;
  return { folder, origin, start, event, events, answer: (next) => (status = next) };
};

test("an event, its deliveries and the retry that waits are found again after workerd was killed", async (t) => {
  const { folder, origin, start, event, events, answer } = await prepare(t, ["3s", "3s"]);
  const program = await start();
  const first = await post(program.url, event("evt_1"));
  assert.deepEqual([first.status, first.json.status], [200, "accepted"]);
  await until("the first attempt failed", async () => (await events(program.url))[0].deliveries[0]?.attempts[0]?.outcome);
  assert.equal(origin.received.length, 1);

  const before = program.workerd();
  await killHard(before);
  answer(200);
  await until("it runs again", () => program.listened().length === 2);
  assert.notEqual(program.workerd(), before);
  assert.match(program.output(), /waxseal: workerd ended \(SIGKILL\); starting it again in 0\.5 s/);

  const [found] = await events(program.url);
  assert.deepEqual([found.id, found.state, found.deliveries.map((one) => one.origin)], [first.json.id, "accepted", ["crm"]]);
  assert.deepEqual((await post(program.url, event("evt_1"))).json, { id: first.json.id, status: "duplicate" });
  await until("the retry went out", async () => (await events(program.url))[0].deliveries[0].state === "delivered");
  assert.equal(origin.received.length, 2);
  const [one, two] = origin.received;
  assert.deepEqual([two.headers["webhook-id"], two.headers["waxseal-attempt"]], [one.headers["webhook-id"], "2"]);
  assert.ok(two.body.equals(Buffer.from(commission("evt_1"))));

  // And the same once everything was ended, start script and all.
  assert.equal(await program.stop(), "status 0");
  const again = await start();
  assert.equal((await events(again.url))[0].deliveries[0].state, "delivered");
  assert.deepEqual((await post(again.url, event("evt_1"))).json.status, "duplicate");
  assert.equal(statSync(join(folder.path, "data")).mode & 0o777, 0o700);
});

test("the minute's work runs at once after a start, and reaches every ledger", async (t) => {
  const { folder, start } = await prepare(t, ["1h"]);
  const program = await start([]);
  // Nobody asked for anything: a ledger that has a file was woken by the clock.
  const ledgers = () => readdirSync(join(folder.path, "data/waxseal-ledger")).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  await until("all sixteen", () => ledgers().length === 16);
  assert.equal(program.output().split("\n").length, 2, program.output());
});

test("a start script that was killed leaves nothing that a new one could not take over", async (t) => {
  const { start, event, events } = await prepare(t, ["1h"]);
  const program = await start();
  const { json } = await post(program.url, event("evt_1"));
  program.signal("SIGKILL");
  await program.ended;
  await killHard(program.workerd());
  const again = await start();
  assert.equal((await events(again.url))[0].id, json.id);
});

test("an origin on this machine is not reached unless the start says so", async (t) => {
  const { origin, start, event, events } = await prepare(t, ["1h"]);
  const program = await start([]);
  assert.equal((await post(program.url, event("evt_1"))).json.status, "accepted");
  const [{ deliveries: [{ attempts: [attempt] }] }] = await until("it was tried", async () => {
    const list = await events(program.url);
    return list[0].deliveries[0]?.attempts[0]?.outcome && list;
  });
  assert.equal(attempt.outcome.received, "network");
  assert.equal(origin.received.length, 0);
});

test("secrets are in no file but .dev.vars, and one of the environment goes first", async (t) => {
  const { folder, start } = await prepare(t, ["1h"]);
  const token = ["a-token-", "of-the-environment-0123456789"].join("");
  const program = await start([], { WAXSEAL_READ_TOKEN: token });
  assert.equal((await ask(program.url, "/api/events", token)).status, 200);
  assert.equal((await ask(program.url, "/api/events", folder.vars.WAXSEAL_READ_TOKEN)).status, 401);
  const config = readFileSync(join(folder.path, "data/workerd.capnp"), "utf8");
  assert.match(config, /\(name = "CRM_SECRET", fromEnvironment = "CRM_SECRET"\)/);
  for (const value of [...Object.values(folder.vars), token]) assert.ok(!config.includes(value) && !program.output().includes(value));
  assert.match(config, /\(name = "WAXSEAL_SELF_HOSTED", text = "1"\)/);
});

/** A request as a proxy passes it on: with the host and the headers that it had outside. */
const passOn = (url, { url: path, headers, body }, more) =>
  new Promise((resolve, reject) => {
    const call = request(new URL(path, url), { method: "POST", headers: { ...headers, ...more }, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (piece) => (text += piece)).on("end", () => resolve({ status: answer.statusCode, json: JSON.parse(text) }));
    });
    call.on("error", reject);
    call.end(body);
  });

test("TLS ends at the proxy: what came to it without TLS is refused", async (t) => {
  const { start, event } = await prepare(t, ["1h"]);
  const { url } = await start([]);
  const host = { host: "hooks.example.com" };
  const taken = await passOn(url, event("evt_1"), { ...host, "x-forwarded-proto": "https" });
  assert.deepEqual([taken.status, taken.json.status], [200, "accepted"]);
  for (const more of [host, { ...host, "x-forwarded-proto": "http" }]) {
    const refused = await passOn(url, event("evt_2"), more);
    assert.deepEqual([refused.status, refused.json.code], [403, "insecure_transport"]);
  }
});

test("addresses are those that the proxy tells, and without its header named none can be required", async (t) => {
  const { folder, start, event } = await prepare(t, ["1h"]);
  const config = join(folder.path, "waxseal.jsonc");
  const text = readFileSync(config, "utf8").replace('"scheme": "affiliatebase",', '"scheme": "affiliatebase", "allow_ips": ["203.0.113.0/24"],');
  writeFileSync(config, text);
  const closed = await start([]);
  assert.equal((await fetch(`${closed.url}/health`)).status, 503);
  assert.match(closed.output(), /client_ip/);
  await closed.stop();
  writeFileSync(config, text.replace('"retention"', '"client_ip": "header:x-real-ip",\n  "retention"'));
  const { url } = await start([]);
  const proxy = { host: "hooks.example.com", "x-forwarded-proto": "https" };
  assert.equal((await passOn(url, event("evt_1"), { ...proxy, "x-real-ip": "203.0.113.9" })).status, 200);
  const other = await passOn(url, event("evt_2"), { ...proxy, "x-real-ip": "198.51.100.9", "cf-connecting-ip": "203.0.113.9" });
  assert.deepEqual([other.status, other.json.code], [403, "address_denied"]);
});

test("the pages are served beside the Worker, and nothing else of the disk", async (t) => {
  const { start } = await prepare(t, ["1h"]);
  const { url } = await start([]);
  const page = await fetch(`${url}/inspect`);
  assert.deepEqual([page.status, page.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
  assert.match(await page.text(), /<title>waxseal inspector<\/title>/);
  const head = await fetch(`${url}/inspect`, { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  for (const path of ["/nothing", "/inspect/nothing.html", "/%2e%2e/.dev.vars", "/..%2f.dev.vars", "/.dev.vars", "/inspect/../../waxseal.jsonc"]) {
    const answer = await fetch(url + path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get("content-type"), /json/);
  }
  assert.equal((await fetch(`${url}/inspect`, { method: "POST" })).status, 404);
  assert.equal((await fetch(`${url}/health`)).status, 200);
});

const folder = makeFolder("--self-hosted");
after(folder.remove);

const refused = {
  "a configuration that is not there": [["--config", "none.jsonc"], /cannot read the configuration: .*none\.jsonc \(ENOENT\)/],
  "a file of secrets that is not there": [["--vars-file", "none"], /cannot read the file of secrets/],
  "a port that is none": [["--port", "70000"], /--port takes a number/],
  "an unknown flag": [["--frobnicate"], /Unknown option '--frobnicate'/],
};
for (const [name, [flags, message]] of Object.entries(refused)) {
  test(`${name} ends the start with status 2`, async () => {
    await assert.rejects(startSelfHosted(folder, flags), (error) => {
      assert.match(error.message, /^it ended \(status 2\)/);
      assert.match(error.message, message);
      return true;
    });
  });
}

test("a port that is taken ends the start, and says so", async (t) => {
  const origin = await startOrigin();
  t.after(origin.stop);
  const port = new URL(origin.url).port;
  await assert.rejects(startSelfHosted(folder, ["--port", port, "--data", join(folder.path, "other")]), /status 2[^]*is port \d+ taken\?/);
});
