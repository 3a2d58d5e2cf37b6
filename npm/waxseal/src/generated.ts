// Written by `cargo xtask gen` from the Rust crates. Do not edit.

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

/** The built-in schemes and what follows from them. */
export const schemes = [
  {
    id: "affiliatebase",
    reference: "AffiliateBase documentation, \"Outbound Webhooks\", section \"Signed requests\"",
    reads: ["svix-signature", "svix-timestamp", "svix-id"],
    assurance: "signed",
    covers: { body: true, id: true, type: true, timestamp: true, url: false },
    opens: [],
  },
  {
    id: "track360",
    reference: "Track360 guide \"Affiliate Platform Webhook Configuration\", 2026-06-03, section \"HMAC signature verification\"",
    reads: ["x-track360-signature"],
    assurance: "signed",
    covers: { body: true, id: false, type: false, timestamp: false, url: false },
    opens: ["header", "encoding", "id", "type", "version"],
  },
  {
    id: "standard-webhooks",
    reference: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    reads: ["webhook-signature", "webhook-timestamp", "webhook-id"],
    assurance: "signed",
    covers: { body: true, id: true, type: true, timestamp: true, url: false },
    opens: [],
  },
  {
    id: "svix",
    reference: "https://docs.svix.com/receiving/verifying-payloads/how-manual",
    reads: ["svix-signature", "svix-timestamp", "svix-id"],
    assurance: "signed",
    covers: { body: true, id: true, type: true, timestamp: true, url: false },
    opens: [],
  },
  {
    id: "github",
    reference: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    reads: ["x-hub-signature-256", "x-github-delivery", "x-github-event"],
    assurance: "signed",
    covers: { body: true, id: false, type: false, timestamp: false, url: false },
    opens: [],
  },
  {
    id: "stripe",
    reference: "https://docs.stripe.com/webhooks/signatures",
    reads: ["stripe-signature"],
    assurance: "signed",
    covers: { body: true, id: true, type: true, timestamp: true, url: false },
    opens: [],
  },
  {
    id: "token",
    reference: "https://www.rfc-editor.org/rfc/rfc6750",
    reads: ["authorization"],
    assurance: "token",
    covers: { body: false, id: false, type: false, timestamp: false, url: false },
    opens: ["header", "query", "prefix", "id", "type", "version"],
  },
] as const;

/** The id of a built-in scheme. */
export type SchemeId = (typeof schemes)[number]["id"];
