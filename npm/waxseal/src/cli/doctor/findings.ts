import type { Output } from "../output.js";
import { oneLine } from "../printable.js";

/** What a check came to. `note`: worth a look, and no failure. `not_run`: what it needs is missing. */
export type Mark = "pass" | "note" | "fail" | "not_run";

/** One check. */
export interface Finding {
  readonly check: string;
  readonly mark: Mark;
  readonly detail: string;
}

const SHOWN: Readonly<Record<Mark, readonly [string, "good" | "warn" | "bad" | "faint"]>> = {
  pass: ["pass", "good"],
  note: ["note", "warn"],
  fail: ["FAIL", "bad"],
  not_run: ["  – ", "faint"],
};

/** Collects what is found, and shows it as it comes. */
export class Findings {
  readonly #out: Output;
  readonly #all: Finding[] = [];

  constructor(out: Output) {
    this.#out = out;
  }

  add(mark: Mark, check: string, detail: string): void {
    const finding = { check, mark, detail: oneLine(detail) };
    this.#all.push(finding);
    const [word, style] = SHOWN[mark];
    this.#out.line(`${this.#out.paint(style, word)}  ${check.padEnd(18)} ${finding.detail}`);
  }

  get all(): readonly Finding[] {
    return this.#all;
  }

  get isOk(): boolean {
    return this.#all.every(({ mark }) => mark !== "fail");
  }

  count(mark: Mark): number {
    return this.#all.filter((one) => one.mark === mark).length;
  }
}
