/** The forms in which a request can be pasted. */
export const FORMATS = ["http", "curl", "har", "fetch", "url", "hex", "json", "headers", "text"] as const;

/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** What each form is called, for a person who chooses one. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  http: "Raw HTTP",
  curl: "cURL command",
  har: "HAR",
  fetch: "fetch() call",
  url: "URL (GET)",
  hex: "Hex dump",
  json: "JSON log",
  headers: "Headers and body",
  text: "Body alone",
};

/** A request as it was read. */
export interface ReadRequest {
  readonly method: string;
  /** Absolute, or path and query; empty where the format names none. */
  readonly url: string;
  /** In order, repeated ones apart. One character of a value is one byte, as HTTP hosts hand them out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** False where the format cannot carry the body's bytes faithfully; a problem says how. */
  readonly isBodyExact: boolean;
  /** When it was received, in Unix milliseconds, where the format says so. */
  readonly now?: number;
}

/** What is wrong with the text, or should be known of how it was read, and where. */
export interface Problem {
  /** An error: something of the request is missing. A note: all was read, and the reader should know this. */
  readonly severity: "error" | "note";
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  /** Where it begins in the text, from 0, in UTF-16 units. */
  readonly start: number;
  /** In UTF-16 units; 0 for a place between two characters. */
  readonly length: number;
  readonly message: string;
}

/** One of several requests that the text holds. */
export interface Choice {
  readonly label: string;
  /** The request's own code, where a log says how it was answered. */
  readonly code?: string;
}

/** What an option of a scheme is set to; a tolerance may differ for past and future, in seconds. */
export type OptionValue = string | number | { readonly past: number; readonly future: number };

/** What the text says of how the request is signed; never a secret. */
export interface Hints {
  readonly scheme?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** What the receiver answered, by code. */
  readonly code?: string;
}

/** What was pasted, and what it was taken for. */
export interface Pasted {
  readonly format: Format;
  /** Why it was taken for this format: one sentence. */
  readonly because: string;
  readonly request: ReadRequest;
  readonly problems: readonly Problem[];
  /** The requests that the text holds, where it holds several; else empty. */
  readonly choices: readonly Choice[];
  /** Which of them was read. */
  readonly chosen: number;
  readonly hints: Hints;
}
