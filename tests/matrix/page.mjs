// The suite as a page's script: reads the vectors from the server that gave the page, tells it the result.

import * as waxseal from "waxseal";
import * as full from "waxseal/full";

import { runSuite } from "./run.mjs";

const run = async () => {
  try {
    return await runSuite(waxseal, full, await (await fetch("/vectors.json")).json());
  } catch (error) {
    return { error: `${error}\n${error?.stack}` };
  }
};

run().then((result) => fetch("/result", { method: "POST", body: JSON.stringify(result) }));
