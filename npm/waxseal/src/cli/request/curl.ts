import { usage } from "../failure.js";
import { CURL_IGNORED, CURL_IGNORED_VALUES, CURL_REFUSED, CURL_SHORT, CURL_SHORT_IGNORED, CURL_SHORT_IGNORED_VALUES } from "./curl-flags.js";
import { bytesOf, latin1, readHeaderLine, type Received, utf8Characters } from "./received.js";
import { splitWords } from "./shell-words.js";

/** Reads a file that a command names; `-` is standard input. */
export type ReadFile = (path: string) => Uint8Array;

/**
 * Reads a cURL command line as bash would hand it to curl, and makes the request that curl sends.
 * Nothing is sent.
 *
 * @throws Failure with what to change.
 */
export const readCurl = (text: string, readFile: ReadFile): Received => {
  const { words, endedBy } = splitWords(text.replace(/^\s*\$\s+/, ""));
  const received = readCurlWords(words, readFile);
  return endedBy === undefined ? received : { ...received, notes: [...received.notes, `what stands behind ${endedBy} is not part of the command, and left out`] };
};

/** Reads the words of a cURL command that a shell has split already. One character is one byte. */
export const readCurlWords = (words: readonly string[], readFile: ReadFile): Received => {
  const [program = "", ...others] = words;
  if (!/(^|[/\\])curl(\.exe)?$/.test(program)) throw usage("the command does not begin with curl");
  const request = new CurlRequest(readFile);
  for (let rest: readonly string[] = others; rest.length > 0; ) rest = request.take(rest);
  return request.made();
};

/** The words of a command whose arguments the shell handed over: text, not bytes. */
export const wordsOfArguments = (words: readonly string[]): readonly string[] => words.map(utf8Characters);

