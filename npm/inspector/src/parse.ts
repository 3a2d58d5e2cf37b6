// Reads what was typed: header lines, bodies, times. No decision about a signature is made here.

import type { BodyDraft } from "./draft.ts";

/** Something typed that cannot be read; the message is for the person who typed it. */
export class InputError extends Error {
  constructor(
    readonly field: "headers" | "body" | "clock" | "options",
    message: string,
  ) {
    super(message);
  }
}

const utf8 = new TextEncoder();

/** Bytes as the string that headers are at runtimes: one character for each byte. */
const byteString = (text: string): string =>
  Array.from(utf8.encode(text), (byte) => String.fromCharCode(byte)).join("");

/** Reads `name: value` lines. A first line such as `POST /hook HTTP/1.1` is passed over. */
export const parseHeaders = (text: string): [string, string][] =>
  text
    .split(/\r?\n/)
    .map((line, index): [string, number] => [line, index + 1])
    .filter(([line, number]) => line.trim() !== "" && !(number === 1 && isRequestLine(line)))
    .map(([line, number]) => parseHeader(line, number));

const isRequestLine = (line: string): boolean => /^[A-Z]+ \S+( HTTP\/[\d.]+)?$/.test(line.trim());

const parseHeader = (line: string, number: number): [string, string] => {
  const colon = line.indexOf(":", 1);
  const name = line.slice(0, Math.max(colon, 0)).trim();
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    throw new InputError("headers", `Line ${number} is not “name: value”.`);
  }
  return [name, byteString(line.slice(colon + 1).trim())];
};

/** The body's bytes. */
export const parseBody = (body: BodyDraft): Uint8Array => {
  if (body.form === "file") return body.bytes;
  if (body.form === "base64") return parseBase64(body.text);
  return utf8.encode(body.lineEnds === "crlf" ? body.text.replaceAll("\n", "\r\n") : body.text);
};

const parseBase64 = (text: string): Uint8Array => {
  try {
    const plain = text.replaceAll(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
  } catch {
    throw new InputError("body", "This is not base64.");
  }
};

/** A time in milliseconds: Unix seconds, Unix milliseconds or ISO 8601. */
export const parseClock = (text: string): number => {
  const plain = text.trim();
  if (/^\d{9,11}$/.test(plain)) return Number(plain) * 1000;
  if (/^\d{12,14}$/.test(plain)) return Number(plain);
  const millis = Date.parse(plain);
  if (Number.isNaN(millis)) {
    throw new InputError("clock", "Write Unix seconds or an ISO 8601 time such as 2026-05-29T14:01:12Z.");
  }
  return millis;
};

/** A tolerance in whole seconds. */
export const parseSeconds = (text: string): number => {
  if (!/^\d{1,9}$/.test(text.trim())) throw new InputError("options", "The tolerance is a whole number of seconds.");
  return Number(text);
};
