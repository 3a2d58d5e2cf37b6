// Runs the JavaScript of docs/own-schemes.md as it is printed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const page = readFileSync(new URL("../../docs/own-schemes.md", import.meta.url), "utf8");
// There "waxseal" is the built package.
const cwd = fileURLToPath(new URL("../../npm/waxseal", import.meta.url));

test("the proof on the page proves: the vendor's value is genuine, an altered one is not", () => {
  const scripts = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, script]) => script);
  assert.equal(scripts.length, 1);
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", scripts[0]], { cwd, encoding: "utf8" });
  assert.equal(child.status, 0, child.stderr);
  assert.equal(child.stdout, "true signed\nsignature_mismatch\n0 0\n");
});
