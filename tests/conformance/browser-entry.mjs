// The suite as a page's script.

import * as waxseal from "waxseal";

import { runFetchRequests } from "./fetch-requests.mjs";
import { runVectors } from "./suite.mjs";

globalThis.runConformance = async (vectors, lacking) => ({
  results: runVectors(waxseal, vectors, lacking),
  fetched: await runFetchRequests(waxseal, vectors, lacking),
});
