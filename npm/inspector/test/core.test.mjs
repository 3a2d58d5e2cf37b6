// What the page knows of a request, out of its one wasm: the Worker's answer, the dedupe key, retry
// dates, the event.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { core as exported, script, wasm } from "./core.mjs";

const { core, currentInstance, diagnose, identify, inspect, schemes, sign, Verifier } = exported;

const NOW = Date.UTC(2026, 10, 21, 21, 0, 0);
const SECRET = ["whsec_", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="].join("");
const TOKEN = ["tok", "en-0123456789abcdef"].join("");

const AFFILIATEBASE =
  '{"id":"evt_1","type":"commission.created","occurred_at":"2026-11-21T21:00:00Z","test":true,"data":{"id":"com_31","state":"pending","amount_cents":1000,"currency":"USD","affiliate_id":"aff_9","campaign_id":"cmp_2","sale_id":"sale_77","created_at":"2026-11-21T21:00:00Z"}}';

/** A request that its sender signed, and what it is inspected with. */
const signed = (scheme, body, options = {}) => {
  const request = sign({ scheme, secret: SECRET, body, id: "evt_1", type: "push", timestamp: NOW });
  return [{ ...request, url: "/in/shop" }, { scheme, secrets: SECRET, ...options }];
};

const look = ([request, config], now = NOW) => inspect(request, config, { now });

test("an event of AffiliateBase is accepted and read by its catalog", () => {
  const view = look(signed("affiliatebase", AFFILIATEBASE));
  assert.equal(view.answer.status, 200);
  assert.equal(view.answer.code, null);
  assert.equal(view.answer.outcome, "accepted");
  assert.equal(JSON.parse(view.answer.body).status, "accepted");
  assert.deepEqual(Object.fromEntries(view.answer.headers)["cache-control"], "no-store");
  assert.deepEqual(view.event, {
    catalog: "affiliatebase",
    type: "commission.created",
    isKnown: true,
    summary: "A commission is created from a sale.",
    id: "evt_1",
    version: null,
    isTest: true,
    missing: [],
    wrong: [],
    money: [{ pointer: "/data/amount_cents", minor: 1000, currency: "USD", text: "10.00 USD" }],
    url: "docs/events.md#affiliatebase",
  });
  assert.deepEqual(view.source, { name: "shop", settings: { scheme: "affiliatebase", secrets: ["SHOP_SECRET"] }, mistakes: [] });
});

/** The key as docs and design say it: SHA-256 over parts, each behind its length in eight bytes. */
const keyOf = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes = Buffer.from(part);
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    hash.update(length).update(bytes);
  }
  return hash.digest();
};

test("the dedupe key is the one that a Worker derives", () => {
  const { key } = look(signed("affiliatebase", AFFILIATEBASE));
  assert.equal(key.by, "id");
  assert.deepEqual(key.parts, [{ name: "source", value: "shop" }, { name: "id", value: "evt_1" }]);
  assert.equal(key.dedupeKey, keyOf("shop", "id", "evt_1").toString("hex"));
  assert.equal(key.contentHash, keyOf("", "", AFFILIATEBASE).toString("hex"));
  assert.equal(key.isAuthenticated, true);
});

test("GitHub's id is a label: the content is the key", () => {
  const body = '{"ref":"refs/heads/main"}';
  const { answer, event, key } = look(signed("github", body));
  assert.equal(answer.outcome, "accepted");
  assert.equal(event.type, "push");
  assert.equal(event.catalog, null);
  assert.equal(key.by, "content");
  assert.equal(key.parts[1].value, createHash("sha256").update(body).digest("hex"));
  assert.equal(key.dedupeKey, keyOf("shop", "content", keyOf("", "", body)).toString("hex"));
});

test("Track360 is read where the options say, and where members are called like the guide's fields", () => {
  const body = '{"event_id":"t-1","event_type":"payout.completed","schema_version":"1.2","timestamp":"2026-11-21T21:00:00Z","payout_amount":125000,"currency":"EUR","affiliate_name":""}';
  const options = { id: "/event_id", type: "/event_type", version: "/schema_version" };
  const { answer, event } = look(signed("track360", body, options));
  assert.equal(answer.outcome, "accepted");
  assert.equal(event.isKnown, true);
  assert.equal(event.version, "1.2");
  assert.deepEqual(event.money.map(({ pointer, text }) => [pointer, text]), [["/payout_amount", "1250.00 EUR"]]);
  assert.deepEqual(event.wrong, [{ pointer: "/affiliate_name", why: "expected a text that is not empty; found an empty text" }]);
});

test("Stripe's event is too late after its window, and not a millisecond before", () => {
  const request = signed("stripe", '{"id":"evt_1","type":"payout.paid"}');
  assert.equal(look(request, NOW + 300_000).answer.outcome, "accepted");
  const { answer, event, key } = look(request, NOW + 301_000);
  assert.equal(answer.status, 401);
  assert.equal(answer.code, "timestamp_stale");
  assert.equal(JSON.parse(answer.body).code, "timestamp_stale");
  assert.equal(key, null);
  assert.equal(event.type, "payout.paid");
});

