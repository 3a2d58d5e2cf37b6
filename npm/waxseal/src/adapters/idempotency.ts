import { readMoment } from "../moment.js";
import { nameOf } from "../name-of.js";
import { type Answer, busy, problem, settled } from "./answer.js";

/** What a store says of an id: nobody has it, it was handled, or somebody is at it. */
export type Claim = "new" | "done" | "busy";

/**
 * Remembers which events were handled. One call of `claim` must decide alone, whatever runs beside
 * it: two that both hear `new` would both handle the event.
 */
export interface Idempotency {
  /**
   * Takes an id for so many milliseconds, if nobody has it and it is not done. A lease that has
   * passed counts as nobody's: its holder died, and the event must be handled by another.
   */
  claim(id: string, leaseMs: number): Claim | Promise<Claim>;
  /** Marks an id as done, lease or not. Keep it as long as a sender may repeat itself: days. */
  complete(id: string): unknown;
  /** Gives an id back that is not done. */
  release(id: string): unknown;
}

/** Where an event is handled once. */
export interface Lease {
  readonly store: Idempotency;
  readonly leaseMs: number;
  /** Takes what failed beside the answer. */
  readonly onError: (error: unknown) => void;
}

/** What handling came to: the answer, and whether the event is done. */
export interface Outcome {
  readonly answer: Answer;
  readonly isDone: boolean;
}

/**
 * Handles an event unless it is done, or under way. The mark comes after the work: a process that
 * dies in between leaves a lease that passes, and the sender's repetition is handled. Marked before
 * the work, the event would be lost.
 */
export const once = async (id: string, lease: Lease, handle: () => Promise<Outcome>): Promise<Answer> => {
  // Counted from before the claim, so that it is over here no later than in the store.
  const end = readMoment(undefined, "now") + lease.leaseMs;
  const claimed = await claim(id, lease);
  if (claimed === "done") return settled("duplicate");
  if (claimed === "busy") return busy();
  // Without the store nothing is handled: it could be the second time.
  if (claimed === undefined) return problem("store_unavailable");
  const { answer, isDone } = await handle();
  const isHeld = readMoment(undefined, "now") < end;
  // Handled is handled, even if the mark fails: the sender need not repeat it.
  if (isDone) await attempt(() => lease.store.complete(id), lease);
  // A lease that has passed may be another's by now.
  else if (isHeld) await attempt(() => lease.store.release(id), lease);
  return answer;
};

const claim = async (id: string, lease: Lease): Promise<Claim | undefined> => {
  const claimed: unknown = await attempt(() => lease.store.claim(id, lease.leaseMs), lease);
  if (claimed === "new" || claimed === "done" || claimed === "busy") return claimed;
  // A store that threw was told of.
  if (claimed !== FAILED) lease.onError(new TypeError(`idempotency.claim returned ${nameOf(claimed)}: it must return "new", "done" or "busy"`));
  return undefined;
};

const FAILED = Symbol("failed");

const attempt = async (call: () => unknown, { onError }: Lease): Promise<unknown> => {
  try {
    return await call();
  } catch (error) {
    onError(error);
    return FAILED;
  }
};
