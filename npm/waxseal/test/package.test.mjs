import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { schemes } from "waxseal";
import { textOf } from "../wasm-text.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json"));

test("the package has no dependency and no install script", () => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) {
    assert.equal(manifest[field], undefined, field);
  }
  assert.equal(manifest.sideEffects, false);
});

test("every path of the exports map exists, and types come first", () => {
  const walk = (target) => {
    if (typeof target === "string") return readFileSync(join(root, target));
    const keys = Object.keys(target);
    if (keys.includes("types")) assert.equal(keys[0], "types");
    Object.values(target).forEach(walk);
  };
  walk(manifest.exports);
  for (const field of ["main", "module", "types"]) walk(manifest[field]);
});

/** The wasm files, with what one exports besides. */
const WASM = { waxseal: [], "waxseal-full": [], "waxseal-diagnose": ["diagnose"] };

for (const [name, more] of Object.entries(WASM)) {
  test(`${name}.wasm exports what the package calls, imports what it gives, and nothing of this machine is in it`, () => {
    const bytes = readFileSync(join(root, `dist/${name}.wasm`));
    const module = new WebAssembly.Module(bytes);
    const declared = /export interface Exports \{([^}]*)\}/.exec(read("src/instance.ts"))[1];
    const called = [...declared.matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm)].map(([, name]) => name).sort();
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name).filter((name) => !name.startsWith("__")).sort();
    assert.deepEqual([...called, ...more].sort(), exported);
    const imported = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from} ${name}`).sort();
    assert.deepEqual(imported, ["./waxseal_wasm_bg.js __wbindgen_init_externref_table", "waxseal mac", "waxseal pull"]);
    assert.equal(/\/(home|root|work|Users)\/.{0,40}/.exec(bytes.toString("latin1"))?.[0], undefined);
    // What says why shows lines of code, some with a URL.
    if (name !== "waxseal-diagnose") assert.ok(!bytes.includes("https://"), "no address travels in it");
    assert.deepEqual(schemes.filter(({ reference }) => bytes.includes(reference)).map(({ id }) => id), [], "references do not travel in it");
  });
}

/** Every script that loads a wasm by itself, and which. */
const SCRIPTS = ["index.js", "cjs/index.js", "workerd.js", "edge-light.js"].flatMap((script) => [
  { script, file: `dist/${script}`, name: "waxseal", path: "./waxseal.wasm" },
  { script, file: `dist/full/${script}`, name: "waxseal-full", path: "../waxseal-full.wasm" },
  { script, file: `dist/diagnose/${script}`, name: "waxseal-diagnose", path: "../waxseal-diagnose.wasm" },
]);

test("each loader holds the wasm in its one form", () => {
  for (const { script, file, name, path } of SCRIPTS) {
    const bytes = readFileSync(join(root, `dist/${name}.wasm`));
    const imported = { "workerd.js": path, "edge-light.js": `${path}?module` }[script];
    const held = { base64: read(file).includes(bytes.toString("base64")), text: read(file).includes(textOf(bytes)) };
    assert.deepEqual(held, { base64: script === "cjs/index.js", text: script === "index.js" }, file);
    if (imported !== undefined) assert.ok(read(file).includes(`from "${imported}"`), file);
  }
});

test("the text of the wasm is packed as well as its bytes, and needs no escapes", () => {
  const bytes = readFileSync(join(root, "dist/waxseal.wasm"));
  const text = textOf(bytes);
  assert.equal(/[^ -~]|["\\<`]/.exec(text)?.[0], undefined);
  assert.equal(JSON.stringify(text).length, text.length + 2);
  const [packed, ofBytes] = [text, bytes].map((content) => gzipSync(content, { level: 9 }).length);
  assert.ok(packed < ofBytes * 1.02, `${packed} bytes for ${ofBytes}`);
});

test("no published script refers to a path, a module of Node or import.meta", () => {
  for (const { file } of SCRIPTS) {
    assert.equal(/import\.meta|__dirname|__filename|\brequire\(/.exec(read(file))?.[0], undefined, file);
  }
});

/** Bundles a line of code for browsers, as an application would. */
const bundled = async (contents) => {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root }, bundle: true, minify: true, write: false, format: "esm", platform: "browser", logLevel: "error" });
  return outputFiles[0].text;
};

test("the table of schemes is in a bundle only if it is used", async () => {
  const table = schemes.find(({ id }) => id === "stripe").reference;
  const unused = await bundled('import { Verifier } from "waxseal"; console.log(new Verifier({ scheme: "stripe", secrets: "" }));');
  const used = await bundled('import { schemes } from "waxseal"; console.log(schemes);');
  assert.deepEqual([unused.includes(table), used.includes(table)], [false, true]);
  const wasm = textOf(readFileSync(join(root, "dist/waxseal.wasm"))).length;
  assert.ok(unused.length - wasm < 32 * 1024, `${unused.length - wasm} bytes beside the wasm`);
  assert.ok(!unused.includes("https://"), "no address travels in it");
});

