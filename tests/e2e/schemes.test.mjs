/**
 * Schemes of one's own, public keys, registered URLs, Basic, tokens in bodies, unsigned senders and
 * lists of events, in real workerd. Requests are signed by node:crypto alone.
 */
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { after, before, test } from "node:test";
import { startWorker, until } from "./harness.mjs";
import { newSecret } from "./senders.mjs";
import { openStage } from "./stage.mjs";

const SECRET = newSecret();
const ed25519 = generateKeyPairSync("ed25519");
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = ({ publicKey }) => publicKey.export({ type: "spki", format: "pem" });
const rawHex = ({ publicKey }) => publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");

const vars = {
  SENDER_SECRET: SECRET,
  BASIC: ["acme", newSecret()].join(":"),
  DISCORD_KEY: rawHex(ed25519),
};
const REGISTERED = "https://hooks.example.com/square?shop=7";
const secrets = ["SENDER_SECRET"];
const own = (scheme) => ({ scheme, secrets });
const sources = {
  own: own({ signature: ["header:x-acme-sig"], form: "t={timestamp},v1={signature},...", message: "{timestamp}.{body}", tolerance: 60, id: "/id", type: "/type" }),
  list: own({ signature: "header:x-acme-sig", message: "{body}", id: "/events/*/id" }),
  discord: { scheme: "discord", keys: [rawHex(ed25519)] },
  "discord-named": { scheme: "discord", keys: ["DISCORD_KEY", "DISCORD_KEY_OLD?"] },
  p256: { scheme: { algorithm: "ecdsa-p256", signature: "header:x-sig", encoding: "base64", message: "{body}" }, keys: [pem(p256)] },
  rsa: { scheme: { algorithm: "rsa-sha256", signature: "header:x-sig", encoding: "base64", message: "{body}" }, keys: [pem(rsa)] },
  square: { scheme: "square", secrets },
  "square-registered": { scheme: "square", secrets, url: REGISTERED },
  basic: { scheme: "basic", secrets: ["BASIC"], type: "/type" },
  form: { scheme: { algorithm: "token", signature: "form:token", type: "form:event" }, secrets, forward_token: true },
  json: { scheme: { algorithm: "token", signature: "/token", id: "/id" }, secrets, forward_token: true },
  none: { scheme: "none", accept_unsigned: true, methods: ["GET", "POST"] },
};

let stage;
const undo = [];
before(async () => { stage = await openStage({ after: (step) => undo.unshift(step) }, { sources, vars }); });
after(async () => { for (const step of undo) await step(); });

const hmac = (text, encoding = "hex") => createHmac("sha256", SECRET).update(text).digest(encoding);
const post = (source, headers, body) => ({ method: "POST", url: `/in/${source}`, headers: { "content-type": "application/json", ...headers }, body });
const seen = async (answer) => (await stage.worker.events()).find((event) => event.id === answer.json().id);

/** Sends a request, expects it to be taken, delivered as it came, and taken once. */
async function taken(request) {
  const answer = await stage.send(request);
  assert.deepEqual([answer.status, answer.json().status], [200, "accepted"], answer.text);
  const delivered = () => stage.origins.crm.received.find((received) => received.headers["webhook-id"] === answer.json().id);
  const received = await until("the delivery", delivered);
  const event = await seen(answer);
  assert.equal((await stage.send(request)).json().status, "duplicate");
  return { received, event };
}

async function refused(request, status, code) {
  const answer = await stage.send(request);
  assert.deepEqual([answer.status, answer.json().code], [status, code]);
}

test("a sender described by an object is verified, labelled and delivered", async () => {
  const body = JSON.stringify({ id: "acme_1", type: "acme.made" });
  const at = String(Math.floor(Date.now() / 1_000));
  const request = (sign = body, time = at) => post("own", { "x-acme-sig": `t=${time},v1=${hmac(`${time}.${sign}`)},v0=x` }, body);
  const { received, event } = await taken(request());
  assert.deepEqual(received.body, Buffer.from(body));
  assert.equal(received.headers["waxseal-event-type"], "acme.made");
  assert.deepEqual([event.event_id, event.assurance], ["acme_1", "signed"]);
  await refused(request("{}"), 401, "signature_mismatch");
  await refused(request(body, String(Number(at) - 90)), 401, "timestamp_stale");
});

test("a list of events shows how many ids it has", async () => {
  const send = (...ids) => {
    const body = JSON.stringify({ events: ids.map((id) => ({ id })) });
    return taken(post("list", { "x-acme-sig": hmac(body) }, body));
  };
  const { event } = await send("a", "b", "c");
  assert.deepEqual([event.event_id, event.event_ids, event.mark], [null, 3, null]);
  assert.equal((await send("a", "b")).event.event_ids, 2, "another list, not a conflict");
});

for (const source of ["discord", "discord-named"]) {
  test(`${source}: an Ed25519 key verifies, from the configuration as from the environment`, async () => {
    const body = JSON.stringify({ id: `8464_${source}`, type: 2 });
    const at = String(Math.floor(Date.now() / 1_000));
    const headers = (text) => ({ "x-signature-timestamp": at, "x-signature-ed25519": sign(null, Buffer.from(at + text), ed25519.privateKey).toString("hex") });
    const { event } = await taken(post(source, headers(body), body));
    assert.equal(event.assurance, "signed");
    await refused(post(source, headers("{}"), body), 401, "signature_mismatch");
  });
}

