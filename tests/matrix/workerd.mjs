// Runs the suite in workerd, bundled as wrangler does:
//
//     node workerd.mjs [compatibility flag …]

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { load } from "../../npm/load.mjs";
import { forHost, wasmModules } from "../conformance/bundle.mjs";

const here = process.cwd();
const { build } = await load("esbuild");
const { Miniflare } = await load("miniflare");
const { version } = createRequire(new URL("../../npm/package.json", import.meta.url))("workerd/package.json");
const wasm = [];
const { outputFiles } = await build(forHost(join(here, "matrix/worker.mjs"), ["workerd", "worker"], wasmModules(wasm)));

const miniflare = new Miniflare({
  cf: false,
  host: "127.0.0.1",
  port: 0,
  compatibilityDate: "2026-04-01",
  compatibilityFlags: process.argv.slice(2),
  modules: [
    { type: "ESModule", path: "suite.mjs", contents: outputFiles[0].text },
    ...wasm.map(({ name, bytes }) => ({ type: "CompiledWasm", path: name, contents: bytes })),
  ],
});
try {
  const answer = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: readFileSync("vectors.json") });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`workerd answered ${answer.status}: ${text}`);
  console.log(`RESULT ${JSON.stringify({ version, ...JSON.parse(text) })}`);
} finally {
  await miniflare.dispose();
}
