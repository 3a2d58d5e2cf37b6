// Bundles an entry of this folder with the package that is installed in the current one:
//
//     node bundle.mjs cjs|jest|esbuild-node|esbuild-page|vite-node|vite-page [folder of vite]

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { load } from "../../npm/load.mjs";

const here = process.cwd();
const entry = (name) => join(here, "matrix", name);
const PAGE = '<!doctype html><title>conformance</title><script type="module" src="SCRIPT"></script>';

const esbuild = async (options) => {
  const { build } = await load("esbuild");
  await build({ bundle: true, target: "es2022", absWorkingDir: here, logLevel: "error", ...options });
};

/** Vite from the folder where it was installed. */
const vite = async (folder, config) => {
  const path = createRequire(join(folder, "package.json")).resolve("vite/package.json");
  const { build } = await import(pathToFileURL(join(path, "../dist/node/index.js")));
  await build({ root: here, configFile: false, logLevel: "error", ...config });
};

const FORMS = {
  cjs: () => esbuild({ entryPoints: [entry("program.mjs")], outfile: "out/program.cjs", format: "cjs", platform: "node", packages: "external" }),
  jest: () => esbuild({ entryPoints: [entry("jest.mjs")], outfile: "out/suite.test.cjs", format: "cjs", platform: "node", packages: "external" }),
  "esbuild-node": () => esbuild({ entryPoints: [entry("program.mjs")], outfile: "out/program.mjs", format: "esm", platform: "node" }),
  "esbuild-page": async () => {
    await esbuild({ entryPoints: [entry("page.mjs")], outfile: "out/suite.js", format: "esm", platform: "browser", minify: true });
    writeFileSync("out/index.html", PAGE.replace("SCRIPT", "/suite.js"));
  },
  "vite-node": (folder) =>
    vite(folder, { build: { ssr: entry("program.mjs"), outDir: "out", rollupOptions: { output: { entryFileNames: "program.mjs" } } }, ssr: { noExternal: true } }),
  "vite-page": (folder) => {
    writeFileSync("index.html", PAGE.replace("SCRIPT", "/matrix/page.mjs"));
    return vite(folder, { build: { outDir: "out" } });
  },
};

const [form, folder] = process.argv.slice(2);
mkdirSync("out", { recursive: true });
await FORMS[form](folder);
