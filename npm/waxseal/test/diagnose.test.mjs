// What the entry promises: the verdict is Verifier's, nothing secret is told, values of a wrong kind
// are TypeErrors. Which causes it finds is scored in tests/diagnose.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import { ConfigError, schemes, sign, signedContent, Verifier } from "waxseal";
import { Verifier as FullVerifier } from "waxseal/full";
import { readVectors } from "../../../tests/conformance/vectors.mjs";
import { bytesOf, headerText, secretOf } from "../../../tests/conformance/written.mjs";
import { BODY, configOf, inputOf, NOW, OTHER, SECRET, signed, thrown } from "./samples.mjs";

const require = createRequire(import.meta.url);
/** As Node loads it, as bundlers do, and with require. */
const BUILDS = {
  "ES module": (await import("waxseal/diagnose")).diagnose,
  "ES module of bundlers": (await import("../dist/diagnose/index.js")).diagnose,
  CommonJS: require("waxseal/diagnose").diagnose,
};
const { diagnose } = require("waxseal/diagnose");

const CONFIG = { scheme: "standard-webhooks", secrets: SECRET, now: NOW };
const text = (bytes) => Buffer.from(bytes).toString();
const named = ({ causes }) => causes.filter(({ certainty }) => certainty === "proved").map(({ code }) => code);

for (const [build, explain] of Object.entries(BUILDS)) {
  test(`${build}: a genuine request is what Verifier says of it, without a cause`, () => {
    const { verified, ...rest } = explain(signed(), CONFIG);
    const own = new Verifier({ scheme: "standard-webhooks", secrets: SECRET }).verify(signed(), { now: NOW });
    for (const name of ["scheme", "id", "type", "version", "timestamp", "assurance", "covers", "matched"]) assert.deepEqual(verified[name], own[name], name);
    assert.deepEqual([verified.text(), verified.json()], [own.text(), own.json()]);
    const { prefix, suffix } = signedContent(signed(), { scheme: "standard-webhooks" });
    assert.deepEqual(rest, {
      code: null,
      detail: null,
      causes: [],
      signedContent: { prefix, body: new TextEncoder().encode(BODY), suffix },
      matching: null,
      work: { macs: 0, hashedBytes: 0, bodies: 0, isComplete: true },
    });
  });

  test(`${build}: a cause has its sentence, its evidence, what to do, and what was signed beside it`, () => {
    const found = explain({ ...signed(), body: `${BODY}\n` }, CONFIG);
    const [cause] = found.causes;
    assert.deepEqual([found.verified, found.code, cause.code, cause.certainty], [null, "signature_mismatch", "body_newline_added", "proved"]);
    assert.equal(cause.evidence.offset, BODY.length);
    for (const sentence of [cause.message, cause.fix]) assert.match(sentence, /^[A-Z].*\.$/);
    assert.ok(cause.lines.some(({ framework, line }) => framework === "Express" && line.includes("express.raw")));
    assert.deepEqual([text(found.matching.body), found.matching.url], [BODY, ""]);
    assert.equal(text(found.signedContent.body), `${BODY}\n`);
    const { macs, hashedBytes, bodies } = found.work;
    assert.ok(macs > 0 && hashedBytes >= BODY.length && bodies > 0, JSON.stringify(found.work));
  });
}

test("two causes at once are both proved and stand first", () => {
  const found = diagnose({ ...signed(), body: `${BODY}\n` }, { ...CONFIG, secrets: `${SECRET} ` });
  assert.deepEqual(found.causes.slice(0, 2).map(({ certainty }) => certainty), ["proved", "proved"]);
  assert.deepEqual(named(found).sort(), ["body_newline_added", "secret_whitespace"]);
});

test("another secret is named as it was called, and a request that it signed is not genuine", () => {
  const found = diagnose(signed({ secret: OTHER }), { ...CONFIG, others: [{ name: "last year's", secret: "a" }, { name: "the test mode's", secret: OTHER }] });
  assert.equal(found.verified, null);
  assert.deepEqual([found.causes[0].code, found.causes[0].evidence.secret], ["secret_other", "the test mode's"]);
});

