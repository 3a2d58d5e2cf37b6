import type { Draft } from "../draft.ts";
import { draftOf, samples } from "../samples.ts";

/** Fills the page with a request that was signed a moment ago. */
export const Samples = ({ use }: { use: (draft: Draft) => void }) => (
  <div class="samples" role="group" aria-label="Signed samples">
    <span class="samples-label" aria-hidden="true">Try a sample</span>
    {samples.map((sample) => (
      <button type="button" key={sample.name} onClick={() => use(draftOf(sample, new Date()))}>{sample.name}</button>
    ))}
  </div>
);
