import { readConfig } from "./config.js";
import { VerificationError } from "./errors.js";
import { type HeadersInput, readHeaders } from "./headers.js";
import type { Config } from "./options.js";
import { compile, verifyByHost } from "./program.js";

/** What stands before and behind the body in the bytes that a signature covers. */
export interface SignedContent {
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
}

/** A configuration without its secrets. */
export type SignedContentConfig = Config extends infer One ? (One extends Config ? Omit<One, "secrets"> : never) : never;

/** As long as a MAC, and none. */
const NO_MAC = "\0".repeat(32);

/**
 * Shows which bytes a request's signature is made over: prefix, body, suffix. Needs no secret and
 * tells of none; `null` where the scheme signs nothing. For looking into a mismatch: it verifies nothing.
 *
 * @throws VerificationError where the request lacks what is signed, ConfigError, and TypeError.
 */
export const signedContent = (request: { readonly headers: HeadersInput }, config: SignedContentConfig): SignedContent | null => {
  // The core asks for a MAC over the bytes that it planned. They are all that is wanted: the key
  // is no secret, nothing is computed with it, and the verdict is thrown away.
  const program = compile(readConfig({ ...config, secrets: new Uint8Array(32) } as Config));
  if (!program.covers.body) return null;
  const meta = { method: "", url: "", headers: readHeaders(request.headers, program.reads) };
  let content: SignedContent | undefined;
  const verdict = verifyByHost(program, meta, 0, (_, prefix, suffix) => {
    content = { prefix: prefix.slice(), suffix: suffix.slice() };
    return NO_MAC;
  }, 0, 0);
  if (content !== undefined) return content;
  if (verdict instanceof VerificationError) throw verdict;
  throw new Error("waxseal: internal: nothing was planned; please report this");
};
