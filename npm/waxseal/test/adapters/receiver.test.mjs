// What the adapters share, seen through the fetch handler.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, request as httpRequest } from "node:http";
import { test } from "node:test";
import { anyOf, sign, Verifier } from "waxseal";
import { receive as receiveExpress } from "waxseal/express";
import { receive, reply } from "waxseal/fetch";
import { inMemory } from "waxseal/idempotency";
import * as full from "waxseal/full";
import { OTHER, SECRET } from "../samples.mjs";
import { ACCEPTED, BUSY, DUPLICATE, event, FAILED, listen, promised, seen, signed, stripe } from "./suite.mjs";

const requestOf = ({ headers, body }, url = "https://a.test/hooks", method = "POST") =>
  new Request(url, { method, headers, ...(method === "GET" ? {} : { body }) });

/** A store that keeps what it was asked. */
const spy = (claim = "new") => {
  const asked = [];
  return { asked, claim: (id, leaseMs) => (asked.push(["claim", id, leaseMs]), claim), complete: (id) => asked.push(["complete", id]), release: (id) => asked.push(["release", id]) };
};

test("what cannot work is a TypeError at once, each with its own sentence", () => {
  const store = inMemory();
  const none = () => {};
  const env = {};
  for (const [args, message] of [
    [[undefined, none], "receive was given undefined where a Verifier, what anyOf returns, or a function that makes one should stand"],
    [[SECRET, none], "receive was given a string where a Verifier, what anyOf returns, or a function that makes one should stand"],
    [[stripe], "receive was given undefined where the handler of events should stand"],
    [[stripe, none, { idempotancy: store }], 'there is no option "idempotancy": known are token, limit, idempotency, leaseMs, source, onReject, onError'],
    [[stripe, none, { token: env.TOKEN }], "token is undefined; is the environment variable set?"],
    [[stripe, none, { token: "" }], "token is empty; is the environment variable set?"],
    [[stripe, none, { limit: "1mb" }], "limit is a string: pass a number of bytes"],
    [[stripe, none, { leaseMs: 0 }], "leaseMs is a number: pass a number of milliseconds above 0"],
    [[stripe, none, { source: 7 }], "source is a number: pass a name"],
    [[stripe, none, { idempotency: new Map() }], "idempotency.claim is undefined: a store has claim, complete and release"],
    [[stripe, none, { idempotency: { claim: none, complete: none } }], "idempotency.release is undefined: a store has claim, complete and release"],
    [[stripe, none, { onReject: "console.error" }], "onReject is a string: pass a function"],
    [[stripe, none, { onError: null }], "onError is null: pass a function"],
  ]) {
    assert.throws(() => receive(...args), { name: "TypeError", message });
  }
  assert.throws(() => reply({ ok: true }), { name: "TypeError", message: "reply was given an object: pass the text of the answer" });
});

// The first key is the one that a test of the Worker holds, too (crates/gateway/tests/gateway/key.rs).
test("an event's key is the Worker's: a hash of its authenticated id", async () => {
  const store = spy();
  const response = await receive(stripe, () => {}, { idempotency: store, leaseMs: 5 })(requestOf(signed(event("evt_1"))));
  assert.deepEqual(await seen(response), ACCEPTED);
  const id = "wx_oTtt5i71YhIbAQTxFWYnzUnNm0_kHXsZfzTWCgFxbRM";
  assert.deepEqual(store.asked, [["claim", id, 5], ["complete", id]]);
});

/** SHA-256 over parts behind their lengths, written anew from the rule. */
const oracle = (parts) => {
  const hash = createHash("sha256");
  for (const part of parts.map((one) => Buffer.from(one))) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(part.length));
    hash.update(length).update(part);
  }
  return hash.digest();
};
const contentKey = (source, content) => `wx_${oracle([source, "content", oracle(content)]).toString("base64url")}`;

const keyOf = async (verifier, request, options) => {
  const store = spy();
  const response = await receive(verifier, () => {}, { idempotency: store, ...options })(request);
  assert.deepEqual(await seen(response), ACCEPTED);
  return store.asked[0][1];
};

test("an id that nobody signs does not count: the key is a hash of the body, which is", async () => {
  const github = new Verifier({ scheme: "github", secrets: SECRET });
  const body = '{"action":"opened"}';
  const { headers } = sign({ scheme: "github", secret: SECRET, body });
  for (const [delivery, url] of [["d-1", "https://a.test/hooks"], ["d-2", "https://a.test/hooks?copy=2"]]) {
    const key = await keyOf(github, requestOf({ headers: { ...headers, "x-github-delivery": delivery }, body }, url));
    assert.equal(key, contentKey("github", ["", "", body]));
  }
});

test("of a postback under a token method and query count, the token does not", async () => {
  const token = new Verifier({ scheme: "token", secrets: [SECRET, OTHER], query: "key" });
  const url = (secret, name) => `https://a.test/hooks?click_id=c%201&${name}=${encodeURIComponent(secret)}&txid=7#x`;
  const expected = contentKey("postback", ["GET", "click_id=c%201&txid=7", ""]);
  assert.equal(expected, "wx_TedV7GyMZ1hTKNKcNI0_hWSo__F41R3GOSWkoT1vfrA");
  for (const [secret, name] of [[SECRET, "key"], [OTHER, "key"]]) {
    assert.equal(await keyOf(token, requestOf({}, url(secret, name), "GET"), { source: "postback" }), expected);
  }
  const other = await keyOf(token, requestOf({}, url(SECRET, "key").replace("txid=7", "txid=8"), "GET"), { source: "postback" });
  assert.notEqual(other, expected);
});

