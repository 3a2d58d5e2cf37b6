// The suite itself must be able to fail.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";
import { complaints } from "./report.mjs";
import { runVectors } from "./suite.mjs";
import { readVectors } from "./vectors.mjs";

const waxseal = await load("waxseal");
const vectors = readVectors();
const genuine = vectors.find(({ expect, scheme }) => expect === "valid" && scheme === "stripe");
const rejected = vectors.find(({ expect }) => expect === "signature_mismatch");
const asked = vectors.find(({ id }) => id === "x/handshake-genuine");

const only = (vector) => runVectors(waxseal, [vector])[0];

test("a genuine vector is as expected, before anything is changed about it", () => {
  assert.deepEqual(complaints([genuine], [only(genuine)]), []);
});

test("a wrong expectation is reported with what came instead", () => {
  const result = only({ ...genuine, expect: "signature_mismatch", verified: undefined });
  assert.equal(result.ok, false);
  assert.deepEqual([result.expected, result.got], ["signature_mismatch", "valid"]);
  assert.equal(only({ ...rejected, expect: "valid" }).ok, false);
  assert.equal(only({ ...rejected, expect: "signature_malformed" }).got, "signature_mismatch");
});

test("a tampered vector is reported", () => {
  const request = { ...genuine.request, body: `${genuine.request.body} ` };
  const result = only({ ...genuine, request });
  assert.equal(result.ok, false);
  assert.equal(result.got, "signature_mismatch");
});

test("each wrong fact is reported", () => {
  const wrong = {
    id: "another",
    type: null,
    timestamp: genuine.verified.timestamp + 1,
    matched: { secret: 1 },
    assurance: "token",
    covers: { url: true },
  };
  for (const [name, value] of Object.entries(wrong)) {
    const result = only({ ...genuine, verified: { ...genuine.verified, [name]: value } });
    assert.equal(result.ok, false, name);
  }
});

test("a package that says yes to everything fails every negative", () => {
  const yes = { ...waxseal, Verifier: class { check = () => ({ ok: true, verified: { timestamp: null } }); } };
  const negatives = vectors.filter(({ expect }) => expect !== "valid");
  assert.equal(complaints(negatives, runVectors(yes, negatives)).length, negatives.length);
});

test("a handshake that is answered in another way, or where it must not be, is reported", () => {
  assert.deepEqual(complaints([asked], [only(asked)]), []);
  const { answer } = asked;
  const wrong = [
    { answer: { ...answer, body: `${answer.body} ` } },
    { answer: { ...answer, status: 204 } },
    { answer: { ...answer, headers: { "content-type": "application/json" } } },
    { expect: "no_handshake", answer: undefined },
    { expect: "signature_malformed", answer: undefined },
  ];
  for (const change of wrong) assert.equal(only({ ...asked, ...change }).ok, false, JSON.stringify(change));
  const refused = vectors.find(({ id }) => id === "x/handshake-oracle-json");
  assert.equal(only({ ...refused, expect: "no_handshake" }).got, "signature_malformed");
});

test("a package that answers every asking with what it was asked fails every one that must not be answered", () => {
  const echo = { ...waxseal, Verifier: class { handshake = ({ url }) => ({ status: 200, headers: {}, body: url }); } };
  const negatives = vectors.filter(({ call, expect }) => call === "handshake" && expect !== "answered");
  assert.ok(negatives.length > 300, `${negatives.length} negatives`);
  assert.equal(complaints(negatives, runVectors(echo, negatives)).length, negatives.length);
});

test("a package that throws a bare error with the right code is reported", () => {
  const bare = {
    ...waxseal,
    Verifier: class { check = () => ({ ok: false, error: { code: rejected.expect, detail: "no class" } }); },
  };
  assert.equal(runVectors(bare, [rejected])[0].ok, false);
});

test("two input shapes that are answered differently are reported", () => {
  let calls = 0;
  const fickle = {
    ...waxseal,
    Verifier: class extends waxseal.Verifier {
      check(input, options) {
        calls += 1;
        return calls % 2 === 0 ? super.check({ ...input, body: "x" }, options) : super.check(input, options);
      }
    },
  };
  assert.match(runVectors(fickle, [genuine])[0].got, /^valid .* <> signature_mismatch$/);
});

test("no vectors, a vector that was not run and a result too many are reported", () => {
  assert.deepEqual(complaints([], []), ["there is no vector"]);
  const result = only(genuine);
  assert.deepEqual(complaints([genuine, rejected], [result]), [`${rejected.id}: was not run`]);
  assert.deepEqual(complaints([genuine], [result, result]), ["1 results too many"]);
});

test("every scheme of the package has valid and rejected vectors", () => {
  for (const { id } of waxseal.schemes) {
    const own = vectors.filter(({ scheme }) => scheme === id);
    assert.ok(own.some(({ expect }) => expect === "valid"), `${id} has no valid vector`);
    assert.ok(own.some(({ expect }) => waxseal.schemes && expect !== "valid"), `${id} has no rejected vector`);
  }
});
