// Builds dist/ from src/ and dist/waxseal.wasm, which `cargo xtask build npm` puts there.
// One wasm in two loaders: imported as a module (workerd, edge-light), or as text in the script.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const wasm = join(dist, "waxseal.wasm");
if (!existsSync(wasm)) throw new Error("dist/waxseal.wasm is missing: run `cargo xtask build npm`");

/** Resolves the two names under which the sources reach the wasm. */
const loader = (imported) => ({
  name: "wasm",
  setup(builder) {
    builder.onResolve({ filter: /^#wasm$/ }, () => ({
      path: join(here, imported === undefined ? "src/wasm-inline.ts" : "src/wasm-import.ts"),
    }));
    builder.onResolve({ filter: /^#wasm-file$/ }, () =>
      imported === undefined ? { path: wasm } : { path: imported, external: true },
    );
  },
});

const bundle = (entry, outfile, format, imported) =>
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
    plugins: [loader(imported)],
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

for (const folder of ["cjs", "testing", "types"]) rmSync(join(dist, folder), { recursive: true, force: true });
mkdirSync(join(dist, "testing/cjs"), { recursive: true });
for (const folder of ["cjs", "testing/cjs"]) {
  mkdirSync(join(dist, folder), { recursive: true });
  writeFileSync(join(dist, folder, "package.json"), '{ "type": "commonjs" }\n');
}
copyFileSync(wasm, join(dist, "testing/waxseal.wasm"));
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(here, "../..", licence), join(dist, licence));

await Promise.all([
  bundle("src/index.ts", "index.js", "esm"),
  bundle("src/index.ts", "workerd.js", "esm", "./waxseal.wasm"),
  bundle("src/index.ts", "edge-light.js", "esm", "./waxseal.wasm?module"),
  bundle("src/index.ts", "cjs/index.js", "cjs"),
  bundle("src/testing.ts", "testing/index.js", "esm"),
  bundle("src/testing.ts", "testing/workerd.js", "esm", "./waxseal.wasm"),
  bundle("src/testing.ts", "testing/cjs/index.js", "cjs"),
]);
writeFileSync(join(dist, "node.js"), wrapper(join(dist, "cjs/index.js"), "./cjs/index.js"));
declarations(join(dist, "types"));
declarations(join(dist, "cjs/types"));
