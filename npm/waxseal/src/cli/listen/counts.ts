import { duration } from "../moment.js";

/** How many requests came to what. */
export class Counts {
  readonly #counts: Record<string, number> = { accepted: 0, duplicate: 0, conflict: 0, refused: 0, handshake: 0, failed: 0 };
  #last: number | undefined;

  /** Counts one. */
  add(outcome: string, at: number): void {
    this.#counts[outcome] = (this.#counts[outcome] ?? 0) + 1;
    this.#last = at;
  }

  /** The counts by name. */
  get all(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  /** Says them in one line. */
  told(now: number): string {
    const told = Object.entries(this.#counts).filter(([name, count]) => count > 0 || name === "accepted" || name === "refused");
    const last = this.#last === undefined ? "no request yet" : `the last request ${duration(now - this.#last)} ago`;
    return `${told.map(([name, count]) => `${count} ${name}`).join(", ")}; ${last}`;
  }
}
