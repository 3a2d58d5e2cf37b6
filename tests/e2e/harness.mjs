/**
 * What the end-to-end tests share: the Worker on local workerd, origins on loopback, signed senders.
 *
 *     const origin = await startOrigin((request) => ({ status: 200 }));
 *     const worker = await startWorker({ config: configuration({ origins: { crm: { url: origin.url, … } } }), vars });
 *     const answer = await worker.send(signed({ scheme: "github", secret, body }), "/in/github");
 */
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../../npm/load.mjs";
import { startLocal } from "../../worker/local.mjs";

/** The token that opens the read API of every Worker started here. */
export const READ_TOKEN = ["read-", "token-", "of-the-tests-0123456789"].join("");

/** KV bindings that misbehave: each replaces the real one. */
const KV_STUBS = {
  // Every look-up misses, as in a location that cached "absent"; writes vanish.
  stale: "get: async () => null, getWithMetadata: async () => ({ value: null, metadata: null }), put: async () => {}, list: async () => ({ keys: [] }), delete: async () => {}",
  // Every look-up misses and says so in the log, for tests of who asks.
  telling: 'get: async () => { console.log("called KV get"); return null; }, getWithMetadata: async () => { console.log("called KV get"); return { value: null, metadata: null }; }, put: async () => { console.log("called KV put"); }, list: async () => ({ keys: [] }), delete: async () => {}',
  // Every call fails.
  failing: 'get: async () => { throw new Error("KV is down"); }, getWithMetadata: async () => { throw new Error("KV is down"); }, put: async () => { throw new Error("KV is down"); }, list: async () => { throw new Error("KV is down"); }, delete: async () => { throw new Error("KV is down"); }',
  // No call ever settles.
  hanging: "get: () => new Promise(() => {}), getWithMetadata: () => new Promise(() => {}), put: () => new Promise(() => {}), list: () => new Promise(() => {}), delete: () => new Promise(() => {})",
};

/**
 * Starts the Worker.
 *
 * @param {object} options
 * @param {object|string} options.config the configuration, as an object or as JSONC
 * @param {Record<string, string>} [options.vars] secrets by name
 * @param {string} [options.persist] folder that survives a restart; in memory without it
 * @param {"stale"|"failing"|"hanging"|"telling"} [options.kv] a KV that misbehaves
 * @param {number} [options.port]
 * @param {string} [options.entry] another text of worker/entry.mjs
 * @param {string} [options.build] "build" (default) or "build-faults"
 * @param {(text: string) => void} [options.log] gets what the Worker logs
 * @param {object} [options.more] Miniflare options of the Worker beside ours
 * @param {object[]} [options.workers] further Workers beside it
 */
export async function startWorker(options) {
  const config = typeof options.config === "string" ? options.config : JSON.stringify(options.config);
  const stub = options.kv === undefined ? undefined : kvStub(options.kv);
  const local = await startLocal({
    config,
    vars: { WAXSEAL_READ_TOKEN: READ_TOKEN, ...options.vars },
    persist: options.persist,
    port: options.port,
    build: options.build,
    entry: options.entry,
    quiet: options.quiet ?? true,
    log: options.log,
    more: { ...options.more, ...(stub && { kvNamespaces: [], wrappedBindings: { ...options.more?.wrappedBindings, KV: "kv-stub" } }) },
    workers: [...(stub ? [stub] : []), ...(options.workers ?? [])],
  });
  return { ...local, send: (request, path) => send(local.url, request, path), events: () => events(local.url) };
}

function kvStub(kind) {
  const methods = KV_STUBS[kind];
  if (methods === undefined) throw new TypeError(`no KV stub of kind ${kind}`);
  return { name: "kv-stub", modules: true, script: `export default () => ({ ${methods} });` };
}

/** Sends what `sign` made (or any `{ method, headers, body }`) to a path of the Worker. */
async function send(url, request, path) {
  const method = request.method ?? "POST";
  const headers = new Headers(request.headers);
  // The runtime closes a connection whose body it did not read, as when a source is unknown: the
  // next request on it would fail in the client. Senders under test are new each time.
  headers.set("connection", "close");
  const response = await fetch(new URL(path ?? request.url, url), {
    method,
    headers,
    body: method === "GET" ? undefined : request.body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

/** Reads the event log of all ledgers. */
async function events(url) {
  const response = await fetch(new URL("/api/events", url), { headers: { authorization: `Bearer ${READ_TOKEN}` } });
  if (response.status !== 200) throw new Error(`read API answered ${response.status}: ${await response.text()}`);
  return (await response.json()).events;
}

/** Signs with the package that is published; see its `sign`. */
export async function signed(input) {
  const { sign } = await load("waxseal");
  return sign(input);
}

/**
 * Starts an origin: a real HTTP server on loopback that keeps what it received.
 *
 * `handler` gets `{ method, url, headers, rawHeaders, body (Buffer), number }` and returns (or
 * promises) `{ status, headers?, body? }`, or "reset" to break the connection, or "hang".
 */
export async function startOrigin(handler = () => ({ status: 200 })) {
  const received = [];
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", async () => {
      const request = {
        method: incoming.method,
        url: incoming.url,
        headers: incoming.headers,
        rawHeaders: incoming.rawHeaders,
        body: Buffer.concat(chunks),
        number: received.length + 1,
      };
      received.push(request);
      const answer = await handler(request);
      if (answer === "hang") return;
      if (answer === "reset") return void incoming.socket.destroy();
      outgoing.writeHead(answer.status, answer.headers ?? {});
      outgoing.end(answer.body ?? "");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    received,
    stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}

/** A fresh folder for `persist`, and its removal. */
export async function freshFolder() {
  const path = await mkdtemp(join(tmpdir(), "waxseal-e2e-"));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}

/** Waits until `check` returns something truthy, and returns it; fails with `what` after `limitMillis`. */
export async function until(what, check, limitMillis = 30_000) {
  const end = Date.now() + limitMillis;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${limitMillis} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Kills workerd as a power cut would, and waits until it is gone. */
export async function killWorkerd(worker) {
  const pid = worker.workerdPid();
  process.kill(pid, "SIGKILL");
  await until(`workerd ${pid} is gone`, () => !existsSync(`/proc/${pid}`), 5_000).catch(() => undefined);
}
