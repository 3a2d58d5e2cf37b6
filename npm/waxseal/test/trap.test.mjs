// The tests of this file reach into the package: they use the build with its internals in reach.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { NOW, SECRET, signed } from "./samples.mjs";

const { ConfigError, currentInstance, identify, mac, sign, Verifier } = createRequire(import.meta.url)("../dist/testing/cjs/index.js");

// (module (func (export "trap") unreachable))
const TRAP = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11);
const { trap } = new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports;

// The export that hashes by itself is the one to trap.
mac.by = "wasm";

const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
const verify = () => verifier.verify(signed(), { now: NOW });

/** Makes an export of the instance in use trap, as often as told, then do its work. */
const sabotage = (name, times) => {
  const instance = currentInstance();
  const calls = { count: 0 };
  const { exports } = instance;
  const own = { ...exports };
  own[name] = (...values) => {
    calls.count++;
    return calls.count <= times ? trap() : exports[name](...values);
  };
  Object.defineProperty(instance, "exports", { value: own });
  return { instance, calls };
};

for (const [name, call] of Object.entries({
  verify,
  fields: () => verify().id,
  compile: () => new Verifier({ scheme: "github", secrets: SECRET }),
  sign: () => sign({ scheme: "github", secret: SECRET, body: "x" }),
  handshake: () => new Verifier({ scheme: "zoom", secrets: SECRET }).handshake({ method: "GET", url: "/", headers: {}, body: "" }),
  identify: () => identify(signed()),
})) {
  test(`an instance that traps in ${name} is replaced and the call made once more`, () => {
    verify();
    const { instance, calls } = sabotage(name, 1);
    call();
    assert.equal(calls.count, 1, "the trapped instance is not used again");
    assert.ok(currentInstance() !== instance);
    assert.ok(new Uint8Array(instance.exports.memory.buffer).every((byte) => byte === 0), "its memory was wiped");
  });
}

test("a trap while the host computes the MAC is no other", () => {
  mac.by = "host";
  try {
    verify();
    const { instance, calls } = sabotage("verify_by_host", 1);
    assert.equal(verify().id, "msg_1");
    assert.equal(calls.count, 1);
    assert.ok(currentInstance() !== instance);
  } finally {
    mac.by = "wasm";
  }
});

test("a second trap in the same call is thrown, and the next call works", () => {
  verify();
  sabotage("verify", 1);
  const { Instance } = WebAssembly;
  // The replacement traps too.
  WebAssembly.Instance = function (...values) {
    WebAssembly.Instance = Instance;
    const { exports } = new Instance(...values);
    return { exports: { ...exports, verify: trap } };
  };
  assert.throws(verify, WebAssembly.RuntimeError);
  assert.equal(verify().id, "msg_1");
});

test("a reject or a bad configuration is no trap: the instance stays", () => {
  verify();
  const instance = currentInstance();
  assert.equal(verifier.check({ ...signed(), body: "forged" }, { now: NOW }).ok, false);
  assert.throws(() => new Verifier({ scheme: "nobody", secrets: SECRET }), ConfigError);
  assert.throws(() => sign({ scheme: "svix", secret: SECRET, body: "" }), TypeError);
  assert.ok(currentInstance() === instance);
});