const run = (script) => spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8" });

/** Makes a verifier and prints what is thrown. */
const CONSTRUCT = `
  try { new Verifier({ scheme: "stripe", secrets: "a-secret-of-enough-bytes" }); }
  catch (error) { console.log(error instanceof ConfigError, schemes.length > 0, error.message); }
`;
const UNSUPPORTED = (why) => `true true environment_unsupported: this host does not let WebAssembly run (${why}); in a page with a Content-Security-Policy allow 'wasm-unsafe-eval'\n`;

test("a host without WebAssembly, as Hermes is and Node without a compiler, imports the package and is told at construction", () => {
  for (const format of ["module", "commonjs"]) {
    const imported = { module: 'import { Verifier, ConfigError, schemes } from "waxseal";', commonjs: 'const { Verifier, ConfigError, schemes } = require("waxseal");' }[format];
    const { stdout, stderr } = spawnSync(process.execPath, ["--jitless", `--input-type=${format}`, "-e", imported + CONSTRUCT], { cwd: root, encoding: "utf8" });
    assert.equal(stdout, UNSUPPORTED("WebAssembly is not defined"), stderr);
  }
});

test("a host that forbids compiling from bytes is told so with its own reason", () => {
  const { stdout, stderr } = run(`
    import fs from "node:fs"; import vm from "node:vm";
    const globals = { console, TextEncoder, TextDecoder, Buffer, atob, module: { exports: {} } };
    const context = vm.createContext(globals, { codeGeneration: { wasm: false } });
    vm.runInContext(fs.readFileSync("dist/cjs/index.js", "utf8") + ";var { Verifier, ConfigError, schemes } = module.exports;" + ${JSON.stringify(CONSTRUCT)}, context);
  `);
  assert.equal(stdout, UNSUPPORTED("WebAssembly.Module(): Wasm code generation disallowed by embedder"), stderr);
});

test("the inline wasm is decoded with and without the host's decoders, byte for byte", () => {
  const digest = createHash("sha256").update(readFileSync(join(root, "dist/waxseal.wasm"))).digest("hex");
  for (const file of ["./dist/index.js", "./dist/cjs/index.js"]) {
    for (const remove of ["", "delete globalThis.Buffer;", "delete globalThis.Buffer; delete Uint8Array.fromBase64;"]) {
      const { stdout, stderr } = run(`
        import { createHash } from "node:crypto";
        const { Module } = WebAssembly;
        WebAssembly.Module = class extends Module { constructor(bytes) { super(bytes); console.log(createHash("sha256").update(bytes).digest("hex")); } };
        ${remove}
        const { default: all, ...named } = await import("${file}");
        const { sign, Verifier } = all ?? named;
        const config = { scheme: "github", secret: "a-secret-of-enough-bytes", body: "x" };
        new Verifier({ scheme: "github", secrets: config.secret }).verify(sign(config));
      `);
      assert.equal(stdout, `${digest}\n`, stderr);
    }
  }
});

test("what Node's module imports is a short file: Node reads through it for its names before it runs", () => {
  for (const folder of ["dist", "dist/full", "dist/diagnose"]) {
    const imported = /from "(.+)"/.exec(read(`${folder}/node.js`))[1];
    assert.ok(read(join(folder, imported)).length < 1000, imported);
    // Nor does it follow this form to the long one.
    assert.doesNotMatch(read(join(folder, imported)), /module\.exports = require/);
  }
});

