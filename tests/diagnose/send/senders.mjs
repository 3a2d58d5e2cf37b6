// How senders sign, written from their own pages on node:crypto alone. `style` and the shape of the event
// are chosen so that the corpus has many of them; they are no claim about the sender.
import { createHash } from "node:crypto";

import { ed25519Of, hexOf, join, mac, millis, rfc3339, seconds, utf8, whsec } from "./bytes.mjs";
import { events } from "./events.mjs";
import { fieldsOf, forms } from "./forms.mjs";
import { writers } from "./json.mjs";

const BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

const hexText = (length) => (r) => r.text(length, HEX);
const base62 = (prefix, length) => (r) => prefix + r.text(length, BASE62);
const whsecText = (r) => `whsec_${r.bytes(32).toString("base64")}`;
const base64Text = (r) => r.bytes(32).toString("base64");
const uuid = (r) => [8, 4, 4, 4, 12].map((length) => r.text(length, HEX)).join("-");

const json = { type: "application/json", event: events.generic, style: "js" };
const bodyAlone = { ...json, key: utf8, hash: "sha256", encoding: "hex", message: ({ body }) => [body] };
const timed = { ...bodyAlone, time: seconds, message: ({ time, body }) => [time, ".", body] };
const idTimed = {
  ...json, key: whsec, hash: "sha256", encoding: "base64", secret: whsecText, time: seconds,
  id: base62("msg_", 24), message: ({ id, time, body }) => [id, ".", time, ".", body],
};
const tripled = (name) => ({ tag, time, id }) => [[`${name}-id`, id], [`${name}-timestamp`, time], [`${name}-signature`, `v1,${tag}`]];

/** HubSpot signs the URL with these characters decoded (its page lists them). */
const HUBSPOT_DECODED = { "3A": ":", "2F": "/", "3F": "?", 40: "@", 21: "!", 24: "$", 27: "'", 28: "(", 29: ")", "2A": "*", "2C": ",", "3B": ";" };
const hubspotUrl = (url) => url.replace(/%([0-9A-Fa-f]{2})/g, (whole, digits) => HUBSPOT_DECODED[digits.toUpperCase()] ?? whole);

/** Twilio: the URL, then names and values of the fields, sorted by name, without anything between. */
const twilioMessage = ({ url, body }) => [url, ...fieldsOf(body).sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([name, value]) => name + value)];
const twilioFields = (r) => [
  ["ToCountry", "US"], ["MessageSid", `SM${r.text(32, HEX)}`], ["SmsStatus", "received"], ["Body", `Hi there ${r.below(9000)}, paid 25% ~ok* by Zoë & Co`], ["From", "+14158675309"], ["To", "+18005551212"], ["NumMedia", "0"],
];
const slackFields = (r) => [
  ["token", r.text(24, BASE62)], ["team_domain", "example"], ["command", "/pay"], ["text", `Zoë 25 EUR * ${r.below(90000)} (now)`], ["response_url", `https://hooks.slack.example.test/commands/${r.text(9, BASE62)}`], ["trigger_id", `${r.below(99999)}.${r.below(99999)}`],
];

const form = (fields, style) => ({ type: "application/x-www-form-urlencoded", fields, style });

