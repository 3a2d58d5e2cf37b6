import { readMoment } from "../moment.js";
import { nameOf } from "../name-of.js";
import type { Claim, Idempotency } from "./idempotency.js";

export type { Claim, Idempotency } from "./idempotency.js";

/** Settings of `inMemory`. */
export interface InMemoryOptions {
  /** Ids that are kept; 100 000 if absent. The oldest one that is done makes room. */
  readonly entries?: number | undefined;
}

/** Beyond this an id takes some 20 MB altogether. */
const ENTRIES = 100_000;

const DONE = Infinity;

/**
 * Remembers in this process alone: for one process, tests, and trying out. What it knew is gone
 * when the process ends, and a second process knows nothing of it.
 */
export const inMemory = (options?: InMemoryOptions): Idempotency => {
  const entries = readEntries(options);
  /** When each lease ends, the oldest entry first; done never does. */
  const ends = new Map<string, number>();
  return Object.freeze({
    claim(id: string, leaseMs: number): Claim {
      const now = readMoment(undefined, "now");
      const end = ends.get(id);
      if (end === DONE) return "done";
      if (end !== undefined && end > now) return "busy";
      ends.set(id, now + leaseMs);
      makeRoom(ends, entries, now);
      return "new";
    },
    complete(id: string): void {
      // To the back: it was used now.
      ends.delete(id);
      ends.set(id, DONE);
    },
    release(id: string): void {
      if (ends.get(id) !== DONE) ends.delete(id);
    },
  });
};

const readEntries = (options: InMemoryOptions | undefined): number => {
  const entries: unknown = options?.entries ?? ENTRIES;
  if (typeof entries !== "number" || !(entries >= 1)) throw new TypeError(`entries is ${nameOf(entries)}: pass how many ids to keep, 1 or more`);
  return entries;
};

/** Forgets the oldest, but none that is under way: it would be handled twice. */
const makeRoom = (ends: Map<string, number>, entries: number, now: number): void => {
  if (ends.size <= entries) return;
  for (const [id, end] of ends) {
    if (end !== DONE && end > now) continue;
    ends.delete(id);
    return;
  }
};
