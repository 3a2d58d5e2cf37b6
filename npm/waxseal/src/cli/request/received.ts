/** A request as it was read from text or flags. */
export interface Received {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** In order, repeated ones apart. One character of a value is one byte, as HTTP hosts hand them out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** What a reader should know of how it was read. */
  readonly notes: readonly string[];
}

/** Returns the values of a header, by lower-case name. */
export const valuesOf = (headers: Received["headers"], name: string): readonly string[] =>
  headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);

/** Reads `name: value`; nothing where that is not what stands there. */
export const readHeaderLine = (line: string): readonly [string, string] | undefined => {
  const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(.*)$/s.exec(line);
  return match === null ? undefined : [match[1]!, withoutBlanks(match[2]!)];
};

/** Takes spaces and tabs off both ends; in steps, because a pattern for the end would begin anew at every blank. */
const withoutBlanks = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start]!)) start++;
  while (end > start && isBlank(text[end - 1]!)) end--;
  return text.slice(start, end);
};

const isBlank = (character: string): boolean => character === " " || character === "\t";

/** No call takes more arguments than this on every engine. */
const AT_ONCE = 8192;

/** Bytes as text in which one character is one byte. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = "";
  // A spread would walk an iterator, byte by byte.
  for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode.apply(null, bytes.subarray(at, at + AT_ONCE) as unknown as number[]);
  return text;
};

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** The way back. */
export const bytesOf = (text: string): Uint8Array => {
  if (isAscii(text)) return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** The UTF-8 bytes of a text, each as one character. */
export const utf8Characters = (text: string): string => (isAscii(text) ? text : latin1(new TextEncoder().encode(text)));

/** The way back; bytes that are no UTF-8 become U+FFFD. */
export const textOfCharacters = (characters: string): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesOf(characters));
