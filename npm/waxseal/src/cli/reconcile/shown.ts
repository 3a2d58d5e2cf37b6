import { type Difference, KINDS, type Outcome } from "../../reconcile/index.js";
import type { Output } from "../output.js";
import { oneLine } from "../printable.js";

/** What each kind is called before its number. */
const HEADS: Readonly<Record<(typeof KINDS)[number], string>> = {
  missing: "missing here",
  extra: "extra here",
  amount: "amount differs",
  state: "state differs",
  type: "type differs",
  duplicate: "twice in the export",
  unreadable: "rows that cannot be read",
};

/** Writes what came out, for a person. */
export const showOutcome = (out: Output, outcome: Outcome): void => {
  const { counts, differences, totals } = outcome;
  for (const kind of KINDS) {
    if (counts[kind] === 0) continue;
    out.line(`${out.paint("bad", HEADS[kind])}: ${counts[kind]}`);
    const listed = differences.filter((one) => one.kind === kind);
    for (const one of listed) out.line(`  ${oneLine(textOf(one))}`);
    if (listed.length < counts[kind]) out.line(out.paint("faint", `  … and ${counts[kind] - listed.length} more; --show N lists more of them`));
  }
  for (const { currency, there, here, difference } of totals) {
    out.line(`${currency}, minor units: ${there} in the export, ${here} here, difference ${out.paint(difference === "0" ? "good" : "bad", difference)}`);
  }
  const verdict = outcome.isEqual ? out.paint("good", "equal") : out.paint("bad", "not equal");
  out.line(`${verdict}: ${outcome.rows} rows, ${outcome.known} ids here, ${outcome.matched} agree`);
};

const textOf = (one: Difference): string => {
  switch (one.kind) {
    case "extra":
      return `${one.id}  ${one.type} ${new Date(one.at).toISOString()}`;
    case "amount":
      return `${one.id}  line ${one.line}: ${one.there.minor} ${one.there.currency}, here ${one.here === null ? "none that can be read" : `${one.here.minor} ${one.here.currency}`}`;
    case "state":
    case "type":
      return `${one.id}  line ${one.line}: ${one.there}, here ${one.here === "" ? "none" : one.here}`;
    case "unreadable":
      return `line ${one.line}${one.column === null ? "" : `, ${one.column}`}: ${one.why}`;
    default:
      return `${one.id}  line ${one.line}`;
  }
};
