import type { OptionValue, ReadRequest } from "../read/types.ts";

/** What is written: a request, however it was read or built. */
export type Writable = Pick<ReadRequest, "method" | "url" | "headers" | "body">;

/** A request written in some form. */
export interface Written {
  /** For the clipboard; null where it has bytes that no text can carry. */
  readonly text: string | null;
  /** The same as a file. */
  readonly bytes: Uint8Array;
  /** What a reader should know: what was left out or put in, one sentence each. */
  readonly notes: readonly string[];
}

/** What a test vector says besides the request. */
export interface VectorFacts {
  readonly scheme: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** The receiver's clock in Unix milliseconds. */
  readonly now: number;
  /** `valid`, or the code. */
  readonly expect: string;
  /** Left out unless given; written in pieces. */
  readonly secrets?: readonly string[];
  readonly comment?: string;
}

/** What a share link carries. */
export interface Shared extends Writable {
  readonly scheme?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** The clock to check against, in Unix milliseconds. */
  readonly now?: number;
  /** What the receiver answered. */
  readonly code?: string;
  readonly from?: "capture" | "share";
  /** True where the body was cut off, or something in the request masked. */
  readonly isCut?: boolean;
}

/** A share link's fragment. */
export interface Fragment {
  /** `request=…`, without the `#`; null where the request is too large for a link. */
  readonly text: string | null;
  /** What was masked or left out, one sentence each; says why where there is no text. */
  readonly notes: readonly string[];
}

/** What was read of a fragment. */
export interface FragmentRead {
  /** Null where there is none, or it is refused. */
  readonly shared: Shared | null;
  /** Why it is refused; empty where there is no request in the fragment at all. */
  readonly problems: readonly string[];
}
