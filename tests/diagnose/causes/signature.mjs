// What differs in how the signature was made or written: scheme, message, hash, spelling, time, id, URL, headers.
import { millis, rfc3339, seconds } from "../send/bytes.mjs";
import { configBecomes, headersBecome, isSignature, later, renamed, signatureBecomes, urlBecomes, valueBecomes } from "../stacks/change.mjs";

const named = (cause, kind, list) => list.map((one) => ({ cause, kind, ...one }));

// scheme_other: the delivery is that of another sender; the receiver is configured for `as`.

/** Another sender's delivery, whose secret the receiver has, under the scheme `as`. */
const configuredAs = (scheme, options = {}) => configBecomes((config) => ({ scheme, secrets: config.secrets, ...options }));
const schemeOther = [
  { what: "configured as GitHub, sent by Shopify", on: ["shopify"], receive: configuredAs("github") },
  { what: "configured as Stripe, sent by Paddle", on: ["paddle"], receive: configuredAs("stripe") },
  { what: "configured as Stripe, sent by GitHub", on: ["github"], receive: configuredAs("stripe") },
  { what: "configured as AffiliateBase, sent by Rewardful", on: ["rewardful"], receive: configuredAs("affiliatebase") },
  { what: "configured as Track360, sent by GrowSurf", on: ["growsurf"], receive: configuredAs("track360") },
  { what: "configured as Shopify, sent by WooCommerce", on: ["woocommerce"], receive: configuredAs("shopify") },
  { what: "configured as Slack, sent by Zendesk", on: ["zendesk"], receive: configuredAs("slack") },
  { what: "configured as HubSpot v3, sent by Slack", on: ["slack"], receive: configuredAs("hubspot-v3") },
  { what: "configured as GitHub, sent by Paystack", on: ["paystack"], receive: configuredAs("github") },
  { what: "configured as GitHub, sent by Dub", on: ["dub"], receive: configuredAs("github") },
  { what: "configured as GitLab's token, signed as Standard Webhooks", on: ["standard-webhooks"], receive: configuredAs("gitlab-token") },
  { what: "configured as Square, sent by Twilio", on: ["twilio"], receive: configuredAs("square") },
];

// message_other: the same places, other bytes under the MAC.

const bodyOnly = ({ body }) => [body];
const dotted = ({ time, body }) => [time, ".", body];
const coloned = ({ time, body }) => [time, ":", body];
const adjacent = ({ time, body }) => [time, body];
const messageOther = [
  { what: "the body alone", each: 4, on: ["stripe", "slack", "paddle", "growsurf", "own", "affiliatebase", "standard-webhooks", "zendesk"], over: { message: bodyOnly } },
  { what: "the body alone, beside id and timestamp", on: ["svix", "tolt"], over: { message: bodyOnly } },
  { what: "timestamp and body, without the id", on: ["affiliatebase", "standard-webhooks", "svix"], over: { message: dotted } },
  { what: "a dot where a colon is said", on: ["paddle", "slack"], over: { message: dotted } },
  { what: "nothing between timestamp and body", on: ["stripe", "own", "growsurf"], over: { message: adjacent } },
  { what: "a dot where nothing is said", on: ["zendesk"], over: { message: dotted } },
  { what: "a colon where a dot is said", on: ["stripe"], over: { message: coloned } },
  { what: "Slack's version before it", on: ["own", "stripe"], over: { message: ({ time, body }) => ["v0:", time, ":", body] } },
  { what: "the body before the timestamp", on: ["zendesk", "slack"], over: { message: ({ time, body }) => [body, time] } },
  { what: "without Slack's version", on: ["slack"], over: { message: coloned } },
];

// algorithm_other: another hash, everything else the same.

