import { useState } from "preact/hooks";

import type { Framework } from "../../../waxseal/src/diagnose.ts";
import { useAnnounced } from "../announce.ts";
import { CERTAINTIES } from "../certainty.ts";
import { schemes } from "../core/index.ts";
import { emptyDraft, type Draft } from "../draft.ts";
import { useFindings, type Findings } from "../findings.ts";
import { Causes } from "./Causes.tsx";
import { ClockField } from "./ClockField.tsx";
import { EventView } from "./EventView.tsx";
import { Examples } from "./Examples.tsx";
import { Facts } from "./Facts.tsx";
import { OptionFields } from "./OptionFields.tsx";
import { OriginNote } from "./OriginNote.tsx";
import { RequestCard } from "./RequestCard.tsx";
import { SchemeField } from "./SchemeField.tsx";
import { SecretFields } from "./SecretFields.tsx";
import { SharePanel } from "./SharePanel.tsx";
import { SignedBytesView } from "./SignedBytesView.tsx";
import { Steps } from "./Steps.tsx";
import { Tabs } from "./Tabs.tsx";
import { VerdictBanner, wordsOf } from "./VerdictBanner.tsx";
import { WorkerView } from "./WorkerView.tsx";

interface Props {
  readonly draft: Draft;
  readonly now: number;
  readonly change: (part: Partial<Draft>) => void;
  readonly replace: (draft: Draft) => void;
}

/** Checks a request: what was received on one side, what it is worth on the other. */
export const CheckPage = ({ draft: typed, now, change, replace }: Props) => {
  const { draft, findings } = useFindings(typed, now);
  const { reading, chosen, outcome } = findings;
  const scheme = chosen?.scheme ?? draft.scheme;
  const wrong = outcome.state === "unusable" ? outcome : null;
  const complaint = (field: string): string | null => (wrong?.field === field ? wrong.detail : null);
  const goBack = signedAt(findings);
  const request = <RequestCard draft={draft} reading={reading} change={change} clear={() => replace(emptyDraft)} />;
  const checking = (
    <section class="card" aria-label="How it is checked">
      <SecretFields values={draft.secrets} kind={kindOf(scheme)} change={(secrets) => change({ secrets })} />
      <SchemeField value={draft.scheme} chosen={chosen} change={(id) => change({ scheme: id })} />
      <OptionFields scheme={scheme} values={draft.options} change={(options) => change({ options })} complaint={complaint("options")} isUsed={draft.clock !== ""}>
        <ClockField value={draft.clock} change={(clock) => change({ clock })} complaint={complaint("clock")} />
      </OptionFields>
    </section>
  );
  return (
    <>
      <Examples use={replace} />
      <div class="page">
        <div class="inputs">
          {draft.origin !== null && <OriginNote origin={draft.origin} lacksSecret={outcome.state === "waiting"} />}
          {typed.origin === null ? <>{request}{checking}</> : <>{checking}{request}</>}
        </div>
        <section class="result" aria-label="What it is worth">
          <VerdictBanner outcome={outcome} scheme={chosen?.scheme ?? null} clock={draft.clock} goBack={goBack === null ? null : () => change({ clock: new Date(goBack).toISOString() })} />
          <Results findings={findings} draft={draft} />
        </section>
      </div>
      <Announcement findings={findings} />
    </>
  );
};

/** What a scheme asks for. */
const kindOf = (scheme: string): "Secret" | "Public key" | "Token" => {
  const row = schemes.find(({ id }) => id === scheme);
  if (row?.takes === "keys") return "Public key";
  return row?.assurance === "token" ? "Token" : "Secret";
};

/** When a request was signed whose signature is right but whose time is not; else null. */
const signedAt = ({ outcome, depth }: Findings): number | null => {
  if (outcome.state !== "rejected" || !["timestamp_stale", "timestamp_future"].includes(outcome.code)) return null;
  const skew = depth?.diagnosis?.causes.find(({ code }) => code === "timestamp_skew")?.evidence["skewSeconds"];
  return depth === null || typeof skew !== "number" ? null : depth.now - skew * 1000;
};

type TabId = "bytes" | "worker" | "event" | "share";

/** Notes that are shown beside a verdict. */
const MOST_NOTES = 3;

const notesOf = (reading: Findings["reading"]): string[] =>
  reading.state === "read" ? (reading.pasted?.problems ?? []).slice(0, MOST_NOTES).map(({ message }) => message) : [];

const Results = ({ findings: { reading, outcome, depth, isSearching }, draft }: { findings: Findings; draft: Draft }) => {
  const [open, choose] = useState<TabId>("bytes");
  const [framework, setFramework] = useState<Framework | null>(null);
  if (outcome.state === "empty") return <Steps />;
  const isRefused = outcome.state === "rejected" || (outcome.state === "unusable" && outcome.code !== null);
  return (
    <>
      {isRefused && <Causes diagnosis={depth?.diagnosis ?? null} received={depth?.request.body ?? NO_BYTES} age={depth?.age ?? null} isSearching={isSearching} framework={framework} choose={setFramework} />}
      <Facts outcome={outcome} notes={notesOf(reading)} />
      {depth !== null && (
        <Tabs
          name="more"
          label="More about the request"
          open={open}
          choose={choose}
          tabs={[
            { id: "bytes", name: "Signed bytes", show: () => <SignedBytesView signed={depth.signed} /> },
            { id: "worker", name: "The Worker", show: () => depth.view === null ? <p class="none">The settings cannot be read yet.</p> : <WorkerView view={depth.view} now={depth.now} /> },
            { id: "event", name: "The event", show: () => <EventView event={depth.view?.event ?? null} isHandshake={depth.view?.answer.outcome === "handshake"} isProved={outcome.state === "valid"} /> },
            { id: "share", name: "Share", show: () => <SharePanel depth={depth} draft={draft} outcome={outcome} /> },
          ]}
        />
      )}
    </>
  );
};

const NO_BYTES = new Uint8Array(0);

/** The verdict and its first cause, said aloud once they stand. */
const Announcement = ({ findings: { outcome, depth, isSearching } }: { findings: Findings }) => {
  const [cause] = depth?.diagnosis?.causes ?? [];
  const because = cause === undefined ? "" : ` ${CERTAINTIES[cause.certainty].word} cause: ${cause.code}. ${cause.message}`;
  const said = useAnnounced(isSearching ? null : `${wordsOf(outcome)}.${because}`);
  return <p class="unseen" role="status" aria-live="polite" aria-atomic="true">{said}</p>;
};
