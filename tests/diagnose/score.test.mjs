// The scorer itself must be able to fail: a renamed cause, a lowered certainty, a leak.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { inject, provable } from "./cases.mjs";
import { wrongIn } from "./evidence.mjs";
import { leaksIn, spoken } from "./leaks.mjs";
import { highest, namesAndProves, namesAsObserved, provesNothing, reaches, saidBy, tally, tallyByCause } from "./score.mjs";

const cause = (code, certainty = "proved") => ({ code, certainty, message: "A sentence.", fix: "A fix.", lines: [], evidence: {} });
const diagnosis = (...causes) => ({ verified: null, code: "signature_mismatch", detail: null, causes, signedContent: null, matching: null, work: { macs: 1, hashedBytes: 1, bodies: 1, isComplete: true } });

test("a cause that is first and proved counts", () => {
  assert.equal(namesAndProves(["body_bom"], diagnosis(cause("body_bom"), cause("secret_other", "likely"))), true);
});

test("a renamed cause, a lower certainty, a second place and silence do not count", () => {
  assert.equal(namesAndProves(["body_bom"], diagnosis(cause("body_boms"))), false);
  assert.equal(namesAndProves(["body_bom"], diagnosis(cause("body_bom", "observed"))), false);
  assert.equal(namesAndProves(["body_bom"], diagnosis(cause("body_bom", "likely"))), false);
  assert.equal(namesAndProves(["body_bom"], diagnosis(cause("body_reserialized"), cause("body_bom"))), false);
  assert.equal(namesAndProves(["body_bom"], diagnosis()), false);
});

test("of a pair both must be the first two, in either order, and both proved", () => {
  const expected = ["body_bom", "secret_quoted"];
  assert.equal(namesAndProves(expected, diagnosis(cause("secret_quoted"), cause("body_bom"))), true);
  assert.equal(namesAndProves(expected, diagnosis(cause("body_bom"), cause("secret_quoted"), cause("url_other", "likely"))), true);
  assert.equal(namesAndProves(expected, diagnosis(cause("body_bom"))), false);
  assert.equal(namesAndProves(expected, diagnosis(cause("body_bom"), cause("body_bom"))), false);
  assert.equal(namesAndProves(expected, diagnosis(cause("body_bom"), cause("secret_quoted", "likely"))), false);
  assert.equal(namesAndProves(expected, diagnosis(cause("body_bom"), cause("url_other"), cause("secret_quoted"))), false);
});

test("what can only be seen must not be called proved, nor likely", () => {
  assert.equal(namesAsObserved(["body_empty"], diagnosis(cause("body_empty", "observed"))), true);
  assert.equal(namesAsObserved(["body_empty"], diagnosis(cause("body_empty", "proved"))), false);
  assert.equal(namesAsObserved(["body_empty"], diagnosis(cause("body_empty", "likely"))), false);
});

test("a diagnosis that accepts the request is right about nothing", () => {
  const accepted = { ...diagnosis(cause("body_bom")), verified: {} };
  assert.equal(namesAndProves(["body_bom"], accepted), false);
  assert.equal(namesAsObserved(["body_bom"], { ...accepted, causes: [cause("body_bom", "observed")] }), false);
  assert.equal(provesNothing({ ...accepted, causes: [] }), false);
  assert.equal(saidBy(accepted), "genuine");
});

test("a forgery may be called likely, and one proof anywhere explains it", () => {
  assert.equal(provesNothing(diagnosis()), true);
  assert.equal(provesNothing(diagnosis(cause("secret_other", "likely"), cause("body_empty", "observed"))), true);
  assert.equal(provesNothing(diagnosis(cause("secret_other", "likely"), cause("body_bom"))), false);
});

test("evidence that is not what was injected is told", () => {
  const one = inject(7, "stripe", [provable.find(({ cause: code }) => code === "body_newline_added")]);
  const with_ = (code, evidence) => wrongIn({ ...one, diagnosis: diagnosis({ ...cause(code), evidence }) });
  assert.deepEqual(with_("body_newline_added", { offset: one.request.body.length - 1 }), []);
  assert.equal(with_("body_newline_added", { offset: 0 }).length, 1);
  assert.equal(with_("body_newline_added", {}).length, 1);
  assert.equal(with_("timestamp_skew", { skewSeconds: 3600 }).length, 1);
  assert.equal(with_("url_other", { signed: one.request.url }).length, 1);
});

test("shares are counted of the cases, and none of none is no success", () => {
  const cases = [cause("body_bom"), cause("body_bom", "likely"), cause("url_other")].map((said) => ({ expected: ["body_bom"], scheme: "stripe", diagnosis: diagnosis(said) }));
  const counted = tally(cases, namesAndProves);
  assert.deepEqual([counted.right, counted.of, counted.misses.length], [1, 3, 2]);
  assert.equal(reaches(counted, 0.34), false);
  assert.equal(reaches(counted, 0.33), true);
  assert.equal(reaches({ of: 0, right: 0 }, 0.95), false);
  assert.deepEqual(tallyByCause(cases, namesAndProves).map(({ code, right, of, schemes }) => [code, right, of, schemes]), [["body_bom", 1, 3, 1]]);
  assert.equal(highest("body_bom", cases.map((one) => one.diagnosis)), "proved");
  assert.equal(highest("body_empty", cases.map((one) => one.diagnosis)), "none");
});

test("a secret, a key and a MAC are found in whatever spelling, and twelve bytes of them suffice", () => {
  const one = inject(7, "standard-webhooks", [provable.find(({ cause: code }) => code === "body_newline_added")]);
  const [secret] = one.known.secrets;
  const key = Buffer.from(secret.slice(6), "base64");
  const expected = createHmac("sha256", key).update(`${one.known.id}.${one.known.sent.time}.`).update(one.request.body).digest();
  const says = (text) => leaksIn(spoken({ ...diagnosis(cause("body_bom")), detail: text }), one);
  assert.deepEqual(says("nothing"), []);
  assert.deepEqual(says(secret.slice(0, 11)), []);
  assert.ok(says(`the secret is ${secret.slice(8, 24)}`).length > 0);
  assert.deepEqual(says(key.toString("hex").slice(4, 28)), ["a key"]);
  for (const spelling of ["hex", "base64", "base64url"]) assert.deepEqual(says(`expected ${expected.toString(spelling)}`), ["a MAC"], spelling);
  assert.deepEqual(says(`expected ${expected.toString("hex").slice(20, 44)}`), ["a MAC"]);
  assert.ok(says(one.known.tag.toString("base64")).includes("a MAC"));
  assert.ok(leaksIn(spoken({ ...diagnosis(), matching: { body: expected, url: "" } }), one).includes("a MAC"));
});
