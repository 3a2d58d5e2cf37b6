import { usage } from "../failure.js";
import { joinChunks } from "./chunked.js";
import { bytesOf, latin1, readHeaderLine, type Received, valuesOf } from "./received.js";

/**
 * Reads an HTTP/1.1 message as it goes over the wire (RFC 9112): request line, headers, an empty
 * line, the body's bytes. The request line may be missing, and lines may end in LF alone, as in
 * files that were edited. The body is taken byte for byte.
 *
 * @throws Failure with what to change.
 */
export const readRawHttp = (bytes: Uint8Array): Received => {
  const text = latin1(bytes);
  const { lines, bodyAt, closed } = head(text);
  const first = requestLine(lines[0] ?? "");
  const headers = (first === undefined ? lines : lines.slice(1)).map(headerOf);
  const notes = closed ? [] : ["no empty line follows the headers: the body is taken as empty"];
  const body = bodyOf(text.slice(bodyAt), headers, notes);
  return { ...first, headers, body: bytesOf(body), notes };
};

/** Splits the lines of the head off. */
const head = (text: string): { readonly lines: string[]; readonly bodyAt: number; readonly closed: boolean } => {
  const lines: string[] = [];
  let at = /^(\r?\n)*/.exec(text)![0].length;
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end === -1 ? text.length : end).replace(/\r$/, "");
    at = end === -1 ? text.length : end + 1;
    if (line === "") return { lines, bodyAt: at, closed: true };
    if (line.includes("\r")) throw usage("a line of the headers holds a bare CR: lines must end in CRLF or LF");
    lines.push(line);
  }
  return { lines, bodyAt: at, closed: false };
};

const requestLine = (line: string): { readonly method: string; readonly url: string } | undefined => {
  const [, method, url] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/.exec(line) ?? [];
  if (method !== undefined && url !== undefined && !method.endsWith(":")) return { method, url };
  if (/^HTTP\/\d/.test(line)) throw usage("this is an answer, not a request: its first line is a status");
  if (readHeaderLine(line) === undefined) {
    throw usage("the first line is neither a request line (POST /hook HTTP/1.1) nor a header (name: value): pass raw HTTP, a cURL command or JSON");
  }
  return undefined;
};

const headerOf = (line: string, index: number): readonly [string, string] => {
  const header = readHeaderLine(line);
  if (header !== undefined) return header;
  const where = `header line ${index + 1}`;
  if (/^[ \t]/.test(line)) throw usage(`${where} begins with a space: a header folded over several lines is refused, as RFC 9112 has it; write it on one line`);
  if (/^[^:]*[ \t]:/.test(line)) throw usage(`${where} has a space before its colon: RFC 9112 has such a request refused`);
  if (line.startsWith(":")) throw usage(`${where} is a field of HTTP/2 (:method, :path): write POST /path HTTP/1.1 as the first line in their place`);
  throw usage(`${where} is no header: it must be name: value`);
};

/** Cuts the body as a server would, and says where the headers say something else. */
const bodyOf = (text: string, headers: Received["headers"], notes: string[]): string => {
  const codings = valuesOf(headers, "transfer-encoding").flatMap((value) => value.toLowerCase().split(",")).map((one) => one.trim());
  const lengths = [...new Set(valuesOf(headers, "content-length"))];
  if (codings.length > 0) {
    if (codings.join() !== "chunked") throw usage("transfer-encoding is something else than chunked: join and decode the body, and take that header out");
    if (lengths.length > 0) notes.push("transfer-encoding and content-length are both there: the chunks were joined");
    return joinChunks(text);
  }
  const [length] = lengths;
  if (length === undefined) return text;
  if (lengths.length > 1 || !/^\d{1,15}$/.test(length)) throw usage("content-length is not one number");
  return cutTo(text, Number(length), notes);
};

const cutTo = (text: string, length: number, notes: string[]): string => {
  if (text.length < length) {
    notes.push(`content-length is ${length}, and only ${text.length} bytes follow: the body is cut off, or its line ends were changed`);
    return text;
  }
  if (text.length > length) {
    const rest = text.length - length;
    const why = /^[\r\n]+$/.test(text.slice(length)) ? " (a line end, as editors add it)" : "";
    notes.push(`content-length is ${length}, and ${text.length} bytes follow: the last ${rest}${why} ${rest === 1 ? "is" : "are"} not part of the body, and left out`);
  }
  return text.slice(0, length);
};
