// What `npm create waxseal` downloads: the tarball, not the folder that it was made of.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { pack } from "./packed.mjs";

const { home, files, shasum, end } = pack();
after(end);
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const worker = fileURLToPath(new URL("../../../worker", import.meta.url));

/** All files below a folder, with / between. */
const below = (folder, at = "") =>
  readdirSync(join(folder, at), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? below(folder, `${at}${entry.name}/`) : [`${at}${entry.name}`]));

test("the tarball holds what it needs and nothing else", () => {
  const sources = readdirSync(new URL("../src", import.meta.url)).map((name) => `src/${name}`);
  const template = [
    ...["README.md", "README-self-hosted.md", "entry.mjs", "gitignore", "waxseal.jsonc", "waxseal.schema.json", "wrangler.jsonc", "build/index.js", "build/index_bg.wasm"],
    ...["README.md", "host.mjs", "kv.mjs", "start.mjs", "variables.mjs", "workerd-config.mjs"].map((name) => `selfhost/${name}`),
    ...below(join(worker, "assets")).map((name) => `assets/${name}`),
  ].map((name) => `dist/template/${name}`);
  assert.deepEqual(files, ["README.md", "dist/LICENSE-APACHE", "dist/LICENSE-MIT", "package.json", ...sources, ...template].sort());
});

test("packed twice it is the same, byte for byte", () => {
  const again = pack();
  after(again.end);
  assert.equal(again.shasum, shasum);
});

test("the Worker, its entry, the schema and the pages are those that were built", () => {
  for (const name of ["entry.mjs", "build/index.js", "build/index_bg.wasm", "waxseal.schema.json", ...below(join(worker, "assets")).map((one) => `assets/${one}`)]) {
    assert.ok(readFileSync(join(home, "dist/template", name)).equals(readFileSync(join(worker, name))), `${name}: run \`cargo xtask build create\``);
  }
});

test("installing it installs nothing else and runs nothing", () => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies", "scripts"]) assert.equal(manifest[field], undefined, field);
});

test("its version is that of waxseal, which a new folder gets", () => {
  assert.equal(manifest.version, JSON.parse(readFileSync(new URL("../../waxseal/package.json", import.meta.url), "utf8")).version);
});
