import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { usage } from "../failure.js";

/** Characters that are collected before they are written. */
const AT_ONCE = 64 * 1024;

/** A new file of lines that only its owner can read: rows hold what is nobody else's business. */
export class LinesFile {
  readonly #path: string;
  readonly #file: number;
  #waiting = "";
  #count = 0;

  private constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Makes the file that a flag names; none, if it names none.
   *
   * @throws Failure, also where a file stands there already.
   */
  static open(path: string | undefined, flag: string): LinesFile | undefined {
    if (path === undefined) return undefined;
    try {
      return new LinesFile(path, openSync(path, "wx", 0o600));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw usage(`the file that ${flag} names ${code === "EEXIST" ? "is there already" : `cannot be made (${code ?? "no reason given"})`}`);
    }
  }

  get count(): number {
    return this.#count;
  }

  add(line: string): void {
    this.#count++;
    this.#waiting += `${line}\n`;
    if (this.#waiting.length >= AT_ONCE) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  /** Takes the file away again: half of it would look like all of it. */
  discard(): void {
    closeSync(this.#file);
    rmSync(this.#path);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#waiting = "";
  }
}
