/**
 * The order of an accept: alarm, commit, answer. Each test cuts the power between two of them, and
 * has a twin in which the order is wrong: that one must lose the event. Needs worker/build-faults.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { freshFolder, killWorkerd, signed, startOrigin, startWorker, until } from "./harness.mjs";

const vars = { HOOK_SECRET: randomBytes(32).toString("hex"), CRM_SECRET: randomBytes(32).toString("hex") };
const EVENTS = 10;

/** A lease ends 5 s after the timeout; what the alarm alone delivers comes soon after. */
const ALARM_LIMIT_MILLIS = 15_000;

const ids = Array.from({ length: EVENTS }, (_, number) => `evt_${number}`);

async function send(worker, id) {
  const body = JSON.stringify({ id, type: "commission.created" });
  const { headers } = await signed({ scheme: "affiliatebase", secret: vars.HOOK_SECRET, body, id, timestamp: new Date() });
  return worker.send({ method: "POST", headers, body }, "/in/shop");
}

/**
 * Sends every event to a Worker with `faults`, cuts the power as `cut` says, starts again without
 * faults, and returns the ids that the origin has got when the alarms had time enough.
 */
async function survivors(faults, cut) {
  let isDown = true;
  const arrived = new Set();
  const origin = await startOrigin((request) => {
    if (isDown) return "hang";
    arrived.add(request.headers["waxseal-event-id"]);
    return { status: 200 };
  });
  const folder = await freshFolder();
  const config = {
    sources: { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] } },
    origins: { crm: { url: origin.url, events: ["*"], secrets: ["CRM_SECRET"], timeout: "500ms", retry: Array(20).fill("500ms") } },
    insecure_origins: true,
  };
  const common = { config, persist: folder.path, build: "build-faults" };
  try {
    const first = await startWorker({ ...common, vars: { ...vars, ...faults } });
    await cut(first);
    await killWorkerd(first);
    await first.stop().catch(() => undefined);
    isDown = false;
    const second = await startWorker({ ...common, vars });
    try {
      await until("every event", () => arrived.size === EVENTS, ALARM_LIMIT_MILLIS).catch(() => undefined);
    } finally {
      await second.stop();
    }
    return [...arrived].sort();
  } finally {
    await origin.stop();
    await folder.remove();
  }
}

/** Sends all and waits for every answer. */
async function untilAnswered(worker) {
  const answers = await Promise.all(ids.map((id) => send(worker, id)));
  assert.deepEqual(answers.map((answer) => answer.json().status), ids.map(() => "accepted"));
}

/** Sends all, waits for no answer, and gives the ledger time to commit. */
async function untilCommitted(worker) {
  for (const id of ids) send(worker, id).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

test("what was answered arrives although the power fails right after the answer", async () => {
  assert.deepEqual(await survivors({}, untilAnswered), ids);
});

test("an answer before the commit loses events there: the test can tell", async () => {
  const arrived = await survivors({ WAXSEAL_FAULT_ORDER: "answer-before-commit" }, untilAnswered);
  assert.ok(arrived.length < EVENTS, `all ${EVENTS} events arrived`);
});

test("what was committed and never answered is delivered by the alarm alone", async () => {
  assert.deepEqual(await survivors({ WAXSEAL_FAULT_HOLD_MILLIS: "60000" }, untilCommitted), ids);
});

test("an alarm that is armed after the insert leaves events without one: the test can tell", async () => {
  const faults = { WAXSEAL_FAULT_ORDER: "alarm-after-insert", WAXSEAL_FAULT_HOLD_MILLIS: "60000" };
  const arrived = await survivors(faults, untilCommitted);
  assert.ok(arrived.length < EVENTS, `all ${EVENTS} events arrived`);
});
