// How long the inspector takes for a keystroke, in Chromium: from the event to the verdict on the
// screen's tree, styles and layout computed. `cargo xtask bench inspector` builds the page and runs this.

import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { launch } from "../../npm/chromium.mjs";

const PAGE = new URL("../../npm/inspector/dist/index.html", import.meta.url);
const SIZES = { "1 KB": 1024, "16 KB": 16 * 1024, "64 KB": 64 * 1024 };
const KEYSTROKES = 40;
const SECRET = ["a-secret-", "of-enough-bytes"].join("");

/** A delivery of GitHub with a body of this size: one line of JSON, as most senders write it. */
const requestOf = (size) => {
  const items = [];
  for (let length = 0, at = 0; length < size; at += 1) {
    items.push({ id: at, name: `item ${at}`, paid: at % 2 === 0, amount: at * 100 });
    length += JSON.stringify(items.at(-1)).length + 1;
  }
  const body = JSON.stringify({ items }).slice(0, size);
  const tag = createHmac("sha256", SECRET).update(body).digest("hex");
  return `POST /hook HTTP/1.1\nhost: example.com\nx-hub-signature-256: sha256=${tag}\n\n${body}`;
};

/** Types one character after the other at the end, and takes it away again; the verdict turns each time. */
const typeInPage = async ([count, pauses]) => {
  const field = document.querySelector("#paste");
  const verdict = document.querySelector(".verdict");
  const stateIs = (wanted) =>
    new Promise((done) => {
      const isThere = () => document.querySelector(".verdict").dataset.state === wanted;
      if (isThere()) return done();
      const watch = new MutationObserver(() => {
        if (!isThere()) return;
        watch.disconnect();
        done();
      });
      watch.observe(verdict, { attributes: true, attributeFilter: ["data-state"] });
    });
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const isTyped = at % 2 === 0;
    const before = performance.now();
    if (isTyped) field.setRangeText(" ", field.value.length, field.value.length, "end");
    else field.setRangeText("", field.value.length - 1, field.value.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await stateIs(isTyped ? "rejected" : "valid");
    document.body.getBoundingClientRect();
    times.push(performance.now() - before);
    await new Promise((done) => setTimeout(done, pauses));
  }
  return times;
};

/** The longest that the page did not answer while `act` ran and the typing's pause passed. */
const longestTask = async (page, act) => {
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: "longtask", buffered: false });
  });
  const before = performance.now();
  await act();
  const millis = performance.now() - before;
  await page.waitForTimeout(1200);
  return { millis, longest: await page.evaluate(() => globalThis.longest) };
};

const pasteInPage = (text) => {
  const field = document.querySelector("#paste");
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.focus();
  field.select();
  if (field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))) {
    field.setRangeText(text, 0, field.value.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
};

const sorted = (times) => [...times].sort((one, other) => one - other);

const opened = async (browser) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(PAGE.href);
  await page.locator("#secret-0").fill(SECRET);
  return page;
};

/** Milliseconds for a keystroke by size: median, slowest, and the longest task of the search behind it. */
export const measureInspector = async () => {
  const browser = await launch();
  try {
    const rows = [];
    for (const [name, size] of Object.entries(SIZES)) {
      const page = await opened(browser);
      await page.evaluate(pasteInPage, requestOf(size));
      await page.locator('.verdict[data-state="valid"]').waitFor();
      // Faster than anybody types, and so slowly that the search behind each runs too.
      const times = sorted(await page.evaluate(typeInPage, [KEYSTROKES, 30]));
      const { longest } = await longestTask(page, () => page.evaluate(typeInPage, [3, 600]));
      rows.push({ name, median: times[times.length >> 1], slowest: times.at(-1), longest });
      await page.close();
    }
    const page = await opened(browser);
    const large = await longestTask(page, async () => {
      await page.evaluate(pasteInPage, requestOf(1024 * 1024));
      await page.locator('.verdict[data-state="valid"]').waitFor();
    });
    const after = await longestTask(page, async () => {
      await page.locator("#secret-0").press("End");
      await page.keyboard.type("x");
      await page.locator('.verdict[data-state="rejected"]').waitFor();
    });
    return { version: browser.version(), rows, large, after };
  } finally {
    await browser.close();
  }
};

/** The page of results, and what is printed. */
const written = ({ version, rows, large, after }) => {
  const ms = (value) => (value === 0 ? "under 50 ms" : `${value.toFixed(1)} ms`);
  const line = ({ name, median, slowest, longest }) => `| ${name} | ${ms(median)} | ${ms(slowest)} | ${ms(longest)} |`;
  return `# A keystroke in the inspector

Written by \`cargo xtask bench inspector\`; do not edit. Chromium ${version}, ${KEYSTROKES} keystrokes for each size; a delivery of GitHub, the single file from disk.
A keystroke lasts from its event to the verdict in the page's tree, with styles and layout computed. The search for the cause runs when the typing pauses; the longest task is how long the page did not answer meanwhile. The goal is 50 ms a keystroke at 64 KB.

| Body | Median | Slowest | Longest task with the search |
|---|---:|---:|---:|
${rows.map(line).join("\n")}

1 MB pasted: the verdict after ${ms(large.millis)}, the longest task ${ms(large.longest)}. A key in the secret then: the verdict after ${ms(after.millis)}, the longest task ${ms(after.longest)}.
`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = written(await measureInspector());
  writeFileSync(new URL("RESULTS-inspector.md", import.meta.url), page);
  console.log(page);
}
