// How the core gets into a bundle: esbuild settings that put the one wasm of the inspector under
// the package's sources, as text in the script, and write in what it is.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { textOf } from "../../../waxseal/wasm-text.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const WASM = at("../../../waxseal/dist/waxseal-inspector.wasm");

/** Returns `plugins` and `define` for esbuild. Whoever imports `waxseal` gets the same one wasm. */
export const withCore = () => {
  if (!existsSync(WASM)) throw new Error("npm/waxseal/dist/waxseal-inspector.wasm is missing: run `cargo xtask build npm`");
  const bytes = readFileSync(WASM);
  const { version } = JSON.parse(readFileSync(at("../../../waxseal/package.json"), "utf8"));
  const plugin = {
    name: "core",
    setup(builder) {
      builder.onResolve({ filter: /^waxseal$/ }, () => ({ path: at("../../../waxseal/src/index.ts") }));
      builder.onResolve({ filter: /^#wasm$/ }, () => ({ path: at("../../../waxseal/src/wasm-text.ts") }));
      builder.onResolve({ filter: /^#wasm-file$/ }, () => ({ path: WASM }));
      builder.onLoad({ filter: /\.wasm$/ }, () => ({ contents: textOf(bytes), loader: "text" }));
    },
  };
  return {
    plugins: [plugin],
    define: {
      CORE_VERSION: JSON.stringify(version),
      CORE_SHA256: JSON.stringify(createHash("sha256").update(bytes).digest("hex")),
    },
  };
};