const algorithmOther = [
  { what: "SHA-1", each: 5, on: ["track360", "github", "shopify", "own", "rewardful", "square"], over: { hash: "sha1" } },
  { what: "SHA-512", each: 6, on: ["stripe", "slack", "own", "dub", "svix", "zendesk", "woocommerce"], over: { hash: "sha512" } },
  { what: "SHA-256 where SHA-512 is said", on: ["paystack", "authorize-net"], over: { hash: "sha256" } },
  { what: "SHA-256 where SHA-1 is said", on: ["twilio"], over: { hash: "sha256" } },
  { what: "SHA-512 under a header that says sha256", on: ["github"], over: { hash: "sha512" } },
  { what: "SHA-256 over secret and body, no HMAC", alone: true, each: 3, on: ["track360", "rewardful", "dub"], over: { plain: "sha256" } },
];

// signature_encoding: the right MAC, spelled otherwise.

const HEX_SENDERS = ["stripe", "github", "slack", "track360", "rewardful", "paddle", "dub", "paystack", "own", "growsurf"];
const BASE64_SENDERS = ["shopify", "standard-webhooks", "svix", "affiliatebase", "zendesk", "square", "hubspot-v3", "twilio", "woocommerce", "track360-base64"];
const prefixed = (before) => signatureBecomes((value) => before + value);
const signatureEncoding = [
  { what: "base64 where hexadecimal is said", on: HEX_SENDERS, over: { encoding: "base64" } },
  { what: "hexadecimal where base64 is said", on: BASE64_SENDERS, over: { encoding: "hex" } },
  { what: "base64url where hexadecimal is said", on: ["rewardful", "track360", "own"], over: { encoding: "base64url" } },
  { what: "PHP: base64 of the hexadecimal text", on: ["woocommerce", "track360-base64", "shopify"], over: { encode: (tag) => Buffer.from(tag.toString("hex")).toString("base64") } },
  { what: "cut to 128 bits", on: ["track360", "github", "stripe"], over: { encode: (tag) => tag.toString("hex").slice(0, 32) } },
  { what: "a column of 40 characters cut it", on: ["rewardful", "dub"], over: { encode: (tag) => tag.toString("hex").slice(0, 40) } },
  { what: "base64 in lower case (a middleware lowered it)", on: ["shopify", "zendesk", "square"], over: { encode: (tag) => tag.toString("base64").toLowerCase() } },
  { what: "sha256= missing", on: ["github"], receive: signatureBecomes((value) => value.replace("sha256=", "")) },
  { what: "v0= missing", on: ["slack"], receive: signatureBecomes((value) => value.replace("v0=", "")) },
  { what: "v1, missing", on: ["standard-webhooks", "svix"], receive: signatureBecomes((value) => value.replace("v1,", "")) },
  { what: "sha256= before a bare signature", on: ["track360", "rewardful", "shopify", "dub"], receive: prefixed("sha256=") },
  { what: "0x before hexadecimal", on: ["track360"], receive: prefixed("0x") },
  { what: "v1= before a bare signature", on: ["woocommerce", "rewardful"], receive: prefixed("v1=") },
];

// timestamp_unit: signed as it stands, and not written as the scheme says.

const micros = (at) => `${at}000`;
const httpDate = (at) => new Date(at).toUTCString();
const iso = (at) => new Date(at).toISOString();
const timestampUnit = [
  { what: "milliseconds where seconds are said", on: ["stripe", "slack", "standard-webhooks", "affiliatebase", "paddle", "own", "svix"], over: { time: millis } },
  { what: "seconds where milliseconds are said", on: ["hubspot-v3", "growsurf"], over: { time: seconds } },
  { what: "Unix seconds where a date is said", on: ["zendesk"], over: { time: seconds } },
  { what: "Unix milliseconds where a date is said", on: ["zendesk"], over: { time: millis } },
  { what: "a date where seconds are said", on: ["slack", "own-url", "tolt"], over: { time: rfc3339 } },
  { what: "a date with milliseconds where milliseconds are said", on: ["hubspot-v3"], over: { time: iso } },
  { what: "microseconds where seconds are said", on: ["own", "stripe"], over: { time: micros } },
  { what: "an HTTP date where seconds are said", alone: true, on: ["own-url", "slack"], over: { time: httpDate } },
];

// timestamp_skew: everything right, but the time.

