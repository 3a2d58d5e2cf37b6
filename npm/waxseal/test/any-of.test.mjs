import assert from "node:assert/strict";
import { test } from "node:test";
import { anyOf, sign, VerificationError, Verifier } from "waxseal";
import * as full from "waxseal/full";
import { BODY, NOW, OTHER, SECRET, signed, thrown } from "./samples.mjs";

const stripe = new Verifier({ scheme: "stripe", secrets: SECRET });
const github = new Verifier({ scheme: "github", secrets: SECRET });
const standard = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
const either = anyOf([stripe, github, standard]);
const from = (scheme, changes) => sign({ scheme, secret: SECRET, body: BODY, id: "msg_1", timestamp: NOW, ...changes });

for (const scheme of ["stripe", "github", "standard-webhooks"]) {
  test(`a request by ${scheme} is verified by its verifier`, () => {
    assert.equal(either.verify(from(scheme), { now: NOW }).scheme, scheme);
  });
}

test("the first success counts", () => {
  const headers = { ...from("github").headers, ...from("stripe").headers };
  const request = { headers, body: BODY };
  assert.equal(either.verify(request, { now: NOW }).scheme, "stripe");
  assert.equal(anyOf([github, stripe]).verify(request, { now: NOW }).scheme, "github");
});

test("the reject that came furthest is the one that is told, in any order", () => {
  const late = { now: NOW + 400_000 };
  for (const verifiers of [[stripe, github, standard], [standard, github, stripe]]) {
    const all = anyOf(verifiers);
    assert.equal(all.check(from("stripe"), late).error.code, "timestamp_stale");
    assert.equal(all.check(from("github", { secret: OTHER }), late).error.code, "signature_mismatch");
    assert.equal(all.check({ headers: { host: "a" }, body: BODY }, late).error.code, "signature_missing");
    assert.equal(all.check({ ...from("stripe"), headers: { "stripe-signature": "t=1,v1=x" } }).error.code, "signature_malformed");
  }
});

test("verify throws what check returns", () => {
  const error = thrown(() => either.verify(signed({ secret: OTHER }), { now: NOW }));
  assert.ok(error instanceof VerificationError);
  assert.equal(error.code, "signature_mismatch");
});

test("a token stands beside signatures only if told so", () => {
  const token = new Verifier({ scheme: "token", header: "x-key", secrets: SECRET });
  assert.throws(() => anyOf([github, token]), { message: /so a sender could choose the weaker: pass \{ allowWeaker: true \}/ });
  const mixed = anyOf([github, token], { allowWeaker: true });
  assert.equal(mixed.verify({ headers: { "x-key": SECRET }, body: "" }).assurance, "token");
  assert.equal(anyOf([token]).verify({ headers: { "x-key": SECRET }, body: "" }).assurance, "token");
});

test("misuse is not taken for a reject", () => {
  assert.throws(() => either.check({ headers: {}, body: {} }), TypeError);
});

test("the list may change afterwards", () => {
  const list = [github];
  const all = anyOf(list);
  list.length = 0;
  assert.equal(all.verify(from("github")).scheme, "github");
});

test("verifiers of waxseal/full stand beside others", () => {
  const mixed = anyOf([stripe, new full.Verifier({ scheme: "github", secrets: SECRET })]);
  assert.equal(mixed.verify(from("github"), { now: NOW }).scheme, "github");
  assert.equal(mixed.check({ ...from("github"), body: "forged" }, { now: NOW }).error.code, "signature_mismatch");
});

test("a handshake is answered by whichever verifier knows it", () => {
  const meta = new Verifier({ scheme: "meta", secrets: SECRET });
  const slack = new Verifier({ scheme: "slack", secrets: SECRET });
  const ask = (token) => ({ method: "GET", url: `/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`, headers: {}, body: "" });
  for (const list of [[meta, slack], [slack, meta]]) {
    const all = anyOf(list);
    assert.equal(all.handshake(ask("right"), { token: "right" }).body, "1158201444");
    assert.equal(thrown(() => all.handshake(ask("wrong"), { token: "right" })).code, "token_mismatch");
    assert.equal(all.handshake({ ...from("slack"), url: "/" }, { token: "right", now: NOW }), null);
  }
});

test("what one verifier refuses as a handshake may be another's event", () => {
  const meta = new Verifier({ scheme: "meta", secrets: SECRET });
  const key = new Verifier({ scheme: "token", secrets: SECRET, header: "x-key" });
  const request = { method: "GET", url: "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong", headers: { "x-key": SECRET }, body: "" };
  const all = anyOf([meta, key], { allowWeaker: true });
  assert.equal(all.handshake(request, { token: "right" }), null);
  assert.equal(all.verify(request).scheme, "token");
  assert.equal(thrown(() => all.handshake({ ...request, headers: {} }, { token: "right" })).code, "token_mismatch");
});

test("the query parameters that carry tokens are named", () => {
  const names = (...configs) => anyOf(configs.map((config) => new Verifier({ secrets: SECRET, ...config }))).tokenParameters;
  const own = { algorithm: "token", signature: "query:pass" };
  assert.deepEqual(names({ scheme: "token", query: "key" }, { scheme: own }, { scheme: "token", header: "x-key" }), ["key", "pass"]);
});
