/**
 * A ledger that fails before or after its effect, throws, refuses, hangs or is late: the sender is
 * told 503 and comes again, or never notices, and every event that was answered 200 arrives.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { until } from "./harness.mjs";
import { faultyEntry, faultyId } from "./faulty-ledger.mjs";
import { openStage, quietMoment } from "./stage.mjs";

/** What the Worker waits for its ledger, and what else a slow machine may take. */
const PATIENCE_MILLIS = 4_000;
const SLACK_MILLIS = 2_500;

/** A lease is the timeout and five seconds. */
const LEASE_ENDS_WITHIN_MILLIS = 20_000;

let stage;
const undo = [];
before(async () => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] }, plain: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], dedupe: "ledger" } };
  const origins = { crm: { timeout: "1s" } };
  stage = await openStage({ after: (step) => undo.unshift(step) }, { sources, origins, entry: await faultyEntry() });
});
after(async () => { for (const step of undo) await step(); });

/** Sends an event and checks that the answer, whatever it is, is 200 or a fault of ours. */
async function send(id, to) {
  const began = Date.now();
  const answer = await stage.sendEvent(id, {}, { to });
  if (answer.status !== 200) assertFault(answer, Date.now() - began);
  return answer;
}

function assertFault(answer, millis) {
  assert.deepEqual([answer.status, answer.json().code], [503, "store_unavailable"]);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
  assert.ok(!answer.text.includes("provoked"), "no detail of a fault leaves the Worker");
  assert.ok(millis <= PATIENCE_MILLIS + SLACK_MILLIS, `the sender waited ${millis} ms`);
}

const delivered = (id) => until(`the delivery of ${id}`, () => stage.received(id).length > 0, LEASE_ENDS_WITHIN_MILLIS);

describe("an accept that fails once", { concurrency: true }, () => {
  for (const [when, kind, second] of [
    ["before", "throw", "accepted"],
    ["before", "refuse", "accepted"],
    ["before", "hang", "accepted"],
    ["after", "throw", "duplicate"],
    ["after", "refuse", "duplicate"],
    ["after", "hang", "duplicate"],
  ]) {
    test(`${when} its commit by ${kind}: 503, then ${second}, and one delivery`, async () => {
      const id = faultyId("accept", when, kind, "once");
      assert.equal((await send(id)).status, 503);
      if (when === "before") assert.equal(stage.received(id).length, 0, "nothing is sent before the commit");
      assert.deepEqual([(await send(id)).json().status], [second]);
      await delivered(id);
      assert.equal((await stage.settled(id, LEASE_ENDS_WITHIN_MILLIS)).deliveries[0].state, "delivered");
      assert.equal(stage.received(id).length, 1);
    });
  }

  test("by committing too late: 503, then duplicate, and it is delivered", async () => {
    const id = faultyId("accept", "before", "slow", "once");
    assert.equal((await send(id)).status, 503);
    await until("the late commit", async () => (await stage.logged(id)).length === 1);
    assert.equal((await send(id)).json().status, "duplicate");
    await delivered(id);
  });
});

test("an accept that always fails is 503 each time, and nothing is stored or sent", async () => {
  for (const to of ["/in/shop", "/in/plain"]) {
    const id = faultyId("accept", "before", "throw", "always");
    for (let turn = 0; turn < 3; turn += 1) assert.equal((await send(id, to)).status, 503);
    await quietMoment();
    assert.equal(stage.received(id).length, 0);
    assert.deepEqual(await stage.logged(id), []);
  }
});

test("a sender that gives up after a lost answer has its event delivered all the same", async () => {
  const id = faultyId("accept", "after", "throw", "once");
  assert.equal((await send(id)).status, 503);
  await delivered(id);
});

describe("a report that fails", { concurrency: true }, () => {
  for (const [when, kind, times] of [["before", "throw", "once"], ["after", "throw", "once"], ["before", "refuse", "once"], ["after", "throw", "always"]]) {
    test(`${times} ${when} its commit by ${kind} is made again: one delivery, and the log says so`, async () => {
      const id = faultyId("report", when, kind, times);
      assert.deepEqual([(await send(id)).json().status], ["accepted"]);
      await delivered(id);
      assert.equal((await stage.settled(id, LEASE_ENDS_WITHIN_MILLIS)).deliveries[0].state, "delivered");
      assert.equal(stage.received(id).length, 1);
      assert.equal((await send(id)).json().status, "duplicate");
    });
  }

  test("always before its commit costs a repeat under the same webhook-id, and no event", async () => {
    const id = faultyId("report", "before", "throw", "always");
    assert.equal((await send(id)).status, 200);
    await until("the repeat", () => stage.received(id).length === 2, LEASE_ENDS_WITHIN_MILLIS);
    const event = await stage.settled(id, LEASE_ENDS_WITHIN_MILLIS);
    assert.equal(event.deliveries[0].state, "delivered");
    assert.equal(event.deliveries[0].attempts.length, 2);
    assert.equal(new Set(stage.received(id).map((request) => request.headers["webhook-id"])).size, 1);
  });
});

test("an alarm that throws twice runs again, and what was due is delivered", async (t) => {
  const failing = await openStage(t, { entry: await faultyEntry(), origins: { crm: { answer: (request) => ({ status: request.headers["waxseal-attempt"] === "1" ? 500 : 200 }) } } });
  const id = faultyId("alarm", "before", "throw", "once");
  assert.equal((await failing.sendEvent(id)).status, 200);
  const [delivery] = (await failing.settled(id, 60_000)).deliveries;
  assert.equal(delivery.state, "delivered");
  assert.equal(failing.received(id).length, 2);
  const [first, second] = delivery.attempts;
  assert.ok(second.started_at - first.started_at >= 2_000, "the platform waits two seconds after an alarm that failed");
});
