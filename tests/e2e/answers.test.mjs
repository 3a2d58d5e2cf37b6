/** Every path of the Worker, asked in every way: an answer of ours, never cached, never a failure of ours. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { READ_TOKEN } from "./harness.mjs";
import { affiliatebase, commission } from "./senders.mjs";
import { openStage } from "./stage.mjs";

let stage;
const undo = [];
before(async () => { stage = await openStage({ after: (step) => undo.unshift(step) }); });
after(async () => { for (const step of undo) await step(); });

const read = { authorization: `Bearer ${READ_TOKEN}` };
const ask = (method, url, headers = {}, body = undefined) => stage.send({ method, url, headers, body });

/** The path, how it is asked, and the status. */
const asked = [
  ["GET", "/", 200],
  ["GET", "/health", 200],
  ["HEAD", "/health", 200],
  ["GET", "/api/events", 200, read],
  ["GET", "/api/events?limit=1", 200, read],
  ["GET", "/api/events?limit=-1", 400, read],
  ["GET", "/api/events?limit=99999999999999999999", 400, read],
  ["GET", "/api/events", 401],
  ["GET", "/api/events/x", 401],
  ["GET", "/api/events/x", 404, read],
  ["GET", "/api/nothing", 404, read],
  ["POST", "/health", 405],
  ["DELETE", "/api/events", 405, read],
  ["POST", "/", 405],
  ["GET", "/nothing", 404],
  ["GET", "/in", 404],
  ["POST", "/in/shop/more", 404],
  ["POST", "/IN/shop", 404],
  ["GET", "/%2e%2e/%2e%2e/etc/passwd", 404],
  ["GET", "/in//shop", 404],
  ["GET", `/${"a".repeat(8_000)}`, 404],
];
for (const [method, path, status, headers] of asked) {
  test(`${method} ${path.slice(0, 40)} ${headers ? "with" : "without"} the token is ${status}`, async () => {
    const answer = await ask(method, path, headers);
    assert.equal(answer.status, status, answer.text.slice(0, 200));
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    if (status >= 400) assert.equal(answer.headers.get("content-type"), "application/problem+json");
    if (status === 405) assert.match(answer.headers.get("allow"), /GET/);
  });
}

test("an accepted event's answer says its status and its id, and is not cached", async () => {
  const answer = await stage.send(affiliatebase(stage.vars.HOOK_SECRET, commission("evt_1"), { id: "evt_1" }));
  assert.equal(answer.status, 200);
  assert.deepEqual(Object.keys(answer.json()).sort(), ["id", "status"]);
  assert.equal(answer.headers.get("cache-control"), "no-store");
});

test("without a read token set, the event log is closed to everybody", async (t) => {
  const closed = await openStage(t, { vars: { WAXSEAL_READ_TOKEN: "" } });
  for (const headers of [{}, { authorization: "Bearer " }, { authorization: "Bearer undefined" }, read]) {
    const answer = await closed.send({ method: "GET", url: "/api/events", headers });
    assert.equal(answer.status, 401);
  }
});
