// The page's core as a module for Node: bundled as the page is, around the same wasm.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { withCore } from "../src/core/build.mjs";

const ENTRY = `
  export * from "./src/core/index.ts";
  export { currentInstance } from "../waxseal/src/instance.ts";
`;

const bundled = await build({
  stdin: { contents: ENTRY, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "ts" },
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  charset: "utf8",
  write: false,
  logLevel: "warning",
  ...withCore(),
});

/** The script, in which the wasm stands as text. */
export const script = bundled.outputFiles[0].text;
/** What it exports. */
export const core = await import(`data:text/javascript;base64,${Buffer.from(script).toString("base64")}`);
/** The wasm's file. */
export const wasm = await readFile(new URL("../../waxseal/dist/waxseal-inspector.wasm", import.meta.url));
