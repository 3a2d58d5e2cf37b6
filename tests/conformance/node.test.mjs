// Node: the published package as ES module and as CommonJS, then the same sources with every
// MAC computed by the host, and with every MAC computed in wasm.

import crypto from "node:crypto";
import { createRequire } from "node:module";

import { load } from "../../npm/load.mjs";
import { carriedByFetch, runFetchRequests } from "./fetch-requests.mjs";
import { countHostMacs } from "./host-macs.mjs";
import { reportFetch, reportMacs, reportTests } from "./report.mjs";
import { LACKING, runVectors } from "./suite.mjs";
import { readVectors } from "./vectors.mjs";

const require = createRequire(new URL("../../npm/package.json", import.meta.url));
const TESTING = "../../npm/waxseal/dist/testing";

const vectors = readVectors();

const report = (host, waxseal, by, lacking) => {
  const { result, macs } = countHostMacs(() => runVectors(waxseal, vectors, lacking));
  reportTests(host, vectors, result);
  reportMacs(host, vectors, by, macs);
};

const published = [
  ["Node ESM", await load("waxseal"), LACKING],
  ["Node CJS", require("waxseal"), LACKING],
  ["Node ESM, waxseal/full", await load("waxseal/full"), []],
  ["Node CJS, waxseal/full", require("waxseal/full"), []],
];
// A Node that hashes in one call (20.12 and later) is the faster one for every length.
const usual = typeof crypto.hash === "function" ? "host" : "size";
for (const [host, waxseal, lacking] of published) {
  report(host, waxseal, usual, lacking);
  reportFetch(host, vectors, carriedByFetch(vectors), await runFetchRequests(waxseal, vectors, lacking));
}

const builds = {
  "Node ESM": await import(`${TESTING}/index.js`),
  "Node CJS": createRequire(import.meta.url)(`${TESTING}/cjs/index.js`),
};
for (const [host, waxseal] of Object.entries(builds)) {
  for (const by of ["host", "wasm"]) {
    waxseal.mac.by = by;
    report(`${host}, MACs by the ${by}`, waxseal, by);
  }
}
