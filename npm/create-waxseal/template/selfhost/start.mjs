#!/usr/bin/env node
/**
 * Runs waxseal on this machine, without Cloudflare: `node selfhost/start.mjs --help`.
 *
 * It starts workerd, ticks each minute, starts workerd again when it dies, and ends it on SIGTERM or
 * Ctrl-C. All state lies in one folder (--data): whatever was accepted is found again.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseVariables, variablesFor } from "./variables.mjs";
import { workerdConfig } from "./workerd-config.mjs";

const home = dirname(dirname(fileURLToPath(import.meta.url)));

const HELP = `Runs waxseal on this machine, on workerd.

  node selfhost/start.mjs [flags]

  --port N           where it listens; 8787, if absent
  --host HOST        on which address; 127.0.0.1, if absent: put a proxy that ends TLS in front
  --config FILE      the configuration; waxseal.jsonc, if absent
  --vars-file FILE    secrets as NAME=value lines; .dev.vars, if absent; the environment goes first
  --data DIR         the folder for all state; data, if absent
  --allow-private    let origins be on this machine and in private networks
                     (waxseal.jsonc must say "insecure_origins": true besides)
  --help             show this
`;

/** workerd is started again after so long, and after twice as long each time up to the last. */
const RESTART_MILLIS = { first: 500, last: 30_000 };
/** Whoever ran this long starts anew with the first. */
const STEADY_MILLIS = 60_000;
/** Accepted requests may take this long to end after SIGTERM. */
const DRAIN_MILLIS = 20_000;
const MINUTE = 60_000;

const fail = (message) => {
  console.error(message);
  process.exit(2);
};

const readOptions = () => {
  const flags = { port: "string", host: "string", config: "string", "vars-file": "string", data: "string", "allow-private": "boolean", help: "boolean" };
  try {
    const { values } = parseArgs({ options: Object.fromEntries(Object.entries(flags).map(([name, type]) => [name, { type }])) });
    const port = Number(values.port ?? 8787);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) fail("--port takes a number from 0 to 65535");
    const configuration = resolve(values.config ?? join(home, "waxseal.jsonc"));
    const data = resolve(values.data ?? join(home, "data"));
    return { ...values, port, host: values.host ?? "127.0.0.1", configuration, data };
  } catch (error) {
    return fail(`${error.message}\n\n${HELP}`);
  }
};

const readText = (path, what) => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail(`cannot read ${what}: ${path} (${error.code ?? error.message})`);
  }
};

/** Finds the program of workerd's npm package. */
const findWorkerd = () => {
  try {
    const found = createRequire(join(home, "package.json"))("workerd");
    return found.default ?? found;
  } catch {
    return fail("workerd is not installed: run `npm install` first");
  }
};

/** Writes the configuration and returns how workerd is called with it. */
const prepare = (options) => {
  const text = readText(options.configuration, "the configuration");
  const named = options["vars-file"];
  const path = resolve(named ?? join(home, ".dev.vars"));
  const file = named !== undefined || existsSync(path) ? parseVariables(readText(path, "the file of secrets")) : {};
  const variables = variablesFor(text, file, process.env);
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const target = join(options.data, "workerd.capnp");
  const allow = options["allow-private"] ? ["public", "private"] : ["public"];
  const address = `${options.host.includes(":") ? `[${options.host}]` : options.host}:${options.port}`;
  writeFileSync(target, workerdConfig({ home, beside: options.data, configuration: options.configuration, data: options.data, names: Object.keys(variables), allow, address }));
  return { program: findWorkerd(), words: ["serve", "--control-fd=3", target], env: { ...process.env, ...variables } };
};

/** Starts workerd once. `told` gets each address as it listens; resolves when it has ended. */
const run = ({ program, words, env }, told) => {
  const child = spawn(program, words, { env, stdio: ["ignore", "inherit", "inherit", "pipe"] });
  createInterface({ input: child.stdio[3] }).on("line", (line) => {
    const { event, socket, port } = JSON.parse(line);
    if (event === "listen") told(socket, port);
  });
  const ended = new Promise((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", (code, signal) => done(signal ?? `status ${code}`));
  });
  return { child, ended };
};

/** Calls what Cloudflare's clock would call. */
const tick = (port) => {
  const call = request({ host: "127.0.0.1", port, method: "POST", timeout: 30_000 }, (answer) => {
    answer.resume();
    if (answer.statusCode !== 204) console.error(`waxseal: the minute's work answered ${answer.statusCode}`);
  });
  call.on("timeout", () => call.destroy());
  call.on("error", (error) => console.error(`waxseal: the minute's work failed (${error.code ?? error.message})`));
  call.end();
};

/** Runs workerd until it is told to end, and starts it again whenever it dies. */
const supervise = async (call, { host, port }) => {
  const shown = host.includes(":") ? `[${host}]` : host;
  let current;
  let cron;
  let hasListened = false;
  let isEnding = false;
  let wake = () => {};

  const end = () => {
    if (isEnding) return;
    isEnding = true;
    wake();
    current?.kill("SIGTERM");
    setTimeout(() => current?.kill("SIGKILL"), DRAIN_MILLIS).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);
  setInterval(() => cron !== undefined && tick(cron), MINUTE).unref();

  const told = (socket, at) => {
    if (socket === "cron") {
      cron = at;
      // At once too: whatever became due while nothing ran must not wait for the next minute.
      tick(at);
    } else {
      hasListened = true;
      console.log(`waxseal listens on http://${shown}:${at} (workerd ${current.pid})`);
    }
  };
  const pause = (millis) =>
    new Promise((done) => {
      const timer = setTimeout(done, millis);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  let delay = RESTART_MILLIS.first;
  while (!isEnding) {
    const begun = Date.now();
    const { child, ended } = run(call, told);
    current = child;
    const how = await ended;
    cron = undefined;
    if (isEnding) return;
    if (!hasListened) fail(`workerd ended before it listened (${how}): is port ${port} taken?`);
    if (Date.now() - begun > STEADY_MILLIS) delay = RESTART_MILLIS.first;
    console.error(`waxseal: workerd ended (${how}); starting it again in ${delay / 1000} s`);
    await pause(delay);
    delay = Math.min(delay * 2, RESTART_MILLIS.last);
  }
};

const options = readOptions();
if (options.help) console.log(HELP.trimEnd());
else await supervise(prepare(options), options);
