import type { Covers } from "../../program.js";
import { type Answer, came } from "../call.js";
import { duration } from "../moment.js";
import { verifierOf } from "../verdict.js";
import type { Rig } from "./rig.js";

/** What a check came to. `not_applicable`: the scheme has no such protection to look for. */
export type Mark = "pass" | "fail" | "not_applicable" | "not_run";

/** What was seen in one check. */
export interface Finding {
  readonly mark: Mark;
  /** What came, in a few words. */
  readonly came: string;
  readonly answers: readonly Answer[];
  /** The ids of the events that were sent. */
  readonly ids: readonly string[];
}

/** One check against a receiver. */
export interface Check {
  readonly name: string;
  readonly about: string;
  readonly expected: string;
  /** Why a scheme has nothing to check here. */
  readonly unless?: (rig: Rig) => string | undefined;
  readonly run: (rig: Rig) => Promise<Finding>;
}

/** Beyond the window by so much, a request is stale for every receiver that looks. */
const LATE_SECONDS = 600;

const isTaken = ({ status }: Answer): boolean => status !== null && status >= 200 && status < 300;

/** Whether an answer asks the sender to come again. */
const isBusy = ({ status }: Answer): boolean => status === 429 || status === 503;

const isRefused = ({ status }: Answer): boolean => status !== null && status >= 400 && status < 500 && ![408, 429].includes(status);

const taken = (answers: readonly Answer[], ids: readonly string[]): Finding => ({
  mark: answers.every(isTaken) ? "pass" : "fail",
  came: answers.map(said).join(", then "),
  answers,
  ids,
});

const refused = (answer: Answer, id: string, what: string): Finding => ({
  mark: isRefused(answer) ? "pass" : "fail",
  came: isTaken(answer) ? `${said(answer)}: ${what} was accepted` : isRefused(answer) ? said(answer) : `${said(answer)}: neither accepted nor refused, so senders would try again`,
  answers: [answer],
  ids: [id],
});

const said = (answer: Answer): string => (answer.status === null ? `${came(answer)} (${duration(answer.millis)})` : `${answer.status} in ${duration(answer.millis)}`);

/** What the signature covers. Of a scheme of the user's own, the library says it. */
const covers = ({ parts }: Rig): Covers => parts.chosen.row?.covers ?? verifierOf(parts.chosen, proofsOf(parts.secret), undefined).covers;

const proofsOf = (secret: string | Uint8Array | undefined) => (secret === undefined ? [] : [{ value: secret, from: "" }]);

/** Whether the body's fields are signed, though not its bytes. */
const signsFields = ({ parts }: Rig): boolean => parts.chosen.text["message"]?.includes("{form") === true;

/** How long a timestamp stays good, in seconds; nothing where the scheme states none. */
const windowOf = ({ parts }: Rig): number | undefined => {
  if (parts.window !== undefined) return parts.window.past;
  const tolerance = parts.chosen.text["tolerance"] ?? "300";
  return tolerance === "none" ? undefined : Number(tolerance.split("/")[0]);
};

const unlessProof = ({ parts }: Rig): string | undefined => (parts.chosen.takes === "nothing" ? "nothing is checked in this scheme" : undefined);

/** The checks, in order. The first must pass: a receiver that refuses everything refuses the others too. */
export const CHECKS: readonly Check[] = [
  {
    name: "valid",
    about: "a genuine event",
    expected: "2xx",
    run: async (rig) => {
      const loaded = rig.load();
      return taken([await rig.send(loaded)], [loaded.id]);
    },
  },
  {
    name: "missing_signature",
    about: "an event without its signature",
    expected: "4xx",
    unless: (rig) => unlessProof(rig) ?? (rig.unsigned() === undefined ? "the signature stands in the body" : undefined),
    run: async (rig) => {
      const loaded = rig.unsigned() ?? rig.load();
      return refused(await rig.send(loaded), loaded.id, "an event without a signature");
    },
  },
  {
    name: "wrong_secret",
    about: "an event signed with another secret",
    expected: "4xx",
    unless: unlessProof,
    run: async (rig) => {
      const loaded = rig.forged();
      return refused(await rig.send(loaded), loaded.id, "a forged signature");
    },
  },
  {
    name: "tampered",
    about: "a genuine event whose body was altered by one character",
    expected: "4xx",
    unless: (rig) => unlessProof(rig) ?? (covers(rig).body || signsFields(rig) ? undefined : "the signature does not cover the body"),
    run: async (rig) => {
      const loaded = rig.tampered();
      return refused(await rig.send(loaded), loaded.id, "an altered body");
    },
  },
  {
    name: "stale",
    about: "a genuine event, signed before the window",
    expected: "4xx",
    unless: (rig) =>
      unlessProof(rig) ?? (!covers(rig).timestamp ? "the signature covers no timestamp" : windowOf(rig) === undefined ? "the sender states no window" : undefined),
    run: async (rig) => {
      const age = (windowOf(rig) ?? 0) + LATE_SECONDS;
      const loaded = rig.load({ now: Date.now() - age * 1000 });
      return refused(await rig.send(loaded), loaded.id, `an event signed ${duration(age * 1000)} ago`);
    },
  },
  {
    name: "duplicate",
    about: "the same event a second time",
    expected: "2xx, twice",
    run: async (rig) => {
      const loaded = rig.load();
      return taken([await rig.send(loaded), await rig.send(loaded)], [loaded.id]);
    },
  },
  {
    name: "parallel",
    about: "copies of one event at the same moment, then one more",
    expected: "2xx, or 429 and 503 to some, then 2xx",
    run: async (rig) => parallel(rig),
  },
];

const parallel = async (rig: Rig): Promise<Finding> => {
  const loaded = rig.load();
  const answers = await Promise.all(Array.from({ length: rig.parts.copies }, () => rig.send(loaded)));
  const last = await rig.send(loaded);
  const fine = answers.some(isTaken) && answers.every((answer) => isTaken(answer) || isBusy(answer)) && isTaken(last);
  const slowest = Math.max(...answers.map(({ millis }) => millis));
  return {
    mark: fine ? "pass" : "fail",
    came: `${counted(answers)}, the slowest after ${duration(slowest)}; then ${said(last)}`,
    answers: [...answers, last],
    ids: [loaded.id],
  };
};

const counted = (answers: readonly Answer[]): string => {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(came(answer), (counts.get(came(answer)) ?? 0) + 1);
  return [...counts].map(([what, count]) => `${count} × ${what}`).join(", ");
};
