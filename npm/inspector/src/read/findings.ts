import type { Report, Spot } from "../../../waxseal/src/cli/request/report.ts";
import type { Problem } from "./types.ts";

/** More problems than this help nobody: the first ones are the cause of the others. */
const MOST = 50;

interface Finding extends Spot {
  readonly severity: Problem["severity"];
  readonly message: string;
}

/** Collects what a reader finds. Nothing ends the reading. */
export class Findings implements Report {
  readonly #found: Finding[] = [];
  #offset = 0;
  #left = 0;

  error(message: string, spot: Spot): void {
    this.#add("error", message, spot);
  }

  mend(message: string, instead: string, spot: Spot): void {
    this.#add("note", `${message}; here ${instead}`, spot);
  }

  note(message: string, spot: Spot): void {
    this.#add("note", message, spot);
  }

  /** Whether something of the request could not be read. */
  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === "error");
  }

  /** Whether more would not be listed. */
  get isFull(): boolean {
    return this.#found.length >= MOST;
  }

  /** Takes over what was found in something that was decoded from the text, without its places. */
  takeOver(inner: Findings, prefix: string): void {
    for (const { severity, message } of inner.#found) this.#add(severity, prefix + message, { start: -this.#offset, end: -this.#offset });
  }

  /** Says where what is read next begins: its reader counts from there. */
  from(offset: number): this {
    this.#offset = offset;
    return this;
  }

  /** What was found in a text, by line and column. Spots count UTF-16 units. */
  inText(text: string): Problem[] {
    return this.#placed(text, (spots) => spots);
  }

  /** The same where spots count the bytes of which the text is the decoding. */
  inBytes(text: string, bytesOf: () => Uint8Array): Problem[] {
    if (this.#found.length === 0) return [];
    const bytes = bytesOf();
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return this.#placed(text, (offsets) => {
      let [at, units] = [0, 0];
      return offsets.map((offset) => {
        units += decoder.decode(bytes.subarray(at, offset)).length;
        at = Math.max(at, offset);
        return units;
      });
    });
  }

  #add(severity: Problem["severity"], message: string, { start, end }: Spot): void {
    if (this.#found.length >= MOST) this.#left++;
    else this.#found.push({ severity, message, start: this.#offset + start, end: this.#offset + Math.max(start, end) });
  }

  /** `toUnits` is given offsets in rising order, so that all of them cost one walk. */
  #placed(text: string, toUnits: (offsets: readonly number[]) => readonly number[]): Problem[] {
    if (this.#left > 0) this.#found.push({ severity: "note", message: `${this.#left} more problems are not listed`, start: 0, end: 0 });
    this.#left = 0;
    const offsets = [...new Set(this.#found.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    const units = toUnits(offsets);
    const places = new Map<number, Place>();
    let place: Place = { start: 0, line: 1, lineStart: 0 };
    offsets.forEach((offset, index) => {
      place = moved(text, place, Math.min(units[index]!, text.length));
      places.set(offset, place);
    });
    return this.#found.map(({ severity, message, start, end }) => {
      const at = places.get(start)!;
      return { severity, line: at.line, column: at.start - at.lineStart + 1, start: at.start, length: places.get(end)!.start - at.start, message };
    });
  }
}

interface Place {
  readonly start: number;
  readonly line: number;
  readonly lineStart: number;
}

const moved = (text: string, { start, line, lineStart }: Place, to: number): Place => {
  let at = start;
  let [lines, begin] = [line, lineStart];
  for (;;) {
    const end = text.indexOf("\n", at);
    if (end === -1 || end >= to) return { start: to, line: lines, lineStart: begin };
    at = begin = end + 1;
    lines++;
  }
};
