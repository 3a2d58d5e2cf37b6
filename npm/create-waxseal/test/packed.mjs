// The tarball as npm makes it, laid out as npm installs it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Packs the package and unpacks it. */
export const pack = () => {
  const folder = mkdtempSync(join(tmpdir(), "create-waxseal-"));
  const told = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [{ filename, files, shasum }] = JSON.parse(told);
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", folder]);
  return { home: join(folder, "package"), tarball: join(folder, filename), shasum, files: files.map(({ path }) => path).sort(), end: () => rmSync(folder, { recursive: true, force: true }) };
};
