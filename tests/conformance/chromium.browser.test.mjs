// A browser, with the package bundled as for a web page.

import { createServer } from "node:http";

import { launch } from "../../npm/chromium.mjs";
import { bundle } from "./bundle.mjs";
import { carriedByFetch } from "./fetch-requests.mjs";
import { reportFetch, reportTests } from "./report.mjs";
import { LACKING } from "./suite.mjs";
import { readVectors } from "./vectors.mjs";

const vectors = readVectors();
const CONDITIONS = ["browser", "import"];
const BUILDS = [
  ["", await bundle("browser-entry.mjs", CONDITIONS), LACKING],
  [", waxseal/full", await bundle("browser-entry.mjs", CONDITIONS, "../../npm/waxseal/dist/full/index.js"), []],
];

/** A page with a strict policy, as users should have one. */
const serve = async (code) => {
  const server = createServer((request, response) => {
    if (request.url === "/suite.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(code);
    } else {
      response.writeHead(200, {
        "content-type": "text/html",
        "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      }).end('<!doctype html><title>conformance</title><script type="module" src="/suite.js"></script>');
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return server;
};

const runInBrowser = async ({ code, wasm }, lacking) => {
  if (wasm.length !== 0) throw new Error("a browser's bundle must hold its wasm inside");
  const server = await serve(code);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const ran = await page.evaluate((list) => globalThis.runConformance(...list), [vectors, lacking]);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    return { ...ran, version: browser.version() };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
};

for (const [build, bundled, lacking] of BUILDS) {
  const { results, fetched, version } = await runInBrowser(bundled, lacking);
  const host = `Chromium ${version.split(".")[0]}${build}`;
  reportTests(host, vectors, results);
  reportFetch(host, vectors, carriedByFetch(vectors), fetched);
}
