// A real Redis for the tests, where this machine has one: `redis-server` on the PATH (Debian and
// macOS name the package redis-server and redis), or the program that REDIS_SERVER names.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = process.env.REDIS_SERVER ?? "redis-server";

/** The version, `null` where there is none. */
export const redisVersion = () => {
  const { status, stdout } = spawnSync(PROGRAM, ["--version"], { encoding: "utf8" });
  return status === 0 ? /v=([\d.]+)/.exec(stdout)?.[1] ?? "unknown" : null;
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Starts one on 127.0.0.1 with a folder of its own. */
export const startRedis = async () => {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "waxseal-redis-"));
  const child = spawn(PROGRAM, ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "no"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    let out = "";
    child.stdout.on("data", (piece) => {
      out += piece;
      if (/Ready to accept connections/.test(out)) resolve();
    });
    child.on("exit", () => reject(new Error(`redis-server ended:\n${out}`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        child.on("exit", () => (rmSync(dir, { recursive: true, force: true }), resolve()));
        child.kill();
      }),
  };
};
