/**
 * Makes text of others harmless on a terminal: a body or header may hold escape sequences that
 * rewrite the screen. Line ends and tabs stay; other control characters, and those that turn the
 * direction of writing, are shown as escapes.
 */
export const printable = (text: string): string => text.replace(/\r\n/g, "\n").replace(UNSAFE, escaped);

/** Does the same for a value that must stay on one line. */
export const oneLine = (text: string): string => text.replace(UNSAFE_IN_LINE, escaped);

const DIRECTION = "\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff";
const UNSAFE = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f${DIRECTION}]`, "g");
const UNSAFE_IN_LINE = new RegExp(`[\\u0000-\\u001f\\u007f-\\u009f${DIRECTION}]`, "g");

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escaped = (character: string): string => {
  const code = character.charCodeAt(0).toString(16);
  return SHORT[character] ?? (code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`);
};

/** Shows bytes as one line of text: what is not printable UTF-8 as escapes, so that none is lost. */
export const shownBytes = (bytes: Uint8Array): string => {
  try {
    return oneLine(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\\/g, "\\\\"));
  } catch {
    return Array.from(bytes, shownByte).join("");
  }
};

const shownByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  if (character === "\\") return "\\\\";
  return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
};

/** Cuts a text that is too long to be looked at, and says so. */
export const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length - limit} more characters)`;
