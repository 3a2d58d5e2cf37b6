// The adapters as files: beside the package, not a second copy of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ADAPTERS = ["express", "fastify", "hono", "next", "lambda", "fetch"];
const folder = mkdtempSync(join(tmpdir(), "waxseal-adapters-"));
symlinkSync(join(root, "../node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("the adapters hold no wasm, no module of Node and no address", () => {
  const files = readdirSync(join(root, "dist/adapters"));
  assert.deepEqual(files.sort(), ["receiver", "in-memory", ...ADAPTERS].flatMap((name) => [`${name}.js`, `${name}.cjs`]).sort());
  for (const file of files) {
    const text = readFileSync(join(root, "dist/adapters", file), "utf8");
    assert.ok(text.length < 20_000, `${file}: ${text.length} bytes`);
    const imported = [...text.matchAll(/(?:from |require\()"([^"]+)"/g)].map(([, name]) => name);
    const strange = imported.filter((name) => !["waxseal", `./receiver${file.slice(file.indexOf("."))}`, `./fetch${file.slice(file.indexOf("."))}`].includes(name));
    assert.deepEqual(strange, [], file);
    assert.equal(/https?:\/\/(?!\$)|import\.meta|__dirname|\bprocess\b/.exec(text)?.[0], undefined, file);
  }
});

/** Verifies by two adapters and the package, and says how many wasm modules were compiled. */
const COUNT = `
  let compiled = 0;
  const { Module } = WebAssembly;
  WebAssembly.Module = class extends Module { constructor(...args) { super(...args); compiled += 1; } };
  const run = async (waxseal, adapters) => {
    const secret = "a-secret-of-enough-bytes";
    const verifier = new waxseal.Verifier({ scheme: "github", secrets: secret });
    const errors = [];
    const send = (receive, body) => {
      const { headers } = waxseal.sign({ scheme: "github", secret, body: "x" });
      return receive(verifier, () => {}, { onReject: (error) => errors.push(error) })(new Request("https://a.test/", { method: "POST", headers, body }));
    };
    const statuses = [];
    for (const { receive } of adapters) for (const body of ["x", "forged"]) statuses.push((await send(receive, body)).status);
    const isOne = errors.every((error) => error instanceof waxseal.VerificationError && error.constructor === waxseal.VerificationError);
    return JSON.stringify({ statuses, compiled, errors: errors.length, isOne });
  };
`;
const ONE = { statuses: [200, 401, 200, 401], compiled: 1, errors: 2, isOne: true };
const ALL = { ...ONE, statuses: [200, 401, 200, 401, 200, 401], errors: 3 };

const runs = (name, script, expected) =>
  test(`one wasm and one VerificationError: ${name}`, () => {
    const file = join(folder, name.includes("CommonJS") ? "run.cjs" : "run.mjs");
    writeFileSync(file, COUNT + script);
    const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
    assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), expected);
  });

runs("ES modules", 'console.log(await run(await import("waxseal"), [await import("waxseal/fetch"), await import("waxseal/next")]));', ONE);
runs("CommonJS", 'run(require("waxseal"), [require("waxseal/fetch"), require("waxseal/next")]).then(console.log);', ONE);
runs(
  "both in one process",
  `import { createRequire } from "node:module";
   const require = createRequire(import.meta.url);
   console.log(await run(await import("waxseal"), [await import("waxseal/fetch"), require("waxseal/fetch"), require("waxseal/next")]));`,
  ALL,
);

/** What a bundler takes for the adapters and the package, by the conditions of a host. */
const bundled = async (conditions) => {
  const { metafile } = await build({
    stdin: {
      contents: 'import { Verifier } from "waxseal"; import { receive } from "waxseal/fetch"; import { receive as hono } from "waxseal/hono"; console.log(Verifier, receive, hono);',
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions,
    external: ["*.wasm", "*.wasm?module"],
    metafile: true,
    logLevel: "error",
  });
  return Object.keys(metafile.inputs)
    .map((path) => path.replace(/^.*dist\//, ""))
    .filter((path) => !path.startsWith("<"))
    .sort();
};

for (const [conditions, entries] of [
  [["workerd", "worker", "browser"], ["workerd.js"]],
  [["edge-light"], ["edge-light.js"]],
  [["browser", "import"], ["index.js"]],
  [["node", "import"], ["node.js", "cjs/all.js", "cjs/index.js"]],
]) {
  test(`bundled with the conditions ${conditions.join(", ")} the adapters bring the package's own entry, once`, async () => {
    assert.deepEqual(await bundled(conditions), ["adapters/fetch.js", "adapters/hono.js", "adapters/receiver.js", ...entries].sort());
  });
}

/** Type-checks a file as a project would that installed the package and the frameworks. */
const tsc = (name, source, lib) => {
  writeFileSync(join(folder, name), source);
  const compilerOptions = { module: "nodenext", strict: true, noEmit: true, target: "es2022", skipLibCheck: true, types: ["node"], lib, exactOptionalPropertyTypes: true };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [name] }));
  const bin = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  return spawnSync(process.execPath, [bin, "-p", folder], { encoding: "utf8" }).stdout;
};

