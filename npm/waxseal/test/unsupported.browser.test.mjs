// A page whose policy forbids wasm, in a real browser.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { launch } from "../../chromium.mjs";
import { ROOT } from "./packed.mjs";

const SCRIPT = `
  import { ConfigError, schemes, sign, Verifier } from "waxseal";
  globalThis.tryIt = () => {
    try {
      const request = sign({ scheme: "github", secret: "a-secret-of-enough-bytes", body: "x" });
      return new Verifier({ scheme: "github", secrets: "a-secret-of-enough-bytes" }).verify(request).text();
    } catch (error) {
      return { isConfigError: error instanceof ConfigError, code: error.code, message: error.message, rows: schemes.length };
    }
  };
`;

const { outputFiles } = await build({ stdin: { contents: SCRIPT, resolveDir: ROOT }, bundle: true, write: false, format: "esm", platform: "browser", logLevel: "error" });

let browser;
const server = createServer(({ url }, response) => {
  if (url === "/script.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(outputFiles[0].text);
  const policy = decodeURIComponent(url.slice(2));
  const headers = { "content-type": "text/html", ...(policy === "" ? {} : { "content-security-policy": policy }) };
  response.writeHead(200, headers).end('<!doctype html><script type="module" src="/script.js"></script>');
});

before(async () => {
  browser = await launch();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

after(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
});

const tryUnder = async (policy) => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/?${encodeURIComponent(policy)}`);
  const answer = await page.evaluate(() => globalThis.tryIt());
  await page.close();
  return answer;
};

test("a page without a policy, or one that allows 'wasm-unsafe-eval', verifies", async () => {
  assert.equal(await tryUnder(""), "x");
  assert.equal(await tryUnder("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"), "x");
});

test("a page whose policy forbids wasm gets environment_unsupported, with the browser's reason and what to allow", async () => {
  const { isConfigError, code, message, rows } = await tryUnder("default-src 'none'; script-src 'self'");
  assert.deepEqual([isConfigError, code, rows > 300], [true, "environment_unsupported", true]);
  assert.match(message, /^environment_unsupported: this host does not let WebAssembly run \(.*Content Security Policy.*\); in a page with a Content-Security-Policy allow 'wasm-unsafe-eval'$/s);
});
