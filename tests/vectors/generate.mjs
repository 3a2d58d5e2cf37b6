// Writes tests/vectors/<scheme>.json and handshakes/<scheme>.json. Deterministic: no clock, no randomness, nothing of the project's own code.
//
//     node tests/vectors/generate.mjs              writes the files
//     node tests/vectors/generate.mjs --only a,b   writes the files of these schemes
//     node tests/vectors/generate.mjs --check      fails where a file differs from what would be written
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { readEntries } from "./generate/entry.mjs";
import { sharedSuite } from "./generate/shared.mjs";
import { addOwn } from "./generate/own.mjs";
import { HAND_MADE, handMade } from "./generate/hand/index.mjs";
import { handshakeVectors } from "./generate/handshakes.mjs";
import { HANDSHAKES } from "./schemes/handshakes.mjs";

/** One vector per line, so that a difference shows the vector. */
const lines = (vectors) => `[\n${vectors.map((vector) => JSON.stringify(vector)).join(",\n")}\n]\n`;

const flag = (name) => process.argv.includes(name);
const only = flag("--only") ? process.argv[process.argv.indexOf("--only") + 1]?.split(",") : undefined;

const shapes = new Set();
const firsts = new Set();
const isFirst = (what) => firsts.size !== firsts.add(what).size;
const total = { schemes: 0, shapes: 0, published: 0, constructed: 0, positives: 0, negatives: 0, bytes: 0 };
const asked = { handshakes: 0, published: 0, answered: 0, refused: 0, "no handshake": 0 };
const outdated = [];
const written = new Set();

const { entries, faults } = await readEntries();
for (const entry of entries) write(entry.scheme, attempt(entry, vectorsOf), count);
for (const scheme of HAND_MADE) {
  if (!entries.some((entry) => entry.scheme === scheme)) write(scheme, handMade(scheme), count);
}
for (const [scheme, asking] of Object.entries(HANDSHAKES)) {
  const entry = entries.find((one) => one.scheme === scheme);
  if (entry === undefined) faults.push(`handshakes.mjs, ${scheme}: no entry has this scheme`);
  else write(`handshakes/${scheme}`, attempt(entry, () => handshakeVectors(entry, asking)), countAsked);
}
report();

function write(name, vectors, tally) {
  if (vectors === null || only?.includes(name.split("/").at(-1)) === false) return;
  const file = new URL(`${name}.json`, import.meta.url);
  const text = lines(vectors);
  written.add(`${name}.json`);
  tally(vectors, text);
  if (!flag("--check")) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) outdated.push(name);
}

/** What `make` makes of an entry; a mistake in one entry is told and does not stop the others. */
function attempt(entry, make) {
  try {
    return make(entry);
  } catch (error) {
    if (only === undefined || only.includes(entry.scheme)) faults.push(`${entry.scheme}: ${error.stack}`);
    return null;
  }
}

function vectorsOf(entry) {
  const isLong = HAND_MADE.includes(entry.scheme);
  const maker = sharedSuite(entry, (shape) => isFirst(shape) || isLong);
  shapes.add(maker.shape);
  addOwn(maker);
  const made = maker.suite.vectors();
  const known = new Set(made.map(content));
  return [...made, ...handMade(entry.scheme).filter((vector) => !known.has(content(vector)))];
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

function countAsked(vectors) {
  asked.handshakes += 1;
  for (const { kind, expect } of vectors) {
    asked.published += kind === "published" ? 1 : 0;
    asked[{ answered: "answered", no_handshake: "no handshake" }[expect] ?? "refused"] += 1;
  }
}

function report() {
  total.shapes = shapes.size;
  if (only === undefined) {
    const here = new URL(".", import.meta.url);
    const names = [...readdirSync(here), ...readdirSync(new URL("handshakes/", here)).map((name) => `handshakes/${name}`)];
    const strays = names.filter((name) => name.endsWith(".json") && !written.has(name));
    faults.push(...strays.map((name) => `${name}: no entry makes this file`));
  }
  if (outdated.length > 0) faults.push(`outdated: ${outdated.join(", ")}. Run node tests/vectors/generate.mjs and look at the difference.`);
  for (const counts of [total, asked]) console.log(Object.entries(counts).map(([name, number]) => `${number} ${name}`).join(", "));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
