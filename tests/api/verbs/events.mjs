/** Events: lists, one event, its body, and the end of its body. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApi, READ_TOKEN } from "../caller.mjs";

test("a list goes on by its cursor, the newest first, and filters restrict it", async (t) => {
  const api = await openApi(t, { origins: { crm: {}, payouts: { events: ["payout.*"] } } });
  for (let number = 0; number < 9; number += 1) await api.sendEvent(`evt_${number}`, { type: number % 3 === 0 ? "payout.paid" : "commission.created" });
  const all = [];
  for (let cursor = ""; ; ) {
    const page = await api.ok("GET", `/api/events?limit=2${cursor}`, { token: READ_TOKEN });
    assert.ok(page.events.length <= 2);
    all.push(...page.events.map((event) => event.event_id));
    if (!page.more) { assert.equal(page.cursor, null); break; }
    cursor = `&cursor=${page.cursor}`;
  }
  assert.deepEqual(all.toSorted(), Array.from({ length: 9 }, (_, number) => `evt_${number}`));
  const count = async (query) => (await api.ok("GET", `/api/events?${query}`)).events.length;
  assert.equal(await count("type=payout.paid"), 3);
  assert.equal(await count("origin=payouts"), 3);
  assert.equal(await count("source=shop"), 9);
  assert.equal(await count("source=other"), 0);
  assert.equal(await count("test=true"), 0);
  assert.equal(await count("state=unrouted"), 0);
  assert.equal(await count("until=1"), 0);
  assert.equal(await count(`since=${Date.now() - 60_000}`), 9);
});

test("a bad parameter has a place, and nothing is shown", async (t) => {
  const api = await openApi(t);
  for (const [query, at] of [["limit=0", "limit"], ["limit=101", "limit"], ["limit=1&limit=2", "limit"], ["cursor=x", "cursor"], ["after=x", "after"], ["test=1", "test"], ["state=lost", "state"], ["since=-1", "since"], [`type=${"x".repeat(513)}`, "type"], ["source=%ff", "source"]]) {
    const problem = await api.refused("GET", `/api/events?${query}`, { status: 400, code: "parameter_invalid", at: `query:${at}` });
    assert.ok(problem.detail.length > 5, query);
  }
});

test("one event shows every attempt, with the status and the body that came back", async (t) => {
  let status = 500;
  const api = await openApi(t, { origins: { crm: { answer: () => ({ status, body: "not today" }), retry: ["100ms", "100ms"] } } });
  const { id } = await api.event("evt_1");
  const { events } = await api.ok("GET", `/api/events/${id}`, { token: READ_TOKEN });
  const [{ attempts, state }] = events[0].deliveries;
  assert.equal(state, "dead");
  assert.deepEqual(attempts.map(({ number, outcome }) => [number, outcome.status, outcome.body]), [[1, 500, "not today"], [2, 500, "not today"], [3, 500, "not today"]]);
  status = 200;
});

test("a body is given as it came, and is gone once it is erased: the log stays and a duplicate is one", async (t) => {
  const api = await openApi(t);
  const { id } = await api.event("evt_1", { data: { note: "\u00fc  1.0e2" } });
  const answer = await api.call("GET", `/api/events/${id}/body`, { token: READ_TOKEN });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.bytes, api.received("evt_1")[0].body);
  assert.equal(answer.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.match(answer.headers.get("content-disposition"), /^attachment; filename="wx_/);
  await api.refused("GET", `/api/events/${id}/body?revision=7`, { status: 404, code: "not_found" });
  assert.deepEqual(await api.ok("DELETE", `/api/events/${id}/body`), { erased: 1 });
  await api.refused("GET", `/api/events/${id}/body`, { status: 409, code: "not_possible" });
  assert.deepEqual(await api.ok("DELETE", `/api/events/${id}/body`), { erased: 0 });
  assert.equal((await api.ok("GET", `/api/events/${id}`)).events[0].event_id, "evt_1");
  assert.equal((await api.sendEvent("evt_1", { data: { note: "\u00fc  1.0e2" } })).json().status, "duplicate");
});

test("bytes that are no text are given as bytes", async (t) => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] }, hub: { scheme: "github", secrets: ["HOOK_SECRET"] } };
  const api = await openApi(t, { sources });
  const { github } = await import("../../e2e/senders.mjs");
  const body = Buffer.from([0xff, 0x00, 0xfe]);
  const sent = await api.send(github(api.vars.HOOK_SECRET, body, { delivery: "d1", to: "/in/hub" }));
  assert.equal(sent.status, 200, sent.text);
  const answer = await api.call("GET", `/api/events/${sent.json().id}/body`);
  assert.equal(answer.headers.get("content-type"), "application/octet-stream");
  assert.deepEqual(answer.bytes, body);
});

test("personal data is masked for readers, and forwarded as it came", async (t) => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], mask: ["/data/email"] } };
  const api = await openApi(t, { sources });
  const { id } = await api.event("evt_1", { data: { email: "eve@example.com" } });
  const shown = (await api.call("GET", `/api/events/${id}/body`)).json();
  assert.equal(shown.data.email, "***");
  assert.equal(shown.data.affiliate_id, "aff_7");
  assert.equal(JSON.parse(api.received("evt_1")[0].body).data.email, "eve@example.com");
});
