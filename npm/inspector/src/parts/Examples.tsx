import type { Draft } from "../draft.ts";
import { draftOf, examples } from "../examples.ts";

/** Fills the page with a request that was signed a moment ago, whole or broken on the way. */
export const Examples = ({ use }: { use: (draft: Draft) => void }) => (
  <div class="examples">
    <Row title="Genuine examples" isBroken={false} use={use} />
    <Row title="Broken ones" isBroken use={use} />
  </div>
);

const Row = ({ title, isBroken, use }: { title: string; isBroken: boolean; use: (draft: Draft) => void }) => (
  <div class="example-row" role="group" aria-label={isBroken ? "Broken examples" : "Genuine examples"}>
    <span class="example-title" aria-hidden="true">{title}</span>
    {examples.map((example) => (
      <button
        type="button"
        key={example.name}
        aria-label={isBroken ? `${example.name}, broken: ${example.fault}` : example.name}
        title={isBroken ? example.fault : "as the sender signs it"}
        onClick={() => use(draftOf(example, isBroken, new Date()))}
      >
        {example.name}
      </button>
    ))}
  </div>
);
