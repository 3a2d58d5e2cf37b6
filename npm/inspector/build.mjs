// Builds dist/index.html: one file with script, style and wasm inside, that opens from disk
// and may connect to nothing. Its policy names the script and the style by their hashes.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";

import { build } from "esbuild";

import { withCore } from "./src/core/build.mjs";

const at = (path) => new URL(path, import.meta.url);

const bundle = async (entry, options) => {
  const result = await build({
    absWorkingDir: at(".").pathname,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    charset: "utf8",
    target: ["es2022", "chrome108", "firefox111", "safari16.4"],
    legalComments: "none",
    write: false,
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  return { text: result.outputFiles[0].text.trim(), inputs: Object.keys(result.metafile.inputs) };
};

const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** The icon is data, so that the browser asks nobody for one. */
const icon = async () => `data:image/svg+xml;base64,${(await readFile(at("src/icon.svg"))).toString("base64")}`;

const policy = (script, style) =>
  [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const fill = (page, values) =>
  Object.entries(values).reduce((text, [name, value]) => {
    const parts = text.split(`{{${name}}}`);
    if (parts.length !== 2) throw new Error(`src/page.html must hold {{${name}}} once`);
    return parts.join(value);
  }, page);

const core = withCore();
const { text: script, inputs } = await bundle("src/main.tsx", {
  format: "iife",
  conditions: ["browser"],
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: core.plugins,
  define: { "process.env.NODE_ENV": '"production"', ...core.define },
});
const { text: style } = await bundle("src/style.css", {});
const modules = inputs.filter((path) => path.endsWith(".wasm"));
if (modules.length !== 1) throw new Error(`the page must hold one wasm, and holds ${modules.length}: ${modules.join(", ")}`);
if (/<\/(script|style)/i.test(script + style)) throw new Error("the bundle would end its own element");
if (/\bimport\s*\(/.test(script)) throw new Error("the bundle would load something");

const page = fill(await readFile(at("src/page.html"), "utf8"), {
  policy: policy(script, style),
  icon: await icon(),
  style,
  script,
});
await mkdir(at("dist"), { recursive: true });
await writeFile(at("dist/index.html"), page);
console.log(`npm/inspector/dist/index.html: ${(Buffer.byteLength(page) / 1024).toFixed(0)} KiB`);
