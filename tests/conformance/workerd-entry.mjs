// The suite as a Worker: takes vectors and who computes MACs, answers results and what was counted.

import * as waxseal from "waxseal";

import { runFetchRequests } from "./fetch-requests.mjs";
import { countHostMacs } from "./host-macs.mjs";
import { runVectors } from "./suite.mjs";

export default {
  async fetch(request) {
    const { vectors, by } = await request.json();
    if (by !== "size") waxseal.mac.by = by;
    const { result, macs } = countHostMacs(() => runVectors(waxseal, vectors));
    const fetched = await runFetchRequests(waxseal, vectors);
    return Response.json({ results: result, macs, fetched });
  },
};
