// What `diagnose` says of every case of the corpus: counted, told, compared with RESULTS.md.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";
import { SEED, forgeries, lost, observed, pairs, singles } from "./cases.mjs";
import { wrongIn } from "./evidence.mjs";
import { leaksIn, spoken } from "./leaks.mjs";
import { measure, page, told } from "./results.mjs";
import { diagnoseAll, verdictOf } from "./run.mjs";
import { provesNothing, reaches, saidBy } from "./score.mjs";

const waxseal = await load("waxseal");
const library = await load("waxseal/diagnose");

const run = Object.fromEntries(Object.entries({ singles, observed, pairs, forgeries, lost }).map(([name, make]) => [name, diagnoseAll(library, make())]));
const all = Object.values(run).flat();
const measured = measure(run);

const MOST_HASHED = 5 * 1024 * 1024;
const MOST_BODIES = 16;
const SHOWN = 20;

const expectNone = (list, say) => assert.equal(list.length, 0, [`${list.length}:`, ...list.slice(0, SHOWN).map(say)].join("\n  "));
const say = ({ name, expected, diagnosis }) => `${expected.join(" + ")} | ${name} | ${saidBy(diagnosis)}`;

test("of the single causes that can be proved, at least 95 % are named first and proved", (t) => {
  for (const line of told(measured)) t.diagnostic(line);
  assert.ok(reaches(measured.singles, 0.95), [`${measured.singles.right} of ${measured.singles.of}`, ...measured.singles.misses.map(say)].join("\n  "));
});

test("no cause that can be proved is missed in most of its cases", () => {
  expectNone(measured.causes.filter((row) => !reaches(row, 0.5)), ({ code, right, of }) => `${code}: ${right} of ${of}`);
});

test("of the pairs, at least 85 % are the first two causes and both proved", () => {
  assert.ok(reaches(measured.pairs, 0.85), [`${measured.pairs.right} of ${measured.pairs.of}`, ...measured.pairs.misses.map(say)].join("\n  "));
});

test("a cause that can only be seen is named first, and is called observed", () => {
  assert.ok(reaches(measured.observed, 0.95), [`${measured.observed.right} of ${measured.observed.of}`, ...measured.observed.misses.map(say)].join("\n  "));
});

test("no forgery is explained by a proof", () => {
  expectNone(run.forgeries.filter(({ diagnosis }) => !provesNothing(diagnosis)), say);
});

test("what nobody can turn back is not called proved", () => {
  expectNone(run.lost.filter(({ diagnosis }) => !provesNothing(diagnosis)), say);
});

test("no diagnosis accepts what verify refuses, and each has verify's own code", () => {
  expectNone(all.filter((one) => one.diagnosis.verified !== null || one.diagnosis.code !== verdictOf(waxseal, one)), (one) => `${say(one)} | ${one.diagnosis.code}, verify: ${verdictOf(waxseal, one)}`);
});

test("the genuine delivery behind every case is verified, without a cause", () => {
  const genuine = diagnoseAll(library, [...run.singles, ...run.pairs].map(({ plain, name, causes }) => ({ ...plain, name, causes })));
  expectNone(genuine.filter(({ diagnosis }) => diagnosis.verified === null || diagnosis.code !== null || diagnosis.causes.length > 0), say);
});

test("every cause has a sentence, a fix and lines that say something", () => {
  const isText = (text) => typeof text === "string" && text.trim().length > 0;
  const empty = ({ message, fix, lines, evidence }) =>
    !isText(message) || !isText(fix) || lines.length === 0 || !lines.every(({ framework, line }) => isText(framework) && isText(line)) || Object.values(evidence).some((value) => value === undefined || value === null);
  expectNone(all.filter(({ diagnosis }) => diagnosis.causes.some(empty)), (one) => `${say(one)} | ${JSON.stringify(one.diagnosis.causes.find(empty))}`);
});

test("the evidence of a cause is what was injected: skew, offset, URLs, names", () => {
  const named = [...run.singles, ...run.observed].filter(({ diagnosis, expected }) => diagnosis.causes[0]?.code === expected[0]);
  assert.ok(named.length > 300, `${named.length}`);
  expectNone(named.map((one) => ({ one, wrong: wrongIn(one) })).filter(({ wrong }) => wrong.length > 0), ({ one, wrong }) => `${say(one)} | ${wrong.join(", ")}`);
});

test("a cause stands once, and what is proved stands before what is not", () => {
  const rank = ({ certainty }) => ["proved", "observed", "likely"].indexOf(certainty);
  const isUnordered = ({ diagnosis: { causes } }) => new Set(causes.map(({ code }) => code)).size < causes.length || causes.some((cause, at) => rank(cause) === -1 || (at > 0 && rank(causes[at - 1]) > rank(cause)));
  expectNone(all.filter(isUnordered), say);
});

test("a proof of another body hands back the bytes that were signed", () => {
  const isProved = ({ diagnosis: { causes } }) => causes.some(({ code, certainty }) => code.startsWith("body_") && certainty === "proved");
  const isOther = ({ diagnosis: { matching }, known }) => matching === null || !Buffer.from(matching.body).equals(known.sent.body);
  // Twilio signs the fields, whose spelling is not signed.
  const proved = [...run.singles, ...run.pairs].filter((one) => isProved(one) && one.sender.name !== "twilio");
  assert.ok(proved.length > 100, `${proved.length}`);
  expectNone(proved.filter(isOther), say);
});

test("no work goes beyond 5 MiB hashed and 16 bodies", () => {
  expectNone(all.filter(({ diagnosis: { work } }) => !(work.hashedBytes <= MOST_HASHED && work.bodies <= MOST_BODIES && work.macs >= 0)), (one) => `${say(one)} | ${JSON.stringify(one.diagnosis.work)}`);
});

test("no output holds twelve bytes of a secret, a key or a MAC", () => {
  expectNone(all.map((one) => ({ one, leaks: leaksIn(spoken(one.diagnosis), one) })).filter(({ leaks }) => leaks.length > 0), ({ one, leaks }) => `${leaks.join(", ")} | ${say(one)}`);
});

test("RESULTS.md says what was measured", () => {
  const file = new URL("RESULTS.md", import.meta.url);
  const now = page(measured, SEED);
  if (process.env.WAXSEAL_WRITE === "1") writeFileSync(file, now);
  assert.ok(existsSync(file), "write it with WAXSEAL_WRITE=1");
  assert.equal(readFileSync(file, "utf8"), now, "measured otherwise: write it again with WAXSEAL_WRITE=1 and read the difference");
});
