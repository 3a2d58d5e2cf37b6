/** Terminals for the guide: one that runs line after line, and others in which a program stays. */
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { randomUUID } from "node:crypto";
import { until } from "./folder.mjs";

/** All that the guide, npm and wrangler call. No cargo, no rustc. */
const PROGRAMS = ["node", "npm", "npx", "bash", "sh", "curl", "env", "sleep", "cat", "ls", "ps", "uname", "dirname", "basename", "readlink", "sed", "grep", "tr", "git"];

/** Makes a folder that is a PATH with these programs alone. */
export const barePath = (folder) => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const name of PROGRAMS) {
    const found = process.env.PATH.split(delimiter).map((one) => join(one, name)).find((one) => existsSync(one));
    if (found !== undefined) symlinkSync(found, join(bin, name));
  }
  return bin;
};

/** A terminal that keeps its folder and its variables from line to line. */
export const openTerminal = (cwd, env) => {
  const shell = spawn("bash", ["--noprofile", "--norc"], { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return {
    /** Runs a line; returns its status and what it printed. */
    run: async (line, limit = 180_000) => {
      const mark = randomUUID();
      output = "";
      shell.stdin.write(`${line}\nprintf '\\n%s %s\\n' ${mark} $?\n`);
      const ended = await until(`the end of: ${line}; so far: ${output}`, () => new RegExp(`^${mark} (\\d+)$`, "m").exec(output), limit);
      return { status: Number(ended[1]), output: output.slice(0, ended.index) };
    },
    close: () => shell.kill("SIGKILL"),
  };
};

/** Starts a line whose program stays, and waits until it listens. */
export const startStaying = async (line, cwd, env) => {
  // A group of its own: Ctrl-C reaches everything that the line started.
  const child = spawn("bash", ["--noprofile", "--norc", "-c", line], { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  let isOver = false;
  const over = new Promise((resolve) => child.once("exit", () => resolve((isOver = true))));
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // Nothing of it is left.
    }
  };
  const interrupt = async () => {
    signal("SIGINT");
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 20_000).unref())]);
    signal("SIGKILL");
  };
  await until(`it listens: ${line}`, () => /Ready on http|listening on http|listens on http/.test(output) || isOver, 120_000).catch((error) => {
    signal("SIGKILL");
    throw new Error(`${error.message}\n${output}`);
  });
  if (isOver) throw new Error(`${line} ended: ${output}`);
  return { output: () => output, interrupt };
};
