// The receivers of the README, each run as printed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import express from "express";
import { receive } from "waxseal/express";
import { inMemory } from "waxseal/idempotency";
import { SECRET } from "../samples.mjs";
import { ACCEPTED, DUPLICATE, event, listen, MISMATCH, seen, signed, stripe, until } from "./suite.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, script]) => script).filter((script) => script.includes("receive("));
const folder = mkdtempSync(join(tmpdir(), "waxseal-readme-"));
symlinkSync(join(root, "../node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Finds the block that imports an entry, and writes it as a file. */
const written = (entry, having = "") => {
  const found = blocks.filter((script) => script.includes(`from "waxseal/${entry}"`) && script.includes(having));
  const [script] = found;
  assert.ok(script !== undefined, `no block imports waxseal/${entry}`);
  const file = join(folder, `${entry}${having}.mjs`);
  writeFileSync(file, script);
  return file;
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const post = async (origin, { headers, body }) => seen(await fetch(`${origin}/hooks`, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body }));

/** A genuine event, and a forged one. */
const check = async (send) => {
  const request = signed(event("evt_1"));
  assert.deepEqual(await send(request), ACCEPTED);
  assert.deepEqual(await send({ ...request, body: "{}" }), MISMATCH);
};

test("every block is run here", () => {
  assert.deepEqual(blocks.map((script) => /from "waxseal\/(\w+)"/.exec(script)[1]), ["express", "fastify", "hono", "next", "lambda", "fetch", "fetch"]);
});

for (const entry of ["express", "fastify"]) {
  test(`${entry}`, async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [written(entry)], { env: { ...process.env, PORT: String(port), STRIPE_SECRET: SECRET } });
    const printed = { out: "", err: "" };
    child.stdout.on("data", (piece) => (printed.out += piece));
    child.stderr.on("data", (piece) => (printed.err += piece));
    const ended = new Promise((resolve) => child.on("exit", resolve));
    try {
      const origin = `http://127.0.0.1:${port}`;
      await until(async () => {
        assert.equal(child.exitCode, null, printed.err);
        return (await fetch(origin).catch(() => undefined)) !== undefined;
      });
      await check((request) => post(origin, request));
      assert.match(printed.out, /127\.0\.0\.1 evt_1/);
      assert.equal(printed.err, "");
    } finally {
      child.kill();
      await ended;
    }
  });
}

/** Imports a block as a module, as its host would. */
const imported = async (entry, having) => {
  process.env.STRIPE_SECRET = SECRET;
  return import(pathToFileURL(written(entry, having)));
};

for (const [entry, having, fetchOf] of [
  ["hono", "", (module) => module.default.fetch],
  ["next", "", (module) => module.POST],
  ["fetch", "ctx", (module) => (request) => module.default.fetch(request, { STRIPE_SECRET: SECRET })],
]) {
  test(entry, async (t) => {
    const logged = t.mock.method(console, "log", () => {});
    const server = await listen(createAdaptorServer({ fetch: fetchOf(await imported(entry, having)) }));
    try {
      await check((request) => post(server.origin, request));
      assert.ok(logged.mock.calls[0].arguments.includes("evt_1"));
    } finally {
      await server.close();
    }
  });
}

test("lambda", async (t) => {
  const logged = t.mock.method(console, "log", () => {});
  const { handler } = await imported("lambda", "");
  await check(async ({ headers, body }) => {
    const request = { version: "2.0", rawPath: "/hooks", rawQueryString: "", headers, body, isBase64Encoded: false, requestContext: { http: { method: "POST" } } };
    const answer = await handler(request, { awsRequestId: "r-1" });
    return seen(new Response(answer.body, { status: answer.statusCode, headers: answer.headers }));
  });
  assert.deepEqual(logged.mock.calls[0].arguments, ["r-1", "evt_1"]);
});

test("each event once", async (t) => {
  const logged = t.mock.method(console, "log", () => {});
  await imported("fetch", "inMemory");
  assert.deepEqual(logged.mock.calls.map((call) => call.arguments.join(" ")), ["paid evt_1", '1 200 {"status":"accepted"}', '2 200 {"status":"duplicate"}']);
});

test("the line of the repository's README", async () => {
  const text = readFileSync(join(root, "../../README.md"), "utf8");
  const [, line] = /```js\n(app\.post[^]*?)```/.exec(text);
  const app = express();
  const paid = [];
  new Function("app", "receive", "stripe", "store", "pay", line)(app, receive, stripe, inMemory(), (id, { type }) => paid.push([id, type]));
  const server = await listen(createHttpServer(app));
  try {
    const answers = [];
    for (let copy = 0; copy < 2; copy++) answers.push(await post(server.origin, signed(event("evt_1"))));
    assert.deepEqual([answers, paid], [[ACCEPTED, DUPLICATE], [["evt_1", "invoice.paid"]]]);
  } finally {
    await server.close();
  }
});
