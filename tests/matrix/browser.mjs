// Serves the page in ./out to a browser, waits for what it tells and prints it:
//
//     node browser.mjs chromium|firefox
//
// Neither is driven: the page runs by itself, under a policy as strict as users should have one.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json" };
const LIMIT_MILLIS = 3 * 60 * 1000;

const BROWSERS = {
  chromium: {
    path: process.env.WAXSEAL_CHROMIUM,
    words: (profile) => ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--password-store=basic", `--user-data-dir=${profile}`],
  },
  firefox: { path: process.env.WAXSEAL_FIREFOX, words: (profile) => ["--headless", "--no-remote", "--profile", profile] },
};

const read = async (request) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

const fileOf = (url) => {
  if (url === "/vectors.json") return "vectors.json";
  return join("out", normalize(url === "/" ? "/index.html" : url));
};

/** A server that gives out the page, and a promise of what it tells. */
const serve = async () => {
  let told;
  const result = new Promise((resolve) => (told = resolve));
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      told(JSON.parse(await read(request)));
      return response.writeHead(204).end();
    }
    try {
      const bytes = readFileSync(fileOf(request.url));
      response.writeHead(200, { "content-type": TYPES[extname(fileOf(request.url))] ?? "text/plain", "content-security-policy": POLICY }).end(bytes);
    } catch {
      response.writeHead(404).end();
      // What a browser asks for by itself is not missed.
      if (request.url !== "/favicon.ico") told({ error: `there is no ${request.url}` });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, result };
};

const { path, words } = BROWSERS[process.argv[2]];
const version = /[\d.]+/.exec(execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }))[0];
const profile = mkdtempSync(join(tmpdir(), "waxseal-browser-"));
const { server, result } = await serve();
const browser = spawn(path, [...words(profile), `http://127.0.0.1:${server.address().port}/`], { stdio: "ignore" });
const gone = once(browser, "exit");
const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MILLIS, { error: "the page told nothing in time" }).unref());
try {
  const answer = await Promise.race([result, late, gone.then(() => ({ error: "the browser ended by itself" }))]);
  console.log(`RESULT ${JSON.stringify({ version, ...answer })}`);
} finally {
  browser.kill();
  await gone;
  server.close();
  server.closeAllConnections();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
}
