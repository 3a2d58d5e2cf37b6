import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "../../chromium.mjs";
import { open, PAGE } from "./page.mjs";
import { pressSample, verdictOf } from "./steps.mjs";

const SAMPLES = ["AffiliateBase", "Track360", "Stripe", "GitHub"];

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A page in each state, one after the other. */
const inEachState = async (page, look) => {
  await look("empty");
  for (const sample of SAMPLES) {
    await pressSample(page, sample);
    await verdictOf(page, "valid");
    await look(`valid ${sample}`);
  }
  await page.locator("#body").fill("x".repeat(200));
  await verdictOf(page, "rejected");
  await look("rejected");
  await page.getByLabel("Secret", { exact: true }).fill("");
  await verdictOf(page, "unusable");
  await look("unusable");
};

test("on a phone of 360 pixels nothing is wider than the screen", async () => {
  const { page, close } = await open(browser, PAGE, { viewport: { width: 360, height: 740 } });
  await inEachState(page, async (state) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${state}: ${width} pixels`);
    const head = await page.locator(".verdict-head").boundingBox();
    assert.ok(head !== null && head.y + head.height <= 740, `${state}: the verdict is out of sight`);
  });
  await close();
});

test("each state has a word and a shape of its own, so that colour is not needed", async () => {
  const { page, close } = await open(browser, PAGE);
  const seen = new Map();
  await inEachState(page, async (state) => {
    const face = await page.locator(".verdict").evaluate((verdict) => [
      verdict.querySelector(".verdict-title").textContent,
      verdict.querySelector(".seal").innerHTML,
      getComputedStyle(verdict).borderLeftStyle,
    ]);
    seen.set(state.split(" ")[0], face);
  });
  assert.equal(seen.size, 4);
  for (const part of [0, 1, 2]) assert.equal(new Set([...seen.values()].map((face) => face[part])).size, 4);
  await close();
});

test("every control has a name and can be reached and worked by the keyboard", async () => {
  const { page, close } = await open(browser, PAGE);
  const nameless = await page.locator("input, textarea, select, button").evaluateAll((controls) =>
    controls
      .filter((control) => !control.ariaLabel && !(control.labels?.length > 0) && !control.textContent.trim())
      .map((control) => control.outerHTML),
  );
  assert.deepEqual(nameless, []);
  const reached = [];
  for (let step = 0; step < 24; step += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent));
    if (reached.at(-1) === "AffiliateBase") {
      await page.keyboard.press("Enter");
      await verdictOf(page, "valid");
    }
  }
  for (const name of ["AffiliateBase", "GitHub", "scheme", "secret-0", "Show", "headers", "Base64", "body", "clock", "Hex"]) {
    assert.ok(reached.includes(name), `${name} was not reached: ${reached.join(", ")}`);
  }
  await close();
});

test("the secret is masked until it is asked for", async () => {
  const { page, close } = await open(browser, PAGE);
  const secret = page.getByLabel("Secret", { exact: true });
  assert.equal(await secret.getAttribute("type"), "password");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  assert.equal(await secret.getAttribute("type"), "text");
  await page.getByRole("button", { name: "Hide", exact: true }).click();
  assert.equal(await secret.getAttribute("type"), "password");
  await close();
});

test("a change of the verdict is announced, the clock's ticking is not", async () => {
  const { page, close } = await open(browser, PAGE);
  const status = page.getByRole("status");
  await pressSample(page, "AffiliateBase");
  await verdictOf(page, "valid");
  assert.equal(await status.textContent(), "Genuine");
  const changes = await status.evaluate(
    (live) =>
      new Promise((done) => {
        let count = 0;
        new MutationObserver((records) => (count += records.length)).observe(live, { childList: true, characterData: true, subtree: true });
        setTimeout(() => done(count), 2200);
      }),
  );
  assert.equal(changes, 0);
  await page.locator("#body").fill("{}");
  await verdictOf(page, "rejected");
  assert.equal(await status.textContent(), "Rejectedsignature_mismatch");
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`text stands out from its ground in ${colorScheme} mode, 4.5 to 1 at least`, async () => {
    const { page, close } = await open(browser, PAGE, { colorScheme });
    await inEachState(page, async (state) => {
      const poor = await page.evaluate(poorContrasts);
      assert.deepEqual(poor, [], state);
    });
    await close();
  });
}

/** Runs in the page: the texts whose contrast (WCAG 2.2, 1.4.3) is below 4.5. */
const poorContrasts = () => {
  const parse = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return { channels: [red, green, blue], alpha };
  };
  const luminance = (channels) => {
    const [red, green, blue] = channels.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { channels, alpha } = parse(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return channels;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const poor = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, style, option") || !element.checkVisibility()) continue;
    const [high, low] = [luminance(parse(getComputedStyle(element).color).channels), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) poor.add(`${ratio.toFixed(2)} ${element.tagName} ${element.className} "${walker.currentNode.data.slice(0, 30)}"`);
  }
  return [...poor];
};
