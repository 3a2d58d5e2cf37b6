// Links that carry a request, and what they bring. A secret is never in one.

import { emptyDraft, fieldsOf, typedOptions, type Draft } from "./draft.ts";
import { fromFragment } from "./write/index.ts";

/** What the address brought, or why it could not be read. */
export interface Opened {
  readonly draft: Draft | null;
  readonly problem: string | null;
}

/** Reads `#request=…`. */
export const draftFromAddress = (hash: string): Opened => {
  const { shared, problems } = fromFragment(hash.replace(/^#/, ""));
  if (shared === null) return { draft: null, problem: problems.length === 0 ? null : problems.join(" ") };
  const { scheme = "", options = {}, now, code = null, from = "share", isCut = false } = shared;
  return {
    problem: null,
    draft: {
      ...emptyDraft,
      source: "fields",
      view: "fields",
      fields: fieldsOf(shared),
      scheme,
      options: typedOptions(options),
      clock: now === undefined ? "" : new Date(now).toISOString(),
      origin: { from, code, isCut },
    },
  };
};
