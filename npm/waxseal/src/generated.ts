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

/** The built-in schemes. */
export const schemeIds = [
  "affiliatebase",
  "track360",
  "standard-webhooks",
  "svix",
  "github",
  "stripe",
  "token",
] as const;

/** One of {@link schemeIds}. */
export type SchemeId = (typeof schemeIds)[number];
