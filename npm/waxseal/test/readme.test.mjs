import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { schemes, sign } from "waxseal";
import * as waxseal from "waxseal";
import { BODY, OTHER, SECRET } from "./samples.mjs";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const root = fileURLToPath(new URL("..", import.meta.url));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

test("the receiver of the README accepts a genuine event and answers others with their code", async () => {
  const [, script] = /```js\n([\s\S]*?)```/.exec(readme);
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), STRIPE_SECRET: SECRET };
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { cwd: root, env });
  let out = "";
  child.stdout.on("data", (piece) => (out += piece));
  try {
    const post = async (secret, body = BODY) => {
      const request = sign({ scheme: "stripe", secret, body: BODY });
      const response = await fetch(`http://127.0.0.1:${port}/`, { ...request, body });
      return [response.status, await response.text()];
    };
    while ((await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)) === undefined) {
      assert.equal(child.exitCode, null);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(await post(SECRET), [200, ""]);
    assert.deepEqual(await post(OTHER), [401, "signature_mismatch"]);
    assert.deepEqual(await post(SECRET, "x".repeat(1_000_001)), [413, "body_too_large"]);
    assert.deepEqual(await post(SECRET), [200, ""], "it still runs");
    assert.match(out, /^evt_1 commission\.created \{/m);
  } finally {
    child.kill();
  }
});

test("the README names every scheme and nothing that is not exported", () => {
  const listed = /Schemes: ([^;]*);/.exec(readme)[1];
  assert.deepEqual([...listed.matchAll(/`([^`]+)`/g)].map(([, id]) => id), schemes.map(({ id }) => id));
  for (const [, name] of readme.matchAll(/`(\w+)\(/g)) {
    assert.ok(name in waxseal || ["text", "json"].includes(name), name);
  }
});