test("bytes and strings are the same body, bytes of another secret the same as its text", () => {
  const bytes = new TextEncoder().encode(`${BODY}\n`);
  const [one, other] = [bytes, `${BODY}\n`].map((body) => diagnose({ ...signed(), body }, CONFIG));
  assert.deepEqual(one, other);
  assert.equal(one.signedContent.body.buffer, bytes.buffer, "what was passed is not copied");
  const key = Buffer.from(OTHER.slice(6), "base64");
  const found = diagnose(signed({ secret: OTHER }), { ...CONFIG, others: [{ name: "bytes", secret: key }] });
  assert.deepEqual(named(found), ["secret_other"]);
});

test("a configuration that cannot work is a code, with its causes where they are known", () => {
  for (const config of [{ scheme: "standard-webhooks", secrets: "" }, { scheme: "standard-webhooks", secrets: [] }, { scheme: "nobody", secrets: "x" }, { scheme: "stripe", secrets: SECRET, header: "x" }, { scheme: { message: "{body}" }, secrets: SECRET }, { scheme: "discord", keys: "x" }]) {
    const error = thrown(() => new FullVerifier(config));
    assert.ok(error instanceof ConfigError);
    const found = diagnose(signed(), { ...config, now: NOW });
    assert.deepEqual([found.verified, found.code, found.detail, named(found)], [null, error.code, error.detail, []]);
  }
  const quoted = diagnose(signed(), { ...CONFIG, secrets: `"${SECRET}"` });
  assert.deepEqual([quoted.code, named(quoted)], ["secret_malformed", ["secret_quoted"]]);
});

test("now is the clock's unless it is given, as a Date or as milliseconds", () => {
  const late = diagnose(signed(), { ...CONFIG, now: undefined });
  assert.deepEqual([late.code, named(late)], ["timestamp_stale", ["timestamp_skew"]]);
  for (const now of [NOW, new Date(NOW)]) assert.equal(diagnose(signed(), { ...CONFIG, now }).code, null);
  assert.equal(diagnose(signed({ timestamp: Date.now() }), { ...CONFIG, now: undefined }).code, null);
});

test("a URL may be a path, where Verifier needs all of it: the rest stands in the headers", () => {
  const config = { scheme: "twilio", secrets: SECRET };
  const request = sign({ scheme: "twilio", secret: SECRET, body: "From=1", url: "https://hooks.example.test/sms" });
  const headers = { ...request.headers, "content-type": "application/x-www-form-urlencoded", host: "hooks.example.test", "x-forwarded-proto": "https" };
  assert.throws(() => new Verifier(config).verify({ ...request, url: "/sms", headers }), /^TypeError: url is a path/);
  const found = diagnose({ ...request, url: "/sms", headers }, config);
  assert.deepEqual([found.verified, named(found), found.matching.url], [null, ["url_other"], "https://hooks.example.test/sms"]);
});

test("headers that lost their content on the way are told as Verifier tells them", () => {
  const request = { headers: { ...new Headers(signed().headers) }, body: BODY };
  const { error } = new Verifier({ scheme: "standard-webhooks", secrets: SECRET }).check(request, { now: NOW });
  assert.match(error.detail, /Object\.entries\(headers\) lose/);
  assert.deepEqual([diagnose(request, CONFIG).code, diagnose(request, CONFIG).detail], [error.code, error.detail]);
});

test("what is returned belongs to the caller", () => {
  const one = diagnose({ ...signed(), body: `${BODY}\n` }, CONFIG);
  diagnose({ ...signed(), body: "another" }, CONFIG);
  assert.deepEqual([text(one.matching.body), text(one.signedContent.prefix)], [BODY, `msg_1.${NOW / 1000}.`]);
  for (const bytes of [one.matching.body, one.signedContent.prefix]) assert.equal(bytes.buffer.byteLength, bytes.length);
});

