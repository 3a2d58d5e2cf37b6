// From what was put in to a request, and to who may have sent it. Nothing is decided here.

import { type Candidate, identify, schemes } from "./core/index.ts";
import { isEmpty, type Draft, type Fields, type Paste } from "./draft.ts";
import { InputError, parseBody } from "./parse.ts";
import { read, readAs, readHeaderLines } from "./read/index.ts";
import type { Pasted, ReadRequest } from "./read/types.ts";
import { sentence } from "./sentence.ts";

/** What was put in, as a request. */
export type Reading =
  | { readonly state: "empty" }
  | { readonly state: "read"; readonly request: ReadRequest; readonly pasted: Pasted | null }
  | { readonly state: "wrong"; readonly field: InputError["field"]; readonly message: string };

/** Reads what counts: the paste or the fields. */
export const readingOf = (draft: Draft): Reading => {
  if (isEmpty(draft)) return { state: "empty" };
  return draft.source === "paste" ? readingOfPaste(draft.paste) : readingOfFields(draft.fields);
};

const readingOfPaste = (paste: Paste): Reading => {
  const from = { bytes: paste.bytes ?? undefined, choice: paste.chosen };
  const pasted = paste.format === "any" ? read(paste.text, from) : readAs(paste.format, paste.text, from);
  return { state: "read", request: pasted.request, pasted };
};

const readingOfFields = (fields: Fields): Reading => {
  try {
    const request = {
      method: fields.method.trim() === "" ? "POST" : fields.method.trim(),
      url: fields.url.trim(),
      headers: headersOf(fields.headers),
      body: parseBody(fields.body),
      isBodyExact: true,
    };
    return { state: "read", request, pasted: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { state: "wrong", field: error.field, message: error.message };
  }
};

const headersOf = (text: string): ReadRequest["headers"] => {
  const { headers, problems } = readHeaderLines(text);
  const wrong = problems.find(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new InputError("headers", sentence(wrong.message));
  return headers;
};

/** Whose rules the request is checked by, and why. */
export interface Chosen {
  readonly scheme: string;
  /** Why this one; null where the user chose it. */
  readonly because: string | null;
  /** Others that the request looks like, best first. */
  readonly others: readonly Candidate[];
}

/** What proxies and CGI put before a header's name. */
const PREFIXES = /^(?:http-|x-forwarded-|x-original-|x-amzn-remapped-|waxseal-original-)/;

/** The name that a header may have had before something on the way renamed it. */
const formerName = (name: string): string => name.toLowerCase().replaceAll("_", "-").replace(PREFIXES, "");

/** What schemes a request looks like, or would look like if its headers had not been renamed. */
export const candidatesOf = (request: ReadRequest): readonly Candidate[] => {
  const found = identified(request);
  if (found.length > 0) return found;
  const headers = request.headers.map(([name, value]): [string, string] => [formerName(name), value]);
  return identified({ ...request, headers }).map((candidate) => ({ ...candidate, because: `if its headers were renamed on the way: ${candidate.because}` }));
};

const identified = (request: ReadRequest): readonly Candidate[] => {
  try {
    return identify(request);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return [];
  }
};

/** How many that are equally likely are tried with the secrets. */
const TRIED = 6;

/**
 * Chooses: what the user says, else what the paste says, else the most likely one. Where the
 * request does not tell two apart, the one under which it is genuine (`holds`) is meant.
 */
export const choose = (
  wanted: string,
  hinted: string | undefined,
  candidates: readonly Candidate[],
  holds: (scheme: string) => boolean,
): Chosen | null => {
  const others = candidates.filter(({ scheme }) => scheme !== wanted);
  if (wanted !== "") return { scheme: wanted, because: null, others };
  if (hinted !== undefined && schemes.some(({ id }) => id === hinted)) {
    return { scheme: hinted, because: "what you pasted names it", others: candidates.filter(({ scheme }) => scheme !== hinted) };
  }
  const [best] = candidates;
  if (best === undefined) return null;
  const equal = candidates.filter(({ score }) => score === best.score);
  const right = equal.length === 1 ? best : (equal.slice(0, TRIED).find(({ scheme }) => holds(scheme)) ?? best);
  return { scheme: right.scheme, because: right.because, others: candidates.filter(({ scheme }) => scheme !== right.scheme) };
};
