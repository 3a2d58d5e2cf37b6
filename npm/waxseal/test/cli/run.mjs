// Runs the real command line as a child process, as a person's shell would.
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

export const BIN = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

// Written in pieces, so that scanners stay quiet.
export const SECRET = ["whsec_", "c2l4dGVlbi1ieXRlcy1h", "cmUtbm90LWVub3VnaC4u"].join("");
export const OTHER = ["whsec_", "YW5vdGhlci1zZWNyZXQt", "b2YtdGhpcnR5LWJ5dGVz"].join("");
export const TOKEN = ["a-token-", "that-nobody-may-see"].join("");
export const NOW = "2025-06-15T15:06:40Z";
export const NOW_SECONDS = 1_750_000_000;
export const BODY = '{"id":"evt_1","type":"commission.created","data":{"amount_cents":1250}}';

/** The variables that hold what the tests sign with. */
export const ENV = { SECRET, OTHER, TOKEN, EMPTY: "" };

const environment = (env) => ({ PATH: process.env.PATH, HOME: process.env.HOME, ...ENV, ...env });

/** Runs a command line to its end. */
export const run = (words, { input = "", env = {} } = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], { input, env: environment(env), encoding: "utf8", maxBuffer: 1 << 26 });
  return { status, stdout, stderr, all: stdout + stderr };
};

/** The same without blocking the servers of the test. */
export const runBeside = (words, { env = {} } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...words], { env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => (stdout += text));
    child.stderr.on("data", (text) => (stderr += text));
    child.on("close", (status) => {
      children.delete(child);
      resolve({ status, stdout, stderr, all: stdout + stderr });
    });
  });

/** Runs with --json and reads what comes. */
export const runJson = (words, options) => {
  const result = run([...words, "--json"], options);
  return { ...result, json: JSON.parse(result.stdout) };
};

/** Receivers that a failed test left running: they would keep the file from ending. */
const children = new Set();
after(() => {
  for (const child of children) child.kill("SIGKILL");
});

const folder = mkdtempSync(join(tmpdir(), "waxseal-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that the test leaves behind, and returns its path. */
export const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** A path at which nothing stands. */
export const nowhere = (name) => join(folder, name);

/** Starts `waxseal listen --json` on a free port; its events come as they are printed. */
export const listening = async (words, { env = {} } = {}) => {
  const child = spawn(process.execPath, [BIN, "listen", "--json", "--port", "0", ...words], { env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const events = [];
  const waiting = [];
  let text = "";
  let stderr = "";
  child.stderr.on("data", (piece) => (stderr += piece));
  child.stdout.on("data", (piece) => {
    text += piece;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      events.push(JSON.parse(text.slice(0, end)));
      text = text.slice(end + 1);
      for (const look of [...waiting]) look();
    }
  });
  const closed = new Promise((resolve) =>
    child.on("close", (status) => {
      children.delete(child);
      resolve(status);
    }),
  );
  /** Waits for the next event that fits, from the beginning. */
  const event = (fits) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = events.find(fits);
        if (found === undefined) return;
        waiting.splice(waiting.indexOf(look), 1);
        resolve(found);
      };
      waiting.push(look);
      // Not a bound: an event that never comes should fail here, and not hang the file.
      setTimeout(() => reject(new Error(`no such event within a minute: ${JSON.stringify(events)}${stderr}`)), 60_000).unref();
      void closed.then(() => reject(new Error(`ended before: ${stderr}`)));
      look();
    });
  const { url } = await event(({ event: name }) => name === "listening");
  return {
    url,
    events,
    event,
    requests: () => events.filter(({ event: name }) => name === "request"),
    closed,
    /** Ends it as Ctrl-C does, and returns its status. */
    end: async () => {
      child.kill("SIGINT");
      return closed;
    },
    output: () => JSON.stringify(events) + stderr,
  };
};

/** Starts a receiver of the test's own; returns its URL. It is closed when the test ends. */
export const serve = async (test, answer) => {
  const server = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => answer({ method: request.method, url: request.url, headers: request.headers, rawHeaders: request.rawHeaders, body: Buffer.concat(pieces) }, response));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
};

/** A port that nobody listens on. */
export const freePort = async () => {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
};
