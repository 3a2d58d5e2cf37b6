import assert from "node:assert/strict";
import { createSecretKey, webcrypto } from "node:crypto";
import { Readable } from "node:stream";
import { test } from "node:test";
import { anyOf, ConfigError, fromNode, fromRequest, sign, Verifier } from "waxseal";
import { BODY, NOW, SECRET, signed, thrown } from "./samples.mjs";

const config = { scheme: "standard-webhooks", secrets: SECRET };
const verifier = new Verifier(config);
const verify = (changes) => () => verifier.verify({ ...signed(), ...changes }, { now: NOW });
const construct = (changes) => () => new Verifier({ ...config, ...changes });

const detached = () => {
  const buffer = new ArrayBuffer(8);
  const bytes = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return bytes;
};

/** Each mistake with a part of its sentence, and no two with the same one. */
const misuses = {
  "a parsed body": [verify({ body: JSON.parse(BODY) }), "body is an object, so it was parsed already: pass the raw body"],
  "a body parsed to a list": [verify({ body: [] }), "body is an array, so it was parsed already"],
  "no body": [verify({ body: undefined }), 'body is undefined: pass the raw body as received, or ""'],
  "a null body": [verify({ body: null }), "body is null: pass the raw body"],
  "a number as body": [verify({ body: 7 }), "body is a number: pass the raw body as received"],
  "a web stream as body": [verify({ body: new Response("x").body }), "body is a stream: read it first"],
  "a Node stream as body": [verify({ body: Readable.from(["x"]) }), "body is a stream: read it first"],
  "a promise as body": [verify({ body: Promise.resolve(BODY) }), "body is a promise: await it"],
  "a Blob as body": [verify({ body: new Blob(["x"]) }), "body is a Blob: pass await body.arrayBuffer()"],
  "other typed arrays as body": [verify({ body: new Uint16Array(2) }), "body is a Uint16Array: pass the raw body as a Uint8Array"],
  "shared bytes as body": [verify({ body: new Uint8Array(new SharedArrayBuffer(8)) }), "body is in shared memory"],
  "shared memory as body": [verify({ body: new SharedArrayBuffer(8) }), "body is in shared memory"],
  "resizable bytes as body": [verify({ body: new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 })) }), "body is in a resizable ArrayBuffer"],
  "detached bytes as body": [verify({ body: detached() }), "body is in a detached ArrayBuffer"],
  "half a surrogate pair in the body": [verify({ body: "\ud83d" }), "body is a string with half of a surrogate pair"],

  "no headers": [verify({ headers: undefined }), "headers is undefined: pass the request's headers"],
  "a string as headers": [verify({ headers: "a: b" }), "headers is a string: pass the request's headers"],
  "headers that are a promise": [verify({ headers: Promise.resolve({}) }), "headers is a promise: await it"],
  "an odd list of headers": [verify({ headers: ["webhook-id"] }), "headers is a list of an odd number of strings"],
  "headers of three parts": [verify({ headers: [["a", "b", "c"]] }), "headers has an array where a pair of name and value should stand"],
  "a list of objects as headers": [verify({ headers: [{ name: "a", value: "b" }] }), "headers has an object where a pair"],
  "a header that is a number": [verify({ headers: { "webhook-timestamp": 1750000000 } }), "the header webhook-timestamp is a number: it must be a string"],
  "a header's name that is a symbol": [verify({ headers: [[Symbol("a"), "b"]] }), "a header's name is a symbol"],

  "no request": [() => verifier.verify(undefined), "the request is undefined: pass { headers, body }"],
  "a request that is a promise": [() => verifier.verify(Promise.resolve(signed())), "the request is a promise: await fromRequest"],
  "a moment that is a string": [() => verifier.verify(signed(), { now: "2025" }), "now is a string: pass a Date or milliseconds"],
  "an invalid date": [() => verifier.verify(signed(), { now: new Date("x") }), "now is not a valid moment"],
  "an infinite moment": [() => verifier.verify(signed(), { now: Infinity }), "now is not a valid moment"],
  "no URL for a token in it": [
    () => new Verifier({ scheme: "token", query: "t", secrets: SECRET }).verify({ headers: {}, body: "" }),
    "url is undefined: the token stands in the query parameter t",
  ],

  "no configuration": [() => new Verifier(), "the configuration is undefined: pass { scheme, secrets }"],
  "no scheme": [construct({ scheme: undefined }), "scheme is undefined: pass the id of a scheme"],
  "a scheme that is a number": [construct({ scheme: 7 }), 'scheme is a number: pass the id of a scheme, such as "stripe", or an object that says how requests are signed'],
  "an unknown option": [construct({ tolerance: 300 }), 'there is no option "tolerance": known are scheme, secrets, keys, toleranceSeconds'],
  "a negative tolerance": [construct({ toleranceSeconds: -1 }), "toleranceSeconds must be a whole number of seconds"],
  "half a tolerance": [construct({ toleranceSeconds: { past: 1 } }), "toleranceSeconds.future must be a whole number"],
  "an option that is a number": [construct({ scheme: "track360", header: 1 }), "header is a number: it must be a string"],
  "no secret": [construct({ secrets: undefined }), "secrets is undefined; is the environment variable set?"],
  "a null secret": [construct({ secrets: null }), "secrets is null; is the environment variable set?"],
  "one secret of several that is missing": [construct({ secrets: [SECRET, undefined] }), "secrets[1] is undefined; is the environment"],
  "a KeyObject as secret": [construct({ secrets: createSecretKey(Buffer.alloc(32)) }), "secrets is a KeyObject: pass the secret's text, or the key as bytes"],
  "a secret in shared memory": [construct({ secrets: new Uint8Array(new SharedArrayBuffer(32)) }), "secrets is in shared memory"],
  "a secret with half a surrogate pair": [construct({ secrets: "\udc00" }), "secrets has half of a surrogate pair"],

  "no list for anyOf": [() => anyOf(verifier), "anyOf was given a Verifier: pass a list of verifiers"],
  "an empty list for anyOf": [() => anyOf([]), "anyOf was given no verifier"],
  "a configuration for anyOf": [() => anyOf([config]), "anyOf was given an object where a Verifier should stand"],
  "a weaker verifier in anyOf": [
    () => anyOf([verifier, new Verifier({ scheme: "token", header: "x-key", secrets: SECRET })]),
    "standard-webhooks is signed and token is token, so a sender could choose the weaker",
  ],

  "nothing to sign": [() => sign(), "sign was given undefined: pass { scheme, secret, body }"],
  "secrets to sign with": [() => sign({ ...config, body: "" }), 'there is no option "secrets": known are scheme, secret, body'],
  "an id to sign that is missing": [() => signed({ id: undefined }), "this scheme signs an id: pass one"],
  "an id to sign with its separator": [() => signed({ id: "a.b" }), "the value for webhook-id must be visible ASCII without the scheme's separator"],
  "an id to sign with a line break": [() => signed({ id: "a\r\nb" }), "the value for webhook-id must be visible ASCII"],
  "a timestamp to sign of year 1": [() => signed({ timestamp: -6e13 }), "the timestamp is outside the years that receivers take"],
  "a body to sign that was parsed": [() => signed({ body: {} }), "body is an object, so it was parsed already"],
  "a token for the query without a URL": [
    () => sign({ scheme: "token", query: "t", secret: SECRET, body: "" }),
    "url is undefined: the token goes into the query parameter t",
  ],
  "a method to sign that is a number": [() => signed({ method: 1 }), "method is a number: it must be a string"],
  "headers to sign that are a string": [() => signed({ headers: "a: b" }), "headers is a string: pass the request's headers"],
};

