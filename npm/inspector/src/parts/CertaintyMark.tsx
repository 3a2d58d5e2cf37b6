import type { Certainty } from "../../../waxseal/src/diagnose.ts";
import { CERTAINTIES } from "../certainty.ts";

/** How certain a cause is: a word, and a shape of its own. */
export const CertaintyMark = ({ certainty }: { certainty: Certainty }) => (
  <span class={`certainty certainty-${certainty}`} title={CERTAINTIES[certainty].means}>
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {certainty === "proved" && <><path class="solid" d="M8 .8 15.200 8 8 15.200.8 8z" /><path class="tick" d="m5 8.200 2.200 2.200L11.200 6" /></>}
      {certainty === "observed" && <><circle cx="8" cy="8" r="6.500" class="line" /><circle cx="8" cy="8" r="2.600" class="solid" /></>}
      {certainty === "likely" && <path class="dashes" d="M8 1.500 14.500 8 8 14.500 1.500 8z" />}
    </svg>
    {CERTAINTIES[certainty].word}
  </span>
);
