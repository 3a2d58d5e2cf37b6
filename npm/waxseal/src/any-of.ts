import { VerificationError } from "./errors.js";
import { rankOf } from "./generated.js";
import type { HandshakeAnswer, HandshakeOptions } from "./handshake.js";
import { nameOf } from "./name-of.js";
import type { Verified } from "./verified.js";
import { type CheckOptions, type CheckResult, isVerifier, type Request, type Verifier, type Verifies } from "./verifier.js";

/** Settings of `anyOf`. */
export interface AnyOfOptions {
  /** Whether verifiers of different assurance may stand side by side. */
  readonly allowWeaker?: boolean | undefined;
}

/**
 * Tries verifiers in order: for one endpoint with several senders. The first success counts,
 * otherwise the reject that came furthest.
 *
 * @throws TypeError where a token, or less, would do in place of a signature, unless allowed.
 */
export const anyOf = (verifiers: readonly Verifier[], options?: AnyOfOptions): Verifies => {
  const all = readVerifiers(verifiers);
  if (options?.allowWeaker !== true) checkEqual(all);
  const check = (request: Request, settings?: CheckOptions): CheckResult => checkAll(all, snapshot(request), settings);
  const verify = (request: Request, settings?: CheckOptions): Verified => {
    const result = check(request, settings);
    if (result.ok) return result.verified;
    throw result.error;
  };
  const handshake = (request: Request, settings?: HandshakeOptions): HandshakeAnswer | null => answerFirst(all, snapshot(request), settings);
  const tokenParameters = all.flatMap((one) => one.tokenParameters);
  return Object.freeze({ check, verify, handshake, tokenParameters });
};

const readVerifiers = (verifiers: unknown): readonly [Verifier, ...Verifier[]] => {
  if (!Array.isArray(verifiers)) throw new TypeError(`anyOf was given ${nameOf(verifiers)}: pass a list of verifiers`);
  const [first, ...others] = verifiers as unknown[];
  if (verifiers.length === 0) throw new TypeError("anyOf was given no verifier: nothing would ever be genuine");
  for (const one of [first, ...others]) {
    if (!isVerifier(one)) throw new TypeError(`anyOf was given ${nameOf(one)} where a Verifier should stand`);
  }
  return [first as Verifier, ...(others as Verifier[])];
};

const checkEqual = (all: readonly [Verifier, ...Verifier[]]): void => {
  const other = all.find((one) => one.assurance !== all[0].assurance);
  if (other === undefined) return;
  throw new TypeError(
    `${all[0].scheme} is ${all[0].assurance} and ${other.scheme} is ${other.assurance}, so a sender could choose the weaker: pass { allowWeaker: true } if that is meant`,
  );
};

/** Reads each property once, however many verifiers follow. */
const snapshot = (request: Request): Request => {
  if (typeof request !== "object" || request === null) return request;
  const { method, url, headers, body } = request;
  return { method, url, headers, body };
};

const checkAll = (all: readonly [Verifier, ...Verifier[]], request: Request, options?: CheckOptions): CheckResult => {
  const [first, ...others] = all;
  const result = first.check(request, options);
  if (result.ok) return result;
  let best: VerificationError = result.error;
  for (const one of others) {
    const next = one.check(request, options);
    if (next.ok) return next;
    best = further(best, next.error);
  }
  return { ok: false, error: best };
};

/** Answers as the first verifier that has an answer. What one refuses may still be another's event. */
const answerFirst = (all: readonly Verifier[], request: Request, options?: HandshakeOptions): HandshakeAnswer | null => {
  const others: Verifier[] = [];
  let best: VerificationError | undefined;
  for (const one of all) {
    const answer = answerOrReject(one, request, options);
    if (answer === null) others.push(one);
    else if (!(answer instanceof VerificationError)) return answer;
    else best = further(best, answer);
  }
  const now = options?.now;
  if (best === undefined || others.some((one) => one.check(request, { now }).ok)) return null;
  throw best;
};

/** Returns the reject that came further; the earlier one of two that came as far. */
const further = (best: VerificationError | undefined, next: VerificationError): VerificationError =>
  best === undefined || rankOf[next.code] > rankOf[best.code] ? next : best;

const answerOrReject = (one: Verifier, request: Request, options?: HandshakeOptions): HandshakeAnswer | VerificationError | null => {
  try {
    return one.handshake(request, options);
  } catch (error) {
    if (error instanceof VerificationError) return error;
    throw error;
  }
};
