import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { sign, Verifier } from "waxseal";
import { BODY, NOW, OTHER, SECRET, signed } from "./samples.mjs";

const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
const request = signed();
const check = (changes) => verifier.check({ ...request, ...changes }, { now: NOW });
const code = (result) => (result.ok ? "valid" : result.error.code);
const elsewhere = (script, values = {}) => runInNewContext(script, values);

const upper = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toUpperCase(), value]));
const arrays = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value]]));
const pairs = Object.entries(request.headers);

const headerForms = {
  Headers: new Headers(request.headers),
  "a record": request.headers,
  "a record in upper case": upper,
  "a record without prototype": Object.assign(Object.create(null), request.headers),
  "a record of arrays": arrays,
  pairs,
  "an iterator of pairs": new Headers(request.headers).entries(),
  "a Map": new Map(pairs),
  "rawHeaders": pairs.flat(),
  "a record from another realm": elsewhere("({ ...headers })", { headers: request.headers }),
  "pairs from another realm": elsewhere("Object.entries(headers)", { headers: request.headers }),
};

for (const [form, headers] of Object.entries(headerForms)) {
  test(`headers may be ${form}`, () => assert.equal(code(check({ headers })), "valid"));
}

const bytes = new TextEncoder().encode(BODY);
const offset = new Uint8Array(bytes.length + 7);
offset.set(bytes, 3);
class Own extends Uint8Array {
  get byteLength() {
    return 1;
  }
}
const bodyForms = {
  "a string": BODY,
  "a Uint8Array": bytes,
  "a part of a larger buffer": offset.subarray(3, 3 + bytes.length),
  "a Buffer": Buffer.from(BODY),
  "an ArrayBuffer": bytes.buffer,
  "a DataView": new DataView(offset.buffer, 3, bytes.length),
  "a subclass that lies about itself": new Own(bytes),
  "bytes from another realm": elsewhere("Uint8Array.from(bytes)", { bytes }),
  "an ArrayBuffer from another realm": elsewhere("Uint8Array.from(bytes).buffer", { bytes }),
  "a DataView from another realm": elsewhere("new DataView(Uint8Array.from(bytes).buffer)", { bytes }),
};

for (const [form, body] of Object.entries(bodyForms)) {
  test(`a body may be ${form}`, () => {
    const result = check({ body });
    assert.equal(code(result), "valid");
    assert.equal(result.verified.id, "msg_1");
    assert.equal(result.verified.text(), BODY);
  });
}

test("something that only says it is bytes is refused", () => {
  const liar = { [Symbol.toStringTag]: "Uint8Array", length: bytes.length, byteLength: bytes.length };
  assert.throws(() => check({ body: liar }), TypeError);
  assert.throws(() => check({ body: Object.create(Uint8Array.prototype) }), TypeError);
});

test("a header that is repeated with another value stays visible and is refused", () => {
  const twice = [...pairs, ["Webhook-Id", "msg_2"]];
  assert.equal(code(check({ headers: twice })), "signature_malformed");
  assert.equal(code(check({ headers: twice.flat() })), "signature_malformed");
  assert.equal(code(check({ headers: { ...arrays, "webhook-id": ["msg_1", "msg_2"] } })), "signature_malformed");
  assert.equal(code(check({ headers: { ...request.headers, "Webhook-Id": "msg_2" } })), "signature_malformed");
  assert.equal(code(check({ headers: [...pairs, ["Webhook-Id", "msg_1"]] })), "valid");
});

test("signatures in several headers are all compared", () => {
  const other = signed({ secret: OTHER }).headers["webhook-signature"];
  const headers = [["webhook-signature", other], ...pairs];
  assert.equal(code(check({ headers })), "valid");
  assert.equal(code(check({ headers: new Headers(headers) })), "valid");
});

test("only headers that are read are looked at", () => {
  const headers = { ...request.headers, "content-length": 12, get cookie() { throw new Error("was read"); } };
  assert.equal(code(check({ headers })), "valid");
  assert.equal(code(check({ headers: { ...request.headers, host: undefined } })), "valid");
});

test("a header's bytes arrive as the host decoded them, Latin-1 or UTF-8", () => {
  const secret = ["n\u00f6tasecret-", "of-enough-bytes"].join("");
  const token = new Verifier({ scheme: "token", header: "x-key", secrets: secret });
  const asLatin1 = Buffer.from(secret, "utf8").toString("latin1");
  assert.equal(code(token.check({ headers: { "x-key": asLatin1 }, body: "" })), "valid");
  const wide = new Verifier({ scheme: "token", header: "x-key", secrets: "\u20ac-secret-of-enough-bytes" });
  assert.equal(code(wide.check({ headers: { "x-key": "\u20ac-secret-of-enough-bytes" }, body: "" })), "valid");
});

test("bytes that are not UTF-8 are verified as they are", () => {
  const body = Uint8Array.of(0xff, 0xfe, 0x00, 0x7b);
  const raw = sign({ scheme: "github", secret: SECRET, body });
  const github = new Verifier({ scheme: "github", secrets: SECRET });
  const verified = github.verify({ headers: raw.headers, body });
  assert.deepEqual(verified.body, body);
  assert.throws(() => verified.json(), { name: "SyntaxError", message: "the body is not UTF-8" });
});

test("a moment may be a Date, of any realm, or milliseconds", () => {
  assert.equal(code(verifier.check(request, { now: new Date(NOW) })), "valid");
  assert.equal(code(verifier.check(request, { now: NOW + 0.5 })), "valid");
  assert.equal(code(verifier.check(request, { now: elsewhere(`new Date(${NOW})`) })), "valid");
  const late = verifier.check(request, { now: NOW + 301_000 });
  assert.equal(late.error.code, "timestamp_stale");
  assert.match(late.error.detail, /its timestamp is 301 s old; 300 s are allowed/);
});

test("the tolerance may differ between past and future", () => {
  const strict = new Verifier({ scheme: "standard-webhooks", secrets: SECRET, toleranceSeconds: { past: 10, future: 0 } });
  assert.equal(code(strict.check(request, { now: NOW + 10_000 })), "valid");
  assert.equal(code(strict.check(request, { now: NOW + 11_000 })), "timestamp_stale");
  assert.equal(code(strict.check(request, { now: NOW - 1_000 })), "timestamp_future");
});

test("secrets may be text, bytes, or a list of both", () => {
  const key = Buffer.from(SECRET.slice(6), "base64");
  const form = (secrets) => new Verifier({ scheme: "standard-webhooks", secrets }).verify(request, { now: NOW }).matched;
  assert.deepEqual(form(SECRET), { secret: 0, form: "whsec" });
  assert.deepEqual(form(key), { secret: 0, form: "raw" });
  assert.deepEqual(form([OTHER, new DataView(key.buffer, key.byteOffset, key.length)]), { secret: 1, form: "raw" });
});

test("a key given as bytes is copied, so that writing to it later changes nothing", () => {
  const key = Buffer.from(SECRET.slice(6), "base64");
  const copied = new Verifier({ scheme: "standard-webhooks", secrets: key });
  key.fill(0);
  assert.equal(code(copied.check(request, { now: NOW })), "valid");
});
