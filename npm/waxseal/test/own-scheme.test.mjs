import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { anyOf, ConfigError, sign, Verifier } from "waxseal";
import { ANY, BODY, NOW, thrown } from "./samples.mjs";

const ACME = { signature: "header:x-acme", form: "sha256={signature}", message: "{body}", id: "/id", type: "/type" };
const acme = new Verifier({ scheme: ACME, secrets: ANY });
const hmac = (text, hash = "sha256") => createHmac(hash, ANY).update(text).digest("hex");

test("a scheme of one's own verifies and signs as a built-in one does", () => {
  const request = { headers: { "X-Acme": `sha256=${hmac(BODY)}` }, body: BODY };
  const event = acme.verify(request, { now: NOW });
  assert.deepEqual([acme.scheme, event.scheme, event.id, event.type], ["custom", "custom", "evt_1", "commission.created"]);
  assert.equal(event.assurance, "signed");
  assert.deepEqual(acme.reads, ["x-acme"]);
  assert.equal(acme.check({ ...request, body: `${BODY} ` }).error.code, "signature_mismatch");
  assert.deepEqual(sign({ scheme: ACME, secret: ANY, body: BODY }).headers, { "x-acme": `sha256=${hmac(BODY)}` });
  assert.equal(anyOf([acme]).verify(request).scheme, "custom");
});

test("lists are read as lists, and a tolerance may be a number", () => {
  const scheme = {
    algorithm: "hmac-sha512",
    signature: ["header:x-one", "header:x-two"],
    message: "{timestamp}.{body}",
    timestamp: "header:x-time",
    tolerance: 30,
    key: ["hex", "utf8"],
    opens: ["pointers"],
    handshake: ["GET if query:a text {query:a}", "GET if query:b text {query:b}"],
  };
  const verifier = new Verifier({ scheme, secrets: ANY, id: "/id" });
  const time = String(NOW / 1000);
  const request = { headers: { "x-two": hmac(`${time}.${BODY}`, "sha512"), "x-time": time }, body: BODY };
  assert.equal(verifier.verify(request, { now: NOW + 30_000 }).id, "evt_1");
  assert.equal(verifier.check(request, { now: NOW + 31_000 }).error.code, "timestamp_stale");
  assert.equal(verifier.handshake({ method: "GET", url: "/?b=2", headers: {}, body: "" }).body, "2");
  const both = new Verifier({ scheme, secrets: ["6b".repeat(20), "a text of enough bytes"] });
  assert.equal(both.check(sign({ scheme: { ...scheme, key: "utf8" }, secret: "a text of enough bytes", body: "", timestamp: NOW }), { now: NOW }).verified.matched.form, "utf8");
});

test("a scheme from JSON works as it stands", () => {
  const verifier = new Verifier({ scheme: JSON.parse(JSON.stringify(ACME)), secrets: ANY });
  assert.equal(verifier.check(sign({ scheme: ACME, secret: ANY, body: "" })).ok, true);
});

test("fields without a value are as if absent", () => {
  const verifier = new Verifier({ scheme: { ...ACME, key: undefined, version: undefined }, secrets: ANY });
  assert.equal(verifier.check(sign({ scheme: ACME, secret: ANY, body: "" })).ok, true);
});

/** Each fault with the path that it is told at, and its sentence. */
const wrong = {
  "no field at all": [{}, "/signature: say where the signature stands, for example header:x-signature"],
  "an unknown part": [{ ...ACME, message: "{time}" }, '/message: there is no part "time"'],
  "a brace that is left open": [{ ...ACME, message: "{body" }, "/message: a { is not closed"],
  "a message that is missing": [{ signature: "header:x" }, "/message: say which bytes are signed, for example {body}"],
  "a place that is none": [{ ...ACME, signature: "X-Acme" }, '/signature: "X-Acme" is no place'],
  "one place of a list that is none": [{ ...ACME, signature: ["header:x", "nowhere"] }, '/signature: "nowhere" is no place'],
  "an unknown algorithm": [{ ...ACME, algorithm: "md5" }, '/algorithm: "md5" is none of hmac-sha256'],
  "an unknown field": [{ ...ACME, hash: "sha256" }, "/hash: no field has this name"],
  "a name that objects have": [JSON.parse('{ "signature": "header:x", "message": "{body}", "__proto__": "x" }'), "/__proto__: no field has this name"],
  "a timestamp that nothing signs": [{ ...ACME, timestamp: "header:x-time" }, "/timestamp: nothing signs it: anyone can set it"],
  "half a tolerance": [{ ...ACME, message: "{timestamp}.{body}", timestamp: "header:x-time", tolerance: 1.5 }, "/tolerance: must be seconds"],
  "a handshake that says nothing": [{ ...ACME, handshake: "GET" }, "/handshake: each line must be"],
  "a part with a free border beside another": [{ ...ACME, message: "{header:a}{header:b}" }, "/message: a header and a header stand side by side"],
};

for (const [what, [scheme, sentence]] of Object.entries(wrong)) {
  test(`${what} is scheme_invalid with its path`, () => {
    for (const call of [() => new Verifier({ scheme, secrets: ANY }), () => sign({ scheme, secret: ANY, body: "" })]) {
      const error = thrown(call);
      assert.ok(error instanceof ConfigError, String(error));
      assert.equal(error.code, "scheme_invalid");
      assert.ok(error.detail.startsWith(sentence), error.detail);
    }
  });
}

/** A value of a wrong kind is the caller's slip. */
const misused = {
  "a number as field": [{ ...ACME, message: 1 }, "scheme.message is a number: it must be a string"],
  "null as field": [{ ...ACME, id: null }, "scheme.id is null: it must be a string"],
  "a list where one text belongs": [{ ...ACME, message: ["{body}"] }, "scheme.message is an array: it must be a string"],
  "a number in a list": [{ ...ACME, key: ["utf8", 1] }, "scheme.key[1] is a number: it must be a string"],
  "half a surrogate pair": [{ ...ACME, message: "\ud800{body}" }, "scheme.message has half of a surrogate pair"],
  "a list as scheme": [[ACME], "scheme is an array: pass the id of a scheme"],
  "null as scheme": [null, "scheme is null: pass the id of a scheme"],
};

for (const [what, [scheme, sentence]] of Object.entries(misused)) {
  test(`${what} is a TypeError that names the field`, () => {
    const error = thrown(() => new Verifier({ scheme, secrets: ANY }));
    assert.equal(error.constructor, TypeError, String(error));
    assert.ok(error.message.startsWith(sentence), error.message);
  });
}

test("each field is read once", () => {
  let reads = 0;
  const scheme = { ...ACME, get message() { return reads++ === 0 ? "{body}" : ""; } };
  new Verifier({ scheme, secrets: ANY });
  assert.equal(reads, 1);
});

test("what a scheme does not open is refused, own or not", () => {
  assert.equal(thrown(() => new Verifier({ scheme: ACME, secrets: ANY, header: "x-other" })).detail, "custom fixes header; remove that option");
  assert.equal(new Verifier({ scheme: { ...ACME, opens: "header" }, secrets: ANY, header: "x-other" }).reads[0], "x-other");
});
