/**
 * What an origin's answers do to a delivery: tried again, not before it asked for, or given up.
 * One Worker serves all tests; each has an origin and an event type of its own.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createServer } from "node:http";
import { until } from "./harness.mjs";
import { openStage, quietMoment, SOON } from "./stage.mjs";

/** Answers with these in turn; the last one stays. */
const inTurn = (...answers) => {
  let turn = 0;
  return () => answers[Math.min(turn++, answers.length - 1)];
};
const ok = { status: 200 };
const busy = (value) => ({ status: 429, headers: { "retry-after": value } });
const inTwoSeconds = { status: 503, get headers() { return { "retry-after": "2" }; } };
const atDate = { status: 503, get headers() { return { "retry-after": new Date(Date.now() + 3_000).toUTCString() }; } };

/** By name: what the origin answers, and its settings. */
const cases = {
  "500": { answer: inTurn({ status: 500, body: "down" }, { status: 502 }, ok) },
  "408": { answer: inTurn({ status: 408 }, ok) },
  "reset": { answer: inTurn("reset", ok) },
  "timeout": { answer: inTurn("hang", ok), timeout: "500ms" },
  "seconds": { answer: inTurn(inTwoSeconds, ok) },
  "date": { answer: inTurn(atDate, ok) },
  "garbage": { answer: inTurn(busy("soon; very"), busy("-5"), busy("1e3"), busy("0"), busy(""), ok) },
  "huge": { answer: inTurn(busy("99999999999999999999999"), ok) },
  "400": { answer: inTurn({ status: 400, body: "no such affiliate" }, ok) },
  "410": { answer: inTurn({ status: 410 }, ok) },
  "301": { answer: inTurn({ status: 301, headers: { location: "http://127.0.0.1:9/" } }, ok) },
  "304": { answer: inTurn({ status: 304 }, ok) },
  "exhausted": { answer: inTurn({ status: 500 }), retry: ["50ms", "50ms"] },
  "once": { answer: inTurn({ status: 500 }), retry: [] },
  "later": { answer: inTurn({ status: 204 }) },
};

let stage;
before(async () => {
  const undo = [];
  const origins = Object.entries(cases).map(([name, { answer, ...more }]) => [`o${name}`, { answer, events: [`case.${name}`], ...more }]);
  stage = await openStage({ after: (step) => undo.unshift(step) }, { origins: Object.fromEntries(origins) });
  stage.close = async () => { for (const step of undo) await step(); };
});
after(() => stage.close());

/** Sends the event of a case and returns its one delivery when it has ended. */
async function deliver(name) {
  const answer = await stage.sendEvent(`evt_${name}`, { type: `case.${name}` });
  assert.deepEqual([answer.status, answer.json().status], [200, "accepted"]);
  const event = await stage.settled(`evt_${name}`, 20_000);
  assert.equal(event.deliveries.length, 1);
  return { delivery: event.deliveries[0], received: stage.received(`evt_${name}`, `o${name}`) };
}

/** The outcome of each attempt, in a word. */
const outcomes = (delivery) => delivery.attempts.map(({ outcome }) => outcome?.status ?? outcome?.received ?? "unknown");

/** Milliseconds from the end of one attempt to the start of the next. */
const gap = (delivery, position) => {
  const [before, next] = delivery.attempts.slice(position, position + 2);
  return next.started_at - (before.started_at + before.outcome.duration_millis);
};

/** The runtime's clock is a whole number and may stand still while it works. */
const CLOCK_MILLIS = 50;

const retried = { "500": [500, 502, 200], "408": [408, 200], "reset": ["network", 200], "timeout": ["timeout", 200] };
for (const [name, expected] of Object.entries(retried)) {
  test(`after ${name} the delivery is tried again until it is delivered`, async () => {
    const { delivery, received } = await deliver(name);
    assert.equal(delivery.state, "delivered");
    assert.deepEqual(outcomes(delivery), expected);
    assert.deepEqual(received.map((request) => request.headers["waxseal-attempt"]), expected.map((_, position) => String(position + 1)));
    assert.equal(new Set(received.map((request) => request.headers["webhook-id"])).size, 1);
    assert.equal(new Set(received.map((request) => request.body.toString("hex"))).size, 1);
    assert.ok(gap(delivery, 0) >= 100 - CLOCK_MILLIS, `the schedule's 100 ms, ${gap(delivery, 0)} passed`);
  });
}

