import { parseChunks } from "./chunked.js";
import { readHeaderLine, type Received, valuesOf } from "./received.js";
import { NOWHERE, type Report, type Spot } from "./report.js";

/** A message in which one character is one byte. */
export interface ParsedHttp {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Received["headers"];
  readonly body: string;
}

/**
 * Reads an HTTP/1.1 message as it goes over the wire (RFC 9112): request line, headers, an empty
 * line, the body's bytes. The request line may be missing, and lines may end in LF alone, as in
 * files that were edited. The body is taken byte for byte. What follows it beyond content-length is
 * left out, as a server would; where `surplus` is kept, only line ends are: in logs the header is
 * the sender's and the body what the application has, and why it grew is the question.
 */
export const parseHttp = (text: string, report: Report, surplus: "cut" | "keep" = "cut"): ParsedHttp => {
  const { lines, bodyAt, closed } = head(text, report);
  const first = requestLine(lines[0], report);
  const fields = first === undefined ? lines : lines.slice(1);
  const read = new Fields(report);
  fields.forEach((line, index) => read.take(line, index));
  if (!closed) report.note("no empty line follows the headers: the body is taken as empty", { start: bodyAt, end: bodyAt });
  const { method, url } = { ...read.pseudo(), ...(first ?? {}) };
  return { method, url, headers: read.headers, body: bodyOf(text, bodyAt, read, report, surplus) };
};

/** A line of the head without its end. */
export interface Line extends Spot {
  readonly text: string;
}

/** Splits the lines of the head off. */
const head = (text: string, report: Report): { readonly lines: readonly Line[]; readonly bodyAt: number; readonly closed: boolean } => {
  const lines: Line[] = [];
  let at = 0;
  while (text[at] === "\n" || (text[at] === "\r" && text[at + 1] === "\n")) at++;
  while (at < text.length) {
    const start = at;
    const found = text.indexOf("\n", at);
    let end = found === -1 ? text.length : found;
    at = found === -1 ? text.length : found + 1;
    if (end > start && text[end - 1] === "\r") end--;
    if (end === start) return { lines, bodyAt: at, closed: true };
    const line = text.slice(start, end);
    if (line.includes("\r")) report.error("a line of the headers holds a bare CR: lines must end in CRLF or LF", { start, end });
    lines.push({ text: line, start, end });
  }
  return { lines, bodyAt: at, closed: false };
};

const requestLine = (line: Line | undefined, report: Report): { readonly method?: string; readonly url?: string } | undefined => {
  const { text, ...spot } = line ?? { text: "", ...NOWHERE };
  const [, method, url] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/.exec(text) ?? [];
  if (method !== undefined && url !== undefined && !method.endsWith(":")) return { method, url };
  if (/^HTTP\/\d/.test(text)) {
    report.error("this is an answer, not a request: its first line is a status", spot);
    return {};
  }
  if (readHeaderLine(text) === undefined && pseudoOf(text) === undefined) {
    report.error("the first line is neither a request line (POST /hook HTTP/1.1) nor a header (name: value): pass raw HTTP, a cURL command or JSON", spot);
    return {};
  }
  return undefined;
};

