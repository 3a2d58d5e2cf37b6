import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import * as esm from "waxseal";
import * as full from "waxseal/full";
import * as bundled from "../dist/index.js";
import { NOW, SECRET, signed, thrown } from "./samples.mjs";

const cjs = createRequire(import.meta.url)("waxseal");
const copies = { esm, cjs, bundled, full };

const reject = ({ Verifier }) => {
  const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  return thrown(() => verifier.verify({ ...signed(), body: "forged" }, { now: NOW }));
};
const misconfigure = ({ Verifier }) => thrown(() => new Verifier({ scheme: "stripe", secrets: "" }));

test("on Node the module and the CommonJS file are one copy", () => {
  assert.equal(esm.Verifier, cjs.Verifier);
  assert.deepEqual(Object.keys(esm).sort(), Object.keys(cjs).sort());
  assert.equal(full.Verifier, createRequire(import.meta.url)("waxseal/full").Verifier);
  assert.deepEqual(Object.keys(full).sort(), Object.keys(esm).sort());
});

test("a copy that a bundler takes is another one", () => assert.notEqual(bundled.Verifier, cjs.Verifier));

for (const [from, one] of Object.entries(copies)) {
  for (const [to, other] of Object.entries(copies)) {
    test(`instanceof holds for errors of ${from} with the classes of ${to}`, () => {
      const [rejected, configured] = [reject(one), misconfigure(one)];
      assert.ok(rejected instanceof other.VerificationError);
      assert.ok(configured instanceof other.ConfigError);
      assert.ok(!(rejected instanceof other.ConfigError));
      assert.ok(!(configured instanceof other.VerificationError));
    });
  }
}

test("an error tells code, detail, status and class", () => {
  const error = reject(esm);
  assert.equal(error.name, "VerificationError");
  assert.equal(error.code, "signature_mismatch");
  assert.equal(error.status, 401);
  assert.equal(error.message, `signature_mismatch: ${error.detail}`);
  assert.match(error.stack, /^VerificationError: signature_mismatch: /);
  assert.ok(error instanceof Error);
});

test("a subclass is told apart from its base", () => {
  class Own extends esm.VerificationError {}
  const own = new Own("body_too_large", "x");
  assert.ok(own instanceof Own && own instanceof esm.VerificationError);
  assert.equal(own.status, 413);
  assert.ok(!(reject(esm) instanceof Own));
});

test("other values are no errors of ours", () => {
  for (const value of [undefined, null, 1, "x", {}, new Error("x"), Symbol("x")]) {
    assert.ok(!(value instanceof esm.VerificationError) && !(value instanceof esm.ConfigError));
  }
});

test("no error shows a secret, a signature's MAC or the body", () => {
  const wrong = signed({ secret: ["whsec_", "YW5vdGhlci1zZWNyZXQt", "b2YtdGhpcnR5LWJ5dGVz"].join("") });
  const verifier = new esm.Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  const error = thrown(() => verifier.verify(wrong, { now: NOW }));
  const right = signed().headers["webhook-signature"].slice(3);
  for (const text of [error.message, error.stack, JSON.stringify(error)]) {
    assert.ok(!text.includes(SECRET.slice(6)) && !text.includes(right), text);
  }
});

test("neither a verifier nor an event shows a secret when printed", () => {
  const verifier = new esm.Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  const event = verifier.verify(signed(), { now: NOW });
  const key = [...Buffer.from(SECRET.slice(6), "base64").subarray(0, 6)].join(", ");
  for (const value of [verifier, event, esm.anyOf([verifier])]) {
    for (const text of [inspect(value, { showHidden: true, depth: 9, getters: true }), JSON.stringify(value)]) {
      assert.ok(!text.includes(SECRET.slice(6)) && !text.includes(key), text);
    }
  }
});
