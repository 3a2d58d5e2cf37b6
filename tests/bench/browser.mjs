// Runs the contest of page.mjs in Chromium.

import { fileURLToPath } from "node:url";

import { launch } from "../../npm/chromium.mjs";
import { load } from "../../npm/load.mjs";

const ROUNDS = 51;
const BATCH_MILLIS = 10;

const bundled = async () => {
  const { build } = await load("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.mjs", import.meta.url))],
    nodePaths: [fileURLToPath(new URL("../../npm/node_modules", import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].text;
};

/** The median times in microseconds by size and contender, with the browser's version. */
export const measureInBrowser = async (sizes) => {
  const content = await bundled();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content });
    const results = [];
    for (const size of sizes) {
      results.push({ size, micros: await page.evaluate((words) => globalThis.runContest(...words), [size, ROUNDS, BATCH_MILLIS]) });
    }
    return { version: browser.version(), rounds: ROUNDS, results };
  } finally {
    await browser.close();
  }
};
