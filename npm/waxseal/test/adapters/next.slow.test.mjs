// A real Next: an application is built as users build theirs, and served. It holds the example's
// route as it stands, and one for the suite.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SECRET } from "../samples.mjs";
import { ACCEPTED, DUPLICATE, event, listen, MISMATCH, seen, signed, testReceiver } from "./suite.mjs";

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL(".", import.meta.url));
const example = fileURLToPath(new URL("../../examples/next", import.meta.url));

// In this folder, so that packages are found as in an application.
const dir = mkdtempSync(join(here, "next-app-"));
after(() => rmSync(dir, { recursive: true, force: true }));
cpSync(join(example, "app"), join(dir, "app"), { recursive: true });
cpSync(join(example, "package.json"), join(dir, "package.json"));
const routes = join(dir, "app/suite/[name]");
mkdirSync(routes, { recursive: true });
cpSync(join(here, "next-route.js"), join(routes, "route.js"));
// A route whose body was read by someone before.
const consumed = join(dir, "app/consumed");
mkdirSync(consumed);
writeFileSync(
  join(consumed, "route.js"),
  `import { Verifier } from "waxseal";
   import { receive } from "waxseal/next";
   export const POST = async (request) => {
     await request.json();
     try { return await receive(new Verifier({ scheme: "stripe", secrets: process.env.STRIPE_SECRET }), () => {})(request); }
     catch (error) { return Response.json({ name: error.name, message: error.message }, { status: 599 }); }
   };`,
);
// The example's route in Next's edge runtime, where the wasm comes as a module.
const edge = join(dir, "app/edge");
mkdirSync(edge);
const route = readFileSync(join(example, "app/api/hooks/route.js"), "utf8");
writeFileSync(join(edge, "route.js"), `${route}export const runtime = "edge";\n`);
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.STRIPE_SECRET = SECRET;
// Without the secret: the example must not need it to be built.
const { STRIPE_SECRET: _, ...env } = process.env;
execFileSync(process.execPath, [require.resolve("next/dist/bin/next"), "build"], { cwd: dir, stdio: ["ignore", "pipe", "pipe"], env: { ...env, NODE_ENV: "production" } });

const { default: next } = await import("next");
const app = next({ dev: false, dir, quiet: true });
await app.prepare();
const handle = app.getRequestHandler();
const server = await listen(createServer((req, res) => handle(req, res)));
after(async () => {
  await server.close();
  await app.close();
});

testReceiver("Next's App Router", async (suite) => {
  globalThis.waxsealRoutes = suite;
  return { origin: `${server.origin}/suite`, close() {} };
});

const post = async (path, { headers, body }) => seen(await fetch(server.origin + path, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body }));

test("the example's route verifies and refuses in the edge runtime, too", async () => {
  const request = signed(event("evt_edge"));
  assert.deepEqual(await post("/edge", request), ACCEPTED);
  assert.deepEqual(await post("/edge", { ...request, body: "{}" }), MISMATCH);
});

test("the example's route verifies, handles once, and refuses", async (t) => {
  const logged = [];
  t.mock.method(console, "log", (...words) => logged.push(words));
  t.mock.method(console, "error", (...words) => logged.push(words));
  const request = signed(event("evt_example"));
  assert.deepEqual(await post("/api/hooks", request), ACCEPTED);
  assert.deepEqual(await post("/api/hooks", request), DUPLICATE);
  assert.deepEqual(await post("/api/hooks", { ...request, body: "{}" }), MISMATCH);
  assert.deepEqual(logged[0], ["evt_example", "invoice.paid", { id: "evt_example", type: "invoice.paid" }]);
  assert.deepEqual([logged.length, logged[1][0].startsWith("signature_mismatch: ")], [2, true]);
  assert.equal((await fetch(`${server.origin}/api/hooks`)).status, 405);
});

test("a body that the route read before is a TypeError that says what to do", async () => {
  const { status, body } = await post("/consumed", signed(event("evt_1")));
  assert.deepEqual([status, body.name], [599, "TypeError"]);
  assert.equal(body.message, "the request's body was read before: verify first, and take the content from the event's json() or text()");
});
