// The two browsers behind one small set of steps, so that a walk through the page is written once.
// Chromium is driven by Playwright, a stock Firefox by Puppeteer over WebDriver BiDi: Playwright's
// own Firefox is a patched build.

import puppeteer from "puppeteer-core";

import { launch as launchChromium } from "../../chromium.mjs";

/** How long a step may take. */
const LIMIT = 10_000;

const launchFirefox = async () => {
  const executablePath = process.env.WAXSEAL_FIREFOX;
  if (!executablePath) throw new Error("WAXSEAL_FIREFOX must be the path of Firefox");
  return puppeteer.launch({ browser: "firefox", executablePath, headless: true });
};

/** What both do in the page itself. */
const inPage = {
  /** Pastes as a person does: the page may take the text itself, else the field gets it. */
  paste: ([selector, text]) => {
    const field = document.querySelector(selector);
    field.focus();
    field.select();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (field.dispatchEvent(event)) document.execCommand("insertText", false, text);
  },
  texts: (selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent),
};

const stepsOf = (page, requests, complaints, close) => ({
  requests,
  complaints,
  close,
  goto: (address) => page.goto(String(address)),
  evaluate: (act, argument) => page.evaluate(act, argument),
  paste: (selector, text) => page.evaluate(inPage.paste, [selector, text]),
  /** The texts of all that match now. */
  texts: (selector) => page.evaluate(inPage.texts, selector),
});

const chromium = {
  name: "Chromium",
  launch: launchChromium,
  open: async (browser) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const [requests, complaints] = watched(page, (message) => message.type(), "warning");
    return {
      ...stepsOf(page, requests, complaints, () => context.close()),
      click: (selector) => page.locator(selector).first().click({ timeout: LIMIT }),
      fill: (selector, text) => page.locator(selector).fill(text, { timeout: LIMIT }),
      choose: (selector, value) => page.locator(selector).selectOption(value, { timeout: LIMIT }),
      see: (selector) => page.locator(selector).first().waitFor({ state: "attached", timeout: LIMIT }),
      press: (key) => page.keyboard.press(key),
    };
  },
};

const firefox = {
  name: "Firefox",
  launch: launchFirefox,
  open: async (browser) => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const [requests, complaints] = watched(page, (message) => message.type(), "warn");
    return {
      ...stepsOf(page, requests, complaints, () => context.close()),
      click: (selector) => page.locator(selector).setTimeout(LIMIT).click(),
      fill: (selector, text) => page.locator(selector).setTimeout(LIMIT).fill(text),
      choose: (selector, value) => page.select(selector, value),
      see: async (selector) => void (await page.waitForSelector(selector, { timeout: LIMIT })),
      press: (key) => page.keyboard.press(key),
    };
  },
};

const watched = (page, typeOf, warning) => {
  const [requests, complaints] = [[], []];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => ["error", warning].includes(typeOf(message)) && complaints.push(message.text()));
  return [requests, complaints];
};

export const BROWSERS = [chromium, firefox];
