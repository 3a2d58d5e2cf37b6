// Makes tests of a host's results: one for the codes and facts, one for who computed the MACs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";

const { schemes } = await load("waxseal");

const SHOWN = 12;

/** What is wrong with a host's results; empty if nothing is. */
export const complaints = (vectors, results) => {
  if (vectors.length === 0) return ["there is no vector"];
  const answered = new Set(results.map(({ id }) => id));
  const unanswered = vectors.filter(({ id }) => !answered.has(id)).map(({ id }) => `${id}: was not run`);
  const surplus = results.length - answered.size;
  const repeated = surplus > 0 ? [`${surplus} results too many`] : [];
  const wrong = results
    .filter(({ ok }) => ok !== true)
    .map(({ id, got, expected }) => `${id}: expected ${expected}, got ${got}`);
  return [...wrong, ...unanswered, ...repeated];
};

/** One test for each host, and a line with the count. A scheme without a result is told by its vectors' ids. */
export const reportTests = (host, vectors, results) => {
  const count = new Set(vectors.map(({ scheme }) => scheme)).size;
  test(`${host}: ${vectors.length} vectors of ${count} schemes, each run once, give the stated codes and facts`, (t) => {
    const good = results.filter(({ ok }) => ok === true).length;
    t.diagnostic(`${host}: ${good} of ${vectors.length} vectors as expected`);
    expectNone(complaints(vectors, results));
  });
};

/** One test for the vectors that went through a fetch Request: most of all there are. */
export const reportFetch = (host, vectors, carried, results) => {
  test(`${host}: ${carried.length} vectors give the same through a fetch Request`, () => {
    assert.ok(carried.length > vectors.length * 0.7, `only ${carried.length} of ${vectors.length} were carried`);
    expectNone(complaints(carried, results));
  });
};

/**
 * One test that the MACs came from where they should.
 *
 * @param {"size" | "host" | "wasm"} by who was told to compute them
 * @param {number | null} macs how many the host computed; null where it cannot
 */
export const reportMacs = (host, vectors, by, macs) => {
  test(`${host}: ${EXPECTATIONS[by]}`, () => {
    const wanted = vectors.filter((vector) => isMac(vector)).length;
    if (by === "wasm") assert.equal(macs, 0);
    else if (by === "host") assert.ok(macs >= wanted, `${macs} MACs for ${wanted} vectors that need one`);
    else assert.ok(macs > 0 && macs < wanted, `${macs} MACs for ${wanted} vectors that need one`);
  });
};

/** Whether a vector's verdict needs a MAC of the host: not handshakes, which are short, nor public keys, texts that are shown, plain hashes and nothing. */
const isMac = ({ scheme, expect, call }) =>
  call === undefined &&
  /^hmac-/.test(schemes.find(({ id }) => id === scheme)?.algorithm) && (expect === "valid" || expect === "signature_mismatch");

const EXPECTATIONS = {
  wasm: "the host was asked for no MAC",
  host: "the host computed a MAC for every vector that needs one",
  size: "the host computed the MACs of large bodies, wasm the others",
};

const expectNone = (wrong) => {
  const more = wrong.length > SHOWN ? [`and ${wrong.length - SHOWN} more`] : [];
  assert.equal(wrong.length, 0, [`${wrong.length} wrong:`, ...wrong.slice(0, SHOWN), ...more].join("\n  "));
};
