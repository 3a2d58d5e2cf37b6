import type { Report, Spot } from "../../../waxseal/src/cli/request/report.ts";

/** A value as it stands in JavaScript, in JSON, in what Node prints, or in a Python dictionary. */
export type Node = Spot &
  (
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "bytes"; readonly bytes: Uint8Array }
    | { readonly kind: "plain"; readonly value: number | boolean | null | undefined }
    | { readonly kind: "list"; readonly items: readonly Node[] }
    | { readonly kind: "object"; readonly members: readonly (readonly [name: string, value: Node])[] }
    | { readonly kind: "call"; readonly name: string; readonly items: readonly Node[] }
  );

/** Nothing that a person pastes is nested deeper. */
const DEEPEST = 200;

/** What follows is no value: the reading ends here, and the report knows why. */
class Stop extends Error {}

/**
 * Reads one value that begins at `from`. Superset of JSON: bare and single-quoted names, comments,
 * trailing commas, calls without a body, `<Buffer 7b 22>`. Nothing is run.
 */
export const parseLiteral = (text: string, report: Report, from = 0): { readonly node: Node; readonly end: number } | undefined => {
  const reader = new Reader(text, report, from);
  try {
    return { node: reader.value(0), end: reader.at };
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
};

/** A value without its places. Names are own members, whatever they are called. */
export const valueOf = (node: Node): unknown => {
  switch (node.kind) {
    case "text":
      return node.text;
    case "bytes":
      return node.bytes;
    case "plain":
      return node.value;
    case "list":
      return node.items.map(valueOf);
    case "object": {
      const made: Record<string, unknown> = {};
      for (const [name, value] of node.members) Object.defineProperty(made, name, { value: valueOf(value), enumerable: true, configurable: true, writable: true });
      return made;
    }
    case "call":
      return undefined;
  }
};

/** Returns an object's last member of a name. */
export const memberOf = (node: Node | undefined, name: string): Node | undefined =>
  node?.kind === "object" ? node.members.filter(([one]) => one === name).at(-1)?.[1] : undefined;

/** Where the value at a path of names and positions stands below a node; where it ends, if it is not there. */
export const placeIn = (node: Node, path: readonly (string | number)[]): Spot => {
  let at: Node = node;
  for (const step of path) {
    const next = typeof step === "string" ? memberOf(at, step) : at.kind === "list" ? at.items[step] : undefined;
    if (next === undefined) break;
    at = next;
  }
  return { start: at.start, end: at.end };
};

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "0": "\0" };

const WORDS: ReadonlyMap<string, number | boolean | null | undefined> = new Map<string, number | boolean | null | undefined>([
  ["true", true], ["false", false], ["null", null], ["undefined", undefined], ["True", true], ["False", false], ["None", null], ["NaN", Number.NaN], ["Infinity", Infinity],
]);

/** The only function that is known: it takes one character's code. */
const CODE_OF_CHARACTER = /\(?[\w$]+\)?\s*=>\s*[\w$]+\.(?:charCodeAt|codePointAt)\(0?\)/y;

class Reader {
  readonly #text: string;
  readonly #report: Report;
  at: number;

  constructor(text: string, report: Report, from: number) {
    this.#text = text;
    this.#report = report;
    this.at = from;
  }

  value(depth: number): Node {
    this.#blanks();
    const start = this.at;
    if (depth > DEEPEST) return this.#stop(`this is nested deeper than ${DEEPEST} levels`, start);
    const character = this.#text[start];
    if (character === undefined) return this.#stop("the text ends where a value should stand: is it cut off?", start);
    if (character === '"' || character === "'" || character === "`") return this.#joined(start);
    if (character === "{") return this.#object(start, depth);
    if (character === "[") return this.#listOrNote(start, depth);
    if (character === "<") return this.#buffer(start);
    const number = this.#take(/[-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y);
    if (number !== "") return { kind: "plain", value: Number(number), start, end: this.at };
    return this.#word(start, depth);
  }

