/** Runs the README's Node receiver as it is printed, against requests signed by the package. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../../npm/load.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const secret = ["whsec_", "readme-example-of-32-bytes-or-so"].join("");

/** The first JavaScript block of the README. */
async function example() {
  const text = await readFile(join(root, "README.md"), "utf8");
  return text.match(/```js\n([\s\S]*?)```/)[1];
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function startExample() {
  // Below npm/, so that "waxseal" resolves to the built package.
  const folder = await mkdtemp(join(root, "npm/waxseal/dist/readme-"));
  const file = join(folder, "receiver.mjs");
  await writeFile(file, await example());
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), STRIPE_SECRET: secret };
  const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
  const printed = [];
  child.stdout.on("data", (chunk) => printed.push(chunk));
  const stop = async () => {
    child.kill();
    await once(child, "exit");
    await rm(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}/`, printed: () => Buffer.concat(printed).toString(), stop };
}

async function post(url, request) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetch(url, request);
    } catch (error) {
      // It may not listen yet.
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

test("the README's receiver accepts a genuine event and refuses a changed one", async () => {
  const { sign } = await load("waxseal");
  const body = '{"id":"evt_readme","type":"payout.paid","amount_cents":1000}';
  const request = sign({ scheme: "stripe", secret, body });
  const receiver = await startExample();
  try {
    const genuine = await post(receiver.url, request);
    assert.equal(genuine.status, 200);
    const forged = await post(receiver.url, { ...request, body: body.replace("1000", "9000") });
    assert.equal(forged.status, 401);
    assert.equal(await forged.text(), "signature_mismatch");
    assert.equal(receiver.printed().split("\n")[0], "evt_readme payout.paid { id: 'evt_readme', type: 'payout.paid', amount_cents: 1000 }");
  } finally {
    await receiver.stop();
  }
});
