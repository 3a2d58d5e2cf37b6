import { Failure, usage } from "./failure.js";

/** The package's own entry. */
export type Library = typeof import("../index.js");

/** What only `waxseal/full` checks on every host. */
const FULL = ["ecdsa-p256", "rsa-sha256"];

/** Loads the package's entry: the one with P-256 and RSA where the algorithm asks for it. */
export const library = (algorithm?: string): Promise<Library> =>
  algorithm !== undefined && FULL.includes(algorithm) ? import("#waxseal/full") : import("#waxseal");

/** Loads what says why a request is refused. It has every algorithm. */
export const diagnosis = (): Promise<typeof import("../diagnose.js")> => import("#waxseal/diagnose");

/** Calls the library, where a TypeError means that the command line lacks something. */
export const asked = <T>(call: () => T): T => {
  try {
    return call();
  } catch (error) {
    if (error instanceof TypeError) throw usage(inFlags(error.message));
    throw error;
  }
};

/** The library speaks of options; a command line has flags. */
const inFlags = (message: string): string => {
  const flag = (["url", "method"] as const).find((name) => message.startsWith(`${name} is `));
  return flag === undefined ? message : `${message} (--${flag})`;
};

/** Says whether an error is the package's `ConfigError`, and makes a failure of it. */
export const configFailure = (error: unknown): Failure | undefined => {
  const { name, code, detail } = error as { name?: unknown; code?: unknown; detail?: unknown };
  if (name !== "ConfigError" || typeof code !== "string" || typeof detail !== "string") return undefined;
  return new Failure("configuration", detail, code);
};
