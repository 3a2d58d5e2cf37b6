import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copy } from "./scaffold.mjs";
import { Refusal } from "./refusal.mjs";
import { isOurs, TEMPLATE, templateFiles } from "./template.mjs";
import { toolsFor, VERSION } from "./versions.mjs";

/** Tags of migrations that a wrangler.jsonc has. */
const tags = (text) => [...text.matchAll(/"tag":\s*"([^"]+)"/g)].map(([, tag]) => tag);

/**
 * Renews what belongs to waxseal in a folder that was made before, and the versions in its
 * package.json. Returns what its owner must look at himself.
 *
 * @throws {Refusal} for a folder that was not made by this package
 */
export const update = (folder) => {
  const manifest = join(folder, "package.json");
  if (!existsSync(join(folder, "waxseal.jsonc")) || !existsSync(join(folder, "entry.mjs")) || !existsSync(manifest)) {
    throw new Refusal(`${folder} was not made by npm create waxseal: it has no waxseal.jsonc, entry.mjs and package.json`);
  }
  const pinned = toolsFor(process.versions.node);
  for (const one of ["build", "selfhost"]) rmSync(join(folder, one), { recursive: true, force: true });
  for (const file of templateFiles().filter(isOurs)) copy(file, folder);
  const versions = { workerd: pinned.workerd, wrangler: pinned.wrangler, waxseal: VERSION };
  writeFileSync(manifest, withVersions(readFileSync(manifest, "utf8"), versions));
  return { version: VERSION, missing: missing(folder) };
};

/** Sets the versions of packages that are there already, and adds none. */
const withVersions = (text, versions) =>
  Object.entries(versions).reduce((all, [name, version]) => all.replace(new RegExp(`("${name}":\\s*)"\\d[^"]*"`), `$1"${version}"`), text);

/** Migrations that Cloudflare must be told of, and that the folder's wrangler.jsonc does not have yet. */
const missing = (folder) => {
  const path = join(folder, "wrangler.jsonc");
  if (!existsSync(path)) return [];
  const there = tags(readFileSync(path, "utf8"));
  return tags(readFileSync(join(TEMPLATE, "wrangler.jsonc"), "utf8")).filter((tag) => !there.includes(tag));
};
