// Builds dist/ from src/ and the wasm files that `cargo xtask build npm` puts there: waxseal.wasm,
// waxseal-full.wasm with P-256 and RSA besides, for the entry `waxseal/full`, and
// waxseal-diagnose.wasm, which can say why a request is refused, for `waxseal/diagnose`.
// Each in two loaders: imported as a module (workerd, edge-light), or as text in the script.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { buildCli } from "./build-cli.mjs";
import { textOf } from "./wasm-text.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const WASM = ["waxseal", "waxseal-full", "waxseal-diagnose"];
for (const name of WASM) {
  if (!existsSync(join(dist, `${name}.wasm`))) throw new Error(`dist/${name}.wasm is missing: run \`cargo xtask build npm\``);
}

/**
 * Resolves the two names under which the sources reach the wasm: its file, as text in the script,
 * or the path that is left in the script. Node has a native decoder for base64; the text of
 * modules, which are bundled for pages, is the one that is packed well.
 */
const loader = (name, format, imported) => {
  const source = imported !== undefined ? "wasm-import" : format === "cjs" ? "wasm-inline" : "wasm-text";
  const file = join(dist, `${name}.wasm`);
  return {
    name: "wasm",
    setup(builder) {
      builder.onResolve({ filter: /^#wasm$/ }, () => ({ path: join(here, `src/${source}.ts`) }));
      builder.onResolve({ filter: /^#wasm-file$/ }, () => (imported === undefined ? { path: file } : { path: imported, external: true }));
      builder.onLoad({ filter: /\.wasm$/ }, () =>
        source === "wasm-text" ? { contents: textOf(readFileSync(file)), loader: "text" } : { contents: readFileSync(file), loader: "base64" },
      );
      builder.onLoad({ filter: /generated\.ts$/ }, ({ path }) => ({ contents: withParsedTable(readFileSync(path, "utf8")), loader: "ts" }));
    },
  };
};

/** The table of schemes as JSON that is parsed: that takes half the time of so many literals, at every import. */
const withParsedTable = (source) => {
  const found = /^export const schemes: readonly SchemeRow\[\] = (\[\n[^]*?\n\]);$/m.exec(source);
  if (found === null) throw new Error("generated.ts has no table of schemes");
  const rows = JSON.stringify(new Function(`return ${found[1]};`)());
  return source.replace(found[0], () => `export const schemes: readonly SchemeRow[] = /* @__PURE__ */ JSON.parse(${JSON.stringify(rows)});`);
};

const bundle = (name, entry, outfile, format, imported) =>
  build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(dist, outfile),
    bundle: true,
    format,
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    plugins: [loader(name, format, imported)],
    logLevel: "warning",
  });

/** What frameworks receive with, what those share, and the store in memory. */
const ADAPTERS = ["receiver", "express", "fastify", "hono", "next", "lambda", "fetch", "in-memory"];

/**
 * The adapters leave the package itself to the host's export conditions, as they would be left by
 * anyone who imports `waxseal`: there is one wasm and one VerificationError beside them.
 */
const apart = (extension) => ({
  name: "apart",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.?\/(index|errors)\.js$/ }, () => ({ path: "waxseal", external: true }));
    // What they share stands once, beside them.
    builder.onResolve({ filter: /^\.\/(receiver|fetch)\.js$/ }, ({ path }) => ({ path: path.replace(/\.js$/, extension), external: true }));
  },
});

const adapters = (format, extension) =>
  build({
    absWorkingDir: here,
    entryPoints: ADAPTERS.map((name) => `src/adapters/${name}.ts`),
    outdir: join(dist, "adapters"),
    outExtension: { ".js": extension },
    bundle: true,
    format,
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    plugins: [apart(extension)],
    logLevel: "warning",
  });

