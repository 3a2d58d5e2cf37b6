import type { SchemeId } from "./generated.js";
import type { Assurance, Covers } from "./program.js";

/** What is known of a built-in scheme. All of it follows from how the scheme is written. */
export interface SchemeRow {
  readonly id: SchemeId;
  /** The sender's name. */
  readonly name: string;
  /** Where its rule is published. */
  readonly reference: string;
  /** What makes the signature, such as `hmac-sha256`. */
  readonly algorithm: string;
  /** What a `Verifier` needs for it: shared secrets, the sender's public keys, or neither. */
  readonly takes: "secrets" | "keys" | "nothing";
  /** How strong a success is. */
  readonly assurance: Assurance;
  readonly covers: Covers;
  /** The headers that are read, by lower-case name. */
  readonly reads: readonly string[];
  /** Whether a request needs its method. */
  readonly readsMethod: boolean;
  /** Whether a request needs its URL, unless the option `url` says how it was registered. */
  readonly readsUrl: boolean;
  /** Whether `sign` can make what the sender makes: not where a private key does, or the body holds the signature. */
  readonly signable: boolean;
  /** The options that it leaves open. */
  readonly opens: readonly string[];
}
