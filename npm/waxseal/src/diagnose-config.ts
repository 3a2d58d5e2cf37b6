import { type Proof, readConfig, type ReadConfig, readProof, readText } from "./config.js";
import { type Moment, readMoment } from "./moment.js";
import { nameOf } from "./name-of.js";
import type { Config, Secret } from "./options.js";

/** Another secret at hand: of another endpoint, of test mode, of last year. */
export interface OtherSecret {
  /** What a diagnosis calls it, such as the name of its variable. Never the secret. */
  readonly name: string;
  readonly secret: Secret;
}

/** What a diagnosis is made of: the configuration of the `Verifier` that refused, and what else is known. */
export type DiagnoseConfig = Config & {
  /** The moment to check timestamps against; the clock's, if absent. */
  readonly now?: Moment | undefined;
  /** Secrets that could have been meant. None of them ever makes a request genuine. */
  readonly others?: readonly OtherSecret[] | undefined;
};

/** A secret that could have been meant, ready to be written as a frame. */
export interface ReadOther {
  readonly name: string;
  readonly proof: Proof;
}

/** A configuration that was read once. */
export interface ReadDiagnoseConfig {
  readonly verifier: ReadConfig;
  readonly now: number;
  readonly others: readonly ReadOther[];
}

/** Reads the configuration, each property once. */
export const readDiagnoseConfig = (config: unknown): ReadDiagnoseConfig => {
  if (typeof config !== "object" || config === null) {
    throw new TypeError(`the configuration is ${nameOf(config)}: pass { scheme, secrets }`);
  }
  // Copied first: V8 up to Node 20 reads what a rest leaves out a second time.
  const { now, others, ...own }: Record<string, unknown> = { ...config };
  return {
    verifier: readConfig(own),
    now: readMoment(now, "now"),
    others: readOthers(others, "keys" in own),
  };
};

const readOthers = (others: unknown, isPublic: boolean): readonly ReadOther[] => {
  if (others === undefined) return [];
  if (!Array.isArray(others)) throw new TypeError(`others is ${nameOf(others)}: pass a list of { name, secret }`);
  return others.map((other: unknown, index) => {
    const where = `others[${index}]`;
    if (typeof other !== "object" || other === null) throw new TypeError(`${where} is ${nameOf(other)}: pass { name, secret }`);
    const { name, secret } = other as { name?: unknown; secret?: unknown };
    const read = readText(name, `${where}.name`);
    if (read === undefined) throw new TypeError(`${where}.name is undefined: it must be a string`);
    return { name: read, proof: readProof(secret, `${where}.secret`, isPublic) };
  });
};
