/** Writes the configuration that workerd reads. No secret stands in it: only the names under which they are in the environment. */
import { relative, sep } from "node:path";

/** The runtime behaviour that the Worker is written for; wrangler.jsonc says the same. */
export const COMPATIBILITY_DATE = "2026-04-01";
export const COMPATIBILITY_FLAGS = ["nodejs_compat"];

/** The Worker's Durable Objects: binding and class, as in wrangler.jsonc. The key is the name of their folder and never changes. */
export const OBJECTS = [
  { binding: "LEDGER", className: "Ledger", key: "waxseal-ledger" },
  { binding: "CONTROL", className: "Control", key: "waxseal-control" },
];

const quoted = (text) => JSON.stringify(text);

/**
 * Writes the text.
 *
 * @param {object} options
 * @param {string} options.home the folder with entry.mjs, build, assets and selfhost
 * @param {string} options.beside the folder in which the text will lie: files are named from there
 * @param {string} options.configuration path of waxseal.jsonc
 * @param {string} options.data the folder for all state
 * @param {string[]} options.names variables of the environment that the Worker gets
 * @param {string[]} options.allow which addresses origins may have: "public", and "private" if wanted
 * @param {string} options.address where it listens, host:port
 */
export const workerdConfig = ({ home, beside, configuration, data, names, allow, address }) => {
  const file = (path) => quoted(relative(beside, path).split(sep).join("/"));
  const inHome = (path) => file(`${home}${sep}${path.split("/").join(sep)}`);
  return `# Written by selfhost/start.mjs at every start: changes here are lost.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "waxseal", worker = .waxseal),
    (name = "kv", worker = .kv),
    (name = "pages", disk = (path = ${quoted(`${home}${sep}assets`)})),
    (name = "data", disk = (path = ${quoted(data)}, writable = true)),
    # Where origins may be. An origin's name that leads to another address is refused when it is called.
    (name = "internet", network = (allow = [${allow.map(quoted).join(", ")}], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [
    # The proxy in front, which ends TLS, says by x-forwarded-proto how the sender came.
    (name = "http", address = ${quoted(address)}, http = (forwardedProtoHeader = "x-forwarded-proto"), service = "waxseal"),
    (name = "cron", address = "127.0.0.1:0", http = (), service = (name = "waxseal", entrypoint = "cron")),
  ],
);

const waxseal :Workerd.Worker = (
  compatibilityDate = ${quoted(COMPATIBILITY_DATE)},
  compatibilityFlags = [${COMPATIBILITY_FLAGS.map(quoted).join(", ")}],
  modules = [
    (name = "host.mjs", esModule = embed ${inHome("selfhost/host.mjs")}),
    (name = "entry.mjs", esModule = embed ${inHome("entry.mjs")}),
    (name = "waxseal.jsonc", text = embed ${file(configuration)}),
    (name = "build/index.js", esModule = embed ${inHome("build/index.js")}),
    (name = "build/index_bg.wasm", wasm = embed ${inHome("build/index_bg.wasm")}),
  ],
  bindings = [
    (name = "KV", kvNamespace = "kv"),
    (name = "PAGES", service = "pages"),
    (name = "WAXSEAL_SELF_HOSTED", text = "1"),
${OBJECTS.map(({ binding, className }) => `    (name = ${quoted(binding)}, durableObjectNamespace = ${quoted(className)}),\n`).join("")}${names.map((name) => `    (name = ${quoted(name)}, fromEnvironment = ${quoted(name)}),\n`).join("")}  ],
  durableObjectNamespaces = [
${OBJECTS.map(({ className, key }) => `    (className = ${quoted(className)}, uniqueKey = ${quoted(key)}, enableSql = true),\n`).join("")}  ],
  durableObjectStorage = (localDisk = "data"),
);

const kv :Workerd.Worker = (
  compatibilityDate = ${quoted(COMPATIBILITY_DATE)},
  modules = [(name = "kv.mjs", esModule = embed ${inHome("selfhost/kv.mjs")})],
  bindings = [(name = "STORE", durableObjectNamespace = "Store")],
  durableObjectNamespaces = [(className = "Store", uniqueKey = "waxseal-kv", enableSql = true)],
  durableObjectStorage = (localDisk = "data"),
);
`;
};
