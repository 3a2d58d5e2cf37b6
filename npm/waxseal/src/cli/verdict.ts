import type { Config } from "../options.js";
import type { Matched, Verified } from "../verified.js";
import type { Covers } from "../program.js";
import { skew } from "./moment.js";
import type { Output } from "./output.js";
import { oneLine } from "./printable.js";
import type { Received } from "./request/received.js";
import type { Chosen } from "./scheme.js";
import { asked } from "./library.js";
import type { Proof } from "./secrets.js";
import type { Window } from "./moment.js";

/** What a check came to, as it is printed as JSON. */
export type Verdict = Genuine | Refused;

/** A genuine request. */
export interface Genuine {
  readonly ok: true;
  readonly verdict: "genuine";
  readonly scheme: string;
  readonly assurance: string;
  readonly covers: Covers;
  readonly id: string | null;
  readonly ids: readonly string[];
  readonly type: string | null;
  readonly version: string | null;
  readonly timestamp: string | null;
  /** Seconds from the timestamp to now; negative if it lies ahead. */
  readonly skewSeconds: number | null;
  readonly matched: (Matched & { readonly of: number; readonly from: string }) | null;
  readonly warnings: readonly { readonly code: string; readonly detail: string }[];
}

/** A request that is not genuine, or not provably so. */
export interface Refused {
  readonly ok: false;
  readonly verdict: "refused";
  readonly scheme: string;
  readonly code: string;
  readonly detail: string;
  /** The HTTP status to answer with. */
  readonly status: number;
}

/** A verifier, as the command line makes it. */
export type AnyVerifier = InstanceType<Chosen["library"]["Verifier"]>;

/** The configuration of a call. The library checks what the types cannot say of text from a command line. */
export const configOf = (chosen: Chosen, proofs: readonly Proof[], tolerance: Window | undefined): Config => {
  const values = proofs.map(({ value }) => value);
  const config = {
    scheme: chosen.scheme,
    ...(chosen.takes === "nothing" ? {} : { [chosen.takes]: values }),
    ...chosen.place,
    ...(tolerance === undefined ? {} : { toleranceSeconds: tolerance }),
  };
  return config as unknown as Config;
};

/** Makes the verifier of a call. */
export const verifierOf = (chosen: Chosen, proofs: readonly Proof[], tolerance: Window | undefined): AnyVerifier =>
  asked(() => new chosen.library.Verifier(configOf(chosen, proofs, tolerance)));

/** The request as the library takes it. */
export const requestOf = ({ method, url, headers, body }: Received): Parameters<AnyVerifier["verify"]>[0] => ({ method, url, headers, body });

/** Checks a request. */
export const judge = (verifier: AnyVerifier, proofs: readonly Proof[], received: Received, now: number): Verdict => {
  const result = asked(() => verifier.check(requestOf(received), { now }));
  if (result.ok) return genuine(verifier, result.verified, proofs, now);
  const { code, detail, status } = result.error;
  return { ok: false, verdict: "refused", scheme: verifier.scheme, code, detail, status };
};

/** Says what a genuine request came to. */
export const genuine = (verifier: AnyVerifier, verified: Verified, proofs: readonly Proof[], now: number): Genuine => {
  const { scheme, assurance, covers, id, ids, type, version, timestamp, matched } = verified;
  return {
    ok: true,
    verdict: "genuine",
    scheme,
    assurance,
    covers,
    id,
    ids,
    type,
    version,
    timestamp: timestamp?.toISOString() ?? null,
    skewSeconds: timestamp === null ? null : (now - timestamp.getTime()) / 1000,
    matched: matched === null ? null : { ...matched, of: proofs.length, from: proofs[matched.secret]?.from ?? "" },
    warnings: verifier.warnings.map(({ code, detail }) => ({ code, detail })),
  };
};

/** Prints a verdict for a person. */
export const printVerdict = (out: Output, verdict: Verdict, now: number): void => {
  if (!verdict.ok) {
    out.line(`${out.paint("bad", "refused")}  ${verdict.code}`);
    out.line(`  ${oneLine(verdict.detail)}`);
    return;
  }
  out.line(`${out.paint("good", "genuine")}  ${verdict.scheme}, ${verdict.assurance}`);
  for (const [name, value] of factsOf(verdict, now)) out.line(`  ${name.padEnd(10)} ${value}`);
  for (const { code, detail } of verdict.warnings) out.line(`  ${out.paint("warn", code)}: ${detail}`);
};

const factsOf = (verdict: Genuine, now: number): readonly (readonly [string, string])[] => {
  const { covers, id, ids, type, version, timestamp, matched } = verdict;
  const label = (covered: boolean): string => (covered ? "" : " (not signed: a label)");
  const facts: (readonly [string, string])[] = [];
  if (id !== null) facts.push(["id", oneLine(id) + label(covers.id)]);
  if (ids.length > 0) facts.push(["ids", ids.map(oneLine).join(", ") + label(covers.id)]);
  if (type !== null) facts.push(["type", oneLine(type) + label(covers.type)]);
  if (version !== null) facts.push(["version", oneLine(version)]);
  if (timestamp !== null) facts.push(["timestamp", `${timestamp}, ${skew(Date.parse(timestamp), now)}${label(covers.timestamp)}`]);
  facts.push(["covers", coverage(covers)]);
  if (matched !== null) facts.push(["matched", `${matched.of === 1 ? "the only one" : `number ${matched.secret + 1} of ${matched.of}`}, from ${matched.from}, read as ${matched.form}`]);
  return facts;
};

/** Says what a signature covers, and what it leaves open. */
export const coverage = (covers: Covers): string => {
  const names = (wanted: boolean): string =>
    Object.entries(covers).filter(([, covered]) => covered === wanted).map(([name]) => name).join(", ");
  return `${names(true) || "nothing"}${names(false) === "" ? "" : `; not ${names(false)}`}`;
};
