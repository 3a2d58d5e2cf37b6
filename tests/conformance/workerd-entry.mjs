// The suite as a Worker: takes vectors, who computes MACs and what the build lacks, answers results and what was counted.

import * as waxseal from "waxseal";

import { runFetchRequests } from "./fetch-requests.mjs";
import { countHostMacs } from "./host-macs.mjs";
import { runVectors } from "./suite.mjs";

export default {
  async fetch(request) {
    const { vectors, by, lacking } = await request.json();
    if (by !== "size") waxseal.mac.by = by;
    const { result, macs } = countHostMacs(() => runVectors(waxseal, vectors, lacking));
    const fetched = await runFetchRequests(waxseal, vectors, lacking);
    return Response.json({ results: result, macs, fetched });
  },
};
