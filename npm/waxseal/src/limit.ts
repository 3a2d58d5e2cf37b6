import { VerificationError } from "./errors.js";
import { nameOf } from "./name-of.js";

/** What most senders stay far below; the Worker's intake has the same cap. */
export const LIMIT_BYTES = 1024 * 1024;

/** Settings of `fromRequest` and `fromNode`. */
export interface ReadOptions {
  /** Bytes that a body may have; 1 MiB if absent. More is `body_too_large`. */
  readonly limit?: number | undefined;
}

/** Reads the limit. */
export const readLimit = (options: ReadOptions | undefined): number => {
  const limit: unknown = options?.limit ?? LIMIT_BYTES;
  if (typeof limit !== "number" || !(limit >= 0)) throw new TypeError(`limit is ${nameOf(limit)}: pass a number of bytes`);
  return limit;
};

/** Makes the reject for a body beyond the limit. */
export const tooLarge = (limit: number): VerificationError =>
  new VerificationError("body_too_large", `the body has more than the ${limit} bytes that are allowed`);

/** Checks the length of a body that came whole. */
export const within = (limit: number, body: Uint8Array): Uint8Array => {
  if (body.length > limit) throw tooLarge(limit);
  return body;
};

/** Joins what was received. */
export const join = (pieces: readonly Uint8Array[], bytes: number): Uint8Array => {
  const body = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
};
