// The suite as a page's script.

import * as waxseal from "waxseal";

import { runVectors } from "./suite.mjs";

globalThis.runConformance = (vectors) => runVectors(waxseal, vectors);
