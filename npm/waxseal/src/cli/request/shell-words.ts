import { usage } from "../failure.js";
import { utf8Characters } from "./received.js";

/** What a shell makes of a command line. */
export interface ShellWords {
  /** One character is one byte. */
  readonly words: readonly string[];
  /** The operator that ends the command, if more stands behind it. */
  readonly endedBy: string | undefined;
}

/**
 * Splits a command line as POSIX shells and bash do: quotes, `$'…'`, backslashes, lines continued
 * by a backslash. What a shell would fill in (`$NAME`, `$(…)`, backticks) is refused: it is not known here.
 *
 * @throws Failure with what to change.
 */
export const splitWords = (text: string): ShellWords => {
  const reader = new Reader(text);
  const words: string[] = [];
  for (;;) {
    const operator = reader.skipBlanks(words.length > 0);
    if (operator !== undefined) return { words, endedBy: operator };
    if (reader.done) return { words, endedBy: undefined };
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
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Skips to the next word; returns the operator that ends the command. */
  skipBlanks(begun: boolean): string | undefined {
    for (;;) {
      const [blanks = ""] = this.#match(/(?:[ \t]|\\\r?\n)*/y);
      this.#at += blanks.length;
      if (this.#text[this.#at] === "#") this.#at += this.#match(/[^\n]*/y)[0]!.length;
      const [end] = this.#match(/\r?\n|[;|&<>]+|[0-9]+>/y);
      if (end === undefined) return undefined;
      if (/^\r?\n$/.test(end)) {
        this.#at += end.length;
        if (begun && this.#text.slice(this.#at).trim() !== "") return "the line end";
        continue;
      }
      return end;
    }
  }

  word(): string {
    let word = "";
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || this.#match(/[ \t\n;|&<>]|\r\n/y).length > 0) return word;
      this.#at++;
      if (character === "'") word += this.#until("'");
      else if (character === '"') word += this.#double();
      else if (character === "$" && this.#text[this.#at] === "'") word += this.#ansi();
      else if (character === "\\") word += this.#escaped();
      else word += this.#plain(character);
    }
  }

  #until(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at);
    if (end === -1) throw usage(`a quote (${quote}) is opened and not closed: is the command cut off?`);
    const inner = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return inner;
  }

  #double(): string {
    let inner = "";
    for (;;) {
      const character = this.#text[this.#at++];
      if (character === undefined) throw usage('a quote (") is opened and not closed: is the command cut off?');
      if (character === '"') return inner;
      if (character !== "\\") {
        inner += this.#plain(character, QUOTED);
        continue;
      }
      const next = this.#text[this.#at] ?? "";
      if (!/[$`"\\\n]/.test(next)) inner += "\\";
      else {
        this.#at++;
        if (next !== "\n") inner += next;
      }
    }
  }

  /** A backslash outside of quotes. */
  #escaped(): string {
    const [end] = this.#match(/\r?\n/y);
    if (end !== undefined) {
      this.#at += end.length;
      return "";
    }
    return this.#text[this.#at++] ?? "\\";
  }

  #plain(character: string, filled = UNQUOTED): string {
    if (filled === UNQUOTED && character === "^" && /["\r\n]/.test(this.#text[this.#at] ?? "")) {
      throw usage('the command is quoted for cmd.exe (^): copy it as "cURL (bash)"');
    }
    if (character === "`" || (character === "$" && filled.test(this.#text[this.#at] ?? ""))) {
      throw usage("the command holds what a shell would fill in ($NAME, $(…) or backticks): put its value there, or single quotes around it");
    }
    return character;
  }

  /** The inside of `$'…'`. */
  #ansi(): string {
    this.#at++;
    let inner = "";
    for (;;) {
      const character = this.#text[this.#at++];
      if (character === undefined) throw usage("a quote ($') is opened and not closed: is the command cut off?");
      if (character === "'") return inner;
      inner += character === "\\" ? this.#ansiEscape() : character;
    }
  }

  #ansiEscape(): string {
    const [all, hexadecimal, short, long, octal] = this.#match(/x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})/y);
    if (all !== undefined) {
      this.#at += all.length;
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return utf8Characters(codePoint(Number.parseInt((short ?? long)!, 16)));
    }
    const [control, letter] = this.#match(/c([@-_a-z?])/y);
    if (control !== undefined && letter !== undefined) {
      this.#at += control.length;
      return String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f);
    }
    const next = this.#text[this.#at++] ?? "";
    return ANSI[next] ?? `\\${next}`;
  }

  #match(pattern: RegExp): (string | undefined)[] {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? [];
  }
}

const codePoint = (code: number): string => {
  if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  // Browsers write a character beyond U+FFFF as two halves; each alone is no text.
  throw usage("the command holds half of a surrogate pair (\\ud800 to \\udfff): put the character itself there");
};
