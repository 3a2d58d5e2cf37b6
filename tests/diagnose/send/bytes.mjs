// Bytes, hashes and encodings in which the senders are written: node:crypto and nothing of the project.
import { createHmac, createPrivateKey, createPublicKey, sign } from "node:crypto";

/** Texts (as UTF-8) and buffers, one behind the other. */
export const join = (...parts) => Buffer.concat(parts.flat().map((part) => (typeof part === "string" ? Buffer.from(part, "utf8") : Buffer.from(part))));

/** The MAC over parts. */
export const mac = (hash, key, parts) => createHmac(hash, key).update(join(parts)).digest();

export const utf8 = (text) => Buffer.from(text, "utf8");
export const base64Of = (text) => Buffer.from(text, "base64");
export const hexOf = (text) => Buffer.from(text, "hex");
/** The bytes behind `whsec_`. */
export const whsec = (text) => Buffer.from(text.replace(/^whsec_/, ""), "base64");

export const seconds = (at) => String(Math.floor(at / 1000));
export const millis = (at) => String(at);
export const rfc3339 = (at) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

/** An Ed25519 key pair of a seed (RFC 8410 section 7: the seed behind a fixed beginning). */
export const ed25519Of = (seed) => {
  const key = createPrivateKey({ key: join(Buffer.from("302e020100300506032b657004220420", "hex"), seed), format: "der", type: "pkcs8" });
  const raw = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return { raw, sign: (parts) => sign(null, join(parts), key) };
};
