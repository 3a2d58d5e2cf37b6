import type { Verb } from "./verb.js";
import { doctor } from "./verbs/doctor.js";
import { explain } from "./verbs/explain.js";
import { listen } from "./verbs/listen.js";
import { newSecret } from "./verbs/new-secret.js";
import { origin } from "./verbs/origin.js";
import { probe } from "./verbs/probe.js";
import { reconcile } from "./verbs/reconcile.js";
import { rotate } from "./verbs/rotate.js";
import { schemes } from "./verbs/schemes.js";
import { send } from "./verbs/send.js";
import { sign } from "./verbs/sign.js";
import { source } from "./verbs/source.js";
import { verify } from "./verbs/verify.js";

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [verify, explain, listen, probe, send, sign, schemes, newSecret, source, origin, rotate, doctor, reconcile];
