// All that the page says about a draft. The verdict is made at every keystroke; what takes
// longer, when the typing pauses.

import { useMemo } from "preact/hooks";

import { diagnose, type Diagnosis } from "../../waxseal/src/diagnose.ts";
import { check, clockOf, configOf, isNow, lacksSecret, signedBytes, type Outcome, type Settings, type SignedBytes } from "./check.ts";
import { inspect, schemes, type View } from "./core/index.ts";
import { typedOptions, type Draft } from "./draft.ts";
import { useLater } from "./later.ts";
import { candidatesOf, choose, readingOf, type Chosen, type Reading } from "./reading.ts";
import type { ReadRequest } from "./read/types.ts";

/** What is found when the typing pauses. */
export interface Depth {
  /** Why it was refused; null for a request that is genuine or was not checked. */
  readonly diagnosis: Diagnosis | null;
  /** How old the request is in seconds, if the cause was looked for as of when it was signed. */
  readonly age: number | null;
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

/** Looks at a draft. What was pasted may say when it came, and name options: where the user did not, the draft that comes back has them. */
export const useFindings = (typed: Draft, now: number): { readonly draft: Draft; readonly findings: Findings } => {
  const { source, paste, fields, scheme, secrets } = typed;
  const reading = useMemo(() => readingOf(typed), [source, source === "paste" ? paste : fields]);
  const request = reading.state === "read" ? reading.request : null;
  const candidates = useMemo(() => (request === null ? [] : candidatesOf(request)), [request]);
  const hints = reading.state === "read" ? reading.pasted?.hints : undefined;
  const options = useMemo(() => ({ ...typedOptions(hints?.options ?? {}), ...typed.options }), [hints, typed.options]);
  const clock = typed.clock.trim() === "" && request?.now !== undefined ? new Date(request.now).toISOString() : typed.clock;
  const draft = { ...typed, options, clock };
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
  const isSearching = question !== null && later?.input !== question;
  return { draft, findings: { reading, chosen, outcome, depth: later?.result ?? null, isSearching } };
};

const outcomeOf = (reading: Reading, chosen: Chosen | null, draft: Draft, now: number): Outcome => {
  if (reading.state === "empty") return { state: "empty" };
  if (reading.state === "wrong") return { state: "unusable", code: null, detail: reading.message, field: reading.field };
  const wrong = reading.pasted?.problems.find(({ severity }) => severity === "error");
  if (chosen === null && wrong !== undefined) return { state: "unusable", code: null, detail: `Line ${wrong.line}, column ${wrong.column}: ${wrong.message}`, field: "paste" };
  if (chosen === null) return { state: "waiting", lacks: "scheme", detail: "No known sender’s signature is in this request. Choose who sent it, if you know" };
  if (lacksSecret(chosen.scheme, draft)) return { state: "waiting", lacks: "secret", detail: `Paste the ${secretOf(chosen.scheme)}` };
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

/**
 * Finds out why. A request from yesterday's logs is too old only because it is looked at today:
 * where no time was given and something else is wrong too, the cause is looked for as of when it
 * was signed, or the age would stand in its way.
 */
const diagnosisOf = (request: ReadRequest, config: Settings, now: number, isOpen: boolean): Pick<Depth, "diagnosis" | "age"> => {
  const diagnosis = diagnose(request, { ...config, now } as never);
  const skew = diagnosis.causes.find(({ code }) => code === "timestamp_skew")?.evidence["skewSeconds"];
  if (!isOpen || typeof skew !== "number") return { diagnosis, age: null };
  const then = diagnose(request, { ...config, now: now - skew * 1000 } as never);
  return then.verified === null ? { diagnosis: then, age: skew } : { diagnosis, age: null };
};

const depthOf = ({ request, scheme, draft, state }: Question): Depth => {
  const now = orNull(() => clockOf(draft, Date.now())) ?? Date.now();
  const config = orNull(() => configOf(scheme, draft));
  const isRefused = state === "rejected" || state === "unusable";
  const found = config !== null && isRefused ? orNull(() => diagnosisOf(request, config, now, isNow(draft))) : null;
  return {
    diagnosis: found?.diagnosis ?? null,
    age: found?.age ?? null,
    signed: signedBytes(request, scheme, draft),
    view: config === null ? null : orNull(() => inspect(request, config as never, { now })),
    now,
    request,
    scheme,
  };
};