const MINUTE = 60_000;
const TIMED = ["stripe", "slack", "standard-webhooks", "affiliatebase", "svix", "tolt", "paddle", "hubspot-v3", "zendesk", "growsurf", "own", "own-url"];
const startingAt = (list, name) => [...list.slice(list.indexOf(name)), ...list.slice(0, list.indexOf(name))];
const timestampSkew = [
  { what: "a request replayed after an hour", on: startingAt(TIMED, "stripe"), receive: later(60 * MINUTE) },
  { what: "a queue held it for eleven minutes", on: startingAt(TIMED, "affiliatebase"), receive: later(11 * MINUTE) },
  { what: "the receiver's clock is ten minutes slow", on: startingAt(TIMED, "slack"), receive: later(-10 * MINUTE) },
  { what: "local time taken for UTC (two hours)", on: startingAt(TIMED, "zendesk"), receive: later(120 * MINUTE) },
  { what: "a fixture of last year", on: startingAt(TIMED, "paddle"), receive: later(365 * 24 * 60 * MINUTE) },
  { what: "a second beyond the window", on: startingAt(TIMED, "hubspot-v3"), receive: later(302_000) },
];

// id_other: a relay wrote its own id; the one that was signed stands elsewhere.

const FRESH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const relayed = (keep) => headersBecome((headers, delivery, r) => {
  const replaced = headers.map(([name, value]) => (/-id$/i.test(name) ? [name, `relay_${r.text(20, FRESH)}`] : [name, value]));
  return keep === undefined ? replaced : [...replaced, [keep, delivery.known.id]];
});
const idOther = [
  { what: "signed over the body's /id, the header has the delivery's", on: ["affiliatebase"], over: { signedId: (body) => JSON.parse(body).id } },
  { what: "signed over the body's /event_id", on: ["standard-webhooks", "svix"], over: (r) => ({ event: () => ({ event_id: `evt_${r.text(20, FRESH)}`, type: "order.paid", amount: r.below(9000) }), signedId: (body) => JSON.parse(body).event_id }) },
  { what: "signed over the body's /id", on: ["tolt", "svix"], over: (r) => ({ event: () => ({ id: `evt_${r.text(20, FRESH)}`, type: "order.paid", amount: r.below(9000) }), signedId: (body) => JSON.parse(body).id }) },
  { what: "a relay's id; the sender's in x-request-id", on: ["standard-webhooks", "affiliatebase", "svix"], receive: relayed("X-Request-Id") },
  { what: "a relay's id; the sender's in x-original-webhook-id", on: ["standard-webhooks"], receive: relayed("X-Original-Webhook-Id") },
  { what: "a relay's id; the sender's in idempotency-key", on: ["affiliatebase", "tolt"], receive: relayed("Idempotency-Key") },
  { what: "a relay's svix-id; the sender's in webhook-id", on: ["affiliatebase", "tolt"], receive: relayed("Webhook-Id") },
  { what: "a relay's id; the sender's in x-event-id", on: ["svix", "standard-webhooks"], receive: relayed("X-Event-Id") },
];

// url_other: the receiver sees another URL than was signed.

