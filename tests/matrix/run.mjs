// The whole suite against both builds of the package, in whatever runtime this runs. Imports
// nothing of Node, so that it can be bundled for pages and workers.

import { carriedByFetch, runFetchRequests } from "../conformance/fetch-requests.mjs";
import { countHostMacs } from "../conformance/host-macs.mjs";
import { LACKING, runVectors } from "../conformance/suite.mjs";

/** How many wrong answers of a build are told. */
const SHOWN = 12;

/**
 * @param {any} waxseal the default build
 * @param {any} full the build with P-256 and RSA
 * @param {any[]} vectors every vector
 * @returns {Promise<object>} counts and wrong answers, for each build and for the vectors through a fetch Request
 */
export const runSuite = async (waxseal, full, vectors) => {
  const builds = [];
  for (const [name, build, lacking] of [["waxseal", waxseal, LACKING], ["waxseal/full", full, []]]) {
    const { result, macs } = countHostMacs(() => runVectors(build, vectors, lacking));
    const fetched = await runFetchRequests(build, vectors, lacking);
    builds.push({ name, macs: macs ?? 0, vectors: judged(vectors, result), fetched: judged(carriedByFetch(vectors), fetched) });
  }
  return { builds };
};

/** Counts the answers that are as expected. One that is missing, or of another vector, is wrong. */
const judged = (vectors, results) => {
  const wrong = vectors.flatMap(({ id }, index) => {
    const { id: answered, ok, got, expected } = results[index] ?? {};
    if (answered !== id) return [`${id}: was not run in its place`];
    return ok === true ? [] : [`${id}: expected ${expected}, got ${got}`];
  });
  if (results.length > vectors.length) wrong.push("there are more results than vectors");
  return { total: vectors.length, good: vectors.length - wrong.length, wrong: wrong.slice(0, SHOWN) };
};
