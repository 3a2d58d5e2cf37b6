/**
 * Senders as their vendors document them, on node:crypto alone: nothing of waxseal signs here, so
 * that a mistake in its own `sign` cannot hide one in its verification.
 *
 * Each returns a request ready to send: `{ method, url, headers, body }`.
 */
import { createHmac, randomBytes } from "node:crypto";

/** A secret as vendors issue them: 32 random bytes as text. */
export const newSecret = () => randomBytes(32).toString("hex");

/** A secret of the Svix family, whose key is what follows the prefix. */
export const newWhsec = () => ["whsec_", randomBytes(32).toString("base64")].join("");

const hmac = (key, ...parts) => {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac;
};
const inSeconds = (at) => String(Math.floor(at / 1_000));

/** AffiliateBase: Svix's headers, keyed with the secret's text as it is shown. */
export function affiliatebase(secret, body, { id = "msg_1", at = Date.now(), to = "/in/shop", headers = {} } = {}) {
  const time = inSeconds(at);
  const tag = hmac(secret, `${id}.${time}.`, body).digest("base64");
  return post(to, body, { "svix-id": id, "svix-timestamp": time, "svix-signature": `v1,${tag}`, ...headers });
}

/** The body of an AffiliateBase event. */
export function commission(id, fields = {}) {
  const { type = "commission.created", data, ...more } = fields;
  const details = { id: "com_1", affiliate_id: "aff_7", amount_cents: 1_250, currency: "EUR", ...data };
  return JSON.stringify({ id, type, occurred_at: "2026-11-21T08:00:00Z", data: details, ...more });
}

/** GitHub: the body alone is signed; delivery and event stand in headers that nobody signs. */
export function github(secret, body, { delivery, event = "push", to = "/in/github" } = {}) {
  const tag = hmac(secret, body).digest("hex");
  return post(to, body, { "x-hub-signature-256": `sha256=${tag}`, "x-github-delivery": delivery, "x-github-event": event });
}

/** Track360: the body alone is signed, in hex. */
export function track360(secret, body, { header = "x-track360-signature", to = "/in/track360" } = {}) {
  return post(to, body, { [header]: hmac(secret, body).digest("hex") });
}

/** Stripe: time and body, with the secret's text as the key. */
export function stripe(secret, body, { at = Date.now(), to = "/in/stripe" } = {}) {
  const time = inSeconds(at);
  return post(to, body, { "stripe-signature": `t=${time},v1=${hmac(secret, `${time}.`, body).digest("hex")}` });
}

/** Standard Webhooks: id, time and body, with the bytes behind `whsec_` as the key. */
export function standardWebhooks(secret, body, { id, at = Date.now(), to = "/in/standard" } = {}) {
  const time = inSeconds(at);
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const tag = hmac(key, `${id}.${time}.`, body).digest("base64");
  return post(to, body, { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${tag}` });
}

/** A postback of a tracking platform: everything in the query, a token as the only proof. */
export function postback(token, parameters, { to = "/in/postback" } = {}) {
  return { method: "GET", url: `${to}?${new URLSearchParams({ ...parameters, token })}`, headers: {} };
}

function post(url, body, headers) {
  return { method: "POST", url, headers: { "content-type": "application/json", ...headers }, body };
}