const LIST = [
  // https://www.affiliatebase.io/docs/api/outbound-webhooks: the key is the secret's text.
  { name: "affiliatebase", ...idTimed, key: utf8, id: base62("whd_", 20), event: events.affiliate, headers: tripled("svix") },
  // https://track360.io/blog/affiliate-platform-webhook-configuration-event-notifications-guide: header and encoding are the user's.
  { name: "track360", ...bodyAlone, secret: hexText(64), event: events.track, style: "python", options: { encoding: "hex", id: "/event_id", type: "/event_type" }, headers: ({ tag }) => [["X-Track360-Signature", tag]] },
  { name: "track360-base64", scheme: "track360", ...bodyAlone, secret: base64Text, encoding: "base64", event: events.track, style: "php", options: { encoding: "base64", header: "x-postback-signature" }, headers: ({ tag }) => [["X-Postback-Signature", tag]] },
  // https://docs.stripe.com/webhooks/signatures
  { name: "stripe", ...timed, secret: base62("whsec_", 32), event: events.stripe, style: "js2", headers: ({ tag, time }) => [["Stripe-Signature", `t=${time},v1=${tag}`]] },
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  {
    name: "github", ...bodyAlone, secret: hexText(40), event: events.github,
    headers: ({ tag, other }) => [["X-GitHub-Delivery", other], ["X-GitHub-Event", "pull_request"], ["X-Hub-Signature-256", `sha256=${tag}`]], other: uuid,
  },
  {
    name: "github-form", scheme: "github", ...bodyAlone, secret: hexText(40), ...form((r, at) => [["payload", writers.js(events.github(r, at))]], "whatwg"),
    headers: ({ tag, other }) => [["X-GitHub-Delivery", other], ["X-GitHub-Event", "pull_request"], ["X-Hub-Signature-256", `sha256=${tag}`]], other: uuid,
  },
  // https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
  {
    name: "shopify", ...bodyAlone, secret: hexText(64), encoding: "base64", event: events.shopify, style: "rails",
    headers: ({ tag, other }) => [["X-Shopify-Topic", "orders/create"], ["X-Shopify-Webhook-Id", other], ["X-Shopify-Hmac-SHA256", tag]], other: uuid,
  },
  // https://docs.slack.dev/authentication/verifying-requests-from-slack/
  { name: "slack", ...timed, secret: hexText(32), event: events.slack, style: "phpUnicode", message: ({ time, body }) => ["v0:", time, ":", body], headers: ({ tag, time }) => [["X-Slack-Request-Timestamp", time], ["X-Slack-Signature", `v0=${tag}`]] },
  { name: "slack-form", scheme: "slack", ...timed, secret: hexText(32), ...form(slackFields, "whatwg"), message: ({ time, body }) => ["v0:", time, ":", body], headers: ({ tag, time }) => [["X-Slack-Request-Timestamp", time], ["X-Slack-Signature", `v0=${tag}`]] },
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  { name: "standard-webhooks", ...idTimed, headers: tripled("webhook") },
  // https://docs.svix.com/receiving/verifying-payloads/how-manual
  { name: "svix", ...idTimed, style: "go", headers: tripled("svix") },
  // https://docs.tolt.com/webhooks/verify
  { name: "tolt", ...idTimed, style: "php", headers: tripled("svix") },
  // https://github.com/twilio/twilio-node/blob/main/src/webhooks/webhooks.ts
  { name: "twilio", ...bodyAlone, secret: hexText(32), ...form(twilioFields, "whatwg"), hash: "sha1", encoding: "base64", path: "/in/twilio?src=sms&lang=en", message: twilioMessage, headers: ({ tag }) => [["X-Twilio-Signature", tag]] },
  // https://github.com/square/square-nodejs-sdk/blob/master/src/wrapper/WebhooksHelper.ts
  { name: "square", ...bodyAlone, secret: base62("", 22), encoding: "base64", event: events.square, path: "/in/square?a=1&z=2", message: ({ url, body }) => [url, body], headers: ({ tag }) => [["X-Square-HmacSha256-Signature", tag]] },
  // https://github.com/PaddleHQ/paddle-node-sdk/blob/main/src/notifications/helpers/webhooks-validator.ts
  { name: "paddle", ...timed, secret: base62("pdl_ntfset_01", 40), event: events.paddle, style: "goEncoder", message: ({ time, body }) => [time, ":", body], headers: ({ tag, time }) => [["Paddle-Signature", `ts=${time};h1=${tag}`]] },
  // https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
  {
    name: "hubspot-v3", ...timed, secret: uuid, encoding: "base64", event: events.hubspot, time: millis, path: "/in/hubspot?from=crm%3Adeals%2Fopen&note=a%20b",
    message: ({ method, url, body, time }) => [method, hubspotUrl(url), body, time], headers: ({ tag, time }) => [["X-HubSpot-Request-Timestamp", time], ["X-HubSpot-Signature-v3", tag]],
  },
  // https://docs.discord.com/developers/interactions/overview
  { name: "discord", ...timed, pair: true, keyText: (raw) => raw.toString("hex"), event: events.discord, style: "python", message: ({ time, body }) => [time, body], headers: ({ tag, time }) => [["X-Signature-Ed25519", tag], ["X-Signature-Timestamp", time]] },
  // https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts
  { name: "telnyx", ...timed, pair: true, keyText: (raw) => raw.toString("base64"), encoding: "base64", event: events.telnyx, message: ({ time, body }) => [time, "|", body], headers: ({ tag, time }) => [["Telnyx-Signature-Ed25519", tag], ["Telnyx-Timestamp", time]] },
  // https://developers.rewardful.com/webhooks/signed-webhooks
  { name: "rewardful", ...bodyAlone, secret: hexText(32), event: events.rewardful, style: "rails", headers: ({ tag }) => [["X-Rewardful-Signature", tag]] },
  // https://paystack.com/docs/payments/webhooks/: the API's secret key signs.
  { name: "paystack", ...bodyAlone, secret: (r) => ["sk", "test", r.text(40, HEX)].join("_"), hash: "sha512", event: events.paystack, headers: ({ tag }) => [["X-Paystack-Signature", tag]] },
  // https://developer.zendesk.com/documentation/webhooks/verifying/: the key is the text, though it looks like base64.
  { name: "zendesk", ...timed, secret: base64Text, encoding: "base64", event: events.zendesk, time: rfc3339, message: ({ time, body }) => [time, body], headers: ({ tag, time }) => [["X-Zendesk-Webhook-Signature", tag], ["X-Zendesk-Webhook-Signature-Timestamp", time]] },
  // https://docs.growsurf.com/developer-tools/webhooks/securing-your-webhooks
  { name: "growsurf", ...timed, secret: base62("", 40), event: events.generic, time: millis, headers: ({ tag, time }) => [["GrowSurf-Signature", `ts=${time},v=${tag}`]] },
  // https://developer.authorize.net/api/reference/features/webhooks.html: the key is hexadecimal.
  { name: "authorize-net", ...bodyAlone, secret: hexText(128), key: hexOf, hash: "sha512", event: events.generic_id, headers: ({ tag }) => [["X-ANET-Signature", `sha512=${tag}`]] },
  // https://github.com/dubinc/dub/blob/main/apps/web/lib/webhook/signature.ts: the key is the text with its prefix.
  { name: "dub", ...bodyAlone, secret: base62("whsec_", 32), event: events.generic_id, headers: ({ tag }) => [["Dub-Signature", tag]] },
  // https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php
  { name: "woocommerce", ...bodyAlone, secret: base62("", 50), encoding: "base64", event: events.generic_id, style: "php", headers: ({ tag }) => [["X-WC-Webhook-Topic", "order.created"], ["X-WC-Webhook-Signature", tag]] },
  // https://docs.gitlab.com/user/project/integrations/webhooks/
  { name: "gitlab-token", ...json, secret: base62("", 36), token: true, event: events.generic_id, headers: ({ tag }) => [["X-Gitlab-Event", "Push Hook"], ["X-Gitlab-Token", tag]] },
  // RFC 6750: a token that both sides know.
  { name: "postback", scheme: "token", ...json, secret: base62("", 40), token: true, event: events.generic_id, options: { header: "authorization", prefix: "Bearer ", id: "/id" }, headers: ({ tag }) => [["Authorization", `Bearer ${tag}`]] },
  // Schemes of a user's own.
  {
    name: "own", ...timed, secret: hexText(48), event: events.generic_id, headers: ({ tag, time }) => [["X-Acme-Signature", `t=${time},v1=${tag}`]],
    scheme: { signature: "header:x-acme-signature", form: "t={timestamp},v1={signature},...", message: "{timestamp}.{body}", id: "/id", type: "/type" },
  },
  {
    name: "own-url", ...timed, secret: base62("", 43), event: events.generic_id, path: "/in/acme?b=2&a=1", encoding: "base64",
    message: ({ method, url, time, body }) => [method, "\n", url, "\n", time, "\n", body], headers: ({ tag, time }) => [["X-Acme-Timestamp", time], ["X-Acme-Signature", tag]],
    scheme: { signature: "header:x-acme-signature", encoding: "base64", timestamp: "header:x-acme-timestamp", message: "{method}\n{url}\n{timestamp}\n{body}", id: "/id", type: "/type" },
  },
];