const HEAD = `
  import { anyOf, Verifier, type SchemeName } from "waxseal";
  import { receive as receiveExpress } from "waxseal/express";
  import { receive as receiveFastify } from "waxseal/fastify";
  import { receive as receiveHono } from "waxseal/hono";
  import { receive as receiveNext } from "waxseal/next";
  import { receive as receiveLambda } from "waxseal/lambda";
  import { receive as receiveFetch, reply, type Idempotency, type EventBy } from "waxseal/fetch";
  import { inMemory } from "waxseal/idempotency";
  const stripe = new Verifier({ scheme: "stripe", secrets: process.env["A"] });
  const affiliatebase = new Verifier({ scheme: "affiliatebase", secrets: "x" });
`;

const USE = `${HEAD}
  import { createServer } from "node:http";
  import express from "express";
  import fastify, { type FastifyRequest } from "fastify";
  import { Hono, type Context } from "hono";
  import type { NextRequest } from "next/server.js";
  import type { ALBHandler, APIGatewayProxyHandler, APIGatewayProxyHandlerV2, Context as LambdaContext, APIGatewayProxyEventV2, LambdaFunctionURLHandler } from "aws-lambda";

  express().post("/hooks", receiveExpress(stripe, (event, req) => { const scheme: "stripe" = event.scheme; void [scheme, req.originalUrl]; }));
  express().post("/hooks", receiveExpress(stripe, (event, req: express.Request, res: express.Response) => void [event, req.ip, res.locals]));
  createServer(receiveExpress(stripe, async () => {}));
  fastify().register(receiveFastify(affiliatebase, async (event, request: FastifyRequest) => {
    const body = event.json();
    if (body.type === "commission.created") { const cents: number = body.data.amount_cents; void cents; }
    request.log.info("x");
  }), { prefix: "/hooks" });
  new Hono<{ Bindings: { DB: string } }>().post("/hooks", receiveHono(stripe, (event, c: Context<{ Bindings: { DB: string } }>) => void [event.id, c.env.DB]));
  new Hono().post("/hooks", receiveHono(stripe, (event, c) => void [event.id, c.req.raw.url]));
  export const POST: (request: NextRequest, context: { params: Promise<{ id: string }> }) => Promise<Response> = receiveNext(stripe, (event) => void event.type);
  export const GET = POST;
  export const rest: APIGatewayProxyHandler = receiveLambda(stripe, (event) => void event.id);
  export const http: APIGatewayProxyHandlerV2 = receiveLambda(stripe, (event, raw: APIGatewayProxyEventV2, context: LambdaContext) => void [event.id, raw.rawPath, context.awsRequestId]);
  export const url: LambdaFunctionURLHandler = receiveLambda(stripe, () => {});
  export const balancer: ALBHandler = receiveLambda(stripe, () => {});
  export default {
    fetch: receiveFetch(anyOf([stripe, affiliatebase]), (event, request: Request, env: { KEY: string }) => { const scheme: SchemeName = event.scheme; return [scheme, request.url, env.KEY]; }),
  };
  receiveFetch((request: Request, env: { SECRET: string }) => new Verifier({ scheme: "stripe", secrets: env.SECRET }), (event) => { const scheme: "stripe" = event.scheme; return scheme; });
  receiveNext(() => new Verifier({ scheme: "affiliatebase", secrets: "x" }), (event) => { const body = event.json(); if (body.type === "commission.created") { const cents: number = body.data.amount_cents; void cents; } });
  const store: Idempotency = { claim: async (id) => (id === "" ? "done" : "new"), complete: async () => {}, release() {} };
  const event: EventBy<typeof stripe> | null = null;
  receiveFetch(stripe, () => reply("<Response/>", { "content-type": "text/xml" }), {
    token: "x", limit: 1, idempotency: store, leaseMs: 1, source: "a", onReject: (error, request) => void [error.code, request.url], onError: (error: unknown) => void error,
  });
  receiveFetch(stripe, () => {}, { idempotency: inMemory({ entries: 10 }) });
  void event;
`;

const LIBRARIES = { "use.mts": ["es2022", "dom"], "use.cts": ["es2022", "dom"], "node-alone.mts": ["es2022"] };
for (const [name, lib] of Object.entries(LIBRARIES)) {
  test(`the types fit the frameworks' own in ${name}`, () => {
    const source = name.endsWith(".cts") ? USE.replace(/export default \{([^]*?)\n {2}\};/, "export const worker = {$1\n  };") : USE;
    assert.equal(tsc(name, source, lib), "");
  });
}

test("the types refuse what would fail", () => {
  const wrong = [
    'receiveFetch(stripe);',
    'receiveFetch("stripe", () => {});',
    'receiveFetch(stripe, () => {}, { idempotency: new Map() });',
    'receiveFetch(stripe, () => {}, { idempotancy: inMemory() });',
    'receiveFetch(stripe, () => {}, { idempotency: { ...inMemory(), claim: () => true } });',
    'receiveFetch(stripe, () => {}, { token: process.env["A"] });',
    'receiveFetch(stripe, (event) => void event.nothing);',
    'receiveFetch(affiliatebase, (event) => void (event.json().type === "commission.create"));',
    'receiveExpress(stripe, () => {}, { onReject: (error) => void error.codes });',
    'reply({ ok: true });',
  ];
  const head = HEAD.trim();
  const out = tsc("wrong.mts", `${head}\n${wrong.join("\n")}\nvoid [receiveFastify, receiveHono, receiveNext, receiveLambda, anyOf];\n`, ["es2022", "dom"]);
  const lines = [...out.matchAll(/wrong\.mts\((\d+),/g)].map(([, line]) => Number(line));
  const from = head.split("\n").length + 1;
  assert.deepEqual([...new Set(lines)], wrong.map((_, index) => from + index), out);
});
