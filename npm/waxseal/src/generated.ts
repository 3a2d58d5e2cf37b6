// Written by `cargo xtask gen` from the Rust crates. Do not edit.
import type { SchemeRow } from "./scheme-row.js";

/** The sender's fault. */
export const rejectCodes = [
  "signature_missing",
  "signature_malformed",
  "signature_unsupported",
  "signature_mismatch",
  "timestamp_missing",
  "timestamp_malformed",
  "timestamp_stale",
  "timestamp_future",
  "token_missing",
  "token_mismatch",
  "body_too_large",
  "body_malformed",
  "source_unknown",
  "method_not_allowed",
  "event_conflict",
  "address_denied",
  "insecure_transport",
  "rate_limited",
] as const;

/** One of {@link rejectCodes}. */
export type RejectCode = (typeof rejectCodes)[number];

/** The operator's or caller's setup. */
export const configCodes = [
  "secret_empty",
  "secret_short",
  "secret_malformed",
  "scheme_unknown",
  "scheme_invalid",
  "algorithm_unavailable",
  "origin_invalid",
  "key_invalid",
  "environment_unsupported",
  "config_invalid",
] as const;

/** One of {@link configCodes}. */
export type ConfigCode = (typeof configCodes)[number];

/** Ours: nothing was decided. */
export const faultCodes = [
  "store_unavailable",
  "store_overloaded",
  "internal",
] as const;

/** One of {@link faultCodes}. */
export type FaultCode = (typeof faultCodes)[number];

/** Any code. */
export type Code = RejectCode | ConfigCode | FaultCode;

/** The HTTP status that an intake answers. */
export const statusOf: Readonly<Record<Code, number>> = {
  signature_missing: 401,
  signature_malformed: 400,
  signature_unsupported: 401,
  signature_mismatch: 401,
  timestamp_missing: 401,
  timestamp_malformed: 400,
  timestamp_stale: 401,
  timestamp_future: 401,
  token_missing: 401,
  token_mismatch: 401,
  body_too_large: 413,
  body_malformed: 400,
  source_unknown: 404,
  method_not_allowed: 405,
  event_conflict: 409,
  address_denied: 403,
  insecure_transport: 403,
  rate_limited: 429,
  secret_empty: 503,
  secret_short: 503,
  secret_malformed: 503,
  scheme_unknown: 503,
  scheme_invalid: 503,
  algorithm_unavailable: 503,
  origin_invalid: 503,
  key_invalid: 503,
  environment_unsupported: 503,
  config_invalid: 503,
  store_unavailable: 503,
  store_overloaded: 503,
  internal: 503,
};

/** What a problem document says of it, for people. */
export const titleOf: Readonly<Record<Code, string>> = {
  signature_missing: "A header that the signature needs is absent or empty.",
  signature_malformed: "The signature, or a value that it covers, does not have the scheme's form.",
  signature_unsupported: "The request carries signatures, but none of a kind that the scheme accepts.",
  signature_mismatch: "No configured secret makes a signature that the request carries.",
  timestamp_missing: "The scheme signs a timestamp and the request has none.",
  timestamp_malformed: "The timestamp does not have the scheme's form.",
  timestamp_stale: "The signature is right and its timestamp is older than the tolerance.",
  timestamp_future: "The signature is right and its timestamp is further ahead than the tolerance.",
  token_missing: "The request carries no token.",
  token_mismatch: "The request's token is none of the configured ones.",
  body_too_large: "The body is larger than the stated cap, or than the hashing budget allows.",
  body_malformed: "The body does not have the form that the source demands.",
  source_unknown: "No source has this name.",
  method_not_allowed: "The source does not take this HTTP method.",
  event_conflict: "The same event id came before with other content, and the source refuses that.",
  address_denied: "The sender's address is not on the source's list.",
  insecure_transport: "The request did not come over HTTPS.",
  rate_limited: "The source sent more than its agreed rate.",
  secret_empty: "A secret has no bytes.",
  secret_short: "A secret has fewer than 16 bytes, and short ones were not allowed.",
  secret_malformed: "A secret does not have the form, or is not of the kind, that the scheme needs.",
  scheme_unknown: "No scheme has this id.",
  scheme_invalid: "A scheme, or an option for it, cannot work.",
  algorithm_unavailable: "This build or host lacks the scheme's algorithm.",
  origin_invalid: "An origin's settings cannot work.",
  key_invalid: "Keys are too many, or a dedupe key cannot work.",
  environment_unsupported: "The host forbids something that is needed, such as WebAssembly.",
  config_invalid: "The configuration as a whole cannot be used.",
  store_unavailable: "A store did not answer or refused.",
  store_overloaded: "A store sheds load.",
  internal: "Something failed that should not be able to.",
};

/** How far a verification came before it failed: the highest explains best. */
export const rankOf: Readonly<Record<Code, number>> = {
  signature_missing: 10,
  signature_malformed: 30,
  signature_unsupported: 20,
  signature_mismatch: 60,
  timestamp_missing: 40,
  timestamp_malformed: 50,
  timestamp_stale: 80,
  timestamp_future: 80,
  token_missing: 10,
  token_mismatch: 60,
  body_too_large: 70,
  body_malformed: 70,
  source_unknown: 0,
  method_not_allowed: 0,
  event_conflict: 90,
  address_denied: 0,
  insecure_transport: 0,
  rate_limited: 0,
  secret_empty: 0,
  secret_short: 0,
  secret_malformed: 0,
  scheme_unknown: 0,
  scheme_invalid: 0,
  algorithm_unavailable: 0,
  origin_invalid: 0,
  key_invalid: 0,
  environment_unsupported: 0,
  config_invalid: 0,
  store_unavailable: 0,
  store_overloaded: 0,
  internal: 0,
};

/** How a signature is written. */
export const encodings = [
  "hex",
  "base64",
  "base64url",
] as const;

/** One of {@link encodings}. */
export type Encoding = (typeof encodings)[number];