for (const [what, [call, sentence]] of Object.entries(misuses)) {
  test(`${what} is a TypeError that says what to pass`, () => {
    const error = thrown(call);
    assert.equal(error.constructor, TypeError, String(error));
    assert.ok(error.message.includes(sentence), error.message);
    assert.ok(!error.message.includes(SECRET), "a message holds no secret");
  });
}

test("a CryptoKey as secret is named", async () => {
  const key = await webcrypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  assert.match(thrown(construct({ secrets: key })).message, /^secrets is a CryptoKey: pass the secret's text/);
});

const misconfigured = {
  "an empty secret": [{ secrets: "" }, "secret_empty", "the secret is empty; is its environment variable set?"],
  "no secret in the list": [{ secrets: [] }, "secret_empty", "standard-webhooks needs a secret"],
  "empty bytes": [{ secrets: new Uint8Array(0) }, "secret_empty", "the secret is empty"],
  "a secret that is not base64": [{ secrets: "whsec_*" }, "secret_malformed", "the secret is not base64; copy it whole"],
  "a public key": [{ secrets: ["whpk_", "AAAA"].join("") }, "secret_malformed", "a Standard Webhooks public key"],
  "the second of two secrets": [{ secrets: [SECRET, ""] }, "secret_empty", "secret 2 of 2: the secret is empty"],
  "nine secrets": [{ secrets: Array(9).fill(SECRET) }, "key_invalid", "more than 8 keys"],
  "an unknown scheme": [{ scheme: "strype" }, "scheme_unknown", 'no scheme is called "strype"; docs/schemes.md lists all'],
  "a scheme with another spelling": [{ scheme: "GitHub_Webhooks" }, "scheme_unknown", "did you mean github"],
  "an option that the scheme fixes": [{ header: "x-sig" }, "scheme_invalid", "standard-webhooks fixes header; remove that option"],
  "an unknown encoding": [{ scheme: "track360", encoding: "rot13" }, "scheme_invalid", "encoding must be one of hex, base64, base64url"],
  "a tolerance without a timestamp": [{ scheme: "github", toleranceSeconds: 60 }, "scheme_invalid", "github signs no timestamp"],
  "a token without a place": [{ scheme: "token" }, "scheme_invalid", "set header or query"],
};

for (const [what, [changes, code, sentence]] of Object.entries(misconfigured)) {
  test(`${what} is a ConfigError with its code`, () => {
    const error = thrown(construct(changes));
    assert.ok(error instanceof ConfigError, String(error));
    assert.equal(error.code, code);
    assert.ok(error.detail.includes(sentence), error.detail);
    assert.equal(error.message, `${code}: ${error.detail}`);
  });
}

test("headers that lost their content are told apart from headers that never had any", () => {
  const lost = verifier.check({ ...signed(), headers: { ...new Headers(signed().headers) } }, { now: NOW });
  assert.equal(lost.error.code, "signature_missing");
  assert.match(lost.error.detail, /the headers passed are empty: \{ \.\.\.headers \}/);
  const entries = verifier.check({ ...signed(), headers: Object.entries(new Headers({ a: "b" })) }, { now: NOW });
  assert.match(entries.error.detail, /the headers passed are empty/);
  const none = verifier.check({ ...signed(), headers: { host: "a" } }, { now: NOW });
  assert.equal(none.error.code, "signature_missing");
  assert.equal(none.error.detail, "the header webhook-signature is missing or empty");
});

test("a short secret is a warning that names its position", () => {
  const { warnings } = new Verifier({ scheme: "stripe", secrets: [SECRET, "short"] });
  assert.deepEqual(warnings.map(({ code, secret }) => ({ code, secret })), [{ code: "secret_short", secret: 1 }]);
  assert.deepEqual(verifier.warnings, []);
});

test("what is not a request is named by fromRequest and fromNode", async () => {
  await assert.rejects(fromRequest({ headers: {} }), /^TypeError: fromRequest was given an object: pass a fetch Request/);
  await assert.rejects(fromNode(new Request("http://a.test")), /^TypeError: fromNode was given a Request: pass Node's IncomingMessage/);
  await assert.rejects(fromRequest(new Request("http://a.test"), { limit: "1mb" }), /^TypeError: limit is a string: pass a number of bytes/);
});
