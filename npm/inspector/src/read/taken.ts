import { latin1, utf8Characters } from "../../../waxseal/src/cli/request/received.ts";
import type { Choice, Hints, ReadRequest } from "./types.ts";

/** What is read: the text, and the file's bytes where it was one. */
export interface Given {
  readonly text: string;
  readonly bytes: Uint8Array | undefined;
  /** Which of several requests is wanted. */
  readonly choice: number | undefined;
}

/** What a reader makes of it. What it does not say is unknown. */
export interface Taken extends Partial<ReadRequest> {
  readonly choices?: readonly Choice[];
  readonly chosen?: number;
  readonly hints?: Hints;
}

/** The UTF-8 bytes of the text, or the file's. */
export const bytesOfGiven = ({ text, bytes }: Given): Uint8Array => bytes ?? new TextEncoder().encode(text);

/** The same, one character for each byte. */
export const charactersOfGiven = ({ text, bytes }: Given): string => (bytes === undefined ? utf8Characters(text) : latin1(bytes));

/** Where the text begins behind a byte order mark, in UTF-16 units. */
export const behindBom = (text: string): number => (text.startsWith("\ufeff") ? 1 : 0);
