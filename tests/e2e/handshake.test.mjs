/**
 * What vendors ask before they send events, in real workerd: answered without any store, forwarded
 * to nobody, and never in a way that helps to forge an event.
 */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { startLocal } from "../../worker/local.mjs";
import { newSecret } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";

const SECRET = newSecret();
const TOKEN = "meatyhamhock";
const vars = { SENDER_SECRET: SECRET, VERIFY_TOKEN: TOKEN };
const secrets = ["SENDER_SECRET"];
const sources = {
  meta: { scheme: "meta", secrets, verify_token: "VERIFY_TOKEN" },
  x: { scheme: "x", secrets },
  zoom: { scheme: "zoom", secrets },
  slack: { scheme: "slack", secrets },
  dropbox: { scheme: "dropbox", secrets },
  asana: { scheme: "asana", secrets },
  trello: { scheme: "trello", secrets },
  shop: { scheme: "woocommerce", secrets },
};

const mac = (text, encoding) => createHmac("sha256", SECRET).update(text).digest(encoding);
const get = (source, query) => ({ method: "GET", url: `/in/${source}?${new URLSearchParams(query)}`, headers: {} });

/** Slack and Zoom sign alike: version, time and body. */
function signedBody(source, body, { at = Date.now(), sign = body } = {}) {
  const time = String(Math.floor(at / 1_000));
  const [stamp, header] = { slack: ["x-slack-request-timestamp", "x-slack-signature"], zoom: ["x-zm-request-timestamp", "x-zm-signature"] }[source];
  return { method: "POST", url: `/in/${source}`, headers: { "content-type": "application/json", [stamp]: time, [header]: `v0=${mac(`v0:${time}:${sign}`, "hex")}` }, body };
}