test("a postback by GET is read from its query, without its token", () => {
  const query = "affiliate_id=aff_7&customer_id=c1&amount=1250&currency=JPY&event_timestamp=1767225600";
  const request = { method: "GET", url: `https://hooks.example.com/in/network?${query}&token=${TOKEN}`, headers: {}, body: "" };
  const view = inspect(request, { scheme: "token", query: "token", secrets: TOKEN }, { now: NOW });
  assert.equal(view.answer.outcome, "accepted");
  assert.equal(view.event.catalog, "minimum");
  assert.equal(view.event.money[0].text, "1250 JPY");
  assert.deepEqual(view.key.parts.slice(0, 3), [
    { name: "source", value: "network" },
    { name: "method", value: "GET" },
    { name: "query", value: query },
  ]);
  assert.equal(view.key.contentHash, keyOf("GET", query, "").toString("hex"));
  assert.ok(!JSON.stringify(view).includes(TOKEN));
});

test("retry dates are the presets', without jitter", () => {
  const { retries } = look(signed("github", "{}"));
  assert.deepEqual(retries.map(({ preset }) => preset), ["backoff", "hourly", "day"]);
  const seconds = retries.map(({ at }) => at.map((date) => (date - NOW) / 1000));
  assert.deepEqual(seconds[0], [30, 150, 750, 4350, 18750]);
  assert.deepEqual(seconds[1].slice(0, 3), [300, 1200, 4800]);
  assert.equal(seconds[2].length, 14);
});

test("what the Worker would not start with is told, and is no exception", () => {
  const [request] = signed("github", "{}");
  const view = inspect(request, { scheme: "github", secrets: [] }, { now: NOW });
  assert.equal(view.answer.status, 503);
  assert.equal(view.answer.code, "config_invalid");
  assert.equal(view.source.mistakes[0].code, "secret_empty");
  assert.equal(view.event.type, "push");
  const unknown = inspect(request, { scheme: "nobody", secrets: SECRET }, { now: NOW });
  assert.equal(unknown.source.mistakes[0].code, "scheme_unknown");
  assert.equal(unknown.event, null);
  const bytes = inspect(request, { scheme: "github", secrets: new Uint8Array(32) }, { now: NOW });
  assert.equal(bytes.source.mistakes[0].detail, "is bytes, and a variable of a Worker holds text");
});

test("a scheme of one's own is inspected as it is verified", () => {
  const scheme = { signature: "header:x-sig", message: "{body}" };
  const request = { ...sign({ scheme, secret: SECRET, body: "{}" }), url: "/hook" };
  const view = inspect(request, { scheme, secrets: SECRET }, { now: NOW });
  assert.equal(view.answer.outcome, "accepted");
  assert.equal(view.source.name, "custom");
  assert.equal(view.source.settings.scheme.signature, "header:x-sig");
});

test("values of a wrong kind are TypeErrors, as for a Verifier", () => {
  const [request, config] = signed("github", "{}");
  assert.throws(() => inspect({ ...request, body: {} }, config), /^TypeError: .*raw body/);
  assert.throws(() => inspect(request, { ...config, secret: SECRET }), /^TypeError: there is no option "secret"/);
  assert.throws(() => inspect(request, config, { now: "today" }), /^TypeError: now /);
});

test("the same wasm verifies, signs, identifies and diagnoses, P-256 and RSA included", () => {
  const [request, config] = signed("github", "{}");
  assert.equal(new Verifier(config).check(request, { now: NOW }).ok, true);
  assert.equal(identify(request)[0].scheme, "github");
  const diagnosis = diagnose({ ...request, body: "{}\n" }, { ...config, now: NOW });
  assert.equal(diagnosis.code, "signature_mismatch");
  assert.equal(diagnosis.verified, null);
  const kinds = new Set(schemes.map(({ algorithm }) => algorithm));
  assert.ok(kinds.has("ecdsa-p256") && kinds.has("rsa-sha256"), [...kinds].join());
});

test("the script holds the wasm once, and says what it is", async () => {
  const { version } = JSON.parse(await readFile(new URL("../../waxseal/package.json", import.meta.url), "utf8"));
  assert.deepEqual(core, { version, sha256: createHash("sha256").update(wasm).digest("hex") });
  // As text a byte takes one or two characters: a second copy would be as long again.
  assert.ok(script.length < wasm.length * 1.6 + 400_000, `${script.length} characters around ${wasm.length} bytes`);
  assert.equal(script.split("new WebAssembly.Module(").length, 2);
});

/** Everything that is in wasm's memory, as text of one character for each byte. */
const memory = () => Buffer.from(currentInstance().bytes.buffer).toString("latin1");

test("nothing of a request or secret stays in memory", () => {
  const text = ["left-", "behind-0123456789abcdef"].join("");
  const request = { method: "POST", url: "/in/shop", headers: { "x-api-key": text }, body: `{"id":"${text}"}` };
  const view = inspect(request, { scheme: "token", header: "x-api-key", secrets: text }, { now: NOW });
  assert.equal(view.answer.outcome, "accepted");
  assert.ok(!memory().includes(text));
  // It would be found.
  currentInstance().rawText(text);
  assert.ok(memory().includes(text));
});
