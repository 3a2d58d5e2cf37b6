import assert from "node:assert/strict";
import { test } from "node:test";
import { anyOf, identify, Verifier } from "waxseal";
import { NOW, OTHER, SECRET, signed } from "./samples.mjs";

/** An object that counts how often each of its properties is read. */
const counting = (values, counts = {}) => {
  const object = {};
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        counts[name] = (counts[name] ?? 0) + 1;
        return value;
      },
    });
  }
  return { object, counts };
};

const twice = (reads) => Object.entries(reads).filter(([, count]) => count !== 1);
const options = { now: NOW };

test("each property of a request and of its headers is read once", () => {
  const { headers, body } = signed();
  const inner = counting(headers);
  const outer = counting({ headers: inner.object, body, url: "/", method: "POST" });
  new Verifier({ scheme: "standard-webhooks", secrets: SECRET }).verify(outer.object, options);
  assert.deepEqual(outer.counts, { headers: 1, body: 1 });
  assert.deepEqual(Object.keys(inner.counts).sort(), ["webhook-id", "webhook-signature", "webhook-timestamp"]);
  assert.deepEqual(twice(inner.counts), []);
});

test("anyOf reads the request once, however many verifiers it tries", () => {
  const outer = counting({ ...signed(), method: "POST", url: "/" });
  const verifiers = [OTHER, SECRET].map((secrets) => new Verifier({ scheme: "standard-webhooks", secrets }));
  anyOf(verifiers).verify(outer.object, options);
  assert.deepEqual(outer.counts, { headers: 1, body: 1, method: 1, url: 1 });
});

test("a handshake and an identification read each property once", () => {
  for (const call of [(request) => new Verifier({ scheme: "slack", secrets: SECRET }).handshake(request, options), identify]) {
    const inner = counting({ "x-one": "1", "X-Two": "2" });
    const outer = counting({ headers: inner.object, body: "{}", url: "/", method: "POST" });
    call(outer.object);
    assert.deepEqual(outer.counts, { headers: 1, body: 1, method: 1, url: 1 });
    assert.deepEqual(inner.counts, { "x-one": 1, "X-Two": 1 });
  }
});

test("each property of a configuration is read once", () => {
  const config = counting({ scheme: "standard-webhooks", secrets: SECRET, toleranceSeconds: 60 });
  new Verifier(config.object);
  assert.deepEqual(config.counts, { scheme: 1, secrets: 1, toleranceSeconds: 1 });
});

test("a getter that verifies another request does not disturb the first", () => {
  const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  const { headers, body } = signed();
  const request = {
    headers,
    get body() {
      assert.equal(verifier.check(signed({ secret: OTHER }), options).ok, false);
      return body;
    },
  };
  assert.equal(verifier.verify(request, options).id, "msg_1");
});

test("a getter that answers differently the second time gains nothing", () => {
  const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  const { headers, body } = signed();
  let reads = 0;
  const request = { headers, get body() { return reads++ === 0 ? body : "forged"; } };
  assert.equal(verifier.verify(request, options).text(), body);
});
