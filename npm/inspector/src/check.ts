// From a draft to a verdict, by the package's wasm. Nothing is decided here.

import { ConfigError, schemes, signedContent, VerificationError, Verifier, type Verified, type Warning } from "waxseal";

import { isEmpty, type Draft } from "./draft.ts";
import { InputError, parseBody, parseClock, parseHeaders, parseSeconds } from "./parse.ts";

/** What the page shows. */
export type Outcome =
  | { readonly state: "empty" }
  | { readonly state: "valid"; readonly verified: Verified; readonly now: number; readonly warnings: readonly Warning[] }
  | { readonly state: "rejected"; readonly code: string; readonly detail: string }
  | { readonly state: "unusable"; readonly code: string | null; readonly detail: string; readonly field: string | null };

/** The bytes under the MAC in their three stretches, or why there are none. */
export type SignedBytes =
  | { readonly prefix: Uint8Array; readonly body: Uint8Array; readonly suffix: Uint8Array }
  | { readonly none: string };

export interface Checked {
  readonly outcome: Outcome;
  readonly signed: SignedBytes;
}

/** As typed. The package checks what it is given and names what is wrong: no type is claimed for it here. */
type Settings = Record<string, string | number>;

/** Checks a draft. `now` counts where the draft names no time of its own. */
export const check = (draft: Draft, now: number): Checked => {
  if (isEmpty(draft)) return { outcome: { state: "empty" }, signed: { none: "Headers and body come first." } };
  try {
    const request = requestOf(draft);
    const settings = settingsOf(draft);
    const at = draft.clock.trim() === "" ? now : parseClock(draft.clock);
    return { outcome: verdict(draft, request, settings, at), signed: signedBytes(draft, request, settings) };
  } catch (error) {
    // A TypeError of the package says what is wrong with its input: it came from these fields.
    if (!(error instanceof InputError || error instanceof TypeError)) throw error;
    const field = error instanceof InputError ? error.field : null;
    return { outcome: { state: "unusable", code: null, detail: error.message, field }, signed: { none: error.message } };
  }
};

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: [string, string][];
  readonly body: Uint8Array;
}

const requestOf = (draft: Draft): Request => ({
  method: "POST",
  url: draft.url.trim() === "" ? "/" : draft.url.trim(),
  headers: parseHeaders(draft.headers),
  body: parseBody(draft.body),
});

/** The options that this scheme opens and that are set. */
const settingsOf = (draft: Draft): Settings => {
  const row = schemes.find(({ id }) => id === draft.scheme);
  const settings: Settings = {};
  for (const name of row?.opens ?? []) {
    const value = draft.options[name] ?? "";
    if (value !== "") settings[name] = value;
  }
  const tolerance = draft.options["toleranceSeconds"] ?? "";
  if (row?.covers.timestamp === true && tolerance !== "") settings["toleranceSeconds"] = parseSeconds(tolerance);
  return settings;
};

/** What was typed counts as secrets or as public keys, as the scheme takes them. */
const proofsOf = (draft: Draft): { readonly [name: string]: readonly string[] } => {
  const takes = schemes.find(({ id }) => id === draft.scheme)?.takes;
  return takes === "nothing" ? {} : { [takes ?? "secrets"]: [...draft.secrets] };
};

const verdict = (draft: Draft, request: Request, settings: Settings, now: number): Outcome => {
  try {
    const verifier = new Verifier({ ...settings, ...proofsOf(draft), scheme: draft.scheme } as never);
    const result = verifier.check(request, { now });
    if (result.ok) return { state: "valid", verified: result.verified, now, warnings: verifier.warnings };
    return { state: "rejected", code: result.error.code, detail: result.error.detail };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { state: "unusable", code: error.code, detail: error.detail, field: null };
  }
};

const whyNoBytes = (draft: Draft): string =>
  schemes.find(({ id }) => id === draft.scheme)?.assurance === "token"
    ? "This scheme signs nothing: the sender only shows that it knows the token."
    : "There are none to show: this scheme signs parts of the request, signs with a private key, or signs nothing.";

const signedBytes = (draft: Draft, request: Request, settings: Settings): SignedBytes => {
  try {
    const content = signedContent(request, { ...settings, scheme: draft.scheme } as never);
    if (content === null) return { none: whyNoBytes(draft) };
    return { ...content, body: request.body };
  } catch (error) {
    if (error instanceof VerificationError || error instanceof ConfigError) {
      return { none: `There are none to show: ${error.detail}.` };
    }
    throw error;
  }
};
