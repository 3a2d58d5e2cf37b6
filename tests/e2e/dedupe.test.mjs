/** What counts as the same event, and what is done with the second one. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { freshFolder, until } from "./harness.mjs";
import { commission, affiliatebase, github, newSecret, newWhsec, postback, standardWebhooks, stripe, track360 } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";

const shop = (more) => ({ shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], ...more } });

/** Both ways to recognise a duplicate must give the same answers. */
for (const dedupe of ["ledger+kv", "ledger"]) {
  test(`a duplicate is answered 200 and not delivered again, with ${dedupe}`, async (t) => {
    const stage = await openStage(t, { sources: shop({ dedupe }) });
    const first = await stage.sendEvent("evt_1");
    assert.deepEqual([first.status, first.json().status], [200, "accepted"]);
    await stage.settled("evt_1");
    for (let copy = 0; copy < 3; copy += 1) {
      const again = await stage.sendEvent("evt_1");
      assert.deepEqual([again.status, again.json().status], [200, "duplicate"]);
      assert.equal(again.json().id, first.json().id);
    }
    await quietMoment();
    assert.equal(stage.received("evt_1").length, 1);
    const keys = (await (await stage.worker.mf.getKVNamespace("KV")).list()).keys;
    assert.equal(keys.length, dedupe === "ledger" ? 0 : 1, "only ledger+kv writes to KV");
  });

  test(`another content under the same id is kept and not delivered, with ${dedupe}`, async (t) => {
    const stage = await openStage(t, { sources: shop({ dedupe }) });
    await stage.sendEvent("evt_1");
    await stage.settled("evt_1");
    const other = await stage.sendEvent("evt_1", { data: { amount_cents: 9_999 } });
    assert.deepEqual([other.status, other.json().status], [200, "conflict"]);
    // Both contents are known now: the sender may go back and forth, and nothing new comes of it.
    for (const amount of [1_250, 9_999, 1_250]) {
      const again = await stage.sendEvent("evt_1", { data: { amount_cents: amount } });
      assert.deepEqual([amount, again.status, again.json().status], [amount, 200, "duplicate"]);
    }
    await quietMoment();
    assert.equal(stage.received("evt_1").length, 1);
    const states = (await stage.logged("evt_1")).map((event) => event.state);
    assert.deepEqual(states, ["accepted", "conflict"]);
  });
}

test("with on_conflict forward another content is a revision with a webhook-id of its own", async (t) => {
  const stage = await openStage(t, { sources: shop({ on_conflict: "forward" }) });
  const first = await stage.sendEvent("evt_1");
  await stage.settled("evt_1");
  const other = await stage.sendEvent("evt_1", { data: { amount_cents: 9_999 } });
  assert.deepEqual([other.status, other.json().status], [200, "conflict"]);
  const [original, revision] = await until("the revision", () => stage.received("evt_1").length === 2 && stage.received("evt_1"));
  assert.equal(original.headers["webhook-id"], first.json().id);
  assert.equal(original.headers["waxseal-revision"], undefined);
  assert.equal(original.headers["waxseal-conflict"], undefined);
  assert.notEqual(revision.headers["webhook-id"], original.headers["webhook-id"]);
  assert.equal(revision.headers["idempotency-key"], revision.headers["webhook-id"]);
  assert.equal(revision.headers["waxseal-revision"], "1");
  assert.equal(revision.headers["waxseal-conflict"], "true");
  assert.equal(JSON.parse(revision.body).data.amount_cents, 9_999);

  const third = await stage.sendEvent("evt_1", { data: { amount_cents: 1 } });
  assert.equal(third.json().status, "conflict");
  await until("the next revision", () => stage.received("evt_1").length === 3);
  assert.equal(stage.received("evt_1")[2].headers["waxseal-revision"], "2");
  assert.equal(new Set(stage.received("evt_1").map((request) => request.headers["webhook-id"])).size, 3);

  assert.equal((await stage.sendEvent("evt_1")).json().status, "duplicate", "a content that comes back is no new revision");
  await quietMoment();
  assert.equal(stage.received("evt_1").length, 3);
});

