// axe-core over the page in every state, in both themes: what it knows of, must not be there.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { launch } from "../../chromium.mjs";
import { open, PAGE } from "./page.mjs";
import { openFields, openSettings, pressBroken, pressExample, verdictOf } from "./steps.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What axe finds, in a line each. Contrast that it cannot compute is reported as a violation too. */
const violations = (page) =>
  page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
  });

/** Every state, one after the other, with what leads to it. */
const STATES = {
  empty: () => {},
  waiting: async (page) => {
    await pressExample(page, "GitHub");
    await page.getByLabel("Secret", { exact: true }).fill("");
    await verdictOf(page, "waiting");
  },
  valid: async (page) => {
    await pressExample(page, "AffiliateBase");
    await verdictOf(page, "valid");
  },
  "valid, the Worker": (page) => page.getByRole("tab", { name: "The Worker" }).click(),
  "valid, the event": (page) => page.getByRole("tab", { name: "The event" }).click(),
  "valid, share": (page) => page.getByRole("tab", { name: "Share" }).click(),
  "valid, share as a test vector": (page) => page.getByRole("button", { name: "Test vector" }).click(),
  proved: async (page) => {
    await pressBroken(page, "Stripe");
    await page.locator(".diff").waitFor();
  },
  "proved, in hex": (page) => page.getByRole("button", { name: "Hex of the difference" }).click(),
  likely: async (page) => {
    await page.getByLabel("Secret", { exact: true }).fill(["another-secret", "-of-enough-bytes"].join(""));
    await page.locator('.causes[data-proved="0"]').waitFor();
  },
  unusable: async (page) => {
    await openFields(page);
    await openSettings(page);
    await page.getByLabel("Time of the check").fill("yesterday");
    await verdictOf(page, "unusable");
  },
  "a problem in what was pasted": async (page) => {
    await page.getByRole("button", { name: "Clear" }).click();
    await page.locator("#paste").fill("curl https://example.com/hook -H 'x-a: 1");
    await page.locator(".problems").waitFor();
  },
  "a file too large to be drawn": async (page) => {
    await page.getByLabel("Open a file").setInputFiles({ name: "large.http", mimeType: "text/plain", buffer: Buffer.from(`POST / HTTP/1.1\n\n${"x".repeat(300_000)}`) });
    await page.locator(".file").first().waitFor();
  },
  "brought by a link": async (page) => {
    const request = { v: 1, method: "POST", url: "/in/github", headers: [["x-hub-signature-256", `sha256=${"ab".repeat(32)}`]], body: "e30=", scheme: "github", code: "signature_mismatch", from: "capture", isCut: true };
    await page.evaluate((hash) => { location.hash = hash; }, `request=${Buffer.from(JSON.stringify(request)).toString("base64url")}`);
    await page.locator(".origin").waitFor();
  },
  sign: (page) => page.getByRole("button", { name: "Sign", exact: true }).click(),
  "cannot be signed": async (page) => {
    await page.getByLabel("Secret", { exact: true }).fill("");
    await page.getByText("Cannot be signed").waitFor();
  },
};

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in any state, ${colorScheme}`, async () => {
    const { page, close } = await open(browser, PAGE, { colorScheme });
    await page.evaluate(axe);
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      await page.waitForTimeout(450);
      assert.deepEqual(await violations(page), [], state);
    }
    await close();
  });
}

test("a control without a name and a text too pale are found by the same look", async () => {
  const { page, close } = await open(browser, PAGE);
  await page.evaluate(axe);
  await page.evaluate(() => {
    document.querySelector("h1").style.color = "#ddd";
    document.querySelector("main").append(document.createElement("button"));
  });
  const found = (await violations(page)).map((line) => line.split(":")[0]);
  for (const rule of ["color-contrast", "button-name"]) assert.ok(found.includes(rule), found.join(", "));
  await close();
});
