// Loads a module of src/ into Node: the page's own code, which is TypeScript, without the page.
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

/** Bundles a file of src/ and imports it. */
export const loadSource = async (path) => {
  const entry = fileURLToPath(new URL(`../src/${path}`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "neutral", target: "es2022", charset: "utf8", write: false, logLevel: "silent" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
};

/** A request with its bytes as text, so that a difference can be read. */
export const plain = ({ method, url, headers, body }) => ({ method, url, headers: headers.map((pair) => [...pair]), body: Buffer.from(body).toString("latin1") });
