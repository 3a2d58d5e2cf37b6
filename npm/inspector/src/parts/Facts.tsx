import type { Outcome } from "../check.ts";
import { spanOf } from "../clock.ts";
import type { Verified } from "../core/index.ts";
import { sentence } from "../sentence.ts";

interface Props {
  readonly outcome: Outcome;
  /** How what was pasted was mended to be read: a server may not have been so kind. */
  readonly notes: readonly string[];
}

/** What a genuine request proves, and what it does not. */
export const Facts = ({ outcome, notes }: Props) => {
  if (outcome.state !== "valid") return null;
  const { verified, now, warnings } = outcome;
  const { covers, matched } = verified;
  return (
    <section aria-labelledby="facts-title" class="card">
      <h2 id="facts-title">What is proved</h2>
      <dl class="facts">
        <Fact name="Assurance"><code>{verified.assurance}</code></Fact>
        <Fact name="Matched"><Match matched={matched} /></Fact>
        <Fact name="Event id"><Label text={verified.id} isProved={covers.id} /></Fact>
        <Fact name="Event type"><Label text={verified.type} isProved={covers.type} /></Fact>
        <Fact name="Timestamp"><Age verified={verified} now={now} /></Fact>
        <Fact name="Under the MAC"><Covers covers={covers} /></Fact>
      </dl>
      {notes.length > 0 && (
        <div class="warning">
          <p>Genuine as it was read here. If your server refuses it, look at this first:</p>
          <ul>{notes.map((note) => <li key={note}>{sentence(note)}</li>)}</ul>
        </div>
      )}
      {warnings.map(({ detail }) => <p key={detail} class="warning">{sentence(detail)}</p>)}
    </section>
  );
};

const Match = ({ matched }: { matched: Verified["matched"] }) => {
  if (matched === null) return <span class="none">nothing, for nothing is checked</span>;
  return <>{matched.form === "public" ? "key" : "secret"} {matched.secret + 1}, read as <code>{matched.form}</code></>;
};

const Fact = ({ name, children }: { name: string; children: preact.ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** A value with the warning that nobody signed it, where nobody did. */
const Label = ({ text, isProved }: { text: string | null; isProved: boolean }) => {
  if (text === null) return <span class="none">none</span>;
  return <><code>{text}</code>{!isProved && <span class="aside"> not signed: a label only</span>}</>;
};

const Age = ({ verified, now }: { verified: Verified; now: number }) => {
  if (verified.timestamp === null) return <span class="none">none: a replay is not noticed by its age</span>;
  const seconds = Math.floor(now / 1000) - Math.floor(verified.timestamp.getTime() / 1000);
  return (
    <>
      <code>{verified.timestamp.toISOString().replace(".000Z", "Z")}</code>
      <span class="aside"> {spanOf(seconds)} {seconds < 0 ? "ahead" : "old"}</span>
    </>
  );
};

const PARTS = ["body", "id", "type", "timestamp", "url"] as const;

const Covers = ({ covers }: { covers: Verified["covers"] }) => (
  <ul class="covers">
    {PARTS.map((part) => (
      <li key={part} data-on={covers[part]}>
        <span aria-hidden="true">{covers[part] ? "✓" : "–"}</span> {part}
        <span class="unseen">{covers[part] ? ": yes" : ": no"}</span>
      </li>
    ))}
  </ul>
);
