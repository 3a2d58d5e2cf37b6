import { readVariables, setVariables } from "../vars-file.js";
import { Failure, usage } from "../failure.js";
import { putSecret } from "./wrangler.js";
import type { Call } from "../verb.js";
import type { Settings } from "./file.js";

/** A secret, and whether it was made here: only then may it be printed, once. */
export interface Kept {
  readonly value: string;
  readonly isNew: boolean;
}

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
