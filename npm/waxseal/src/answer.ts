import { ConfigError, VerificationError } from "./errors.js";
import type { ConfigCode, RejectCode } from "./generated.js";
import type { Instance } from "./instance.js";

// The kinds of crates/wasm/src/answer.rs.
const OK = 0;
const REJECT = 1;
const CONFIG = 2;
const MISUSE = 3;

/** What proved a request: the key's position, and the timestamp in milliseconds if one is signed. */
export interface Verdict {
  readonly key: number;
  readonly timestamp: number | null;
}

/**
 * Reads an answer's kind. For one that went well the content is next; otherwise the answer is
 * read and overwritten, a reject is returned, every other failure thrown.
 */
export const readFailure = (wasm: Instance, length: number): VerificationError | undefined => {
  const kind = wasm.readU8();
  if (kind === OK) return undefined;
  const [first, second] = kind === REJECT || kind === CONFIG ? [wasm.readText(), wasm.readText()] : ["", ""];
  const misuse = kind === MISUSE ? wasm.readText() : "";
  wasm.wipe(length);
  switch (kind) {
    case REJECT:
      return new VerificationError(first as RejectCode, second);
    case CONFIG:
      throw new ConfigError(first as ConfigCode, second);
    case MISUSE:
      throw new TypeError(misuse);
    default:
      throw new Error("waxseal: internal: a frame was not understood; please report this");
  }
};

/** Reads a verdict. One that went well holds nothing of the request: there is nothing to wipe. */
export const readVerdict = (wasm: Instance, length: number): Verdict | VerificationError => {
  const failure = readFailure(wasm, length);
  if (failure !== undefined) return failure;
  return { key: wasm.readU8(), timestamp: length > 2 ? wasm.readI64() : null };
};
