/**
 * Checks that a webhook is genuine and says why when it is not.
 *
 * Verification is synchronous and the same on every runtime: one Rust core as WebAssembly,
 * compiled at first use. It keeps no state between calls.
 */
export { anyOf, type AnyOfOptions } from "./any-of.js";
export type { Bytes } from "./bytes.js";
export type { EventOf, TypeOf } from "./event-of.js";
export { ConfigError, VerificationError } from "./errors.js";
export { fromNode, type NodeRequest } from "./from-node.js";
export { type FetchRequest, fromRequest, type Received } from "./from-request.js";
export { type ConfigCode, type Encoding, type OwnScheme, type RejectCode, type SchemeId, type SchemeOptions, schemes } from "./generated.js";
export type * from "./generated-events.js";
export type { HandshakeAnswer, HandshakeOptions } from "./handshake.js";
export type { HeadersInput } from "./headers.js";
export { type Candidate, identify } from "./identify.js";
export type { ReadOptions } from "./limit.js";
export type { Moment } from "./moment.js";
export { newSecret } from "./new-secret.js";
export type { BuiltInConfig, Config, ConfigOf, OwnConfig, PublicKey, SchemeName, Secret, Tolerance } from "./options.js";
export type { Assurance, Covers } from "./program.js";
export type { SchemeRow } from "./scheme-row.js";
export { signedContent, type SignedContent, type SignedContentConfig } from "./signed-content.js";
export { type OwnSignInput, sign, type SignedRequest, type SignInput, type SignInputOf } from "./sign.js";
export type { Matched, Verified } from "./verified.js";
export { type CheckOptions, type CheckResult, type Request, Verifier, type Verifies, type Warning } from "./verifier.js";
