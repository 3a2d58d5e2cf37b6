// Bundles a host's entry with the package as its users' bundlers would: by export conditions.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { load } from "../../npm/load.mjs";

const MODULES = fileURLToPath(new URL("../../npm/node_modules", import.meta.url));

/**
 * @param {string} entry a file beside this one
 * @param {string[]} conditions the host's export conditions
 * @param {string} [instead] a file to take for the package, relative to this one
 * @returns {Promise<{ code: string, wasm: { name: string, bytes: Uint8Array }[] }>} an ES module, and
 *   the wasm files that it imports as modules
 */
export const bundle = async (entry, conditions, instead) => {
  const { build } = await load("esbuild");
  const wasm = [];
  const result = await build({
    ...forHost(fileURLToPath(new URL(entry, import.meta.url)), conditions, wasmModules(wasm)),
    nodePaths: [MODULES],
    alias: instead === undefined ? {} : { waxseal: fileURLToPath(new URL(instead, import.meta.url)) },
    logLevel: "silent",
  });
  return { code: result.outputFiles[0].text, wasm };
};

/** What esbuild is told of every bundle: a host's conditions, and a plugin for its way with wasm files. */
export const forHost = (entry, conditions, plugin) => ({
  entryPoints: [entry],
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions,
  write: false,
  logLevel: "error",
  plugins: [plugin],
});

/** Leaves imports of wasm files to the host, as wrangler does, and collects the files. */
export const wasmModules = (found) => ({
  name: "wasm-modules",
  setup: (build) => {
    build.onResolve({ filter: /\.wasm(\?module)?$/ }, async ({ path, resolveDir, importer, kind, pluginData }) => {
      if (pluginData === "asked") return undefined;
      const options = { resolveDir, importer, kind, pluginData: "asked" };
      const { path: file, errors } = await build.resolve(path.replace(/\?module$/, ""), options);
      if (errors.length > 0) return { errors };
      const name = `./module${found.length}.wasm`;
      found.push({ name: name.slice(2), bytes: readFileSync(file) });
      return { path: name, external: true };
    });
  },
});
