// Says whether a diagnosis names what was injected. Knows codes and certainties and nothing else.

/** Whether the first causes are the expected ones, each with the expected certainty; their order is free. */
const isNamed = (expected, certainty, { causes }) => {
  const first = causes.slice(0, expected.length);
  const said = first.map(({ code }) => code).sort();
  return said.join() === [...expected].sort().join() && first.every((cause) => cause.certainty === certainty);
};

/** What a diagnosis says, in short: `body_bom proved, secret_other likely`. */
export const saidBy = ({ verified, causes }) => {
  if (verified !== null) return "genuine";
  return causes.length === 0 ? "nothing" : causes.slice(0, 3).map(({ code, certainty }) => `${code} ${certainty}`).join(", ");
};

/** One or two injected causes that can be proved: they stand first, and all are proved. */
export const namesAndProves = (expected, diagnosis) => diagnosis.verified === null && isNamed(expected, "proved", diagnosis);

/** A cause that can only be seen: it stands first, and is called observed, no more and no less. */
export const namesAsObserved = (expected, diagnosis) => diagnosis.verified === null && isNamed(expected, "observed", diagnosis);

/** Nothing was proved, and nothing accepted. */
export const provesNothing = ({ verified, causes }) => verified === null && causes.every(({ certainty }) => certainty !== "proved");

const RANK = ["likely", "observed", "proved"];

/** The highest certainty that is given to a cause in any of the diagnoses. */
export const highest = (code, diagnoses) => {
  const ranks = diagnoses.flatMap(({ causes }) => causes).filter((cause) => cause.code === code).map(({ certainty }) => RANK.indexOf(certainty));
  return ranks.length === 0 ? "none" : RANK[Math.max(...ranks)];
};

/** How many of how many, of `cases` with their diagnoses. */
export const tally = (cases, isRight) => {
  const misses = cases.filter((one) => !isRight(one.expected, one.diagnosis));
  return { of: cases.length, right: cases.length - misses.length, misses };
};

/** The same for each cause; a pair counts for both of its causes. */
export const tallyByCause = (cases, isRight) => {
  const codes = [...new Set(cases.flatMap(({ expected }) => expected))];
  return codes.map((code) => ({ code, schemes: new Set(cases.filter(({ expected }) => expected.includes(code)).map(({ scheme }) => scheme)).size, ...tally(cases.filter(({ expected }) => expected.includes(code)), isRight) }));
};

/** Whether a share is reached. No case at all reaches nothing. */
export const reaches = ({ of, right }, share) => of > 0 && right / of >= share;
