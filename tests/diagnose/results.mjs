// The table of what was measured: for the page, and for the lines that a test tells.
import { highest, namesAndProves, namesAsObserved, provesNothing, saidBy, tally, tallyByCause } from "./score.mjs";

const percent = ({ right, of }) => `${((100 * right) / of).toFixed(1)} %`;
const share = (counted) => `${counted.right} of ${counted.of} (${percent(counted)})`;

/** Everything that is counted, of cases with their diagnoses. */
export const measure = ({ singles, observed, pairs, forgeries, lost }) => {
  const all = [...singles, ...observed, ...pairs].map(({ diagnosis }) => diagnosis);
  const causes = tallyByCause(singles, namesAndProves).map((row) => ({ ...row, highest: highest(row.code, all) }));
  const seen = tallyByCause(observed, namesAsObserved).map((row) => ({ ...row, highest: highest(row.code, observed.map(({ diagnosis }) => diagnosis)) }));
  return {
    schemes: new Set([...singles, ...observed, ...pairs, ...forgeries].map(({ scheme }) => scheme)).size,
    causes, seen,
    pairKinds: kindsOf(pairs),
    singles: tally(singles, namesAndProves), observed: tally(observed, namesAsObserved), pairs: tally(pairs, namesAndProves),
    forgeries: tally(forgeries, (_, diagnosis) => provesNothing(diagnosis)), lost: tally(lost, (_, diagnosis) => provesNothing(diagnosis)),
  };
};

const kindsOf = (pairs) => [...new Set(pairs.map(({ kinds }) => kinds.join(" and ")))].map((kind) => ({ kind, ...tally(pairs.filter(({ kinds }) => kinds.join(" and ") === kind), namesAndProves) }));

/** The lines that a test tells. */
export const told = (measured) => [
  ...measured.causes.map(({ code, right, of, schemes }) => `diagnose ${code.padEnd(24)} ${String(right).padStart(3)} of ${String(of).padStart(3)} named first and proved, ${schemes} schemes`),
  ...measured.seen.map(({ code, right, of }) => `diagnose ${code.padEnd(24)} ${String(right).padStart(3)} of ${String(of).padStart(3)} named first, observed: cannot be proved`),
  `diagnose: one cause that can be proved: ${share(measured.singles)} named first and proved, over ${measured.schemes} schemes`,
  `diagnose: two causes at once: ${share(measured.pairs)} both named first and proved`,
  `diagnose: causes that can only be seen: ${share(measured.observed)} named first`,
  `diagnose: ${measured.forgeries.of} forgeries, of which ${measured.forgeries.of - measured.forgeries.right} are explained by a proof`,
];

const missed = ({ misses }) => misses.map(({ name, expected, diagnosis }) => `| ${expected.join(", ")} | ${name.replaceAll("|", "\\|")} | ${saidBy(diagnosis)} |`);

/** The page. It has no date and no version, so that it changes only with what was measured. */
export const page = (measured, seed) => `# What \`diagnose\` names

Written by \`WAXSEAL_WRITE=1 node --test tests/diagnose/diagnose.test.mjs\`; do not edit. A test fails where the page differs from what it measures.
The cases are made by seed (${seed}); [how](README.md). Named means: first among the causes, and \`proved\`; of two causes at once: the first two, both \`proved\`.

| | Result |
|---|---:|
| One cause that can be proved | ${share(measured.singles)} |
| Two causes at once | ${share(measured.pairs)} |
| A cause that can only be seen, named first as \`observed\` | ${share(measured.observed)} |
| Forgeries that are explained by a proof | ${measured.forgeries.of - measured.forgeries.right} of ${measured.forgeries.of} |
| What nobody can turn back, and is called proved | ${measured.lost.of - measured.lost.right} of ${measured.lost.of} |
| Schemes | ${measured.schemes} |

## One cause that can be proved

| Cause | Cases | Schemes | Named first and proved | Highest certainty |
|---|---:|---:|---:|---|
${measured.causes.map(({ code, of, schemes, right, highest: most }) => `| \`${code}\` | ${of} | ${schemes} | ${right} | ${most} |`).join("\n")}

## A cause that can only be seen

The bytes or the secret that a proof would need are not there.

| Cause | Cases | Schemes | Named first | Highest certainty |
|---|---:|---:|---:|---|
${measured.seen.map(({ code, of, schemes, right, highest: most }) => `| \`${code}\` | ${of} | ${schemes} | ${right} | ${most} |`).join("\n")}

## Two causes at once

| Kinds | Cases | Both named and proved |
|---|---:|---:|
${measured.pairKinds.map(({ kind, of, right }) => `| ${kind} | ${of} | ${right} |`).join("\n")}

## Not named

${[measured.singles, measured.observed, measured.pairs].flatMap(missed).length === 0 ? "None." : `| Injected | Case | Said |\n|---|---|---|\n${[measured.singles, measured.observed, measured.pairs].flatMap(missed).join("\n")}`}
`;
