/** A stretch of the text that is read, in its own units. */
export interface Spot {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a parser says what it finds. A report that throws makes the parser strict; one that
 * collects gets everything that can be read in spite of it.
 */
export interface Report {
  /** Something of the request cannot be read. */
  error(message: string, spot: Spot): void;
  /** A strict reader refuses this; `instead` says what is made of it otherwise. */
  mend(message: string, instead: string, spot: Spot): void;
  /** All was read, and a person should know this. */
  note(message: string, spot: Spot): void;
}

/** The places of nothing in particular. */
export const NOWHERE: Spot = { start: 0, end: 0 };
