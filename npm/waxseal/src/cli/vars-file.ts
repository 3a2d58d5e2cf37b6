import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Failure, usage } from "./failure.js";
import type { Flags } from "./verb.js";

/** The flag that names a file of variables. Node takes `--env-file` for itself, wherever it stands. */
export const VARS_FILE: Flags = { "vars-file": { value: "PATH", about: "a file of NAME=value lines, such as .dev.vars, in which variables are looked for first" } };

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/;

/** Reads NAME=value lines, with # comments and optional quotes around the value. */
export const parseVariables = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ""] = LINE.exec(line) ?? [];
    if (name !== undefined) found[name] = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
  }
  return found;
};

/**
 * Reads a file of variables; nothing, if it may be absent and is.
 *
 * @throws Failure; its text does not repeat the path, which could be a secret in the wrong place.
 */
export const readVariables = (path: string, mayBeAbsent = false): Readonly<Record<string, string>> => {
  if (mayBeAbsent && !existsSync(path)) return {};
  try {
    return parseVariables(readFileSync(path, "utf8"));
  } catch (error) {
    throw usage(`the file that --vars-file names cannot be read (${(error as NodeJS.ErrnoException).code ?? "no reason given"})`);
  }
};

/** Sets variables in a file's text, and removes those that are undefined. Everything else stays as it is. */
export const withVariables = (text: string, changes: Readonly<Record<string, string | undefined>>): string => {
  const left = new Map(Object.entries(changes));
  const lines = text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
  const kept = lines.flatMap((line) => {
    const name = LINE.exec(line)?.[1];
    if (name === undefined || !(name in changes)) return [line];
    const value = left.get(name);
    left.delete(name);
    return value === undefined ? [] : [written(name, value)];
  });
  const added = [...left].flatMap(([name, value]) => (value === undefined ? [] : [written(name, value)]));
  return [...kept, ...added, ""].join("\n");
};

const written = (name: string, value: string): string => {
  if (/["'`#\\$\s]/.test(value) && value.includes('"')) return `${name}='${value}'`;
  return `${name}="${value}"`;
};

/** Writes variables into a file that only its owner can read. */
export const setVariables = (path: string, changes: Readonly<Record<string, string | undefined>>): void => {
  for (const value of Object.values(changes)) {
    if (value !== undefined && /[\r\n]/.test(value)) throw new Failure("configuration", "a secret of several lines does not go into a file of NAME=value lines", "secret_malformed");
  }
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  try {
    writeFileSync(path, withVariables(before, changes), { mode: 0o600 });
  } catch (error) {
    throw usage(`${basename(path)} cannot be written (${(error as NodeJS.ErrnoException).code ?? "no reason given"})`);
  }
};
