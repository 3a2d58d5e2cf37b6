import { VARS_FILE } from "./vars-file.js";
import { Failure, usage } from "./failure.js";
import { askSecret } from "./prompt.js";
import { readInput } from "./request/input.js";
import type { Chosen } from "./scheme.js";
import type { Call, Flags } from "./verb.js";

/** Flags that say where secrets stand. Never what they are. */
export const SECRET_FLAGS: Flags = {
  "secret-env": { value: "NAME", several: true, about: "the environment variable that holds a secret, or the sender's public key" },
  "secret-file": { value: "PATH", several: true, about: "a file that holds it; one line end at its end is not part of it" },
};

/** The same, for verbs that look for variables in a file too. */
export const PROOF_FLAGS: Flags = { ...SECRET_FLAGS, ...VARS_FILE };

/** What is said of secrets in the help. */
export const PROOF_TEXT =
  "Secrets come from --secret-env or --secret-file, or are asked for on the terminal and not shown; never from an argument, " +
  "which stays in the shell's history and is seen in the process list. Several, the current one first, while they rotate. " +
  "They are in no output: what would hold one shows [secret].";

/** The same for a verb that asks for none. */
export const PROOF_TEXT_UNASKED = PROOF_TEXT.replace(", or are asked for on the terminal and not shown; never", ", never");

/** One secret or key, and the flag it came by. */
export interface Proof {
  readonly value: string | Uint8Array;
  readonly from: string;
}

/** The flags that hold secrets, in the order in which they stand. */
const named = ({ given }: Call): readonly (readonly [string, string])[] => given.pairs.filter(([flag]) => Object.hasOwn(SECRET_FLAGS, flag));

/** Whether a call says where its secrets stand. */
export const hasProofs = (call: Call): boolean => named(call).length > 0;

/**
 * Reads the secrets or keys of a call. Every one of them is kept out of all output from here on.
 *
 * @throws Failure where there is none; its text repeats neither names nor paths, which could be
 * the secret itself in the wrong place.
 */
export const readProofs = async (call: Call, chosen: Pick<Chosen, "takes" | "name">, stdinIsTaken: boolean): Promise<readonly Proof[]> => {
  const flags = named(call);
  if (chosen.takes === "nothing") {
    if (flags.length > 0) throw usage(`${chosen.name} checks nothing, so it takes no secret`);
    return [];
  }
  if (stdinIsTaken && flags.some(([flag, value]) => flag === "secret-file" && value === "-")) throw usage("standard input is named twice: for the request and for the secret");
  const what = chosen.takes === "keys" ? "public key" : "secret";
  const proofs = flags.map(([flag, value]) => (flag === "secret-env" ? fromEnvironment(call, value, what) : fromFile(value, what)));
  if (proofs.length === 0) proofs.push(await fromTerminal(chosen, what, stdinIsTaken));
  for (const { value } of proofs) if (chosen.takes === "secrets" && typeof value === "string") call.out.hide(value);
  return proofs;
};

const fromEnvironment = ({ env }: Call, name: string, what: string): Proof => {
  const value = env[name];
  if (value === undefined) {
    throw new Failure("configuration", `the environment variable that --secret-env names is not set: --secret-env takes the variable's name, not the ${what}`, "secret_empty");
  }
  if (value === "") throw new Failure("configuration", "the environment variable that --secret-env names is empty", "secret_empty");
  return { value, from: `--secret-env ${name}` };
};

const fromFile = (path: string, what: string): Proof => {
  const bytes = readInput(path, "--secret-file");
  if (bytes.length > 64 * 1024) throw usage(`the file that --secret-file names is too large for a ${what}`);
  return { value: textOrBytes(bytes), from: "--secret-file" };
};

/** What is not UTF-8 is the key's bytes. */
const textOrBytes = (bytes: Uint8Array): string | Uint8Array => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    return bytes;
  }
};

const fromTerminal = async (chosen: Pick<Chosen, "name">, what: string, stdinIsTaken: boolean): Promise<Proof> => {
  if (process.stdin.isTTY !== true || stdinIsTaken) {
    throw usage(`there is no ${what}: pass --secret-env NAME or --secret-file PATH; without a terminal to ask on, nothing else can say it`);
  }
  return { value: await askSecret(`The ${what} of ${chosen.name} (not shown): `), from: "the terminal" };
};
