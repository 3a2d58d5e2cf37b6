/**
 * An npm registry on loopback for the packages of this repository, which are not published yet:
 * `npm create waxseal` and `npm install` then do what they do for an operator. Every other package
 * is asked for where npm would ask by itself.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./folder.mjs";

/** Packs a package of npm/ and describes it as a registry does. */
const packed = (name, folder, base) => {
  const told = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], { cwd: join(ROOT, "npm", name), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const bytes = readFileSync(join(folder, JSON.parse(told)[0].filename));
  const manifest = JSON.parse(readFileSync(join(ROOT, "npm", name, "package.json"), "utf8"));
  const dist = { tarball: `${base}/${name}/-/${name}-${manifest.version}.tgz`, integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}` };
  return { bytes, document: { name, "dist-tags": { latest: manifest.version }, versions: { [manifest.version]: { ...manifest, dist } } } };
};

/** Starts it. `behind` is the address of the registry for everything else. */
export const startRegistry = async (names, behind) => {
  const folder = mkdtempSync(join(tmpdir(), "waxseal-registry-"));
  const packages = new Map();
  const server = createServer((request, response) => {
    const [name, ...rest] = request.url.slice(1).split("/");
    const found = packages.get(name);
    if (found === undefined) return void response.writeHead(302, { location: new URL(request.url.slice(1), behind).href }).end();
    if (rest.length > 0) return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(found.bytes);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found.document));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  for (const name of names) packages.set(name, packed(name, folder, url));
  return {
    url,
    stop: async () => {
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Where npm asks by itself. */
export const ownRegistry = () => {
  const url = execFileSync("npm", ["config", "get", "registry"], { cwd: join(ROOT, "npm"), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  return url.endsWith("/") ? url : `${url}/`;
};