test("with on_conflict reject another content is answered 409 and not stored", async (t) => {
  const stage = await openStage(t, { sources: shop({ on_conflict: "reject" }) });
  await stage.sendEvent("evt_1");
  await stage.settled("evt_1");
  const other = await stage.sendEvent("evt_1", { data: { amount_cents: 9_999 } });
  assert.deepEqual([other.status, other.json().code], [409, "event_conflict"]);
  assert.equal((await stage.sendEvent("evt_1")).json().status, "duplicate");
  await quietMoment();
  assert.equal(stage.received("evt_1").length, 1);
  assert.equal((await stage.worker.events()).length, 1);
});

test("a captured GitHub request under a new x-github-delivery or event is a duplicate", async (t) => {
  const vars = { GITHUB_SECRET: newSecret() };
  const stage = await openStage(t, { vars, sources: { github: { scheme: "github", secrets: ["GITHUB_SECRET"] } } });
  const body = JSON.stringify({ action: "opened", number: 7 });
  const captured = github(vars.GITHUB_SECRET, body, { delivery: randomUUID() });
  assert.equal((await stage.send(captured)).json().status, "accepted");
  await until("the delivery", () => stage.origins.crm.received.length === 1);
  const replays = [
    { ...captured, headers: { ...captured.headers, "x-github-delivery": randomUUID() } },
    { ...captured, headers: { ...captured.headers, "x-github-delivery": randomUUID(), "x-github-event": "release" } },
    { ...captured, url: `${captured.url}?again=1` },
  ];
  for (const replay of replays) assert.equal((await stage.send(replay)).json().status, "duplicate");
  await quietMoment();
  assert.equal(stage.origins.crm.received.length, 1);
  const other = github(vars.GITHUB_SECRET, JSON.stringify({ action: "opened", number: 8 }), { delivery: randomUUID() });
  assert.equal((await stage.send(other)).json().status, "accepted", "another body is another event");
});

test("two sources that use the same id do not meet", async (t) => {
  const vars = { OTHER_SECRET: newSecret(), STANDARD_SECRET: newWhsec() };
  const stage = await openStage(t, {
    vars,
    sources: {
      ...shop(),
      other: { scheme: "affiliatebase", secrets: ["OTHER_SECRET"] },
      standard: { scheme: "standard-webhooks", secrets: ["STANDARD_SECRET"] },
    },
  });
  const body = commission("evt_1");
  const answers = [
    await stage.sendEvent("evt_1"),
    await stage.send(affiliatebase(vars.OTHER_SECRET, body, { id: "evt_1", to: "/in/other" })),
    await stage.send(standardWebhooks(vars.STANDARD_SECRET, body, { id: "evt_1" })),
  ];
  assert.deepEqual(answers.map((answer) => answer.json().status), ["accepted", "accepted", "accepted"]);
  await until("three deliveries", () => stage.origins.crm.received.length === 3);
  assert.equal(new Set(stage.origins.crm.received.map((request) => request.headers["webhook-id"])).size, 3);
  assert.deepEqual(new Set(stage.origins.crm.received.map((request) => request.headers["waxseal-source"])), new Set(["shop", "other", "standard"]));
});

