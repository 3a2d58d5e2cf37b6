// The same injections on more senders and with other values: what is named is not what happens to be in the corpus.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";
import { SEED, forgeries, pairs, singles } from "./cases.mjs";
import { diagnoseAll, verdictOf } from "./run.mjs";
import { namesAndProves, provesNothing, reaches, saidBy, tally } from "./score.mjs";

const waxseal = await load("waxseal");
const library = await load("waxseal/diagnose");

const OTHER_SEED = SEED + 777_000;

const measured = (cases) => tally(diagnoseAll(library, cases.filter((one) => verdictOf(waxseal, one) !== true)), namesAndProves);
const say = ({ right, of, misses }) => [`${right} of ${of}`, ...misses.map(({ name, expected, diagnosis }) => `${expected.join(" + ")} | ${name} | ${saidBy(diagnosis)}`)].join("\n  ");

test("on six senders each, with other values, at least 95 % of single causes are named first and proved", (t) => {
  const counted = measured(singles({ seed: OTHER_SEED, most: 6 }));
  t.diagnostic(`diagnose, other senders and values: ${counted.right} of ${counted.of} single causes named first and proved`);
  assert.ok(counted.of > 700, `${counted.of}`);
  assert.ok(reaches(counted, 0.95), say(counted));
});

test("of other pairs at least 85 % are the first two causes and both proved", (t) => {
  const counted = measured(pairs({ seed: OTHER_SEED }));
  t.diagnostic(`diagnose, other pairs: ${counted.right} of ${counted.of} both named first and proved`);
  assert.ok(counted.of > 100, `${counted.of}`);
  assert.ok(reaches(counted, 0.85), say(counted));
});

test("none of the same forgeries from ten senders each is explained by a proof", (t) => {
  const cases = diagnoseAll(library, forgeries({ seed: OTHER_SEED, most: 10 }).filter((one) => verdictOf(waxseal, one) !== true));
  const counted = tally(cases, (_, diagnosis) => provesNothing(diagnosis));
  t.diagnostic(`diagnose, other senders and values: ${counted.of} forgeries, of which ${counted.of - counted.right} are explained by a proof`);
  assert.ok(counted.of > 1500, `${counted.of}`);
  assert.equal(counted.right, counted.of, say(counted));
});
