import { CURL_IGNORED, CURL_IGNORED_VALUES, CURL_REFUSED, CURL_REFUSED_VALUES, CURL_SHORT, CURL_SHORT_IGNORED, CURL_SHORT_IGNORED_VALUES } from "./curl-flags.js";
import type { ParsedHttp } from "./raw-http.js";
import { latin1, readHeaderLine, textOfCharacters } from "./received.js";
import type { Report, Spot } from "./report.js";
import { parseWords, type Word } from "./shell-words.js";

/** Reads a file that a command names; `-` is standard input. `spot` is where it is named. */
export type ReadFile = (path: string, spot: Spot) => Uint8Array;

/** What curl sends. One character is one byte. */
export interface ParsedCurl extends ParsedHttp {
  readonly method: string;
}

/**
 * Reads a cURL command line as bash would hand it to curl, and makes the request that curl sends.
 * Nothing is sent. One character of the text is one byte.
 */
export const parseCurl = (text: string, readFile: ReadFile, report: Report): ParsedCurl => {
  const { words, endedBy } = parseWords(text, report, /^\s*(?:\$\s+)?/.exec(text)![0].length);
  const parsed = parseCurlWords(words, readFile, report);
  if (endedBy !== undefined) report.note(`what stands behind ${endedBy.operator} is not part of the command, and left out`, endedBy);
  return parsed;
};

/** Reads the words of a cURL command that a shell has split already. */
export const parseCurlWords = (words: readonly Word[], readFile: ReadFile, report: Report): ParsedCurl => {
  const [program = NO_WORD, ...others] = words;
  if (!/(^|[/\\])curl(\.exe)?$/.test(program.text)) report.error("the command does not begin with curl", program);
  const request = new CurlRequest(readFile, report, words.at(-1) ?? NO_WORD);
  // From the end, so that taking one is no copy of the rest.
  const rest = others.reverse();
  while (rest.length > 0 && !request.isEnded) request.take(rest);
  return request.made();
};

const NO_WORD: Word = { text: "", start: 0, end: 0 };

/** What `curl` was told so far. */
class CurlRequest {
  readonly #readFile: ReadFile;
  readonly #report: Report;
  /** The command's last word: where something is missing behind it. */
  readonly #last: Spot;
  readonly #headers: (readonly [string, string])[] = [];
  /** Headers that curl adds by itself, unless told otherwise. */
  readonly #defaults = new Map<string, string>();
  readonly #removed = new Set<string>();
  #method: string | undefined;
  #url: Word | undefined;
  #data: string | undefined;
  #query: string | undefined;
  #inQuery = false;
  #isHead = false;
  #isGlobbed = true;
  #isPathAsIs = false;
  #onlyWords = false;
  #isEnded = false;

  constructor(readFile: ReadFile, report: Report, last: Spot) {
    this.#readFile = readFile;
    this.#report = report;
    this.#last = { start: last.end, end: last.end };
  }

