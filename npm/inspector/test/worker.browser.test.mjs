// The page as the Worker serves it, on real workerd. `cargo xtask build` puts it there.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { startLocal } from "../../../worker/local.mjs";
import { launch } from "../../chromium.mjs";
import { open, readPage } from "./page.mjs";
import { pressExample, verdictOf } from "./steps.mjs";

const CONFIG = '{ "sources": { "github": { "scheme": "github", "secrets": ["GITHUB_SECRET"] } }, "origins": {} }';

let browser;
let worker;

before(async () => {
  browser = await launch();
  const vars = { GITHUB_SECRET: ["a secret of", " enough bytes"].join("") };
  worker = await startLocal({ config: CONFIG, vars, assets: true, quiet: true });
});
after(async () => {
  await browser?.close();
  await worker?.stop();
});

test("the Worker's assets hold the page that was built", async () => {
  const served = await readFile(new URL("../../../worker/assets/inspect/index.html", import.meta.url), "utf8");
  assert.ok(served === (await readPage()), "worker/assets/inspect/index.html is another build: run `cargo xtask build pages`");
});

test("the Worker serves it at /inspect, and no request follows", async () => {
  const address = `${worker.url}/inspect`;
  const { page, requests, complaints, close } = await open(browser, address);
  await pressExample(page, "GitHub");
  await verdictOf(page, "valid");
  await page.waitForTimeout(1200);
  assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [address]);
  assert.deepEqual(complaints, []);
  await close();
});