test("a refused connection is tried again until the origin listens", async (t) => {
  const listener = createServer((incoming, outgoing) => incoming.resume().on("end", () => outgoing.end()));
  const listen = (port) => new Promise((resolve) => listener.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  const own = await openStage(t, { origins: { crm: { url: `http://127.0.0.1:${port}/`, retry: Array(20).fill("200ms") } } });
  await own.sendEvent("evt_1");
  const isTried = async () => (await own.logged("evt_1"))[0]?.deliveries[0].attempts.some((attempt) => attempt.outcome?.received === "network");
  await until("a failed attempt", isTried);
  await listen(port);
  t.after(() => listener.close());
  assert.equal((await own.settled("evt_1")).deliveries[0].state, "delivered");
});

test("Retry-After in seconds is a floor under the next attempt", async () => {
  const { delivery } = await deliver("seconds");
  assert.deepEqual(outcomes(delivery), [503, 200]);
  assert.ok(gap(delivery, 0) >= 2_000 - CLOCK_MILLIS, `${gap(delivery, 0)} ms passed`);
});

test("Retry-After as a date is a floor under the next attempt", async () => {
  const { delivery } = await deliver("date");
  assert.deepEqual(outcomes(delivery), [503, 200]);
  // A date has whole seconds, so up to one of the three is lost.
  assert.ok(gap(delivery, 0) >= 2_000 - CLOCK_MILLIS, `${gap(delivery, 0)} ms passed`);
});

test("a Retry-After that says nothing leaves the schedule as it is", async () => {
  const { delivery } = await deliver("garbage");
  assert.equal(delivery.state, "delivered");
  assert.deepEqual(outcomes(delivery), [429, 429, 429, 429, 429, 200]);
});

test("a huge Retry-After waits a day, not for ever", async () => {
  const sent = Date.now();
  await stage.sendEvent("evt_huge", { type: "case.huge" });
  const delivery = await until("the first attempt's outcome", async () => {
    const [event] = await stage.logged("evt_huge");
    return event?.deliveries[0].state === "pending" && event.deliveries[0].attempts[0]?.outcome && event.deliveries[0];
  });
  const day = 24 * 3_600_000;
  assert.ok(delivery.next >= sent + day && delivery.next <= Date.now() + day, `due in ${delivery.next - sent} ms`);
  await quietMoment();
  assert.equal(stage.received("evt_huge", "ohuge").length, 1);
});

const final = { "400": 400, "301": 301, "304": 304 };
for (const [name, status] of Object.entries(final)) {
  test(`${name} is final: one attempt, dead, with its cause`, async () => {
    const { delivery, received } = await deliver(name);
    assert.equal(delivery.state, "dead");
    assert.deepEqual(delivery.cause, { status });
    assert.deepEqual(outcomes(delivery), [status]);
    await quietMoment();
    assert.equal(received.length, 1);
    assert.equal(stage.received(`evt_${name}`, `o${name}`).length, 1);
  });
}

test("410 pauses the origin: the delivery is held after one attempt", async () => {
  const { delivery, received } = await deliver("410");
  assert.equal(delivery.state, "held");
  assert.equal(delivery.cause, "paused");
  assert.deepEqual(outcomes(delivery), [410]);
  await quietMoment();
  assert.equal(received.length, 1);
});

test("the delivery log holds what the origin said and how long it took", async () => {
  const { delivery } = await deliver("later");
  const [attempt] = delivery.attempts;
  assert.equal(attempt.number, 1);
  assert.ok(Number.isInteger(attempt.outcome.duration_millis));
  assert.ok(Math.abs(attempt.started_at - Date.now()) < 60_000);
  const [refused] = (await stage.logged("evt_400"))[0].deliveries;
  assert.equal(refused.attempts[0].outcome.body, "no such affiliate");
});

for (const [name, attempts] of [["exhausted", 3], ["once", 1]]) {
  test(`a list of ${attempts - 1} pauses ends after ${attempts} attempts: dead, with its cause`, async () => {
    const { delivery, received } = await deliver(name);
    assert.equal(delivery.state, "dead");
    assert.equal(delivery.cause, "exhausted");
    assert.equal(received.length, attempts);
    await quietMoment();
    assert.equal(stage.received(`evt_${name}`, `o${name}`).length, attempts);
  });
}

test("an event that no origin wants is stored as unrouted", async () => {
  const answer = await stage.sendEvent("evt_nobody", { type: "case.nobody" });
  assert.deepEqual([answer.status, answer.json().status], [200, "unrouted"]);
  const [event] = await stage.logged("evt_nobody");
  assert.equal(event.state, "unrouted");
  assert.deepEqual(event.deliveries, []);
  assert.equal((await stage.sendEvent("evt_nobody", { type: "case.nobody" })).json().status, "duplicate");
  const health = await (await fetch(`${stage.worker.url}/health`)).json();
  assert.equal(health.events.unrouted, 1);
});

test("an origin that hangs takes three calls of a ledger at most and holds up no other", async (t) => {
  const LEDGERS = 16;
  const CALLS_OF_A_LEDGER = 3;
  const EVENTS = 160;
  const hanging = { now: 0, most: 0 };
  // First attempts are the Worker's own; from the second on they are the ledgers'.
  const hang = (request) => {
    if (request.headers["waxseal-attempt"] === "1") return { status: 500 };
    hanging.most = Math.max(hanging.most, (hanging.now += 1));
    return new Promise((resolve) => setTimeout(resolve, 3_000)).then(() => { hanging.now -= 1; return { status: 500 }; });
  };
  const failOnce = (request) => ({ status: request.headers["waxseal-attempt"] === "1" ? 500 : 200 });
  const own = await openStage(t, {
    origins: {
      slow: { answer: hang, timeout: "10s", retry: Array(40).fill("10ms") },
      quick: { answer: failOnce, retry: ["500ms", ...SOON] },
    },
  });
  const ids = Array.from({ length: EVENTS }, (_, number) => `evt_${number}`);
  const answers = await Promise.all(ids.map((id) => own.sendEvent(id)));
  assert.ok(answers.every((answer) => answer.status === 200));
  await until("every event at the quick origin", () => ids.every((id) => own.received(id, "quick").length >= 2), 60_000);
  assert.ok(hanging.most > LEDGERS, `${hanging.most} calls hung at once: enough to hold up others`);
  assert.ok(hanging.most <= LEDGERS * CALLS_OF_A_LEDGER, `${hanging.most} calls hung at once`);
});
