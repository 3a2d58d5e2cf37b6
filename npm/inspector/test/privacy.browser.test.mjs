import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "../../chromium.mjs";
import { open, PAGE, readPage, serve } from "./page.mjs";
import { openFields, pressBroken, pressExample, verdictOf } from "./steps.mjs";
import { storedIn } from "./stored.mjs";

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Everything a user can do, so that whatever would ask the network has its chance. */
const useAll = async (page) => {
  for (const name of ["AffiliateBase", "Track360", "Stripe", "GitHub"]) {
    await pressExample(page, name);
    await verdictOf(page, "valid");
    await pressBroken(page, name);
    await verdictOf(page, "rejected");
    await page.locator(".cause").first().waitFor();
  }
  for (const name of ["The Worker", "The event", "Share", "Signed bytes"]) await page.getByRole("tab", { name }).click();
  await page.getByRole("tab", { name: "Share" }).click();
  for (const name of ["cURL", "fetch()", "Raw HTTP", "Test vector"]) await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByLabel("Secret", { exact: true }).fill("a-secret-that-must-stay-here");
  await page.locator("#paste").fill("https://example.com/a.png?x=<img src=https://example.com/b.png>");
  await openFields(page);
  await page.locator("#body").fill("https://example.com/a.png <img src=https://example.com/b.png>");
  await page.getByLabel("Sent by").selectOption("svix");
  await page.getByRole("button", { name: "Clear" }).click();
  await verdictOf(page, "empty");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByRole("button", { name: "Make a new one" }).click();
  await page.getByLabel("URL of your receiver").fill("https://example.com/leak");
  await page.getByRole("button", { name: "fetch()", exact: true }).click();
  await page.getByRole("button", { name: "Check it" }).click();
  await verdictOf(page, "valid");
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
    await page.locator("#paste").fill("x");
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

const NOTHING = { local: 0, session: 0, cookies: "", databases: 0, caches: 0, state: null, secretIn: [] };

test("nothing is stored, the secret stands in its field alone, and a reload forgets it", async () => {
  const server = await serve(await readPage());
  try {
    const { page, close } = await open(browser, server.address);
    await pressExample(page, "AffiliateBase");
    await verdictOf(page, "valid");
    const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
    assert.match(secret, /^whsec_/);
    await page.getByLabel("Secret", { exact: true }).fill(`${secret}typed`);
    await page.locator("#paste").press("End");
    await page.locator("#paste").pressSequentially("typed");
    await verdictOf(page, "rejected");
    await page.locator(".causes").waitFor();
    for (const name of ["The Worker", "The event", "Share"]) await page.getByRole("tab", { name }).click();
    assert.deepEqual(await page.evaluate(storedIn), { ...NOTHING, address: server.address });
    await page.reload();
    assert.equal(await page.getByLabel("Secret", { exact: true }).inputValue(), "");
    await verdictOf(page, "empty");
    await close();
  } finally {
    await server.close();
  }
});

test("a page that keeps the secret is caught by the same look", async () => {
  const keeping = (await readPage())
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace("</body>", '<script>document.addEventListener("input", ({ target }) => { localStorage.setItem("kept", target.value); document.body.dataset.kept = target.value; })</script></body>');
  const server = await serve(keeping);
  try {
    const { page, close } = await open(browser, server.address);
    await page.getByLabel("Secret", { exact: true }).fill("a-secret-that-must-stay-here");
    const found = await page.evaluate(storedIn);
    assert.equal(found.local, 1);
    assert.deepEqual(found.secretIn, ["BODY data-kept"]);
    await close();
  } finally {
    await server.close();
  }
});

test("a token that stands in the request is masked in whatever is shared", async () => {
  const token = ["a-token-", "of-enough-bytes"].join("");
  const { page, close } = await open(browser, PAGE);
  await page.locator("#paste").fill(`POST /in/postback?key=${token} HTTP/1.1\nhost: a.test\nx-token: ${token}\n\n{"token":"${token}"}`);
  await page.getByLabel("Sent by").selectOption("token");
  await page.getByLabel("Token", { exact: true }).fill(token);
  await page.getByLabel("Header with the signature").fill("x-token");
  await verdictOf(page, "valid");
  await page.getByRole("tab", { name: "Share" }).click();
  const link = await page.getByLabel("Link to this request").inputValue();
  const carried = Buffer.from(link.split("#request=")[1], "base64url").toString();
  assert.ok(!carried.includes(token) && !Buffer.from(JSON.parse(carried).body, "base64").toString().includes(token), "the link holds the token");
  await page.getByText("masked").first().waitFor();
  for (const name of ["cURL", "fetch()", "Raw HTTP", "Test vector"]) {
    await page.getByRole("button", { name, exact: true }).click();
    assert.ok(!(await page.locator(".written").innerText()).includes(token), `${name} holds the token`);
  }
  await close();
});
