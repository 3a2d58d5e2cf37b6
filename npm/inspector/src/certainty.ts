import type { Certainty } from "../../waxseal/src/diagnose.ts";

/** A certainty in a word, and in a sentence. */
export const CERTAINTIES: Readonly<Record<Certainty, { readonly word: string; readonly means: string }>> = {
  proved: { word: "Proved", means: "A recomputation matched the signature." },
  observed: { word: "Observed", means: "It can be seen in the request or the settings themselves." },
  likely: { word: "Likely", means: "Nothing proves it: it often is the reason." },
};
