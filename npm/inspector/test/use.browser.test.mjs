import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { launch } from "../../chromium.mjs";
import { open, PAGE } from "./page.mjs";
import { causeOf, openFields, openSettings, pressBroken, pressExample, readVerdict, verdictOf } from "./steps.mjs";

const EXAMPLES = ["AffiliateBase", "Track360", "Stripe", "GitHub"];
const OTHER_SECRET = ["another-secret", "-of-enough-bytes"].join("");

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A page in each state, one after the other. */
const inEachState = async (page, look) => {
  await look("empty");
  for (const example of EXAMPLES) {
    await pressExample(page, example);
    await verdictOf(page, "valid");
    await look(`valid ${example}`);
    await pressBroken(page, example);
    await page.locator('.cause[data-certainty="proved"]').waitFor();
    await look(`rejected ${example}`);
  }
  await page.getByLabel("Secret", { exact: true }).fill("");
  await verdictOf(page, "waiting");
  await look("waiting");
  await page.getByLabel("Secret", { exact: true }).fill(OTHER_SECRET);
  await verdictOf(page, "rejected");
  await page.locator('.causes[data-proved="0"]').waitFor();
  await look("rejected without proof");
  await openSettings(page);
  await page.getByLabel("Time of the check").fill("yesterday");
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
    ]);
    seen.set(state.split(" ")[0], face);
  });
  assert.equal(seen.size, 5);
  for (const part of [0, 1]) assert.equal(new Set([...seen.values()].map((face) => face[part])).size, 5);
  await close();
});

test("each certainty has a word and a shape of its own", async () => {
  const { page, close } = await open(browser, PAGE);
  await pressBroken(page, "Stripe");
  await page.locator('.cause[data-certainty="proved"]').waitFor();
  const faces = [await faceOf(page, "proved")];
  // A body that was cut off can be seen; a secret that is not at hand can only be guessed.
  const text = await page.locator("#paste").inputValue();
  await page.locator("#paste").fill(text.replace("\n\n", "\ncontent-length: 5000\n\n").slice(0, -20));
  await page.locator('.cause[data-certainty="observed"]').first().waitFor();
  faces.push(await faceOf(page, "observed"));
  await page.locator('.cause[data-certainty="likely"]').first().waitFor();
  faces.push(await faceOf(page, "likely"));
  assert.deepEqual(faces.map(([word]) => word.trim()), ["Proved", "Observed", "Likely"]);
  for (const part of [1, 2]) assert.equal(new Set(faces.map((face) => face[part])).size, 3);
  await close();
});

const faceOf = (page, certainty) =>
  page.locator(`.cause[data-certainty="${certainty}"]`).first().evaluate((cause) => [
    cause.querySelector(".certainty").textContent,
    cause.querySelector(".certainty svg").innerHTML,
    getComputedStyle(cause).borderLeftStyle,
  ]);

test("every control has a name and can be reached and worked by the keyboard", async () => {
  const { page, close } = await open(browser, PAGE);
  const nameless = await page.locator("input, textarea, select, button").evaluateAll((controls) =>
    controls
      .filter((control) => !control.ariaLabel && !(control.labels?.length > 0) && !control.textContent.trim())
      .map((control) => control.outerHTML),
  );
  assert.deepEqual(nameless, []);
  const reached = [];
  for (let step = 0; step < 48; step += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent));
    if (reached.at(-1) === "AffiliateBase" && reached.filter((name) => name === "AffiliateBase").length === 2) {
      await page.keyboard.press("Enter");
      await page.locator(".fix").waitFor();
    }
  }
  for (const name of ["Check", "Sign", "AffiliateBase", "GitHub", "Fields", "paste", "format", "secret-0", "Show", "scheme", "Settings", "Express", "more-tab-bytes", "Hex"]) {
    assert.ok(reached.includes(name), `${name} was not reached: ${reached.join(", ")}`);
  }
  await page.locator("#more-tab-bytes").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "more-tab-worker");
  assert.equal(await page.locator("#more-tab-worker").getAttribute("aria-selected"), "true");
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.id), "more-tab-share");
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