for (const [source, { privateKey }] of Object.entries({ p256, rsa })) {
  test(`${source}: a PEM in the configuration verifies`, async () => {
    const body = JSON.stringify({ id: source });
    const tag = (text) => sign("sha256", Buffer.from(text), privateKey).toString("base64");
    await taken(post(source, { "x-sig": tag(body) }, body));
    await refused(post(source, { "x-sig": tag("{}") }, body), 401, "signature_mismatch");
  });
}

test("the URL that came is signed, unless another one was registered", async () => {
  const body = (id) => JSON.stringify({ event_id: id, type: "payment.updated" });
  const square = (source, url, text, query = "") => ({ ...post(source, { "x-square-hmacsha256-signature": hmac(url + text, "base64") }, text), url: `/in/${source}${query}` });
  const here = `${stage.worker.url}/in/square?shop=7`;
  await taken(square("square", here, body("sq_1"), "?shop=7"));
  await refused(square("square", here, body("sq_1"), "?shop=8"), 401, "signature_mismatch");
  await taken(square("square-registered", REGISTERED, body("sq_2")));
  await refused(square("square-registered", `${stage.worker.url}/in/square-registered`, body("sq_2")), 401, "signature_mismatch");
  const copy = await stage.send(square("square-registered", REGISTERED, body("sq_2"), "?copy=1"));
  assert.equal(copy.json().status, "duplicate", "the request's own query is not what was signed");
});

test("Basic takes user and password, and keeps neither", async () => {
  const authorization = (text) => `Basic ${Buffer.from(text).toString("base64")}`;
  const body = JSON.stringify({ id: "b1", type: "sms.sent" });
  const { received, event } = await taken(post("basic", { authorization: authorization(vars.BASIC) }, body));
  assert.equal(event.assurance, "token");
  assert.equal(received.headers.authorization, undefined);
  await refused(post("basic", { authorization: authorization("acme:guess") }, body), 401, "token_mismatch");
  await refused(post("basic", {}, body), 401, "token_missing");
});

test("a token in the body opens, and stands nowhere but in that body", async () => {
  const form = { ...post("form", { "content-type": "application/x-www-form-urlencoded" }, `event=order.success&token=${SECRET}`) };
  const { received } = await taken(form);
  assert.equal(received.body.toString(), form.body);
  assert.ok(!JSON.stringify(received.headers).includes(SECRET));
  assert.equal(received.headers["waxseal-event-type"], "order.success");
  await refused({ ...form, body: form.body.replace(SECRET, "guess") }, 401, "token_mismatch");
  const json = JSON.stringify({ token: SECRET, id: "j1" });
  const { event } = await taken(post("json", {}, json));
  assert.ok(!JSON.stringify(event).includes(SECRET));
  await refused(post("json", {}, '{"id":"j2"}'), 401, "token_missing");
});

test("an unsigned sender is taken as stated: by content, with its query", async () => {
  const get = (query) => ({ method: "GET", url: `/in/none?${query}`, headers: {} });
  const { received, event } = await taken(get("click_id=1"));
  assert.equal(received.body.toString(), "click_id=1");
  assert.equal(event.assurance, "none");
  await taken(get("click_id=2"));
  await taken(post("none", {}, '{"id":"n1","a":1}'));
  await taken(post("none", {}, '{"id":"n1","a":2}'));
});

/** Mistakes that only such sources can have, and what the log says. */
const mistakes = {
  "a part that there is not": [own({ signature: "header:x-sig", message: "{bodi}" }), '/sources/s/scheme/message: there is no part "bodi"'],
  "a field that there is not": [own({ signatur: "header:x-sig", message: "{body}" }), '/sources/s/scheme/signatur: is unknown; did you mean "signature"?'],
  "a public key for a secret": [{ scheme: "github", secrets, keys: [pem(p256)] }, "/sources/s/keys: github verifies with a secret"],
  "a key of another kind": [{ scheme: "discord", keys: [pem(p256)] }, "/sources/s/keys: the key is no public key for ed25519"],
  "a secret for a public key": [{ scheme: "discord", secrets }, "/sources/s/secrets: discord verifies with the sender's public key"],
  "nothing checked, nothing said": [{ scheme: "none" }, "/sources/s/accept_unsigned: none checks nothing"],
};
for (const [what, [source, sentence]] of Object.entries(mistakes)) {
  test(`${what}: closed, and the log has the path`, async (t) => {
    let log = "";
    const worker = await startWorker({ config: { sources: { s: source } }, vars, log: (text) => { log += text; } });
    t.after(() => worker.stop());
    const answer = await worker.send(post("s", {}, "{}"));
    assert.deepEqual([answer.status, answer.json().code], [503, "config_invalid"]);
    await until("the log", () => log.includes(sentence)).catch(() => assert.fail(log));
    assert.ok(!log.includes(SECRET));
  });
}
