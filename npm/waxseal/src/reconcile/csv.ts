import { Refusal } from "./refusal.js";

/** One row of a table; `fault` says why it is none. */
export interface CsvRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault?: string;
}

/** Characters of one row at the most. A quote that is never closed would swallow the file. */
export const MOST_ROW = 1024 * 1024;

const FAULTS = { inside: "a quote stands inside a cell that does not begin with one", behind: "something follows a closing quote" } as const;

/** Splits a table into rows (RFC 4180), piece by piece. Holds one row at a time. */
export class CsvReader {
  readonly #delimiter: string;
  /** start: before a cell; bare: in one without quotes; quoted: in one with; quote: behind a quote in it; bad: until the line ends. */
  #state: "start" | "bare" | "quoted" | "quote" | "bad" = "start";
  #cell = "";
  #cells: string[] = [];
  #size = 0;
  #line = 1;
  #begun = 1;
  #fault: string | undefined;
  #afterCr = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Takes a piece of the text and returns the rows that it completes. */
  *push(piece: string): Generator<CsvRow> {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at]!;
      const isLf = character === "\n";
      const isEnd = isLf || character === "\r";
      // The second half of CR LF: its line is over already.
      if (isLf && this.#afterCr) {
        this.#afterCr = false;
        if (this.#state !== "quoted") {
          from = at + 1;
          continue;
        }
        continue;
      }
      this.#afterCr = character === "\r";
      if (isEnd) this.#line++;
      if (this.#state === "quoted") {
        if (character === '"') {
          this.#take(piece, from, at);
          from = at + 1;
          this.#state = "quote";
        }
        continue;
      }
      if (this.#state === "quote" && character === '"') {
        // Two quotes are one: the second begins the next run of text.
        this.#state = "quoted";
        from = at;
        continue;
      }
      if (isEnd) {
        if (this.#state === "bare") this.#take(piece, from, at);
        const row = this.#end();
        if (row !== undefined) yield row;
        from = at + 1;
        continue;
      }
      if (this.#state === "bad") continue;
      if (character === this.#delimiter) {
        if (this.#state === "bare") this.#take(piece, from, at);
        this.#close();
        from = at + 1;
        continue;
      }
      if (this.#state === "quote") this.#spoil("behind");
      else if (this.#state === "start") {
        this.#state = character === '"' ? "quoted" : "bare";
        from = character === '"' ? at + 1 : at;
      } else if (character === '"') this.#spoil("inside");
    }
    if (this.#state === "bare" || this.#state === "quoted") this.#take(piece, from, piece.length);
  }

  /** Returns the last row, where no line end follows it. */
  *end(): Generator<CsvRow> {
    if (this.#state === "quoted") throw this.#unclosed();
    const row = this.#end();
    if (row !== undefined) yield row;
  }

  #take(piece: string, from: number, to: number): void {
    this.#size += to - from;
    if (this.#size > MOST_ROW) throw this.#state === "quoted" ? this.#unclosed() : new Refusal(`the row that begins in line ${this.#begun} has more than ${MOST_ROW} characters`);
    this.#cell += piece.slice(from, to);
  }

  #unclosed(): Refusal {
    return new Refusal(`a quote that opens in the row of line ${this.#begun} is not closed: what follows cannot be told apart`);
  }

  #spoil(fault: keyof typeof FAULTS): void {
    this.#fault = FAULTS[fault];
    this.#state = "bad";
  }

  #close(): void {
    this.#cells.push(this.#cell);
    // An empty cell counts too: a line of delimiters alone must not grow without end.
    this.#size++;
    if (this.#size > MOST_ROW) throw new Refusal(`the row that begins in line ${this.#begun} has more than ${MOST_ROW} characters`);
    this.#cell = "";
    this.#state = "start";
  }

  #end(): CsvRow | undefined {
    const isEmpty = this.#cells.length === 0 && this.#cell === "" && this.#state === "start";
    if (!isEmpty) this.#close();
    const row = { line: this.#begun, cells: this.#cells, ...(this.#fault === undefined ? {} : { fault: this.#fault }) };
    [this.#cells, this.#cell, this.#size, this.#begun, this.#fault, this.#state] = [[], "", 0, this.#line, undefined, "start"];
    return isEmpty ? undefined : row;
  }
}

const DELIMITERS = [",", ";", "\t"];

/**
 * Returns the delimiter of a header row.
 *
 * @throws Refusal where several could be it.
 */
export const delimiterOf = (header: string): string => {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of header) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && DELIMITERS.includes(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  if (counts.size > 1) throw new Refusal("the header row has several of , ; and tab: say with --delimiter which of them parts its columns");
  return [...counts.keys()][0] ?? ",";
};
