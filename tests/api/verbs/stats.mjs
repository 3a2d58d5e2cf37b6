/** What was counted, and how old secrets are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { affiliatebase, commission } from "../../e2e/senders.mjs";
import { openApi, READ_TOKEN, until } from "../caller.mjs";

test("events, attempts and rejects are counted", async (t) => {
  const api = await openApi(t);
  const since = Date.now() - 60_000;
  for (const id of ["evt_1", "evt_2", "evt_3"]) await api.event(id);
  const wrong = affiliatebase("another-secret-0123456789", commission("evt_bad"), { id: "evt_bad" });
  for (let time = 0; time < 4; time += 1) assert.equal((await api.send(wrong)).status, 401);
  const stats = await until("the flush", async () => {
    const found = await api.ok("GET", `/api/stats?since=${since}`, { token: READ_TOKEN });
    const rejects = found.counts.find(({ what }) => what === "signature_mismatch");
    return rejects?.number === 4 && found;
  }, 60_000);
  assert.deepEqual([stats.events, stats.deliveries, stats.attempts], [{ accepted: 3 }, { delivered: 3 }, { 200: 3 }]);
  assert.deepEqual([stats.sources, stats.is_complete], [{ shop: 3 }, true]);
  assert.equal(stats.latency.reduce((sum, { number }) => sum + number, 0), 3);
  assert.equal(stats.latency.at(-1).up_to_millis, null);
  const later = await api.ok("GET", `/api/stats?since=${Date.now() + 60_000}`);
  assert.deepEqual([later.events, later.counts], [{}, []]);
  await api.refused("GET", "/api/stats?since=yesterday", { status: 400, code: "parameter_invalid", at: "query:since" });
});

test("a secret has an age and a last use, and neither its value nor what could be tested against it", async (t) => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET", "HOOK_SECRET_OLD"] } };
  const old = ["old-", "secret-of-the-shop-0123456789"].join("");
  const api = await openApi(t, { sources, vars: { HOOK_SECRET_OLD: old } });
  const secrets = async () => (await api.ok("GET", "/api/secrets", { token: READ_TOKEN })).secrets;
  assert.deepEqual((await secrets()).map(({ secret, first_seen_at, last_used_at }) => [secret, first_seen_at, last_used_at]), [["HOOK_SECRET", null, null], ["HOOK_SECRET_OLD", null, null]]);
  const before = Date.now();
  await api.event("evt_1");
  const used = await until("the flush", async () => (await secrets()).find((it) => it.last_used_at !== null), 60_000);
  assert.deepEqual([used.source, used.secret, used.is_configured, used.is_current], ["shop", "HOOK_SECRET", true, true]);
  assert.ok(used.last_used_at >= before - 1_000);
  const unused = (await secrets()).find((it) => it.secret === "HOOK_SECRET_OLD");
  assert.deepEqual([unused.last_used_at, unused.is_configured], [null, true]);
  const text = JSON.stringify(await secrets());
  assert.ok(!text.includes(old) && !text.includes(api.vars.HOOK_SECRET) && !/fingerprint/.test(text));
});