/** Every sender by its name. */
export const senders = Object.fromEntries(LIST.map((sender) => [sender.name, { scheme: sender.name, path: "/in", ...sender }]));

/** A moment from which deliveries are dated: 29 May 2026. */
const EPOCH = 1_780_063_272_000;

const written = (from, r, context) => {
  const text = from.fields === undefined ? writers[from.style](grown(from.event(r, context), from.items ?? 0)) : forms[from.style](from.fields(r, context));
  return Buffer.from(text, "utf8");
};

/** An event with so many items more, about 70 bytes each. */
const grown = (event, items) => (items === 0 ? event : { ...event, items: Array.from({ length: items }, (_, at) => ({ sku: `sku/${at}`, title: `Größe ${at} <b>`, cents: at * 7, shipped: at % 2 === 0 })) });

/**
 * What a sender sends and what its receiver is configured with. `over` replaces anything of the sender:
 * `key`, `guess` (a key that does not need the secret), `plain` (a hash over secret and message), `hash`, `encoding`, `message`, `time`, `headers`, `style`, `items` (a larger body), or the values `body`, `secret`, `id`, `at`, `url`.
 */
export const deliver = (sender, r, over = {}) => {
  const from = { ...sender, ...over };
  const at = over.at ?? EPOCH + r.below(5_000_000) * 1000 + r.below(1000);
  const pair = from.pair ? ed25519Of(r.bytes(32)) : undefined;
  const drawn = pair === undefined ? sender.secret(r) : from.keyText(pair.raw);
  const secret = typeof over.secret === "string" ? over.secret : drawn;
  const id = typeof over.id === "string" ? over.id : sender.id?.(r);
  const other = sender.other?.(r);
  const wrote = written(from, r, { at, narrow: from.narrow });
  const body = over.body === undefined ? wrote : join(typeof over.body === "function" ? over.body(wrote) : over.body);
  const url = over.url ?? `https://hooks.example.test${from.path}`;
  const sent = { method: "POST", url, body, time: from.time?.(at), id: over.signedId?.(body, id) ?? id };
  const tag = tagOf(from, pair, secret, sent);
  const text = from.token ? secret : from.encode?.(tag) ?? tag.toString(from.encoding);
  const headers = [
    ["Host", new URL(url).host], ["User-Agent", "sender/1.0"], ["Content-Type", from.type], ["Content-Length", String(body.length)],
    ...from.headers({ tag: text, time: sent.time, id, other }),
  ];
  return {
    sender: from, at, pair,
    request: { method: "POST", url, headers, body },
    config: { scheme: sender.scheme, [pair === undefined ? "secrets" : "keys"]: secret, ...sender.options },
    now: at + 150 + r.below(4000),
    others: [],
    // What the oracle knows, and no output may show.
    known: { secrets: pair === undefined ? [secret] : [], tag, id, sent },
  };
};

const tagOf = (from, pair, secret, sent) => {
  if (from.token) return Buffer.from(secret);
  const parts = from.message(sent);
  if (from.plain !== undefined) return createHash(from.plain).update(join(secret, parts)).digest();
  return pair === undefined ? mac(from.hash, from.guess?.({ ...sent, secret }) ?? from.key(secret), parts) : pair.sign(parts);
};
