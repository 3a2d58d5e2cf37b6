// MACs by the host are those of the core, however they are computed. Uses the build with its
// internals in reach.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { mac, sign, Verifier } = require("../dist/testing/cjs/index.js");

mac.by = "host";
after(() => (mac.by = "size"));

const SCHEMES = { github: "sha256", vercel: "sha1", paystack: "sha512" };
/** Around the blocks of 64 and 128 bytes, beyond which RFC 2104 hashes a key first. */
const KEY_BYTES = [16, 63, 64, 65, 127, 128, 129, 300];
/** Around what is hashed in one call. */
const BODY_BYTES = [0, 1, 55, 56, 64, 1000, 8063, 8064, 8065, 8127, 8128, 8129, 70_000];

const bytesOf = (length, seed) => Uint8Array.from({ length }, (_, i) => (i * 31 + seed) & 0xff);

for (const [scheme, hash] of Object.entries(SCHEMES)) {
  test(`${scheme}: every length of key and body has the MAC that node:crypto computes`, () => {
    for (const keyBytes of KEY_BYTES) {
      const secret = bytesOf(keyBytes, 7);
      const verifier = new Verifier({ scheme, secrets: secret });
      for (const bodyBytes of BODY_BYTES) {
        const body = bytesOf(bodyBytes, 3);
        const { headers } = sign({ scheme, secret, body });
        const tag = createHmac(hash, secret).update(body).digest("hex");
        assert.ok(Object.values(headers).some((value) => value.endsWith(tag)), "the core signs as node:crypto does");
        assert.equal(verifier.check({ headers, body }).ok, true, `${keyBytes} and ${bodyBytes} bytes`);
        const other = Uint8Array.from([...body.subarray(0, -1), (body.at(-1) ?? 0) ^ 1]);
        assert.equal(verifier.check({ headers, body: other }).error.code, "signature_mismatch");
      }
    }
  });
}

test("a body as a string is hashed as UTF-8, alone and between other parts", () => {
  const secret = bytesOf(32, 1);
  for (const text of ["", "é", "\u{1f4b8}".repeat(700), "x".repeat(2687), "x".repeat(2700), "é".repeat(9000)]) {
    for (const scheme of ["github", "standard-webhooks"]) {
      const request = sign({ scheme, secret, body: text, id: "msg_1" });
      assert.equal(new Verifier({ scheme, secrets: secret }).check(request).ok, true);
    }
  }
});

test("nothing of key or body stays in the memory that is used for hashing", () => {
  const secret = bytesOf(32, 9);
  const verifier = new Verifier({ scheme: "github", secrets: secret });
  const request = sign({ scheme: "github", secret, body: "a body" });
  const seen = [];
  const set = Uint8Array.prototype.set;
  Uint8Array.prototype.set = function (...args) {
    seen.push(this);
    return set.apply(this, args);
  };
  try {
    verifier.verify(request);
  } finally {
    Uint8Array.prototype.set = set;
  }
  const rooms = seen.filter((bytes) => bytes.length === 8192 && bytes.buffer.byteLength === 8192);
  assert.equal(rooms.length, 1, "the memory was found");
  assert.ok(rooms[0].every((byte) => byte === 0));
});

/** Runs a verification in a process whose `node:crypto` is another one. */
const inHost = (change) => {
  const code = `
    const crypto = process.getBuiltinModule("node:crypto");
    const calls = { createHmac: 0, hash: 0 };
    const createHmac = (...args) => (calls.createHmac++, crypto.createHmac(...args));
    const hash = (...args) => (calls.hash++, crypto.hash(...args));
    const host = (${change})({ createHmac, hash });
    process.getBuiltinModule = () => host;
    const { sign, Verifier } = require(process.argv[1]);
    const secret = "a secret of some length";
    const verifier = new Verifier({ scheme: "github", secrets: secret });
    for (const length of [10, 2000, 20000]) {
      const request = sign({ scheme: "github", secret, body: "x".repeat(length) });
      if (!verifier.check(request).ok) throw new Error("refused");
      if (verifier.check({ ...request, body: "y" }).ok) throw new Error("accepted");
    }
    console.log(JSON.stringify(calls));
  `;
  const bundle = fileURLToPath(new URL("../dist/cjs/index.js", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", code, bundle], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
};

test("a host with one-call hashes is asked for them up to 8 KiB", () => {
  const { createHmac, hash } = inHost("(host) => host");
  assert.equal(createHmac, 1);
  assert.equal(hash, 1 + 2 * 5);
});

for (const [what, change] of Object.entries({
  "no one-call hash": "({ createHmac }) => ({ createHmac })",
  "one that throws": "({ createHmac }) => ({ createHmac, hash: () => { throw new Error() } })",
  "one that writes something else": "({ createHmac }) => ({ createHmac, hash: () => Buffer.alloc(32) })",
  "one that is wrong": "({ createHmac }) => ({ createHmac, hash: () => String.fromCharCode(0).repeat(32) })",
})) {
  test(`a host with ${what} computes longer MACs by createHmac, and the core the others`, () => {
    assert.deepEqual(inHost(change), { createHmac: 2, hash: 0 });
  });
}

test("a host without node:crypto leaves all to the core", () => {
  assert.deepEqual(inHost("() => undefined"), { createHmac: 0, hash: 0 });
});