const edited = (change) => (url) => { const made = new URL(url); change(made); return made.href; };
const inside = edited((url) => { url.protocol = "http:"; url.host = "10.0.3.7:8080"; });
const URLS = ["square", "hubspot-v3", "own-url", "twilio"];
const pathOf = (url) => { const { pathname, search } = new URL(url); return pathname + search; };
const PUBLIC = "hooks.example.test";
const urlOther = [
  { what: "TLS ends at nginx: x-forwarded-proto", on: URLS, receive: urlBecomes((url) => url.replace("https:", "http:"), [["X-Forwarded-Proto", "https"]]) },
  { what: "http seen, nothing told", on: URLS, receive: urlBecomes((url) => url.replace("https:", "http:")) },
  { what: "an ALB in front: x-forwarded-host, -proto, -port", on: startingAt(URLS, "own-url"), receive: urlBecomes(inside, [["X-Forwarded-Host", PUBLIC], ["X-Forwarded-Proto", "https"], ["X-Forwarded-Port", "443"]]) },
  { what: "Forwarded (RFC 7239)", on: startingAt(URLS, "twilio"), receive: urlBecomes(inside, [["Forwarded", `for=203.0.113.9;host=${PUBLIC};proto=https`]]) },
  { what: "Azure in front: x-original-host", on: startingAt(URLS, "hubspot-v3"), receive: urlBecomes(inside, [["X-Original-Host", PUBLIC], ["X-Forwarded-Proto", "https"]]) },
  { what: "a path prefix cut off by Traefik: x-forwarded-prefix", on: ["square", "own-url", "twilio"], receive: urlBecomes((url) => url.replace("/in/", "/"), [["X-Forwarded-Prefix", "/in"], ["X-Forwarded-Proto", "https"]]) },
  { what: "IIS rewrites: x-original-url", on: ["square", "hubspot-v3"], receive: urlBecomes(edited((url) => { url.pathname = "/index.php"; }), [["X-Original-URL", pathOf]]) },
  { what: "nginx ingress: x-original-uri", on: ["own-url", "twilio"], receive: urlBecomes(edited((url) => { url.pathname = "/rewritten"; url.search = ""; }), [["X-Original-URI", pathOf]]) },
  { what: "a trailing slash added", on: startingAt(URLS, "square"), receive: urlBecomes(edited((url) => { url.pathname += "/"; })) },
  { what: "a trailing slash taken away", on: ["own-url", "square"], over: { path: "/in/hooks/" }, receive: urlBecomes((url) => url.replace(/\/$/, "")) },
  { what: "a port of the container", on: startingAt(URLS, "hubspot-v3"), receive: urlBecomes(edited((url) => { url.port = "8443"; }), [["X-Forwarded-Host", PUBLIC]]) },
  { what: "the query sorted by a CDN", on: ["own-url", "twilio"], receive: urlBecomes(edited((url) => url.searchParams.sort())) },
  { what: "registered without the query that arrives", on: ["square", "own-url"], over: { path: "/in/pay" }, receive: urlBecomes((url) => `${url}?source=square`) },
  { what: "`url` configured as the old host", on: ["square", "twilio"], receive: configBecomes((config, r, { request }) => ({ ...config, url: request.url.replace(PUBLIC, "old.example.test") })) },
  { what: "`url` configured with http", on: ["hubspot-v3", "square"], receive: configBecomes((config, r, { request }) => ({ ...config, url: request.url.replace("https:", "http:") })) },
];

// header_renamed and header_joined: what servers and proxies make of headers.

const HEADED = ["stripe", "github", "shopify", "slack", "affiliatebase", "track360", "standard-webhooks", "svix", "tolt", "paddle", "rewardful", "paystack", "zendesk", "hubspot-v3", "dub", "own", "square", "discord", "telnyx", "gitlab-token"];
const cgi = headersBecome((headers) => headers.map(([name, value]) => [(/^content-(type|length)$/i.test(name) ? "" : "HTTP_") + name.toUpperCase().replaceAll("-", "_"), value]));
const onlySignature = (change) => headersBecome((headers) => headers.map(([name, value]) => (isSignature(name) ? [change(name), value] : [name, value])));
const swapped = (from, to) => headersBecome((headers) => headers.map(([name, value]) => [name.replace(from, to), value]));
const headerRenamed = [
  { what: "PHP $_SERVER: HTTP_ and underscores", on: startingAt(HEADED, "github"), receive: cgi },
  { what: "PHP $_SERVER, the body has 64 KB", alone: true, on: startingAt(HEADED, "tolt"), over: { items: 900 }, receive: cgi },
  { what: "underscores for hyphens (WSGI, FastAPI)", on: startingAt(HEADED, "stripe"), receive: renamed((name) => name.toLowerCase().replaceAll("-", "_")) },
  { what: "API Gateway: x-amzn-remapped-", on: startingAt(HEADED, "slack"), receive: onlySignature((name) => `x-amzn-remapped-${name.toLowerCase()}`) },
  { what: "a relay: x-original-", on: startingAt(HEADED, "affiliatebase"), receive: renamed((name) => `x-original-${name.toLowerCase()}`) },
  { what: "a relay: x-forwarded-", on: startingAt(HEADED, "shopify"), receive: onlySignature((name) => `X-Forwarded-${name}`) },
  { what: "waxseal's own forwarding: waxseal-original-", on: startingAt(HEADED, "track360"), receive: renamed((name) => `waxseal-original-${name.toLowerCase()}`) },
  { what: "x- dropped", on: ["github", "slack", "zendesk", "paystack", "rewardful", "own"], receive: renamed((name) => name.replace(/^x-/i, "")) },
  { what: "x- added", on: ["stripe", "paddle", "dub", "standard-webhooks", "telnyx"], receive: renamed((name) => `X-${name}`) },
  { what: "svix- where webhook- is said", on: ["standard-webhooks"], receive: swapped(/^webhook-/, "svix-") },
  { what: "webhook- where svix- is said", on: ["affiliatebase", "tolt"], receive: swapped(/^svix-/, "webhook-") },
];