const CRC = "9b4507b3-9040-4669-9ca3-6b94edb50553";
const meta = (token) => get("meta", { "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token });
const slack = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1aB" });
const zoom = JSON.stringify({ event: "endpoint.url_validation", payload: { plainToken: "qgg8vlvZRS6UYooatFL8Aw" } });

/** What is asked, and the answer: media type, body, further headers. */
const handshakes = {
  "Meta, with the verify token": [() => meta(TOKEN), "text/plain; charset=utf-8", "1158201444"],
  "X, a CRC": [() => get("x", { crc_token: CRC }), "application/json", JSON.stringify({ response_token: `sha256=${mac(CRC, "base64")}` })],
  "Zoom, signed": [() => signedBody("zoom", zoom), "application/json", JSON.stringify({ plainToken: "qgg8vlvZRS6UYooatFL8Aw", encryptedToken: mac("qgg8vlvZRS6UYooatFL8Aw", "hex") })],
  "Slack, signed": [() => signedBody("slack", slack), "text/plain; charset=utf-8", "3eZbrw1aB"],
  "Dropbox": [() => get("dropbox", { challenge: "aBc-123" }), "text/plain; charset=utf-8", "aBc-123"],
  "Asana, in a header": [() => ({ method: "POST", url: "/in/asana", headers: { "x-hook-secret": "b537207f20cbfa02" } }), "text/plain; charset=utf-8", "", { "x-hook-secret": "b537207f20cbfa02" }],
  "Trello, by HEAD": [() => ({ method: "HEAD", url: "/in/trello", headers: {} }), "text/plain; charset=utf-8", ""],
  "WooCommerce, a form": [() => ({ method: "POST", url: "/in/shop", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "webhook_id=7" }), "text/plain; charset=utf-8", ""],
};

/** What is asked wrongly, and the refusal. */
const refused = {
  "Meta with another token": [() => meta("guess"), 401, "token_mismatch"],
  "Meta without a token": [() => meta(""), 401, "token_missing"],
  "X asked to sign a JSON body": [() => get("x", { crc_token: '{"favorite_events":[]}' }), 400, "signature_malformed"],
  "X asked to sign a form": [() => get("x", { crc_token: "a=b&c=d" }), 400, "signature_malformed"],
  "X asked to sign 129 letters": [() => get("x", { crc_token: "a".repeat(129) }), 400, "signature_malformed"],
  "Zoom without a signature": [() => ({ ...signedBody("zoom", zoom), headers: {} }), 401, "signature_missing"],
  "Zoom under the signature of another body": [() => signedBody("zoom", zoom, { sign: "{}" }), 401, "signature_mismatch"],
  "Zoom asked to sign what it signs itself": [() => signedBody("zoom", JSON.stringify({ event: "endpoint.url_validation", payload: { plainToken: "v0:1:{}" } })), 400, "signature_malformed"],
  "Slack with an old signature": [() => signedBody("slack", slack, { at: Date.now() - 400_000 }), 401, "timestamp_stale"],
  "Slack without a signature": [() => ({ ...signedBody("slack", slack), headers: {} }), 401, "signature_missing"],
  "a challenge with a quote": [() => get("dropbox", { challenge: 'a"b' }), 400, "signature_malformed"],
  "a challenge with a line break": [() => get("dropbox", { challenge: "a\r\nset-cookie: b=c" }), 400, "signature_malformed"],
  "a GET that asks nothing": [() => get("dropbox", {}), 405, "method_not_allowed"],
  "an answer to a question that the sender does not ask": [() => get("slack", { challenge: "abc" }), 405, "method_not_allowed"],
};

let stage;
let bare;
const undo = [];
before(async () => {
  stage = await openStage({ after: (step) => undo.unshift(step) }, { sources, vars });
  // The same configuration on a Worker that has no KV and no ledger: whatever asks one fails.
  const config = JSON.stringify({ sources });
  bare = await startLocal({ config, vars, quiet: true, more: { kvNamespaces: [], durableObjects: {} } });
  undo.unshift(() => bare.stop());
});
after(async () => { for (const step of undo) await step(); });

async function sendBare({ url, ...request }) {
  const headers = { ...request.headers, connection: "close" };
  const response = await fetch(new URL(url, bare.url), { ...request, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

for (const [what, [request, media, body, headers = {}]] of Object.entries(handshakes)) {
  test(`${what}: answered, also where there is no store`, async () => {
    for (const send of [stage.send, sendBare]) {
      const answer = await send(request());
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.text, body);
      const expected = { "content-type": media, "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers };
      for (const [name, value] of Object.entries(expected)) assert.equal(answer.headers.get(name), value, name);
    }
  });
}

for (const [what, [request, status, code]] of Object.entries(refused)) {
  test(`${what}: ${code}`, async () => {
    for (const send of [stage.send, sendBare]) {
      const answer = await send(request());
      assert.deepEqual([answer.status, JSON.parse(answer.text).code], [status, code]);
      for (const word of [SECRET, TOKEN, "guess", mac('{"favorite_events":[]}', "base64")]) assert.ok(!answer.text.includes(word));
    }
  });
}

test("without a store, an event is a fault of ours: the two Workers differ in nothing else", async () => {
  const body = JSON.stringify({ type: "event_callback", event_id: "Ev1", event: { type: "message" } });
  assert.equal((await sendBare(signedBody("slack", body))).status, 503);
  assert.equal((await stage.send(signedBody("slack", body))).status, 200);
});

test("what the CRC signs for anybody is no event", async () => {
  for (const text of ["true", "12345", "forged"]) {
    const answer = await stage.send(get("x", { crc_token: text }));
    const tag = answer.json().response_token;
    assert.equal(tag, `sha256=${mac(text, "base64")}`, "the answer is a MAC of the text");
    const forged = await stage.send({ method: "POST", url: "/in/x", headers: { "x-twitter-webhooks-signature": tag }, body: text });
    assert.deepEqual([forged.status, forged.json().code], [400, "signature_malformed"]);
  }
  const genuine = '{"favorite_events":[]}';
  const headers = { "x-twitter-webhooks-signature": `sha256=${mac(genuine, "base64")}` };
  assert.equal((await stage.send({ method: "POST", url: "/in/x", headers, body: genuine })).status, 200);
});

test("an order whose text looks like a handshake is an order", async () => {
  const body = '{"id":727,"note":"&webhook_id=7&"}';
  const answer = await stage.send({ method: "POST", url: "/in/shop", headers: { "x-wc-webhook-signature": mac(body, "base64") }, body });
  assert.deepEqual([answer.status, answer.json().status], [200, "accepted"]);
});

test("a trial says that it is a handshake and answers none", async () => {
  const answer = await stage.send({ ...get("x", {}), url: `/try/x?crc_token=${CRC}` });
  assert.deepEqual([answer.status, answer.text], [200, '{"verdict":"handshake"}']);
});

test("handshakes are counted, and leave nothing in the event log or at an origin", async (t) => {
  const quiet = await openStage(t, { sources, vars });
  const count = async () => (await quiet.send({ method: "GET", url: "/health", headers: {} })).json().instance.handshakes;
  assert.equal(await count(), 0);
  const asked = Object.values(handshakes);
  for (const [request] of asked) assert.equal((await quiet.send(request())).status, 200);
  for (const [request] of Object.values(refused)) await quiet.send(request());
  await quietMoment();
  assert.equal(await count(), asked.length);
  assert.deepEqual(await quiet.worker.events(), []);
  assert.equal(quiet.origins.crm.received.length, 0);
});

test("a vendor that asks with a token needs one in the configuration", async (t) => {
  let log = "";
  const config = JSON.stringify({ sources: { meta: { scheme: "meta", secrets } } });
  const worker = await startLocal({ config, vars, log: (text) => { log += text; } });
  t.after(() => worker.stop());
  const answer = await fetch(new URL(meta(TOKEN).url, worker.url));
  assert.deepEqual([answer.status, (await answer.json()).code], [503, "config_invalid"]);
  assert.ok(log.includes('/sources/meta: "verify_token" is missing'), log);
});