test("each scheme's event is accepted once and a duplicate when it is signed anew", async (t) => {
  const vars = { TRACK_SECRET: newSecret(), STRIPE_SECRET: newWhsec(), STANDARD_SECRET: newWhsec(), POSTBACK_TOKEN: newSecret() };
  const stage = await openStage(t, {
    vars,
    sources: {
      track360: { scheme: "track360", secrets: ["TRACK_SECRET"], id: "/event_id", type: "/type" },
      stripe: { scheme: "stripe", secrets: ["STRIPE_SECRET"] },
      standard: { scheme: "standard-webhooks", secrets: ["STANDARD_SECRET"] },
      postback: { scheme: "token", query: "token", secrets: ["POSTBACK_TOKEN"], methods: ["GET", "POST"], type: "query:event", key: ["query:click_id", "query:txid"] },
    },
  });
  const body = commission("evt_1");
  const now = Date.now();
  const senders = {
    track360: () => track360(vars.TRACK_SECRET, JSON.stringify({ event_id: "t_1", type: "conversion.qualified" })),
    stripe: (at) => stripe(vars.STRIPE_SECRET, body, { at }),
    "standard-webhooks": (at) => standardWebhooks(vars.STANDARD_SECRET, body, { id: "msg_1", at }),
    postback: () => postback(vars.POSTBACK_TOKEN, { event: "referral.converted", click_id: "c1", txid: "t1" }),
  };
  for (const [scheme, send] of Object.entries(senders)) {
    const first = await stage.send(send(now - 2_000));
    assert.deepEqual([scheme, first.status, first.json().status], [scheme, 200, "accepted"]);
    const second = await stage.send(send(now));
    assert.deepEqual([scheme, second.status, second.json().status], [scheme, 200, "duplicate"]);
  }
  await until("one delivery each", () => stage.origins.crm.received.length === 4);
  await quietMoment();
  assert.equal(stage.origins.crm.received.length, 4);
});

test("a duplicate of a dead event reopens it, and it is delivered with the body that was kept", async (t) => {
  let status = 400;
  const stage = await openStage(t, { origins: { crm: { answer: () => ({ status }) } } });
  const first = await stage.sendEvent("evt_1");
  const dead = await stage.settled("evt_1");
  assert.equal(dead.deliveries[0].state, "dead");
  status = 200;
  const again = await stage.sendEvent("evt_1");
  assert.deepEqual([again.status, again.json().status], [200, "duplicate"]);
  // It is due at once, and starts at the latest when the lease of a new event would end.
  await until("the delivery", async () => (await stage.settled("evt_1")).deliveries[0].state === "delivered", 30_000);
  const [refused, taken] = stage.received("evt_1");
  assert.equal(taken.headers["webhook-id"], refused.headers["webhook-id"]);
  assert.equal(taken.headers["webhook-id"], first.json().id);
  assert.deepEqual(taken.body, refused.body);
  assert.equal(stage.received("evt_1").length, 2);
});

test("a restart forgets no duplicate, with and without KV", async (t) => {
  const folder = await freshFolder();
  t.after(() => folder.remove());
  const vars = { OTHER_SECRET: newSecret() };
  const sources = { ...shop(), other: { scheme: "affiliatebase", secrets: ["OTHER_SECRET"], dedupe: "ledger" } };
  const stage = await openStage(t, { persist: folder.path, sources, vars });
  const sendOther = () => stage.send(affiliatebase(vars.OTHER_SECRET, commission("evt_2"), { id: "evt_2", to: "/in/other" }));
  await stage.sendEvent("evt_1");
  await sendOther();
  await stage.settled("evt_1");
  await stage.settled("evt_2");
  await stage.restart();
  assert.equal((await stage.sendEvent("evt_1")).json().status, "duplicate");
  assert.equal((await sendOther()).json().status, "duplicate");
  await quietMoment();
  assert.equal(stage.origins.crm.received.length, 2);
});

test("a signed event without an id is accepted under its content", async (t) => {
  const stage = await openStage(t, {});
  for (const body of ['{"type":"commission.created"}', "not json", '{"id":"","type":"commission.created"}']) {
    const request = () => affiliatebase(stage.vars.HOOK_SECRET, body, { id: "msg" });
    assert.deepEqual([body, (await stage.send(request())).json().status], [body, "accepted"]);
    assert.deepEqual([body, (await stage.send(request())).json().status], [body, "duplicate"]);
  }
  await until("three deliveries", () => stage.origins.crm.received.length === 3);
});
