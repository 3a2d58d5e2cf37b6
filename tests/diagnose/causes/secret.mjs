// What is wrong with a secret: how it was copied, stored, read, or which one it is.
import { createHash } from "node:crypto";

import { base64Of, hexOf, utf8, whsec } from "../send/bytes.mjs";
import { secretBecomes } from "../stacks/change.mjs";

const BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Senders whose receivers hold a shared secret that makes a MAC. */
export const SECRET_SENDERS = [
  "stripe", "github", "shopify", "slack", "affiliatebase", "track360", "track360-base64", "standard-webhooks", "svix", "tolt", "paddle", "rewardful", "paystack", "zendesk",
  "hubspot-v3", "square", "twilio", "growsurf", "authorize-net", "dub", "woocommerce", "github-form", "slack-form", "own", "own-url",
];
const first = (...names) => [...names, ...SECRET_SENDERS.filter((name) => !names.includes(name))];

/** Some text round the secret that does not belong to it. */
const round = (before, behind = "") => secretBecomes((secret) => before + secret + behind);

const whitespace = [
  { what: "echo KEY > file: a line break behind it", on: first("stripe", "standard-webhooks", "gitlab-token"), receive: round("", "\n") },
  { what: "a file of Windows: CRLF behind it", on: first("github", "track360"), receive: round("", "\r\n") },
  { what: "copied from a dashboard with a space behind it", on: first("shopify", "affiliatebase", "postback"), receive: round("", " ") },
  { what: "a space before it, behind the equals sign of .env", on: first("slack", "svix"), receive: round(" ") },
  { what: "a tab of a spreadsheet", on: first("paddle", "hubspot-v3"), receive: round("", "\t") },
  { what: "\\n spelled out (a JSON file, an escaped variable)", on: first("tolt", "zendesk"), receive: round("", "\\n") },
  { what: "a byte order mark before it", on: first("twilio", "own"), receive: round("\ufeff") },
  { what: "a zero-width space of a chat", on: first("square", "paystack"), receive: round("\u200b") },
  { what: "a line break behind it, the body has 64 KB", alone: true, on: first("growsurf", "stripe"), over: { items: 900 }, receive: round("", "\n") },
  { what: "a no-break space of a web page", on: first("rewardful", "growsurf"), receive: round("", "\u00a0") },
];

const quoted = [
  { what: "docker --env-file keeps double quotes", on: first("stripe", "affiliatebase", "gitlab-token"), receive: round("\"", "\"") },
  { what: "single quotes of .env in a systemd unit", on: first("github", "standard-webhooks"), receive: round("'", "'") },
  { what: "typographic quotes of a document", on: first("shopify", "slack"), receive: round("“", "”") },
  { what: "backticks of a chat", on: first("track360", "hubspot-v3"), receive: round("`", "`") },
  { what: "the JSON of AWS Secrets Manager round it", on: first("stripe", "shopify"), receive: secretBecomes((secret) => JSON.stringify({ WEBHOOK_SECRET: secret })) },
  { what: "escaped quotes of a YAML in JSON", on: first("square", "paddle"), receive: round("\\\"", "\\\"") },
];

const prefix = [
  { what: "the whole line of .env", on: first("stripe", "svix", "gitlab-token"), receive: round("STRIPE_WEBHOOK_SECRET=") },
  { what: "export NAME=", on: first("github", "track360"), receive: round("export WEBHOOK_SECRET=") },
  { what: "Bearer before it", on: first("paystack", "affiliatebase"), receive: round("Bearer ") },
  { what: "NAME: of a YAML file", on: first("slack", "shopify"), receive: round("webhook_secret: ") },
  { what: "its whsec_ left out", on: ["stripe", "dub"], receive: secretBecomes((secret) => secret.replace(/^whsec_/, "")) },
  { what: "its whsec_ cut off by a form that expects base64", on: ["affiliatebase"], receive: secretBecomes((secret) => secret.replace(/^whsec_/, "")) },
  { what: "whsec_ put before what has it already", on: ["stripe", "standard-webhooks", "tolt"], receive: round("whsec_") },
  { what: "v1, before it, as Supabase shows it", on: ["affiliatebase"], receive: round("v1,") },
];

