// Builds dist/cli.js from src/cli: one file, which uses the package's own entries beside it and
// holds no wasm. What it says of schemes and events is read from docs/, as the crates wrote it.
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** The catalogs whose events a sender signs; `minimum` is a contract without types. */
const CATALOGS = ["affiliatebase", "track360", "waxseal"];

/** What the command line needs of a schema: what the event is, its example, its fields. */
const typeOf = ({ description, examples, properties, required, $defs }) => ({
  about: description,
  ...(examples === undefined ? {} : { example: examples[0] }),
  fields: properties === undefined ? Object.keys($defs) : Object.keys(properties),
  ...(properties?.data === undefined ? {} : { data: Object.keys(properties.data.properties) }),
  required: required ?? [],
});

const catalogs = (docs) =>
  Object.fromEntries(
    CATALOGS.map((catalog) => {
      const folder = join(docs, "events", catalog);
      const schemas = readdirSync(folder).sort().map((file) => read(join(folder, file)));
      const types = schemas.map((schema) => [schema.title.split(": ")[1], typeOf(schema)]);
      return [catalog, { name: schemas[0].title.split(": ")[0], types: Object.fromEntries(types) }];
    }),
  );

/** Resolves what is not in src/cli: the package's entries, which stay outside, and what docs/ says. */
const outside = (here, dist) => ({
  name: "outside",
  setup(builder) {
    const entries = { "#waxseal": `${dist}/node.js`, "#waxseal/full": `${dist}/full/node.js`, "#waxseal/diagnose": `${dist}/diagnose/node.js` };
    builder.onResolve({ filter: /^#waxseal(\/full|\/diagnose)?$/ }, ({ path }) => ({ path: entries[path], external: true }));
    builder.onResolve({ filter: /^#(schemes|catalogs|version)$/ }, ({ path }) => ({ path, namespace: "built" }));
    const docs = join(here, "../../docs");
    const contents = {
      "#schemes": () => read(join(docs, "schemes.json")),
      "#catalogs": () => catalogs(docs),
      "#version": () => read(join(here, "package.json")).version,
    };
    builder.onLoad({ filter: /.*/, namespace: "built" }, ({ path }) => ({ contents: JSON.stringify(contents[path]()), loader: "json" }));
  },
});

/** Checks the types, which Node's are part of here alone, and writes dist/cli.js and what its tests call. */
export const buildCli = async (here) => {
  const tsc = createRequire(import.meta.url).resolve("typescript/package.json").replace("package.json", "bin/tsc");
  // What reconciles is for pages too: checked once more, without Node's types.
  for (const folder of ["src/reconcile", "src/cli"]) execFileSync(process.execPath, [tsc, "-p", join(here, folder)], { stdio: "inherit" });
  const bundle = (entry, outfile, depth) =>
    build({
      absWorkingDir: here,
      entryPoints: [entry],
      outfile: join(here, "dist", outfile),
      bundle: true,
      format: "esm",
      platform: "node",
      // The CommonJS file of jsonc-parser loads its parts in a way that no bundler follows.
      mainFields: ["module", "main"],
      target: "node20",
      charset: "utf8",
      plugins: [outside(here, depth)],
      logLevel: "warning",
    });
  // What is inside the file asks for its licence beside it.
  copyFileSync(createRequire(import.meta.url).resolve("jsonc-parser/package.json").replace("package.json", "LICENSE.md"), join(here, "dist/LICENSE-jsonc-parser"));
  // The one file begins with the line by which a shell finds Node: src/cli/bin.ts has it.
  await Promise.all([bundle("src/cli/bin.ts", "cli.js", "."), bundle("src/cli/testing.ts", "testing/cli.js", "..")]);
};