  /** Whether the rest of the command is about another request. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Takes the first word, with its value if it has one. The words come last one first. */
  take(words: Word[]): void {
    const word = words.pop()!;
    if (this.#onlyWords || !/^-./s.test(word.text)) this.#address(word);
    else if (word.text === "--") this.#onlyWords = true;
    else if (word.text.startsWith("--")) this.#long(word.text.slice(2), word, words);
    else this.#short(word.text.slice(1), word, words);
  }

  made(): ParsedCurl {
    const queries = [this.#query, this.#inQuery ? this.#data : undefined].filter((query) => query !== undefined && query !== "");
    const data = this.#inQuery ? undefined : this.#data;
    // Before the headers: a URL may name the user.
    const url = queries.reduce<string>((address, query) => withQuery(address, query!), this.#whole());
    const own = new Set(this.#headers.map(([name]) => name.toLowerCase()));
    const isLeft = ([name, value]: readonly [string, string]): boolean => !own.has(name) && !this.#removed.has(name) && value !== "" && !(this.#inQuery && value === FORM);
    return {
      method: this.#method ?? (this.#isHead ? "HEAD" : data === undefined ? "GET" : "POST"),
      url,
      headers: [...this.#headers, ...[...this.#defaults].filter(isLeft)],
      body: data ?? "",
    };
  }

  /** The URL as curl asks for it: without fragment, user and dot segments. */
  #whole(): string {
    if (this.#url === undefined) {
      this.#report.error("the command has no URL", this.#last);
      return "";
    }
    const { text, ...spot } = this.#url;
    if (this.#isGlobbed && /[[\]{}]/.test(text)) this.#report.note("curl reads {} and [] in a URL as patterns unless -g is given: the URL was taken as it stands", spot);
    const [, protocol = "", user, rest = ""] = /^([^/]*:\/\/)(?:([^/?@]*)@)?(.*)$/s.exec(text.split("#", 1)[0]!) ?? [];
    if (user !== undefined && !this.#defaults.has("authorization")) this.#default("authorization", `Basic ${btoa(decoded(user))}`);
    const [, host = "", path = "", query = ""] = /^([^/?]*)([^?]*)(.*)$/s.exec(rest) ?? [];
    return `${protocol}${host}${this.#isPathAsIs ? path : withoutDots(path)}${query}`;
  }

  #address(word: Word): void {
    if (this.#url !== undefined) {
      this.#report.error("the command has more than one URL: one request at a time", word);
      return;
    }
    this.#url = { ...word, text: word.text.includes("://") ? word.text : `http://${word.text}` };
  }

  #long(name: string, word: Word, rest: Word[]): void {
    const flag = own(this.#flags, name);
    const taker = own(this.#takers, name);
    const why = own(CURL_REFUSED, name);
    if (flag !== undefined) flag();
    else if (taker !== undefined) this.#give(taker, name, word, rest);
    else if (why !== undefined) this.#refuse(`--${name}`, why, word, rest, CURL_REFUSED_VALUES.has(name));
    else if (CURL_IGNORED_VALUES.has(name)) rest.pop();
    else if (!CURL_IGNORED.has(name) && !name.startsWith("no-")) {
      // Not repeated: it may be anything that was pasted.
      this.#report.error(/^[a-z0-9.-]{1,32}$/.test(name) ? `curl's --${name} is not known here: take it out if it does not change the request` : "a flag of curl is not known here", word);
    }
  }

  #give(taker: (value: Word) => void, name: string, word: Word, rest: Word[]): void {
    const value = rest.pop();
    if (value === undefined) this.#report.error(`curl's --${name} has no value: is the command cut off?`, word);
    else taker(value);
  }

  #refuse(flag: string, why: string, word: Word, rest: Word[], hasValue: boolean): void {
    this.#report.error(`curl's ${flag} cannot be read: ${why}`, word);
    if (hasValue) rest.pop();
    if (flag === "--next") this.#isEnded = true;
  }

  /** One letter, or several without a value and a last one with its value glued to it. */
  #short(letters: string, word: Word, rest: Word[]): void {
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at]!;
      const glued = letters.slice(at + 1);
      const name = CURL_SHORT[letter];
      if (name !== undefined && this.#flags[name] !== undefined) {
        this.#flags[name]!();
        continue;
      }
      if (name !== undefined || CURL_SHORT_IGNORED_VALUES.includes(letter)) {
        if (glued !== "") rest.push({ ...word, text: glued });
        if (name !== undefined) this.#long(name, word, rest);
        else if (letter === "K") this.#refuse("-K", CURL_REFUSED["config"]!, word, rest, true);
        else rest.pop();
        return;
      }
      if (letter === ":") this.#refuse("--next", CURL_REFUSED["next"]!, word, rest, false);
      else if (!CURL_SHORT_IGNORED.includes(letter)) {
        this.#report.error(`curl's -${/[A-Za-z0-9]/.test(letter) ? letter : "?"} is not known here: take it out if it does not change the request`, word);
        return;
      } else if (letter === "g") this.#isGlobbed = false;
    }
  }

  readonly #flags: Readonly<Record<string, () => void>> = {
    get: () => {
      this.#inQuery = true;
    },
    head: () => {
      this.#isHead = true;
    },
    globoff: () => {
      this.#isGlobbed = false;
    },
    "path-as-is": () => {
      this.#isPathAsIs = true;
    },
  };