/** Node has one copy of the state, whether it is imported or required: the module wraps the CommonJS file. */
const wrapper = (cjs, path) => {
  const names = Object.keys(createRequire(import.meta.url)(cjs)).sort();
  return `import waxseal from "${path}";\nexport const { ${names.join(", ")} } = waxseal;\n`;
};

const declarations = (outDir) =>
  execFileSync(
    process.execPath,
    [
      createRequire(import.meta.url).resolve("typescript/package.json").replace("package.json", "bin/tsc"),
      ...["-p", here, "--noEmit", "false", "--emitDeclarationOnly", "--declaration", "--outDir", outDir],
    ],
    { stdio: "inherit" },
  );

for (const folder of ["adapters", "cjs", "diagnose", "full", "testing", "types"]) rmSync(join(dist, folder), { recursive: true, force: true });
for (const folder of ["cjs", "diagnose/cjs", "full/cjs", "testing/cjs"]) {
  mkdirSync(join(dist, folder), { recursive: true });
  writeFileSync(join(dist, folder, "package.json"), '{ "type": "commonjs" }\n');
}
copyFileSync(join(dist, "waxseal.wasm"), join(dist, "testing/waxseal.wasm"));
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(here, "../..", licence), join(dist, licence));

await Promise.all([
  bundle("waxseal", "src/index.ts", "index.js", "esm"),
  bundle("waxseal", "src/index.ts", "workerd.js", "esm", "./waxseal.wasm"),
  bundle("waxseal", "src/index.ts", "edge-light.js", "esm", "./waxseal.wasm?module"),
  bundle("waxseal", "src/index.ts", "cjs/index.js", "cjs"),
  bundle("waxseal-full", "src/index.ts", "full/index.js", "esm"),
  bundle("waxseal-full", "src/index.ts", "full/workerd.js", "esm", "../waxseal-full.wasm"),
  bundle("waxseal-full", "src/index.ts", "full/edge-light.js", "esm", "../waxseal-full.wasm?module"),
  bundle("waxseal-full", "src/index.ts", "full/cjs/index.js", "cjs"),
  bundle("waxseal-diagnose", "src/diagnose.ts", "diagnose/index.js", "esm"),
  bundle("waxseal-diagnose", "src/diagnose.ts", "diagnose/workerd.js", "esm", "../waxseal-diagnose.wasm"),
  bundle("waxseal-diagnose", "src/diagnose.ts", "diagnose/edge-light.js", "esm", "../waxseal-diagnose.wasm?module"),
  bundle("waxseal-diagnose", "src/diagnose.ts", "diagnose/cjs/index.js", "cjs"),
  bundle("waxseal", "src/testing.ts", "testing/index.js", "esm"),
  bundle("waxseal", "src/testing.ts", "testing/workerd.js", "esm", "./waxseal.wasm"),
  bundle("waxseal", "src/testing.ts", "testing/cjs/index.js", "cjs"),
  bundle("waxseal-diagnose", "src/testing-diagnose.ts", "testing/cjs/diagnose.js", "cjs"),
  adapters("esm", ".js"),
  adapters("cjs", ".cjs"),
]);
for (const folder of ["", "diagnose", "full"]) {
  // Node reads through a CommonJS file that a module imports, for its names: 20 ms for a long one, before it runs. It does not look behind this.
  writeFileSync(join(dist, folder, "cjs/all.js"), 'const all = require("./index.js");\nmodule.exports = all;\n');
  writeFileSync(join(dist, folder, "node.js"), wrapper(join(dist, folder, "cjs/index.js"), "./cjs/all.js"));
}
declarations(join(dist, "types"));
declarations(join(dist, "cjs/types"));
await buildCli(here);

for (const name of WASM) {
  const bytes = readFileSync(join(dist, `${name}.wasm`));
  const kib = (length) => `${(length / 1024).toFixed(1)} KiB`;
  console.log(`    ${name}.wasm: ${kib(bytes.length)}, ${kib(gzipSync(bytes, { level: 9 }).length)} gzipped`);
}
