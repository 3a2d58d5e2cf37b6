// A request for someone else: all of it but the secret.

import type { Outcome } from "./check.ts";
import { schemes } from "./core/index.ts";
import type { Draft } from "./draft.ts";
import type { Depth } from "./findings.ts";
import { InputError, parseTolerance } from "./parse.ts";
import { toFragment, toVector, type Secrets, type Shared, type Writable, type Written } from "./write/index.ts";
import { masked } from "./write/mask.ts";

/** What must not leave: what was typed as a secret, and a token by its place in the request. */
const secretsOf = ({ scheme, request }: Depth, { secrets, options }: Draft): Secrets => {
  const row = schemes.find(({ id }) => id === scheme);
  const own = options["header"] ?? "";
  const headers = own === "" ? (row?.reads ?? []) : [own.toLowerCase()];
  if (row?.assurance !== "token") return { secrets, keep: headers };
  const inHeaders = request.headers.filter(([name]) => headers.includes(name.toLowerCase())).map(([, value]) => value);
  const query = options["query"] ?? "";
  return { secrets: [...secrets, ...inHeaders, ...(query === "" ? [] : valuesIn(request.url, query))], keep: [] };
};

const valuesIn = (url: string, name: string): string[] => new URLSearchParams(url.split("#", 1)[0]?.split("?").slice(1).join("?") ?? "").getAll(name);

/** A request without what is secret, and notes on what was masked. */
export const shareable = (depth: Depth, draft: Draft): { readonly request: Writable; readonly notes: readonly string[] } =>
  masked(depth.request, secretsOf(depth, draft));

/** The options that are set and belong to the scheme. */
const optionsOf = (scheme: string, options: Draft["options"]): NonNullable<Shared["options"]> => {
  const row = schemes.find(({ id }) => id === scheme);
  const names = [...(row?.opens ?? []), ...(row?.covers.timestamp === true ? ["toleranceSeconds"] : [])];
  return Object.fromEntries(
    names
      .map((name): [string, string] => [name, options[name] ?? ""])
      .filter(([, value]) => value !== "")
      .map(([name, value]) => [name, name === "toleranceSeconds" ? toleranceOf(value) : value]),
  );
};

/** What cannot be read is shared as it was typed. */
const toleranceOf = (text: string): string | ReturnType<typeof parseTolerance> => {
  try {
    return parseTolerance(text);
  } catch (error) {
    if (error instanceof InputError) return text;
    throw error;
  }
};

const codeOf = (outcome: Outcome): string | null =>
  outcome.state === "rejected" || outcome.state === "unusable" ? outcome.code : outcome.state === "valid" ? "valid" : null;

/** A link that carries all but secrets, and what a reader should know of it. */
export const shareLink = (depth: Depth, draft: Draft, outcome: Outcome): { readonly link: string | null; readonly notes: readonly string[] } => {
  const code = codeOf(outcome);
  const shared: Shared = {
    ...depth.request,
    from: "share",
    scheme: depth.scheme,
    options: optionsOf(depth.scheme, draft.options),
    now: depth.now,
    ...(code === null || code === "valid" ? {} : { code }),
  };
  const { text, notes } = toFragment(shared, secretsOf(depth, draft));
  return { link: text === null ? null : `${location.href.split("#", 1)[0]}#${text}`, notes };
};

/** The request as a test vector of the project's own form, without the secret. */
export const vectorOf = (depth: Depth, draft: Draft, outcome: Outcome): Written => {
  const { request, notes } = shareable(depth, draft);
  const written = toVector(request, {
    scheme: depth.scheme,
    options: optionsOf(depth.scheme, draft.options),
    now: depth.now,
    expect: codeOf(outcome) ?? "signature_mismatch",
  });
  return { ...written, notes: [...notes, ...written.notes] };
};
