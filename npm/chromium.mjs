// Starts the browser of the tests.

import { chromium } from "playwright-core";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A missing browser is a failure, never a skipped test. */
export const launch = async () => {
  const executablePath = process.env.WAXSEAL_CHROMIUM;
  if (!executablePath) throw new Error("WAXSEAL_CHROMIUM must be the path of Chromium or Chrome");
  return chromium.launch({ executablePath, args: ARGS });
};
