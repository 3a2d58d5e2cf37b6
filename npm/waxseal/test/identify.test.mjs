import assert from "node:assert/strict";
import { test } from "node:test";
import { identify, schemes, sign } from "waxseal";
import { BODY, inputOf, NOW, SECRET, signed, thrown } from "./samples.mjs";

test("a request that only one scheme makes has it first, with what speaks for it", () => {
  const [first, second] = identify(sign({ scheme: "stripe", secret: SECRET, body: BODY, timestamp: NOW }));
  assert.equal(first.scheme, "stripe");
  assert.match(first.because, /stripe-signature/);
  assert.ok(second === undefined || second.score < first.score);
});

test("what a request does not tell apart has equal scores", () => {
  const candidates = identify(signed({ body: '{"type":"a.b"}' }));
  const best = candidates.filter(({ score }) => score === candidates[0].score).map(({ scheme }) => scheme);
  for (const owner of ["standard-webhooks", "svix", "openai", "polar"]) assert.ok(best.includes(owner), String(best));
  assert.ok(candidates.at(-1).score < candidates[0].score, "others have less of what they read");
  assert.deepEqual(candidates.map(({ score }) => score), candidates.map(({ score }) => score).sort((a, b) => b - a));
});

test("a request that nobody signed has no candidate", () => {
  assert.deepEqual(identify({ headers: { host: "a.test", accept: "*/*" }, body: BODY }), []);
  assert.deepEqual(identify({ headers: {}, body: "" }), []);
});

test("every scheme is among the candidates of what it signed", () => {
  const missing = [];
  let tried = 0;
  for (const row of schemes) {
    if (!row.signable || row.assurance === "none" || row.id === "token") continue;
    tried++;
    if (!identify(sign(inputOf(row))).some(({ scheme }) => scheme === row.id)) missing.push(row.id);
  }
  assert.deepEqual(missing, []);
  assert.ok(tried > 100, `${tried}`);
});

test("no reason holds a value of the request", () => {
  const request = signed();
  for (const { because } of identify(request)) {
    for (const value of Object.values(request.headers)) assert.ok(!because.includes(value));
  }
});

test("headers and body may have any form", () => {
  const { headers, body } = signed();
  const expected = identify({ headers, body });
  for (const form of [new Headers(headers), Object.entries(headers), Object.entries(headers).flat()]) {
    assert.deepEqual(identify({ headers: form, body: new TextEncoder().encode(body) }), expected);
  }
});

test("a signature in the query is found by the URL", () => {
  const request = sign({ scheme: "pandadoc", secret: SECRET, body: "[{}]", url: "https://a.test/hook?x=1" });
  assert.equal(identify(request)[0]?.scheme, "pandadoc");
  assert.deepEqual(identify({ ...request, url: undefined }), []);
});

const misused = {
  "no request": [undefined, "identify was given undefined: pass { headers, body }"],
  "no headers": [{ body: "" }, "headers is undefined: pass the request's headers"],
  "a parsed body": [{ headers: {}, body: {} }, "body is an object, so it was parsed already"],
  "headers that cannot be listed": [{ headers: { get: () => null, append() {} , __proto__: { own: 1 } }, body: "" }, "headers cannot be listed, and all are needed here"],
  "a URL object": [{ headers: {}, body: "", url: new URL("http://a.test") }, "url is a URL: it must be a string"],
};

for (const [what, [request, sentence]] of Object.entries(misused)) {
  test(`identify with ${what} is a TypeError that says what to pass`, () => {
    const error = thrown(() => identify(request));
    assert.equal(error.constructor, TypeError, String(error));
    assert.ok(error.message.startsWith(sentence), error.message);
  });
}
