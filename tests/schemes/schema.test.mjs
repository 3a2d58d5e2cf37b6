// The JSON Schema of users' own schemes, by a validator that is not ours: it must take every row of
// the table, the examples of docs/own-schemes.md, and refuse what the core refuses, as far as a
// schema can say it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "../../npm/load.mjs";

const { Ajv2020 } = await load("ajv/dist/2020.js");
const { Verifier } = await load("waxseal/full");

const docs = new URL("../../docs/", import.meta.url);
const read = (name) => readFileSync(new URL(name, docs), "utf8");
// Conditions name fields that the properties above them define: no slip here.
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(JSON.parse(read("scheme.schema.json")));
const rows = Object.entries(JSON.parse(read("schemes.json")));
const page = read("own-schemes.md");

const isValid = (scheme) => validate(structuredClone(scheme));

/** The core's opinion: with public keys for algorithms that take such, any secret else. */
const isTaken = (scheme) => {
  const text = "a secret of at least sixteen bytes";
  const error = [{ secrets: text }, { secrets: "00".repeat(32) }, { keys: "A".repeat(43) }, {}]
    .map((proof) => {
      try {
        new Verifier({ scheme, ...proof });
        return undefined;
      } catch (error) {
        return error;
      }
    })
    .reduce((one, other) => (one === undefined || other === undefined ? undefined : one));
  return error?.code !== "scheme_invalid";
};

test("every row of the table is valid", () => {
  assert.ok(rows.length > 300);
  for (const [id, row] of rows) assert.ok(isValid(row), `${id}: ${JSON.stringify(validate.errors)}`);
});

test("every example of the page on own schemes is valid", () => {
  const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text));
  assert.equal(examples.length, 4);
  for (const example of examples) assert.ok(isValid(example), JSON.stringify(validate.errors));
});

const BASE = { signature: "header:x-sig", message: "{body}" };
const TIMED = { ...BASE, message: "{timestamp}.{body}", timestamp: "header:x-time" };

/** Each is good, and why it might be thought not to be. */
const good = {
  "lists": { ...BASE, signature: ["header:x-one", "header:x-two"], key: ["utf8", "whsec"], opens: ["header"], handshake: ["HEAD empty", "GET if query:a text {query:a}"] },
  "a number as tolerance": { ...TIMED, tolerance: 60 },
  "past and future apart": { ...TIMED, tolerance: "600/300" },
  "a timestamp in the form": { signature: "header:x-sig", form: "t={timestamp}; v1={signature};...", message: "{timestamp}.{body}", unit: "milliseconds" },
  "positional": { signature: "header:x-sig", form: "{timestamp},{signature},...", message: "{timestamp}.{body}" },
  "a prefix that may be absent": { ...BASE, form: "[v1,]{signature} ..." },
  "a key id": { ...BASE, form: "{key-id}/SHA256/{signature},..." },
  "numbered headers": { ...BASE, signature: "header:x-sig-{1..100}" },
  "aliases": { ...BASE, signature: "header:a,b" },
  "a pointer with escapes and a space": { ...BASE, id: "/data/a~1b ~0c" },
  "a pointer to an empty name": { ...BASE, id: "/" },
  "a list of ids": { ...BASE, id: "/events/*/id" },
  "every part": {
    ...TIMED,
    message: "v1:{method}\n{url|decoded}\n[id:{query:data.id|lower};]{header:x-id|36}{path}|{form:a}|{form}|{/a/b}|{headers:x-signed}|{timestamp}.{body}",
  },
  "a plain hash": { ...BASE, algorithm: "sha256", message: "{secret}{body}" },
  "a public key": { ...BASE, algorithm: "ed25519" },
  "a token": { algorithm: "token", signature: "query:token" },
  "user and password": { algorithm: "basic" },
  "nothing": { algorithm: "none", id: "/id" },
  "two handshakes in one text": { ...BASE, handshake: "HEAD empty\nPOST signed if /type=verify json a={/challenge} b=v1:{hmac-base64:/challenge}" },
};

for (const [what, scheme] of Object.entries(good)) {
  test(`valid, and taken by the core: ${what}`, () => {
    assert.ok(isValid(scheme), JSON.stringify(validate.errors));
    assert.ok(isTaken(scheme));
  });
}

