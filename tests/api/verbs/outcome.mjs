/** Outcomes: what an origin made of an event, signed by the origin. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { newWhsec, standardWebhooks } from "../../e2e/senders.mjs";
import { openApi } from "../caller.mjs";

test("an origin tells what it made of an event, and only of the event that it signed", async (t) => {
  const secret = newWhsec();
  const api = await openApi(t, { vars: { CRM_SECRET: secret } });
  const [{ id }, other] = [await api.event("evt_1"), await api.event("evt_2")];
  const path = (event = id, origin = "crm") => `/api/events/${event}/origins/${origin}/outcome`;
  const body = JSON.stringify({ outcome: "failed", reason: "no such affiliate" });
  const signed = (text = body, more = {}) => {
    const { headers } = standardWebhooks(secret, text, { id, ...more });
    return { token: null, headers, body: text };
  };
  const refuse = (where, how, status, code, at) => api.refused("POST", where, { ...how, status, code, at });
  await refuse(path(), { token: null, body }, 401, "signature_missing");
  await refuse(path(), { body }, 401, "signature_missing");
  await refuse(path(), { ...signed(), body: "{}" }, 401, "signature_mismatch");
  await refuse(path(), signed(body, { at: Date.now() - 3_600_000 }), 401, "timestamp_stale");
  await refuse(path(other.id), signed(), 401, "signature_mismatch");
  await refuse(path(id, "nobody"), signed(), 401, "signature_mismatch");
  await refuse(path("evt_1"), signed(body, { id: "evt_1" }), 404, "not_found");
  const nothing = `wx_${"A".repeat(43)}`;
  await refuse(path(nothing), signed(body, { id: nothing }), 404, "not_found");
  await refuse(path(), signed('{"outcome":"maybe"}'), 400, "parameter_invalid", "body:/outcome");
  await refuse(path(), signed('{"outcome":"processed","reason":"x"}'), 400, "parameter_invalid", "body:/reason");
  await refuse(`${path()}?x=1`, signed(), 400, "parameter_invalid", "query:x");
  assert.equal((await api.ok("GET", `/api/events/${id}`)).events[0].deliveries[0].outcome, undefined);
  assert.deepEqual(await api.ok("POST", path(), signed()), { id, origin: "crm", outcome: "failed" });
  const told = (await api.ok("GET", `/api/events/${id}`)).events[0].deliveries[0].outcome;
  assert.deepEqual([told.is_processed, told.reason], [false, "no such affiliate"]);
  await api.ok("POST", path(), signed('{"outcome":"processed"}'));
  assert.equal((await api.ok("GET", `/api/events/${id}`)).events[0].deliveries[0].outcome.is_processed, true);
  assert.deepEqual((await api.ok("GET", "/api/audit")).entries, [], "it is no order of an operator");
});
