// The suite as a Worker: takes the vectors, answers the result.

import * as waxseal from "waxseal";
import * as full from "waxseal/full";

import { runSuite } from "./run.mjs";

export default {
  fetch: async (request) => Response.json(await runSuite(waxseal, full, await request.json())),
};
