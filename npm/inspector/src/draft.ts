// What the user has put into the page. It lives in memory only: nothing here is stored.

import { headerLines } from "./read/index.ts";
import type { Format, ReadRequest } from "./read/types.ts";

/** How the body was given. A text field cannot hold CRLF, so its line ends are said beside it. */
export type BodyDraft =
  | { readonly form: "text"; readonly text: string; readonly lineEnds: "lf" | "crlf" }
  | { readonly form: "base64"; readonly text: string }
  | { readonly form: "file"; readonly name: string; readonly bytes: Uint8Array };

/** The request as it was pasted. */
export interface Paste {
  /** Exactly as pasted, CR included. */
  readonly text: string;
  /** A file's bytes, where it is one that no text can hold. */
  readonly bytes: Uint8Array | null;
  /** The name of the file, or what is said of a text that is too large to be shown. */
  readonly name: string | null;
  readonly format: Format | "any";
  /** Which of several requests in it. */
  readonly chosen: number;
}

/** The request in fields. */
export interface Fields {
  readonly method: string;
  readonly url: string;
  readonly headers: string;
  readonly body: BodyDraft;
}

/** Everything that the verdict depends on, besides the clock. */
export interface Draft {
  /** Which of the two counts: whichever was changed last. */
  readonly source: "paste" | "fields";
  /** Which of the two is looked at. */
  readonly view: "paste" | "fields";
  readonly paste: Paste;
  readonly fields: Fields;
  /** Empty: the one that the request looks like. */
  readonly scheme: string;
  /** Settings that the scheme opens, as typed; an empty one is unset. */
  readonly options: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The time to check against: empty for now, else Unix seconds or ISO 8601. */
  readonly clock: string;
  /** Where the request came from, if not from the user's own hand. */
  readonly origin: Origin | null;
}

/** What a link said of the request that it brought. */
export interface Origin {
  readonly from: "capture" | "share";
  readonly code: string | null;
  readonly isCut: boolean;
}

export const emptyBody: BodyDraft = { form: "text", text: "", lineEnds: "lf" };
export const emptyPaste: Paste = { text: "", bytes: null, name: null, format: "any", chosen: 0 };
export const emptyFields: Fields = { method: "POST", url: "", headers: "", body: emptyBody };

export const emptyDraft: Draft = {
  source: "paste",
  view: "paste",
  paste: emptyPaste,
  fields: emptyFields,
  scheme: "",
  options: {},
  secrets: [""],
  clock: "",
  origin: null,
};

/** Options of a link or a vector as a person would type them. */
export const typedOptions = (options: Readonly<Record<string, string | number | { readonly past: number; readonly future: number }>>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, typeof value === "object" ? `${value.past}/${value.future}` : String(value)]));

const isBodyEmpty = (body: BodyDraft): boolean => (body.form === "file" ? body.bytes.length : body.text.length) === 0;

/** True while there is nothing that a verdict could be about. */
export const isEmpty = ({ source, paste, fields }: Draft): boolean =>
  source === "paste"
    ? paste.text.trim() === "" && paste.bytes === null
    : fields.headers.trim() === "" && fields.url.trim() === "" && isBodyEmpty(fields.body);

/** The fields that hold a request. */
export const fieldsOf = ({ method, url, headers, body }: Pick<ReadRequest, "method" | "url" | "headers" | "body">): Fields => ({
  method: method === "" ? "POST" : method,
  url,
  headers: headerLines(headers),
  body: bodyDraftOf(body),
});

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A body as text if a text field can hold it, else as base64. */
export const bodyDraftOf = (bytes: Uint8Array): BodyDraft => {
  const text = textOf(bytes);
  if (text === null) return { form: "base64", text: toBase64(bytes) };
  if (!text.includes("\r")) return { form: "text", text, lineEnds: "lf" };
  const plain = text.replaceAll("\r\n", "\n");
  return plain.includes("\r") || plain.replaceAll("\n", "\r\n") !== text
    ? { form: "base64", text: toBase64(bytes) }
    : { form: "text", text: plain, lineEnds: "crlf" };
};

const textOf = (bytes: Uint8Array): string | null => {
  try {
    const text = strict.decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
};

export const toBase64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};