test("the table of schemes is the same in every script", async () => {
  const tables = await Promise.all(["index.js", "workerd.js", "cjs/index.js"].map(async (file) => /JSON\.parse\((["'`])(.+?)\1\);\n/.exec(read(`dist/${file}`))?.[2]));
  assert.equal(new Set(tables).size, 1);
  assert.deepEqual(JSON.parse(tables[0].replaceAll("\\\\", "\\").replaceAll("\\'", "'")), JSON.parse(JSON.stringify(schemes)));
});

const folder = mkdtempSync(join(tmpdir(), "waxseal-types-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A project for Node alone has no DOM in its types. */
const LIBRARIES = { "node-alone.mts": ["es2022"] };

/** Type-checks a file as a project that installed the package would, in ES module or CommonJS form. */
const tsc = (name, source) => {
  const files = readdirSync(folder);
  if (!files.includes("node_modules")) symlinkSync(join(root, "../node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, name), source);
  const config = { compilerOptions: { module: "nodenext", strict: true, noEmit: true, target: "es2022", skipLibCheck: false, types: ["node"], lib: LIBRARIES[name] ?? ["es2022", "dom"], exactOptionalPropertyTypes: true }, files: [name] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const bin = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  return spawnSync(process.execPath, [bin, "-p", folder], { encoding: "utf8" }).stdout;
};

const USE = `
  declare const bytes: Uint8Array;
  const stripe = new Verifier({ scheme: "stripe", secrets: [bytes, "text"], toleranceSeconds: { past: 60, future: 5 } });
  new Verifier({ scheme: "stripe", secrets: process.env["A"] });
  new Verifier({ scheme: "stripe", secrets: [process.env["A"], process.env["B"]] });
  new Verifier({ scheme: "track360", secrets: "x", header: "x-sig", encoding: "base64", id: "/id" });
  new Verifier({ scheme: "token", secrets: "x", header: "authorization", prefix: "Bearer " });
  new Verifier({ scheme: "token", secrets: "x", query: "key" });
  const event = anyOf([stripe]).verify({ headers: new Headers(), body: bytes }, { now: new Date() });
  const id: string | null = event.id;
  const scheme: SchemeName = event.scheme;
  const parsed: unknown = event.json();
  const result = stripe.check({ headers: { a: ["b"] }, body: "" });
  if (!result.ok) { const code: RejectCode = result.error.code; void code; }
  async function receive(request: Request, message: import("node:http").IncomingMessage) {
    stripe.verify(await fromRequest(request));
    stripe.verify(await fromNode(message, { limit: 1 }));
  }
  const affiliatebase = new Verifier({ scheme: "affiliatebase", secrets: "x" });
  const created = affiliatebase.verify({ headers: {}, body: "" }).json();
  if (created.type === "commission.created") { const cents: number = created.data.amount_cents; void cents; }
  else { const cents: number | null | undefined = created.data.amount_cents; void cents; }
  const partner = new Verifier({ scheme: "track360", secrets: "x", type: "/type" }).verify({ headers: {}, body: "" });
  if (partner.type === "partner.approved" || partner.type === "newer than the list") void partner.json<MinimumEvent>().affiliate_id;
  const general: Verifier = new Verifier({} as Config);
  const any: Verified = anyOf([affiliatebase, general]).verify({ headers: {}, body: "" });
  const request = sign({ scheme: "svix", secret: "x", body: bytes, id: "1" });
  const body: Uint8Array = request.body;
  void fetch("https://a.test", { method: request.method, headers: request.headers });
  const only: "stripe" = stripe.scheme;
  new Verifier({ scheme: "discord", keys: [bytes, "pem"], toleranceSeconds: 60 });
  new Verifier({ scheme: "sendgrid", keys: process.env["A"] });
  new Verifier({ scheme: "square", secrets: "x", url: "https://a.test/hook" });
  new Verifier({ scheme: "none", id: "/id" });
  const own: OwnScheme = { signature: ["header:x-a"], message: "{timestamp}.{body}", timestamp: "header:x-t", tolerance: 60, key: ["utf8", "hex"], opens: "header" };
  const custom = new Verifier({ scheme: own, secrets: "x", toleranceSeconds: 60, header: "x-b" });
  new Verifier({ scheme: { algorithm: "ed25519", signature: "header:x-a", message: "{body}" }, keys: "x" });
  new Verifier({ scheme: { algorithm: "none" } });
  const name: SchemeName = custom.verify({ headers: {}, body: "" }).scheme;
  const answer: HandshakeAnswer | null = stripe.handshake({ method: "GET", url: "/", headers: {}, body: "" }, { token: process.env["A"], now: 0 });
  if (answer !== null) void new globalThis.Response(answer.body, answer);
  const candidates: Candidate[] = identify({ headers: new Headers(), body: bytes });
  const ids: readonly string[] = event.ids;
  const secret: number | undefined = event.matched?.secret;
  const taken: "secrets" | "keys" | "nothing" | undefined = schemes[0]?.takes;
  sign({ scheme: "square", secret: "x", body: "", url: "https://a.test" });
  sign({ scheme: "contentful", secret: "x", body: "", url: "https://a.test", method: "PUT", headers: { a: "b" } });
  sign({ scheme: own, secret: "x", body: "" });
  sign({ scheme: "none", body: "" });
  void [id, scheme, parsed, receive, body, any, only, name, candidates, ids, secret, taken];
`;
const NAMES = "anyOf, fromNode, fromRequest, identify, schemes, sign, Verifier, type Candidate, type Config, type HandshakeAnswer, type MinimumEvent, type OwnScheme, type RejectCode, type SchemeName, type Verified";

for (const [name, head] of Object.entries({
  "use.mts": `import { ${NAMES} } from "waxseal";`,
  "use.cts": `import { ${NAMES} } from "waxseal";`,
  "full.mts": `import { ${NAMES} } from "waxseal/full";`,
  "node-alone.mts": `import { ${NAMES} } from "waxseal";`,
})) {
  test(`the types hold in ${name}`, () => assert.equal(tsc(name, head + USE), ""));
}

const DIAGNOSE = `
  import { diagnose, type Cause, type CauseCode, type Certainty, type DiagnoseConfig, type Diagnosis, type Framework, type OtherSecret, type Work } from "waxseal/diagnose";
  const others: readonly OtherSecret[] = [{ name: "TEST", secret: process.env["TEST"] }];
  const found: Diagnosis = diagnose({ headers: new Headers(), body: "" }, { scheme: "stripe", secrets: process.env["LIVE"], now: new Date(), others });
  diagnose({ headers: {}, body: "" }, { scheme: { signature: "header:x", message: "{body}" }, secrets: "x" });
  diagnose({ headers: {}, body: "" }, { scheme: "discord", keys: "x", now: 0 });
  const config: DiagnoseConfig = { scheme: "github", secrets: "x" };
  const cause: Cause | undefined = found.causes[0];
  const code: CauseCode | undefined = cause?.code;
  const certainty: Certainty | undefined = cause?.certainty;
  const framework: Framework | undefined = cause?.lines[0]?.framework;
  const work: Work = found.work;
  const refused: "signature_mismatch" | null = found.code === "signature_mismatch" ? found.code : null;
  void [config, code, certainty, framework, work, refused, found.verified?.id, found.matching?.body, found.signedContent?.prefix];
`;

for (const name of ["diagnose.mts", "diagnose.cts"]) {
  test(`the types of a diagnosis hold in ${name}`, () => assert.equal(tsc(name, DIAGNOSE), ""));
}

test("the types refuse what the scheme does not leave open", () => {
  const wrong = [
    'new Verifier({ scheme: "stripe", secrets: "x", header: "a" });',
    'new Verifier({ scheme: "github", secrets: "x", toleranceSeconds: 1 });',
    'new Verifier({ scheme: "token", secrets: "x" });',
    'new Verifier({ scheme: "token", secrets: "x", header: "a", query: "b" });',
    'new Verifier({ scheme: "track360", secrets: "x", encoding: "rot13" });',
    'new Verifier({ scheme: "nobody", secrets: "x" });',
    'new Verifier({ scheme: "stripe" });',
    'new Verifier({ scheme: "stripe", keys: "x" });',
    'new Verifier({ scheme: "discord", secrets: "x" });',
    'new Verifier({ scheme: "discord" });',
    'new Verifier({ scheme: "discord", secrets: "x", keys: "x" });',
    'new Verifier({ scheme: "none", secrets: "x" });',
    'new Verifier({ scheme: "github", secrets: "x", url: "https://a.test" });',
    'new Verifier({ scheme: "basic", secrets: "x", header: "a" });',
    'new Verifier({ scheme: { signature: "header:x", messages: "{body}" }, secrets: "x" });',
    'new Verifier({ scheme: { signature: "header:x", message: "{body}", algorithm: "md5" }, secrets: "x" });',
    'new Verifier({ scheme: { signature: "header:x", message: 7 }, secrets: "x" });',
    'new Verifier({ scheme: { signature: "header:x", message: "{body}", key: ["utf9"] }, secrets: "x" });',
    'new Verifier({ scheme: "meta", secrets: "x" }).handshake({ headers: {}, body: "" }, { token: 7 });',
    'sign({ scheme: "discord", secret: "x", body: "" });',
    'sign({ scheme: "square", secret: "x", body: "" });',
    'sign({ scheme: "none", secret: "x", body: "" });',
    'sign({ scheme: "stripe", body: "" });',
    'new Verifier({ scheme: "stripe", secrets: "x" }).verify({ headers: {}, body: { parsed: true } });',
    'new Verifier({ scheme: "stripe", secrets: "x" }).verify({ headers: {}, body: "" }).json().id;',
    'void (new Verifier({ scheme: "affiliatebase", secrets: "x" }).verify({ headers: {}, body: "" }).json().type === "commission.create");',
  ];
  const out = tsc("wrong.mts", `import { sign, Verifier } from "waxseal";\n${wrong.join("\n")}\n`);
  const lines = [...out.matchAll(/^\S*wrong\.mts\((\d+),/gm)].map(([, line]) => Number(line));
  assert.deepEqual([...new Set(lines)], wrong.map((_, index) => index + 2), out);
});
