import { useEffect, useMemo, useState } from "preact/hooks";
import { schemes } from "waxseal";

import { check } from "./check.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { BodyField } from "./parts/BodyField.tsx";
import { ClockField } from "./parts/ClockField.tsx";
import { Facts } from "./parts/Facts.tsx";
import { HeadersField } from "./parts/HeadersField.tsx";
import { Masthead } from "./parts/Masthead.tsx";
import { OptionFields } from "./parts/OptionFields.tsx";
import { Samples } from "./parts/Samples.tsx";
import { SchemeField } from "./parts/SchemeField.tsx";
import { SecretFields } from "./parts/SecretFields.tsx";
import { SignedBytesView } from "./parts/SignedBytesView.tsx";
import { VerdictBanner } from "./parts/VerdictBanner.tsx";

const START = emptyDraft(schemes[0]?.id ?? "");

/** The page: what was received on one side, what it is worth on the other. */
export const App = () => {
  const [draft, setDraft] = useState<Draft>(START);
  const now = useNow();
  const checked = useMemo(() => check(draft, now), [draft, now]);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const wrong = checked.outcome.state === "unusable" ? checked.outcome : null;
  const complaint = (field: string): string | null => (wrong?.field === field ? wrong.detail : null);

  return (
    <>
      <Masthead />
      <main class="page">
        <section class="request" aria-labelledby="request-title">
          <div class="section-head">
            <h2 id="request-title">What you received</h2>
            <button type="button" class="quiet" onClick={() => setDraft(START)}>Clear</button>
          </div>
          <Samples use={setDraft} />
          <SchemeField value={draft.scheme} change={(scheme) => change({ scheme })} />
          <SecretFields values={draft.secrets} change={(secrets) => change({ secrets })} />
          <OptionFields draft={draft} change={change} complaint={complaint("options")} />
          <HeadersField value={draft.headers} change={(headers) => change({ headers })} complaint={complaint("headers")} />
          <BodyField value={draft.body} change={(body) => change({ body })} complaint={complaint("body")} />
          <ClockField value={draft.clock} change={(clock) => change({ clock })} complaint={complaint("clock")} />
        </section>
        <section class="result" aria-label="What it is worth">
          <VerdictBanner outcome={checked.outcome} />
          <Facts outcome={checked.outcome} />
          <SignedBytesView signed={checked.signed} />
        </section>
      </main>
    </>
  );
};

/** The clock, read once a second, so that a request ages before the reader's eyes. */
const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
