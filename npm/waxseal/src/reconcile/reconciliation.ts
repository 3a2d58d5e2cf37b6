import { HERE, Keys, THERE, VALUED } from "./keys.js";
import type { Claim, Unread } from "./mapping.js";
import { Refusal } from "./refusal.js";

/** What the event log knows of an id. */
export interface Known {
  readonly id: string;
  readonly source: string;
  /** What an export's state is compared with. */
  readonly state: string;
  readonly type: string;
  /** When it was accepted, in Unix milliseconds. */
  readonly at: number;
  readonly amount?: { readonly minor: bigint; readonly currency: string };
}

/** How the two sides differ in one place. */
export type Difference =
  | { readonly kind: "missing" | "duplicate"; readonly line: number; readonly id: string }
  | { readonly kind: "extra"; readonly id: string; readonly type: string; readonly at: number }
  | { readonly kind: "amount"; readonly line: number; readonly id: string; readonly there: Money; readonly here: Money | null }
  | { readonly kind: "state" | "type"; readonly line: number; readonly id: string; readonly there: string; readonly here: string }
  | { readonly kind: "unreadable"; readonly line: number; readonly column: string | null; readonly why: string };

/** An amount; its minor units as digits, which JSON does not round. */
export interface Money {
  readonly minor: string;
  readonly currency: string;
}

/** Kinds of differences. */
export const KINDS = ["missing", "extra", "amount", "state", "type", "duplicate", "unreadable"] as const;

/** What one currency adds up to. Minor units. */
export interface Total {
  readonly currency: string;
  readonly there: string;
  readonly here: string;
  /** What the export has more. */
  readonly difference: string;
}

/** What came out. */
export interface Outcome {
  readonly isEqual: boolean;
  readonly rows: number;
  readonly matched: number;
  readonly known: number;
  readonly counts: Readonly<Record<(typeof KINDS)[number], number>>;
  /** Of each kind the first ones. */
  readonly differences: readonly Difference[];
  readonly totals: readonly Total[];
}

/** How it is compared. */
export interface Terms {
  /** States of the export, and what each is here; without it they are the same words. */
  readonly states?: ReadonlyMap<string, string>;
  /** Whether the amounts are compared. */
  readonly amounts: boolean;
  /** Ids that are kept at the most. */
  readonly most: number;
  /** Differences of each kind that are listed at the most; all are counted. */
  readonly shown: number;
}

/**
 * Compares an export with the event log: first every event, then every row, once. A hash map of
 * ids with compact columns: rows and bodies are forgotten as soon as they are compared, neither
 * side needs an order, and the rows that are missing can be written out as they pass.
 */
