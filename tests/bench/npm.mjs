// Measures whole verify calls in Node: waxseal, the vendors' packages, hand-written node:crypto.
// `cargo xtask bench npm`, or `node tests/bench/npm.mjs` after a build of the package.
// Writes RESULTS.md beside this file and prints it. What counts are ratios within one run.

import { writeFile } from "node:fs/promises";

import { bodyOf, SIZES } from "./bodies.mjs";
import { contests } from "./contests.mjs";
import { checkContenders, measure } from "./measure.mjs";
import { writeResults } from "./results.mjs";

const ROUNDS = 301;

const results = [];
for (const contest of await contests()) {
  for (const size of SIZES) {
    const prepared = contest.prepare(bodyOf(size));
    checkContenders(contest.name, prepared);
    results.push({ contest, size, micros: measure(prepared, ROUNDS) });
  }
}
const text = await writeResults(results, ROUNDS);
await writeFile(new URL("RESULTS.md", import.meta.url), text);
console.log(text);
