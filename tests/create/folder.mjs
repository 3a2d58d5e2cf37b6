/**
 * What the tests of an operator's folder share: a folder as `npm create waxseal` makes it, waxseal
 * running in it, origins on loopback, requests.
 */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync, mkdtempSync, symlinkSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startOrigin, until } from "../e2e/harness.mjs";

export { startOrigin, until };

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CREATE = join(ROOT, "npm/create-waxseal/src/bin.mjs");

/** Makes a folder, with the packages of this workspace in place of `npm install`. */
export const makeFolder = (...flags) => {
  const root = mkdtempSync(join(tmpdir(), "waxseal-operator-"));
  // A name that has to be quoted wherever it is written.
  const path = join(root, "my höoks");
  execFileSync(process.execPath, [CREATE, path, "--yes", ...flags], { stdio: ["ignore", "ignore", "inherit"] });
  symlinkSync(join(ROOT, "npm/node_modules"), join(path, "node_modules"));
  const vars = Object.fromEntries([...readFileSync(join(path, ".dev.vars"), "utf8").matchAll(/^([A-Z_]+)="(.*)"$/gm)].map(([, name, value]) => [name, value]));
  return { path, vars, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) };
};

/** Everything that this file started and that has not ended. */
const children = new Set();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/**
 * Starts a program that says on which address it listens.
 *
 * @returns {Promise<{ url: string, pid: number, output: () => string, listened: () => string[], ended: Promise<string>, signal: (name: string) => void, stop: () => Promise<string> }>}
 */
export const startProgram = async (path, words, { env = {}, address = /listens on (http:\/\/\S+)/g } = {}) => {
  const child = spawn(process.execPath, words, { cwd: path, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  let how;
  const ended = new Promise((resolve) =>
    child.once("exit", (code, signal) => {
      children.delete(child);
      how = signal ?? `status ${code}`;
      resolve(how);
    }),
  );
  const listened = () => [...output.matchAll(address)].map(([, url]) => url);
  await until("it listens", () => listened().length > 0 || how !== undefined, 60_000);
  if (listened().length === 0) throw new Error(`it ended (${how}): ${output}`);
  const signal = (name) => child.kill(name);
  const stop = async () => {
    if (how === undefined) signal("SIGTERM");
    return ended;
  };
  return { get url() { return listened().at(-1); }, pid: child.pid, output: () => output, listened, ended, signal, stop };
};

/** Runs the folder's own start script on a free port. */
export const startSelfHosted = async (folder, flags = [], env = {}) => {
  const program = await startProgram(folder.path, ["selfhost/start.mjs", "--port", "0", ...flags], { env });
  const workerd = () => Number([...program.output().matchAll(/\(workerd (\d+)\)/g)].at(-1)[1]);
  return { ...program, get url() { return program.url; }, workerd };
};

/** Kills a process as a power cut would. */
export const killHard = async (pid) => {
  process.kill(pid, "SIGKILL");
  await until(`${pid} is gone`, () => !existsSync(`/proc/${pid}`) || /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8")), 5_000).catch(() => undefined);
};

/** Posts a signed request; the connection is not kept. */
export const post = async (url, { method, url: path, headers, body }) => {
  const answer = await fetch(new URL(path, url), { method, headers: { ...headers, connection: "close" }, body });
  return { status: answer.status, json: await answer.json() };
};

/** Asks the API. */
export const ask = async (url, path, token, method = "GET", body = undefined) => {
  const answer = await fetch(new URL(path, url), { method, headers: { authorization: `Bearer ${token}`, connection: "close", ...(body === undefined ? {} : { "content-type": "application/json" }) }, body: body === undefined ? undefined : JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
};
