import { utf8Characters } from "./received.js";
import type { Report, Spot } from "./report.js";

/** One word of a command, with its place. */
export interface Word extends Spot {
  /** One character is one byte. */
  readonly text: string;
}

/** What a shell makes of a command line. */
export interface ShellWords {
  readonly words: readonly Word[];
  /** The operator that ends the command, if more stands behind it. */
  readonly endedBy: (Spot & { readonly operator: string }) | undefined;
}

/**
 * Splits a command line as POSIX shells and bash do: quotes, `$'…'`, backslashes, lines continued
 * by a backslash. What a shell would fill in (`$NAME`, `$(…)`, backticks) is an error: it is not
 * known here.
 */
export const parseWords = (text: string, report: Report, from = 0): ShellWords => {
  const reader = new Reader(text, from, report);
  const words: Word[] = [];
  for (;;) {
    const endedBy = reader.skipBlanks(words.length > 0);
    if (endedBy !== undefined || reader.done) return { words, endedBy };
    words.push(reader.word());
  }
};

const ANSI: Readonly<Record<string, string>> = {
  a: "\x07", b: "\b", e: "\x1b", E: "\x1b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", "'": "'", '"': '"', "?": "?",
};

/** What a shell fills in behind a `$`, outside of quotes and within double ones. */
const UNQUOTED = /[A-Za-z0-9_{(@*#?$!"-]/;
const QUOTED = /[A-Za-z0-9_{(@*#?$!-]/;

class Reader {
  readonly #text: string;
  readonly #report: Report;
  /** Behind the last character that is not blank. */
  readonly #last: number;
  #at: number;

  constructor(text: string, from: number, report: Report) {
    this.#text = text;
    this.#at = from;
    this.#report = report;
    this.#last = text.trimEnd().length;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Skips to the next word; returns the operator that ends the command. */
  skipBlanks(begun: boolean): ShellWords["endedBy"] {
    for (;;) {
      this.#blanks();
      if (this.#text[this.#at] === "#") this.#at += this.#match(/[^\n]*/y)[0]!.length;
      const start = this.#at;
      const [operator] = this.#match(/\r?\n|[;|&<>]+|[0-9]{1,9}[<>]/y);
      if (operator === undefined) return undefined;
      if (!/^\r?\n$/.test(operator)) return { operator, start, end: start + operator.length };
      this.#at += operator.length;
      if (begun && this.#at < this.#last) return { operator: "the line end", start, end: this.#at };
    }
  }

  word(): Word {
    const start = this.#at;
    let text = "";
    for (;;) {
      text += this.#run(/[^ \t\r\n'"\\$`^;|&<>]+/y);
      const character = this.#text[this.#at];
      if (character === undefined || this.#match(/[ \t\n;|&<>]|\r\n/y).length > 0) return { text, start, end: this.#at };
      this.#at++;
      if (character === "'") text += this.#until("'");
      else if (character === '"') text += this.#double();
      else if (character === "$" && this.#text[this.#at] === "'") text += this.#ansi();
      else if (character === "\\") text += this.#escaped();
      else text += this.#plain(character);
    }
  }

  /** Spaces, tabs, and line ends that a backslash takes away. */
  #blanks(): void {
    for (;;) {
      const before = this.#at;
      this.#run(/[ \t]+/y);
      this.#run(/\\\r?\n/y);
      if (this.#at === before) return;
    }
  }

  #until(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at);
    if (end === -1) return this.#open(quote, this.#at - 1, this.#text.slice(this.#at));
    const inner = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return inner;
  }

  /** Says that a quote is not closed, and takes all that follows for its inside. */
  #open(quote: string, start: number, inner: string): string {
    this.#report.error(`a quote (${quote}) is opened and not closed: is the command cut off?`, { start, end: start + quote.length });
    this.#at = this.#text.length;
    return inner;
  }

  #double(): string {
    const start = this.#at - 1;
    let inner = "";
    for (;;) {
      inner += this.#run(/[^"\\$`]+/y);
      const character = this.#text[this.#at++];
      if (character === undefined) return this.#open('"', start, inner);
      if (character === '"') return inner;
      if (character !== "\\") {
        inner += this.#plain(character, QUOTED);
        continue;
      }
      const next = this.#text[this.#at] ?? "";
      if (next === "" || !'$`"\\\n'.includes(next)) inner += "\\";
      else {
        this.#at++;
        if (next !== "\n") inner += next;
      }
    }
  }

  /** A backslash outside of quotes. */
  #escaped(): string {
    if (this.#run(/\r?\n/y) !== "") return "";
    return this.#text[this.#at++] ?? "\\";
  }

  #plain(character: string, filled = UNQUOTED): string {
    const next = this.#text[this.#at] ?? "";
    const spot = { start: this.#at - 1, end: Math.min(this.#at + 1, this.#text.length) };
    if (filled === UNQUOTED && character === "^" && /["\r\n]/.test(next)) {
      this.#report.error('the command is quoted for cmd.exe (^): copy it as "cURL (bash)"', spot);
    }
    if (character === "`" || (character === "$" && filled.test(next))) {
      this.#report.error("the command holds what a shell would fill in ($NAME, $(…) or backticks): put its value there, or single quotes around it", spot);
    }
    return character;
  }

  /** The inside of `$'…'`. */
  #ansi(): string {
    const start = this.#at - 1;
    this.#at++;
    let inner = "";
    for (;;) {
      inner += this.#run(/[^'\\]+/y);
      const character = this.#text[this.#at++];
      if (character === undefined) return this.#open("$'", start, inner);
      if (character === "'") return inner;
      inner += this.#ansiEscape();
    }
  }

  #ansiEscape(): string {
    const start = this.#at - 1;
    const [all, hexadecimal, short, long, octal] = this.#match(/x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})/y);
    if (all !== undefined) {
      this.#at += all.length;
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return this.#codePoint(Number.parseInt((short ?? long)!, 16), start);
    }
    const [control, letter] = this.#match(/c([@-_a-z?])/y);
    if (control !== undefined && letter !== undefined) {
      this.#at += control.length;
      return String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f);
    }
    const next = this.#text[this.#at++] ?? "";
    return ANSI[next] ?? `\\${next}`;
  }

  #codePoint(code: number, start: number): string {
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return utf8Characters(String.fromCodePoint(code));
    // Browsers write a character beyond U+FFFF as two halves; each alone is no text.
    const message = "the command holds half of a surrogate pair (\\ud800 to \\udfff): put the character itself there";
    const [all, low] = code < 0xdc00 ? this.#match(/\\u([dD][c-fC-F][0-9a-fA-F]{2})/y) : [];
    if (all === undefined || low === undefined) {
      this.#report.error(message, { start, end: this.#at });
      return utf8Characters("\ufffd");
    }
    this.#at += all.length;
    this.#report.mend(message, "the two halves were joined, as the browser meant them", { start, end: this.#at });
    return utf8Characters(String.fromCharCode(code, Number.parseInt(low, 16)));
  }

  /** Takes what a pattern finds here. */
  #run(pattern: RegExp): string {
    const [found = ""] = this.#match(pattern);
    this.#at += found.length;
    return found;
  }

  #match(pattern: RegExp): (string | undefined)[] {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? [];
  }
}
