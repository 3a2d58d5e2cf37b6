// Runs the suite in the runtime of Vercel's edge functions:
//
//     node edge-light.mjs <folder of edge-runtime>
//
// Its bundler hands wasm files over as compiled modules in globals, so that is done here too.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { load } from "../../npm/load.mjs";
import { forHost } from "../conformance/bundle.mjs";

const here = process.cwd();
const require = createRequire(join(process.argv[2], "package.json"));
const { EdgeRuntime } = require("edge-runtime");
const { version } = require("edge-runtime/package.json");
const { build } = await load("esbuild");

/** Turns an import of a wasm file into a global that holds its module. */
const wasmGlobals = (found) => ({
  name: "wasm-globals",
  setup: (builder) => {
    builder.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace("?module", "")), namespace: "wasm" }));
    builder.onLoad({ filter: /./, namespace: "wasm" }, ({ path }) => {
      const name = `wasm_${Object.keys(found).length}`;
      found[name] = new WebAssembly.Module(readFileSync(path));
      return { contents: `export default globalThis.${name};` };
    });
  },
});

const modules = {};
const { outputFiles } = await build({ ...forHost(join(here, "matrix/edge.mjs"), ["edge-light"], wasmGlobals(modules)), format: "iife" });
const runtime = new EdgeRuntime({ extend: (context) => Object.assign(context, modules), initialCode: outputFiles[0].text });
const result = await runtime.context.runSuite(readFileSync("vectors.json", "utf8"));
console.log(`RESULT ${JSON.stringify({ version, ...JSON.parse(result) })}`);
