import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { sign } from "waxseal";
import { meaningOf, rejectCodes } from "../../dist/testing/cli.js";
import { BODY, NOW, NOW_SECONDS, OTHER, run, runJson, SECRET } from "./run.mjs";

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

test("a refused one has what its code means, and what to change where no cause is known", () => {
  const { status, stdout } = run(STRIPE, { input: input({ body: BODY.replace("1250", "9250") }) });
  assert.equal(status, 1);
  assert.match(stdout, /^refused {2}signature_mismatch\n/);
  assert.match(stdout, /\n {2}The signature is well-formed and belongs to other bytes or another secret\.\n {2}Hand the body's bytes over as they arrived/);
  assert.match(stdout, /\n {2}\d+ signatures over \d+ bytes and \d+ other bodies were tried, and none matches: another secret, an altered request, or a forgery\.\n/);
  assert.doesNotMatch(stdout, /\n {2}proved /);
});

test("a cause that is proved has its sentence, a picture of both bodies, what to do, and lines of code", () => {
  const { status, stdout } = run(STRIPE, { input: input({ body: `${BODY}\n` }) });
  assert.equal(status, 1);
  const [, why] = /\nWhy\n([^]*?)\n\n/.exec(stdout);
  const lines = why.split("\n");
  assert.equal(lines[0], "  proved  body_newline_added");
  const at = lines.findIndex((line) => line.startsWith("      at byte"));
  assert.deepEqual(lines.slice(at, at + 4), [
    `      at byte ${BODY.length}: received ${BODY.length + 1}, signed ${BODY.length}`,
    `      received  …":{"amount_cents":1250}}\\n (end)`,
    `      signed    …":{"amount_cents":1250}} (end)`,
    `                ${" ".repeat(25)}^`,
  ]);
  assert.match(lines[at + 4], /^ {4}Take the body without the line break/);
  for (const framework of ["Express", "Next.js", "Lambda", "Rails"]) assert.ok(lines.some((line) => line.startsWith(`      ${framework.padEnd(7)}  `)), framework);
  // What is general would contradict it.
  assert.doesNotMatch(stdout, /Then compare the secret/);
});

test("a body that grew beyond its content-length is looked into as it is", () => {
  const grown = JSON.stringify(JSON.parse(BODY), null, 2);
  const raw = `POST /hook HTTP/1.1\r\ncontent-length: ${BODY.length}\r\nstripe-signature: ${request().headers["stripe-signature"]}\r\n\r\n${grown}`;
  const { json } = runJson(STRIPE, { input: raw });
  assert.deepEqual([json.signedContent.bodyBytes, json.causes[0].code, json.causes[0].certainty], [grown.length, "body_pretty_printed", "proved"]);
  // An editor's line end behind the body is none of it.
  assert.equal(run(STRIPE, { input: raw.replace(grown, `${BODY}\n`) }).status, 0);
});

test("two causes that only together explain it are both named, in one place", () => {
  const { stdout } = run(STRIPE, { input: input({ body: `${BODY}\n` }), env: { SECRET: `${SECRET} ` } });
  assert.match(stdout, /\nWhy: these together\n {2}proved {2}\w+\n/);
  for (const code of ["body_newline_added", "secret_whitespace"]) assert.match(stdout, new RegExp(`\n {2}proved {2}${code}\n`));
});

test("one framework's line alone is shown if it is named, in any case", () => {
  for (const name of ["next", "Next.js", "NEXT"]) {
    const { stdout } = run([...STRIPE, "--framework", name], { input: input({ body: `${BODY}\n` }) });
    assert.match(stdout, /\n {6}Next\.js {2}const body = /);
    assert.doesNotMatch(stdout, /Express|Fastify|Rails/);
  }
  const { status, stderr } = run([...STRIPE, "-f", "expres"], { input: input() });
  assert.deepEqual([status, stderr], [2, "usage: --framework knows Express, Next.js, Fastify, Hono, Workers, Lambda, PHP, Python, Rails; did you mean express?\n"]);
});

test("another secret at hand is named by its variable, and never shown", () => {
  const words = [...STRIPE.slice(0, -1), "--others-env", "SECRET", "-"].map((word, index) => (index === 4 ? "OTHER" : word));
  const { status, json, all } = runJson(words, { input: input() });
  assert.equal(status, 1);
  assert.deepEqual([json.causes[0].code, json.causes[0].certainty, json.causes[0].evidence.secret], ["secret_other", "proved", "SECRET"]);
  assert.ok(!all.includes(SECRET.slice(6)) && !all.includes(OTHER.slice(6)));
  assert.match(run(words, { input: input() }).stdout, /\n {6}secret {2}SECRET\n/);
  const unset = run([...STRIPE, "--others-env", SECRET], { input: input() });
  assert.deepEqual([unset.status, unset.stderr], [3, "secret_empty: an environment variable that --others-env names is not set: it takes the variable's name, not the secret\n"]);
});

test("a configuration that cannot work has status 3 and its causes", () => {
  const quoted = `"${SECRET}"`;
  const words = ["explain", "--scheme", "standard-webhooks", "--secret-env", "SECRET", "--now", NOW, "-"];
  const asked = JSON.stringify(sign({ scheme: "standard-webhooks", secret: SECRET, body: BODY, id: "msg_1", timestamp: NOW_SECONDS * 1000 }));
  const { status, stdout, stderr } = run(words, { input: asked, env: { SECRET: quoted } });
  assert.equal(status, 3);
  assert.match(stderr, /^secret_malformed: /);
  assert.match(stdout, /^unchecked {2}the configuration cannot work\n/);
  assert.match(stdout, /\nWhy\n {2}proved {2}secret_quoted\n/);
  const { json } = runJson(words, { input: asked, env: { SECRET: quoted } });
  assert.deepEqual([json.ok, json.error.class, json.error.code, json.verdict.verdict, json.causes[0].code], [false, "configuration", "secret_malformed", "unchecked", "secret_quoted"]);
});

test("a path in place of the URL is completed from the request's own headers", () => {
  const url = "https://hooks.example.test/sms";
  const signed = sign({ scheme: "twilio", secret: SECRET, body: "From=%2B1", url });
  const headers = { ...signed.headers, host: "hooks.example.test", "x-forwarded-proto": "https", "content-type": "application/x-www-form-urlencoded" };
  const { status, json } = runJson(["explain", "--scheme", "twilio", "--secret-env", "SECRET", "-"], { input: JSON.stringify({ ...signed, url: "/sms", headers }) });
  assert.equal(status, 1);
  assert.deepEqual([json.causes[0].code, json.causes[0].certainty, json.matching.url], ["url_other", "proved", url]);
});

test("a stale one is told apart from a mismatch", () => {
  const stale = run(["explain", "--scheme", "stripe", "--secret-env", "SECRET", "-"], { input: input() });
  assert.match(stale.stdout, /^refused {2}timestamp_stale\n/);
  assert.match(stale.stdout, /\n {2}proved {2}timestamp_skew\n {4}.*\n {6}skew {2}\d+ s \(\d+ d\)\n/);
});

test("its JSON has this shape", () => {
  const { json, status } = runJson(STRIPE, { input: input({ body: "{}" }) });
  assert.equal(status, 1);
  assert.deepEqual(Object.keys(json), ["ok", "verdict", "meaning", "causes", "matching", "work", "signedContent", "candidates", "notes"]);
  assert.deepEqual([json.ok, json.verdict.code, Object.keys(json.meaning)], [false, "signature_mismatch", ["means", "change"]]);
  assert.deepEqual(Object.keys(json.work).sort(), ["bodies", "hashedBytes", "isComplete", "macs"]);
  assert.deepEqual(json.signedContent, { prefix: `${NOW_SECONDS}.`, body: "{}", bodyBytes: 2, suffix: "" });
  assert.deepEqual(Object.keys(json.candidates[0]), ["scheme", "because", "score"]);
  assert.equal(json.candidates[0].scheme, "stripe");
});

test("a cause in the JSON has this shape, and what was signed stands beside it", () => {
  const { json } = runJson(STRIPE, { input: input({ body: `${BODY}\n` }) });
  assert.deepEqual(Object.keys(json.causes[0]).sort(), ["certainty", "code", "evidence", "fix", "lines", "message"]);
  assert.equal(json.causes[0].evidence.offset, BODY.length);
  assert.deepEqual(json.matching, { url: "/hook", body: BODY, bodyBytes: BODY.length });
  assert.deepEqual(Object.keys(runJson(STRIPE, { input: input() }).json), ["ok", "verdict", "signedContent", "candidates", "notes"]);
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
  const bodies = { "{}": "{}", [`${BODY}\n`]: BODY, [BODY]: BODY };
  for (const [received, signed] of Object.entries(bodies)) {
    const expected = [signed, received].map((body) => createHmac("sha256", SECRET).update(`${NOW_SECONDS}.${body}`).digest());
    const asked = JSON.stringify({ ...request(), headers: { "stripe-signature": `t=${NOW_SECONDS},v1=${"0".repeat(64)}` }, body: received });
    const { all } = run([...STRIPE, "--json"], { input: asked });
    const text = run(STRIPE, { input: asked }).all;
    for (const form of ["hex", "base64", "base64url"]) for (const mac of expected) assert.ok(!(all + text).includes(mac.toString(form)));
  }
});

test("every code of a request has a meaning and what to change", () => {
  for (const code of rejectCodes) {
    const { means, change } = meaningOf(code) ?? {};
    assert.ok(means?.endsWith(".") && change?.endsWith("."), code);
  }
  assert.equal(meaningOf("__proto__"), undefined);
});
