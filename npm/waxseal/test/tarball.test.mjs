// What people install: the tarball, not the folder that it was made of.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { LIST, pack, ROOT } from "./packed.mjs";

const { folder, home, tarball, files, end } = pack();
after(end);
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

/** What an application may write, without the manifest. */
const SPECIFIERS = Object.keys(manifest.exports)
  .filter((path) => path !== "./package.json")
  .map((path) => `waxseal${path.slice(1)}`);

test("the tarball holds exactly the files of packed-files.txt", () => {
  const listed = readFileSync(LIST, "utf8").trimEnd().split("\n");
  assert.deepEqual(files, listed, "if this is meant: node npm/waxseal/test/packed.mjs, and look at the difference");
});

test("publint has nothing to say", async () => {
  const bytes = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.length);
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg, { color: false })), []);
});

test("arethetypeswrong has nothing to say, and looked at every specifier", async () => {
  const { types, entrypoints, problems } = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  assert.equal(types.kind, "included");
  const looked = Object.keys(entrypoints).filter((path) => path !== "./package.json");
  assert.deepEqual(looked.map((path) => `waxseal${path.slice(1)}`), SPECIFIERS);
  assert.deepEqual(problems, []);
});

const run = (words, script) => spawnSync(process.execPath, [...words, "-e", script], { cwd: folder, encoding: "utf8" });

test("every specifier resolves to a file under every condition, as a module and as CommonJS", () => {
  const list = JSON.stringify([...SPECIFIERS, "waxseal/package.json"]);
  const report = "console.log(JSON.stringify(found.filter((path) => !fs.existsSync(path)).concat(found.length)))";
  const asModule = `import fs from "node:fs"; import { fileURLToPath } from "node:url";
    const found = ${list}.map((name) => fileURLToPath(import.meta.resolve(name))); ${report}`;
  const asCommonJs = `const fs = require("node:fs"); const found = ${list}.map((name) => require.resolve(name)); ${report}`;
  for (const condition of ["node", "workerd", "edge-light", "browser", "deno", "bun", "development", "production"]) {
    for (const [words, script] of [[["--input-type=module"], asModule], [["--input-type=commonjs"], asCommonJs]]) {
      const { stdout, stderr } = run([`--conditions=${condition}`, ...words], script);
      assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), [SPECIFIERS.length + 1], condition);
    }
  }
});

test("every specifier loads as a module and as CommonJS, and both have the same names", () => {
  for (const name of SPECIFIERS) {
    const asModule = run(["--input-type=module"], `console.log(Object.keys(await import("${name}")).filter((key) => key !== "default" && key !== "module.exports").sort().join())`);
    const asCommonJs = run(["--input-type=commonjs"], `console.log(Object.keys(require("${name}")).sort().join())`);
    assert.ok(asModule.stdout.length > 2, `${name}: ${asModule.stderr}`);
    assert.equal(asModule.stdout, asCommonJs.stdout, `${name}: ${asCommonJs.stderr}`);
  }
});

/** How TypeScript finds packages. */
const RESOLUTIONS = {
  "a module for Node": ["all.mts", { module: "nodenext", moduleResolution: "nodenext" }],
  "CommonJS for Node": ["all.cts", { module: "nodenext", moduleResolution: "nodenext" }],
  "a bundler": ["all.ts", { module: "esnext", moduleResolution: "bundler" }],
};

for (const [how, [file, options]] of Object.entries(RESOLUTIONS)) {
  test(`every specifier has types for ${how}, and a wrong one has none`, () => {
    const bin = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
    const compilerOptions = { ...options, strict: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], types: ["node"], skipLibCheck: false };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
    const imports = SPECIFIERS.map((name, index) => `import * as n${index} from "${name}";\nvoid n${index};`).join("\n");
    writeFileSync(join(folder, file), `${imports}\nimport type { Verifier } from "waxseal/nothing";\n`);
    const { stdout } = spawnSync(process.execPath, [bin, "-p", folder], { encoding: "utf8" });
    const errors = stdout.trimEnd().split("\n").filter((line) => line.includes("error TS"));
    assert.equal(errors.length, 1, stdout);
    assert.match(errors[0], /TS2307: Cannot find module 'waxseal\/nothing'/);
  });
}

test("every specifier that the documentation names exists", () => {
  const repository = join(ROOT, "../..");
  const docs = readdirSync(join(repository, "docs"), { recursive: true }).map((name) => join("docs", name));
  const pages = ["README.md", "npm/waxseal/README.md", ...docs].filter((name) => name.endsWith(".md"));
  const named = pages.flatMap((page) => {
    const text = readFileSync(join(repository, page), "utf8");
    return [...text.matchAll(/(?:from |import\(|require\(|import )["'](waxseal(?:\/[^"']*)?)["']/g)].map(([, name]) => `${page}: ${name}`);
  });
  assert.ok(named.length > 3, `${named.length} found`);
  assert.deepEqual(named.filter((line) => !SPECIFIERS.includes(line.split(": ")[1])), []);
});

const bundled = async (contents) => {
  const options = { bundle: true, minify: true, format: "esm", platform: "browser", write: false, logLevel: "silent" };
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: folder } });
  return outputFiles[0].text.trim();
};

test("a bundle that imports and uses nothing is empty, and one that uses a name is not", async () => {
  for (const name of SPECIFIERS) {
    assert.equal(await bundled(`import "${name}"; import * as all from "${name}";`), "", name);
    assert.notEqual(await bundled(`import * as all from "${name}"; console.log(all);`), "", name);
  }
});

test("installing it installs nothing else and runs nothing", () => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies", "scripts"]) {
    assert.equal(manifest[field], undefined, field);
  }
});

/** What keys of known issuers look like. */
const SECRETS = [
  /\bwhsec_[A-Za-z0-9+/=]{20,}/,
  /\bwhsk_[A-Za-z0-9+/=]{20,}/,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{35}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{50,}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}/,
];

/** What of a file looks like a secret; each is told without its end. */
const secretsIn = (name, bytes) => {
  const text = bytes.toString("latin1");
  return SECRETS.flatMap((pattern) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`${name}: ${found.slice(0, 12)}…`];
  });
};

test("no file of the tarball holds what looks like a secret", () => {
  const found = files.flatMap((name) => secretsIn(name, readFileSync(join(home, name))));
  assert.deepEqual(found, []);
});

test("a planted secret of each kind is caught", () => {
  const run = "AbCdEfGh0123456789".repeat(3);
  const planted = [
    ["whsec_", run], ["whsk_", run], ["sk_", "live_", run], ["-----BEGIN ", "PRIVATE KEY-----\n", run], ["AKIA", "ABCDEFGHIJKLMNOP"], ["AIza", run.slice(0, 35)],
    ["ghp_", run.slice(0, 36)], ["github_", "pat_", run], ["npm_", run.slice(0, 36)], ["xoxb-", run], ["SG", ".", run, ".", run], ["eyJ", run, ".", "eyJ", run],
  ];
  assert.equal(planted.length, SECRETS.length);
  for (const pieces of planted) {
    const file = Buffer.from(`\0const key = "${pieces.join("")}";`);
    assert.equal(secretsIn("index.js", file).length, 1, pieces[0]);
  }
});
