// Writes tests/vectors/<scheme>.json. Deterministic: no clock, no randomness, nothing of the project's own code.
//
//     node tests/vectors/generate.mjs              writes the files
//     node tests/vectors/generate.mjs --only a,b   writes the files of these schemes
//     node tests/vectors/generate.mjs --check      fails where a file differs from what would be written
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { readEntries } from "./generate/entry.mjs";
import { sharedSuite } from "./generate/shared.mjs";
import { addOwn } from "./generate/own.mjs";
import { HAND_MADE, handMade } from "./generate/hand/index.mjs";

/** One vector per line, so that a difference shows the vector. */
const lines = (vectors) => `[\n${vectors.map((vector) => JSON.stringify(vector)).join(",\n")}\n]\n`;

const flag = (name) => process.argv.includes(name);
const only = flag("--only") ? process.argv[process.argv.indexOf("--only") + 1]?.split(",") : undefined;

const shapes = new Set();
const firsts = new Set();
const isFirst = (what) => firsts.size !== firsts.add(what).size;
const total = { schemes: 0, shapes: 0, published: 0, constructed: 0, positives: 0, negatives: 0, bytes: 0 };
const outdated = [];
const written = new Set();

const { entries, faults } = await readEntries();
for (const entry of entries) write(entry.scheme, attempt(entry));
for (const scheme of HAND_MADE) {
  if (!entries.some((entry) => entry.scheme === scheme)) write(scheme, handMade(scheme));
}
report();

function write(scheme, vectors) {
  if (vectors === null || only?.includes(scheme) === false) return;
  const file = new URL(`${scheme}.json`, import.meta.url);
  const text = lines(vectors);
  written.add(`${scheme}.json`);
  count(vectors, text);
  if (!flag("--check")) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) outdated.push(scheme);
}

/** The vectors of an entry; a mistake in one entry is told and does not stop the others. */
function attempt(entry) {
  try {
    const isLong = HAND_MADE.includes(entry.scheme);
    const maker = sharedSuite(entry, (shape) => isFirst(shape) || isLong);
    shapes.add(maker.shape);
    addOwn(maker);
    const made = maker.suite.vectors();
    const known = new Set(made.map(content));
    return [...made, ...handMade(entry.scheme).filter((vector) => !known.has(content(vector)))];
  } catch (error) {
    if (only === undefined || only.includes(entry.scheme)) faults.push(`${entry.scheme}: ${error.stack}`);
    return null;
  }
}

/** What a vector shows, apart from its words. */
function content({ options, secrets, keys, request, now }) {
  const joined = (secrets ?? keys ?? []).map((one) => JSON.stringify(one.base64 ?? one.join("")));
  return JSON.stringify([options, joined, request, now]);
}

function count(vectors, text) {
  total.schemes += 1;
  total.bytes += text.length;
  for (const { kind, expect } of vectors) {
    total[kind] += 1;
    total[expect === "valid" ? "positives" : "negatives"] += 1;
  }
}

function report() {
  total.shapes = shapes.size;
  if (only === undefined) {
    const strays = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".json") && !written.has(name));
    faults.push(...strays.map((name) => `${name}: no entry makes this file`));
  }
  if (outdated.length > 0) faults.push(`outdated: ${outdated.join(", ")}. Run node tests/vectors/generate.mjs and look at the difference.`);
  console.log(Object.entries(total).map(([name, number]) => `${number} ${name}`).join(", "));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
