// What an attacker without the secret can send. Each is an injection that must never be explained by a proof.
import { createHash } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";

import { hexOf, join, mac } from "../send/bytes.mjs";
import { fieldsOf } from "../send/forms.mjs";
import { deliver, senders } from "../send/senders.mjs";
import { seeded } from "../../conformance/random.mjs";
import { after, bodyArrivesAs, bodyBecomes, configBecomes, headerAdded, headersBecome, isSignature, later, secretBecomes, signatureBecomes, urlBecomes, valueBecomes } from "../stacks/change.mjs";
import { BOM, BOM_LE, mojibake, utf16le } from "../stacks/charset.mjs";
import { JSON_SENDERS } from "../causes/body.mjs";
import { SECRET_SENDERS } from "../causes/secret.mjs";
import { lowered, oneDigit, onJson, onText, raised } from "./alter.mjs";

const MAC_SENDERS = SECRET_SENDERS;
const PUBLIC_KEY = ["discord", "telnyx"];
const TOKENS = ["gitlab-token", "postback"];
const TIMED = ["stripe", "slack", "standard-webhooks", "affiliatebase", "svix", "tolt", "paddle", "hubspot-v3", "zendesk", "growsurf", "own", "own-url"];
const LISTED = ["standard-webhooks", "affiliatebase", "svix", "tolt"];
const URLS = ["square", "hubspot-v3", "own-url", "twilio"];
const FORMS = ["github-form", "slack-form"];
const HEX = ["stripe", "github", "slack", "track360", "rewardful", "paddle", "dub", "paystack", "own", "growsurf", "authorize-net"];

/** A table of forgeries of one sort; `on` are the senders, of which each takes its turn. */
const sort = (on, table) => Object.entries(table).map(([what, forgery]) => ({ what, on, ...(typeof forgery === "function" ? { receive: forgery } : forgery) }));

/** Signed with a key that needs no secret. */
const keyed = (guess) => ({ over: { guess } });
/** The tag is something else, spelled as the sender spells it. */
const tagged = (make) => ({ over: (r, sender) => ({ encode: (tag) => make(tag, r, sender).toString(sender.encoding) }) });

const flipped = (tag, at) => { const made = Buffer.from(tag); made[at < 0 ? tag.length + at : at] ^= 1; return made; };
const mostRandom = (tag, r, kept) => join(tag.subarray(0, kept), r.bytes(tag.length - kept));

const tags = sort([...MAC_SENDERS, ...PUBLIC_KEY], {
  "a random tag": tagged((tag, r) => r.bytes(tag.length)),
  "all zero": tagged((tag) => Buffer.alloc(tag.length)),
  "all ones": tagged((tag) => Buffer.alloc(tag.length, 0xff)),
  "one bit changed at the start": tagged((tag) => flipped(tag, 0)),
  "one bit changed at the end": tagged((tag) => flipped(tag, -1)),
  "backwards": tagged((tag) => Buffer.from(tag).reverse()),
  "the first byte right, the others random": tagged((tag, r) => mostRandom(tag, r, 1)),
  "the first seven bytes right, the others random": tagged((tag, r) => mostRandom(tag, r, 7)),
  "cut to one byte": tagged((tag) => tag.subarray(0, 1)),
  "cut to four bytes": tagged((tag) => tag.subarray(0, 4)),
  "cut to seven bytes": tagged((tag) => tag.subarray(0, 7)),
  "half of the tag right, half zero": tagged((tag) => join(tag.subarray(0, 9), Buffer.alloc(tag.length - 9))),
  "no tag": tagged(() => Buffer.alloc(0)),
  "the word null": { over: { encode: () => "null" } },
  "a random tag of another length (SHA-1's)": tagged((tag, r) => r.bytes(20)),
  "a random tag of another length (SHA-512's)": tagged((tag, r) => r.bytes(64)),
  "a random tag of ten bytes": tagged((tag, r) => r.bytes(10)),
  "sixteen random tags": (delivery, r) => signatureBecomes((value) => Array.from({ length: 16 }, () => value.replace(/[0-9A-Za-z+/=]{20,}/, r.bytes(32).toString(delivery.sender.encoding))).join(","))(delivery, r),
});