const pseudoOf = (line: string): readonly [string, string] | undefined => {
  const [, name, value] = /^:([a-z]{1,20}):[ \t]*(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : [name, value];
};

/** Reads header fields line by line. */
export class Fields {
  readonly headers: [string, string][] = [];
  /** Where each of them stands. */
  readonly spots: Spot[] = [];
  readonly #report: Report;
  readonly #pseudo = new Map<string, string>();
  /** The lines of a folded value, joined once all are there. */
  #folded = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  take({ text, ...spot }: Line, index: number): void {
    const header = readHeaderLine(text);
    if (header !== undefined) this.#push(header, spot);
    else this.#odd(text, spot, `header line ${index + 1}`);
  }

  /** What the fields of HTTP/2 say in place of a request line. */
  pseudo(): { readonly method?: string; readonly url?: string } {
    const [method, path, authority] = ["method", "path", "authority"].map((name) => this.#pseudo.get(name));
    const url = authority === undefined || path === undefined ? path : `${this.#pseudo.get("scheme") ?? "https"}://${authority}${path}`;
    return { ...(method === undefined ? {} : { method }), ...(url === undefined ? {} : { url }) };
  }

  #push(header: readonly [string, string], spot: Spot): void {
    this.headers.push([...header]);
    this.spots.push(spot);
  }

  #odd(text: string, spot: Spot, where: string): void {
    const last = this.headers.at(-1);
    if (/^[ \t]/.test(text) && last !== undefined && this.#folded < MOST_FOLDS) {
      const message = `${where} begins with a space: a header folded over several lines is refused, as RFC 9112 has it; write it on one line`;
      this.#report.mend(message, "it was joined to the line above by one space", spot);
      this.#folded++;
      const more = text.trim();
      last[1] = last[1] === "" || more === "" ? last[1] + more : `${last[1]} ${more}`;
      return;
    }
    const pseudo = pseudoOf(text);
    if (pseudo !== undefined) {
      const message = `${where} is a field of HTTP/2 (:method, :path): write POST /path HTTP/1.1 as the first line in their place`;
      if (this.#pseudo.size === 0) this.#report.mend(message, "they were read in its place", spot);
      this.#pseudo.set(...pseudo);
      return;
    }
    const [, name, value] = /^([^:\s]+)[ \t]+(:.*)$/s.exec(text) ?? [];
    const header = name === undefined || value === undefined ? undefined : readHeaderLine(name + value);
    if (header !== undefined) {
      this.#report.mend(`${where} has a space before its colon: RFC 9112 has such a request refused`, "the space was left out", spot);
      this.#push(header, spot);
      return;
    }
    this.#report.error(`${where} is no header: it must be name: value`, spot);
  }
}

/** More lines than this are no folded headers. */
const MOST_FOLDS = 10_000;

/** Cuts the body as a server would, and says where the headers say something else. */
const bodyOf = (text: string, bodyAt: number, { headers, spots }: Fields, report: Report, surplus: "cut" | "keep"): string => {
  const spotOf = (name: string): Spot => spots[headers.findIndex(([one]) => one.toLowerCase() === name)] ?? NOWHERE;
  const codings = valuesOf(headers, "transfer-encoding").flatMap((value) => value.toLowerCase().split(",")).map((one) => one.trim());
  const lengths = [...new Set(valuesOf(headers, "content-length"))];
  const whole = text.slice(bodyAt);
  if (codings.length > 0) {
    if (codings.join() !== "chunked") {
      report.error("transfer-encoding is something else than chunked: join and decode the body, and take that header out", spotOf("transfer-encoding"));
      return whole;
    }
    if (lengths.length > 0) report.note("transfer-encoding and content-length are both there: the chunks were joined", spotOf("content-length"));
    const { body, isChunked } = parseChunks(text, bodyAt, report);
    return isChunked ? body : whole;
  }
  const [length] = lengths;
  if (length === undefined) return whole;
  if (lengths.length > 1 || !/^\d{1,15}$/.test(length)) {
    report.error("content-length is not one number", spotOf("content-length"));
    return whole;
  }
  if (surplus === "keep" && whole.length > Number(length) && !isLineEnds(whole, Number(length))) {
    report.note(`content-length is ${length}, and ${whole.length} bytes follow: all of them are taken as the body; something on the way may have changed it`, spotOf("content-length"));
    return whole;
  }
  return cutTo(whole, Number(length), spotOf("content-length"), bodyAt, report);
};

const cutTo = (body: string, length: number, spot: Spot, bodyAt: number, report: Report): string => {
  if (body.length < length) {
    report.note(`content-length is ${length}, and only ${body.length} bytes follow: the body is cut off, or its line ends were changed`, spot);
    return body;
  }
  if (body.length > length) {
    const rest = body.length - length;
    const why = isLineEnds(body, length) ? " (a line end, as editors add it)" : "";
    const message = `content-length is ${length}, and ${body.length} bytes follow: the last ${rest}${why} ${rest === 1 ? "is" : "are"} not part of the body, and left out`;
    report.note(message, { start: bodyAt + length, end: bodyAt + body.length });
  }
  return body.slice(0, length);
};

const isLineEnds = (text: string, from: number): boolean => /^[\r\n]+$/.test(text.slice(from));
