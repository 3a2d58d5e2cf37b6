import type { Certainty, CauseCode, Framework } from "./generated-causes.js";
import type { ConfigCode, RejectCode } from "./generated.js";
import type { Verified } from "./verified.js";

/** Why a request is refused, as far as it can be told. */
export interface Diagnosis {
  /** The event, if the request is genuine: then there is no cause. */
  readonly verified: Verified | null;
  /** What `verify` answers, or what the configuration is refused with; `null` for a genuine request. */
  readonly code: RejectCode | ConfigCode | null;
  /** The compared facts in one sentence, for logs. */
  readonly detail: string | null;
  /**
   * Best first. Two that are proved and stand first belong together: only both at once explain the
   * request. None at all: nothing explains it, as nothing explains a forgery.
   */
  readonly causes: readonly Cause[];
  /** The bytes that the signature would have to cover, of the request as received; `null` where there are none to show. */
  readonly signedContent: { readonly prefix: Uint8Array; readonly body: Uint8Array; readonly suffix: Uint8Array } | null;
  /** What was signed, where that is proved and differs from what was received. */
  readonly matching: { readonly body: Uint8Array; readonly url: string } | null;
  /** How far the search went. */
  readonly work: Work;
}

/** One cause. */
export interface Cause {
  readonly code: CauseCode;
  /** `proved`: a recomputation matched. `observed`: seen in the request or configuration itself. `likely`: neither. */
  readonly certainty: Certainty;
  /** What happened, in one sentence for a person. */
  readonly message: string;
  /** What to change, in one sentence. */
  readonly fix: string;
  /** The same as a line of code, where a framework has a typical one. */
  readonly lines: readonly { readonly framework: Framework; readonly line: string }[];
  /** The facts, by name: `offset`, `skewSeconds`, `header` and so on. Texts are cut where they are long. */
  readonly evidence: Readonly<Record<string, string | number>>;
}

/** What a search cost. Its bounds are in work, never in time. */
export interface Work {
  readonly macs: number;
  readonly hashedBytes: number;
  /** Bodies that were tried besides the one received. */
  readonly bodies: number;
  /** Whether everything was tried; false: the budget ended the search. */
  readonly isComplete: boolean;
}
