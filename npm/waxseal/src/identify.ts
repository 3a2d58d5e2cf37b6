import { readFailure } from "./answer.js";
import { readBody } from "./bytes.js";
import { readText } from "./config.js";
import type { SchemeId } from "./generated.js";
import { readHeaders } from "./headers.js";
import { withInstance } from "./instance.js";
import { nameOf } from "./name-of.js";
import { type Meta, NO_PROGRAM, writeRequest } from "./program.js";
import type { Request } from "./verifier.js";

/** A scheme that a request may have been signed in. */
export interface Candidate {
  readonly scheme: SchemeId;
  /** What speaks for it. Holds no value of the request. */
  readonly because: string;
  /** How much of what the scheme reads is there. Equal scores: the request does not tell them apart. */
  readonly score: number;
}

/**
 * Lists the built-in schemes that a request may have been signed in, best first. Verifies
 * nothing: never choose by it what a request is verified with.
 *
 * @throws TypeError for values of a wrong kind.
 */
export const identify = (request: Request): Candidate[] => {
  if (typeof request !== "object" || request === null) {
    throw new TypeError(`identify was given ${nameOf(request)}: pass { headers, body }`);
  }
  const { method, url, headers, body: given } = request;
  const meta: Meta = {
    method: readText(method, "method")?.toUpperCase() ?? "",
    url: readText(url, "url") ?? "",
    headers: readHeaders(headers, "all"),
  };
  const body = readBody(given);
  return withInstance((wasm) => {
    const length = wasm.answered(wasm.exports.identify(...writeRequest(wasm, NO_PROGRAM, meta, body, 0)));
    readFailure(wasm, length);
    // No answer holds a value of the request: there is nothing to wipe.
    return Array.from({ length: wasm.readU32() }, () => {
      const scheme = wasm.readText() as SchemeId;
      const score = wasm.readU32();
      return { scheme, because: wasm.readText(), score };
    });
  });
};
