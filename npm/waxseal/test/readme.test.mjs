import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { schemes, sign } from "waxseal";
import * as waxseal from "waxseal";
import * as diagnosis from "waxseal/diagnose";
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

/** The JavaScript blocks, in order: the receiver, a scheme of one's own, handshakes. */
const [, own, handshakes] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, script]) => script);

const run = (script, env) => {
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
  assert.equal(child.status, 0, child.stderr);
  return child.stdout;
};

test("the README's own scheme verifies what it signs", () => {
  const out = run(own, { ACME_SECRET: SECRET });
  assert.equal(out, "evt_1 { body: true, id: true, type: true, timestamp: true, url: false }\n");
});

test("the README's handshake is answered, events are verified, and others are not answered", () => {
  const token = "a-verify-token";
  const event = sign({ scheme: "meta", secret: SECRET, body: '{"object":"page"}' });
  const asks = `
    const ask = async (url, init) => {
      const response = await worker.fetch(new Request("https://a.test" + url, init));
      console.log(response.status, await response.text());
    };
    await ask("/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}");
    await ask("/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=another");
    await ask("/", ${JSON.stringify(event)});
    await ask("/", ${JSON.stringify({ ...event, body: "{}" })});
  `;
  const script = handshakes.replace("export default", "const worker =") + asks;
  assert.equal(run(script, { META_SECRET: SECRET, META_VERIFY_TOKEN: token }), [
    "200 1158201444",
    "401 token_mismatch",
    "page { object: 'page' }",
    "200 ",
    "401 signature_mismatch\n",
  ].join("\n"));
});

test("the README's refused request is explained", () => {
  const [script] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, block]) => block).filter((block) => block.includes("waxseal/diagnose"));
  const out = run(script, { STRIPE_SECRET: SECRET });
  assert.match(out, /^proved body_pretty_printed The body was indented; .* Verify the bytes as they came; /);
  assert.match(out, /framework: 'Express'/);
  assert.match(out, /\nsignature_mismatch \{"id":"evt_1"\}\n$/);
});

test("the README names no scheme and no function that there is not", () => {
  const [, count] = /More than (\d+) senders/.exec(readme);
  assert.ok(schemes.length > Number(count), `${schemes.length} schemes`);
  const [, named] = /each by its id: ([^.]*) and so on/.exec(readme);
  for (const [, id] of named.matchAll(/`([^`]+)`/g)) assert.ok(schemes.some((row) => row.id === id), id);
  for (const [, name] of readme.matchAll(/`(\w+)\(/g)) {
    assert.ok(name in { ...waxseal, ...diagnosis } || ["text", "json"].includes(name), name);
  }
});