/** Calls with a value of a wrong kind, and what both entries say of it. */
const misused = {
  "no configuration": [signed(), undefined],
  "a secret that is not set": [signed(), { ...CONFIG, secrets: undefined }],
  "a secret of a wrong kind": [signed(), { ...CONFIG, secrets: { a: 1 } }],
  "an option that there is not": [signed(), { ...CONFIG, secert: "x" }],
  "secrets and keys": [signed(), { ...CONFIG, keys: "x" }],
  "a moment that is none": [signed(), { ...CONFIG, now: "today" }],
  "no request": [undefined, CONFIG],
  "a promise": [Promise.resolve(signed()), CONFIG],
  "no headers": [{ body: "" }, CONFIG],
  "headers of a wrong kind": [{ body: "", headers: { "webhook-id": 7 } }, CONFIG],
  "no body": [{ headers: {} }, CONFIG],
  "a parsed body": [{ headers: {}, body: JSON.parse(BODY) }, CONFIG],
  "half of a surrogate pair": [{ headers: {}, body: "\ud800" }, CONFIG],
  "no URL where it is signed": [{ headers: {}, body: "" }, { scheme: "square", secrets: SECRET }],
  "a URL of a wrong kind": [{ headers: {}, body: "", url: new URL("https://a.test") }, { scheme: "square", secrets: SECRET }],
  "no method where it is signed": [{ headers: {}, body: "", url: "/" }, { scheme: "contentful", secrets: SECRET }],
};
for (const [name, [request, config]] of Object.entries(misused)) {
  test(`${name} is a TypeError, as of Verifier`, () => {
    const found = thrown(() => diagnose(request, config));
    const { now, ...own } = config ?? {};
    const theirs = thrown(() => new Verifier(config === undefined ? config : own).verify(request, { now }));
    assert.ok(found instanceof TypeError && theirs instanceof TypeError, `${found} ${theirs}`);
    if (name !== "a URL of a wrong kind") assert.equal(found.message, theirs.message);
  });
}

test("others of a wrong kind are a TypeError that shows no secret", () => {
  const cases = [
    ["x", /^others is a string: pass a list of \{ name, secret \}$/],
    [[SECRET], /^others\[0\] is a string: pass \{ name, secret \}$/],
    [[{ name: "a", secret: SECRET }, { secret: SECRET }], /^others\[1\]\.name is undefined: it must be a string$/],
    [[{ name: 7, secret: SECRET }], /^others\[0\]\.name is a number: it must be a string$/],
    [[{ name: "a" }], /^others\[0\]\.secret is undefined; is the environment variable set\?$/],
    [[{ name: "a", secret: 7 }], /^others\[0\]\.secret is a number: pass /],
  ];
  for (const [others, message] of cases) {
    const error = thrown(() => diagnose(signed(), { ...CONFIG, others }));
    assert.ok(error instanceof TypeError);
    assert.match(error.message, message);
  }
});

test("a host without WebAssembly is no cause: it is thrown", () => {
  const { spawnSync } = require("node:child_process");
  const script = `const { diagnose } = require("waxseal/diagnose"); try { diagnose({ headers: {}, body: "" }, { scheme: "github", secrets: "x" }); } catch (error) { console.log(error.code); }`;
  const { stdout } = spawnSync(process.execPath, ["--jitless", "-e", script], { cwd: new URL("..", import.meta.url), encoding: "utf8" });
  assert.equal(stdout, "environment_unsupported\n");
});

/** An object that counts how often each of its properties is read. */
const counting = (values) => {
  const counts = {};
  const object = {};
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(object, name, { enumerable: true, get: () => ((counts[name] = (counts[name] ?? 0) + 1), value) });
  }
  return { object, counts };
};

test("each property is read once, of request, headers, configuration and others", () => {
  for (const body of [BODY, `${BODY}\n`]) {
    const headers = counting({ ...signed().headers, "X-More": "1" });
    const request = counting({ headers: headers.object, body, url: "/", method: "POST" });
    const other = counting({ name: "a", secret: OTHER });
    const config = counting({ ...CONFIG, toleranceSeconds: 60, others: [other.object] });
    diagnose(request.object, config.object);
    for (const { counts } of [headers, request, other, config]) assert.deepEqual([...new Set(Object.values(counts))], [1], JSON.stringify(counts));
    assert.deepEqual(Object.keys(other.counts), ["name", "secret"]);
  }
});

/** Every spelling of the bytes that a text with a signature in it may stand for. */
const spellings = (value) =>
  [...value.matchAll(/[0-9a-z+/_=-]{20,}/gi)].flatMap(([run]) =>
    ["hex", "base64", "base64url"].flatMap((from) => {
      const bytes = Buffer.from(run, from);
      return bytes.length < 16 ? [] : ["hex", "base64", "base64url", "latin1"].map((to) => bytes.toString(to));
    }),
  );

