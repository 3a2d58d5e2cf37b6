// The tests of a list of packages, for the files that node's runner starts beside one another.

import { test } from "node:test";

import { load } from "../../../npm/load.mjs";
import { compare, report } from "./compare.mjs";

const USUAL_SEED = 20261121;
const CASES = 2000;

export const SEED = Number(process.env.WAXSEAL_SEED ?? USUAL_SEED);
export const published = await load("waxseal");
const full = await load("waxseal/full");

/** A test for each signature of each package, by the names of their files in this folder. */
export const testPackages = async (names) => {
  for (const name of names) {
    const { peers } = await import(`./${name}.mjs`);
    for (const peer of peers) {
      test(`${peer.name} and waxseal give the same verdict, or differ in a way that is explained`, async (t) => {
        const outcome = await compare(peer.full ? full : published, peer, { cases: peer.cases ?? CASES, seed: SEED });
        report(t, outcome, { seed: SEED, isUsual: SEED === USUAL_SEED });
      });
    }
  }
};
