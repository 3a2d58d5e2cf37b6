/**
 * Serves the built Worker on this machine. Called by `cargo xtask dev` after the build.
 *
 *     node worker/dev.mjs [--port N] [--persist DIR] [--exit]      the demonstration, then stays up
 *     node worker/dev.mjs --config FILE [--port N] [--persist DIR]  that configuration, no demonstration
 *
 * Secrets of FILE are read from `.dev.vars` beside it. Ends with status 0 on Ctrl-C; with --exit the
 * status says whether every outcome of the demonstration was the promised one.
 */
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { demoSecrets, runDemo, startDemoOrigins, writeTable } from "./demo.mjs";
import { parseVars, startLocal } from "./local.mjs";

const here = dirname(fileURLToPath(import.meta.url));

const usage = "usage: dev [--port N] [--config FILE] [--persist DIR] [--exit]";

async function main() {
  const options = parseOptions();
  if (!existsSync(join(here, "build/index.js"))) fail("worker/build is missing: run `cargo xtask build` first");
  const demo = options.config === undefined ? await prepareDemo() : undefined;
  const served = demo ?? (await readServed(options.config));
  // A demonstration begins with nothing; what somebody serves for himself is there again tomorrow.
  const temporary = demo && options.persist === undefined ? await mkdtemp(join(tmpdir(), "waxseal-dev-")) : undefined;
  // On every way out, also when the port is taken or Ctrl-C comes before everything runs.
  if (temporary) process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));
  const persist = resolve(options.persist ?? temporary ?? join(here, ".wrangler/dev"));
  await mkdir(persist, { recursive: true });

  // Until everything runs there is nothing else to put away: workerd ends with this process.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
  const local = await startLocal({ ...served, port: options.port, persist, assets: true, quiet: demo !== undefined }).catch(
    (error) => fail(error.code === "ERR_ADDRESS_IN_USE" ? `port ${options.port} is taken: choose another with --port, or 0 for any free one` : error.message),
  );
  const stop = async (status) => {
    isEnding = true;
    await local.stop();
    await Promise.all(Object.values(demo?.origins ?? {}).map((origin) => origin.stop()));
    if (temporary) await rm(temporary, { recursive: true, force: true });
    process.exit(status);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) {
    // Miniflare's own handler would exit with 130 before anything is cleaned up.
    process.removeAllListeners(signal);
    process.once(signal, () => void stop(0));
  }

  const refused = await checkHealth(local.url);
  if (refused !== undefined) {
    console.error(refused);
    return stop(1);
  }
  let kept = true;
  if (demo) {
    const result = await runDemo({ url: local.url, secrets: demo.vars, origins: demo.origins, say: (line) => console.log(line) });
    console.log(`\n${writeTable(result.rows)}\n`);
    kept = result.kept;
  }
  if (options.exit) return stop(kept ? 0 : 1);
  console.log(addresses(local.url, demo));
}

function parseOptions() {
  const flags = { port: { type: "string" }, config: { type: "string" }, persist: { type: "string" }, exit: { type: "boolean" } };
  try {
    const { values } = parseArgs({ options: flags });
    const port = values.port === undefined ? 8787 : Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`--port takes a number from 0 to 65535\n${usage}`);
    return { ...values, port };
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

async function prepareDemo() {
  const origins = await startDemoOrigins();
  const text = await readFile(join(here, "demo.jsonc"), "utf8");
  const config = text.replace(/\{origin:(\w+)\}/g, (_, name) => origins[name].url);
  return { config, vars: demoSecrets(), origins };
}

async function readServed(file) {
  const vars = join(dirname(resolve(file)), ".dev.vars");
  try {
    return {
      config: await readFile(file, "utf8"),
      vars: existsSync(vars) ? parseVars(await readFile(vars, "utf8")) : {},
    };
  } catch (error) {
    return fail(`cannot read ${file}: ${error.code ?? error.message}`);
  }
}

/** Returns why the Worker must not be used, or undefined when it is well. */
async function checkHealth(url) {
  const response = await fetch(new URL("/health", url));
  if (response.status === 200) return undefined;
  const problem = await response.json().catch(() => ({}));
  return `the Worker refuses to serve: ${problem.code ?? response.status}${problem.detail ? `\n${problem.detail}` : ""}`;
}

function addresses(url, demo) {
  const lines = [`dashboard  ${url}/`, `inspector  ${url}/inspect`, `health     ${url}/health`];
  if (demo) lines.push(`event log  curl -H 'authorization: Bearer ${demo.vars.WAXSEAL_READ_TOKEN}' ${url}/api/events`);
  return [...lines, "Ctrl-C ends it."].join("\n");
}

/** Whether what fails now fails because it is being put away. */
let isEnding = false;

await main().catch((error) => {
  if (!isEnding) throw error;
});