/** What `curl` was told so far. */
class CurlRequest {
  readonly #readFile: ReadFile;
  readonly #headers: (readonly [string, string])[] = [];
  /** Headers that curl adds by itself, unless told otherwise. */
  readonly #defaults = new Map<string, string>();
  readonly #removed = new Set<string>();
  #method: string | undefined;
  #url: string | undefined;
  #data: string | undefined;
  #inQuery = false;
  #isHead = false;
  #onlyWords = false;

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
  }

  /** Takes the first word, with its value if it has one, and returns what is left. */
  take(words: readonly string[]): readonly string[] {
    const [word = "", ...rest] = words;
    if (this.#onlyWords || !/^-./s.test(word)) this.#address(word);
    else if (word === "--") this.#onlyWords = true;
    else if (word.startsWith("--")) return this.#long(word.slice(2), rest);
    else return this.#short(word.slice(1), rest);
    return rest;
  }

  made(): Received {
    if (this.#url === undefined) throw usage("the command has no URL");
    const query = this.#inQuery ? this.#data : undefined;
    const data = this.#inQuery ? undefined : this.#data;
    const own = new Set(this.#headers.map(([name]) => name.toLowerCase()));
    const isLeft = ([name, value]: readonly [string, string]): boolean => !own.has(name) && !this.#removed.has(name) && !(this.#inQuery && value === FORM);
    const defaults = [...this.#defaults].filter(isLeft);
    return {
      method: this.#method ?? (this.#isHead ? "HEAD" : data === undefined ? "GET" : "POST"),
      url: query === undefined ? this.#url : withQuery(this.#url, query),
      headers: [...this.#headers.filter(([name]) => !this.#removed.has(name.toLowerCase())), ...defaults],
      body: bytesOf(data ?? ""),
      notes: [],
    };
  }

  #address(word: string): void {
    if (this.#url !== undefined) throw usage("the command has more than one URL: one request at a time");
    this.#url = word.includes("://") ? word : `http://${word}`;
  }

  #long(name: string, rest: readonly string[]): readonly string[] {
    const flag = this.#flags[name];
    if (flag !== undefined) {
      flag();
      return rest;
    }
    const taker = this.#takers[name];
    if (taker !== undefined) {
      const [value, ...others] = rest;
      if (value === undefined) throw usage(`curl's --${name} has no value: is the command cut off?`);
      taker(value);
      return others;
    }
    const why = CURL_REFUSED[name];
    if (why !== undefined) throw usage(`curl's --${name} cannot be read: ${why}`);
    if (CURL_IGNORED_VALUES.has(name)) return rest.slice(1);
    if (CURL_IGNORED.has(name) || name.startsWith("no-")) return rest;
    // Not repeated: it may be anything that was pasted.
    throw usage(/^[a-z0-9.-]{1,32}$/.test(name) ? `curl's --${name} is not known here: take it out if it does not change the request` : "a flag of curl is not known here");
  }

  /** One letter, or several without a value and a last one with its value glued to it. */
  #short(letters: string, rest: readonly string[]): readonly string[] {
    const letter = letters[0]!;
    const glued = letters.slice(1);
    const name = CURL_SHORT[letter];
    if (name !== undefined && this.#flags[name] === undefined) return this.#long(name, glued === "" ? rest : [glued, ...rest]);
    if (CURL_SHORT_IGNORED_VALUES.includes(letter)) {
      if (letter === "K") throw usage(`curl's -K cannot be read: ${CURL_REFUSED["config"]}`);
      return glued === "" ? rest.slice(1) : rest;
    }
    if (name !== undefined) this.#flags[name]!();
    else if (!CURL_SHORT_IGNORED.includes(letter)) throw usage(`curl's -${/[A-Za-z0-9:]/.test(letter) ? letter : "?"} is not known here: take it out if it does not change the request`);
    return glued === "" ? rest : this.#short(glued, rest);
  }

  readonly #flags: Readonly<Record<string, () => void>> = {
    get: () => {
      this.#inQuery = true;
    },
    head: () => {
      this.#isHead = true;
    },
  };

  readonly #takers: Readonly<Record<string, (value: string) => void>> = {
    url: (value) => this.#address(value),
    request: (value) => {
      this.#method = value;
    },
    header: (value) => this.#header(value),
    "user-agent": (value) => this.#default("user-agent", value),
    referer: (value) => this.#default("referer", value),
    cookie: (value) => {
      if (!value.includes("=")) throw usage("curl's --cookie names a file: write the cookies out");
      this.#default("cookie", value);
    },
    user: (value) => this.#default("authorization", `Basic ${Buffer.from(value, "latin1").toString("base64")}`),
    "oauth2-bearer": (value) => this.#default("authorization", `Bearer ${value}`),
    // curl takes line ends and zero bytes out of files that --data names, not out of text.
    data: (value) => this.#append(value.startsWith("@") ? this.#file(value.slice(1)).replace(/[\r\n\0]/g, "") : value),
    "data-ascii": (value) => this.#takers["data"]!(value),
    "data-raw": (value) => this.#append(value),
    "data-binary": (value) => this.#append(this.#content(value)),
    "data-urlencode": (value) => this.#append(this.#encoded(value)),
    json: (value) => {
      this.#data = (this.#data ?? "") + this.#content(value);
      this.#defaults.set("content-type", "application/json").set("accept", "application/json");
    },
  };

  #default(name: string, value: string): void {
    this.#defaults.set(name, value);
  }

  #append(data: string): void {
    this.#data = this.#data === undefined ? data : `${this.#data}&${data}`;
    if (!this.#defaults.has("content-type")) this.#defaults.set("content-type", FORM);
  }

  #content(value: string): string {
    return value.startsWith("@") ? this.#file(value.slice(1)) : value;
  }

  #file(path: string): string {
    return latin1(this.#readFile(Buffer.from(path, "latin1").toString("utf8")));
  }

  #encoded(value: string): string {
    const [, name, sign, content] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [];
    if (sign === undefined) return percent(value);
    const text = sign === "=" ? content! : this.#file(content!);
    return name === "" ? percent(text) : `${name}=${percent(text)}`;
  }

  #header(value: string): void {
    if (value.startsWith("@")) {
      for (const line of this.#file(value.slice(1)).split(/\r?\n/)) if (line !== "") this.#header(line);
      return;
    }
    const [, empty] = /^([^:;\s]+);$/.exec(value) ?? [];
    const header = empty === undefined ? readHeaderLine(value) : ([empty, ""] as const);
    if (header === undefined) throw usage("a header of the command is not name: value");
    // Without a value, curl leaves out the header that it would have added.
    if (empty === undefined && header[1] === "") this.#removed.add(header[0].toLowerCase());
    else this.#headers.push(header);
  }
}

/** What curl says of data that it was not told otherwise of. */
const FORM = "application/x-www-form-urlencoded";

/** Encodes as curl does for forms: a space is a plus sign. */
const percent = (text: string): string =>
  text.replace(/[^A-Za-z0-9\-._~]/g, (character) => character === " " ? "+" : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

const withQuery = (url: string, query: string): string => {
  const [address = "", ...fragment] = url.split("#");
  return [`${address}${address.includes("?") ? "&" : "?"}${query}`, ...fragment].join("#");
};
