// All that the page says about a draft. The verdict is made at every keystroke; what takes
// longer, when the typing pauses.

import { useMemo } from "preact/hooks";

import { diagnose, type Diagnosis } from "../../waxseal/src/diagnose.ts";
import { check, clockOf, configOf, lacksSecret, signedBytes, type Outcome, type SignedBytes } from "./check.ts";
import { inspect, schemes, type View } from "./core/index.ts";
import type { Draft } from "./draft.ts";
import { useLater } from "./later.ts";
import { candidatesOf, choose, readingOf, type Chosen, type Reading } from "./reading.ts";
import type { ReadRequest } from "./read/types.ts";

/** What is found when the typing pauses. */
export interface Depth {
  /** Why it was refused; null for a request that is genuine or was not checked. */
  readonly diagnosis: Diagnosis | null;
  readonly signed: SignedBytes;
  readonly view: View | null;
  readonly now: number;
  readonly request: ReadRequest;
  readonly scheme: string;
}

export interface Findings {
  readonly reading: Reading;
  readonly chosen: Chosen | null;
  readonly outcome: Outcome;
  /** Of what is there now, or of what was there before it was changed; null before the first. */
  readonly depth: Depth | null;
  readonly isSearching: boolean;
}

/** How long the typing must pause. */
const PAUSE_MILLIS = 200;

/** Looks at a draft. */
export const useFindings = (draft: Draft, now: number): Findings => {
  const { source, paste, fields, scheme, options, secrets, clock } = draft;
  const reading = useMemo(() => readingOf(draft), [source, source === "paste" ? paste : fields]);
  const request = reading.state === "read" ? reading.request : null;
  const candidates = useMemo(() => (request === null ? [] : candidatesOf(request)), [request]);
  const hints = reading.state === "read" ? reading.pasted?.hints : undefined;
  const chosen = useMemo(
    () => choose(scheme, hints?.scheme, candidates, (id) => request !== null && check(request, id, draft, now).state === "valid"),
    [scheme, hints, candidates, options, secrets, clock],
  );
  const outcome = useMemo(() => outcomeOf(reading, chosen, draft, now), [reading, chosen, options, secrets, clock, now]);
  const code = outcome.state === "rejected" || outcome.state === "unusable" ? outcome.code : null;
  const question = useMemo(
    () => (request === null || chosen === null ? null : { request, scheme: chosen.scheme, draft, state: outcome.state }),
    [request, chosen, options, secrets, clock, outcome.state, code],
  );
  const later = useLater(question, PAUSE_MILLIS, depthOf);
  return { reading, chosen, outcome, depth: later?.result ?? null, isSearching: question !== null && later?.input !== question };
};

const outcomeOf = (reading: Reading, chosen: Chosen | null, draft: Draft, now: number): Outcome => {
  if (reading.state === "empty") return { state: "empty" };
  if (reading.state === "wrong") return { state: "unusable", code: null, detail: reading.message, field: reading.field };
  if (chosen === null) return { state: "waiting", lacks: "scheme", detail: "No known sender’s signature is in this request: choose who sent it" };
  if (lacksSecret(chosen.scheme, draft)) return { state: "waiting", lacks: "secret", detail: `Now the ${secretOf(chosen.scheme)}` };
  return check(reading.request, chosen.scheme, draft, now);
};

/** What a scheme's secret is called. */
const secretOf = (scheme: string): string => {
  const row = schemes.find(({ id }) => id === scheme);
  if (row?.takes === "keys") return `public key of ${row.name}`;
  return row?.assurance === "token" ? "token that the sender knows" : `secret that ${row?.name ?? scheme} showed for this endpoint`;
};

interface Question {
  readonly request: ReadRequest;
  readonly scheme: string;
  readonly draft: Draft;
  readonly state: Outcome["state"];
}

/** Only a configuration's or request's own faults are told elsewhere; anything else is a fault of the page. */
const orNull = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
};

const depthOf = ({ request, scheme, draft, state }: Question): Depth => {
  const now = orNull(() => clockOf(draft, Date.now())) ?? Date.now();
  const config = orNull(() => configOf(scheme, draft));
  const isRefused = state === "rejected" || state === "unusable";
  return {
    diagnosis: config !== null && isRefused ? orNull(() => diagnose(request, { ...config, now } as never)) : null,
    signed: signedBytes(request, scheme, draft),
    view: config === null ? null : orNull(() => inspect(request, config as never, { now })),
    now,
    request,
    scheme,
  };
};
