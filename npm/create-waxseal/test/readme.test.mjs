// The pages of a new folder name commands: each must exist, with its flags.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { VERBS } from "../../waxseal/dist/testing/cli.js";
import { parse } from "./jsonc.mjs";

const root = mkdtempSync(join(tmpdir(), "waxseal-readme-"));
after(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, "hooks");
const own = join(root, "own");
for (const words of [[folder], [own, "--self-hosted"]]) spawnSync(process.execPath, [fileURLToPath(new URL("../src/bin.mjs", import.meta.url)), ...words, "--yes"], { stdio: "ignore" });
const read = (name) => readFileSync(join(folder, name), "utf8");
const { scripts } = JSON.parse(read("package.json"));
const start = spawnSync(process.execPath, [join(folder, "selfhost/start.mjs"), "--help"], { encoding: "utf8" }).stdout;

/** Lines of blocks, and commands in the text. */
const commands = [join(folder, "README.md"), join(own, "README.md"), join(folder, "selfhost/README.md")].flatMap((path) => [...readFileSync(path, "utf8").matchAll(/^((?:npx|npm) .*)$|`((?:npx|npm) [^`]*)`/gm)].map(([, line, inline]) => line ?? inline));

test("every command of waxseal is one, with flags that it has", () => {
  const named = [...commands, ...Object.values(scripts).map((script) => `npx ${script}`)].filter((line) => line.startsWith("npx waxseal "));
  assert.ok(named.length >= 8);
  for (const line of named) {
    const [, , verb, ...words] = line.split(/\s+/);
    const known = VERBS.find(({ name }) => name === verb);
    assert.ok(known, line);
    for (const word of words.filter((one) => one.startsWith("--"))) assert.ok(word.slice(2) in known.flags, `${line}: ${word}`);
  }
});

test("every script of npm that they name is in package.json, and every file that they name is there", () => {
  const named = commands.flatMap((line) => /^npm (?:run )?(\w[\w:]*)/.exec(line)?.[1] ?? []).filter((name) => !["install", "create"].includes(name));
  assert.ok(named.length >= 4);
  for (const name of named) assert.ok(name in scripts, name);
  for (const [, name] of read("README.md").matchAll(/^\| `([\w./]+)`/gm)) read(name.endsWith("/") ? `${name}README.md` : name);
});

test("the flags of the start script that its page names are in its help", () => {
  for (const [flag] of read("selfhost/README.md").matchAll(/--[a-z-]+/g)) assert.ok(start.includes(`${flag} `) || start.includes(`${flag}\n`), flag);
});

test("settings that the pages show are in the schema", () => {
  const { properties } = parse(read("waxseal.schema.json"));
  for (const [, name] of read("selfhost/README.md").matchAll(/"([a-z_]+)": /g)) assert.ok(name in properties, name);
});
