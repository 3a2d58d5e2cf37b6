// What people download, as JSON for `cargo xtask size`: bytes, bytes gzipped, and the largest parts.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { load } from "../../npm/load.mjs";

const PACKAGE = fileURLToPath(new URL("../../npm/waxseal", import.meta.url));
const ENTRY = 'export { Verifier } from "waxseal";';
/** The wasm as text in a script: no other string is as long. */
const WASM_TEXT = /"[^"]{20000,}"/;

const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

const file = (name) => {
  const bytes = readFileSync(join(PACKAGE, "dist", name));
  return { bytes: bytes.length, gzipped: gzipped(bytes), parts: [] };
};

/** What an application's bundler makes of one import. */
const bundle = async () => {
  const { build } = await load("esbuild");
  const options = { bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false, logLevel: "error" };
  const { outputFiles } = await build({ ...options, stdin: { contents: ENTRY, resolveDir: PACKAGE } });
  const { contents, text } = outputFiles[0];
  const wasm = WASM_TEXT.exec(text)?.[0] ?? "";
  const scripts = text.replace(wasm, "");
  const parts = [
    ["the wasm as text", gzipped(wasm)],
    ["the scripts around it", gzipped(scripts)],
  ];
  return { bytes: contents.length, gzipped: gzipped(contents), parts };
};

/** npm's own count of what it would upload; a part is a file, packed by itself. */
const tarball = () => {
  const words = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const out = execFileSync("npm", words, { cwd: PACKAGE, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const { unpackedSize, size, files } = Object.values(JSON.parse(out))[0];
  const parts = files.map(({ path }) => [path, gzipped(readFileSync(join(PACKAGE, path)))]);
  return { bytes: unpackedSize, gzipped: size, parts: parts.sort(([, a], [, b]) => b - a) };
};

console.log(
  JSON.stringify({
    "waxseal.wasm": file("waxseal.wasm"),
    "waxseal-full.wasm": file("waxseal-full.wasm"),
    "waxseal-diagnose.wasm": file("waxseal-diagnose.wasm"),
    bundle: await bundle(),
    tarball: tarball(),
  }),
);
