import { Refusal } from "./refusal.js";

/** Bits of a key. */
export const HERE = 1;
export const THERE = 2;
export const VALUED = 4;

/** Names that are kept once: what repeats from row to row. */
class Names {
  readonly #places = new Map<string, number>();
  readonly #names: string[] = [];

  place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.#names.length > 65_535) throw new Refusal("there are more than 65536 different states, types, sources or currencies: is the right column named?");
    this.#names.push(name);
    this.#places.set(name, this.#names.length - 1);
    return this.#names.length - 1;
  }

  at(place: number): string {
    return this.#names[place] ?? "";
  }
}

/** The columns of so many keys. */
const columns = (length: number) => ({
  amount: new BigInt64Array(length),
  moment: new Float64Array(length),
  currency: new Uint16Array(length),
  state: new Uint16Array(length),
  type: new Uint16Array(length),
  source: new Uint16Array(length),
  bits: new Uint8Array(length),
});

/**
 * Every id once, with its values in columns: 25 bytes beside the id and its place in a map, however
 * long the bodies and rows are that it came from.
 */
export class Keys {
  readonly #places = new Map<string, number>();
  readonly #most: number;
  readonly names = new Names();
  #columns = columns(1024);

  constructor(most: number) {
    this.#most = most;
  }

  /** How many there are. */
  get size(): number {
    return this.#places.size;
  }

  /** Bytes that the columns take. */
  get columnBytes(): number {
    return Object.values(this.#columns).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  find(id: string): number | undefined {
    return this.#places.get(id);
  }

  /** Returns the place of an id, which is made where it is new. */
  place(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#places.size;
    if (place >= this.#most) throw new Refusal(`there are more than ${this.#most} ids on both sides: reconcile a shorter time, with --since and --until`);
    if (place >= this.#columns.bits.length) this.#grow();
    this.#places.set(id, place);
    return place;
  }

  get columns() {
    return this.#columns;
  }

  entries(): IterableIterator<[string, number]> {
    return this.#places.entries();
  }

  #grow(): void {
    const wider = columns(Math.min(this.#columns.bits.length * 2, this.#most));
    wider.amount.set(this.#columns.amount);
    wider.moment.set(this.#columns.moment);
    for (const name of ["currency", "state", "type", "source"] as const) wider[name].set(this.#columns[name]);
    wider.bits.set(this.#columns.bits);
    this.#columns = wider;
  }
}
