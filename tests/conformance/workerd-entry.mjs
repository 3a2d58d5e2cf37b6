// The suite as a Worker: takes vectors and who computes MACs, answers results and what was counted.

import * as waxseal from "waxseal";

import { countHostMacs } from "./host-macs.mjs";
import { runVectors } from "./suite.mjs";

export default {
  async fetch(request) {
    const { vectors, by } = await request.json();
    if (by !== "size") waxseal.mac.by = by;
    const { result, macs } = countHostMacs(() => runVectors(waxseal, vectors));
    return Response.json({ results: result, macs });
  },
};
