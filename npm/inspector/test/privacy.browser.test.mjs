import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "../../chromium.mjs";
import { open, PAGE, readPage, serve } from "./page.mjs";
import { pressSample, verdictOf } from "./steps.mjs";

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Everything a user can do, so that whatever would ask the network has its chance. */
const useAll = async (page) => {
  for (const name of ["AffiliateBase", "Track360", "Stripe", "GitHub"]) {
    await pressSample(page, name);
    await verdictOf(page, "valid");
  }
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByLabel("Secret", { exact: true }).fill("a-secret-that-must-stay-here");
  await page.locator("#body").fill("https://example.com/a.png <img src=https://example.com/b.png>");
  await page.getByLabel("Scheme").selectOption("svix");
  await page.getByRole("button", { name: "Clear" }).click();
  await verdictOf(page, "empty");
  // The clock ticks once a second; two of them.
  await page.waitForTimeout(2200);
};

test("opened from disk, the page asks for nothing but itself", async () => {
  const { page, requests, complaints, close } = await open(browser, PAGE);
  await useAll(page);
  assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [PAGE.href]);
  assert.deepEqual(complaints, []);
  await close();
});

test("served, it is one request, and none follows", async () => {
  const server = await serve(await readPage());
  try {
    const { page, requests, close } = await open(browser, server.address);
    await useAll(page);
    assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [server.address]);
    assert.deepEqual(server.asked, ["/inspect"]);
    await close();
  } finally {
    await server.close();
  }
});

test("a page that does ask for something is caught by the same watch", async () => {
  const leaking = (await readPage())
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace("</body>", '<script>document.addEventListener("input", () => fetch("/leak"))</script></body>');
  const server = await serve(leaking);
  try {
    const { page, requests, close } = await open(browser, server.address);
    await page.locator("#body").fill("x");
    await page.waitForTimeout(300);
    assert.ok(requests.some((url) => url.endsWith("/leak")));
    assert.ok(server.asked.includes("/leak"));
    await close();
  } finally {
    await server.close();
  }
});

test("the policy allows one script, one style and no connection, and the browser holds to it", async () => {
  const html = await readPage();
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? "";
  assert.match(
    policy,
    /^default-src 'none'; connect-src 'none'; script-src 'sha256-[\w+/]{43}=' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'$/,
  );
  const server = await serve(html);
  try {
    const { page, close } = await open(browser, server.address);
    const refused = await page.evaluate(async () => {
      const violated = [];
      document.addEventListener("securitypolicyviolation", (event) => violated.push(event.effectiveDirective));
      await fetch("/leak").catch(() => {});
      navigator.sendBeacon?.("/leak", "x");
      const image = document.createElement("img");
      image.src = "/leak.png";
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(image, script);
      await new Promise((done) => setTimeout(done, 300));
      return { violated, injected: globalThis.injected ?? false };
    });
    assert.equal(refused.injected, false);
    for (const directive of ["connect-src", "img-src", "script-src-elem"]) {
      assert.ok(refused.violated.includes(directive), `${directive} was not enforced: ${refused.violated}`);
    }
    assert.deepEqual(server.asked, ["/inspect"]);
    await close();
  } finally {
    await server.close();
  }
});

test("nothing is stored, and a reload forgets the secret", async () => {
  const server = await serve(await readPage());
  try {
    const { page, close } = await open(browser, server.address);
    await pressSample(page, "AffiliateBase");
    await verdictOf(page, "valid");
    const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
    assert.match(secret, /^whsec_/);
    await page.getByLabel("Secret", { exact: true }).fill(`${secret}typed`);
    await page.getByLabel("Headers", { exact: true }).press("End");
    await page.getByLabel("Headers", { exact: true }).pressSequentially("\nx-other: typed");
    await page.locator("#body").fill("typed");
    await verdictOf(page, "rejected");
    const stored = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      address: location.href,
      state: history.state,
    }));
    assert.deepEqual(stored, { local: 0, session: 0, cookies: "", databases: 0, caches: 0, address: server.address, state: null });
    await page.reload();
    assert.equal(await page.getByLabel("Secret", { exact: true }).inputValue(), "");
    await verdictOf(page, "empty");
    await close();
  } finally {
    await server.close();
  }
});
