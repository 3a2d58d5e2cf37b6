/** docs/guide.md, followed line by line as its reader would, with no cargo on the PATH. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "../../npm/create-waxseal/test/jsonc.mjs";
import { ask, until } from "./folder.mjs";
import { patternOf, readGuide } from "./page.mjs";
import { ownRegistry, startRegistry } from "./registry.mjs";
import { barePath, openTerminal, startStaying } from "./shell.mjs";

const steps = readGuide();

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

test("every step of the cloud is marked, and its syntax holds", () => {
  const cloud = steps.filter(({ how }) => how === "not run").flatMap(({ commands }) => commands);
  assert.ok(cloud.some((line) => line.startsWith("npx wrangler deploy")));
  for (const line of cloud) assert.equal(spawnSync("bash", ["-n", "-c", line.replaceAll("<your account>", "me")], { encoding: "utf8" }).stderr, "", line);
  const run = steps.filter(({ how }) => how !== "not run").flatMap(({ commands }) => commands);
  for (const line of run) assert.doesNotMatch(line, /wrangler (login|deploy|secret)|--deploy/, "needs an account");
  assert.ok(run.length > 20);
});

test("commands without a comment that says how they run are not overlooked", () => {
  assert.throws(() => readGuide("# A\n\n```sh\nls\n```\n"), /have no comment/);
});

test("every command of the guide does what the guide says", async (t) => {
  const root = mkdtempSync(join(tmpdir(), "waxseal-guide-"));
  const registry = await startRegistry(["waxseal", "create-waxseal"], ownRegistry());
  const [worker, receiver] = [await freePort(), await freePort()];
  const env = {
    PATH: barePath(root),
    HOME: process.env.HOME,
    npm_config_registry: registry.url,
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    // Nothing of it leaves the machine.
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    CI: "true",
  };
  const home = join(root, "my-hooks");
  const terminal = openTerminal(root, env);
  const staying = new Map();
  t.after(async () => {
    terminal.close();
    for (const one of staying.values()) await one.interrupt();
    await registry.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  assert.equal((await terminal.run("command -v cargo rustc")).status, 1, "the guide needs no Rust");

  /** The same line on ports that are free here. */
  const here = (line) => {
    const flag = /^npm (?:run \w+|start)/.test(line) ? (line.includes(" -- ") ? " --port" : " -- --port") : " --port";
    const port = /^npm run dev|^npm start/.test(line) ? `${flag} ${worker}` : /^npm run listen|^npx waxseal listen/.test(line) ? `${flag} ${receiver}` : "";
    return line.replaceAll("127.0.0.1:8787", `127.0.0.1:${worker}`).replaceAll("127.0.0.1:4400", `127.0.0.1:${receiver}`) + port;
  };
  const doing = {
    "not run": () => undefined,
    wait: async ({ event }) => {
      const token = /WAXSEAL_READ_TOKEN="(.*)"/.exec(readFileSync(join(home, ".dev.vars"), "utf8"))[1];
      await until(`${event} is delivered`, async () => (await ask(`http://127.0.0.1:${worker}`, "/api/events", token)).json.events.find((one) => one.event_id === event)?.deliveries[0].state === "delivered");
    },
    stays: async ({ commands: [line], terminal: number }) => {
      await staying.get(number)?.interrupt();
      staying.set(number, await startStaying(here(line), home, env));
    },
    run: async ({ commands, status, prints }) => {
      let printed = "";
      for (const [index, line] of commands.entries()) {
        const ended = await terminal.run(here(line));
        printed += ended.output;
        assert.equal(ended.status, index === commands.length - 1 ? status : 0, `${line}\n${ended.output}\n${[...staying.values()].map((one) => one.output()).join("\n").slice(-3000)}`);
      }
      for (const line of prints) assert.match(printed, patternOf(line), commands.join("\n"));
    },
  };
  for (const step of steps) {
    const begun = performance.now();
    await doing[step.how](step);
    t.diagnostic(`${((performance.now() - begun) / 1000).toFixed(1)} s  ${step.commands[0] ?? step.event ?? ""}`);
  }
  // What was added on the way stands between the comments.
  const { sources, origins } = parse(readFileSync(join(home, "waxseal.jsonc"), "utf8"));
  assert.deepEqual([Object.keys(sources), Object.keys(origins)], [["affiliatebase", "track360"], ["crm", "warehouse"]]);
  assert.match(staying.get("2").output(), /evt_4/);
});
