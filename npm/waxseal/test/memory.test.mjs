// Memory is counted in pages and searched for what must not stay in it; time is not measured.
// Instances are compared with ok: a report of two unequal ones would print their memory.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign as signByHost } from "node:crypto";
import { createRequire } from "node:module";
import { afterEach, test } from "node:test";
import { configOf, contains, inputOf, NOW, OTHER, SECRET, signed } from "./samples.mjs";

const { currentInstance, identify, mac, schemes, sign, Verifier } = createRequire(import.meta.url)("../dist/testing/cjs/index.js");

const memory = () => new Uint8Array(currentInstance().exports.memory.buffer);
const pages = () => memory().length / 65_536;
const verifier = new Verifier({ scheme: "standard-webhooks", secrets: [OTHER, SECRET] });

afterEach(() => {
  mac.by = "size";
});

test("memory does not grow over a hundred thousand calls of every kind and outcome", () => {
  const request = signed();
  const large = signed({ body: JSON.stringify({ id: "x", type: "y", fill: "z".repeat(5000) }) });
  const forged = { ...request, body: "forged" };
  const round = () => {
    verifier.verify(request, { now: NOW }).id;
    verifier.verify(large, { now: NOW }).type;
    verifier.check(forged, { now: NOW });
    verifier.check({ headers: {}, body: "" });
  };
  for (let i = 0; i < 100; i++) round();
  const instance = currentInstance();
  const before = pages();
  for (let i = 0; i < 25_000; i++) round();
  assert.equal(pages(), before);
  assert.ok(currentInstance() === instance, "the same instance served them all");
});

test("a body of 32 MiB is verified and read within the pages of a small one", () => {
  mac.by = "wasm";
  verifier.verify(signed(), { now: NOW }).id;
  // The body is pulled in pieces of one page; it takes room for one, and what the allocator rounds up to.
  const few = pages() + 4;
  const instance = currentInstance();
  const fill = "z".repeat(32 * 1024 * 1024);
  const request = signed({ body: `{"id":"a","type":"late","fill":"${fill}"}` });
  const first = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  assert.equal(first.verify(request, { now: NOW }).type, "late");
  assert.equal(first.verify({ ...request, body: Buffer.from(request.body) }, { now: NOW }).type, "late");
  assert.ok(currentInstance() === instance, "it did not have to be let go");
  assert.ok(pages() <= few, `${pages()} pages`);
});

test("an instance that a long header made grow is let go", () => {
  const headers = { ...signed().headers, "webhook-id": "i".repeat(8 * 1024 * 1024) };
  const before = currentInstance();
  assert.equal(verifier.check({ ...signed(), headers }, { now: NOW }).error.code, "signature_mismatch");
  assert.ok(currentInstance() !== before);
  assert.equal(verifier.verify(signed(), { now: NOW }).id, "msg_1");
  assert.ok(pages() < 64);
});

/** Something unlike anything else, to look for. */
const mark = (text) => Buffer.from(`${text}-3f9c1d7be2a84560`);
const key = mark("a:key-that-must-not-stay/behind");
const encoded = ["whsec_", key.toString("base64")].join("");
const body = `{"id":"evt_1","type":"t","note":"${mark("a-body")}"}`;
const OWN = { signature: "header:x-own", message: "{header:x-id}.{timestamp}.{body}", timestamp: "header:x-time", id: "header:x-id", key: ["utf8"] };

/** Asserts on the whole memory: the buffer, the heap and the stack. */
const assertNothingLeft = (after) => {
  for (const [what, bytes] of Object.entries({
    "the key": key,
    "part of the key": key.subarray(8, 20),
    "the secret's text": Buffer.from(encoded.slice(6, 30)),
    "the key under the inner pad": key.map((byte) => byte ^ 0x36),
    "the key under the outer pad": key.map((byte) => byte ^ 0x5c),
    "the body": mark("a-body"),
    "an id": Buffer.from("msg_1"),
  })) {
    assert.ok(!contains(memory(), bytes), `${what} is left in wasm memory after ${after}`);
  }
};

