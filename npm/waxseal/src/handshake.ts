import { readFailure } from "./answer.js";
import type { VerificationError } from "./errors.js";
import { withInstance } from "./instance.js";
import type { Moment } from "./moment.js";
import { nameOf } from "./name-of.js";
import { type Meta, type Program, readPairs, writeRequest } from "./program.js";

/** What a vendor must be answered before it sends events: `new Response(answer.body, answer)`. */
export interface HandshakeAnswer {
  readonly status: 200;
  /** Lower-case names and values. */
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Settings of one handshake. */
export interface HandshakeOptions {
  /** The verify token that you gave the vendor, for those that send it along: Meta, Strava. */
  readonly token?: string | undefined;
  /** The moment to check timestamps against; the clock's, if absent. */
  readonly now?: Moment | undefined;
}

const encoder = new TextEncoder();

/** Reads the verify token; none is no bytes. */
export const readToken = (token: unknown): Uint8Array => {
  if (token === undefined) return new Uint8Array(0);
  if (typeof token !== "string") throw new TypeError(`token is ${nameOf(token)}: pass the verify token's text`);
  if (token === "") throw new TypeError("token is empty; is the environment variable set?");
  return encoder.encode(token);
};

/** Answers a handshake; `null` for a request that is none, a reject for one that must not be answered. */
export const answerHandshake = (
  program: Program,
  meta: Meta,
  body: string | Uint8Array,
  token: Uint8Array,
  now: number,
): HandshakeAnswer | VerificationError | null =>
  withInstance((wasm) => {
    const lengths = writeRequest(wasm, program, meta, body, token.length);
    wasm.raw(token);
    const length = wasm.answered(wasm.exports.handshake(program.bytes.length, ...lengths, token.length, now));
    const failure = readFailure(wasm, length);
    if (failure !== undefined) return failure;
    if (length === 1) return null;
    const answer = { status: 200, headers: Object.fromEntries(readPairs(wasm)), body: wasm.readText() } as const;
    wasm.wipe(length);
    return answer;
  });
