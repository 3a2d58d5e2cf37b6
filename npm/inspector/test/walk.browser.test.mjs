// One walk through the page as a person with a failing signature takes it, in two browsers, over the
// file from disk and over /inspect of the Worker: paste, detect, verdict, cause, share, no request.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";

import { startLocal } from "../../../worker/local.mjs";
import { BROWSERS } from "./browsers.mjs";
import { PAGE, readPage, serve } from "./page.mjs";
import { storedIn } from "./stored.mjs";

const SECRET = ["whsec_", "a-secret-that-must-never-leave"].join("");
const SIGNED = '{"id": "evt_1", "type": "payout.paid", "data": {"object": {"amount": 4200, "currency": "eur", "note": "Zo\\u00eb"}}}';
const CONFIG = '{ "sources": { "stripe": { "scheme": "stripe", "secrets": ["STRIPE_SECRET"] } }, "origins": {} }';

/** A delivery of Stripe whose body a framework parsed and wrote again. */
const rewritten = () => {
  const time = Math.floor(Date.now() / 1000);
  const tag = createHmac("sha256", SECRET).update(`${time}.${SIGNED}`).digest("hex");
  const body = JSON.stringify(JSON.parse(SIGNED));
  return `POST /webhooks HTTP/1.1\r\nHost: shop.example.com\r\nContent-Type: application/json\r\nStripe-Signature: t=${time},v1=${tag}\r\n\r\n${body}`;
};

/** Where the Worker kept a request that it refused: the fragment of a capture. */
const captureOf = (raw) => {
  const [head, body] = raw.split("\r\n\r\n");
  const headers = head.split("\r\n").slice(1).map((line) => line.split(": "));
  const request = { v: 1, method: "POST", url: "/in/stripe", headers, body: Buffer.from(body).toString("base64"), scheme: "stripe", now: Date.now(), code: "signature_mismatch", from: "capture" };
  return `#request=${Buffer.from(JSON.stringify(request)).toString("base64url")}`;
};

let worker;
const opened = new Map();

before(async () => {
  const vars = { STRIPE_SECRET: SECRET };
  [worker] = await Promise.all([
    startLocal({ config: CONFIG, vars, assets: true, quiet: true }),
    ...BROWSERS.map(async (one) => opened.set(one.name, await one.launch())),
  ]);
});
after(async () => {
  for (const browser of opened.values()) await browser.close();
  await worker?.stop();
});

/** Asserts that the cause is named and proved. */
const seeProof = async (page, code) => {
  await page.see(`.cause[data-code="${code}"][data-certainty="proved"]`);
  const [head] = await page.texts(".cause-head");
  assert.equal(head.trim(), `Proved ${code}`);
};

/** Nothing but the page itself was asked for, nothing complained, nothing is stored. */
const seeSilence = async (page, address) => {
  // Firefox does not tell of a file that it opens.
  const others = page.requests.filter((url) => !url.startsWith("data:") && url.split("#")[0] !== String(address));
  assert.deepEqual(others, [], "the page asked for something");
  assert.ok(page.requests.filter((url) => url.split("#")[0] === String(address)).length <= 1, "the page was asked for twice");
  assert.deepEqual(page.complaints, []);
  const { address: shown, ...stored } = await page.evaluate(storedIn);
  assert.deepEqual(stored, { local: 0, session: 0, cookies: "", databases: 0, caches: 0, state: null, secretIn: [] });
  assert.ok(!decodeURIComponent(shown).includes(SECRET));
};

const addressOf = { disk: () => PAGE.href, Worker: () => `${worker.url}/inspect` };

for (const browser of BROWSERS) {
  for (const place of ["disk", "Worker"]) {
    const on = `${browser.name}, ${place === "disk" ? "from disk" : "from the Worker"}`;

    test(`${on}: what was pasted is recognised, refused, explained and shared, and nothing is asked for`, async () => {
      const page = await browser.open(opened.get(browser.name));
      await page.goto(addressOf[place]());
      await page.see('.verdict[data-state="empty"]');
      await page.paste("#paste", rewritten());
      await page.see('.verdict[data-state="waiting"]');
      assert.match((await page.texts("#format option"))[0], /^Raw HTTP \(recognised\)$/);
      assert.match((await page.texts("#scheme option"))[0], /^Stripe \(recognised\)$/);
      await page.fill("#secret-0", SECRET);
      await page.see('.verdict[data-state="rejected"]');
      assert.deepEqual(await page.texts(".verdict-code"), ["signature_mismatch"]);
      await seeProof(page, "body_reserialized");
      const [received, signed] = await page.texts(".side .bytes");
      assert.ok(received.includes('{"id"') && signed.includes("·"), "the difference is not shown");
      await page.click('.fix .choice[aria-pressed="false"]');
      await page.see('.fix .choice[aria-pressed="true"]');
      await page.click("#more-tab-share");
      await page.see('input[aria-label="Link to this request"]');
      const link = await page.evaluate(() => document.querySelector('input[aria-label="Link to this request"]').value);
      await seeSilence(page, addressOf[place]());
      await page.close();
      await openLink(browser, place, link);
    });

    test(`${on}: from a captured mismatch to its cause takes three clicks`, async () => {
      const page = await browser.open(opened.get(browser.name));
      // The first click: the capture's link.
      await page.goto(addressOf[place]() + captureOf(rewritten()));
      await page.see('.verdict[data-state="waiting"]');
      assert.match((await page.texts(".origin"))[0], /captured.*refused with signature_mismatch.*Paste its secret/);
      // The second: the field of the secret, where the page has put the cursor already.
      assert.equal(await page.evaluate(() => document.activeElement.id), "secret-0");
      // The third: pasting it.
      await page.paste("#secret-0", SECRET);
      await page.see('.verdict[data-state="rejected"]');
      await seeProof(page, "body_reserialized");
      await seeSilence(page, addressOf[place]());
      await page.close();
    });
  }
}

for (const browser of BROWSERS) {
  test(`${browser.name}: a page that does ask for something is caught by the same watch`, async () => {
    const leaking = (await readPage())
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
      .replace("</body>", '<script>document.addEventListener("input", () => fetch("/leak"))</script></body>');
    const server = await serve(leaking);
    try {
      const page = await browser.open(opened.get(browser.name));
      await page.goto(server.address);
      await page.fill("#secret-0", SECRET);
      await new Promise((done) => setTimeout(done, 300));
      await assert.rejects(seeSilence(page, server.address), /the page asked for something/);
      assert.ok(server.asked.includes("/leak"));
      await page.close();
    } finally {
      await server.close();
    }
  });
}

/** Whoever opens the link sees the same, once they bring the secret. */
const openLink = async (browser, place, link) => {
  assert.ok(!decodeURIComponent(link).includes(SECRET));
  assert.ok(!Buffer.from(link.split("#request=")[1], "base64url").toString().includes(SECRET), "the secret is in the link");
  const page = await browser.open(opened.get(browser.name));
  await page.goto(link);
  await page.see('.verdict[data-state="waiting"]');
  assert.equal(await page.evaluate(() => document.querySelector("#secret-0").value), "");
  await page.fill("#secret-0", SECRET);
  await seeProof(page, "body_reserialized");
  await seeSilence(page, addressOf[place]());
  await page.close();
};
