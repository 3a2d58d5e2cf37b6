import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { sign } from "waxseal";
import { meaningOf, rejectCodes } from "../../dist/testing/cli.js";
import { BODY, NOW, NOW_SECONDS, run, runJson, SECRET } from "./run.mjs";

const request = (body = BODY) => sign({ scheme: "stripe", secret: SECRET, body, timestamp: NOW_SECONDS * 1000, url: "/hook" });
const input = (changes = {}) => JSON.stringify({ ...request(), ...changes });
const STRIPE = ["explain", "--scheme", "stripe", "--secret-env", "SECRET", "--now", NOW, "-"];

test("a genuine request is explained with its verdict, the signed bytes and who may have sent it", () => {
  const { status, stdout, stderr } = run(STRIPE, { input: input() });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^genuine {2}stripe, signed\n/);
  assert.ok(stdout.includes(`What stripe signs\n  rule    {timestamp}.{body}\n  before  ${NOW_SECONDS}.\n  body    ${BODY}  (${BODY.length} bytes)\n  after   (nothing)\n`), stdout);
  assert.match(stdout, /\nIt looks like\n {2}stripe +\d+ {2}the header stripe-signature is there/);
});

test("a refused one has what its code means and what to change", () => {
  const { status, stdout } = run(STRIPE, { input: input({ body: `${BODY}\n` }) });
  assert.equal(status, 1);
  assert.match(stdout, /^refused {2}signature_mismatch\n/);
  assert.match(stdout, /\n {2}The signature is well-formed and belongs to other bytes or another secret\.\n {2}Hand the body's bytes over as they arrived/);
  assert.ok(stdout.includes("9250") === false && stdout.includes('}}\\n  ('), "a line end at the end is seen");
  const stale = run(["explain", "--scheme", "stripe", "--secret-env", "SECRET", "-"], { input: input() });
  assert.match(stale.stdout, /^refused {2}timestamp_stale\n(.*\n)* {2}Compare the receiver's clock\./);
});

test("its JSON has this shape", () => {
  const { json, status } = runJson(STRIPE, { input: input({ body: "{}" }) });
  assert.equal(status, 1);
  assert.deepEqual(Object.keys(json), ["ok", "verdict", "meaning", "signedContent", "candidates", "notes"]);
  assert.deepEqual([json.ok, json.verdict.code, Object.keys(json.meaning)], [false, "signature_mismatch", ["means", "change"]]);
  assert.deepEqual(json.signedContent, { prefix: `${NOW_SECONDS}.`, body: "{}", bodyBytes: 2, suffix: "" });
  assert.deepEqual(Object.keys(json.candidates[0]), ["scheme", "because", "score"]);
  assert.equal(json.candidates[0].scheme, "stripe");
});

test("without a secret the bytes are shown and nothing is checked; without a scheme the candidates alone", () => {
  const unchecked = run(["explain", "-s", "stripe", "-"], { input: input() });
  assert.equal(unchecked.status, 1);
  assert.match(unchecked.stdout, /^unchecked {2}no secret was given/);
  assert.match(unchecked.stdout, /before {2}1750000000\./);
  const unnamed = runJson(["explain", "-"], { input: input() });
  assert.deepEqual([unnamed.status, unnamed.json.ok, unnamed.json.verdict.verdict, unnamed.json.signedContent, unnamed.json.candidates[0].scheme], [1, false, "unchecked", undefined, "stripe"]);
  const nothing = run(["explain", "-H", "host: a.test", "--body", "x"]);
  assert.match(nothing.stdout, /It looks like no scheme that is known\n/);
});

test("what is signed and missing is said, and where there are no bytes to show", () => {
  const missing = runJson(["explain", "-s", "svix", "--secret-env", "SECRET", "--body", "{}"]);
  assert.match(missing.json.signedContent.missing, /^signature_missing: /);
  const token = runJson(["explain", "-s", "gitlab-token", "--body", "{}"]);
  assert.match(token.json.signedContent.missing, /sends a token/);
});

test("no computed signature is printed, whatever is asked for", () => {
  const expected = createHmac("sha256", SECRET).update(`${NOW_SECONDS}.{}`).digest();
  const { all } = run([...STRIPE, "--json"], { input: input({ body: "{}" }) });
  const text = run(STRIPE, { input: input({ body: "{}" }) }).all;
  for (const form of ["hex", "base64", "base64url"]) assert.ok(!(all + text).includes(expected.toString(form)));
});

test("every code of a request has a meaning and what to change", () => {
  for (const code of rejectCodes) {
    const { means, change } = meaningOf(code) ?? {};
    assert.ok(means?.endsWith(".") && change?.endsWith("."), code);
  }
  assert.equal(meaningOf("__proto__"), undefined);
});