const guesses = sort(MAC_SENDERS, {
  "another random secret": { over: (r) => ({ key: () => r.bytes(32) }) },
  "an empty key": keyed(() => ""),
  "the body": keyed(({ body }) => body),
  "the timestamp": keyed(({ time, id }) => time ?? id ?? "0"),
  "the id": keyed(({ id, time }) => id ?? time ?? "id"),
  "the URL": keyed(({ url }) => url),
  "the host": keyed(({ url }) => new URL(url).host),
  "the name of the scheme": { over: (r, sender) => ({ guess: () => String(sender.name) }) },
  "zero bytes": keyed(() => Buffer.alloc(32)),
  "one zero byte": keyed(() => Buffer.alloc(1)),
  "the prefix whsec_": keyed(() => "whsec_"),
  "the word undefined": keyed(() => "undefined"),
  "the word null": keyed(() => "null"),
  "a line break": keyed(() => "\n"),
  "two quotes": keyed(() => "\"\""),
  "SHA-1 of nothing": keyed(() => createHash("sha1").digest()),
  "SHA-256 of nothing": keyed(() => createHash("sha256").digest()),
  "the first byte of the secret": keyed(({ secret }) => Buffer.from(secret).subarray(0, 1)),
  "the first four bytes of the secret, as base64 reads it": keyed(({ secret }) => Buffer.from(secret, "base64").subarray(0, 3)),
});

// A configuration of which careless reading leaves no key, or one that can be guessed.
const leaving = (configured, guess) => ({ over: { guess: () => guess }, receive: secretBecomes(() => configured) });
const hollow = sort(["stripe", "github", "own", "dub", "affiliatebase", "slack", "paddle"], {
  "the secret is a prefix alone": leaving("whsec_", ""),
  "the secret is a name without a value": leaving("STRIPE_WEBHOOK_SECRET=", ""),
  "the secret is two quotes": leaving("\"\"", ""),
  "the secret is white space": leaving("   ", ""),
  "the secret is Bearer alone": leaving("Bearer ", ""),
  "a hexadecimal reading stops at the fourth digit": leaving("ab12-not-hexadecimal-at-all-and-long-enough", hexOf("ab12")),
  "a base64 reading stops at a sign": leaving(["QQ==", "!behind it there is more than that"].join(""), "A"),
  "a hexadecimal reading finds nothing": leaving("zz-not-hexadecimal-but-long-enough-to-be-one", ""),
  "a base64 reading finds nothing": leaving("====-----------------------------------", ""),
  "whsec_ with nothing that is base64": leaving("whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", ""),
});

const uuidKey = sort(["hubspot-v3"], {
  "a hexadecimal reading of a UUID stops at its first hyphen": keyed(({ secret }) => hexOf(secret.split("-")[0])),
});

const hashes = ["sha256", "sha1", "sha512", "md5"];
const digested = (hash, what) => ({ receive: (delivery, r) => {
  const { sent, tag } = delivery.known;
  const parts = what === "body" ? [sent.body] : delivery.sender.message(sent);
  const made = createHash(hash).update(join(parts)).digest().toString(delivery.sender.encoding);
  return signatureBecomes((value) => value.replace(tag.toString(delivery.sender.encoding), made))(delivery, r);
} });
const unkeyed = sort(MAC_SENDERS, Object.fromEntries(hashes.flatMap((hash) => [[`${hash} of the body, without a secret`, digested(hash, "body")], [`${hash} of the message, without a secret`, digested(hash, "message")]])));

