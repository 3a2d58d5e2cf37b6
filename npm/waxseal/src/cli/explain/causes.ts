import type { Cause, Diagnosis } from "../../diagnosis.js";
import type { Certainty, Framework } from "../../generated-causes.js";
import { duration } from "../moment.js";
import type { Output, Style } from "../output.js";
import { cut, oneLine } from "../printable.js";
import { picture } from "./picture.js";

/** Characters of one fact that are printed for a person. */
const MOST = 300;

const STYLES: Readonly<Record<Certainty, Style>> = { proved: "good", observed: "warn", likely: "faint" };

/** Leaves the lines of one framework, or of all. */
export const linesOf = (causes: readonly Cause[], framework: Framework | undefined): readonly Cause[] =>
  framework === undefined ? causes : causes.map((cause) => ({ ...cause, lines: cause.lines.filter((line) => line.framework === framework) }));

/** Prints why a request is refused, for a person. What is only likely has lines of code where one framework is meant. */
export const printCauses = (out: Output, { matching, work }: Diagnosis, causes: readonly Cause[], received: Uint8Array, framework: Framework | undefined): void => {
  out.line(out.paint("strong", heading(causes)));
  const parts = matching === null ? [] : picture(received, matching.body);
  for (const cause of causes) {
    const isPictured = cause.code.startsWith("body_") && isProved(cause);
    const shown = cause.certainty === "likely" && framework === undefined ? { ...cause, lines: [] } : cause;
    printCause(out, shown, isPictured ? parts : []);
  }
  if (!causes.some(isProved)) out.line(`  ${searched(work)}`);
  out.line();
};

/** Whether a recomputation matched. */
export const isProved = ({ certainty }: Cause): boolean => certainty === "proved";

const heading = (causes: readonly Cause[]): string => {
  const proved = causes.filter(isProved).length;
  if (proved > 1) return "Why: these together";
  if (proved === 1) return "Why";
  return causes.length === 0 ? "Why: nothing explains it" : "Why: nothing is proved";
};

const searched = ({ macs, hashedBytes, bodies, isComplete }: Diagnosis["work"]): string => {
  if (macs === 0) return "There is nothing to recompute a signature from.";
  const tried = `${macs} signatures over ${hashedBytes} bytes and ${bodies} other bodies were tried`;
  return isComplete ? `${tried}, and none matches: another secret, an altered request, or a forgery.` : `${tried}; then the budget ended the search.`;
};

const printCause = (out: Output, { code, certainty, message, fix, lines, evidence }: Cause, parts: readonly string[]): void => {
  out.line(`  ${out.paint(STYLES[certainty], certainty)}  ${code}`);
  out.line(`    ${oneLine(message)}`);
  for (const [name, value] of factsOf(evidence, parts.length > 0)) out.line(`      ${name}  ${cut(oneLine(value), MOST)}`);
  for (const part of parts) out.line(`      ${part}`);
  out.line(`    ${out.paint("strong", oneLine(fix))}`);
  const width = Math.max(0, ...lines.map(({ framework }) => framework.length));
  for (const { framework, line } of lines) out.line(`      ${framework.padEnd(width)}  ${oneLine(line)}`);
};

/** What a picture of both bodies shows better. */
const PICTURED = ["offset", "received", "signed", "bodyBytes", "kind"];

/** The facts, those that a picture shows left out. */
const factsOf = (evidence: Cause["evidence"], isPictured: boolean): readonly (readonly [string, string])[] => {
  const facts = Object.entries(evidence).filter(([name]) => !(isPictured && PICTURED.includes(name)));
  const width = Math.max(0, ...facts.map(([name]) => labelOf(name).length));
  return facts.map(([name, value]) => [labelOf(name).padEnd(width), shownFact(name, value)]);
};

const LABELS: Readonly<Record<string, string>> = { skewSeconds: "skew", contentLength: "content-length", bodyBytes: "body", offset: "at byte" };

const labelOf = (name: string): string => (Object.hasOwn(LABELS, name) ? LABELS[name]! : name);

const shownFact = (name: string, value: string | number): string => {
  switch (name) {
    case "skewSeconds":
      return `${value} s${Math.abs(Number(value)) < 120 ? "" : ` (${duration(Number(value) * 1000)})`}`;
    case "bodyBytes":
      return `${value} bytes`;
    // Positions count from 0, people from 1. In the list of others it is a name.
    case "secret":
      return typeof value === "number" ? `number ${value + 1}` : value;
    default:
      return String(value);
  }
};
