/** What `cargo xtask dev` runs: the demonstration keeps its promises, and says so when it does not. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { demoSecrets, runDemo, startDemoOrigins, writeTable } from "../../worker/demo.mjs";
import { freshFolder, startWorker } from "./harness.mjs";

const worker = fileURLToPath(new URL("../../worker/", import.meta.url));

/** Runs dev.mjs; `whenUp` is called with the process when it says how to end it. */
function dev(args, whenUp = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(worker, "dev.mjs"), ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk) => {
      output += chunk;
      if (output.includes("Ctrl-C ends it.")) {
        whenUp(child);
        whenUp = () => {};
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("close", (status, signal) => resolve({ status, signal, output }));
  });
}

test("dev --exit shows every outcome as promised and ends with status 0", async () => {
  const { status, output } = await dev(["--port", "0", "--exit"]);
  assert.equal(status, 0, output);
  assert.equal(output.match(/ yes$/gm)?.length, 9, output);
  for (const word of ["accepted", "duplicate", "conflict", "signature_mismatch", "timestamp_stale", "crm 500 → 200", "finance delivered"]) {
    assert.ok(output.includes(word), `${word} is missing in\n${output}`);
  }
});

test("dev without --exit stays up, tells its addresses, and ends with status 0 on Ctrl-C", async () => {
  const { status, signal, output } = await dev(["--port", "0"], (child) => child.kill("SIGINT"));
  assert.deepEqual([status, signal], [0, null], output);
  for (const word of ["dashboard  http://127.0.0.1:", "inspector  http://127.0.0.1:"]) assert.ok(output.includes(word), output);
});

test("dev refuses a configuration that is not valid, and names the path of the mistake", async () => {
  const folder = await freshFolder();
  const config = join(folder.path, "bad.jsonc");
  await writeFile(config, `{ "sources": { "shop": { "scheme": "github", "secrets": ["NOWHERE"] } } }`);
  const { status, output } = await dev(["--config", config, "--port", "0", "--persist", folder.path]);
  await folder.remove();
  assert.equal(status, 1, output);
  assert.match(output, /\/sources\/shop\/secrets\/0: .*secret_empty/);
});

test("dev serves a configuration with the secrets beside it, and sends no demonstration", async () => {
  const folder = await freshFolder();
  const config = join(folder.path, "waxseal.jsonc");
  await writeFile(config, `{ "sources": { "shop": { "scheme": "github", "secrets": ["SHOP_SECRET"] } } }`);
  await writeFile(join(folder.path, ".dev.vars"), `SHOP_SECRET="${"s".repeat(32)}"\n`);
  const { status, output } = await dev(["--config", config, "--port", "0", "--persist", folder.path], (child) => child.kill("SIGINT"));
  await folder.remove();
  assert.equal(status, 0, output);
  assert.ok(!output.includes("sent "), output);
});

test("dev says in one line that a port is taken", async () => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address();
  const { status, output } = await dev(["--port", String(port), "--exit"]);
  taken.close();
  assert.equal(status, 2);
  assert.ok(output.includes(`port ${port} is taken`), output);
});

test("dev explains a flag that it does not know", async () => {
  const { status, output } = await dev(["--prot", "1"]);
  assert.equal(status, 2);
  assert.match(output, /--prot[^]*usage: dev/);
});

test("a Worker that breaks a promise is found out: here finance gets test events", async () => {
  const origins = await startDemoOrigins();
  const secrets = demoSecrets();
  const text = await readFile(join(worker, "demo.jsonc"), "utf8");
  const config = text
    .replace(/\{origin:(\w+)\}/g, (_, name) => origins[name].url)
    .replace('"secrets": ["FINANCE_SECRET"],', '"secrets": ["FINANCE_SECRET"], "tests": true,');
  const local = await startWorker({ config, vars: secrets });
  try {
    const { rows, kept } = await runDemo({ url: local.url, secrets, origins });
    assert.equal(kept, false);
    const broken = rows.filter((row) => row.broken.length > 0);
    assert.deepEqual(broken.map((row) => row.sent), ["commission.created, test event"]);
    assert.match(writeTable(rows), /calls at the origins: promised \{"warehouse":1\}, seen \{"finance":1,"warehouse":1\}/);
  } finally {
    await local.stop();
    await Promise.all(Object.values(origins).map((origin) => origin.stop()));
  }
});
