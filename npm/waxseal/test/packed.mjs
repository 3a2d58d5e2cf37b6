// The tarball as npm makes it, laid out as npm installs it. Run by itself it writes the list of
// its files, which a test compares:
//
//     node npm/waxseal/test/packed.mjs

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Where the list of files stands, one in a line. */
export const LIST = fileURLToPath(new URL("packed-files.txt", import.meta.url));

/**
 * Packs the package and installs it in a folder of its own.
 *
 * @returns {{ folder: string, home: string, tarball: Buffer, files: string[], end: () => void }} the folder of
 *   an application, the package in it, the tarball's bytes and the files in it
 */
export const pack = () => {
  const folder = mkdtempSync(join(tmpdir(), "waxseal-packed-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: ROOT, stdio: "ignore" });
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  execFileSync("tar", ["-xzf", join(folder, name), "-C", modules]);
  const home = join(modules, "waxseal");
  // npm's own tarballs hold everything in a folder of this name.
  renameSync(join(modules, "package"), home);
  // What an application has besides: types of Node.
  symlinkSync(join(ROOT, "../node_modules/@types"), join(modules, "@types"));
  symlinkSync(join(ROOT, "../node_modules/undici-types"), join(modules, "undici-types"));
  const tarball = readFileSync(join(folder, name));
  return { folder, home, tarball, files: filesIn(home), end: () => rmSync(folder, { recursive: true, force: true }) };
};

const filesIn = (folder, below = "") =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(folder, `${below}${entry.name}/`) : [`${below}${entry.name}`]))
    .sort();

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { files, end } = pack();
  writeFileSync(LIST, `${files.join("\n")}\n`);
  end();
}
