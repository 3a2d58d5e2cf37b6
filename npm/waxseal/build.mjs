// Builds dist/ from src/ and the two wasm files that `cargo xtask build npm` puts there:
// waxseal.wasm, and waxseal-full.wasm with P-256 and RSA besides, for the entry `waxseal/full`.
// Each in two loaders: imported as a module (workerd, edge-light), or as text in the script.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { buildCli } from "./build-cli.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
for (const name of ["waxseal", "waxseal-full"]) {
  if (!existsSync(join(dist, `${name}.wasm`))) throw new Error(`dist/${name}.wasm is missing: run \`cargo xtask build npm\``);
}

/** Resolves the two names under which the sources reach the wasm: its file, or the path that is left in the script. */
const loader = (name, imported) => ({
  name: "wasm",
  setup(builder) {
    builder.onResolve({ filter: /^#wasm$/ }, () => ({
      path: join(here, imported === undefined ? "src/wasm-inline.ts" : "src/wasm-import.ts"),
    }));
    builder.onResolve({ filter: /^#wasm-file$/ }, () =>
      imported === undefined ? { path: join(dist, `${name}.wasm`) } : { path: imported, external: true },
    );
  },
});

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
    loader: { ".wasm": "base64" },
    plugins: [loader(name, imported)],
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

for (const folder of ["adapters", "cjs", "full", "testing", "types"]) rmSync(join(dist, folder), { recursive: true, force: true });
for (const folder of ["cjs", "full/cjs", "testing/cjs"]) {
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
  bundle("waxseal", "src/testing.ts", "testing/index.js", "esm"),
  bundle("waxseal", "src/testing.ts", "testing/workerd.js", "esm", "./waxseal.wasm"),
  bundle("waxseal", "src/testing.ts", "testing/cjs/index.js", "cjs"),
  adapters("esm", ".js"),
  adapters("cjs", ".cjs"),
]);
for (const folder of ["", "full"]) writeFileSync(join(dist, folder, "node.js"), wrapper(join(dist, folder, "cjs/index.js"), "./cjs/index.js"));
declarations(join(dist, "types"));
declarations(join(dist, "cjs/types"));
await buildCli(here);

for (const name of ["waxseal", "waxseal-full"]) {
  const bytes = readFileSync(join(dist, `${name}.wasm`));
  const kib = (length) => `${(length / 1024).toFixed(1)} KiB`;
  console.log(`    ${name}.wasm: ${kib(bytes.length)}, ${kib(gzipSync(bytes, { level: 9 }).length)} gzipped`);
}
