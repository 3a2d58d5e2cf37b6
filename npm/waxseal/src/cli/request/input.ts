import { readFileSync, readSync } from "node:fs";
import type { Call, Flags } from "../verb.js";
import { usage } from "../failure.js";
import { readJsonRequest } from "./json-request.js";
import { latin1, readHeaderLine, type Received, utf8Characters } from "./received.js";
import { readCurl, readCurlArguments, readRawHttp, type Surplus } from "./strict.js";

/** Flags that say what the request is, or change it. */
export const REQUEST_FLAGS: Flags = {
  header: { value: "'NAME: VALUE'", short: "H", several: true, about: "a header; takes the place of those of the same name in REQUEST" },
  body: { value: "TEXT", about: "the body's text, byte for byte" },
  "body-file": { value: "PATH", about: "the body's bytes from a file; - is standard input" },
  method: { value: "METHOD", short: "X", about: "the method" },
  url: { value: "URL", about: "the URL as registered with the sender, where it signs it" },
};

/** What is said of REQUEST in the help. */
export const REQUEST_TEXT =
  "REQUEST is a file, or - for standard input: raw HTTP as it goes over the wire, a cURL command, or the JSON that `sign --json` prints. " +
  "A cURL command may also follow after --. Without REQUEST the flags --header, --body and so on make it.";

/** No input is larger: what is pasted is looked at, not stored. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether standard input holds the request, so that no secret can be asked for there. */
export const readsStdin = ({ given }: Call): boolean => given.words.includes("-") || given.text("body-file") === "-";

/**
 * Reads the request of a call. A body of raw HTTP that is longer than its content-length is cut, as
 * a server would; kept it is for looking into why it grew.
 *
 * @throws Failure where nothing says what it is, or it cannot be read.
 */
export const readRequest = (call: Call, surplus: Surplus = "cut"): Received => {
  const { given } = call;
  const named = given.words[0];
  const flags = Object.keys(REQUEST_FLAGS).some((flag) => given.texts(flag).length > 0);
  if (named !== undefined && given.rest.length > 0) throw usage("a request is named and a command follows after --: one of them");
  if (named === undefined && given.rest.length === 0 && !flags) {
    throw usage("there is no request: pass a file or -, a cURL command after --, or --header and --body; see --help");
  }
  if (named === "-" && given.text("body-file") === "-") throw usage("standard input is named twice: for the request and for its body");
  const base: Received =
    named !== undefined ? parse(readInput(named, "REQUEST"), surplus) : given.rest.length > 0 ? parseRest(given.rest) : { headers: [], body: new Uint8Array(0), notes: [] };
  return changed(base, call);
};

/** Reads a file, or standard input for `-`. */
export const readInput = (path: string, what: string): Uint8Array => {
  let bytes: Uint8Array;
  try {
    bytes = path === "-" ? readStdin() : readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The path is not repeated: what stands there may be anything, a secret too.
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : `it cannot be read (${code ?? "no reason given"})`;
    throw usage(`the file that ${what} names: ${why}`);
  }
  if (bytes.length > MOST_BYTES) throw usage(`${what} has more than ${MOST_BYTES} bytes`);
  return new Uint8Array(bytes);
};

/** Reads standard input to its end. A pipe that has nothing yet says EAGAIN, and is asked again. */
const readStdin = (): Uint8Array => {
  const pieces: Uint8Array[] = [];
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let bytes = 0; bytes <= MOST_BYTES; ) {
    const piece = Buffer.alloc(64 * 1024);
    try {
      const length = readSync(0, piece);
      if (length === 0) break;
      pieces.push(piece.subarray(0, length));
      bytes += length;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") break;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
  return Buffer.concat(pieces);
};

const fileOfCommand = (path: string): Uint8Array => readInput(path, "the cURL command");

const parseRest = (rest: readonly string[]): Received => readCurlArguments(rest, fileOfCommand);

const parse = (bytes: Uint8Array, surplus: Surplus): Received => {
  const start = latin1(bytes.subarray(0, 256)).replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (start === "") throw usage("the request is empty");
  if (/^(\$\s+)?(\S*[/\\])?curl(\.exe)?[\s\\]/.test(start)) return readCurl(latin1(bytes), fileOfCommand);
  if (start.startsWith("{")) return readJsonRequest(new TextDecoder().decode(bytes));
  return readRawHttp(bytes, surplus);
};

/** Applies the flags. */
const changed = (base: Received, call: Call): Received => {
  const { given } = call;
  const own = given.texts("header").map(headerOfFlag);
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  return {
    method: given.text("method") ?? base.method,
    url: given.text("url") ?? base.url,
    headers: [...base.headers.filter(([name]) => !names.has(name.toLowerCase())), ...own],
    body: readBodyFlag(call) ?? base.body,
    notes: base.notes,
  };
};

/** Reads `--header`. */
export const headerOfFlag = (text: string): readonly [string, string] => {
  const header = readHeaderLine(text);
  if (header === undefined) throw usage("--header must be 'name: value'");
  if (/[\r\n\0]/.test(header[1])) throw usage("the value of --header holds a line end or a zero byte");
  return [header[0], utf8Characters(header[1])];
};

/** Reads `--body` or `--body-file`. */
export const readBodyFlag = ({ given }: Call): Uint8Array | undefined => {
  const [text, path] = [given.text("body"), given.text("body-file")];
  if (text !== undefined && path !== undefined) throw usage("--body and --body-file are both there: one of them");
  if (text !== undefined) return new TextEncoder().encode(text);
  return path === undefined ? undefined : readInput(path, "--body-file");
};
