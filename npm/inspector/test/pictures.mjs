// Takes the pictures of docs/img/ from the built page: node npm/inspector/test/pictures.mjs
// WAXSEAL_CHROMIUM names the browser. Clock, size, secret and request are fixed.

import { mkdir } from "node:fs/promises";

import { launch } from "../../chromium.mjs";
import { PAGE } from "./page.mjs";
import { pressBroken, pressExample, verdictOf } from "./steps.mjs";

const FOLDER = new URL("../../../docs/img/", import.meta.url);
const NOW = new Date("2026-05-29T14:01:12Z");

/** A secret is random otherwise, and the signature with it. */
const fixRandom = () => {
  crypto.getRandomValues = (bytes) => bytes.fill(0x5a);
};

const opened = async (browser, options) => {
  const context = await browser.newContext({ deviceScaleFactor: 1.5, locale: "en", timezoneId: "UTC", ...options });
  const page = await context.newPage();
  await page.addInitScript(fixRandom);
  await page.clock.setFixedTime(NOW);
  await page.goto(PAGE.href);
  return page;
};

const keep = (page, name) => page.screenshot({ path: new URL(name, FOLDER).pathname });

const browser = await launch();
await mkdir(FOLDER, { recursive: true });

const cause = await opened(browser, { viewport: { width: 1280, height: 1230 } });
await pressBroken(cause, "Stripe");
await cause.locator(".diff").waitFor();
await keep(cause, "inspector-cause.png");

const valid = await opened(browser, { viewport: { width: 1280, height: 1000 }, colorScheme: "dark" });
await pressExample(valid, "AffiliateBase");
await verdictOf(valid, "valid");
await valid.getByRole("tab", { name: "The event" }).click();
await keep(valid, "inspector-valid.png");

await browser.close();
