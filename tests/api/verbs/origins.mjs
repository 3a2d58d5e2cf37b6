/** Origins: how they stand, pause and resume. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApi, READ_TOKEN, until } from "../caller.mjs";

test("a pause is confirmed by all sixteen ledgers and holds every event; resume lets them go", async (t) => {
  const api = await openApi(t);
  assert.deepEqual(await api.ok("POST", "/api/origins/crm/pause"), { origin: "crm", paused: true, ledgers: 16 });
  const ids = Array.from({ length: 24 }, (_, number) => `evt_${number}`);
  await Promise.all(ids.map((id) => api.sendEvent(id)));
  const waiting = () => api.ok("GET", "/api/origins", { token: READ_TOKEN });
  const [crm] = (await waiting()).origins;
  assert.deepEqual([crm.origin, crm.is_configured, crm.paused.by, crm.paused.cause, crm.paused.ledgers], ["crm", true, "admin", "operator", 16]);
  await until("all held", async () => (await waiting()).origins[0].deliveries.held === 24);
  assert.equal(api.origins.crm.received.length, 0);
  assert.deepEqual(await api.ok("POST", "/api/origins/crm/pause"), { origin: "crm", paused: true, ledgers: 16 });
  assert.deepEqual(await api.ok("POST", "/api/origins/crm/resume"), { origin: "crm", paused: false, ledgers: 16 });
  assert.equal((await waiting()).origins[0].paused, null);
  await until("all delivered", () => new Set(api.origins.crm.received.map((request) => request.headers["webhook-id"])).size === 24, 60_000);
});

test("a pause takes nothing but a name", async (t) => {
  const api = await openApi(t);
  await api.refused("POST", "/api/origins/crm/pause", { status: 400, code: "parameter_invalid", at: "body:", body: { until: 5 } });
  await api.refused("POST", "/api/origins/crm/resume?at=5", { status: 400, code: "parameter_invalid", at: "query:at" });
  assert.equal((await api.ok("GET", "/api/origins")).origins[0].paused, null);
});
