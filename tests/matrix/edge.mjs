// The suite as a global function of an edge runtime.

import * as waxseal from "waxseal";
import * as full from "waxseal/full";

import { runSuite } from "./run.mjs";

globalThis.runSuite = async (vectors) => JSON.stringify(await runSuite(waxseal, full, JSON.parse(vectors)));
