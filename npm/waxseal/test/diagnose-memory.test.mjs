// A diagnosis leaves nothing of a call in wasm memory, and a trapped instance is replaced. They
// reach into the package: they use the build with its internals in reach.
// Instances are compared with ok: a report of two unequal ones would print their memory.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { sign } from "waxseal";
import { contains, NOW } from "./samples.mjs";

const { currentInstance, diagnose } = createRequire(import.meta.url)("../dist/testing/cjs/diagnose.js");

const memory = () => new Uint8Array(currentInstance().exports.memory.buffer);

/** Something unlike anything else, to look for. */
const mark = (text) => Buffer.from(`${text}-3f9c1d7be2a84560`);
const key = mark("a:key-that-must-not-stay/behind");
const encoded = ["whsec_", key.toString("base64")].join("");
const other = mark("b:another-that-must-not-stay");
const body = `{"id":"evt_1","type":"t","note":"${mark("a-body")}"}`;

const assertNothingLeft = (after) => {
  for (const [what, bytes] of Object.entries({
    "the key": key,
    "part of the key": key.subarray(8, 20),
    "the secret's text": Buffer.from(encoded.slice(6, 30)),
    "the key under the inner pad": key.map((byte) => byte ^ 0x36),
    "the key under the outer pad": key.map((byte) => byte ^ 0x5c),
    "another secret": other,
    "another secret under the inner pad": other.map((byte) => byte ^ 0x36),
    "the body": mark("a-body"),
    "an id": Buffer.from("msg_1"),
  })) {
    assert.ok(!contains(memory(), bytes), `${what} is left in wasm memory after ${after}`);
  }
};

const signed = (secret, content = body) => sign({ scheme: "standard-webhooks", secret, body: content, id: "msg_1", timestamp: NOW });
const others = [{ name: "the other", secret: other }];
const config = { scheme: "standard-webhooks", secrets: encoded, others, now: NOW };

for (const [what, request, changes] of [
  ["a genuine request", signed(encoded)],
  ["a body that was changed", { ...signed(encoded), body: `${body}\r\n` }],
  ["a body that was written again", { ...signed(encoded), body: JSON.stringify(JSON.parse(body), null, 4) }],
  ["another secret", signed(other)],
  ["a secret with quotes", signed(encoded), { secrets: `"${encoded}"` }],
  ["what nothing explains", { ...signed(encoded), body: `${body.slice(0, -1)},"more":1}` }],
  ["no signature", { headers: {}, body }],
  ["a scheme that is unknown", signed(encoded), { scheme: "nobody" }],
]) {
  test(`nothing of a call is left in wasm memory after ${what}`, () => {
    diagnose(request, { ...config, ...changes });
    assertNothingLeft(what);
  });
}

test("the search finds what is left where nothing is overwritten", () => {
  memory().set(key, 70_000);
  assert.throws(() => assertNothingLeft("a write that stays"), /the key is left in wasm memory/);
  memory().fill(0, 70_000, 70_000 + key.length);
});

test("an instance that a long body made grow is let go, and none stays larger than 4 MiB", () => {
  const long = `{"id":"evt_1","fill":"${"x".repeat(3 * 1024 * 1024)}"}`;
  const found = diagnose({ ...signed(encoded, long), body: `${long}\n` }, config);
  assert.equal(found.verified, null);
  diagnose(signed(encoded), config);
  assert.ok(memory().length <= 4 * 1024 * 1024, `${memory().length} bytes`);
});

test("a search that finds nothing takes memory for a hypothesis and the bodies, not for every hypothesis", () => {
  diagnose(signed(encoded), config);
  const { memory: used } = currentInstance().exports;
  const long = JSON.stringify({ id: "evt_1", fill: "x".repeat(64 * 1024) });
  const { work } = diagnose({ ...signed(encoded, long), body: long.replace("evt_1", "evt_2") }, config);
  assert.ok(work.hashedBytes > 4 * 1024 * 1024, `${work.hashedBytes} bytes`);
  assert.ok(used.buffer.byteLength < 8 * 1024 * 1024, `${used.buffer.byteLength} bytes of memory`);
});

test("an instance that traps is replaced, wiped, and the call made once more", () => {
  diagnose(signed(encoded), config);
  const instance = currentInstance();
  const { exports } = instance;
  let calls = 0;
  const trap = () => {
    calls++;
    throw new WebAssembly.RuntimeError("unreachable");
  };
  Object.defineProperty(instance, "exports", { value: { ...exports, diagnose: trap } });
  const { causes } = diagnose({ ...signed(encoded), body: `${body}\n` }, config);
  assert.deepEqual([calls, causes[0].code], [1, "body_newline_added"]);
  assert.ok(currentInstance() !== instance);
  assert.ok(new Uint8Array(exports.memory.buffer).every((byte) => byte === 0), "its memory was wiped");
});
