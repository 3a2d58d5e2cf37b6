// Builds dist/template: what a new folder gets. Called by `cargo xtask build create`, after the
// Worker and the pages are built: they are taken as they are, wrangler.jsonc is made from the Worker's own.
import { cpSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wranglerFor } from "./wrangler.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const worker = join(here, "../../worker");
const dist = join(here, "dist");
const template = join(dist, "template");

/** What is taken from the Worker's folder. */
const TAKEN = ["entry.mjs", "build/index.js", "build/index_bg.wasm", "waxseal.schema.json", "assets"];

for (const name of TAKEN) if (!existsSync(join(worker, name))) throw new Error(`worker/${name} is missing: run \`cargo xtask build pages worker\``);

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(template, "build"), { recursive: true });
cpSync(join(here, "template"), template, { recursive: true });
for (const name of TAKEN) cpSync(join(worker, name), join(template, name), { recursive: true });
writeFileSync(join(template, "wrangler.jsonc"), wranglerFor(readFileSync(join(worker, "wrangler.jsonc"), "utf8")));
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(here, "../..", licence), join(dist, licence));
