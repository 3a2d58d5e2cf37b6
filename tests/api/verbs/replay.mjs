/** Delivering again: one event, one event to one origin, many events. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApi, until } from "../caller.mjs";

const stateOf = async (api, id, origin = "crm") =>
  (await api.ok("GET", `/api/events/${id}`)).events[0].deliveries.find((delivery) => delivery.origin === origin)?.state;

test("a dead letter is delivered once its origin is mended, under the same id and marked", async (t) => {
  let status = 400;
  const api = await openApi(t, { origins: { crm: { answer: () => ({ status }) } } });
  const { id } = await api.event("evt_1");
  assert.deepEqual((await api.ok("GET", "/api/dead-letters")).events.map((event) => event.id), [id]);
  status = 200;
  assert.deepEqual(await api.ok("POST", `/api/events/${id}/replay`), { reopened: ["crm"], missing: [] });
  await until("the delivery", async () => (await stateOf(api, id)) === "delivered");
  const [first, second] = api.received("evt_1");
  assert.equal(second.headers["webhook-id"], first.headers["webhook-id"]);
  assert.deepEqual(second.body, first.body);
  assert.deepEqual((await api.ok("GET", "/api/dead-letters")).events, []);
  assert.equal((await api.ok("GET", "/api/events?state=delivered&origin=crm")).events.length, 1);
});

test("an origin that never had an event is missing in a replay, and gets it by resend", async (t) => {
  const api = await openApi(t, { origins: { crm: {}, payouts: { events: ["payout.*"] } } });
  const { id } = await api.event("evt_1");
  assert.deepEqual(await api.ok("POST", `/api/events/${id}/replay`, { body: { origins: ["payouts"] } }), { reopened: [], missing: ["payouts"] });
  assert.deepEqual(await api.ok("POST", `/api/events/${id}/origins/payouts/resend`), { reopened: ["payouts"], missing: [] });
  await until("the delivery", () => api.received("evt_1", "payouts").length === 1);
  assert.deepEqual(await api.ok("POST", `/api/events/${id}/origins/crm/resend`), { reopened: ["crm"], missing: [] });
  await until("the second delivery", () => api.received("evt_1").length === 2);
});

test("an event that no origin matched goes to those that are named", async (t) => {
  const api = await openApi(t, { origins: { crm: { events: ["payout.*"] } } });
  const { id, status } = (await api.sendEvent("evt_1")).json();
  assert.equal(status, "unrouted");
  assert.deepEqual(await api.ok("POST", `/api/events/${id}/replay`), { reopened: [], missing: [] });
  assert.deepEqual(await api.ok("POST", `/api/events/${id}/replay`, { body: { origins: ["crm"] } }), { reopened: ["crm"], missing: [] });
  await until("the delivery", () => api.received("evt_1").length === 1);
});

test("what cannot be sent again is refused with its cause", async (t) => {
  const api = await openApi(t);
  const { id } = await api.event("evt_1");
  const replay = (body, refusal) => api.refused("POST", `/api/events/${id}/replay`, { body, ...refusal });
  await replay({ origins: ["nobody"] }, { status: 400, code: "parameter_invalid", at: "body:/origins/0" });
  await replay({ origins: "crm" }, { status: 400, code: "parameter_invalid", at: "body:/origins" });
  await replay({ revision: -1 }, { status: 400, code: "parameter_invalid", at: "body:/revision" });
  await replay({ revision: 5 }, { status: 404, code: "not_found" });
  await replay("[]", { status: 400, code: "parameter_invalid", at: "body:" });
  await api.ok("DELETE", `/api/events/${id}/body`);
  await replay(undefined, { status: 409, code: "not_possible" });
  await api.refused("POST", `/api/events/${id}/origins/crm/resend`, { status: 409, code: "not_possible" });
  assert.equal(api.received("evt_1").length, 1);
});

test("many events are counted by a dry run that changes nothing, and then replayed at a rate", async (t) => {
  let status = 400;
  const api = await openApi(t, { origins: { crm: { answer: () => ({ status }) }, dwh: {} } });
  const ids = Array.from({ length: 12 }, (_, number) => `evt_${number}`);
  await Promise.all(ids.map((id) => api.sendEvent(id)));
  for (const id of ids) await api.settled(id);
  status = 200;
  const filter = { state: "dead", origin: "crm" };
  const counted = await api.ok("POST", "/api/replay", { body: { filter, dry_run: true } });
  assert.deepEqual([counted.matched, counted.more, counted.ids.length], [12, false, 12]);
  assert.equal((await api.ok("GET", "/api/dead-letters")).events.length, 12);
  const started = Date.now();
  let left = 12;
  for (let cursor; left > 0; ) {
    const part = await api.ok("POST", "/api/replay", { body: { filter, origins: ["crm"], limit: 5, rate: "10/s", ...cursor } });
    assert.ok(part.matched <= 5);
    left -= part.matched;
    cursor = { cursor: part.cursor };
    if (!part.more) break;
  }
  assert.equal(left, 0);
  await until("all deliveries", async () => (await api.ok("GET", "/api/events?state=delivered&origin=crm")).events.length === 12);
  // Five events at ten a second: the last of a part begins 400 ms after its first.
  assert.ok(Date.now() - started >= 400);
  for (const id of ids) assert.equal(api.received(id, "dwh").length, 1, "who had it is left alone");
});
