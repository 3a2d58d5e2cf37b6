import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the built template lies. */
export const TEMPLATE = fileURLToPath(new URL("../dist/template", import.meta.url));

/** What belongs to waxseal and is renewed as a whole by --update. */
const OURS = ["entry.mjs", "waxseal.schema.json", "build/", "assets/", "selfhost/"];

/** What only Cloudflare needs. */
const CLOUDFLARE = ["wrangler.jsonc", "README.md"];

/** What stands in its place where there is no Cloudflare. */
const OWN_MACHINE = ["README-self-hosted.md"];

/** Files that are called otherwise in a folder: npm would take the first for its own. */
const NAMES = { gitignore: ".gitignore", "README-self-hosted.md": "README.md" };

/** Every file of the template, with / between folders. */
export const templateFiles = (below = "") =>
  readdirSync(join(TEMPLATE, below), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? templateFiles(`${below}${entry.name}/`) : [`${below}${entry.name}`]))
    .sort();

const isIn = (list, file) => list.some((one) => (one.endsWith("/") ? file.startsWith(one) : file === one));

export const isOurs = (file) => isIn(OURS, file);
export const isForCloudflare = (file) => isIn(CLOUDFLARE, file);
export const isForOwnMachine = (file) => isIn(OWN_MACHINE, file);
export const nameFor = (file) => NAMES[file] ?? file;
