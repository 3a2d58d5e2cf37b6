import { latin1 } from "../../../waxseal/src/cli/request/received.ts";
import type { Writable, Written } from "./types.ts";
import { addressOf, headersFor, utf8Of, writtenText } from "./words.ts";

/** Headers that pages may not set; Node, Deno and Workers send them. */
const FORBIDDEN = /^(?:host|cookie|origin|referer|date|te|trailer|via|accept-charset|accept-encoding|proxy-.*|sec-.*)$/i;

/** Writes a request as a call of fetch that sends the body byte for byte. */
export const toFetch = (request: Writable): Written => {
  const { url, notes: guessed } = addressOf(request);
  const { headers, notes: left } = headersFor(request, "fetch");
  const notes = [...guessed, ...left];
  const names = headers.map(([name]) => name.toLowerCase());
  const isRepeated = new Set(names).size < names.length;
  const hasBody = request.body.length > 0;
  if (hasBody && /^(GET|HEAD)$/.test(request.method)) notes.push(`fetch refuses a body with ${request.method}: use the cURL command.`);
  if (isRepeated) notes.push("fetch joins headers of one name by commas.");
  const forbidden = names.filter((name) => FORBIDDEN.test(name));
  if (forbidden.length > 0) notes.push(`Browsers leave out ${forbidden.slice(0, 8).join(", ")}; Node sends them.`);
  const lines = [`  method: ${quoted(request.method)},`, ...(headers.length === 0 ? [] : headerLines(headers, isRepeated)), ...(hasBody ? [`  body: ${bodyOf(request.body, names.includes("content-type"))},`] : [])];
  return writtenText(`await fetch(${quoted(url)}, {\n${lines.join("\n")}\n});`, notes);
};

const headerLines = (headers: Writable["headers"], isRepeated: boolean): readonly string[] =>
  isRepeated
    ? ["  headers: [", ...headers.map(([name, value]) => `    [${quoted(name)}, ${quoted(value)}],`), "  ],"]
    : ["  headers: {", ...headers.map(([name, value]) => `    ${name === "__proto__" ? `[${quoted(name)}]` : quoted(name)}: ${quoted(value)},`), "  },"];

/** A text gets a type from fetch, bytes do not. */
const bodyOf = (bytes: Uint8Array, isTyped: boolean): string => {
  const text = utf8Of(bytes);
  if (text === undefined) return `Uint8Array.from(atob("${btoa(latin1(bytes))}"), (character) => character.charCodeAt(0))`;
  return isTyped ? quoted(text, false) : `new TextEncoder().encode(${quoted(text, false)})`;
};

/** Quotes a text for JavaScript. One character of a header is one byte, so that those beyond ASCII are written out. */
const quoted = (text: string, isAscii = true): string =>
  JSON.stringify(text).replace(isAscii ? /[^ -~]/g : /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