const SINGLE = ["github", "shopify", "rewardful", "track360", "paystack", "square", "zendesk", "dub", "hubspot-v3", "woocommerce"];
const headerJoined = [
  { what: "the signature twice, joined by a comma (two proxies)", on: startingAt(SINGLE, "github"), receive: signatureBecomes((value) => `${value}, ${value}`) },
  { what: "twice, joined without a space (API Gateway)", on: startingAt(SINGLE, "shopify"), receive: signatureBecomes((value) => `${value},${value}`) },
  { what: "the timestamp twice", on: ["slack", "zendesk", "standard-webhooks", "hubspot-v3", "discord"], receive: valueBecomes(/timestamp$/i, (value) => `${value}, ${value}`) },
  { what: "the id twice", on: ["affiliatebase", "svix", "tolt"], receive: valueBecomes(/-id$/i, (value) => `${value}, ${value}`) },
  { what: "a JSON array (multiValueHeaders)", on: startingAt(HEADED, "slack").filter((name) => name !== "gitlab-token"), receive: signatureBecomes((value) => JSON.stringify([value])) },
  { what: "Go prints [value]", on: startingAt(HEADED, "stripe").filter((name) => name !== "gitlab-token"), receive: signatureBecomes((value) => `[${value}]`) },
  { what: "quotes of a log", on: startingAt(HEADED, "svix").filter((name) => name !== "gitlab-token"), receive: signatureBecomes((value) => `"${value}"`) },
  { what: "a folded line", on: ["stripe", "paddle", "own"], receive: signatureBecomes((value) => value.replace(/[,;]/, (sign) => `${sign}\r\n `)) },
];

/** Every one of them that can be proved. */
export const signatureCauses = [
  ...named("scheme_other", "scheme", schemeOther), ...named("message_other", "message", messageOther), ...named("algorithm_other", "algorithm", algorithmOther), ...named("signature_encoding", "encoding", signatureEncoding),
  ...named("timestamp_unit", "unit", timestampUnit), ...named("timestamp_skew", "skew", timestampSkew), ...named("id_other", "id", idOther), ...named("url_other", "url", urlOther),
  ...named("header_renamed", "header", headerRenamed), ...named("header_joined", "header", headerJoined),
];

const dropped = (fits) => headersBecome((headers) => headers.filter(([name]) => !fits(name)));

/** The signature's header did not arrive, others of the sender did. */
export const signatureSeen = named("header_dropped", "header", [
  { what: "an allow-list of a proxy lacks it", on: ["github", "shopify", "slack"], receive: dropped(isSignature) },
  { what: "only id and timestamp came through", on: ["affiliatebase", "standard-webhooks", "svix"], receive: dropped(isSignature) },
  { what: "a WAF took it for a token", on: ["zendesk", "hubspot-v3"], receive: dropped(isSignature) },
  { what: "an export of the log redacted it", on: ["telnyx", "discord"], receive: dropped(isSignature) },
]);
