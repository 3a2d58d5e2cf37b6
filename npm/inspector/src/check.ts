// From a request and a scheme to a verdict, by the package's wasm. Nothing is decided here.

import { ConfigError, schemes, signedContent, VerificationError, Verifier, type Verified, type Warning } from "./core/index.ts";
import type { Draft } from "./draft.ts";
import { InputError, parseClock, parseTolerance } from "./parse.ts";
import type { ReadRequest } from "./read/types.ts";

/** What the page shows. */
export type Outcome =
  | { readonly state: "empty" }
  | { readonly state: "valid"; readonly verified: Verified; readonly now: number; readonly warnings: readonly Warning[] }
  | { readonly state: "rejected"; readonly code: string; readonly detail: string; readonly now: number }
  /** The configuration cannot work, or something typed cannot be read. */
  | { readonly state: "unusable"; readonly code: string | null; readonly detail: string; readonly field: string | null }
  /** Something that only the user can say is still to come. */
  | { readonly state: "waiting"; readonly lacks: "scheme" | "secret"; readonly detail: string };

/** The bytes under the MAC in their three stretches, or why there are none. */
export type SignedBytes =
  | { readonly prefix: Uint8Array; readonly body: Uint8Array; readonly suffix: Uint8Array }
  | { readonly none: string };

/** As typed. The package checks what it is given and names what is wrong: no type is claimed for it here. */
export type Settings = Readonly<Record<string, unknown>>;

/** The options that this scheme opens and that are set. @throws InputError */
export const placeOf = (scheme: string, options: Draft["options"]): Settings => {
  const row = schemes.find(({ id }) => id === scheme);
  const settings: Record<string, unknown> = {};
  for (const name of row?.opens ?? []) {
    const value = options[name] ?? "";
    if (value !== "") settings[name] = value;
  }
  const tolerance = options["toleranceSeconds"] ?? "";
  if (row?.covers.timestamp === true && tolerance !== "") settings["toleranceSeconds"] = parseTolerance(tolerance);
  return settings;
};

/** All that a `Verifier` takes. What was typed counts as secrets or as public keys, as the scheme takes them. */
export const configOf = (scheme: string, draft: Draft): Settings => {
  const takes = schemes.find(({ id }) => id === scheme)?.takes;
  const proofs = takes === "nothing" ? {} : { [takes ?? "secrets"]: [...draft.secrets] };
  return { ...placeOf(scheme, draft.options), ...proofs, scheme };
};

/** True where the scheme needs a secret or key and none was given. */
export const lacksSecret = (scheme: string, draft: Draft): boolean =>
  schemes.find(({ id }) => id === scheme)?.takes !== "nothing" && draft.secrets.every((secret) => secret === "");

/** Whether the request is checked as of this moment. */
export const isNow = ({ clock }: Pick<Draft, "clock">): boolean => ["", "now"].includes(clock.trim().toLowerCase());

/** The time of the check. @throws InputError */
export const clockOf = (draft: Draft, now: number): number => (isNow(draft) ? now : parseClock(draft.clock));

/** Checks a request. `now` counts where the draft names no time of its own. */
export const check = (request: ReadRequest, scheme: string, draft: Draft, now: number): Outcome => {
  try {
    const config = configOf(scheme, draft);
    const at = clockOf(draft, now);
    return verdict(request, config, at);
  } catch (error) {
    if (error instanceof InputError) return { state: "unusable", code: null, detail: error.message, field: error.field };
    // A TypeError of the package says what is wrong with its input: it came from these fields.
    if (error instanceof TypeError) return { state: "unusable", code: null, detail: error.message, field: null };
    throw error;
  }
};

const verdict = (request: ReadRequest, config: Settings, now: number): Outcome => {
  try {
    const verifier = new Verifier(config as never);
    const result = verifier.check(request, { now });
    if (result.ok) return { state: "valid", verified: result.verified, now, warnings: verifier.warnings };
    return { state: "rejected", code: result.error.code, detail: result.error.detail, now };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { state: "unusable", code: error.code, detail: error.detail, field: null };
  }
};

const whyNoBytes = (scheme: string): string =>
  schemes.find(({ id }) => id === scheme)?.assurance === "token"
    ? "This scheme signs nothing: the sender only shows that it knows the token."
    : "There are none to show: this scheme signs parts of the request, signs with a private key, or signs nothing.";

/** The bytes that the signature was made over. */
export const signedBytes = (request: ReadRequest, scheme: string, draft: Draft): SignedBytes => {
  try {
    const content = signedContent(request, { ...placeOf(scheme, draft.options), scheme } as never);
    if (content === null) return { none: whyNoBytes(scheme) };
    return { ...content, body: request.body };
  } catch (error) {
    if (error instanceof VerificationError || error instanceof ConfigError) return { none: `There are none to show: ${error.detail}.` };
    if (error instanceof InputError || error instanceof TypeError) return { none: error.message };
    throw error;
  }
};
