import { spawn } from "node:child_process";
import { Failure } from "../failure.js";
import type { Call } from "../verb.js";

/** Words behind `wrangler` that say which environment is meant. */
const environment = ({ given }: Call): readonly string[] => {
  const name = given.text("env");
  // Without a word wrangler would ask, or warn, where there are several.
  return name === undefined ? [] : ["--env", checked(name)];
};

/** Words go through a shell on Windows. */
const checked = (name: string): string => {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw new Failure("usage", "--env must be the name of an environment: letters, digits, - or _");
  return name;
};

/** The command as a person would type it. */
export const putCommand = (call: Call, name: string): string => ["npx wrangler secret put", name, ...environment(call)].join(" ");

/** The command that removes one. */
export const deleteCommand = (call: Call, name: string): string => ["npx wrangler secret delete", name, ...environment(call)].join(" ");

/**
 * Sets a secret on Cloudflare. It goes through standard input: it is in no argument, and so neither
 * in a shell's history nor in the list of processes.
 *
 * @throws Failure with what wrangler said, where it did not take it.
 */
export const putSecret = async (call: Call, folder: string, name: string, value: string): Promise<void> => {
  call.out.aside(putCommand(call, name));
  const said = await wrangler(["secret", "put", checked(name), ...environment(call)], folder, value);
  if (said !== undefined) throw new Failure("network", `wrangler did not take ${name}, and nothing was changed here: ${said.replaceAll(value, "[secret]")}`);
};

/** Runs the wrangler of the folder; returns what it said where it failed. */
const wrangler = (words: readonly string[], folder: string, input: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const isWindows = process.platform === "win32";
    const child = spawn(isWindows ? "npx.cmd" : "npx", ["--no-install", "wrangler", ...words], { cwd: folder, shell: isWindows, stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status) => resolve(status === 0 ? undefined : said.trim().slice(-2000) || `status ${status}`));
    child.stdin.on("error", () => undefined);
    child.stdin.end(`${input}\n`);
  });
