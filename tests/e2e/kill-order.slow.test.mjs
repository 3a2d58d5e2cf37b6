/**
 * A power cut between an accept's steps, and what each wrong order of them would lose. Needs
 * worker/build-faults, which can wait between steps and take them in a wrong order.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { freshFolder, killWorkerd, until } from "./harness.mjs";
import { openStage } from "./stage.mjs";

/** Longer than any of these tests: the Worker is killed while it waits. */
const HOLD_MILLIS = 60_000;

/** A lease is the timeout (1 s) and five seconds; a restart and a slow machine take the rest. */
const DELIVERED_WITHIN_MILLIS = 15_000;

async function openOnDisk(t, faults) {
  const folder = await freshFolder();
  t.after(() => folder.remove());
  const stage = await openStage(t, { persist: folder.path, build: "build-faults", vars: faults, origins: { crm: { timeout: "1s" } } });
  return Object.assign(stage, {
    /** Kills the process and starts a sound one on the same disk. */
    cut: async () => {
      await killWorkerd(stage.worker);
      for (const name of Object.keys(faults)) delete stage.vars[name];
      await stage.restart();
    },
  });
}

/** Sends an event whose accept waits, and returns when its row is there; nothing was answered by then. */
async function sendUntilStored(stage, id) {
  const state = { isAnswered: false };
  const sending = stage.sendEvent(id).then(() => { state.isAnswered = true; }, () => undefined);
  await until("the row", async () => (await stage.logged(id)).length === 1);
  assert.equal(state.isAnswered, false, "the answer came before the kill");
  return sending;
}

test("killed between commit and answer: the alarm delivers the event although nobody sends it again", async (t) => {
  const stage = await openOnDisk(t, { WAXSEAL_FAULT_HOLD_MILLIS: String(HOLD_MILLIS) });
  const sending = await sendUntilStored(stage, "evt_1");
  assert.equal(stage.origins.crm.received.length, 0);
  await stage.cut();
  await sending;
  await until("the delivery", () => stage.received("evt_1").length === 1, DELIVERED_WITHIN_MILLIS);
  const again = await stage.sendEvent("evt_1");
  assert.deepEqual([again.status, again.json().status], [200, "duplicate"]);
  assert.equal(stage.received("evt_1").length, 1);
});

test("with the alarm armed after the insert the same kill leaves it undelivered: the test can tell", async (t) => {
  const stage = await openOnDisk(t, { WAXSEAL_FAULT_HOLD_MILLIS: String(HOLD_MILLIS), WAXSEAL_FAULT_ORDER: "alarm-after-insert" });
  const sending = await sendUntilStored(stage, "evt_1");
  await stage.cut();
  await sending;
  await assert.rejects(until("the delivery", () => stage.received("evt_1").length === 1, DELIVERED_WITHIN_MILLIS), /not within/);
  // What helps then is the cron, or a sender that comes again.
  assert.equal((await stage.worker.mf.getWorker().then((worker) => worker.scheduled({ cron: "* * * * *" }))).outcome, "ok");
  await until("the delivery", () => stage.received("evt_1").length === 1, DELIVERED_WITHIN_MILLIS);
});

/** Sends, kills the moment the answers are there, and says how many of the answered events are stored. */
async function killAtAnswer(t, faults) {
  const stage = await openOnDisk(t, faults);
  const ids = Array.from({ length: 8 }, (_, number) => `evt_${number}`);
  const answers = await Promise.all(ids.map((id) => stage.sendEvent(id)));
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
  await stage.cut();
  return { sent: ids.length, stored: (await stage.worker.events()).length };
}

test("killed right after the answers: every event that was answered 200 is stored", async (t) => {
  const { sent, stored } = await killAtAnswer(t, {});
  assert.equal(stored, sent);
});

test("with the answer before the commit the same kill loses events: the test can tell", async (t) => {
  const { sent, stored } = await killAtAnswer(t, { WAXSEAL_FAULT_ORDER: "answer-before-commit" });
  assert.ok(stored < sent, `${stored} of ${sent} answered events were stored`);
});