/** The options that each built-in scheme takes: its kind of key, and what it leaves open. */
export interface SchemeOptions {
  readonly "affiliatebase": "secrets" | "toleranceSeconds";
  readonly "track360": "secrets" | "header" | "encoding" | "id" | "type" | "version";
  readonly "tolt": "secrets" | "toleranceSeconds";
  readonly "rewardful": "secrets";
  readonly "dub": "secrets";
  readonly "refersion": "secrets";
  readonly "growsurf": "secrets" | "toleranceSeconds";
  readonly "affonso": "secrets" | "toleranceSeconds";
  readonly "affonso-s2s": "secrets" | "toleranceSeconds";
  readonly "uppromote": "secrets" | "encoding";
  readonly "mention-me": "secrets" | "encoding";
  readonly "reditus": "secrets";
  readonly "incenta": "secrets";
  readonly "navoswap": "secrets" | "toleranceSeconds";
  readonly "refgrow": "secrets";
  readonly "sweetref": "secrets";
  readonly "levanta": "secrets";
  readonly "influencemart": "secrets" | "toleranceSeconds";
  readonly "attribloom": "secrets" | "toleranceSeconds";
  readonly "friendbuy": "secrets";
  readonly "loyaltylion": "secrets";
  readonly "joy": "secrets";
  readonly "rivo": "secrets";
  readonly "loyalite": "secrets";
  readonly "loyalty-now": "secrets" | "toleranceSeconds" | "url";
  readonly "thrivecart": "secrets";
  readonly "eduzz": "secrets" | "encoding";
  readonly "hotmart": "secrets";
  readonly "standard-webhooks": "secrets" | "toleranceSeconds";
  readonly "standard-webhooks-v1a": "keys" | "toleranceSeconds";
  readonly "svix": "secrets" | "toleranceSeconds";
  readonly "clerk": "secrets" | "toleranceSeconds";
  readonly "resend": "secrets" | "toleranceSeconds";
  readonly "goody": "secrets" | "toleranceSeconds";
  readonly "stytch": "secrets" | "toleranceSeconds";
  readonly "vanta": "secrets" | "toleranceSeconds";
  readonly "openai": "secrets" | "toleranceSeconds";
  readonly "anthropic": "secrets" | "toleranceSeconds";
  readonly "gemini": "secrets" | "toleranceSeconds";
  readonly "replicate": "secrets" | "toleranceSeconds";
  readonly "supabase": "secrets" | "toleranceSeconds";
  readonly "polar": "secrets" | "toleranceSeconds";
  readonly "increase": "secrets" | "toleranceSeconds";
  readonly "whop": "secrets" | "toleranceSeconds";
  readonly "lithic": "secrets" | "toleranceSeconds";
  readonly "dodo-payments": "secrets" | "toleranceSeconds";
  readonly "brex": "secrets" | "toleranceSeconds";
  readonly "render": "secrets" | "toleranceSeconds";
  readonly "loops": "secrets" | "toleranceSeconds";
  readonly "etsy": "secrets" | "toleranceSeconds";
  readonly "incident-io": "secrets" | "toleranceSeconds";
  readonly "fathom": "secrets" | "toleranceSeconds";
  readonly "gitlab-signing": "secrets" | "toleranceSeconds";
  readonly "signatureapi": "secrets" | "toleranceSeconds";
  readonly "postsyncer": "secrets" | "toleranceSeconds";
  readonly "liveblocks": "secrets" | "toleranceSeconds";
  readonly "recall-ai": "secrets" | "toleranceSeconds";
  readonly "composio": "secrets" | "toleranceSeconds";
  readonly "agentmail": "secrets" | "toleranceSeconds";
  readonly "ahasend": "secrets" | "toleranceSeconds";
  readonly "openmeter": "secrets" | "toleranceSeconds";
  readonly "autumn": "secrets" | "toleranceSeconds";
  readonly "finch": "secrets" | "toleranceSeconds";
  readonly "linq": "secrets" | "toleranceSeconds";
  readonly "token": "secrets" | "header" | "query" | "prefix" | "id" | "type" | "version";
  readonly "basic": "secrets" | "id" | "type" | "version";
  readonly "none": "id" | "type" | "version";
  readonly "stripe": "secrets" | "toleranceSeconds";
  readonly "shopify": "secrets";
  readonly "woocommerce": "secrets";
  readonly "lemon-squeezy": "secrets";
  readonly "paddle": "secrets" | "toleranceSeconds";
  readonly "recurly": "secrets" | "toleranceSeconds";
  readonly "chargebee": "secrets";
  readonly "chargify": "secrets";
  readonly "gocardless": "secrets";
  readonly "adyen": "secrets";
  readonly "adyen-platform": "secrets";
  readonly "square": "secrets" | "url";
  readonly "braintree": "secrets";
  readonly "coinbase-commerce": "secrets";
  readonly "razorpay": "secrets";
  readonly "paystack": "secrets";
  readonly "checkout-com": "secrets";
  readonly "mollie": "secrets";
  readonly "mercado-pago": "secrets" | "toleranceSeconds";
  readonly "authorize-net": "secrets";
  readonly "modern-treasury": "secrets";
  readonly "orb": "secrets" | "toleranceSeconds";
  readonly "airwallex": "secrets" | "toleranceSeconds";
  readonly "affirm": "secrets" | "toleranceSeconds";
  readonly "worldpay": "secrets" | "encoding";
  readonly "revolut": "secrets" | "toleranceSeconds";
  readonly "cashfree": "secrets" | "toleranceSeconds";
  readonly "bigcommerce": "secrets" | "header" | "prefix";
  readonly "wise": "keys";
  readonly "xendit": "secrets";
  readonly "alchemy": "secrets";
  readonly "moonpay": "secrets" | "toleranceSeconds";
  readonly "fintoc": "secrets" | "toleranceSeconds";
  readonly "coinify": "secrets";
  readonly "coinflow": "secrets" | "toleranceSeconds";
  readonly "strike": "secrets";
  readonly "fourthwall": "secrets";
  readonly "fastspring": "secrets";
  readonly "circle": "keys";
  readonly "dwolla": "secrets";
  readonly "zettle": "secrets" | "toleranceSeconds";
  readonly "lago": "secrets";
  readonly "easypost": "secrets";
  readonly "worldline": "secrets";
  readonly "yampi": "secrets";
  readonly "nmi": "secrets";
  readonly "transfi": "secrets";
  readonly "fincra": "secrets";
  readonly "monnify": "secrets";
  readonly "billit": "secrets" | "toleranceSeconds";
  readonly "invoiless": "secrets";
  readonly "btcpay": "secrets";
  readonly "openpix": "keys";
  readonly "moov": "secrets";
  readonly "hitpay": "secrets";
  readonly "creem": "secrets";
  readonly "github": "secrets";
  readonly "gitlab-token": "secrets";
  readonly "bitbucket": "secrets";
  readonly "jira": "secrets";
  readonly "gitea": "secrets";
  readonly "gogs": "secrets";
  readonly "gitness": "secrets" | "header";
  readonly "vercel": "secrets";
  readonly "linear": "secrets" | "toleranceSeconds";
  readonly "sentry": "secrets";
  readonly "pagerduty": "secrets";
  readonly "rootly": "secrets" | "toleranceSeconds";
  readonly "firehydrant": "secrets";
  readonly "circleci": "secrets";
  readonly "buildkite": "secrets" | "toleranceSeconds";
  readonly "buildkite-token": "secrets";
  readonly "semaphore": "secrets";
  readonly "expo": "secrets";
  readonly "heroku": "secrets";
  readonly "pulumi": "secrets";
  readonly "terraform": "secrets";
  readonly "terraform-run-task": "secrets";
  readonly "cloudflare-stream": "secrets" | "toleranceSeconds";
  readonly "cloudflare-notifications": "secrets";
  readonly "mongodb-atlas": "secrets";
  readonly "jfrog": "secrets";
  readonly "jfrog-token": "secrets";
  readonly "npm": "secrets";
  readonly "sonarqube": "secrets";
  readonly "snyk": "secrets";
  readonly "hackerone": "secrets";
  readonly "checkly": "secrets";
  readonly "grafana": "secrets" | "header";
  readonly "launchdarkly": "secrets";
  readonly "statsig": "secrets" | "toleranceSeconds";
  readonly "flagsmith": "secrets";
  readonly "growthbook": "secrets";
  readonly "doppler": "secrets";
  readonly "infisical": "secrets" | "toleranceSeconds";
  readonly "workos": "secrets" | "toleranceSeconds";
  readonly "logto": "secrets";
  readonly "zitadel": "secrets" | "toleranceSeconds";
  readonly "plane": "secrets";
  readonly "airtable": "secrets";
  readonly "segment": "secrets";
  readonly "autodesk": "secrets";
  readonly "nylas": "secrets";
  readonly "sanity": "secrets" | "toleranceSeconds";
  readonly "contentful": "secrets" | "url";
  readonly "storyblok": "secrets";
  readonly "prismic": "secrets";
  readonly "webflow": "secrets" | "toleranceSeconds";
  readonly "ghost": "secrets" | "toleranceSeconds";
  readonly "discourse": "secrets";
  readonly "mux": "secrets" | "toleranceSeconds";
  readonly "livepeer": "secrets";
  readonly "uploadcare": "secrets";
  readonly "pusher": "secrets";
  readonly "ably": "secrets";
  readonly "agora": "secrets";
  readonly "elevenlabs": "secrets" | "toleranceSeconds";
  readonly "retell": "secrets" | "toleranceSeconds";
  readonly "bland": "secrets";
  readonly "cursor": "secrets";
  readonly "iron": "secrets" | "toleranceSeconds";
  readonly "hookdeck": "secrets";
  readonly "outpost": "secrets" | "header" | "encoding";
  readonly "convoy": "secrets" | "header" | "encoding";
  readonly "convoy-advanced": "secrets" | "toleranceSeconds" | "header" | "encoding";
  readonly "meta": "secrets";
  readonly "whatsapp": "secrets";
  readonly "instagram": "secrets";
  readonly "messenger": "secrets";
  readonly "x": "secrets";
  readonly "slack": "secrets" | "toleranceSeconds";
  readonly "zoom": "secrets" | "toleranceSeconds";
  readonly "discord": "keys" | "toleranceSeconds";
  readonly "telnyx": "keys" | "toleranceSeconds";
  readonly "twilio": "secrets" | "url";
  readonly "sendgrid": "keys" | "toleranceSeconds";
  readonly "mailgun": "secrets" | "toleranceSeconds";
  readonly "postmark": "secrets";
  readonly "sparkpost": "secrets";
  readonly "bandwidth": "secrets";
  readonly "brevo": "secrets" | "header" | "prefix";
  readonly "mandrill": "secrets" | "url";
  readonly "line": "secrets";
  readonly "sinch": "secrets" | "toleranceSeconds";
  readonly "sinch-numbers": "secrets";
  readonly "plivo": "secrets" | "url";
  readonly "tiktok": "secrets" | "toleranceSeconds";
  readonly "linkedin": "secrets";
  readonly "twitch": "secrets" | "toleranceSeconds";
  readonly "youtube": "secrets";
  readonly "websub": "secrets";
  readonly "websub-sha512": "secrets";
  readonly "viber": "secrets";
  readonly "telegram": "secrets";
  readonly "lark": "secrets" | "toleranceSeconds";
  readonly "microsoft-teams": "secrets";
  readonly "webex": "secrets";
  readonly "ringcentral": "secrets";
  readonly "aircall": "secrets";
  readonly "front": "secrets" | "toleranceSeconds";
  readonly "front-rules": "secrets";
  readonly "intercom": "secrets";
  readonly "helpscout": "secrets";
  readonly "zendesk": "secrets" | "toleranceSeconds";
  readonly "chatwoot": "secrets" | "toleranceSeconds";
  readonly "tawk-to": "secrets";
  readonly "customer-io": "secrets" | "toleranceSeconds";
  readonly "klaviyo": "secrets";
  readonly "attentive": "secrets";
  readonly "knock": "secrets" | "toleranceSeconds";
  readonly "mailersend": "secrets";
  readonly "mailerlite": "secrets";
  readonly "sendbird": "secrets";
  readonly "stream": "secrets";
  readonly "whereby": "secrets" | "toleranceSeconds";
  readonly "talkjs": "secrets" | "toleranceSeconds";
  readonly "surge": "secrets" | "toleranceSeconds";
  readonly "surge-v1": "secrets" | "toleranceSeconds";
  readonly "podium": "secrets" | "toleranceSeconds";
  readonly "hubspot-v1": "secrets";
  readonly "hubspot-v2": "secrets" | "url";
  readonly "hubspot-v3": "secrets" | "toleranceSeconds" | "url";
  readonly "typeform": "secrets";
  readonly "tally": "secrets";
  readonly "docusign": "secrets";
  readonly "pandadoc": "secrets";
  readonly "documenso": "secrets";
  readonly "box": "secrets" | "toleranceSeconds";
  readonly "dropbox": "secrets";
  readonly "frame-io": "secrets" | "toleranceSeconds";
  readonly "figma": "secrets";
  readonly "notion": "secrets";
  readonly "asana": "secrets";
  readonly "clickup": "secrets";
  readonly "trello": "secrets" | "url";
  readonly "smartsheet": "secrets";
  readonly "fireflies": "secrets";
  readonly "toggl": "secrets";
  readonly "clockify": "secrets";
  readonly "datasaur": "secrets";
  readonly "firecrawl": "secrets";
  readonly "calendly": "secrets" | "toleranceSeconds";
  readonly "cal-com": "secrets";
  readonly "acuity": "secrets";
  readonly "cronofy": "secrets";
  readonly "savvycal": "secrets";
  readonly "attio": "secrets";
  readonly "close": "secrets" | "toleranceSeconds";
  readonly "outreach": "secrets";
  readonly "salesloft": "secrets";
  readonly "pipedrive": "secrets";
  readonly "jobber": "secrets";
  readonly "greenhouse": "secrets";
  readonly "lever": "secrets" | "toleranceSeconds";
  readonly "ashby": "secrets";
  readonly "workable": "secrets";
  readonly "hireflix": "secrets";
  readonly "deel": "secrets";
  readonly "bamboohr": "secrets" | "toleranceSeconds";
  readonly "hibob": "secrets";
  readonly "gusto": "secrets";
  readonly "merge": "secrets";
  readonly "onfido": "secrets";
  readonly "persona": "secrets" | "toleranceSeconds";
  readonly "veriff": "secrets";
  readonly "sumsub": "secrets";
  readonly "middesk": "secrets";
  readonly "checkr": "secrets";
  readonly "idenfy": "secrets";
  readonly "okta": "secrets" | "header";
  readonly "auth0": "secrets";
  readonly "xero": "secrets";
  readonly "quickbooks": "secrets";
  readonly "recharge": "secrets" | "toleranceSeconds";
  readonly "recharge-legacy": "secrets";
  readonly "squarespace": "secrets";
  readonly "thinkific": "secrets";
  readonly "aftership": "secrets";
  readonly "shippo": "secrets" | "toleranceSeconds";
  readonly "lob": "secrets";
  readonly "onfleet": "secrets";
  readonly "samsara": "secrets" | "toleranceSeconds";
  readonly "verkada": "secrets" | "toleranceSeconds";
  readonly "leaf": "secrets";
  readonly "whoop": "secrets" | "toleranceSeconds";
  readonly "oura": "secrets" | "toleranceSeconds";
  readonly "strava": never;
}