/** Everything that is told, without the request's own content. */
const told = ({ code, detail, causes, matching, work }) => JSON.stringify([code, detail, causes, matching?.url, work]);

const KEY = "a-secret-that-stands-in:no-output-5d1f";
const WRONG = "another-secret-that-stands:nowhere-77aa";
const mistakes = {
  "the body": (request) => [{ ...request, body: `${request.body}\n` }, {}],
  "what nobody explains": (request) => [{ ...request, body: '{"altered":true}' }, {}],
  "the secret's ends": (request) => [request, { secrets: ` ${KEY}\n` }],
  "another secret": (request) => [request, { secrets: WRONG, others: [{ name: "the right one", secret: KEY }] }],
  "an unknown secret": (request) => [request, { secrets: WRONG }],
  "the clock": (request) => [request, { now: NOW + 86_400_000 }],
};

for (const [what, make] of Object.entries(mistakes)) {
  test(`no scheme's diagnosis tells a secret, a signature that was expected, or what Verifier does not: ${what}`, () => {
    let refused = 0;
    for (const row of schemes.filter(({ takes, signable }) => takes === "secrets" && signable)) {
      let request;
      const input = { ...inputOf(row), secret: KEY };
      try {
        request = sign(input);
      } catch (error) {
        assert.match(error.message, /secret_malformed|which is yours to write/, row.id);
        continue;
      }
      const [received, changes] = make(request);
      const { others, now = NOW, ...config } = { ...configOf(row), secrets: KEY, ...changes };
      const result = new Verifier(config).check(received, { now });
      const found = diagnose(received, { ...config, now, ...(others === undefined ? {} : { others }) });
      assert.equal(found.verified !== null, result.ok, row.id);
      assert.deepEqual([found.code, found.detail], result.ok ? [null, null] : [result.error.code, result.error.detail], row.id);
      if (result.ok) continue;
      refused++;
      const out = told(found);
      for (const secret of [KEY, WRONG]) {
        for (const form of [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")]) assert.ok(!out.includes(form), `${row.id} tells a secret`);
      }
      // What a sender would have written, for the body as it came and with either secret.
      for (const secret of [KEY, WRONG]) {
        const { headers } = sign({ ...input, secret, body: received.body });
        for (const value of Object.values(headers)) {
          for (const form of spellings(value)) assert.ok(!out.includes(form) || Object.values(request.headers).some((own) => own.includes(form)), `${row.id} tells ${form}`);
        }
      }
    }
    assert.ok(refused > 20, `${refused} were refused`);
  });
}

test("the search for what must not be told finds it", () => {
  const mac = createHmac("sha256", KEY).update("x").digest();
  for (const form of ["hex", "base64", "base64url"]) assert.ok(spellings(`v1,${mac.toString(form)}`).includes(mac.toString("hex")), form);
});

test("the verdict is Verifier's for the vectors of every scheme, and a refused one is never verified", () => {
  const refused = new Map();
  const vectors = readVectors().filter(({ call, expect, scheme }) => {
    if (call !== undefined) return false;
    if (expect === "valid") return true;
    // A search takes its time: for each scheme the first few codes.
    const codes = refused.get(scheme) ?? new Set();
    const isNew = codes.size < 2 && !codes.has(expect);
    refused.set(scheme, codes.add(expect));
    return isNew;
  });
  let explained = 0;
  for (const vector of vectors) {
    const { method, url, headers, body } = vector.request;
    const request = { method, url, headers: headers.map(([name, value]) => [name, headerText(value)]), body: bytesOf(body) };
    const proofs = Object.fromEntries(["secrets", "keys"].flatMap((kind) => (vector[kind] === undefined ? [] : [[kind, vector[kind].map(secretOf)]])));
    const found = diagnose(request, { ...vector.options, scheme: vector.scheme, ...proofs, now: vector.now });
    assert.deepEqual([found.verified !== null, found.code ?? "valid"], [vector.expect === "valid", vector.expect], vector.id);
    if (found.verified === null) explained += found.causes.length > 0 ? 1 : 0;
    else assert.deepEqual([found.causes, found.matching], [[], null], vector.id);
  }
  assert.ok(vectors.length > 1000 && explained > 0, `${vectors.length} vectors, ${explained} explained`);
});
