/**
 * Many copies of one event at the same moment: exactly one is accepted and delivered, whatever KV says.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { affiliatebase, commission } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";

const COPIES = 200;

/** At least this share of the answers is 200; the others are 503, and 200 when sent again. */
const ANSWERED_AT_LEAST = 0.9;

/** How often a sender repeats what was answered 503. */
const REPEATS_AT_MOST = 5;

const variants = {
  "a KV that works": {},
  "a KV that is always stale": { kv: "stale" },
  "a KV that always fails": { kv: "failing" },
  "a KV that never answers": { kv: "hanging" },
  "no KV": { dedupe: "ledger" },
};

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Sends all at once, and what was answered 503 again, one by one. */
async function sendAll(stage, requests) {
  const answers = await Promise.all(requests.map((request) => stage.send(request)));
  const again = [];
  for (const [position, answer] of answers.entries()) {
    if (answer.status === 200) continue;
    assert.equal(answer.status, 503, answer.text);
    assert.ok(Number(answer.headers.get("retry-after")) > 0, "a 503 says when to come again");
    let last = answer;
    for (let repeat = 0; last.status === 503 && repeat < REPEATS_AT_MOST; repeat += 1) {
      await pause(200);
      last = await stage.send(requests[position]);
    }
    again.push(last);
  }
  return { answers, again };
}

for (const [name, { kv, dedupe }] of Object.entries(variants)) {
  test(`${COPIES} parallel copies of one event with ${name} give exactly one delivery`, async (t) => {
    const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], ...(dedupe && { dedupe }) } };
    const stage = await openStage(t, { kv, sources });
    const copies = Array.from({ length: COPIES }, () => affiliatebase(stage.vars.HOOK_SECRET, commission("evt_1"), { id: "evt_1" }));
    const { answers, again } = await sendAll(stage, copies);

    const taken = answers.filter((answer) => answer.status === 200);
    t.diagnostic(`${taken.length} of ${COPIES} answered 200 at once, ${again.length} answered 503`);
    assert.ok(taken.length >= COPIES * ANSWERED_AT_LEAST, `${taken.length} of ${COPIES} answered 200`);
    assert.deepEqual(again.map((answer) => answer.status), again.map(() => 200), "every 503 becomes 200 when sent again");

    const statuses = [...taken, ...again].map((answer) => answer.json().status);
    const accepted = statuses.filter((status) => status === "accepted").length;
    // None is possible: the one that committed may be among those that were told 503.
    assert.ok(accepted === 1 || (accepted === 0 && again.length > 0), `${accepted} copies were told "accepted"`);
    assert.equal(statuses.filter((status) => status === "duplicate").length, COPIES - accepted);

    await until("the delivery", () => stage.origins.crm.received.length > 0);
    assert.equal((await stage.settled("evt_1")).deliveries[0].state, "delivered");
    await quietMoment();
    assert.equal(stage.origins.crm.received.length, 1);
    assert.equal((await stage.worker.events()).length, 1);
  });
}

test("parallel copies of two contents under one id give one delivery and one conflict", async (t) => {
  const stage = await openStage(t, {});
  const contents = [commission("evt_1"), commission("evt_1", { data: { amount_cents: 9_999 } })];
  const copies = Array.from({ length: COPIES }, (_, number) => affiliatebase(stage.vars.HOOK_SECRET, contents[number % 2], { id: "evt_1" }));
  const { answers, again } = await sendAll(stage, copies);
  const statuses = [...answers.filter((answer) => answer.status === 200), ...again].map((answer) => answer.json().status);
  assert.equal(statuses.length, COPIES);
  assert.ok(statuses.every((status) => ["accepted", "conflict", "duplicate"].includes(status)), String(new Set(statuses)));
  if (again.length === 0) assert.deepEqual([...new Set(statuses)].sort(), ["accepted", "conflict", "duplicate"]);
  assert.equal((await stage.settled("evt_1")).deliveries[0].state, "delivered");
  await quietMoment();
  assert.equal(stage.origins.crm.received.length, 1);
  assert.deepEqual((await stage.logged("evt_1")).map((event) => event.state).sort(), ["accepted", "conflict"]);
});

test(`${COPIES} parallel events with ids of their own give as many deliveries: the test can tell`, async (t) => {
  const stage = await openStage(t, {});
  const events = Array.from({ length: COPIES }, (_, number) => {
    const id = `evt_${number}`;
    return affiliatebase(stage.vars.HOOK_SECRET, commission(id), { id });
  });
  const { answers, again } = await sendAll(stage, events);
  assert.ok([...answers.filter((answer) => answer.status === 200), ...again].every((answer) => answer.status === 200));
  await until("every delivery", () => new Set(stage.origins.crm.received.map((request) => request.headers["waxseal-event-id"])).size === COPIES, 30_000);
});
