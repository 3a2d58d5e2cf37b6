/**
 * What workerd runs where there is no Cloudflare: the pages and the Worker behind one address, and
 * the tick of each minute behind another, which start.mjs alone knows.
 */
import worker from "./entry.mjs";

export { Control, Ledger } from "./entry.mjs";

/** Content types of the pages; whatever else lies in the folder is a download. */
const TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

/** The files that a path may mean, as Cloudflare's assets have it with "drop-trailing-slash". */
const filesOf = (path) => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.includes(".")) return [path];
  const folder = path.replace(/\/$/, "");
  return name === "" ? [`${folder}/index.html`] : [`${folder}/index.html`, `${folder}.html`];
};

/** Finds a page, or nothing: then the Worker answers. The disk's own listings of folders are never shown. */
const page = async (request, pages) => {
  const { pathname } = new URL(request.url);
  if (!["GET", "HEAD"].includes(request.method) || pathname.startsWith("/api/") || pathname.startsWith("/in/")) return undefined;
  for (const file of filesOf(pathname)) {
    const found = await pages.fetch(new URL(file, "http://pages"), { method: request.method });
    const type = found.headers.get("content-type");
    if (found.status !== 200 || type === "application/json") {
      await found.body?.cancel();
      continue;
    }
    const headers = {
      "content-type": TYPES[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream",
      "cache-control": "public, max-age=0, must-revalidate",
      "x-content-type-options": "nosniff",
    };
    return new Response(found.body, { headers });
  }
  return undefined;
};

export default {
  fetch: async (request, env, context) => (await page(request, env.PAGES)) ?? worker.fetch(request, env, context),
};

/** Cloudflare would call this by its clock ("crons" in wrangler.jsonc). */
export const cron = {
  fetch: async (_request, env, context) => {
    await worker.scheduled({ cron: "* * * * *", scheduledTime: Date.now(), type: "scheduled" }, env, context);
    return new Response(null, { status: 204 });
  },
};
