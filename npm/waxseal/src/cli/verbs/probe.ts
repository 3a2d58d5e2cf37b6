import { isUnreachable, readTarget, unreachable } from "../call.js";
import { EXIT, usage } from "../failure.js";
import { shownUrl } from "../listen/shown.js";
import { readTolerance } from "../moment.js";
import type { Output } from "../output.js";
import { type Check, CHECKS, type Finding, type Mark } from "../probe/checks.js";
import { Rig } from "../probe/rig.js";
import { headerOfFlag, readBodyFlag } from "../request/input.js";
import { readScheme, SCHEME_FLAGS } from "../scheme.js";
import { checkSignable } from "../sealed.js";
import { PROOF_FLAGS, PROOF_TEXT, readProofs } from "../secrets.js";
import type { Verb } from "../verb.js";

/** What no answer tells. */
const UNSEEN = [
  "whether a copy was processed twice: only answers are seen from here. Each event below must stand once in your own records",
  "whether work is done after the answer, and whether it holds",
];

/** Tries a receiver before it goes live. */
export const probe: Verb = {
  name: "probe",
  about: "try your receiver before it goes live: valid, forged, altered, stale, doubled, in parallel",
  usage: ["waxseal probe URL --scheme ID --secret-env NAME"],
  text: [
    "Sends signed test events to your own receiver and compares its answers with what a sender needs: 2xx to what is genuine, a second time too; 4xx to what is not. Prints a table of what was expected and what came.",
    `The checks: ${CHECKS.map(({ name, about }) => `${name}: ${about}`).join("; ")}. If the genuine event is not accepted the others are not run: a receiver that refuses everything would pass them.`,
    "The events say test: true and are made up; --body-file sends yours. They are processed like any other: point it at a test system, and expect events there.",
    PROOF_TEXT,
  ],
  flags: {
    ...SCHEME_FLAGS,
    ...PROOF_FLAGS,
    only: { value: "NAMES", about: "these checks alone, with commas; valid always comes first" },
    copies: { value: "N", about: "how many go out in parallel; 100, if absent" },
    type: { value: "TYPE", about: "the type that events have; waxseal.probe, if absent" },
    body: { value: "TEXT", about: "a body of your own, sent as it is" },
    "body-file": { value: "PATH", about: "the same from a file; - is standard input" },
    header: { value: "'NAME: VALUE'", short: "H", several: true, about: "a header to send along" },
    method: { value: "METHOD", short: "X", about: "the method; POST, if absent" },
    url: { value: "URL", about: "the URL that is signed, where it is another one than where it is sent" },
    tolerance: { value: "SECONDS", about: "the receiver's window, where it is not the sender's" },
    timeout: { value: "SECONDS", about: "how long to wait for an answer; 10, if absent, as senders do" },
  },
  words: 1,
  exits: [
    [EXIT.done, "every check passed"],
    [EXIT.refused, "one failed"],
  ],
  examples: [
    ["Before it goes live", "waxseal probe http://127.0.0.1:3000/hook --scheme stripe --secret-env STRIPE_SECRET"],
    ["In a pipeline", "waxseal probe \"$URL\" --scheme affiliatebase --secret-env AB_SECRET --json > probe.json"],
    ["With an event that your program knows", "waxseal probe http://127.0.0.1:3000/hook --scheme github --secret-env GH -H 'x-github-event: push' --body-file push.json"],
  ],
  async run(call) {
    const { given, out } = call;
    const target = readTarget(given.words[0], "URL");
    const chosen = await readScheme(call);
    checkSignable(chosen);
    const only = readOnly(given.text("only"));
    const body = readBodyFlag(call);
    const proofs = await readProofs(call, chosen, given.text("body-file") === "-");
    if (proofs.length > 1) throw usage("probe takes one secret");
    const rig = new Rig({
      chosen,
      secret: proofs[0]?.value,
      target,
      url: given.text("url") ?? target,
      type: given.text("type") ?? "waxseal.probe",
      headers: given.texts("header").map(headerOfFlag),
      method: given.text("method"),
      body,
      timeout: given.count("timeout", 10, 1, 600) * 1000,
      copies: given.count("copies", 100, 1, 1000),
      window: readTolerance(call),
    });
    out.line(`probe of ${shownUrl(target, chosen)} as ${chosen.name}\n`);
    const rows = await run(rig, only, out);
    const ok = rows.every(({ finding }) => finding.mark !== "fail" && finding.mark !== "not_run");
    printEnd(out, rows, ok);
    out.data({ ok, url: shownUrl(target, chosen), scheme: chosen.name, checks: rows.map(rowData), unseen: UNSEEN });
    return ok ? EXIT.done : EXIT.refused;
  },
};

interface Row {
  readonly check: Check;
  readonly finding: Finding;
}

const readOnly = (text: string | undefined): readonly Check[] => {
  if (text === undefined) return CHECKS;
  const names = CHECKS.map(({ name }) => name);
  const wanted = text.split(",");
  if (wanted.some((name) => !names.includes(name))) throw usage(`--only must be some of ${names.join(", ")}, with commas`);
  return CHECKS.filter(({ name }) => name === "valid" || wanted.includes(name));
};

const run = async (rig: Rig, checks: readonly Check[], out: Output): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const check of checks) {
    const row = { check, finding: await found(rig, check, rows[0]?.finding.mark) };
    const [first] = row.finding.answers;
    if (rows.length === 0 && first !== undefined && isUnreachable(first)) throw unreachable(first);
    rows.push(row);
    printRow(out, row);
  }
  return rows;
};

const found = async (rig: Rig, check: Check, first: Mark | undefined): Promise<Finding> => {
  const nothing = { answers: [], ids: [] };
  const why = check.unless?.(rig);
  if (why !== undefined) return { ...nothing, mark: "not_applicable", came: why };
  if (first === "fail") return { ...nothing, mark: "not_run", came: "the genuine event was not accepted, so this would show nothing" };
  return check.run(rig);
};

const SHOWN: Readonly<Record<Mark, readonly [string, "good" | "bad" | "faint"]>> = {
  pass: ["pass", "good"],
  fail: ["FAIL", "bad"],
  not_applicable: ["  – ", "faint"],
  not_run: ["  ? ", "bad"],
};

const printRow = (out: Output, { check, finding }: Row): void => {
  const [word, style] = SHOWN[finding.mark];
  const expected = finding.mark === "not_applicable" ? "" : `expected ${check.expected}; came `;
  out.line(`${out.paint(style, word)}  ${check.name.padEnd(18)} ${expected}${finding.came}`);
};

const printEnd = (out: Output, rows: readonly Row[], ok: boolean): void => {
  const count = (mark: Mark): number => rows.filter(({ finding }) => finding.mark === mark).length;
  out.line(`\n${out.paint(ok ? "good" : "bad", ok ? "passed" : "failed")}: ${count("pass")} passed, ${count("fail")} failed, ${count("not_run")} not run, ${count("not_applicable")} do not apply`);
  out.line("\nNot seen from here:");
  for (const one of UNSEEN) out.line(`  ${one}`);
  for (const { check, finding } of rows) if (finding.mark === "pass" && ["duplicate", "parallel"].includes(check.name)) out.line(`  ${check.name}: ${finding.ids.join(", ")}`);
};

const rowData = ({ check, finding }: Row): Record<string, unknown> => ({
  name: check.name,
  about: check.about,
  expected: check.expected,
  mark: finding.mark,
  came: finding.came,
  ids: finding.ids,
  answers: finding.answers.map((answer) => ({ status: answer.status, millis: answer.millis, ...(answer.status === null ? { reason: answer.reason } : {}) })),
});