/** The id of a built-in scheme. */
export type SchemeId = keyof SchemeOptions;

/**
 * A scheme of your own, in the language of the built-in ones. `signature` and `message` are
 * needed, unless a token or nothing is checked.
 */
export interface OwnScheme {
  /** What makes the signature. Default: hmac-sha256. */
  readonly algorithm?: "hmac-sha256" | "hmac-sha1" | "hmac-sha512" | "ed25519" | "ecdsa-p256" | "rsa-sha256" | "sha256" | "token" | "basic" | "none" | undefined;
  /** Where signatures stand: header:x-name, query:name, form:name or a JSON pointer; several separated by spaces, aliases of a header by commas. */
  readonly signature?: string | readonly string[] | undefined;
  /** How the value is laid out: {signature}, sha256={signature}, v1={signature},... or t={timestamp},v1={signature},... Default: {signature}. */
  readonly form?: string | undefined;
  /** How one signature is written. Default: hex. */
  readonly encoding?: "hex" | "base64" | "base64url" | undefined;
  /** How the secret's text becomes the key; several forms are tried in order. Default: utf8, the text itself. */
  readonly key?: string | readonly ("utf8" | "whsec" | "whsec-or-bare" | "hex" | "base64" | "sha1")[] | undefined;
  /** The signed bytes: literals and {body}, {timestamp}, {method}, {url}, {path}, {header:x}, {query:x}, {form:x}, {form} (all fields sorted; {form|once}: equal pairs once), {/pointer}, {secret}, {headers:x}; [optional parts] in brackets. */
  readonly message?: string | undefined;
  /** Where the timestamp stands, unless the form says so. */
  readonly timestamp?: string | undefined;
  /** How the timestamp is written; unix is seconds or milliseconds, as the number of digits says. Default: seconds. */
  readonly unit?: "seconds" | "milliseconds" | "rfc3339" | "rfc3339-utc" | "unix" | undefined;
  /** How far the timestamp may lie from now, in seconds: 300, past/future 600/300, or none. Default: 300. */
  readonly tolerance?: number | string | undefined;
  /** A place whose hexadecimal SHA-256 must be the body's, when it is present. */
  readonly digest?: string | undefined;
  /** Where the event's id stands. A pointer with the token * names the ids of a list. */
  readonly id?: string | undefined;
  /** Where the event's type stands. */
  readonly type?: string | undefined;
  /** Where the schema version stands. */
  readonly version?: string | undefined;
  /** What users of the scheme may set. */
  readonly opens?: string | readonly ("header" | "query" | "prefix" | "encoding" | "pointers")[] | undefined;
  /** What the vendor asks before it sends events, one rule per line. */
  readonly handshake?: string | readonly string[] | undefined;
}

/** The fields that may be lists, and what stands between their elements. */
export const listFields: Readonly<Record<string, string>> = {
  signature: " ",
  key: " ",
  opens: " ",
  handshake: "\n",
};