test("a token of a scheme of one's own is left out, too, and of anyOf's", async () => {
  const own = new Verifier({ scheme: { algorithm: "token", signature: "query:pass" }, secrets: SECRET });
  const request = () => requestOf({}, `https://a.test/?a=1&pass=${SECRET}`, "GET");
  const expected = contentKey("custom", ["GET", "a=1", ""]);
  assert.deepEqual([await keyOf(own, request()), await keyOf(anyOf([own]), request())], [expected, expected]);
});

test("two sources share a store and not their events", async () => {
  const idempotency = inMemory();
  const handled = [];
  const at = (source) => receive(stripe, () => handled.push(source), { idempotency, source });
  const request = signed(event("evt_1"));
  for (const source of ["billing", "mail", "billing"]) await at(source)(requestOf(request));
  assert.deepEqual(handled, ["billing", "mail"]);
});

test("the handler of anyOf's events tells senders apart, and verifiers of waxseal/full will do", async () => {
  const github = new full.Verifier({ scheme: "github", secrets: SECRET });
  const seenSchemes = [];
  const handler = receive(anyOf([stripe, github]), ({ scheme }) => seenSchemes.push(scheme));
  for (const scheme of ["github", "stripe"]) {
    assert.deepEqual(await seen(await handler(requestOf(sign({ scheme, secret: SECRET, body: event("evt_1") })))), ACCEPTED);
  }
  assert.deepEqual(seenSchemes, ["github", "stripe"]);
  assert.equal((await receive(github, () => {})(requestOf({ headers: {}, body: "x" }))).status, 401);
});

test("a handler that outlives its lease gives nothing back: it may be another's by then", async () => {
  for (const [pause, leaseMs, last] of [[0, 60_000, "release"], [30, 10, "claim"]]) {
    const store = spy();
    const handler = async () => {
      await new Promise((resolve) => setTimeout(resolve, pause));
      throw new Error("too late");
    };
    const response = await receive(stripe, handler, { idempotency: store, leaseMs, onError() {} })(requestOf(signed(event("evt_1"))));
    assert.deepEqual(await seen(response), FAILED);
    assert.equal(store.asked.at(-1)[0], last);
  }
});

test("done and busy are answered without the handler", async () => {
  for (const [claimed, expected] of [["done", DUPLICATE], ["busy", BUSY]]) {
    const store = spy(claimed);
    const response = await receive(stripe, () => assert.fail("handled"), { idempotency: store })(requestOf(signed(event("evt_1"))));
    assert.deepEqual([await seen(response), store.asked.length], [expected, 1]);
  }
});

test("what a handler returns by chance is not sent", async () => {
  for (const returned of [{ body: "row 1", headers: {} }, "text", 7, new Response("x")]) {
    assert.deepEqual(await seen(await receive(stripe, () => returned)(requestOf(signed(event("evt_1"))))), ACCEPTED);
  }
});

test("without onError what the handler threw goes to console.error", async (t) => {
  const logged = t.mock.method(console, "error", () => {});
  const error = new Error("no database");
  await receive(stripe, () => { throw error; })(requestOf(signed(event("evt_1"))));
  assert.deepEqual(logged.mock.calls.map((call) => call.arguments), [[error]]);
});

test("a sender that hangs up in the middle of a body is a reject, and the server goes on", async () => {
  const rejected = promised();
  const server = await listen(createServer(receiveExpress(stripe, () => assert.fail("handled"), { onReject: (error) => rejected.keep(error) })));
  try {
    const half = httpRequest(server.origin, { method: "POST", headers: { "content-length": "100" } });
    half.on("error", () => {});
    half.write("x".repeat(50), () => half.destroy());
    const { code, detail } = await rejected.promise;
    assert.deepEqual([code, /^the body broke off: /.test(detail)], ["body_malformed", true]);
    assert.equal((await fetch(server.origin, { method: "POST", body: "x" })).status, 401);
  } finally {
    await server.close();
  }
});

test("a function makes the verifier at the first request, of what the host gives, once", async () => {
  let made = 0;
  const handler = receive((_request, env) => (made++, new Verifier({ scheme: "stripe", secrets: env.SECRET })), () => {});
  const answers = [];
  assert.equal(made, 0);
  // The secret is not set: the receiver's fault, which the next request finds mended.
  await assert.rejects(handler(requestOf(signed(event("evt_1"))), {}), { name: "TypeError", message: "secrets is undefined; is the environment variable set?" });
  for (let i = 0; i < 2; i++) answers.push(await seen(await handler(requestOf(signed(event("evt_1"))), { SECRET })));
  assert.deepEqual([answers, made], [[ACCEPTED, ACCEPTED], 2]);
  await assert.rejects(receive(() => SECRET, () => {})(requestOf(signed("x"))), { name: "TypeError", message: /^receive was given a string where a Verifier/ });
});
