// What several writers share: text or bytes, headers that a client writes by itself, addresses.
import { bytesOf, latin1, textOfCharacters } from "../../../waxseal/src/cli/request/received.ts";
import type { Writable, Written } from "./types.ts";

type Pair = readonly [name: string, value: string];

/** Headers that a client writes of its own body and connection. */
const OWN = ["content-length", "transfer-encoding", "connection", "expect", "keep-alive", "upgrade"];

/** A header's first value, by lower-case name. */
export const headerOf = ({ headers }: Pick<Writable, "headers">, name: string): string | undefined => headers.find(([one]) => one.toLowerCase() === name)?.[1];

/** The headers that can be handed to a client, and notes on those that cannot. */
export const headersFor = (request: Writable, client: string): { readonly headers: readonly Pair[]; readonly notes: readonly string[] } => {
  const notes: string[] = [];
  const headers = request.headers.filter(([name, value]) => {
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) || /[\r\n\0]/.test(value)) {
      notes.push(`The header ${printable(name)} is left out: it holds a character that no header can carry.`);
      return false;
    }
    if (!OWN.includes(name.toLowerCase())) return true;
    const isRight = name.toLowerCase() === "content-length" && value === String(request.body.length);
    if (!isRight) notes.push(`The header ${name} is left out: ${client} writes its own.`);
    return false;
  });
  return { headers, notes };
};

const printable = (text: string): string => text.replace(/[^ -~]/g, "?").slice(0, 60);

/** The text of which bytes are the UTF-8; nothing where there is none. */
export const utf8Of = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The same for a header's value. */
export const utf8OfValue = (value: string): string | undefined => {
  const text = textOfCharacters(value);
  return latin1(new TextEncoder().encode(text)) === value ? text : undefined;
};

/** Text where bytes are UTF-8, else base64: the form of test vectors and share links. */
export const textOrBase64 = (bytes: Uint8Array): string | { readonly base64: string } => utf8Of(bytes) ?? { base64: btoa(latin1(bytes)) };

/** The same for a header's value. */
export const valueOrBase64 = (value: string): string | { readonly base64: string } => textOrBase64(bytesOf(value));

/** An absolute address for a request, and a note where it had to be guessed. */
export const addressOf = (request: Writable): { readonly url: string; readonly notes: readonly string[] } => {
  const url = request.url.split("#", 1)[0]!;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return { url, notes: [] };
  const host = headerOf(request, "host");
  const path = url.startsWith("/") ? url : `/${url}`;
  const isHost = host !== undefined && /^[A-Za-z0-9.:[\]-]+$/.test(host);
  const note = isHost ? "https and the host header make the address: the request names a path alone." : "The request names no host: put yours in place of example.test.";
  return { url: `https://${isHost ? host : "example.test"}${path}`, notes: [note] };
};

/** A text that was written, and its file. */
export const writtenText = (text: string, notes: readonly string[]): Written => ({ text, bytes: new TextEncoder().encode(text), notes });
