import { randomBytes } from "node:crypto";
import { Failure, usage } from "../failure.js";
import { library } from "../library.js";
import { readVariables, setVariables } from "../vars-file.js";
import type { Call } from "../verb.js";
import type { Settings } from "./file.js";
import { putSecret } from "./wrangler.js";

/** A secret, and whether it was made here: only then may it be printed, once. */
export interface Kept {
  readonly value: string;
  readonly isNew: boolean;
}

/**
 * Makes a secret of 32 random bytes as its algorithm needs it: what stands in a URL or a header
 * must need no escape there, and HTTP Basic wants a user before it.
 */
export const makeSecret = async (algorithm: unknown, name: string): Promise<Kept> => {
  const token = (): string => randomBytes(32).toString("base64url");
  if (algorithm === "token") return { value: token(), isNew: true };
  if (algorithm === "basic") return { value: `${name}:${token()}`, isNew: true };
  return { value: (await library()).newSecret(), isNew: true };
};

/**
 * Refuses a name whose secret is there already with another value: two entries would share it unseen.
 *
 * @throws Failure
 */
export const checkFree = (call: Call, settings: Settings, name: string): void => {
  if (Object.hasOwn(readVariables(settings.varsFile(call), true), name)) {
    throw new Failure("configuration", `${name} is set already in the file of secrets: remove it there if it is left over, or choose another name`, "config_invalid");
  }
};

/** Puts secrets into the file, and on Cloudflare if the call says so. Undefined removes one from the file. */
export const keepSecrets = async (call: Call, settings: Settings, changes: Readonly<Record<string, string | undefined>>): Promise<void> => {
  if (call.given.text("env") !== undefined && !call.given.has("deploy")) throw usage("--env is for --deploy");
  if (call.given.has("deploy")) {
    for (const [name, value] of Object.entries(changes)) if (value !== undefined) await putSecret(call, settings.folder, name, value);
  }
  setVariables(settings.varsFile(call), changes);
};
