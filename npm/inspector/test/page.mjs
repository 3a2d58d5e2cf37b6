// Opens the built page, from disk or from a server, and watches what it asks for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";

/** The built page. `node npm/inspector/build.mjs` makes it. */
export const PAGE = new URL("../dist/index.html", import.meta.url);

/** Opens an address in a context of its own; `requests` lists every request, the page's own first. */
export const open = async (browser, address, options = {}) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  await page.goto(String(address));
  return { page, requests, complaints, close: () => context.close() };
};

/** Serves one text at every path and remembers which paths were asked for. */
export const serve = async (html) => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}/inspect`,
    asked,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
};

export const readPage = () => readFile(PAGE, "utf8");