/** The built-in schemes and what follows from them. */
export const schemes: readonly SchemeRow[] = [
  { id: "affiliatebase", name: "AffiliateBase", reference: "https://www.affiliatebase.io/docs/api/outbound-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "track360", name: "Track360", reference: "https://track360.io/blog/affiliate-platform-webhook-configuration-event-notifications-guide", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-track360-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "encoding", "id", "type", "version"] },
  { id: "tolt", name: "Tolt", reference: "https://docs.tolt.com/webhooks/verify", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "rewardful", name: "Rewardful", reference: "https://developers.rewardful.com/webhooks/signed-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-rewardful-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "dub", name: "Dub", reference: "https://github.com/dubinc/dub/blob/main/apps/web/lib/webhook/signature.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["dub-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "refersion", name: "Refersion", reference: "https://www.refersion.dev/reference/webhook-validation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["refersion-signature", "refersion-topic"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "growsurf", name: "GrowSurf", reference: "https://docs.growsurf.com/developer-tools/webhooks/securing-your-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["growsurf-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "affonso", name: "Affonso", reference: "https://docs.affonso.io/webhooks/setup", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-affonso-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "affonso-s2s", name: "Affonso server to server", reference: "https://github.com/affonso-io/affonso-node/blob/main/src/http.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-affonso-signature", "x-affonso-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "uppromote", name: "UpPromote", reference: "https://aff-api.uppromote.com/docs/v2/webhook-overview-1623756m0", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-uppromote-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["encoding"] },
  { id: "mention-me", name: "Mention Me", reference: "https://docs.mention-me.com/api-reference/webhooks/security", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-mentionme-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["encoding"] },
  { id: "reditus", name: "Reditus", reference: "https://docs.getreditus.com/webhooks/get_started", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "incenta", name: "Incenta", reference: "https://incenta.dev/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "navoswap", name: "NavoSwap affiliates", reference: "https://docs.navoswap.com/partners/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-navoswap-signature", "x-navoswap-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "refgrow", name: "Refgrow", reference: "https://refgrow.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-refgrow-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sweetref", name: "SweetRef", reference: "https://sweetref.apidog.io/doc-738006", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "levanta", name: "Levanta", reference: "https://knowledge.levanta.io/creator-webhook-documentation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-levanta-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "influencemart", name: "Influencemart conversions", reference: "https://shop.influencemart.com/developers/hmac", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["x-signature", "x-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "attribloom", name: "Attribloom conversions", reference: "https://attribloom.com/guides/webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-ea-signature", "x-ea-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "friendbuy", name: "Friendbuy", reference: "https://developers.friendbuy.com/#signature-validation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-friendbuy-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "loyaltylion", name: "LoyaltyLion", reference: "https://developers.loyaltylion.com/api/resources/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-loyaltylion-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "joy", name: "Joy Loyalty", reference: "https://devdocs.joy.so/webhook-api/security/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-joy-loyalty-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "rivo", name: "Rivo", reference: "https://developer-docs.rivo.io/reference/verifying-webhook-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["rivo-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "loyalite", name: "Loyalite", reference: "https://docs.loyalite.app/webhooks/security", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-loyalite-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "loyalty-now", name: "Loyalty Now", reference: "https://dev.loyaltynow.com/docs/webhooks/security-and-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: true }, reads: ["x-l1-signature", "x-l1-requestdate"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "thrivecart", name: "ThriveCart", reference: "https://support.thrivecart.com/help/using-webhook-notifications/", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "eduzz", name: "Eduzz", reference: "https://github.com/eduzz/eduzz-webhook-docs", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["encoding"] },
  { id: "hotmart", name: "Hotmart", reference: "https://developers.hotmart.com/docs/en/1.0.0/webhook/using-webhook/", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-hotmart-hottok"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "standard-webhooks", name: "Standard Webhooks", reference: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "standard-webhooks-v1a", name: "Standard Webhooks, asymmetric", reference: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md", algorithm: "ed25519", takes: "keys", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "svix-signature", "webhook-timestamp", "svix-timestamp", "webhook-id", "svix-id"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "svix", name: "Svix", reference: "https://docs.svix.com/receiving/verifying-payloads/how-manual", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "webhook-signature", "svix-timestamp", "webhook-timestamp", "svix-id", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "clerk", name: "Clerk", reference: "https://github.com/clerk/javascript/blob/main/packages/backend/src/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "resend", name: "Resend", reference: "https://resend.com/docs/webhooks/verify-webhooks-requests", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "goody", name: "Goody", reference: "https://developer.ongoody.com/webhooks/webhook-security", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "stytch", name: "Stytch", reference: "https://stytch.com/docs/guides/dashboard/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "vanta", name: "Vanta", reference: "https://developer.vanta.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "openai", name: "OpenAI", reference: "https://github.com/openai/openai-node/blob/master/src/lib/webhook-signature.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "anthropic", name: "Anthropic", reference: "https://github.com/anthropics/anthropic-sdk-typescript/blob/main/src/resources/beta/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gemini", name: "Gemini API", reference: "https://github.com/google-gemini/cookbook/blob/main/quickstarts/Webhooks.ipynb", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "replicate", name: "Replicate", reference: "https://replicate.com/docs/topics/webhooks/verify-webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "supabase", name: "Supabase auth hooks", reference: "https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "polar", name: "Polar", reference: "https://github.com/polarsource/polar/pull/14117", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "increase", name: "Increase", reference: "https://github.com/Increase/increase-typescript/blob/main/src/resources/events.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "whop", name: "Whop", reference: "https://docs.whop.com/developer/guides/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "lithic", name: "Lithic", reference: "https://github.com/lithic-com/lithic-node/blob/main/src/resources/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "dodo-payments", name: "Dodo Payments", reference: "https://github.com/dodopayments/dodopayments-typescript/blob/main/src/resources/webhooks/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "brex", name: "Brex", reference: "https://developer.brex.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "render", name: "Render", reference: "https://github.com/render-examples/webhook-receiver/blob/main/app.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "loops", name: "Loops", reference: "https://loops.so/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "etsy", name: "Etsy", reference: "https://developers.etsy.com/documentation/essentials/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "incident-io", name: "incident.io", reference: "https://docs.incident.io/api-reference/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "fathom", name: "Fathom", reference: "https://developers.fathom.ai/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gitlab-signing", name: "GitLab signing token", reference: "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id", "x-gitlab-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "signatureapi", name: "SignatureAPI", reference: "https://signatureapi.com/docs/api/guides/how-to/verify-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "postsyncer", name: "PostSyncer", reference: "https://docs.postsyncer.com/guides/verify-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "liveblocks", name: "Liveblocks", reference: "https://github.com/liveblocks/liveblocks/blob/main/packages/liveblocks-node/src/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "recall-ai", name: "Recall.ai", reference: "https://docs.recall.ai/docs/authenticating-requests-from-recallai", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "svix-signature", "webhook-timestamp", "svix-timestamp", "webhook-id", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "composio", name: "Composio", reference: "https://github.com/ComposioHQ/composio/blob/next/ts/packages/core/src/models/Triggers.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "agentmail", name: "AgentMail", reference: "https://docs.agentmail.to/webhook-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "ahasend", name: "AhaSend", reference: "https://ahasend.com/docs/api-reference/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "openmeter", name: "OpenMeter", reference: "https://openmeter.io/docs/guides/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "autumn", name: "Autumn", reference: "https://docs.useautumn.com/documentation/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["svix-signature", "svix-timestamp", "svix-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "finch", name: "Finch", reference: "https://github.com/Finch-API/finch-api-node/blob/main/src/resources/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["finch-signature", "finch-timestamp", "finch-event-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "linq", name: "Linq", reference: "https://github.com/linq-team/linq-node/blob/main/src/resources/webhook-events.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-webhook-signature", "x-webhook-timestamp", "x-webhook-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "token", name: "Shared token", reference: "https://www.rfc-editor.org/rfc/rfc6750", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "query", "prefix", "id", "type", "version"] },
  { id: "basic", name: "HTTP Basic", reference: "https://www.rfc-editor.org/rfc/rfc7617", algorithm: "basic", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: ["id", "type", "version"] },
  { id: "none", name: "Nothing", reference: "https://www.rfc-editor.org/rfc/rfc9110", algorithm: "none", takes: "nothing", assurance: "none", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: true, opens: ["id", "type", "version"] },
  { id: "stripe", name: "Stripe", reference: "https://docs.stripe.com/webhooks/signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["stripe-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "shopify", name: "Shopify", reference: "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-shopify-hmac-sha256", "shopify-hmac-sha256", "x-shopify-webhook-id", "shopify-webhook-id", "x-shopify-topic", "shopify-topic", "x-shopify-api-version", "shopify-api-version"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "woocommerce", name: "WooCommerce", reference: "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-wc-webhook-signature", "x-wc-webhook-topic"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "lemon-squeezy", name: "Lemon Squeezy", reference: "https://docs.lemonsqueezy.com/help/webhooks/signing-requests", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "paddle", name: "Paddle", reference: "https://github.com/PaddleHQ/paddle-node-sdk/blob/main/src/notifications/helpers/webhooks-validator.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["paddle-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "recurly", name: "Recurly (JSON)", reference: "https://docs.recurly.com/v1.3/docs/signature-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["recurly-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "chargebee", name: "Chargebee", reference: "https://github.com/chargebee/chargebee-node#handle-webhooks", algorithm: "basic", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "chargify", name: "Maxio Advanced Billing (Chargify)", reference: "https://help.chargify.com/settings/webhooks.html", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-chargify-webhook-signature-hmac-sha-256", "x-chargify-webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gocardless", name: "GoCardless", reference: "https://github.com/gocardless/gocardless-nodejs/blob/master/src/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: false, url: false }, reads: ["webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "adyen", name: "Adyen (standard payments)", reference: "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "adyen-platform", name: "Adyen (platform, management)", reference: "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["hmacsignature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "square", name: "Square", reference: "https://github.com/square/square-nodejs-sdk/blob/master/src/wrapper/WebhooksHelper.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: true }, reads: ["x-square-hmacsha256-signature"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "braintree", name: "Braintree", reference: "https://github.com/braintree/braintree_node/blob/master/lib/braintree/webhook_notification_gateway.js", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "coinbase-commerce", name: "Coinbase Commerce", reference: "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-cc-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "razorpay", name: "Razorpay", reference: "https://github.com/razorpay/razorpay-node/blob/master/lib/utils/razorpay-utils.js", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-razorpay-signature", "x-razorpay-event-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "paystack", name: "Paystack", reference: "https://paystack.com/docs/payments/webhooks/", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-paystack-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "checkout-com", name: "Checkout.com", reference: "https://www.checkout.com/docs/developer-resources/webhooks/manage-webhooks/set-up-your-webhook-receiver", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["cko-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "mollie", name: "Mollie", reference: "https://github.com/mollie/mollie-api-php/blob/master/src/Webhooks/SignatureValidator.php", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-mollie-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "mercado-pago", name: "Mercado Pago", reference: "https://github.com/mercadopago/sdk-nodejs/blob/master/src/utils/webhook/index.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: true, url: false }, reads: ["x-signature", "x-request-id"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "authorize-net", name: "Authorize.Net", reference: "https://developer.authorize.net/api/reference/features/webhooks.html", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-anet-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "modern-treasury", name: "Modern Treasury", reference: "https://github.com/Modern-Treasury/modern-treasury-node/blob/main/src/resources/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "orb", name: "Orb", reference: "https://github.com/orbcorp/orb-node/blob/main/src/resources/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-orb-signature", "x-orb-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "airwallex", name: "Airwallex", reference: "https://www.airwallex.com/docs/developer-tools__listen-for-webhook-events", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-signature", "x-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "affirm", name: "Affirm", reference: "https://docs.affirm.com/developers/docs/checking-webhook-signatures", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-affirm-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "worldpay", name: "Worldpay", reference: "https://docs.worldpay.com/access/products/events/signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["event-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["encoding"] },
  { id: "revolut", name: "Revolut", reference: "https://developer.revolut.com/docs/guides/manage-accounts/webhooks/verify-the-payload-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["revolut-signature", "revolut-request-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "cashfree", name: "Cashfree", reference: "https://www.cashfree.com/docs/payments/online/webhooks/signature-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-webhook-signature", "x-webhook-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "bigcommerce", name: "BigCommerce", reference: "https://github.com/bigcommerce/docs/blob/main/docs/integrations/webhooks/tutorial.mdx", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "prefix"] },
  { id: "wise", name: "Wise", reference: "https://github.com/transferwise/digital-signatures-examples/tree/main/verify-webhook-signature", algorithm: "rsa-sha256", takes: "keys", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-signature-sha256"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "xendit", name: "Xendit", reference: "https://help.xendit.co/hc/en-us/articles/360038072991-How-to-validate-if-the-webhook-is-sent-from-Xendit", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-callback-token"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "alchemy", name: "Alchemy", reference: "https://docs.alchemy.com/reference/notify-api-faq", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-alchemy-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "moonpay", name: "MoonPay", reference: "https://dev.moonpay.com/reference/reference-webhooks-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["moonpay-signature-v2"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "fintoc", name: "Fintoc", reference: "https://docs.fintoc.com/guides/resources/webhooks-walkthrough/webhooks-validating", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["fintoc-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "coinify", name: "Coinify", reference: "https://coinify.readme.io/docs/webhook-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-coinify-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "coinflow", name: "Coinflow", reference: "https://docs.coinflow.cash/guides/developer-resources/webhooks/verifying-webhook-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["coinflow-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "strike", name: "Strike", reference: "https://docs.strike.me/webhooks/signature-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "fourthwall", name: "Fourthwall", reference: "https://docs.fourthwall.com/webhooks/signature-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-fourthwall-hmac-sha256", "x-fourthwall-hmac-apps-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "fastspring", name: "FastSpring", reference: "https://developer.fastspring.com/docs/message-security", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: false, url: false }, reads: ["x-fs-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "circle", name: "Circle", reference: "https://developers.circle.com/api-reference/verify-webhook-signatures", algorithm: "ecdsa-p256", takes: "keys", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-circle-signature"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "dwolla", name: "Dwolla", reference: "https://developers.dwolla.com/docs/balance/connect/process-validate", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-request-signature-sha-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "zettle", name: "Zettle", reference: "https://github.com/iZettle/api-documentation/blob/master/pusher-api/user-guides/create-subscriptions.md", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: true, url: false }, reads: ["x-izettle-signature"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "lago", name: "Lago", reference: "https://github.com/getlago/lago-api/blob/main/app/models/webhook.rb", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-lago-signature", "x-lago-unique-key"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "easypost", name: "EasyPost", reference: "https://github.com/EasyPost/easypost-node/blob/master/src/utils/util.js", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-hmac-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "worldline", name: "Worldline (Connect)", reference: "https://docs.connect.worldline-solutions.com/documentation/webhooks/event-structure/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-gcs-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "yampi", name: "Yampi", reference: "https://docs.yampi.com.br/api-reference/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-yampi-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "nmi", name: "NMI", reference: "https://docs.nmi.com/reference/webhook-events-2", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "transfi", name: "TransFi", reference: "https://docs.transfi.com/docs/webhook-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-transfi-hmac-hash"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "fincra", name: "Fincra", reference: "https://docs.fincra.com/docs/validating-webhook", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "monnify", name: "Monnify", reference: "https://developers.monnify.com/docs/webhooks", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["monnify-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "billit", name: "Billit", reference: "https://docs.accesspoint.billit.eu/docs/webhooks-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["billit-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "invoiless", name: "Invoiless", reference: "https://docs.invoiless.com/guide/webhooks.html", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["invoiless-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "btcpay", name: "BTCPay Server", reference: "https://github.com/btcpayserver/btcpayserver/blob/master/BTCPayServer/Plugins/Webhooks/WebhookSender.cs", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["btcpay-sig"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "openpix", name: "Woovi (OpenPix)", reference: "https://developers.woovi.com/docs/tags/signature", algorithm: "rsa-sha256", takes: "keys", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-webhook-signature"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "moov", name: "Moov", reference: "https://docs.moov.io/guides/webhooks/check-webhook-signatures", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-signature", "x-timestamp", "x-nonce", "x-webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hitpay", name: "HitPay", reference: "https://github.com/hit-pay/claude-code-plugin/blob/main/skills/webhook-handler/SKILL.md", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["hitpay-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "creem", name: "Creem", reference: "https://docs.creem.io/code/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["creem-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "github", name: "GitHub", reference: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hub-signature-256", "x-github-delivery", "x-github-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gitlab-token", name: "GitLab (secret token)", reference: "https://docs.gitlab.com/user/project/integrations/webhooks/", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-gitlab-token", "idempotency-key", "x-gitlab-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "bitbucket", name: "Bitbucket", reference: "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hub-signature", "x-event-key"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "jira", name: "Jira", reference: "https://developer.atlassian.com/cloud/jira/platform/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hub-signature", "x-atlassian-webhook-identifier"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gitea", name: "Gitea and Forgejo", reference: "https://github.com/go-gitea/gitea/blob/main/services/webhook/deliver.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-gitea-signature", "x-gitea-delivery", "x-gitea-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gogs", name: "Gogs", reference: "https://github.com/gogs/gogs/blob/main/internal/database/webhook.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-gogs-signature", "x-gogs-delivery", "x-gogs-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gitness", name: "Gitness (Harness Open Source)", reference: "https://github.com/harness/gitness/blob/main/app/services/webhook/trigger.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-gitness-signature", "x-gitness-trigger"], readsMethod: false, readsUrl: false, signable: true, opens: ["header"] },
  { id: "vercel", name: "Vercel", reference: "https://vercel.com/docs/webhooks/webhooks-api", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-vercel-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "linear", name: "Linear", reference: "https://github.com/linear/linear/blob/master/packages/sdk/src/webhooks/client.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["linear-signature", "linear-delivery"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "sentry", name: "Sentry", reference: "https://docs.sentry.io/integrations/integration-platform/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["sentry-hook-signature", "sentry-app-signature", "request-id", "sentry-hook-resource"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "pagerduty", name: "PagerDuty", reference: "https://github.com/PagerDuty/developer-docs/blob/main/docs/webhooks/04-Signatures.md", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-pagerduty-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "rootly", name: "Rootly", reference: "https://docs.rootly.com/configuration/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-rootly-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "firehydrant", name: "FireHydrant", reference: "https://docs.firehydrant.com/docs/runbook-step-send-a-webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["fh-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "circleci", name: "CircleCI", reference: "https://circleci.com/docs/guides/integration/outbound-webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: false, url: false }, reads: ["circleci-signature", "circleci-event-type"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "buildkite", name: "Buildkite", reference: "https://buildkite.com/docs/apis/webhooks/pipelines", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-buildkite-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "buildkite-token", name: "Buildkite (token)", reference: "https://buildkite.com/docs/apis/webhooks/pipelines", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-buildkite-token", "x-buildkite-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "semaphore", name: "Semaphore CI", reference: "https://github.com/semaphoreio/semaphore/blob/main/notifications/lib/notifications/workers/webhook.ex", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-semaphore-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "expo", name: "Expo EAS", reference: "https://docs.expo.dev/eas/webhooks/", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["expo-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "heroku", name: "Heroku", reference: "https://github.com/heroku/webhooks-demo/blob/main/app/controllers/webhooks_controller.rb", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["heroku-webhook-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "pulumi", name: "Pulumi Cloud", reference: "https://www.pulumi.com/docs/pulumi-cloud/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["pulumi-webhook-signature", "pulumi-webhook-id", "pulumi-webhook-kind"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "terraform", name: "HCP Terraform notifications", reference: "https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-tfe-notification-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "terraform-run-task", name: "HCP Terraform run tasks", reference: "https://github.com/hashicorp/terraform-run-task-scaffolding-go/blob/main/internal/sdk/handler/hmac.go", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-tfc-task-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "cloudflare-stream", name: "Cloudflare Stream", reference: "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "cloudflare-notifications", name: "Cloudflare Notifications", reference: "https://developers.cloudflare.com/notifications/get-started/configure-webhooks/", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["cf-webhook-auth"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "mongodb-atlas", name: "MongoDB Atlas", reference: "https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-mms-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "jfrog", name: "JFrog Artifactory", reference: "https://registry.terraform.io/providers/jfrog/artifactory/latest/docs/resources/artifact_webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-jfrog-event-auth"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "jfrog-token", name: "JFrog Artifactory (secret token)", reference: "https://github.com/jfrog/terraform-provider-artifactory", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-jfrog-event-auth"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "npm", name: "npm hooks", reference: "https://github.com/npm/npm-hook-receiver/blob/master/index.js", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-npm-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sonarqube", name: "SonarQube", reference: "https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-sonar-webhook-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "snyk", name: "Snyk", reference: "https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/about-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hub-signature", "x-snyk-transport-id", "x-snyk-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hackerone", name: "HackerOne", reference: "https://api.hackerone.com/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-h1-signature", "x-h1-delivery", "x-h1-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "checkly", name: "Checkly", reference: "https://www.checklyhq.com/docs/alerting/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-checkly-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "grafana", name: "Grafana Alerting", reference: "https://github.com/grafana/alerting/blob/main/http/hmac.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-grafana-alerting-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["header"] },
  { id: "launchdarkly", name: "LaunchDarkly", reference: "https://launchdarkly.com/docs/home/infrastructure/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-ld-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "statsig", name: "Statsig", reference: "https://docs.statsig.com/integrations/event_webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-statsig-signature", "x-statsig-request-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "flagsmith", name: "Flagsmith", reference: "https://docs.flagsmith.com/third-party-integrations/webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-flagsmith-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "growthbook", name: "GrowthBook", reference: "https://docs.growthbook.io/app/webhooks/event-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-growthbook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "doppler", name: "Doppler", reference: "https://docs.doppler.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-doppler-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "infisical", name: "Infisical", reference: "https://github.com/Infisical/infisical/blob/main/backend/src/services/webhook/webhook-fns.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-infisical-signature"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "workos", name: "WorkOS", reference: "https://github.com/workos/workos-node/blob/main/src/common/crypto/signature-provider.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["workos-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "logto", name: "Logto", reference: "https://docs.logto.io/developers/webhooks/secure-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["logto-signature-sha-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "zitadel", name: "ZITADEL", reference: "https://github.com/zitadel/zitadel-go/blob/main/pkg/actions/signing.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["zitadel-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "plane", name: "Plane", reference: "https://github.com/makeplane/plane/blob/preview/apps/api/plane/bgtasks/webhook_task.py", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-plane-signature", "x-plane-delivery"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "airtable", name: "Airtable", reference: "https://airtable.com/developers/web/api/webhooks-overview", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-airtable-content-mac"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "segment", name: "Segment", reference: "https://segment.com/docs/connections/destinations/catalog/actions-webhook/", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "autodesk", name: "Autodesk Platform Services", reference: "https://github.com/autodesk-platform-services/aps-webhooks-signature", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-adsk-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "nylas", name: "Nylas", reference: "https://developer.nylas.com/docs/v3/notifications/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-nylas-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sanity", name: "Sanity", reference: "https://github.com/sanity-io/webhook-toolkit/blob/main/src/signature.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["sanity-webhook-signature", "idempotency-key"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "contentful", name: "Contentful", reference: "https://github.com/contentful/node-apps-toolkit/blob/main/src/requests/sign-request.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: true }, reads: ["x-contentful-signature", "x-contentful-signed-headers", "x-contentful-topic"], readsMethod: true, readsUrl: true, signable: true, opens: [] },
  { id: "storyblok", name: "Storyblok", reference: "https://www.storyblok.com/docs/concepts/webhooks", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "prismic", name: "Prismic", reference: "https://prismic.io/docs/webhooks", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "webflow", name: "Webflow", reference: "https://github.com/webflow/js-webflow-api/blob/master/src/wrapper/WebhooksClient.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-webflow-signature", "x-webflow-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "ghost", name: "Ghost", reference: "https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/webhook-trigger.js", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-ghost-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "discourse", name: "Discourse", reference: "https://github.com/discourse/discourse/blob/main/app/jobs/regular/emit_web_hook_event.rb", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-discourse-event-signature", "x-discourse-event-id", "x-discourse-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "mux", name: "Mux", reference: "https://github.com/muxinc/mux-elixir/blob/master/lib/mux/webhooks.ex", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["mux-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "livepeer", name: "Livepeer Studio", reference: "https://docs.livepeer.org/developers/guides/setup-and-listen-to-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["livepeer-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "uploadcare", name: "Uploadcare", reference: "https://github.com/uploadcare/uploadcare-ruby/blob/main/lib/uploadcare/webhook_signature_verifier.rb", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-uc-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "pusher", name: "Pusher Channels", reference: "https://github.com/pusher/pusher-http-node/blob/master/lib/webhook.js", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-pusher-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "ably", name: "Ably", reference: "https://ably.com/docs/platform/integrations/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-ably-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "agora", name: "Agora", reference: "https://docs.agora.io/cn/Video/signature_verify", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["agora-signature-v2"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "elevenlabs", name: "ElevenLabs", reference: "https://github.com/elevenlabs/elevenlabs-js/blob/main/src/wrapper/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["elevenlabs-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "retell", name: "Retell AI", reference: "https://github.com/RetellAI/retell-typescript-sdk/blob/main/src/lib/webhook_auth.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-retell-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "bland", name: "Bland AI", reference: "https://docs.bland.ai/tutorials/webhook-signing", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "cursor", name: "Cursor cloud agents", reference: "https://docs.cursor.com/account/cloud-agent-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "iron", name: "Iron", reference: "https://docs.iron.xyz/reference-2026-07-01/webhooks/dispatches-an-event-notification-to-a-configured-webhook-endpoint", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hookdeck", name: "Hookdeck Event Gateway", reference: "https://github.com/hookdeck/webhook-skills/blob/main/skills/hookdeck-event-gateway-webhooks/references/verification.md", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hookdeck-signature", "x-hookdeck-signature-2", "x-hookdeck-eventid"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "outpost", name: "Hookdeck Outpost", reference: "https://github.com/hookdeck/outpost/blob/main/docs/content/destinations/webhook.mdoc", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-outpost-signature", "x-outpost-event-id", "x-outpost-topic"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "encoding"] },
  { id: "convoy", name: "Convoy (simple signatures)", reference: "https://github.com/frain-dev/convoy/blob/main/pkg/signature/signature.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-convoy-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "encoding"] },
  { id: "convoy-advanced", name: "Convoy (advanced signatures)", reference: "https://github.com/frain-dev/convoy/blob/main/pkg/signature/signature.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-convoy-signature"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "encoding"] },
  { id: "meta", name: "Meta", reference: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hub-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "whatsapp", name: "WhatsApp Business", reference: "https://github.com/fbsamples/whatsapp-business-jaspers-market", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hub-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "instagram", name: "Instagram", reference: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hub-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "messenger", name: "Messenger", reference: "https://github.com/fbsamples/messenger-platform-samples", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hub-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "x", name: "X", reference: "https://docs.x.com/x-api/webhooks/quickstart", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-twitter-webhooks-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "slack", name: "Slack", reference: "https://docs.slack.dev/authentication/verifying-requests-from-slack/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-slack-signature", "x-slack-request-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "zoom", name: "Zoom", reference: "https://github.com/zoom/webhook-sample", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-zm-signature", "x-zm-request-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "discord", name: "Discord", reference: "https://docs.discord.com/developers/interactions/overview", algorithm: "ed25519", takes: "keys", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-signature-ed25519", "x-signature-timestamp"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "telnyx", name: "Telnyx", reference: "https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts", algorithm: "ed25519", takes: "keys", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["telnyx-signature-ed25519", "telnyx-timestamp"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "twilio", name: "Twilio", reference: "https://github.com/twilio/twilio-node/blob/main/src/webhooks/webhooks.ts", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: false, url: true }, reads: ["x-twilio-signature"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "sendgrid", name: "Twilio SendGrid", reference: "https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/eventwebhook", algorithm: "ecdsa-p256", takes: "keys", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: true, url: false }, reads: ["x-twilio-email-event-webhook-signature", "x-twilio-email-event-webhook-timestamp"], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "mailgun", name: "Mailgun", reference: "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: true, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "postmark", name: "Postmark", reference: "https://postmarkapp.com/developer/webhooks/webhooks-overview", algorithm: "basic", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sparkpost", name: "SparkPost", reference: "https://developers.sparkpost.com/api/webhooks/", algorithm: "basic", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "bandwidth", name: "Bandwidth", reference: "https://dev.bandwidth.com/docs/account/applications", algorithm: "basic", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "brevo", name: "Brevo", reference: "https://developers.brevo.com/docs/secured-webhooks", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: ["header", "prefix"] },
  { id: "mandrill", name: "Mailchimp Transactional (Mandrill)", reference: "https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: false, url: true }, reads: ["x-mandrill-signature"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "line", name: "LINE", reference: "https://github.com/line/line-bot-sdk-nodejs/blob/master/lib/validate-signature.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: false, url: false }, reads: ["x-line-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sinch", name: "Sinch", reference: "https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/utils/authorization.helper.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-sinch-webhook-signature", "x-sinch-webhook-signature-timestamp", "x-sinch-webhook-signature-nonce"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sinch-numbers", name: "Sinch Numbers", reference: "https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/utils/authorization.helper.ts", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-sinch-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "plivo", name: "Plivo", reference: "https://github.com/plivo/plivo-go/blob/master/utils.go", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: false, url: true }, reads: ["x-plivo-signature-v3", "x-plivo-signature-ma-v3", "x-plivo-signature-v3-nonce"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "tiktok", name: "TikTok", reference: "https://developers.tiktok.com/doc/webhooks-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["tiktok-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "linkedin", name: "LinkedIn", reference: "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-li-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "twitch", name: "Twitch", reference: "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["twitch-eventsub-message-signature", "twitch-eventsub-message-timestamp", "twitch-eventsub-message-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "youtube", name: "YouTube", reference: "https://github.com/pubsubhubbub/PubSubHubbub/blob/master/pubsubhubbub-core-0.4.xml", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hub-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "websub", name: "WebSub", reference: "https://www.w3.org/TR/websub/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hub-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "websub-sha512", name: "WebSub, SHA-512", reference: "https://www.w3.org/TR/websub/", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hub-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "viber", name: "Viber", reference: "https://github.com/Viber/viber-bot-python/blob/master/viberbot/api/api.py", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-viber-content-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "telegram", name: "Telegram", reference: "https://core.telegram.org/bots/api#setwebhook", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-telegram-bot-api-secret-token"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "lark", name: "Lark / Feishu", reference: "https://github.com/larksuite/oapi-sdk-go/blob/v3_main/event/event.go", algorithm: "sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-lark-signature", "x-lark-request-timestamp", "x-lark-request-nonce"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "microsoft-teams", name: "Microsoft Teams", reference: "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "webex", name: "Webex", reference: "https://developer.webex.com/blog/using-a-webhook-secret", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-spark-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "ringcentral", name: "RingCentral", reference: "https://developers.ringcentral.com/guide/notifications/webhooks/receiving", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["verification-token", "validation-token"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "aircall", name: "Aircall", reference: "https://developer.aircall.io/docs/webhooks-overview", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "front", name: "Front, application webhooks", reference: "https://dev.frontapp.com/docs/application-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-front-signature", "x-front-request-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "front-rules", name: "Front, rule webhooks", reference: "https://dev.frontapp.com/docs/rule-webhooks", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-front-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "intercom", name: "Intercom", reference: "https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-hub-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "helpscout", name: "Help Scout", reference: "https://developer.helpscout.com/webhooks", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-helpscout-signature", "x-helpscout-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "zendesk", name: "Zendesk", reference: "https://developer.zendesk.com/documentation/webhooks/verifying/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "chatwoot", name: "Chatwoot", reference: "https://github.com/chatwoot/chatwoot", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-chatwoot-signature", "x-chatwoot-timestamp", "x-chatwoot-delivery"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "tawk-to", name: "tawk.to", reference: "https://developer.tawk.to/webhooks/", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-tawk-signature", "x-hook-event-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "customer-io", name: "Customer.io", reference: "https://docs.customer.io/api/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-cio-signature", "x-cio-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "klaviyo", name: "Klaviyo", reference: "https://developers.klaviyo.com/en/docs/working_with_system_webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: false, timestamp: false, url: false }, reads: ["klaviyo-signature", "klaviyo-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "attentive", name: "Attentive", reference: "https://github.com/attentive-mobile/api-examples", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-attentive-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "knock", name: "Knock", reference: "https://docs.knock.app/developer-tools/outbound-webhooks/overview", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-knock-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "mailersend", name: "MailerSend", reference: "https://github.com/mailersend/mailersend-nodejs#verify-a-webhook-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["signature", "x-mailersend-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "mailerlite", name: "MailerLite", reference: "https://developers.mailerlite.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sendbird", name: "Sendbird", reference: "https://docs.sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-sendbird-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "stream", name: "Stream (getstream.io)", reference: "https://github.com/GetStream/stream-chat-js/blob/master/src/signing.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "whereby", name: "Whereby", reference: "https://docs.whereby.com/monitoring-usage/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["whereby-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "talkjs", name: "TalkJS", reference: "https://github.com/talkjs/talkjs-examples/blob/master/webhooks/nodejs/express-webhook/routes/webhooks.js", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-talkjs-signature", "x-talkjs-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "surge", name: "Surge", reference: "https://docs.surge.app/api-reference/webhooks/signature-validation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["webhook-signature", "webhook-timestamp", "webhook-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "surge-v1", name: "Surge, surge-signature", reference: "https://docs.surge.app/api-reference/webhooks/signature-validation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["surge-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "podium", name: "Podium", reference: "https://docs.podium.com/docs/verifying-webhook-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["podium-signature", "podium-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hubspot-v1", name: "HubSpot v1", reference: "https://developers.hubspot.com/docs/faq/v1-request-validation", algorithm: "sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hubspot-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hubspot-v2", name: "HubSpot v2", reference: "https://developers.hubspot.com/docs/faq/v2-request-validation", algorithm: "sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: true }, reads: ["x-hubspot-signature"], readsMethod: true, readsUrl: true, signable: true, opens: [] },
  { id: "hubspot-v3", name: "HubSpot v3", reference: "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: true }, reads: ["x-hubspot-signature-v3", "x-hubspot-request-timestamp"], readsMethod: true, readsUrl: true, signable: true, opens: [] },
  { id: "typeform", name: "Typeform", reference: "https://www.typeform.com/developers/webhooks/secure-your-webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["typeform-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "tally", name: "Tally", reference: "https://tally.so/help/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["tally-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "docusign", name: "DocuSign Connect", reference: "https://developers.docusign.com/platform/webhooks/connect/validate", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-docusign-signature-1", "x-docusign-signature-2", "x-docusign-signature-3", "x-docusign-signature-4", "x-docusign-signature-5", "x-docusign-signature-6", "x-docusign-signature-7", "x-docusign-signature-8", "x-docusign-signature-9", "x-docusign-signature-10", "x-docusign-signature-11", "x-docusign-signature-12", "x-docusign-signature-13", "x-docusign-signature-14", "x-docusign-signature-15", "x-docusign-signature-16", "x-docusign-signature-17", "x-docusign-signature-18", "x-docusign-signature-19", "x-docusign-signature-20", "x-docusign-signature-21", "x-docusign-signature-22", "x-docusign-signature-23", "x-docusign-signature-24", "x-docusign-signature-25", "x-docusign-signature-26", "x-docusign-signature-27", "x-docusign-signature-28", "x-docusign-signature-29", "x-docusign-signature-30", "x-docusign-signature-31", "x-docusign-signature-32", "x-docusign-signature-33", "x-docusign-signature-34", "x-docusign-signature-35", "x-docusign-signature-36", "x-docusign-signature-37", "x-docusign-signature-38", "x-docusign-signature-39", "x-docusign-signature-40", "x-docusign-signature-41", "x-docusign-signature-42", "x-docusign-signature-43", "x-docusign-signature-44", "x-docusign-signature-45", "x-docusign-signature-46", "x-docusign-signature-47", "x-docusign-signature-48", "x-docusign-signature-49", "x-docusign-signature-50", "x-docusign-signature-51", "x-docusign-signature-52", "x-docusign-signature-53", "x-docusign-signature-54", "x-docusign-signature-55", "x-docusign-signature-56", "x-docusign-signature-57", "x-docusign-signature-58", "x-docusign-signature-59", "x-docusign-signature-60", "x-docusign-signature-61", "x-docusign-signature-62", "x-docusign-signature-63", "x-docusign-signature-64", "x-docusign-signature-65", "x-docusign-signature-66", "x-docusign-signature-67", "x-docusign-signature-68", "x-docusign-signature-69", "x-docusign-signature-70", "x-docusign-signature-71", "x-docusign-signature-72", "x-docusign-signature-73", "x-docusign-signature-74", "x-docusign-signature-75", "x-docusign-signature-76", "x-docusign-signature-77", "x-docusign-signature-78", "x-docusign-signature-79", "x-docusign-signature-80", "x-docusign-signature-81", "x-docusign-signature-82", "x-docusign-signature-83", "x-docusign-signature-84", "x-docusign-signature-85", "x-docusign-signature-86", "x-docusign-signature-87", "x-docusign-signature-88", "x-docusign-signature-89", "x-docusign-signature-90", "x-docusign-signature-91", "x-docusign-signature-92", "x-docusign-signature-93", "x-docusign-signature-94", "x-docusign-signature-95", "x-docusign-signature-96", "x-docusign-signature-97", "x-docusign-signature-98", "x-docusign-signature-99", "x-docusign-signature-100"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "pandadoc", name: "PandaDoc", reference: "https://developers.pandadoc.com/docs/webhook-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "documenso", name: "Documenso", reference: "https://docs.documenso.com/docs/developers/webhooks/verification", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["x-documenso-secret"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "box", name: "Box", reference: "https://developer.box.com/guides/webhooks/v2/signatures-v2", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["box-signature-primary", "box-signature-secondary", "box-delivery-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "dropbox", name: "Dropbox", reference: "https://github.com/dropbox/mdwebhook", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-dropbox-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "frame-io", name: "Frame.io", reference: "https://developer.adobe.com/frameio/guides/Webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-frameio-signature", "x-frameio-request-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "figma", name: "Figma", reference: "https://developers.figma.com/docs/rest-api/webhooks-security", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "notion", name: "Notion", reference: "https://github.com/makenotion/notion-sdk-js/blob/main/src/webhooks.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-notion-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "asana", name: "Asana", reference: "https://developers.asana.com/docs/webhooks-guide", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "clickup", name: "ClickUp", reference: "https://developer.clickup.com/docs/webhooksignature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "trello", name: "Trello", reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: true }, reads: ["x-trello-webhook"], readsMethod: false, readsUrl: true, signable: true, opens: [] },
  { id: "smartsheet", name: "Smartsheet", reference: "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["smartsheet-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "fireflies", name: "Fireflies.ai", reference: "https://docs.fireflies.ai/graphql-api/webhooks-v2", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-hub-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "toggl", name: "Toggl Track", reference: "https://engineering.toggl.com/docs/webhooks_start/validating_received_events/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-webhook-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "clockify", name: "Clockify", reference: "https://docs.clockify.me/#tag/Webhooks", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["clockify-signature", "clockify-webhook-event-type"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "datasaur", name: "Datasaur", reference: "https://docs.datasaur.ai/integrations/webhook-notifications/webhook-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-datasaur-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "firecrawl", name: "Firecrawl", reference: "https://docs.firecrawl.dev/webhooks/security", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-firecrawl-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "calendly", name: "Calendly", reference: "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["calendly-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "cal-com", name: "Cal.com", reference: "https://github.com/calcom/cal.com/blob/main/packages/features/webhooks/lib/sendPayload.ts", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-cal-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "acuity", name: "Acuity Scheduling", reference: "https://developers.acuityscheduling.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-acuity-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "cronofy", name: "Cronofy", reference: "https://github.com/cronofy/cronofy-ruby/blob/master/lib/cronofy/client.rb", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["cronofy-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "savvycal", name: "SavvyCal", reference: "https://savvycal.com/docs/api/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-savvycal-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "attio", name: "Attio", reference: "https://docs.attio.com/rest-api/guides/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["attio-signature", "x-attio-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "close", name: "Close", reference: "https://developer.close.com/topics/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["close-sig-hash", "close-sig-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "outreach", name: "Outreach", reference: "https://developers.outreach.io/api/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["outreach-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "salesloft", name: "Salesloft", reference: "https://developers.salesloft.com/docs/platform/webhooks/", algorithm: "hmac-sha1", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-salesloft-signature", "x-salesloft-event"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "pipedrive", name: "Pipedrive", reference: "https://pipedrive.readme.io/docs/guide-for-webhooks-v2", algorithm: "basic", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "jobber", name: "Jobber", reference: "https://developer.getjobber.com/docs/using_jobbers_api/setting_up_webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-jobber-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "greenhouse", name: "Greenhouse", reference: "https://developers.greenhouse.io/webhooks.html", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["signature", "greenhouse-event-id"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "lever", name: "Lever", reference: "https://hire.lever.co/developer/documentation#webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed_partial", covers: { body: false, id: false, type: false, timestamp: true, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: false, opens: [] },
  { id: "ashby", name: "Ashby", reference: "https://developers.ashbyhq.com/docs/authenticating-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["ashby-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "workable", name: "Workable", reference: "https://workable.readme.io/reference/webhook-subscriptions", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-workable-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hireflix", name: "Hireflix", reference: "https://hireflixsl.mintlify.app/webhooks/validate-webhook-events", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hireflix-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "deel", name: "Deel", reference: "https://developer.deel.com/api/webhooks/quickstart", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-deel-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "bamboohr", name: "BambooHR", reference: "https://documentation.bamboohr.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-bamboohr-signature", "x-bamboohr-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "hibob", name: "HiBob", reference: "https://apidocs.hibob.com/docs/working-with-webhooks", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["bob-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "gusto", name: "Gusto", reference: "https://docs.gusto.com/embedded-payroll/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-gusto-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "merge", name: "Merge", reference: "https://docs.merge.dev/basics/webhooks/verify-payload/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-merge-webhook-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "onfido", name: "Onfido", reference: "https://documentation.identity.entrust.com/api/manual-webhook-signature-verification/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-sha2-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "persona", name: "Persona", reference: "https://docs.withpersona.com/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["persona-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "veriff", name: "Veriff", reference: "https://github.com/Veriff/js-integration-demo", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-hmac-signature", "vrf-hmac-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "sumsub", name: "Sumsub", reference: "https://docs.sumsub.com/docs/webhook-manager", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-payload-digest"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "middesk", name: "Middesk", reference: "https://docs.middesk.com/build/secure-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-middesk-signature-256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "checkr", name: "Checkr", reference: "https://docs.checkr.com/#section/Webhooks/Validating-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["x-checkr-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "idenfy", name: "iDenfy", reference: "https://documentation.idenfy.com/security/callback-signing", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["idenfy-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "okta", name: "Okta event hooks", reference: "https://developer.okta.com/docs/concepts/event-hooks/", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: ["header"] },
  { id: "auth0", name: "Auth0 log streams", reference: "https://auth0.com/docs/customize/log-streams/custom-log-streams", algorithm: "token", takes: "secrets", assurance: "token", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: ["authorization"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "xero", name: "Xero", reference: "https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-xero-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "quickbooks", name: "Intuit QuickBooks", reference: "https://github.com/IntuitDeveloper/SampleApp-Webhooks-nodejs", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["intuit-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "recharge", name: "Recharge", reference: "https://docs.getrecharge.com/docs/webhooks-overview", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: true, url: false }, reads: ["x-recharge-webhook-signature", "x-recharge-topic"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "recharge-legacy", name: "Recharge (legacy)", reference: "https://docs.getrecharge.com/docs/webhooks-overview", algorithm: "sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-recharge-hmac-sha256", "x-recharge-topic"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "squarespace", name: "Squarespace", reference: "https://developers.squarespace.com/webhooks/verifying-notifications", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["squarespace-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "thinkific", name: "Thinkific", reference: "https://support.thinkific.dev/hc/en-us/articles/4422685850775", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-thinkific-hmac-sha256", "x-thinkific-topic"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "aftership", name: "AfterShip Tracking", reference: "https://www.aftership.com/docs/tracking/webhook/webhook-signature", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["aftership-hmac-sha256"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "shippo", name: "Shippo", reference: "https://docs.goshippo.com/docs/tracking/webhooksecurity/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["shippo-auth-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "lob", name: "Lob", reference: "https://docs.lob.com/#tag/Webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: false, url: false }, reads: ["lob-signature", "lob-signature-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "onfleet", name: "Onfleet", reference: "https://docs.onfleet.com/reference/secrets", algorithm: "hmac-sha512", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: false, timestamp: false, url: false }, reads: ["x-onfleet-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "samsara", name: "Samsara", reference: "https://developers.samsara.com/docs/webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-samsara-signature", "x-samsara-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "verkada", name: "Verkada", reference: "https://apidocs.verkada.com/reference/securing-webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["verkada-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "leaf", name: "Leaf", reference: "https://docs.withleaf.io/alerts/authentication", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: false, url: false }, reads: ["x-leaf-signature"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "whoop", name: "WHOOP", reference: "https://developer.whoop.com/docs/developing/webhooks/", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: true, type: true, timestamp: true, url: false }, reads: ["x-whoop-signature", "x-whoop-signature-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "oura", name: "Oura", reference: "https://cloud.ouraring.com/v2/docs#section/Webhooks", algorithm: "hmac-sha256", takes: "secrets", assurance: "signed", covers: { body: true, id: false, type: true, timestamp: true, url: false }, reads: ["x-oura-signature", "x-oura-timestamp"], readsMethod: false, readsUrl: false, signable: true, opens: [] },
  { id: "strava", name: "Strava", reference: "https://developers.strava.com/docs/webhooks/", algorithm: "none", takes: "nothing", assurance: "none", covers: { body: false, id: false, type: false, timestamp: false, url: false }, reads: [], readsMethod: false, readsUrl: false, signable: true, opens: [] },
];
