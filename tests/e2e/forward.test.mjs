/** The request that an origin gets: the body as it came, and headers that say what it is and prove it. */
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { load } from "../../npm/load.mjs";
import { until } from "./harness.mjs";
import { affiliatebase, commission, github, newSecret, newWhsec, postback } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";

const { Webhook } = await load("standardwebhooks");

/** Verifies as an origin would that uses the official package with the secret that it was given. */
const verify = (secret, request) => new Webhook(secret).verify(request.body.toString(), request.headers);

test("an origin with a whsec_ secret verifies with the official Standard Webhooks package", async (t) => {
  const vars = { CRM_SECRET: newWhsec() };
  const stage = await openStage(t, { vars, origins: { crm: { answer: (request) => ({ status: request.headers["waxseal-attempt"] === "1" ? 500 : 200 }) } } });
  await stage.sendEvent("evt_1", { data: { note: "\u00fc" } });
  await stage.settled("evt_1");
  const received = stage.received("evt_1");
  assert.equal(received.length, 2);
  for (const request of received) {
    assert.equal(verify(vars.CRM_SECRET, request).id, "evt_1");
    assert.throws(() => verify(newWhsec(), request), /No matching signature/);
    assert.ok(Math.abs(Number(request.headers["webhook-timestamp"]) - Date.now() / 1_000) < 60, "signed anew at each attempt");
  }
});

test("while a secret is replaced both the old and the new one verify", async (t) => {
  const vars = { CRM_SECRET: newWhsec(), CRM_SECRET_OLD: newWhsec() };
  const stage = await openStage(t, { vars, origins: { crm: { secrets: ["CRM_SECRET", "CRM_SECRET_OLD?"] } } });
  await stage.sendEvent("evt_1");
  const [request] = await until("the delivery", () => stage.received("evt_1").length > 0 && stage.received("evt_1"));
  assert.match(request.headers["webhook-signature"], /^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/);
  assert.equal(verify(vars.CRM_SECRET, request).id, "evt_1");
  assert.equal(verify(vars.CRM_SECRET_OLD, request).id, "evt_1");
});

test("headers name source, event, type and attempt, and keep what the sender signed with", async (t) => {
  const stage = await openStage(t, { vars: { CRM_KEY: newSecret() }, origins: { crm: { headers: { Authorization: "Bearer {secret:CRM_KEY}", "x-team": "affiliates" } } } });
  const sent = affiliatebase(stage.vars.HOOK_SECRET, commission("evt_1"), { id: "msg_1", headers: { "content-type": "application/json; charset=utf-8", "user-agent": "AffiliateBase/1", cookie: "a=b" } });
  const id = (await stage.send(sent)).json().id;
  const [{ method, headers }] = await until("the delivery", () => stage.received("evt_1").length > 0 && stage.received("evt_1"));
  assert.equal(method, "POST");
  const expected = {
    "content-type": "application/json; charset=utf-8",
    "webhook-id": id,
    "idempotency-key": id,
    "waxseal-source": "shop",
    "waxseal-event-id": "evt_1",
    "waxseal-event-type": "commission.created",
    "waxseal-attempt": "1",
    "waxseal-original-svix-id": "msg_1",
    "waxseal-original-svix-timestamp": sent.headers["svix-timestamp"],
    "waxseal-original-svix-signature": sent.headers["svix-signature"],
    authorization: `Bearer ${stage.vars.CRM_KEY}`,
    "x-team": "affiliates",
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(headers[name], value, name);
  const absent = ["waxseal-conflict", "waxseal-test", "waxseal-revision", "waxseal-original-method", "cookie", "svix-id", "svix-signature"];
  for (const name of absent) assert.equal(headers[name], undefined, name);
  assert.notEqual(headers["user-agent"], sent.headers["user-agent"]);
});

test("bodies of every kind arrive byte for byte", async (t) => {
  const vars = { GITHUB_SECRET: newSecret() };
  const stage = await openStage(t, { vars, sources: { github: { scheme: "github", secrets: ["GITHUB_SECRET"] } } });
  const bodies = {
    "blanks and escapes": Buffer.from('{ "a" : "\\u00fc\\/" ,\r\n\t"b":1.0e2 }\n\n'),
    "a byte order mark": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("{}")]),
    "bytes that are no UTF-8": Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x80, 0x7d]),
    "every byte": Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
    "512 KiB": Buffer.alloc(512 * 1024, "0123456789abcdef\n"),
    "keys twice": Buffer.from('{"id":1,"id":2,"__proto__":{}}'),
  };
  for (const [name, body] of Object.entries(bodies)) {
    const delivery = randomUUID();
    assert.equal((await stage.send(github(vars.GITHUB_SECRET, body, { delivery }))).status, 200, name);
    const [request] = await until(name, () => stage.received(delivery).length > 0 && stage.received(delivery));
    assert.ok(request.body.equals(body), `${name}: ${request.body.length} of ${body.length} bytes, or others`);
  }
});

test("a compressed body keeps its bytes and its content-encoding", async (t) => {
  const vars = { GITHUB_SECRET: newSecret() };
  const stage = await openStage(t, { vars, sources: { github: { scheme: "github", secrets: ["GITHUB_SECRET"] } } });
  const body = gzipSync(commission("evt_1"));
  const sent = github(vars.GITHUB_SECRET, body, { delivery: "d_1" });
  assert.equal((await stage.send({ ...sent, headers: { ...sent.headers, "content-encoding": "gzip" } })).status, 200);
  const [request] = await until("the delivery", () => stage.received("d_1").length > 0 && stage.received("d_1"));
  assert.equal(request.headers["content-encoding"], "gzip");
  assert.ok(request.body.equals(body), createHash("sha256").update(request.body).digest("hex"));
});

