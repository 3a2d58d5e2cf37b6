// Measures whole verify calls in Node and Chromium: waxseal, other packages, hand-written code; and
// the first call of a fresh process; how long the search for a cause takes at worst. `cargo xtask
// bench npm`, or after a build of the package
// `node tests/bench/npm.mjs` with the path of Chromium in WAXSEAL_CHROMIUM.
// Writes RESULTS.md beside this file and prints it. What counts are ratios within one run.

import { writeFile } from "node:fs/promises";

import { bodyOf, SIZES } from "./bodies.mjs";
import { measureInBrowser } from "./browser.mjs";
import { contests } from "./contests.mjs";
import { measureDiagnosis } from "./diagnosis.mjs";
import { checkContenders, measure } from "./measure.mjs";
import { writeResults } from "./results.mjs";
import { measureStart } from "./start.mjs";

const ROUNDS = 301;

const results = [];
for (const contest of await contests()) {
  for (const size of SIZES) {
    const prepared = contest.prepare(bodyOf(size));
    checkContenders(contest.name, prepared);
    results.push({ contest, size, micros: measure(prepared, ROUNDS) });
  }
  console.error(`${contest.name}: measured`);
}
const start = measureStart();
console.error("fresh processes: measured");
const diagnosis = await measureDiagnosis();
console.error("diagnosis: measured");
const browser = await measureInBrowser(SIZES);
const text = await writeResults({ results, rounds: ROUNDS, start, diagnosis, browser });
await writeFile(new URL("RESULTS.md", import.meta.url), text);
console.log(text);