/** Each is bad, with the place and the keyword that say so. */
const bad = {
  "no field at all": [{}, "", "required"],
  "no object": ["stripe", "", "type"],
  "no signature": [{ message: "{body}" }, "", "required"],
  "no message": [{ signature: "header:x-sig" }, "", "required"],
  "an unknown field": [{ ...BASE, hash: "sha256" }, "", "additionalProperties"],
  "an unknown algorithm": [{ ...BASE, algorithm: "md5" }, "/algorithm", "enum"],
  "an unknown encoding": [{ ...BASE, encoding: "base32" }, "/encoding", "enum"],
  "an unknown unit": [{ ...TIMED, unit: "minutes" }, "/unit", "enum"],
  "an unknown key form": [{ ...BASE, key: "utf8 rot13" }, "/key", "pattern"],
  "an unknown key form in a list": [{ ...BASE, key: ["utf8", "rot13"] }, "/key/1", "enum"],
  "an opening that there is not": [{ ...BASE, opens: "key" }, "/opens", "pattern"],
  "a bare header name": [{ ...BASE, signature: "x-sig" }, "/signature", "pattern"],
  "a header in capitals": [{ ...BASE, signature: "header:X-Sig" }, "/signature", "pattern"],
  "an empty list": [{ ...BASE, signature: [] }, "/signature", "minItems"],
  "a pointer with a bad escape": [{ ...BASE, id: "/a~2" }, "/id", "pattern"],
  "two places where one belongs": [{ ...BASE, id: "header:a header:b" }, "/id", "pattern"],
  "a list where one text belongs": [{ ...BASE, message: ["{body}"] }, "/message", "type"],
  "an unknown part": [{ ...BASE, message: "{payload}" }, "/message", "pattern"],
  "a brace that is left open": [{ ...BASE, message: "{body" }, "/message", "pattern"],
  "brackets in brackets": [{ ...BASE, message: "[a[{query:a}]]{body}" }, "/message", "pattern"],
  "an unknown modifier": [{ ...BASE, message: "{header:a|upper}.{body}" }, "/message", "pattern"],
  "an empty text": [{ ...BASE, message: "" }, "/message", "pattern"],
  "a form without a signature": [{ ...BASE, form: "sha256=" }, "/form", "pattern"],
  "a list without a separator": [{ ...BASE, form: "{signature}..." }, "/form", "pattern"],
  "a timestamp that stands nowhere": [{ ...BASE, message: "{timestamp}.{body}" }, "", "anyOf"],
  "a timestamp in two places": [{ ...TIMED, form: "t={timestamp},v1={signature},..." }, "", "not"],
  "a unit without a timestamp": [{ ...BASE, unit: "seconds" }, "", "anyOf"],
  "a tolerance without a timestamp": [{ ...BASE, tolerance: "60" }, "", "anyOf"],
  "half a second": [{ ...TIMED, tolerance: 1.5 }, "/tolerance", "type"],
  "a duration with a unit": [{ ...TIMED, tolerance: "5m" }, "/tolerance", "pattern"],
  "a secret in the message of a MAC": [{ ...BASE, message: "{secret}{body}" }, "", "not"],
  "a plain hash without the secret": [{ ...BASE, algorithm: "sha256" }, "/message", "pattern"],
  "a key form for a public key": [{ ...BASE, algorithm: "ed25519", key: "hex" }, "", "not"],
  "a message for a token": [{ ...BASE, algorithm: "token" }, "", "not"],
  "a timestamp for a token": [{ algorithm: "token", signature: "header:a", timestamp: "header:b" }, "", "not"],
  "a signature for nothing": [{ algorithm: "none", signature: "header:a" }, "", "not"],
  "a handshake without an answer": [{ ...BASE, handshake: "GET if query:a" }, "/handshake", "pattern"],
  "a second handshake that is none": [{ ...BASE, handshake: ["HEAD empty", "get empty"] }, "/handshake/1", "pattern"],
};

for (const [what, [scheme, path, keyword]] of Object.entries(bad)) {
  test(`invalid, and refused by the core: ${what}`, () => {
    assert.equal(isValid(scheme), false);
    const at = validate.errors.map((error) => `${error.instancePath} ${error.keyword}`);
    assert.ok(at.includes(`${path} ${keyword}`), at.join(", "));
    // A value of a wrong kind is a TypeError of the package.
    const isText = (value) => typeof value === "string" || Array.isArray(value) || typeof value === "number";
    if (typeof scheme === "object" && Object.values(scheme).every(isText) && !Array.isArray(scheme.message)) {
      assert.equal(isTaken(scheme), false);
    }
  });
}

test("the schema of the Worker's configuration has the same in a source", () => {
  const config = JSON.parse(readFileSync(new URL("../../worker/waxseal.schema.json", import.meta.url), "utf8"));
  const check = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(config);
  const isSource = (scheme) => check({ sources: { acme: { scheme, secrets: ["ACME_SECRET"] } }, origins: {} });
  for (const [id, row] of rows) assert.ok(isSource(id) && isSource(row), `${id}: ${JSON.stringify(check.errors)}`);
  for (const [what, [scheme]] of Object.entries(bad)) assert.equal(isSource(scheme), scheme === "stripe", what);
  assert.equal(isSource("strip"), false);
});

test("what the page says is wrong is invalid, where a schema can tell", () => {
  const [, table] = page.split("| Written | Told |\n|---|---|\n");
  const lines = table.split("\n\n")[0].trim().split("\n");
  const first = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)[1]);
  const missed = [];
  for (const line of lines) {
    const [, text] = /^\| `(\{.*?\})` \| /.exec(line);
    const scheme = Object.fromEntries(Object.entries({ ...first, ...JSON.parse(text) }).filter(([, value]) => value !== null));
    if (isValid(scheme)) missed.push(text);
  }
  assert.equal(lines.length, 14);
  // What stands side by side, and what a signature covers, only the core can tell.
  assert.deepEqual(missed, [
    '{"timestamp": "header:x-acme-time"}',
    '{"message": "{header:x-acme-delivery}{body}"}',
    '{"handshake": "GET text {query:challenge}"}',
  ]);
});
