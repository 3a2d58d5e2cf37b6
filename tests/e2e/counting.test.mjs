/**
 * Rejects touch neither KV nor a ledger, and the control object at most every ten seconds; the use
 * of secrets is told with them, and requests of an armed source are captured without secrets.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { READ_TOKEN, until } from "./harness.mjs";
import { affiliatebase, commission, newSecret, postback } from "./senders.mjs";
import { openStage } from "./stage.mjs";
import { controlOf, forgetfulEntry, listener, tellingEntry } from "./telling-objects.mjs";

test("two hundred rejects call neither KV nor a ledger, and the control object once", async (t) => {
  const heard = listener();
  const stage = await openStage(t, { entry: await tellingEntry(), log: heard.log, kv: "telling" });
  const forged = { ...affiliatebase(newSecret(), commission("evt_1")), url: "/in/shop" };
  const began = Date.now();
  for (let number = 0; number < 20; number += 1) {
    const kinds = [forged, { ...forged, headers: {} }, { ...forged, method: "PUT" }, { ...forged, url: `/in/nobody-${number}` }];
    const answers = await Promise.all([...kinds, ...kinds, forged, forged].map((request) => stage.send(request)));
    for (const answer of answers) assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
  }
  const calls = heard.calls();
  const flushes = calls.filter((call) => call === "CONTROL flush").length;
  assert.deepEqual(calls.filter((call) => call !== "CONTROL flush"), []);
  assert.ok(flushes >= 1 && flushes <= 1 + Math.floor((Date.now() - began) / 10_000), `${flushes} flushes`);

  // The twin: an accepted event does call them, so the log would have shown it.
  const mark = heard.mark();
  assert.equal((await stage.sendEvent("evt_genuine")).json().status, "accepted");
  assert.ok(heard.calls(mark).includes("KV get") && heard.calls(mark).includes("LEDGER accept"), heard.calls(mark).join());

  // What the first flush did not tell follows within ten seconds, without another request.
  const control = await controlOf(stage.worker);
  const sums = await until("all counts are told", async () => {
    const { counts } = await control("counts", { since: 0 });
    const sums = Object.fromEntries(counts.map(({ source, what, number }) => [`${source} ${what}`, number]));
    return sums["shop signature_mismatch"] === 80 && sums;
  });
  assert.deepEqual(sums, { " source_unknown": 40, "shop method_not_allowed": 40, "shop signature_missing": 40, "shop signature_mismatch": 80 });
});

test("a flush whose answer is lost is told again and counted once", async (t) => {
  const heard = listener();
  const stage = await openStage(t, { entry: await forgetfulEntry(), log: heard.log });
  const forged = affiliatebase(newSecret(), commission("evt_1"));
  for (let number = 0; number < 7; number += 1) assert.equal((await stage.send(forged)).status, 401);
  await until("the answer was lost", () => heard.text().includes("flush: "));
  for (let number = 0; number < 4; number += 1) assert.equal((await stage.send(forged)).status, 401);
  const control = await controlOf(stage.worker);
  const sum = async () => (await control("counts", { since: 0 })).counts.find(({ what }) => what === "signature_mismatch")?.number ?? 0;
  assert.ok(await sum() >= 1, "the first flush was taken");
  await until("all are counted", async () => await sum() >= 11, 60_000);
  assert.equal(await sum(), 11);
});

test("while secrets rotate both are taken and told apart, and after it the old one is refused", async (t) => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET", "HOOK_SECRET_OLD?"] } };
  const [now, old] = [newSecret(), newSecret()];
  const signed = (secret, id) => affiliatebase(secret, commission(id), { id });
  const stage = await openStage(t, { sources, vars: { HOOK_SECRET: now, HOOK_SECRET_OLD: old } });
  assert.equal((await stage.send(signed(old, "evt_old"))).json().status, "accepted");
  assert.equal((await stage.send(signed(now, "evt_new"))).json().status, "accepted");
  assert.equal((await stage.send(signed(old, "evt_new"))).json().status, "duplicate", "the same event under either");

  const read = { headers: { authorization: `Bearer ${READ_TOKEN}` } };
  const seen = await until("both were used", async () => {
    const { secrets } = await (await fetch(new URL("/api/secrets", stage.worker.url), read)).json();
    return secrets.length === 2 && secrets.every((secret) => secret.last_used_at > 0) && secrets;
  });
  assert.deepEqual(seen.map(({ source, secret }) => [source, secret]).sort(), [["shop", "HOOK_SECRET"], ["shop", "HOOK_SECRET_OLD"]]);
  for (const secret of [now, old]) assert.ok(!JSON.stringify(seen).includes(secret));

  const after = await openStage(t, { sources, vars: { HOOK_SECRET: now } });
  const refused = await after.send(signed(old, "evt_late"));
  assert.deepEqual([refused.status, refused.json().code], [401, "signature_mismatch"]);
  assert.equal((await after.send(signed(now, "evt_3"))).json().status, "accepted");
});

test("of several API keys of one source the event says whose it was", async (t) => {
  const vars = { KEY_ACME: newSecret(), KEY_BETA: newSecret() };
  const sources = { partners: { scheme: "token", header: "x-api-key", secrets: ["KEY_ACME", "KEY_BETA"], id: "/id", key: "/id" } };
  const stage = await openStage(t, { sources, vars });
  for (const name of ["KEY_ACME", "KEY_BETA"]) {
    const headers = { "content-type": "application/json", "x-api-key": vars[name] };
    assert.equal((await stage.send({ url: "/in/partners", headers, body: `{"id":"${name}"}` })).json().status, "accepted");
    const [event] = await stage.logged(name);
    assert.equal(event.secret, name);
    assert.ok(!JSON.stringify(event).includes(vars[name]));
  }
});

test("requests of an armed source are captured, ten at the most, without its token and without another's", async (t) => {
  const vars = { POSTBACK_TOKEN: newSecret() };
  const sources = {
    shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] },
    postback: { scheme: "token", query: "token", secrets: ["POSTBACK_TOKEN"], methods: ["GET", "POST"], mask: ["/email"] },
  };
  const stage = await openStage(t, { sources, vars });
  const control = await controlOf(stage.worker);
  const { capture } = await control("arm", { source: "postback", by: "admin" });
  const captured = async () => (await control("captures", { id: capture.id })).captures[0].requests;
  // The answer to the first flush says that the source is armed.
  const wrong = newSecret();
  await until("the isolate knows", async () => {
    await stage.send(postback(wrong, { click_id: "1", email: "a@b.example" }));
    return (await captured()).length > 0;
  });
  const [first] = await captured();
  assert.deepEqual([first.code, first.method], ["token_mismatch", "GET"]);
  assert.ok(first.url.endsWith("/in/postback?click_id=1&email=***&token=***"), first.url);

  await stage.sendEvent("evt_1");
  const post = { url: "/in/postback", headers: { "content-type": "application/json", "x-note": vars.POSTBACK_TOKEN, authorization: `Bearer ${vars.POSTBACK_TOKEN}` }, body: `{"email":"a@b.example","t":"${vars.POSTBACK_TOKEN}"}` };
  for (let number = 0; number < 12; number += 1) assert.equal((await stage.send(post)).json().code, "token_missing");
  const all = await until("ten are there", async () => (await captured()).length === 10 && captured());
  const { content, code } = all.at(-1);
  assert.equal(code, "token_missing");
  assert.equal(Buffer.from(content.body, "base64").toString(), '{"email":"***","t":"***"}');
  const text = JSON.stringify(all) + all.map((request) => Buffer.from(request.content.body, "base64").toString()).join();
  for (const word of [vars.POSTBACK_TOKEN, wrong, "a@b.example", "evt_1"]) assert.ok(!text.includes(word));
  assert.deepEqual(await stage.worker.events().then((events) => events.map((event) => event.source)), ["shop"], "a capture stores no event");
});

test("headers that a source keeps reach the origin under a name that says that nobody signed them", async (t) => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], keep_headers: ["X-Request-Id"] } };
  const stage = await openStage(t, { sources });
  await stage.sendEvent("evt_1", {}, { headers: { "x-request-id": "r-1", "x-other": "no", authorization: "Bearer x" } });
  await stage.settled("evt_1");
  const [{ headers }] = stage.received("evt_1");
  assert.equal(headers["waxseal-original-x-request-id"], "r-1");
  assert.ok(!Object.keys(headers).some((name) => name.endsWith("x-other") || name.endsWith("authorization")));
});
