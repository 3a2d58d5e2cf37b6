/**
 * Starts the built Worker on local workerd, with KV and Durable Objects on disk.
 *
 * Used by dev.mjs and by tests/e2e. Nothing here leaves the machine: no account, no download.
 */
import { readFile } from "node:fs/promises";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "../npm/load.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The date whose runtime behaviour the Worker is written for; wrangler.jsonc says the same. */
export const COMPATIBILITY_DATE = "2026-04-01";

/**
 * The modules of the Worker, with `configuration` in place of the bundled file.
 *
 * `build` is the folder of the Rust build; the entry always imports it as `./build`.
 */
async function modules(configuration, build, entry) {
  const text = (path) => readFile(join(here, path), "utf8");
  return [
    { type: "ESModule", path: join(here, "entry.mjs"), contents: entry ?? (await text("entry.mjs")) },
    { type: "Text", path: join(here, "waxseal.jsonc"), contents: configuration },
    { type: "ESModule", path: join(here, "build/index.js"), contents: await text(`${build}/index.js`) },
    { type: "CompiledWasm", path: join(here, "build/index_bg.wasm"), contents: await readFile(join(here, build, "index_bg.wasm")) },
  ];
}

/**
 * Starts the Worker and resolves when it listens.
 *
 * @param {object} options
 * @param {string} options.config text of the configuration (JSONC)
 * @param {Record<string, string>} [options.vars] secrets and variables by name
 * @param {string} [options.persist] folder for KV and Durable Objects; in memory without it
 * @param {number} [options.port] 0 (default) takes a free one
 * @param {string} [options.build] folder of the Rust build, "build" or "build-faults"
 * @param {boolean} [options.assets] serve worker/assets before the Worker, when it was built
 * @param {string} [options.entry] another text of entry.mjs, for tests that show what the guard is for
 * @param {object} [options.more] Miniflare options of the Worker that replace ours (bindings of tests)
 * @param {object[]} [options.workers] further Workers beside it
 * @param {boolean} [options.quiet] drop the runtime's own output
 * @param {(text: string) => void} [options.log] gets the runtime's own output instead
 * @returns {Promise<{ url: string, mf: object, workerdPid: () => number, stop: () => Promise<void> }>}
 */
export async function startLocal(options) {
  const { Miniflare, Log, LogLevel } = await load("miniflare");
  const before = new Set(children());
  const mf = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: options.port ?? 0,
    log: new Log(LogLevel.ERROR),
    handleRuntimeStdio: options.log ? teller(options.log) : options.quiet ? drain : undefined,
    kvPersist: options.persist ? join(options.persist, "kv") : false,
    durableObjectsPersist: options.persist ? join(options.persist, "do") : false,
    workers: [
      {
        name: "waxseal",
        modulesRoot: here,
        modules: await modules(options.config, options.build ?? "build", options.entry),
        compatibilityDate: COMPATIBILITY_DATE,
        // For node:crypto; see entry.mjs.
        compatibilityFlags: ["nodejs_compat"],
        kvNamespaces: ["KV"],
        durableObjects: {
          LEDGER: { className: "Ledger", useSQLite: true },
          CONTROL: { className: "Control", useSQLite: true },
        },
        bindings: options.vars ?? {},
        assets: options.assets ? assets() : undefined,
        ...options.more,
      },
      ...(options.workers ?? []),
    ],
  });
  const url = (await mf.ready).origin;
  const started = children().filter((pid) => !before.has(pid) && isWorkerd(pid));
  return {
    url,
    mf,
    workerdPid: () => started[0],
    stop: () => mf.dispose(),
  };
}

/** The pages, as wrangler.jsonc serves them. */
function assets() {
  const directory = join(here, "assets");
  if (!existsSync(directory)) return undefined;
  return {
    directory,
    workerName: "waxseal",
    routerConfig: { has_user_worker: true },
    assetConfig: { html_handling: "drop-trailing-slash", not_found_handling: "none" },
  };
}

/** Hands on the runtime's output as text. */
function teller(log) {
  return (stdout, stderr) => {
    for (const stream of [stdout, stderr]) stream.setEncoding("utf8").on("data", log);
  };
}

/** Reads the runtime's output away, so that its pipe never fills. */
function drain(stdout, stderr) {
  stdout.resume();
  stderr.resume();
}

/** The process ids of this process's children (Linux); elsewhere none. */
function children() {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parent(pid) === process.pid);
  } catch {
    return [];
  }
}

function parent(pid) {
  try {
    // "pid (name) state ppid …"; the name may contain anything, so read after its last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function isWorkerd(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("workerd");
  } catch {
    return false;
  }
}

/** Reads `.dev.vars`: NAME=value lines, with # comments and optional quotes around the value. */
export function parseVars(text) {
  const vars = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match === null) continue;
    const [, name, value] = match;
    const quoted = /^(["'])(.*)\1$/.exec(value);
    vars[name] = quoted ? quoted[2] : value;
  }
  return vars;
}
