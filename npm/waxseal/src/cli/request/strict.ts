// The parsers as the command line uses them: what cannot be read as it stands ends the command.
import { usage } from "../failure.js";
import { parseChunks } from "./chunked.js";
import { parseCurl, parseCurlWords, type ReadFile } from "./curl.js";
import { parseHttp } from "./raw-http.js";
import { bytesOf, latin1, type Received, utf8Characters } from "./received.js";
import { NOWHERE, type Report } from "./report.js";
import { parseWords } from "./shell-words.js";

/** Refuses at the first thing that is wrong, and keeps the notes. */
class Strict implements Report {
  readonly notes: string[] = [];

  error(message: string): never {
    throw usage(message);
  }

  mend(message: string): never {
    throw usage(message);
  }

  note(message: string): void {
    this.notes.push(message);
  }
}

/** What is done with what follows the body beyond content-length. */
export type Surplus = "cut" | "keep";

/**
 * Reads an HTTP/1.1 message as it goes over the wire.
 *
 * @throws Failure with what to change.
 */
export const readRawHttp = (bytes: Uint8Array, surplus: Surplus = "cut"): Received => {
  const report = new Strict();
  const { body, ...parsed } = parseHttp(latin1(bytes), report, surplus);
  return { ...parsed, body: bytesOf(body), notes: report.notes };
};

/**
 * Reads a cURL command line as bash would hand it to curl, and makes the request that curl sends.
 * Nothing is sent. One character of the text is one byte.
 *
 * @throws Failure with what to change.
 */
export const readCurl = (text: string, readFile: ReadFile): Received => {
  const report = new Strict();
  const { body, ...parsed } = parseCurl(text, readFile, report);
  return { ...parsed, body: bytesOf(body), notes: report.notes };
};

/**
 * Reads the words of a cURL command that a shell has split already: text, not bytes.
 *
 * @throws Failure with what to change.
 */
export const readCurlArguments = (words: readonly string[], readFile: ReadFile): Received => {
  const report = new Strict();
  const { body, ...parsed } = parseCurlWords(words.map((word) => ({ text: utf8Characters(word), ...NOWHERE })), readFile, report);
  return { ...parsed, body: bytesOf(body), notes: report.notes };
};

/** Joins the chunks of a body; @throws Failure where they are none. */
export const joinChunks = (text: string): string => parseChunks(text, 0, new Strict()).body;

/** Splits a command line as a shell does; @throws Failure where it cannot be known what a shell makes of it. */
export const splitWords = (text: string): { readonly words: readonly string[]; readonly endedBy: string | undefined } => {
  const { words, endedBy } = parseWords(text, new Strict());
  return { words: words.map((word) => word.text), endedBy: endedBy?.operator };
};
