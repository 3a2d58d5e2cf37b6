// Words in which the entries of this folder are written. Like them on node:crypto alone: nothing here is the project's.
import { createHmac, sign } from "node:crypto";

/** The bytes of texts and buffers, one behind the other. */
export const bytes = (...parts) => Buffer.concat(parts.flat().map((part) => (typeof part === "string" ? Buffer.from(part, "utf8") : part)));

/** The MAC over parts that are concatenated as bytes. */
export const hmac = (algorithm, key, parts) => createHmac(algorithm, key).update(bytes(parts)).digest();

/** Unix seconds of a moment in milliseconds, as text. The generator may hand over a moment with a text of its own. */
export const seconds = (at) => at.text ?? String(Math.floor(at / 1000));

/** Unix milliseconds, as text. */
export const millis = (at) => at.text ?? String(at);

/** RFC 3339 in UTC, whole seconds. */
export const rfc3339 = (at) => at.text ?? new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

/** The bytes behind `whsec_`. */
export const whsecKey = (secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/** A request with more headers; the name's case is kept. */
export const withHeaders = (request, headers) => ({ ...request, headers: { ...request.headers, ...headers } });

/** The value of a header of an entry's request, whatever the case of its name. */
export const headerOf = (request, name) =>
  Object.entries(request.headers).find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];

/** The decoded fields of a form-encoded body. */
export const formOf = (request) => new URLSearchParams(request.body.toString());

/** The parsed JSON of a body. */
export const jsonOf = (request) => JSON.parse(request.body.toString());

/** Ed25519 over parts; deterministic by RFC 8032. */
export const ed25519 = (privateKey, parts) => sign(null, bytes(parts), privateKey);

/** RSASSA-PKCS1-v1_5 with SHA-256 over parts; deterministic by RFC 8017. */
export const rsaSha256 = (privateKey, parts) => sign("sha256", bytes(parts), privateKey);

export { ecdsaP256 } from "./p256.mjs";
export { KEYS } from "./keys.mjs";