test("verdict and cause are announced once they stand; the clock's ticking and the typing are not", async () => {
  const { page, close } = await open(browser, PAGE);
  const status = page.getByRole("status");
  await pressExample(page, "AffiliateBase");
  await page.locator('[role="status"]', { hasText: "Genuine." }).waitFor({ state: "attached" });
  await status.evaluate((live) => {
    globalThis.said = [];
    new MutationObserver(() => globalThis.said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
  });
  await page.waitForTimeout(2200);
  assert.deepEqual(await page.evaluate(() => globalThis.said), []);
  await page.locator("#paste").press("ControlOrMeta+End");
  await page.locator("#paste").pressSequentially("\n\n\n\n\n\n\n\n", { delay: 120 });
  await page.locator('[role="status"]', { hasText: "Proved cause" }).waitFor({ state: "attached" });
  await page.waitForTimeout(1200);
  const said = await page.evaluate(() => globalThis.said);
  // One, or one more where a busy machine made the typing pause.
  assert.ok(said.length <= 2, said.join(" / "));
  assert.match(said.at(-1), /^Rejected: signature_mismatch\. Proved cause: body_newline_added\. /);
  await close();
});

test("an old request is checked as of when it was signed, by one press", async () => {
  const { page, close } = await open(browser, PAGE);
  await page.clock.setFixedTime(new Date("2026-05-29T14:00:00Z"));
  await pressExample(page, "Stripe");
  await verdictOf(page, "valid");
  await page.clock.setFixedTime(new Date("2026-06-01T14:00:00Z"));
  await page.locator("#paste").press("ControlOrMeta+Home");
  assert.equal((await verdictOf(page, "rejected")).code, "timestamp_stale");
  await causeOf(page, "timestamp_skew", "proved");
  await page.getByRole("button", { name: "Check as of when it was signed" }).click();
  await verdictOf(page, "valid");
  assert.equal(await page.getByLabel("Time of the check").inputValue(), "2026-05-29T14:00:00.000Z");
  // The next request is not checked as of the time of this one.
  await page.getByLabel("Open a file").setInputFiles({ name: "next.http", mimeType: "text/plain", buffer: Buffer.from("POST / HTTP/1.1\n\n{}") });
  await verdictOf(page, "waiting");
  assert.equal(await page.getByLabel("Time of the check").inputValue(), "");
  await close();
});

test("a text of a megabyte is read and checked, but not drawn into the field; the page stays alive", async () => {
  const { page, close } = await open(browser, PAGE);
  const paste = async (text) =>
    page.evaluate((given) => {
      const field = document.querySelector("#paste");
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", given);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste(`POST /hook HTTP/1.1\nx-hub-signature-256: sha256=${"a".repeat(64)}\n\n${"x".repeat(1024 * 1024)}`);
  await page.getByLabel("Secret", { exact: true }).fill(OTHER_SECRET);
  assert.equal((await verdictOf(page, "rejected")).code, "signature_mismatch");
  assert.match(await page.locator(".file").first().innerText(), /the pasted text 1,024 KB/);
  await page.getByRole("button", { name: "Remove" }).click();
  await verdictOf(page, "empty");
  // What is no request at all is no reason to fall silent.
  for (const text of ["\u0000\u0001", "curl 'unclosed", "{", "[{]", "\ud800", "%".repeat(5000), "POST", "{\"log\":{\"entries\":[{}]}}", "-H ".repeat(20_000)]) {
    await page.locator("#paste").fill(text);
    assert.ok(["empty", "waiting", "rejected", "unusable"].includes((await readVerdict(page)).state), text.slice(0, 20));
    await openFields(page);
    await page.getByRole("button", { name: "Paste", exact: true }).click();
  }
  await close();
});

test("a broken quote is a message at its place, and one press goes there", async () => {
  const { page, close } = await open(browser, PAGE);
  const text = "curl https://example.com/hook \\\n  -H 'x-a: 1\n";
  await page.locator("#paste").fill(text);
  const link = page.locator(".problems li[data-severity='error'] button").first();
  assert.match(await link.textContent(), /^line 2, column 6$/);
  await link.click();
  const { start, focused } = await page.locator("#paste").evaluate((field) => ({ start: field.selectionStart, focused: document.activeElement === field }));
  assert.deepEqual({ start, focused }, { start: text.indexOf("'x-a"), focused: true });
  await close();
});

const HEADER = `sha256=${"ab".repeat(32)}`;
const entry = (path) => ({ request: { method: "POST", url: `https://example.com${path}`, headers: [{ name: "X-Hub-Signature-256", value: HEADER }], postData: { mimeType: "application/json", text: "{}" } } });

const PASTED = {
  "Raw HTTP": `POST /hook HTTP/1.1\nX-Hub-Signature-256: ${HEADER}\n\n{}`,
  "cURL command": `curl https://example.com/hook -H 'X-Hub-Signature-256: ${HEADER}' --data-raw '{}'`,
  HAR: JSON.stringify({ log: { entries: [entry("/first"), entry("/second")] } }),
  "fetch() call": `fetch("https://example.com/hook", { method: "POST", headers: { "x-hub-signature-256": "${HEADER}" }, body: "{}" })`,
  "JSON log": JSON.stringify({ httpMethod: "POST", path: "/hook", headers: { "X-Hub-Signature-256": HEADER }, body: "e30=", isBase64Encoded: true }),
  "Headers and body": `X-Hub-Signature-256: ${HEADER}\n\n{}`,
  "URL (GET)": "https://example.com/postback?click_id=1&payout=2.50",
  "Hex dump": "00000000: 7b22 6964 223a 2265 7674 5f31 227d       {\"id\":\"evt_1\"}\n",
  "Body alone": '{"id":"evt_1","type":"commission.created"}',
};

test("each format is recognised, with a reason, and so is the sender", async () => {
  const { page, close } = await open(browser, PAGE);
  for (const [name, text] of Object.entries(PASTED)) {
    await page.locator("#paste").fill(text);
    assert.equal(await page.locator("#format option").first().textContent(), `${name} (recognised)`);
    assert.match(await page.locator(".because").textContent(), /^[A-Z].{8,}\.$/, name);
    if (!text.includes(HEADER)) continue;
    assert.match(await page.locator("#scheme option").first().textContent(), /^GitHub \(recognised\)$/, name);
    assert.match(await page.locator(".read-parts").textContent(), /· [12] headers? · body of 2 bytes$/, name);
  }
  await page.locator("#paste").fill(PASTED.HAR);
  await page.getByLabel("Request", { exact: true }).selectOption({ index: 1 });
  await page.getByText("POST https://example.com/second").first().waitFor({ state: "attached" });
  await close();
});

test("a request that had to be mended to be read is not called genuine without a word", async () => {
  const { page, close } = await open(browser, PAGE);
  await pressExample(page, "GitHub");
  const text = await page.locator("#paste").inputValue();
  const length = Buffer.byteLength(text.slice(text.indexOf("\n\n") + 2));
  await page.locator("#paste").fill(`${text.replace("\n\n", `\ncontent-length: ${length}\n\n`)}\n`);
  await verdictOf(page, "valid");
  assert.match(await page.locator(".facts + .warning").innerText(), /If your server refuses it.*\n.*the last 1 \(a line end, as editors add it\) is not part of the body/s);
  await close();
});

test("what the user chooses is used in place of what was recognised", async () => {
  const { page, close } = await open(browser, PAGE);
  await pressExample(page, "GitHub");
  await page.getByLabel("Read as").selectOption("text");
  await verdictOf(page, "waiting");
  await page.getByLabel("Read as").selectOption("any");
  await verdictOf(page, "valid");
  await page.getByLabel("Sent by").selectOption("shopify");
  assert.equal((await verdictOf(page, "rejected")).code, "signature_missing");
  await page.getByLabel("Sent by").selectOption("");
  await verdictOf(page, "valid");
  await close();
});

test("line ends and line breaks that a field would drop are kept", async () => {
  const { page, close } = await open(browser, PAGE);
  await pressExample(page, "Track360");
  await verdictOf(page, "valid");
  // A change of one letter in the shown text, and back, leaves the CRLF of the body alone.
  const field = page.locator("#paste");
  await field.press("ControlOrMeta+Home");
  await field.press("x");
  await field.press("Backspace");
  await verdictOf(page, "valid");
  await pressBroken(page, "AffiliateBase");
  await causeOf(page, "secret_whitespace", "proved");
  await close();
});

test("a link that is opened in the same tab is read, and one that cannot be read says why", async () => {
  const { page, close } = await open(browser, PAGE);
  const request = { v: 1, method: "POST", url: "/in/github", headers: [["x-hub-signature-256", HEADER]], body: "e30=", from: "share" };
  const go = (value) => page.evaluate((hash) => { location.hash = hash; }, `request=${Buffer.from(JSON.stringify(value)).toString("base64url")}`);
  await go(request);
  await verdictOf(page, "waiting");
  await page.getByText("A request from a link. Paste its secret").waitFor();
  await go({ ...request, secrets: ["whsec_"] });
  await page.getByRole("alert").getByText("The link could not be opened: the link holds a member that looks like a secret").waitFor();
  await close();
});

test("version and hash are those of the core that was built", async () => {
  const { page, close } = await open(browser, PAGE);
  const built = await readFile(new URL("../../waxseal/dist/waxseal-inspector.wasm", import.meta.url));
  const { version } = JSON.parse(await readFile(new URL("../../waxseal/package.json", import.meta.url), "utf8"));
  const told = await page.locator(".footer").innerText();
  assert.ok(told.includes(`waxseal ${version}`), told);
  assert.ok(told.includes(createHash("sha256").update(built).digest("hex")), `${told}: the page is of another build, run \`cargo xtask build pages\``);
  await close();
});

test("what is signed on the page verifies on the page", async () => {
  const { page, close } = await open(browser, PAGE);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  for (const scheme of ["standard-webhooks", "stripe", "github", "slack", "shopify", "affiliatebase"]) {
    await page.getByLabel("Sent by").selectOption(scheme);
    await page.getByRole("button", { name: "Check it" }).click();
    await verdictOf(page, "valid");
    await page.getByRole("button", { name: "Sign", exact: true }).click();
  }
  await page.getByLabel("Sent by").selectOption("stripe");
  for (const [form, begins] of [["cURL", /^curl /], ["fetch()", /fetch\(/], ["Raw HTTP", /^POST /]]) {
    await page.getByRole("button", { name: form, exact: true }).click();
    assert.match(await page.locator(".written").innerText(), begins);
  }
  await close();
});
