/**
 * 410: the origin wants no events any more. It is paused, first in the ledger that was told, within a
 * minute in all of them; nothing is given up, and what was held goes on when an operator resumes it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { openStage } from "./stage.mjs";

const ADMIN = ["admin-", "token-", "of-this-test-0123456789"].join("");

test("an origin that answers 410 is paused everywhere within a minute, and resumed by an operator", async (t) => {
  let isGone = true;
  const origins = { crm: { answer: () => ({ status: isGone ? 410 : 200 }) } };
  const stage = await openStage(t, { origins, vars: { WAXSEAL_ADMIN_TOKEN: ADMIN } });
  const api = async (path, method = "GET") => {
    const response = await fetch(new URL(`/api/${path}`, stage.worker.url), { method, headers: { authorization: `Bearer ${ADMIN}` } });
    assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
    return response.json();
  };
  const crm = async () => (await api("origins")).origins.find(({ origin }) => origin === "crm");

  await stage.sendEvent("first");
  const [held] = await until("the first event is held", async () => {
    const events = await stage.logged("first");
    return events[0]?.deliveries[0].state === "held" && events;
  });
  assert.equal(held.deliveries[0].cause, "paused");
  assert.equal(held.deliveries[0].attempts.length, 1);
  assert.equal((await crm()).paused.cause, "gone");

  // One ledger knows; the others would each try once. The minute's work tells them.
  await (await stage.worker.mf.getWorker()).scheduled();
  for (let number = 0; number < 40; number += 1) assert.equal((await stage.sendEvent(`later_${number}`)).status, 200);
  assert.equal(stage.origins.crm.received.length, 1, "nobody else called it");
  assert.equal((await crm()).deliveries.held, 41);

  isGone = false;
  const resumed = await api("origins/crm/resume", "POST");
  assert.equal(resumed.paused, false);
  await until("everything is delivered", () => stage.origins.crm.received.length === 42, 60_000);
  await until("nothing waits", async () => (await crm()).deliveries.held === 0);
  const ids = new Set(stage.origins.crm.received.map((request) => request.headers["waxseal-event-id"]));
  assert.equal(ids.size, 41, "each of them, and none twice but the first");
  // The minute's work does not pause it again.
  await (await stage.worker.mf.getWorker()).scheduled();
  assert.equal((await crm()).paused, null);
});
