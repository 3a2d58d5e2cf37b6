import { latin1 } from "../../../waxseal/src/cli/request/received.ts";
import type { Writable, Written } from "./types.ts";
import { addressOf, headersFor, utf8Of, utf8OfValue, writtenText } from "./words.ts";

/** Linux takes no argument of 128 KiB; the shell's own printf takes any. */
const MOST_ARGUMENT = 100_000;

/** Writes a request as a cURL command for a POSIX shell that sends the body byte for byte. */
export const toCurl = (request: Writable): Written => {
  const { url, notes: guessed } = addressOf(request);
  const { headers, notes: left } = headersFor(request, "curl");
  const notes = [...guessed, ...left];
  const body = bodyOf(request.body);
  const isPlain = request.body.length === 0 && /^(GET|HEAD)$/.test(request.method);
  const address = quoted(url);
  const values = headers.map(([name, value]) => quotedBytes(value === "" ? `${name};` : `${name}: ${value}`));
  // curl names a type of its own for a body that has none.
  const isTyped = isPlain || headers.some(([name]) => name.toLowerCase() === "content-type");
  const lines = [
    ["curl", ...switchesOf(url), ...methodOf(request, isPlain), address].join(" "),
    ...values.map((value) => `-H ${value}`),
    ...(isTyped ? [] : ["-H 'content-type:'"]),
    ...(isPlain ? [] : [`${body.flag} ${body.value}`]),
  ];
  const command = `${body.before ?? ""}${lines.join(" \\\n  ")}`;
  if ([address, body.value, ...values].some((word) => word.startsWith("$'"))) notes.push("$'…' is read by bash, zsh and ksh; older shells do not know it.");
  return writtenText(command, notes);
};

/** Without these, curl reads brackets as patterns and takes dots out of paths. */
const switchesOf = (url: string): readonly string[] => [...(/[[\]{}]/.test(url) ? ["-g"] : []), ...(/\/\.{1,2}(?:[/?]|$)/.test(url) ? ["--path-as-is"] : [])];

const methodOf = ({ method, body }: Writable, isPlain: boolean): readonly string[] => {
  if (method === "HEAD" && body.length === 0) return ["-I"];
  return isPlain && method === "GET" ? [] : ["-X", quoted(method)];
};

interface Body {
  readonly flag: string;
  readonly value: string;
  /** What hands the body over by standard input. */
  readonly before?: string;
}

const bodyOf = (bytes: Uint8Array): Body => {
  const text = bytes.includes(0) || bytes.length > MOST_ARGUMENT ? undefined : utf8Of(bytes);
  if (text !== undefined) return { flag: "--data-raw", value: quoted(text) };
  return { before: `printf %s '${btoa(latin1(bytes))}' | base64 -d |\n`, flag: "--data-binary", value: "@-" };
};

/** Quotes a text. Control characters are written out: a terminal would act on them when they are pasted. */
const quoted = (text: string): string => {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  if (/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/.test(text)) return quotedBytes(latin1(new TextEncoder().encode(text)), true);
  return `'${text.replaceAll("'", "'\\''")}'`;
};

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\" };

/** Quotes bytes, one character each: as text where they are UTF-8, else with every odd byte written out. */
const quotedBytes = (bytes: string, isOdd = false): string => {
  const text = isOdd ? undefined : utf8OfValue(bytes);
  if (text !== undefined) return quoted(text);
  // An escape takes two digits, so what follows is no part of it; ! is history in an interactive shell.
  return `$'${bytes.replace(/[^ "-&(-[\]-~]/g, (byte) => NAMED[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`)}'`;
};
