// Reads what is pasted: recognises the format, and makes a request of it. Never throws, whatever the text.
import { readCurlCommand } from "./curl.ts";
import { readFetch } from "./fetch.ts";
import { Findings } from "./findings.ts";
import { readHex } from "./hex.ts";
import { readHttp } from "./http.ts";
import { readHar, readJson } from "./json.ts";
import { recognise } from "./recognise.ts";
import { bytesOfGiven, type Given, type Taken } from "./taken.ts";
import type { Format, Pasted } from "./types.ts";
import { readUrl } from "./url.ts";

export { headerLines, readHeaderLines } from "./header-lines.ts";
export type * from "./types.ts";
export { FORMAT_NAMES, FORMATS } from "./types.ts";

/** What is known besides the text. */
export interface From {
  /** The file's bytes, where the text is the decoding of one. */
  readonly bytes?: Uint8Array | undefined;
  /** Which of several requests is wanted, from 0. */
  readonly choice?: number | undefined;
}

/** Reads a request of whatever format, and says why it was taken for that. */
export const read = (text: string, from: From = {}): Pasted => {
  const { format, because } = recognise(text);
  return pasted(format, because, text, from);
};

/** Reads a request in a format that a person chose. */
export const readAs = (format: Format, text: string, from: From = {}): Pasted => pasted(format, "It was chosen.", text, from);

/** A format's reader, and whether its spots count bytes. */
interface Reader {
  readonly read: (given: Given, findings: Findings) => Taken;
  readonly inBytes?: true;
}

const READERS: Readonly<Record<Format, Reader>> = {
  http: { read: readHttp, inBytes: true },
  headers: { read: readHttp, inBytes: true },
  curl: { read: readCurlCommand, inBytes: true },
  har: { read: readHar },
  json: { read: readJson },
  fetch: { read: readFetch },
  url: { read: readUrl },
  hex: { read: readHex },
  text: { read: (given) => ({ body: bytesOfGiven(given) }) },
};

/** Says so where a text has the mark of bytes that were lost when it was decoded. */
const isLossy = (text: string, body: Uint8Array, inBytes: boolean, findings: Findings): boolean => {
  const at = text.indexOf("\ufffd");
  if (at === -1 || !hasMark(body)) return false;
  const start = inBytes ? new TextEncoder().encode(text.slice(0, at)).length : at;
  const message = "the body holds U+FFFD, which stands where bytes were no UTF-8: they were lost before this was pasted, unless the sender wrote it; drop the file, or paste a hex dump";
  findings.note(message, { start, end: start + (inBytes ? 3 : 1) });
  return true;
};

const hasMark = (body: Uint8Array): boolean => {
  for (let at = body.indexOf(0xef); at !== -1; at = body.indexOf(0xef, at + 1)) if (body[at + 1] === 0xbf && body[at + 2] === 0xbd) return true;
  return false;
};

const pasted = (format: Format, because: string, text: string, { bytes, choice }: From): Pasted => {
  const given: Given = { text, bytes, choice };
  const findings = new Findings();
  const reader = READERS[format];
  const { choices = [], chosen = 0, hints = {}, now, ...taken } = reader.read(given, findings);
  const body = taken.body ?? new Uint8Array(0);
  const isWhole = bytes !== undefined || !isLossy(text, body, reader.inBytes === true, findings);
  return {
    format,
    because,
    request: {
      method: taken.method ?? "POST",
      url: taken.url ?? "",
      headers: taken.headers ?? [],
      body,
      isBodyExact: (taken.isBodyExact ?? (taken.body !== undefined || !findings.hasErrors)) && isWhole,
      ...(now === undefined ? {} : { now }),
    },
    problems: reader.inBytes === true ? findings.inBytes(text, () => bytesOfGiven(given)) : findings.inText(text),
    choices,
    chosen,
    hints,
  };
};