export class Reconciliation {
  readonly keys: Keys;
  readonly #terms: Terms;
  readonly #counts: Record<(typeof KINDS)[number], number> = { missing: 0, extra: 0, amount: 0, state: 0, type: 0, duplicate: 0, unreadable: 0 };
  readonly #shown: Difference[] = [];
  readonly #there = new Map<string, bigint>();
  #rows = 0;
  #matched = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.keys = new Keys(terms.most);
  }

  /**
   * Takes an event. Of several with one id the one that was accepted last says what it is now.
   *
   * @throws Refusal where two sources have the same id.
   */
  addKnown({ id, source, state, type, at, amount }: Known): void {
    const { keys } = this;
    const place = keys.place(id);
    const { columns, names } = keys;
    const from = names.place(source);
    const isNew = ((columns.bits[place] ?? 0) & HERE) === 0;
    if (!isNew && columns.source[place] !== from) throw new Refusal("two sources have an event with the same id: name one with --source");
    if (!isNew && at < (columns.moment[place] ?? 0)) return;
    columns.bits[place] = HERE | (amount === undefined ? 0 : VALUED);
    [columns.source[place], columns.state[place], columns.type[place], columns.moment[place]] = [from, names.place(state), names.place(type), at];
    if (amount !== undefined) [columns.amount[place], columns.currency[place]] = [amount.minor, names.place(amount.currency)];
  }

  /** Takes a row that cannot be read. */
  addUnread(line: number, { column, why, id }: Unread): void {
    this.#rows++;
    const place = id === undefined ? undefined : this.keys.find(id);
    if (place !== undefined) this.keys.columns.bits[place] = (this.keys.columns.bits[place] ?? 0) | THERE;
    this.#note({ kind: "unreadable", line, column, why });
  }

  /** Compares a row, once every event is known. Returns whether it is missing here. */
  addClaim(line: number, { id, amount, state, type }: Claim): boolean {
    const { keys } = this;
    const wanted = state === undefined ? undefined : this.#stateHere(state);
    if (wanted === null) {
      this.addUnread(line, { column: null, why: `the state ${JSON.stringify(state?.slice(0, 60))} is not in --state-map`, id });
      return false;
    }
    this.#rows++;
    const place = keys.place(id);
    const bits = keys.columns.bits[place] ?? 0;
    if ((bits & THERE) !== 0) {
      this.#note({ kind: "duplicate", line, id });
      return false;
    }
    keys.columns.bits[place] = bits | THERE;
    if (amount !== undefined) this.#there.set(amount.currency, (this.#there.get(amount.currency) ?? 0n) + amount.minor);
    if ((bits & HERE) === 0) {
      this.#note({ kind: "missing", line, id });
      return true;
    }
    this.#compare(line, id, place, amount, wanted, type);
    return false;
  }

  #compare(line: number, id: string, place: number, amount: Claim["amount"], state: string | undefined, type: string | undefined): void {
    const { columns, names } = this.keys;
    const before = this.#counts.amount + this.#counts.state + this.#counts.type;
    if (this.#terms.amounts && amount !== undefined) {
      const here = this.#valueOf(place);
      if (here === null || here.minor !== amount.minor || here.currency !== amount.currency) {
        this.#note({ kind: "amount", line, id, there: money(amount), here: here === null ? null : money(here) });
      }
    }
    const [stateHere, typeHere] = [names.at(columns.state[place] ?? 0), names.at(columns.type[place] ?? 0)];
    if (state !== undefined && state !== stateHere) this.#note({ kind: "state", line, id, there: state, here: stateHere });
    if (type !== undefined && type !== typeHere) this.#note({ kind: "type", line, id, there: type, here: typeHere });
    if (before === this.#counts.amount + this.#counts.state + this.#counts.type) this.#matched++;
  }

  #valueOf(place: number): { minor: bigint; currency: string } | null {
    const { columns, names } = this.keys;
    if (((columns.bits[place] ?? 0) & VALUED) === 0) return null;
    return { minor: columns.amount[place] ?? 0n, currency: names.at(columns.currency[place] ?? 0) };
  }

  #stateHere(state: string): string | null {
    const { states } = this.#terms;
    return states === undefined ? state : (states.get(state) ?? null);
  }

  /** Says what came out, when every row was compared. */
  end(): Outcome {
    const { columns, names } = this.keys;
    const here = new Map<string, bigint>();
    let known = 0;
    for (const [id, place] of this.keys.entries()) {
      const bits = columns.bits[place] ?? 0;
      if ((bits & HERE) === 0) continue;
      known++;
      const value = this.#valueOf(place);
      if (value !== null) here.set(value.currency, (here.get(value.currency) ?? 0n) + value.minor);
      if ((bits & THERE) === 0) this.#note({ kind: "extra", id, type: names.at(columns.type[place] ?? 0), at: columns.moment[place] ?? 0 });
    }
    return {
      isEqual: KINDS.every((kind) => this.#counts[kind] === 0),
      rows: this.#rows,
      matched: this.#matched,
      known,
      counts: { ...this.#counts },
      differences: this.#shown,
      totals: this.#terms.amounts ? totals(this.#there, here) : [],
    };
  }

  #note(difference: Difference): void {
    this.#counts[difference.kind]++;
    if (this.#counts[difference.kind] <= this.#terms.shown) this.#shown.push(difference);
  }
}

const money = ({ minor, currency }: { readonly minor: bigint; readonly currency: string }): Money => ({ minor: String(minor), currency });

const totals = (there: ReadonlyMap<string, bigint>, here: ReadonlyMap<string, bigint>): readonly Total[] =>
  [...new Set([...there.keys(), ...here.keys()])].sort().map((currency) => {
    const [left, right] = [there.get(currency) ?? 0n, here.get(currency) ?? 0n];
    return { currency, there: String(left), here: String(right), difference: String(left - right) };
  });
