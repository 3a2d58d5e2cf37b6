import type { Verb } from "./verb.js";
import { sign } from "./verbs/sign.js";
import { verify } from "./verbs/verify.js";

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [verify, sign];
