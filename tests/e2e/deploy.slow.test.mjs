/** What `wrangler deploy` would send off: the bundle is made as for a deployment, and serves. Nothing leaves the machine. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { test } from "node:test";
import { load } from "../../npm/load.mjs";
import { COMPATIBILITY_DATE } from "../../worker/local.mjs";
import { freshFolder, until } from "./harness.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";

const worker = fileURLToPath(new URL("../../worker", import.meta.url));

/** Runs wrangler as an operator does, without an account and without the network. */
async function bundle(folder) {
  const manifest = createRequire(new URL("../../npm/package.json", import.meta.url)).resolve("wrangler/package.json");
  const wrangler = join(dirname(manifest), "bin/wrangler.js");
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", CI: "true" };
  const { stdout } = await promisify(execFile)(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", folder], { cwd: worker, env });
  return stdout;
}

const kinds = [[/\.js$/, "ESModule"], [/\.wasm$/, "CompiledWasm"], [/\.jsonc$/, "Text"]];

async function modules(folder) {
  const list = [];
  for (const name of await readdir(folder)) {
    const type = kinds.find(([ending]) => ending.test(name))?.[1];
    if (type) list.push({ type, path: join(folder, name), contents: await readFile(join(folder, name), type === "CompiledWasm" ? undefined : "utf8") });
  }
  return list.sort((a) => (a.path.endsWith("entry.js") ? -1 : 1));
}

test("the bundle of a deployment accepts events with the shipped configuration once its secrets are set", async (t) => {
  const folder = await freshFolder();
  t.after(() => folder.remove());
  const printed = await bundle(folder.path);
  for (const binding of ["env.LEDGER (Ledger)", "env.CONTROL (Control)", "env.KV"]) assert.ok(printed.includes(binding), printed);

  const text = await readFile(join(worker, "waxseal.jsonc"), "utf8");
  const names = text.match(/"[A-Z][A-Z0-9_]+\??"/g).map((name) => name.replace(/["?]/g, ""));
  const bindings = Object.fromEntries(names.map((name) => [name, newSecret()]));
  const { Miniflare, Response } = await load("miniflare");
  const called = new Set();
  const start = async (secrets) => {
    const mf = new Miniflare({
      cf: false,
      host: "127.0.0.1",
      modulesRoot: folder.path,
      modules: await modules(folder.path),
      compatibilityDate: COMPATIBILITY_DATE,
      kvNamespaces: ["KV"],
      durableObjects: { LEDGER: { className: "Ledger", useSQLite: true }, CONTROL: { className: "Control", useSQLite: true } },
      bindings: secrets,
      handleRuntimeStdio: (stdout, stderr) => { stdout.resume(); stderr.resume(); },
      // The shipped origins are examples: this answers in their place.
      outboundService: ({ url }) => {
        called.add(new URL(url).hostname);
        return new Response("thanks");
      },
    });
    t.after(() => mf.dispose());
    return (await mf.ready).origin;
  };

  const url = await start(bindings);
  assert.equal((await fetch(`${url}/health`)).status, 200);
  const event = affiliatebase(bindings.AFFILIATEBASE_SECRET, commission("evt_1"), { id: "evt_1", to: "/in/affiliatebase" });
  const first = await fetch(url + event.url, event);
  assert.deepEqual([first.status, (await first.json()).status], [200, "accepted"]);
  await until("a duplicate", async () => (await (await fetch(url + event.url, event)).json()).status === "duplicate");
  await until("both origins of a commission", () => called.has("finance.example.com") && called.has("warehouse.example.com"));
  assert.equal(called.size, 2);

  const closed = await start({});
  const answer = await fetch(`${closed}/health`);
  assert.deepEqual([answer.status, (await answer.json()).code], [503, "config_invalid"]);
});