/** One scheme of each kind: what makes the signature, and what is read for it. */
const kinds = new Map(
  schemes
    .filter(({ takes }) => takes === "secrets")
    .map((row) => [JSON.stringify([row.algorithm, row.covers.body, row.covers.url, row.readsUrl, row.readsMethod, row.takes]), row]),
);
const rows = [...["affiliatebase", "standard-webhooks", "stripe", "github", "twilio"].map((id) => schemes.find((row) => row.id === id)), ...kinds.values()];
const cases = [
  ...rows.map((row) => ({ row, input: inputOf(row), config: configOf(row) })),
  { row: { id: "token in the query" }, input: { scheme: "token", query: "key", url: "https://a.test/hook?a=1" }, config: { scheme: "token", query: "key" } },
  { row: { id: "a scheme of one's own" }, input: { scheme: OWN }, config: { scheme: OWN } },
];
let exercised = 0;

for (const { row, input, config } of cases) {
  for (const secret of [encoded, key.toString(), key]) {
    const form = secret === encoded ? "encoded" : typeof secret;
    test(`nothing of a call is left in wasm memory: ${row.id} ${form}`, () => {
      let request;
      try {
        request = sign({ ...input, secret, body, timestamp: NOW, id: input.headers === undefined ? "msg_1" : undefined });
      } catch (error) {
        assert.match(error.message, /secret_malformed|which is yours to write/);
        return assertNothingLeft("a refusal");
      }
      exercised++;
      assertNothingLeft("sign");
      const watched = new Verifier({ ...config, secrets: [secret, new Uint8Array(32).fill(0x3a)] });
      assertNothingLeft("compile");
      assert.throws(() => new Verifier({ ...config, secrets: [secret, ""] }), { code: "secret_empty" });
      assertNothingLeft("a bad configuration");
      identify(request);
      assertNothingLeft("identify");
      for (const by of ["wasm", "host"]) {
        mac.by = by;
        const verified = watched.verify(request, { now: NOW });
        assertNothingLeft(`verify by ${by}`);
        verified.type;
        assertNothingLeft(`reading fields by ${by}`);
        watched.check({ ...request, body: `${body} ` }, { now: NOW + 1e9 });
        assertNothingLeft(`another verdict by ${by}`);
      }
    });
  }
}

test("most of these were signed and verified", () => {
  assert.ok(exercised > cases.length, `${exercised} of ${3 * cases.length}`);
});

test("nothing of a request under a public key is left in wasm memory", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const time = String(NOW / 1000);
  const signature = signByHost(null, Buffer.from(time + body), privateKey).toString("hex");
  const headers = { "x-signature-timestamp": time, "x-signature-ed25519": signature };
  const discord = new Verifier({ scheme: "discord", keys: publicKey.export({ format: "der", type: "spki" }) });
  discord.verify({ headers, body }, { now: NOW }).type;
  assertNothingLeft("verify and reading fields");
  assert.equal(discord.check({ headers, body: `${body} ` }, { now: NOW }).ok, false);
  assertNothingLeft("another verdict");
});

test("nothing of a handshake is left in wasm memory", () => {
  const meta = new Verifier({ scheme: "meta", secrets: key });
  const token = mark("a-verify-token");
  const url = `/?hub.mode=subscribe&hub.challenge=msg_1&hub.verify_token=${token}`;
  const ask = (options) => meta.handshake({ method: "GET", url, headers: {}, body }, options);
  assert.equal(ask({ token: token.toString() }).body, "msg_1");
  assert.ok(!contains(memory(), token));
  assertNothingLeft("an answer");
  assert.throws(() => ask({ token: "another" }), { code: "token_mismatch" });
  assert.ok(!contains(memory(), token));
  assertNothingLeft("a reject");
});

test("the search finds what is left where nothing is overwritten", () => {
  memory().set(key, 70_000);
  assert.throws(() => assertNothingLeft("a write that stays"), /the key is left in wasm memory/);
  memory().fill(0, 70_000, 70_000 + key.length);
});
