import { type Arguments, readArguments } from "./arguments.js";
import { VARS_FILE, readVariables } from "./vars-file.js";
import { EXIT, Failure, usage } from "./failure.js";
import { helpOf, helpOfAll } from "./help.js";
import { configFailure } from "./library.js";
import { meant } from "./nearest.js";
import { Output, type Stream } from "./output.js";
import { Redaction } from "./redact.js";
import type { Verb } from "./verb.js";
import { VERBS } from "./verbs.js";
import version from "#version";

/** What a command line runs in. */
export interface Host {
  readonly env: NodeJS.ProcessEnv;
  readonly out: Stream;
  readonly err: Stream;
}

/** Runs one command line and returns its exit status. */
export const main = async (words: readonly string[], { env, out, err }: Host): Promise<number> => {
  // Known before the flags are read, so that errors in them are JSON too.
  const border = words.indexOf("--");
  const json = words.slice(0, border === -1 ? words.length : border).includes("--json");
  const output = new Output(json, new Redaction(), env, { out, err });
  try {
    return await run(words, output, env);
  } catch (error) {
    return told(error, output);
  }
};

const run = async (words: readonly string[], out: Output, env: NodeJS.ProcessEnv): Promise<number> => {
  const [name, ...rest] = words.filter((word, index) => !(index === 0 && word === "--json"));
  if (name === undefined) {
    out.aside(helpOfAll(VERBS, version));
    return EXIT.usage;
  }
  if (name === "--version" || name === "-V") return shown(out, "version", version);
  const about = name === "help" ? rest.find((word) => !word.startsWith("-")) : undefined;
  if (["--help", "-h"].includes(name) || (name === "help" && about === undefined)) return shown(out, "help", helpOfAll(VERBS, version));
  const verb = verbOf(about ?? name);
  if (name === "help") return shown(out, "help", helpOf(verb));
  const given = readArguments(verb, rest);
  if (given.has("help")) return shown(out, "help", helpOf(verb));
  return verb.run({ given, out, env: variables(verb, given, env) });
};

/** The environment, and before it the file that --vars-file names. A verb that writes such a file reads it itself. */
const variables = (verb: Verb, given: Arguments, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const path = given.text("vars-file");
  return path === undefined || verb.flags["vars-file"] !== VARS_FILE["vars-file"] ? env : { ...env, ...readVariables(path) };
};

const verbOf = (name: string) => {
  const verb = VERBS.find((one) => one.name === name);
  if (verb !== undefined) return verb;
  const names = VERBS.map((one) => one.name);
  if (name.startsWith("-")) throw usage(`a verb comes first: ${names.join(", ")}`);
  throw usage(`there is no verb ${/^[a-z-]{1,24}$/i.test(name) ? `"${name}"` : "of this name"}${meant(name, names) || `: ${names.join(", ")}`}`);
};

const shown = (out: Output, name: string, text: string): number => {
  out.line(text);
  out.data({ [name]: text });
  return EXIT.done;
};

/** Says why a command could not do its work, and returns the status of its class. */
const told = (error: unknown, out: Output): number => {
  const failure = error instanceof Failure ? error : (configFailure(error) ?? unforeseen(error));
  const { kind, code, message } = failure;
  out.data({ ok: false, error: { class: kind, ...(code === undefined ? {} : { code }), message } });
  if (!out.json) out.aside(`${out.paint("bad", code ?? kind, "err")}: ${message}`);
  return EXIT[kind];
};

const unforeseen = (error: unknown): Failure =>
  new Failure("internal", `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nThis is a fault of waxseal: please report it.`, "internal");
