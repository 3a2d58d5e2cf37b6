import { readConfig, type ReadConfig, readText } from "./config.js";
import { ConfigError, VerificationError } from "./errors.js";
import { readHeaders } from "./headers.js";
import { hostHash } from "./host-mac.js";
import type { ComputeMac } from "./instance.js";
import type { Config } from "./options.js";
import { compile, type Meta, type Program, verifyByHost } from "./program.js";
import type { Request } from "./verifier.js";

/** What stands before and behind the body in the bytes that a signature covers. */
export interface SignedContent {
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
}

/** A configuration without what proves. */
export type SignedContentConfig = Config extends infer One ? (One extends Config ? Omit<One, "secrets" | "keys"> : never) : never;

/**
 * Shows which bytes a request's signature is made over: prefix, body, suffix. Needs no secret and
 * tells of none. `null` where there are no such bytes to show: for tokens, for public keys, and
 * where values of the body are read before. For looking into a mismatch: it verifies nothing.
 *
 * @throws VerificationError where the request lacks what is signed, ConfigError, and TypeError.
 */
export const signedContent = (
  request: Pick<Request, "method" | "url" | "headers">,
  config: SignedContentConfig,
): SignedContent | null => {
  const read = readConfig({ ...config, secrets: [] });
  const program = compileWithoutProof(read);
  if (!isLaidOut(program)) return null;
  const meta = {
    method: readText(request.method, "method")?.toUpperCase() ?? "",
    url: readText(request.url, "url") ?? read.url ?? "",
    headers: readHeaders(request.headers, program.readsAllHeaders ? "all" : program.reads),
  };
  return layOut(program, meta);
};

/** Says whether there are such bytes to show. */
export const isLaidOut = (program: Program | undefined): program is Program =>
  program?.bodyUse === "hashed" && hostHash(program.algorithm) !== undefined;

/**
 * Lays out what a program signs of a request.
 *
 * @throws VerificationError where the request lacks it.
 */
export const layOut = (program: Program, meta: Meta): SignedContent => {
  // The core asks for a MAC over the bytes that it laid out. They are all that is wanted: no key
  // is used, nothing is computed, and the verdict is thrown away.
  let content: SignedContent | undefined;
  const compute: ComputeMac = (_, memory, prefix, prefixEnd, suffix, suffixEnd) => {
    content = { prefix: memory.slice(prefix, prefixEnd), suffix: memory.slice(suffix, suffixEnd) };
    return NO_MAC;
  };
  const verdict = verifyByHost(program, meta, 0, undefined, compute, 0, 0);
  if (content !== undefined) return content;
  if (verdict instanceof VerificationError) throw verdict;
  throw new Error("waxseal: internal: nothing was laid out; please report this");
};

/** A MAC of no length: it equals none. */
const NO_MAC = "";

/** No secret, but of a form that every scheme with shared ones takes. */
const ANY_SECRET = new Uint8Array(32).fill(0x3a);

/** Compiles with what is no secret; nothing for schemes that take none. */
export const compileWithoutProof = (read: ReadConfig): Program | undefined => {
  try {
    return compile({ ...read, proofs: [{ isPublic: false, value: ANY_SECRET }] });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Only a scheme with public keys refuses these bytes.
    if (error.code === "secret_malformed" || error.code === "algorithm_unavailable") return undefined;
    // Where nothing is checked, no secret is right; every other fault is told again.
    return compile(read);
  }
};