  #object(start: number, depth: number): Node {
    this.at++;
    const members: [string, Node][] = [];
    for (;;) {
      this.#blanks();
      if (this.#skip("}")) return { kind: "object", members, start, end: this.at };
      if (this.#elided()) continue;
      const name = this.#name();
      this.#blanks();
      if (!this.#skip(":")) return this.#stop("a colon is missing behind a name", this.at);
      members.push([name, this.value(depth + 1)]);
      this.#blanks();
      if (!this.#skip(",") && this.#text[this.at] !== "}") return this.#stop(this.at >= this.#text.length ? "an object ({) is opened and not closed: is the text cut off?" : "a comma or } is missing", this.at);
    }
  }

  #name(): string {
    const character = this.#text[this.at];
    if (character === '"' || character === "'") return this.#string();
    const name = this.#take(/[\w$-]+/y);
    if (name !== "") return name;
    // As Node prints a symbol.
    const symbol = this.#take(/\[[\w() .$-]{1,60}\]/y);
    return symbol === "" ? this.#stop("a name is missing", this.at) : symbol;
  }

  #listOrNote(start: number, depth: number): Node {
    const elided = this.#take(/\[(?:Object: null prototype|Object|Array|Circular \*\d+|Function[^\]\n]{0,60})\]/y);
    if (elided === "[Object: null prototype]") return this.value(depth + 1);
    if (elided !== "") {
      this.#report.error(`the log leaves out what is inside ${elided}: print it whole (util.inspect with depth: null)`, { start, end: this.at });
      return { kind: "plain", value: undefined, start, end: this.at };
    }
    this.at++;
    const items = this.#items("]", depth, start);
    return { kind: "list", items, start, end: this.at };
  }

  #items(closing: string, depth: number, start: number): Node[] {
    const items: Node[] = [];
    for (;;) {
      this.#blanks();
      if (this.#skip(closing)) return items;
      if (this.#elided()) continue;
      items.push(this.value(depth + 1));
      this.#blanks();
      if (!this.#skip(",") && this.#text[this.at] !== closing) {
        return this.#stop(this.at >= this.#text.length ? `a bracket (${this.#text[start] === "[" ? "[" : "("}) is opened and not closed: is the text cut off?` : `a comma or ${closing} is missing`, this.at);
      }
    }
  }

  /** `... 12 more items`, as Node prints what it cuts. */
  #elided(): boolean {
    const start = this.at;
    if (this.#take(/\.\.\. \d{1,9} more (?:items?|characters?|bytes)/y) === "") return false;
    this.#report.error("the log is cut here: print it whole (util.inspect with maxArrayLength: null)", { start, end: this.at });
    this.#blanks();
    this.#skip(",");
    return true;
  }

  /** `<Buffer 7b 22 … 30 more bytes>`. */
  #buffer(start: number): Node {
    if (this.#take(/<Buffer(?= |>)/y) === "") return this.#stop("this is no value", start);
    const digits = this.#take(/[ 0-9a-f]+/y).replaceAll(" ", "");
    const cut = this.#take(/\.\.\. \d{1,12} more bytes?/y);
    if (cut !== "") this.#report.error("the log leaves out the rest of these bytes: print body.toString('base64')", { start, end: this.at });
    if (!this.#skip(">") || digits.length % 2 === 1) return this.#stop("these bytes are not whole", start);
    return { kind: "bytes", bytes: bytesOfHex(digits), start, end: this.at };
  }

  /** Texts that a plus sign joins, as Node prints long ones. */
  #joined(start: number): Node {
    const parts = [this.#string()];
    for (;;) {
      const end = this.at;
      this.#blanks();
      if (!this.#skip("+")) {
        this.at = end;
        return { kind: "text", text: parts.join(""), start, end };
      }
      this.#blanks();
      if (!/["'`]/.test(this.#text[this.at] ?? "")) return this.#stop("only texts can be joined here: put the value in its place", this.at);
      parts.push(this.#string());
    }
  }

  #string(): string {
    const start = this.at;
    const quote = this.#text[this.at++]!;
    const parts: string[] = [];
    for (;;) {
      parts.push(this.#take(quote === '"' ? /[^"\\\n\r]+/y : quote === "'" ? /[^'\\\n\r]+/y : /[^`\\$]+/y));
      const character = this.#text[this.at++];
      if (character === quote) return parts.join("");
      if (character === "\\") parts.push(this.#escape());
      else if (character === "$" && this.#text[this.at] !== "{") parts.push("$");
      else if (character === "$") return this.#stop("a template holds a value that is not known here (${…}): put the value in its place", this.at - 1);
      else return this.#stop(`a quote (${quote}) is opened and not closed${character === undefined ? ": is the text cut off?" : " on its line"}`, start);
    }
  }

  #escape(): string {
    const start = this.at - 1;
    const [all, two, four, long] = this.#match(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}/y);
    if (all !== undefined) {
      this.at += all.length;
      const code = Number.parseInt((two ?? four ?? long)!, 16);
      if (long === undefined) return String.fromCharCode(code);
      return code <= 0x10ffff ? String.fromCodePoint(code) : this.#stop("there is no such character", start);
    }
    const character = this.#text[this.at++];
    if (character === undefined) return this.#stop("the text ends within an escape: is it cut off?", start);
    if (character === "u" || character === "x") return this.#stop("an escape (\\u or \\x) lacks its digits", start);
    if (character === "\r" && this.#text[this.at] === "\n") this.at++;
    if (character === "\n" || character === "\r") return "";
    return ESCAPES[character] ?? character;
  }

  /** `true`, a class before what Node prints of it, bytes of Python, or a call. */
  #word(start: number, depth: number): Node {
    if (this.#take(CODE_OF_CHARACTER) !== "") return { kind: "call", name: "=>", items: [], start, end: this.at };
    let name = this.#take(/(?:new\s+)?[A-Za-z_$][\w$]*/y).replace(/^new\s+/, "");
    if (name === "") return this.#stop("this is no value", start);
    if (WORDS.has(name)) return { kind: "plain", value: WORDS.get(name), start, end: this.at };
    if (/^[bur]$/i.test(name) && /["']/.test(this.#text[this.at] ?? "")) return this.#python(name.toLowerCase(), start);
    let items: readonly Node[] | undefined;
    for (;;) {
      const more = this.#take(/\s*\.\s*[A-Za-z_$][\w$]*/y);
      name += more.replace(/\s/g, "");
      if (this.#skip("(")) items = this.#items(")", depth + 1, this.at - 1);
      else if (more === "") break;
      // What is done with the answer is no part of the request.
      if (items !== undefined && name === "fetch") break;
    }
    if (items !== undefined) return { kind: "call", name, items, start, end: this.at };
    const printed = this.#take(/(?:\(\d+\)|\s*\[[\w: ]{1,40}\])?\s*(?=[{[])/y);
    if (/^[A-Z]\w*$/.test(name) && (printed !== "" || /[{[]/.test(this.#text[this.at] ?? ""))) return this.value(depth + 1);
    return this.#stop(`${name.length <= 40 ? name : "this"} is a name whose value is not known here: put the value in its place`, start);
  }

  #python(prefix: string, start: number): Node {
    const text = this.#string();
    if (prefix !== "b") return { kind: "text", text, start, end: this.at };
    return { kind: "bytes", bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)), start, end: this.at };
  }

  #blanks(): void {
    for (;;) {
      const before = this.at;
      this.#take(/[\s\ufeff]+/y);
      this.#take(/\/\/[^\n]*/y);
      if (this.#text.startsWith("/*", this.at)) {
        const end = this.#text.indexOf("*/", this.at + 2);
        this.at = end === -1 ? this.#text.length : end + 2;
      }
      if (this.at === before) return;
    }
  }

  #skip(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  #take(pattern: RegExp): string {
    const [found = ""] = this.#match(pattern);
    this.at += found.length;
    return found;
  }

  #match(pattern: RegExp): (string | undefined)[] {
    pattern.lastIndex = this.at;
    return pattern.exec(this.#text) ?? [];
  }

  #stop(message: string, at: number): never {
    const start = Math.min(at, this.#text.length);
    this.#report.error(message, { start, end: Math.min(start + 1, this.#text.length) });
    throw new Stop();
  }
}

/** Bytes of an even number of hexadecimal digits. */
export const bytesOfHex = (digits: string): Uint8Array => {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return bytes;
};
