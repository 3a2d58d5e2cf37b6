import type { Cause, Diagnosis, Framework } from "../../../waxseal/src/diagnose.ts";
import { spanOf } from "../clock.ts";
import { evidenceOf } from "../evidence.ts";
import { sentence } from "../sentence.ts";
import { BodyDiff } from "./BodyDiff.tsx";
import { CertaintyMark } from "./CertaintyMark.tsx";
import { Fix } from "./Fix.tsx";

interface Props {
  readonly diagnosis: Diagnosis | null;
  readonly received: Uint8Array;
  /** How old the request is in seconds, if the cause was looked for as of when it was signed. */
  readonly age: number | null;
  /** True while the search for what is there now has not ended. */
  readonly isSearching: boolean;
  readonly framework: Framework | null;
  readonly choose: (framework: Framework) => void;
}

/** Likely causes that are shown at once. */
const MOST_LIKELY = 4;

/** Why it was refused: the causes, best first, with what was signed beside what was received. */
export const Causes = ({ diagnosis, received, age, isSearching, framework, choose }: Props) => {
  if (diagnosis === null) {
    return (
      <section class="card causes causes-first" aria-label="Cause" aria-busy="true">
        <p class="searching">Looking for the cause …</p>
      </section>
    );
  }
  const proved = diagnosis.causes.filter(({ certainty }) => certainty === "proved");
  const rest = diagnosis.causes.filter(({ certainty }) => certainty !== "proved");
  const { matching } = diagnosis;
  return (
    <section class="card causes" aria-labelledby="causes-title" aria-busy={isSearching} data-proved={proved.length}>
      <div class="section-head">
        <h2 id="causes-title">{titleOf(diagnosis)}</h2>
        <span class="searching" aria-hidden="true">{isSearching ? "searching …" : ""}</span>
      </div>
      {proved.map((cause) => <CauseView key={cause.code} cause={cause} framework={framework} choose={choose} />)}
      {matching !== null && proved.length > 0 && <BodyDiff received={received} signed={matching.body} />}
      {age !== null && <p class="hint age">The request is {spanOf(age)} {age < 0 ? "ahead" : "old"}. The cause was looked for as of when it was signed.</p>}
      {proved.length === 0 && <p class="none">{whatWasTried(diagnosis)}</p>}
      {proved.length > 0 && rest.length > 0
        ? <details class="rest"><summary>Also seen ({rest.length})</summary>{rest.map((cause) => <CauseView key={cause.code} cause={cause} framework={framework} choose={choose} />)}</details>
        : rest.slice(0, MOST_LIKELY).map((cause, index) => <CauseView key={cause.code} cause={cause} framework={framework} choose={choose} isFirst={index === 0} />)}
    </section>
  );
};

const titleOf = ({ causes }: Diagnosis): string => {
  const proved = causes.filter(({ certainty }) => certainty === "proved").length;
  if (proved > 1) return "Two things went wrong";
  if (proved === 1) return "The cause";
  return causes.length === 0 ? "No cause was found" : "What it may be";
};

const whatWasTried = ({ work, causes }: Diagnosis): string => {
  const tried = work.macs === 0 ? "Nothing could be recomputed." : `${work.macs} recomputations over ${work.bodies} ${work.bodies === 1 ? "body" : "bodies"} matched nothing, so no cause is proved.`;
  const ended = work.isComplete ? "" : " The search ended at its limit.";
  return causes.length === 0 ? `${tried}${ended} It may be another secret, or a forgery.` : `${tried}${ended}`;
};

interface CauseProps {
  readonly cause: Cause;
  readonly framework: Framework | null;
  readonly choose: (framework: Framework) => void;
  readonly isFirst?: boolean;
}

const CauseView = ({ cause, framework, choose, isFirst = false }: CauseProps) => {
  const evidence = evidenceOf(cause.evidence);
  return (
    <article class={`cause cause-${cause.certainty}`} data-code={cause.code} data-certainty={cause.certainty}>
      <p class="cause-head"><CertaintyMark certainty={cause.certainty} /> <code class="cause-code">{cause.code}</code></p>
      <p class="cause-message">{sentence(cause.message)}</p>
      {evidence.length > 0 && (
        <dl class="evidence">
          {evidence.map(({ name, value }) => (
            <div key={name}><dt>{name}</dt><dd><code>{value}</code></dd></div>
          ))}
        </dl>
      )}
      <Fix fix={cause.fix} lines={cause.lines} framework={framework} choose={choose} isOpen={isFirst || cause.certainty === "proved"} />
    </article>
  );
};