  readonly #takers: Readonly<Record<string, (value: Word) => void>> = {
    url: (value) => this.#address(value),
    request: ({ text }) => {
      this.#method = text;
    },
    header: (value) => this.#header(value),
    "user-agent": ({ text }) => this.#default("user-agent", text),
    referer: ({ text }) => this.#default("referer", text.replace(/;auto$/, "")),
    cookie: (value) => this.#cookie(value),
    user: ({ text }) => this.#default("authorization", `Basic ${btoa(text)}`),
    "oauth2-bearer": ({ text }) => this.#default("authorization", `Bearer ${text}`),
    // curl takes line ends and zero bytes out of files that --data names, not out of text.
    data: (value) => this.#append(value.text.startsWith("@") ? this.#file(value.text.slice(1), value).replace(/[\r\n\0]/g, "") : value.text),
    "data-ascii": (value) => this.#takers["data"]!(value),
    "data-raw": ({ text }) => this.#append(text),
    "data-binary": (value) => this.#append(this.#content(value)),
    "data-urlencode": (value) => this.#append(this.#encoded(value)),
    "url-query": (value) => {
      const query = value.text.startsWith("+") ? value.text.slice(1) : this.#encoded(value);
      this.#query = this.#query === undefined ? query : `${this.#query}&${query}`;
    },
    json: (value) => {
      this.#data = (this.#data ?? "") + this.#content(value);
      this.#defaults.set("content-type", "application/json").set("accept", "application/json");
    },
  };

  #default(name: string, value: string): void {
    this.#defaults.set(name, value);
  }

  #cookie(value: Word): void {
    if (!value.text.includes("=")) {
      this.#report.error("curl's --cookie names a file: write the cookies out", value);
      return;
    }
    const before = this.#defaults.get("cookie");
    this.#default("cookie", before === undefined ? value.text : `${before};${value.text}`);
  }

  #append(data: string): void {
    this.#data = this.#data === undefined ? data : `${this.#data}&${data}`;
    if (!this.#defaults.has("content-type")) this.#defaults.set("content-type", FORM);
  }

  #content(value: Word): string {
    return value.text.startsWith("@") ? this.#file(value.text.slice(1), value) : value.text;
  }

  #file(path: string, { start, end }: Spot): string {
    return latin1(this.#readFile(textOfCharacters(path), { start, end }));
  }

  #encoded(value: Word): string {
    const [, name, sign, content] = /^([^=@]*)([=@])(.*)$/s.exec(value.text) ?? [];
    if (sign === undefined) return percent(value.text);
    const text = sign === "=" ? content! : this.#file(content!, value);
    return name === "" ? percent(text) : `${name}=${percent(text)}`;
  }

  #header(value: Word): void {
    if (!value.text.startsWith("@")) this.#headerLine(value);
    else for (const line of this.#file(value.text.slice(1), value).split(/\r?\n/)) if (line !== "") this.#headerLine({ ...value, text: line });
  }

  #headerLine(value: Word): void {
    const [, empty] = /^([^:;\s]+);$/.exec(value.text) ?? [];
    const header = empty === undefined ? readHeaderLine(value.text) : ([empty, ""] as const);
    if (header === undefined) {
      this.#report.error("a header of the command is not name: value", value);
      return;
    }
    // Without a value, curl leaves out the header that it would have added.
    if (empty === undefined && header[1] === "") this.#removed.add(header[0].toLowerCase());
    else this.#headers.push(header);
  }
}

/** Returns a member that is an object's own: a flag may be called as one of every object is. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(record, name) ? record[name] : undefined);

/** What curl says of data that it was not told otherwise of. */
const FORM = "application/x-www-form-urlencoded";

/** Encodes as curl does for forms: a space is a plus sign. */
const percent = (text: string): string =>
  text.replace(/[^A-Za-z0-9\-._~]/g, (character) => character === " " ? "+" : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** The way back, for the user in a URL. */
const decoded = (text: string): string => text.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const withQuery = (url: string, query: string): string => `${url}${!url.includes("?") ? "?" : /[?&]$/.test(url) ? "" : "&"}${query}`;

/** Takes the segments `.` and `..` out of a path (RFC 3986, section 5.2.4). */
const withoutDots = (path: string): string => {
  if (!/(^|\/)\.{1,2}(\/|$)/.test(path)) return path;
  const segments: string[] = [];
  const all = path.split("/").slice(1);
  all.forEach((segment, index) => {
    const isLast = index === all.length - 1;
    if (segment === "..") segments.pop();
    if (segment !== "." && segment !== "..") segments.push(segment);
    else if (isLast) segments.push("");
  });
  return `/${segments.join("/")}`;
};