test("an id that a header cannot carry is percent-encoded, and adds no header", async (t) => {
  const stage = await openStage(t, {});
  const id = "evt\r\nx-injected: yes\u00fc";
  const answer = await stage.send(affiliatebase(stage.vars.HOOK_SECRET, commission(id), { id: "msg_1" }));
  assert.equal(answer.status, 200);
  const [request] = await until("the delivery", () => stage.origins.crm.received.length > 0 && stage.origins.crm.received);
  assert.equal(request.headers["x-injected"], undefined);
  assert.equal(request.headers["waxseal-event-id"], encodeURIComponent(id));
});

test("test events go to origins that ask for them and to no other", async (t) => {
  const stage = await openStage(t, { origins: { finance: {}, warehouse: { tests: true } } });
  await stage.sendEvent("evt_test", { test: true });
  await stage.sendEvent("evt_real", { test: false });
  const [request] = await until("the test event", () => stage.received("evt_test", "warehouse").length > 0 && stage.received("evt_test", "warehouse"));
  assert.equal(request.headers["waxseal-test"], "true");
  await until("the real event", () => stage.received("evt_real", "finance").length > 0 && stage.received("evt_real", "warehouse").length > 0);
  assert.equal(stage.received("evt_real", "warehouse")[0].headers["waxseal-test"], undefined);
  await quietMoment();
  assert.equal(stage.received("evt_test", "finance").length, 0);
  const [logged] = await stage.logged("evt_test");
  assert.equal(logged.test, true);
});

const token = newSecret();
const tokenSource = { postback: { scheme: "token", query: "token", secrets: ["POSTBACK_TOKEN"], methods: ["GET", "POST"], type: "query:event", key: ["query:click_id", "query:txid"] } };

test("a GET postback becomes a form-encoded POST of its query, without the token", async (t) => {
  const output = [];
  const stage = await openStage(t, { vars: { POSTBACK_TOKEN: token }, sources: tokenSource, log: (text) => output.push(text) });
  const sent = { event: "referral.converted", click_id: "c 1+\u00fc", txid: "t1", payout: "12.50" };
  const answer = await stage.send(postback(token, sent));
  assert.deepEqual([answer.status, answer.json().status], [200, "accepted"]);
  const [request] = await until("the delivery", () => stage.origins.crm.received.length > 0 && stage.origins.crm.received);
  assert.equal(request.method, "POST");
  assert.equal(request.headers["content-type"], "application/x-www-form-urlencoded");
  assert.equal(request.headers["waxseal-original-method"], "GET");
  assert.equal(request.headers["waxseal-event-type"], "referral.converted");
  assert.equal(request.body.toString(), new URLSearchParams(sent).toString());
  // The parts of the key are the same in another order, with another token parameter's place.
  const again = await stage.send({ method: "GET", url: `/in/postback?token=${token}&${new URLSearchParams(sent)}`, headers: {} });
  assert.equal(again.json().status, "duplicate");
  const other = await stage.send(postback(token, { ...sent, txid: "t2" }));
  assert.equal(other.json().status, "accepted");
  await until("the other delivery", () => stage.origins.crm.received.length === 2);
  const seen = [JSON.stringify(stage.origins.crm.received), await eventLog(stage), output.join("")];
  for (const text of seen) assert.ok(!text.includes(token), "the token was passed on, stored or logged");
});

test("a token in a header is neither forwarded nor stored", async (t) => {
  const output = [];
  const stage = await openStage(t, { vars: { POSTBACK_TOKEN: token }, sources: { partner: { scheme: "token", header: "x-api-key", secrets: ["POSTBACK_TOKEN"], id: "/id", type: "/type" } }, log: (text) => output.push(text) });
  const answer = await stage.send({ method: "POST", url: "/in/partner", headers: { "x-api-key": token, "content-type": "application/json" }, body: commission("evt_1") });
  assert.equal(answer.status, 200, answer.text);
  const [request] = await until("the delivery", () => stage.origins.crm.received.length > 0 && stage.origins.crm.received);
  assert.equal(request.body.toString(), commission("evt_1"));
  const seen = [JSON.stringify(stage.origins.crm.received), await eventLog(stage), output.join("")];
  for (const text of seen) assert.ok(!text.includes(token), "the token was passed on, stored or logged");
});

test("a POST postback with parameters in the query keeps its method beside them", async (t) => {
  const stage = await openStage(t, { vars: { POSTBACK_TOKEN: token }, sources: tokenSource });
  const request = { ...postback(token, { event: "referral.converted", click_id: "c1", txid: "t1" }), method: "POST", body: "" };
  assert.equal((await stage.send(request)).json().status, "accepted");
  const [received] = await until("the delivery", () => stage.origins.crm.received.length > 0 && stage.origins.crm.received);
  assert.equal(received.headers["waxseal-original-method"], "POST");
  assert.equal(received.body.toString(), "event=referral.converted&click_id=c1&txid=t1");
});

test("a POST postback with a body of its own arrives with both, the query in a header", async (t) => {
  const stage = await openStage(t, { vars: { POSTBACK_TOKEN: token }, sources: tokenSource });
  const sent = postback(token, { event: "referral.converted", click_id: "c1", txid: "t1" });
  const request = { ...sent, method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "sub1=a&sub2=b" };
  assert.equal((await stage.send(request)).json().status, "accepted");
  const [received] = await until("the delivery", () => stage.origins.crm.received.length > 0 && stage.origins.crm.received);
  assert.equal(received.body.toString(), "sub1=a&sub2=b");
  assert.equal(received.headers["waxseal-original-query"], "event=referral.converted&click_id=c1&txid=t1");
});

const eventLog = async (stage) => JSON.stringify(await stage.worker.events());