const altered = sort(JSON_SENDERS, {
  "a raised amount": bodyBecomes((body) => raised(body)),
  "a lowered amount": bodyBecomes((body) => lowered(body)),
  "one digit changed": bodyBecomes((body) => oneDigit(body)),
  "another delivery's body": (delivery, r) => bodyArrivesAs(() => deliver(senders[delivery.sender.name], seeded(r.below(1e6))).request.body)(delivery, r),
  "an empty object": bodyArrivesAs(() => "{}"),
  "no body, and nothing said of one": after(bodyArrivesAs(() => ""), headersBecome((headers) => headers.filter(([name]) => !/^content-/i.test(name)))),
  ...Object.fromEntries([...Object.entries(onJson), ...Object.entries(onText)].map(([what, change]) => [what, bodyArrivesAs((body) => change(body))])),
  // What is read again rightly, of something that was changed.
  "base64 of a raised amount": bodyBecomes((body) => raised(body).toString("base64")),
  "gzip of a raised amount": bodyArrivesAs((body) => gzipSync(raised(body))),
  "a JSON text of a raised amount": bodyBecomes((body) => JSON.stringify(raised(body).toString("utf8"))),
  "UTF-16 of a raised amount": bodyArrivesAs((body) => join(BOM_LE, utf16le(raised(body)))),
  "a byte order mark and a raised amount": bodyArrivesAs((body) => join(BOM, raised(body))),
  "a line break and a raised amount": bodyArrivesAs((body) => join(raised(body), "\n")),
  "CRLF and a raised amount": bodyArrivesAs((body) => join(raised(body).toString("utf8").replace(/\{/, "{\r\n"))),
  "mojibake and a raised amount": bodyBecomes((body) => mojibake(raised(body))),
  // What a careless decoder would not read to its end.
  "gzip, and another member behind it": bodyArrivesAs((body) => join(gzipSync(body), gzipSync(Buffer.from('{"amount":1}')))),
  "gzip, and bytes behind it": bodyArrivesAs((body) => join(gzipSync(body), "approved")),
  "zlib, and bytes behind it": bodyArrivesAs((body) => join(deflateSync(body), "approved")),
  "gzip cut before its end": bodyArrivesAs((body) => gzipSync(body).subarray(0, -12)),
  "base64, and more behind its padding": bodyArrivesAs((body) => `${body.toString("base64")}=YXBwcm92ZWQ=`),
  "base64 with letters of no alphabet": bodyArrivesAs((body) => body.toString("base64").replace(/^(.{8})/, "$1<script>!")),
  "a JSON text, and a document behind it": bodyArrivesAs((body) => `${JSON.stringify(body.toString("utf8"))}{"amount":1}`),
  "UTF-16, and an odd byte behind it": bodyArrivesAs((body) => join(BOM_LE, utf16le(body), "x")),
  "UTF-16 with another high byte": bodyArrivesAs((body) => { const made = utf16le(body); made[3] = 1; return join(BOM_LE, made); }),
  "an overlong letter": bodyArrivesAs((body) => { const at = body.indexOf("a"); return join(body.subarray(0, at), Buffer.from([0xc1, 0xa1]), body.subarray(at + 1)); }),
  "a byte that is no UTF-8": bodyArrivesAs((body) => join(body.subarray(0, 9), Buffer.from([0xff]), body.subarray(9))),
  "cut after its first half, and nothing said of its length": after(bodyArrivesAs((body) => body.subarray(0, Math.floor(body.length / 2)))),
});

const inForms = sort(FORMS, {
  "a field added": bodyArrivesAs((body) => `${body}&admin=true`),
  "a raised amount in a form": bodyArrivesAs((body) => String(body).replace(/\d/, (digit) => String((Number(digit) + 1) % 10))),
  "a field twice": bodyArrivesAs((body) => `${body}&${String(body).split("&")[0].split("=")[0]}=forged`),
  "a decoded field, altered": bodyBecomes((body) => fieldsOf(body)[0][1].replace(/[a-z]/, "X")),
  "JSON of the fields, and one more": bodyBecomes((body) => JSON.stringify({ ...Object.fromEntries(fieldsOf(body)), admin: "true" })),
  "JSON of the fields, one forged": bodyBecomes((body) => JSON.stringify(Object.fromEntries(fieldsOf(body).map(([name, value], at) => [name, at === 0 ? `${value}0` : value])))),
  "JSON of the fields, one twice": bodyBecomes((body) => JSON.stringify(Object.fromEntries(fieldsOf(body))).replace("{", `{"${fieldsOf(body)[0][0]}":"forged",`)),
});

/** A genuine delivery of the same secret, at another moment. */
const second = (delivery, r) => deliver(senders[delivery.sender.name], seeded(r.below(1e6)), { secret: delivery.known.secrets[0] });
const spliced = (fits) => (delivery, r) => {
  const other = second(delivery, r).request.headers;
  return headersBecome((headers) => headers.map(([name, value]) => (fits.test(name) ? [name, other.find(([own]) => own === name)?.[1] ?? value] : [name, value])))(delivery, r);
};
const nowInStead = (delivery, r) => valueBecomes(/timestamp|signature$/i, (value) => value.replace(delivery.known.sent.time, delivery.sender.time(delivery.at + 3_600_000)))(later(3_600_000)(delivery), r);
const times = sort(TIMED, {
  "the timestamp moved to now": nowInStead,
  "the timestamp a second later": (delivery, r) => headersBecome((headers) => headers.map(([name, value]) => [name, value.replace(delivery.known.sent.time, delivery.sender.time(delivery.at + 1000))]))(delivery, r),
  "an old delivery with its body raised": after(later(3_600_000), bodyBecomes((body) => raised(body))),
  "the body raised and the timestamp moved": after(nowInStead, bodyBecomes((body) => raised(body))),
});
const splices = sort(LISTED, {
  "the id of another delivery": spliced(/-id$/i),
  "the timestamp of another delivery": spliced(/-timestamp$/i),
  "id and timestamp of another delivery": spliced(/-(id|timestamp)$/i),
  "the signature of another delivery": spliced(/-signature$/i),
  "an id that nobody signed": valueBecomes(/-id$/i, () => "evt_forged"),
});
const signatures = sort(MAC_SENDERS.filter((name) => name !== "own-url"), {
  "the body of another delivery under the same secret": (delivery, r) => bodyArrivesAs(() => second(delivery, r).request.body)(delivery, r),
});

// Bytes moved over the border between two parts: the same bytes under the MAC, another meaning.
const moved = (name, change) => ({ what: change.what, on: [name], receive: change.receive });
const head = (body, length) => body.subarray(0, length).toString("utf8");
const time = (change) => valueBecomes(/timestamp|signature$/i, change);
const borders = [
  moved("stripe", { what: "the signed text put into the body, with a new timestamp", receive: (delivery, r) => after(bodyArrivesAs((body) => join(delivery.known.sent.time, ".", body)), nowInStead)(delivery, r) }),
  moved("own", { what: "the signed text put into the body", receive: (delivery, r) => bodyArrivesAs((body) => join(delivery.known.sent.time, ".", body))(delivery, r) }),
  moved("slack", { what: "Slack's signed text put into the body, with a new timestamp", receive: (delivery, r) => after(bodyArrivesAs((body) => join("v0:", delivery.known.sent.time, ":", body)), nowInStead)(delivery, r) }),
  moved("paddle", { what: "Paddle's signed text put into the body", receive: (delivery, r) => bodyArrivesAs((body) => join(delivery.known.sent.time, ":", body))(delivery, r) }),
  ...LISTED.map((name) => moved(name, { what: "id and timestamp put into the body, both new in the headers", receive: (delivery, r) => after(bodyArrivesAs((body) => join(delivery.known.id, ".", delivery.known.sent.time, ".", body)), spliced(/-(id|timestamp)$/i))(delivery, r) })),
  ...LISTED.map((name) => moved(name, { what: "the timestamp put behind the id, a new one in its place", receive: (delivery, r) => after(valueBecomes(/-id$/i, (value) => `${value}.${delivery.known.sent.time}`), nowInStead)(delivery, r) })),
  ...LISTED.map((name) => moved(name, { what: "id and timestamp in another header, a new id and timestamp in their place", receive: (delivery, r) => after(headerAdded("X-Request-Id", `${delivery.known.id}.${delivery.known.sent.time}`), spliced(/-(id|timestamp)$/i))(delivery, r) })),
  ...LISTED.map((name) => moved(name, { what: "the timestamp put before the body, the id kept", receive: (delivery, r) => after(bodyArrivesAs((body) => join(delivery.known.sent.time, ".", body)), nowInStead)(delivery, r) })),
  moved("stripe", { what: "the body's start put behind the timestamp", receive: (delivery, r) => { const cut = delivery.request.body.indexOf(".") + 1; return after(time((value) => value.replace(delivery.known.sent.time, `${delivery.known.sent.time}.${head(delivery.request.body, cut - 1)}`)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  moved("slack", { what: "the body's start put behind Slack's timestamp", receive: (delivery, r) => { const cut = delivery.request.body.indexOf(":") + 1; return after(valueBecomes(/timestamp$/i, (value) => `${value}:${head(delivery.request.body, cut - 1)}`), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  moved("growsurf", { what: "the body's start put behind GrowSurf's timestamp", receive: (delivery, r) => { const cut = delivery.request.body.indexOf(".") + 1; return after(time((value) => value.replace(delivery.known.sent.time, `${delivery.known.sent.time}.${head(delivery.request.body, cut - 1)}`)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  ...["zendesk", "discord"].map((name) => moved(name, { what: "the timestamp's last letter put before the body", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value.slice(0, -1)), bodyArrivesAs((body) => join(delivery.known.sent.time.at(-1), body)))(delivery, r) })),
  ...["zendesk", "discord"].map((name) => moved(name, { what: "the body's first letter put behind the timestamp", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value + head(delivery.request.body, 1)), bodyArrivesAs((body) => body.subarray(1)))(delivery, r) })),
  ...["square"].map((name) => moved(name, { what: "the body's start put behind the URL of x-original-url", receive: (delivery, r) => { const path = delivery.request.url.replace(/^https:\/\/[^/]+/, ""); const cut = delivery.request.body.indexOf(",") + 1; return after(headerAdded("X-Original-URL", path + head(delivery.request.body, cut)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } })),
];

// The same with what a search may look at besides: other templates, other headers, other forms of the body, other schemes.
const signedText = (delivery) => join(delivery.sender.message(delivery.known.sent));
const wrapped = (what, wrap, names = ["stripe", "slack", "standard-webhooks", "paddle"]) => names.map((name) => moved(name, { what: `the signed text as body, ${what}`, receive: (delivery, r) => bodyArrivesAs(() => wrap(signedText(delivery)))(delivery, r) }));
const cutAt = (header, at, keep) => (delivery, r) => {
  const { body } = delivery.request;
  const cut = at(body);
  return after(headerAdded(header, keep(body, cut)), bodyArrivesAs(() => (keep === headOf ? body.subarray(cut) : body.subarray(0, cut))))(delivery, r);
};
const headOf = (body, cut) => head(body, cut);
const tailOf = (body, cut) => body.subarray(cut).toString("utf8");
const BODY_ALONE = ["github", "shopify", "rewardful", "dub", "paystack"];
const clickForm = (end) => ({ type: "application/x-www-form-urlencoded", body: `click_id=abc${end}&payout=1780063272` });
const borderSearches = [
  ...wrapped("in base64", (text) => text.toString("base64")),
  ...wrapped("as a JSON text", (text) => JSON.stringify(text.toString("utf8"))),
  ...wrapped("with a line break", (text) => join(text, "\n")),
  ...wrapped("behind a byte order mark", (text) => join(BOM, text)),
  ...wrapped("compressed", (text) => gzipSync(text)),
  ...sort(BODY_ALONE, {
    "the body's start in an id header ({id}{body})": cutAt("X-Request-Id", (body) => body.indexOf(",") + 1, headOf),
    "the body's start up to a dot in an id header ({id}.{body})": (delivery, r) => { const { body } = delivery.request; const dot = body.indexOf("."); return after(headerAdded("X-Event-Id", head(body, dot)), bodyArrivesAs(() => body.subarray(dot + 1)))(delivery, r); },
    "the body's end in an id header ({body}{id})": cutAt("X-Request-Id", (body) => body.lastIndexOf(","), tailOf),
    "the body's end behind a dot in an id header ({body}.{id})": (delivery, r) => { const { body } = delivery.request; const dot = body.lastIndexOf("."); return after(headerAdded("X-Event-Id", tailOf(body, dot + 1)), bodyArrivesAs(() => body.subarray(0, dot)))(delivery, r); },
    "a form's end in an id header": { over: { ...clickForm(1), body: "click_id=abc&status=paid&refund=1" }, receive: cutAt("X-Request-Id", (body) => body.lastIndexOf("&"), tailOf) },
    "a form's last number in a time header ({body}{timestamp})": { over: clickForm(2), receive: cutAt("X-Timestamp", (body) => body.lastIndexOf("=") + 1, tailOf) },
    "a list's first number in a time header ({timestamp}{body})": { over: { type: "text/csv", body: "1780063272,paid,100" }, receive: cutAt("X-Timestamp", (body) => body.indexOf(","), headOf) },
    "a number before a dot in a time header ({timestamp}.{body})": { over: { type: "text/plain", body: "1780063272.paid 100" }, receive: cutAt("X-Timestamp", (body) => body.indexOf("."), (body, cut) => head(body, cut)) },
  }),
  ...["stripe", "own", "growsurf"].map((name) => moved(name, { what: "the old timestamp in an id header, a new one in its place ({id}.{body})", receive: (delivery, r) => after(headerAdded("X-Request-Id", delivery.known.sent.time), nowInStead)(delivery, r) })),
  ...["stripe", "own", "slack", "svix"].map((name) => moved(name, { what: "the old timestamp in another header, a new one in its place", receive: (delivery, r) => after(headerAdded("X-Original-Timestamp", delivery.known.sent.time), nowInStead)(delivery, r) })),
  moved("hubspot-v3", { what: "the timestamp's first digit put behind the body", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value.slice(1)), bodyArrivesAs((body) => join(body, delivery.known.sent.time[0])))(delivery, r) }),
  { ...moved("hubspot-v3", { what: "three digits of the timestamp put behind the body: what is left counts seconds", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value.slice(3)), bodyArrivesAs((body) => join(body, delivery.known.sent.time.slice(0, 3))))(delivery, r) }), over: { at: 1_781_780_063_250 } },
  moved("square", { what: "the body's start, without its comma, behind the URL of x-original-url", receive: (delivery, r) => { const path = delivery.request.url.replace(/^https:\/\/[^/]+/, ""); const cut = delivery.request.body.indexOf(","); return after(headerAdded("X-Original-URL", path + head(delivery.request.body, cut)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  // Mailgun signs a timestamp and a token of the body, and nothing else of it: whatever begins with digits is such a pair.
  ...["stripe", "own", "paddle"].map((name) => moved(name, { what: "the signed text as Mailgun's timestamp and token, in a body that nobody signed", receive: (delivery, r) => {
    const [, timestamp, token] = /^(\d+)([^]*)$/.exec(signedText(delivery).toString("utf8"));
    const body = JSON.stringify({ signature: { timestamp, token, signature: delivery.known.tag.toString("hex") }, "event-data": { id: "forged", event: "delivered", amount: 999999 } });
    return after(headersBecome((headers) => headers.filter(([own]) => !isSignature(own))), bodyArrivesAs(() => body))(delivery, r);
  } })),
  ...["stripe", "slack", "own"].map((name) => moved(name, { what: "the signed text as GitHub's body", receive: (delivery, r) => after(headersBecome((headers) => [...headers.filter(([own]) => !isSignature(own)), ["X-Hub-Signature-256", `sha256=${delivery.known.tag.toString("hex")}`], ["X-GitHub-Event", "push"]]), bodyArrivesAs(() => signedText(delivery)))(delivery, r) })),
];

// Secrets that everybody knows, where a secret is configured.
const known = (text) => ({ over: { guess: () => text }, receive: secretBecomes(() => text) });
const pem = ["-----BEGIN ", "PUBLIC KEY-----\n", "MCowBQYDK2VwAyEA", "GX9rI-FshTLGq8g4-tcyb2UjPRdqk4rtKxyLpjxnRXk".replaceAll("-", "/"), "=\n-----END ", "PUBLIC KEY-----\n"].join("");
const publicSecrets = sort(["stripe", "github", "own", "slack", "track360"], {
  "the configured secret is a public key in PEM, and its text signed": known(pem),
  "the configured secret is a public key in PEM, and its bytes signed": { over: { guess: () => Buffer.from(pem.split("\n")[1], "base64") }, receive: secretBecomes(() => pem) },
  "the configured secret is whpk_, and its text signed": known(["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join("")),
  "the configured secret is whpk_, and its bytes signed": { over: { guess: () => Buffer.from("GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk=", "base64") }, receive: secretBecomes(() => ["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join("")) },
  "the configured secret is JSON, and another value of it signed": { over: { guess: () => "production" }, receive: secretBecomes((secret) => JSON.stringify({ environment: "production", WEBHOOK_SECRET: secret })) },
  "the configured secret is JSON, and its first name signed": { over: { guess: () => "WEBHOOK_SECRET" }, receive: secretBecomes((secret) => JSON.stringify({ WEBHOOK_SECRET: secret })) },
  "the configured secret is a line of .env, and its name signed": { over: { guess: () => "STRIPE_WEBHOOK_SECRET" }, receive: secretBecomes((secret) => `STRIPE_WEBHOOK_SECRET=${secret}`) },
  "the configured secret is a command, and its option signed": { over: { guess: () => "--secret-file" }, receive: secretBecomes((secret) => `--secret-file ${secret}`) },
});

/** The same among the other secrets that are at hand. */
const beside = (secret, guess) => ({ over: { guess: () => guess }, receive: (delivery) => ({ ...delivery, others: [{ name: "ANOTHER", secret }] }) });
const publicOthers = sort(["github", "stripe", "standard-webhooks", "paddle", "shopify"], {
  "another secret at hand is a public key in PEM, and its text signed": beside(pem, pem),
  "another secret at hand is a public key in PEM, and its bytes signed": beside(pem, Buffer.from(pem.split("\n")[1], "base64")),
  "another secret at hand is whpk_, and its text signed": beside(["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join(""), ["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join("")),
  "another secret at hand is a prefix alone": beside("whsec_", ""),
  "another secret at hand is white space": beside("  \n", ""),
});

// What stands beside a secret where it is kept, and is no secret.
const publishable = (r) => ["pk", "test", r.text(40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")].join("_");
/** A configuration that `wrap` makes of the secret and of something that is public; the latter signed. */
const publicBeside = (publicOf, wrap) => ({
  over: (r) => { const text = publicOf(r); return { guess: () => text, publicText: text }; },
  receive: (delivery, r) => secretBecomes((secret) => wrap(secret, delivery.sender.publicText))(delivery, r),
});
const endpoint = (r) => `https://hooks.example.test/in/${r.text(12, "abcdef0123456789")}`;
const publicNeighbours = sort(["stripe", "github", "shopify", "slack", "own"], {
  "JSON with the publishable key beside the secret, the former signed": publicBeside(publishable, (secret, text) => JSON.stringify({ STRIPE_PUBLISHABLE_KEY: text, STRIPE_WEBHOOK_SECRET: secret })),
  "JSON with a public key beside the secret, the former signed": publicBeside(() => pem, (secret, text) => JSON.stringify({ public_key: text, webhook_secret: secret })),
  "JSON with the endpoint beside the secret, the former signed": publicBeside(endpoint, (secret, text) => JSON.stringify({ secret_url: text, secret })),
  "a whole .env, its publishable key signed": publicBeside(publishable, (secret, text) => `STRIPE_PUBLISHABLE_KEY=${text}\nSTRIPE_WEBHOOK_SECRET=${secret}\n`),
  "the quoted publishable key is configured, and it signed": publicBeside(publishable, (secret, text) => `"${text}"`),
  "the endpoint with a line break is configured, and it signed": publicBeside(endpoint, (secret, text) => `${text}\n`),
  "the quoted endpoint is configured, and it signed": publicBeside(endpoint, (secret, text) => `"${text}"`),
  "a line of .env with the endpoint is configured, and it signed": publicBeside(endpoint, (secret, text) => `WEBHOOK_URL=${text}`),
});
const publicAtHand = sort(["github", "stripe", "paddle", "shopify", "own"], {
  "another secret at hand is the publishable key, and it signed": { over: (r) => { const text = publishable(r); return { guess: () => text, publicText: text }; }, receive: (delivery) => ({ ...delivery, others: [{ name: "STRIPE_PUBLISHABLE_KEY", secret: delivery.sender.publicText }] }) },
  "another secret at hand is the endpoint, and it signed": { over: (r) => { const text = endpoint(r); return { guess: () => text, publicText: text }; }, receive: (delivery) => ({ ...delivery, others: [{ name: "WEBHOOK_URL", secret: delivery.sender.publicText }] }) },
});

// A list of numbers, not JSON: its first digits look like a part of the time in front of it.
const listed = { type: "text/csv", body: "250,paid,100\n" };
const digits = [
  ...["discord", "zendesk"].map((name) => ({ ...moved(name, { what: "the list's first digits put behind the timestamp", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => `${value}250`), bodyArrivesAs((body) => body.subarray(3)))(delivery, r) }), over: listed })),
  ...["stripe", "own"].map((name) => ({ ...moved(name, { what: "a list's second time taken for the time", receive: (delivery, r) => after(time((value) => value.replace(delivery.known.sent.time, "1780063272")), bodyArrivesAs(() => "paid"))(delivery, r) }), over: { type: "text/plain", body: "1780063272.paid" } })),
];

// Values as text of other languages: what a reader of them might pass over.
const python = (body) => JSON.stringify(JSON.parse(body)).replaceAll("\"", "'").replaceAll("true", "True").replaceAll("false", "False").replaceAll("null", "None");
const plainNames = { style: "js", body: (body) => body.toString("utf8").replaceAll("'", "").replaceAll("\\", "") };
const languages = sort(["rewardful", "affiliatebase", "track360", "paystack", "dub", "tolt"], {
  "Python's text of a raised amount": { over: plainNames, receive: bodyBecomes((body) => python(raised(body).toString("utf8"))) },
  "Python's text, and an expression behind it": { over: plainNames, receive: bodyBecomes((body) => `${python(body)} or {'amount': 1}`) },
  "Python's text with a name twice": { over: plainNames, receive: bodyBecomes((body) => python(body).replace("{", "{'id': 'forged', ")) },
  "Python's text of two strings side by side": { over: plainNames, receive: bodyBecomes((body) => python(body).replace(/'([a-z]{2})([a-z]+)':/, "'$1' '$2':")) },
  "Python's text with a comment": { over: plainNames, receive: bodyBecomes((body) => `${python(body)} # approved`) },
  "b'' with another document behind it": { over: plainNames, receive: bodyBecomes((body) => `b'${body}' b'{"amount":1}'`) },
});

const edited = (change) => (url) => { const made = new URL(url); change(made); return made.href; };
const urls = sort(URLS, {
  "another path": urlBecomes(edited((url) => { url.pathname = "/in/refund"; })),
  "another value in the query": urlBecomes((url) => url.replace(/=[^&]*$/, "=forged")),
  "a parameter more": urlBecomes((url) => `${url}&admin=true`),
  "a parameter less": urlBecomes((url) => url.replace(/&[^&]*$/, "")),
  "another host, and nothing told": urlBecomes(edited((url) => { url.host = "evil.example.test"; })),
  "another host, told as another": urlBecomes(edited((url) => { url.host = "evil.example.test"; }), [["X-Forwarded-Host", "evil2.example.test"], ["X-Forwarded-Proto", "https"]]),
  "another path, told as another": urlBecomes(edited((url) => { url.pathname = "/in/refund"; }), [["X-Original-URL", "/in/forged"], ["X-Forwarded-Prefix", "/x"]]),
});

const publicKeys = sort(PUBLIC_KEY, {
  "an HMAC under the public key's text": (delivery, r) => keyAsSecret(Buffer.from(delivery.config.keys))(delivery, r),
  "an HMAC under the public key's bytes": (delivery, r) => keyAsSecret(delivery.pair.raw)(delivery, r),
  "SHA-512 under the public key's bytes": (delivery, r) => keyAsSecret(delivery.pair.raw, "sha512")(delivery, r),
  "SHA-512 under the public key's text": (delivery, r) => keyAsSecret(Buffer.from(delivery.config.keys), "sha512")(delivery, r),
  "another key's signature": (delivery, r) => { const other = deliver(senders[delivery.sender.name], seeded(r.below(1e6)), { body: delivery.request.body, at: delivery.at }); return { ...delivery, request: { ...delivery.request, headers: other.request.headers } }; },
  "a neutral point and zero": tagged(() => join(Buffer.from([1]), Buffer.alloc(63))),
});
const keyAsSecret = (key, hash = "sha256") => (delivery, r) => {
  const tag = mac(hash, key, delivery.sender.message(delivery.known.sent)).toString(delivery.sender.encoding);
  return signatureBecomes(() => tag)(delivery, r);
};

const tokens = sort(TOKENS, {
  "a random token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], r.text(36, "abcdefghijklmnopqrstuvwxyz0123456789")))(delivery, r),
  "half of the token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], delivery.known.secrets[0].slice(0, 18)))(delivery, r),
  "the first twelve letters of the token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], delivery.known.secrets[0].slice(0, 12)))(delivery, r),
  "an empty token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], ""))(delivery, r),
  "the token with one letter changed": (delivery, r) => signatureBecomes((value) => value.slice(0, -1) + (value.endsWith("x") ? "y" : "x"))(delivery, r),
});

/** A forged tag while the configuration itself has a fault that would be proved otherwise. */
const behindFaults = sort(SECRET_SENDERS.filter((name) => !["authorize-net", "standard-webhooks", "svix", "tolt"].includes(name)), {
  "a random tag, and a line break behind the secret": { over: (r) => ({ key: () => r.bytes(32) }), receive: secretBecomes((secret) => `${secret}\n`) },
  "a random tag, and quotes round the secret": { over: (r) => ({ key: () => r.bytes(32) }), receive: secretBecomes((secret) => `"${secret}"`) },
  "a raised amount, and quotes round the secret": { receive: after(secretBecomes((secret) => `"${secret}"`), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, and an old clock": { receive: after(later(3_600_000), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, and the header renamed": { receive: after(headersBecome((headers) => headers.map(([name, value]) => (isSignature(name) ? [`x-original-${name}`, value] : [name, value]))), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, and the signature quoted": { receive: after(signatureBecomes((value) => `"${value}"`), bodyBecomes((body) => oneDigit(body))) },
  "a raised amount, under another scheme": { receive: after(configBecomes((config) => ({ scheme: "woocommerce", secrets: config.secrets })), bodyBecomes((body) => oneDigit(body))) },
});

/** Every forgery. */
export const forgeryKinds = [...tags, ...guesses, ...hollow, ...uuidKey, ...unkeyed, ...altered, ...inForms, ...times, ...splices, ...signatures, ...borders, ...borderSearches, ...publicSecrets, ...publicOthers, ...publicNeighbours, ...publicAtHand, ...digits, ...languages, ...urls, ...publicKeys, ...tokens, ...behindFaults]
  .map((kind) => ({ cause: "forgery", ...kind }));
