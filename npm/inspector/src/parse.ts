// Reads what was typed: bodies, times. No decision about a signature is made here.

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

/** A tolerance in whole seconds: one number, or `300/5` for the past and the future. */
export const parseTolerance = (text: string): number | { readonly past: number; readonly future: number } => {
  const [, past, future] = /^(\d{1,9})(?:\s*\/\s*(\d{1,9}))?$/.exec(text.trim()) ?? [];
  if (past === undefined) throw new InputError("options", "The tolerance is a whole number of seconds, or 300/5 for the past and the future.");
  return future === undefined ? Number(past) : { past: Number(past), future: Number(future) };
};