/** The key that the sender makes of the secret's text is another one than the receiver makes. */
const keyForm = [
  { what: "the sender decodes what stands behind whsec_", on: ["dub", "stripe"], over: (r) => ({ secret: `whsec_${r.bytes(24).toString("base64")}`, key: whsec }) },
  { what: "the sender takes the text, whsec_ and all (Polar, before 2026)", on: ["standard-webhooks", "svix", "tolt"], over: { key: utf8 } },
  { what: "the sender takes the text behind whsec_", on: ["standard-webhooks", "svix"], over: { key: (text) => utf8(text.slice(6)) } },
  { what: "the sender decodes its hexadecimal secret", on: ["track360", "github", "rewardful", "shopify", "twilio"], over: { key: hexOf } },
  { what: "the sender decodes its base64 secret", on: ["track360-base64", "zendesk"], over: { key: base64Of } },
  { what: "the sender takes the hexadecimal text as it stands", on: ["authorize-net"], over: { key: utf8 } },
  { what: "the key is base64url without padding", on: ["own-url", "woocommerce", "square"], over: (r) => ({ secret: r.bytes(32).toString("base64url"), key: (text) => Buffer.from(text, "base64url") }) },
  { what: "the key is SHA-1 of the secret", on: ["own", "growsurf"], over: { key: (text) => createHash("sha1").update(text).digest() } },
  { what: "bytes of the text given where the text is meant", on: ["standard-webhooks", "svix"], receive: secretBecomes((secret) => utf8(secret)) },
  { what: "the sender decodes its hexadecimal secret, the body has 64 KB", alone: true, on: ["shopify", "slack"], over: { key: hexOf, items: 900 } },
  { what: "decoded bytes given where the text is the key", on: ["zendesk", "track360-base64"], receive: secretBecomes((secret) => base64Of(secret)) },
  { what: "hexadecimal decoded to bytes where the text is the key", on: ["github", "slack"], receive: secretBecomes((secret) => hexOf(secret)) },
];

const anotherOne = (name) => (delivery, r) => {
  const wrong = delivery.sender.secret(r);
  return { ...delivery, config: { ...delivery.config, secrets: wrong }, others: [{ name: "STAGING_SECRET", secret: delivery.sender.secret(r) }, { name, secret: delivery.config.secrets }] };
};
const secretOther = [
  { what: "the previous secret of a rotation", on: first("stripe", "standard-webhooks"), receive: anotherOne("PREVIOUS_SECRET") },
  { what: "test mode's secret", on: first("paystack", "square", "gitlab-token"), receive: anotherOne("TEST_SECRET") },
  { what: "the secret of the vendor's command line", on: first("github", "dub"), receive: anotherOne("CLI_SECRET") },
  { what: "another endpoint's secret", on: first("affiliatebase", "track360"), receive: anotherOne("OTHER_ENDPOINT") },
  { what: "another app's secret", on: first("slack", "twilio", "hubspot-v3"), receive: anotherOne("OTHER_APP") },
];

const named = (cause, list) => list.map((one) => ({ cause, kind: "secret", ...one }));

/** Every fault of a secret that can be proved. */
export const secretCauses = [
  ...named("secret_whitespace", whitespace), ...named("secret_quoted", quoted), ...named("secret_prefix", prefix), ...named("secret_key_form", keyForm), ...named("secret_other", secretOther),
];

/** Something else was configured; the right secret is not at hand. */
const instead = (make) => (delivery, r) => {
  const wrong = make(r, delivery);
  return { ...delivery, config: { ...delivery.config, secrets: wrong } };
};
const text = (r, length) => r.text(length, BASE62);

/** What can only be seen: no computation proves it. */
export const secretSeen = named("secret_wrong_kind", [
  { what: "the API's secret key", on: ["stripe", "affiliatebase"], receive: instead((r) => ["sk", "test", text(r, 40)].join("_")) },
  { what: "a restricted key", on: ["stripe"], receive: instead((r) => ["rk", "test", text(r, 40)].join("_")) },
  { what: "the publishable key", on: ["stripe", "square"], receive: instead((r) => ["pk", "test", text(r, 40)].join("_")) },
  { what: "the endpoint's URL", on: ["github", "slack", "svix"], receive: instead((r) => `https://hooks.example.test/in/${text(r, 20)}`) },
  { what: "the JSON of AWS Secrets Manager, of another secret", on: ["shopify", "stripe"], receive: instead((r) => JSON.stringify({ WEBHOOK_SECRET: text(r, 32) })) },
  { what: "a PEM public key", on: ["track360", "own"], receive: instead((r) => ["-----BEGIN ", "PUBLIC KEY-----\n", r.bytes(44).toString("base64"), "\n-----END ", "PUBLIC KEY-----\n"].join("")) },
  { what: "Standard Webhooks' public key", on: ["standard-webhooks"], receive: instead((r) => `whpk_${r.bytes(32).toString("base64")}`) },
  { what: "an access token of GitHub", on: ["github"], receive: instead((r) => ["ghp", text(r, 36)].join("_")) },
  { what: "a bot token of Slack", on: ["slack"], receive: instead((r) => ["xoxb", r.text(12, "0123456789"), text(r, 24)].join("-")) },
]);
