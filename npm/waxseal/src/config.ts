import { asBytes, isIllFormed, type Bytes } from "./bytes.js";
import type { Encoding, schemes, SchemeId } from "./generated.js";
import type { Instance } from "./instance.js";
import { nameOf } from "./name-of.js";

/**
 * A shared secret: the text that the vendor shows, prefix included, or the key itself as bytes.
 * What an environment variable may lack passes the types and is a TypeError at construction.
 */
export type Secret = string | Bytes | undefined;

type Row<Id extends SchemeId> = Extract<(typeof schemes)[number], { id: Id }>;

/** Every option that some scheme leaves open. */
interface Open {
  /** The header that carries the signature or token. */
  header?: string | undefined;
  /** The query parameter that carries the token. */
  query?: string | undefined;
  /** The text before the token in its header, such as `Bearer `. */
  prefix?: string | undefined;
  /** How the signature is written. */
  encoding?: Encoding | undefined;
  /** JSON pointer (RFC 6901) to the event's id. */
  id?: string | undefined;
  /** JSON pointer to the event's type. */
  type?: string | undefined;
  /** JSON pointer to the schema version. */
  version?: string | undefined;
}

/** How far a signed timestamp may lie from `now`, in seconds, both ends included. */
export type Tolerance = number | { readonly past: number; readonly future: number };

/** A token says where it stands: in a header or in the query. */
type Place<Id extends SchemeId> = Row<Id>["assurance"] extends "token"
  ? { header: string; query?: undefined } | { query: string; header?: undefined; prefix?: undefined }
  : unknown;

/** The options that a scheme leaves open, of those named. */
type OpenOf<Id extends SchemeId, Names extends keyof Open> = Pick<Open, Row<Id>["opens"][number] & Names>;

/** The configuration of one scheme, `toleranceSeconds` only where it signs a timestamp. */
export type ConfigOf<Id extends SchemeId> = {
  /** Who signs, by id. */
  scheme: Id;
  /** One or several live secrets, the current one first. */
  secrets: Secret | readonly Secret[];
} & OpenOf<Id, keyof Open> &
  Place<Id> &
  (Row<Id>["covers"]["timestamp"] extends true ? { toleranceSeconds?: Tolerance | undefined } : unknown);

/** What a `Verifier` is made of. */
export type Config = { [Id in SchemeId]: ConfigOf<Id> }[SchemeId];

/** Where a signature goes, for `sign`. */
export type PlaceOf<Id extends SchemeId> = OpenOf<Id, "header" | "query" | "prefix" | "encoding"> & Place<Id>;

/** A configuration that was read once and is ready to be written as a frame. */
export interface ReadConfig {
  readonly scheme: string;
  readonly texts: readonly (string | undefined)[];
  readonly query: string | undefined;
  readonly encoding: string | undefined;
  readonly tolerance: { readonly past: number; readonly future: number } | undefined;
  readonly secrets: readonly (string | Uint8Array)[];
}

/** In the order of the frame that crates/wasm reads. */
const TEXTS = ["header", "query", "prefix", "id", "type", "version", "url"] as const;

/** Reads a scheme's id. */
export const readScheme = (scheme: unknown): string => {
  if (typeof scheme !== "string") throw new TypeError(`scheme is ${nameOf(scheme)}: pass the id of a scheme, such as "stripe"`);
  return scheme;
};

/** Refuses names that mean nothing, before they are taken for a setting that holds. */
export const checkNames = (given: object, known: readonly string[]): void => {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new TypeError(`there is no option ${JSON.stringify(name.slice(0, 64))}: known are ${known.join(", ")}`);
  }
};

/** Reads the configuration of a `Verifier`, each property once. */
export const readConfig = (config: unknown): ReadConfig => {
  if (typeof config !== "object" || config === null) {
    throw new TypeError(`the configuration is ${nameOf(config)}: pass { scheme, secrets }`);
  }
  const given: Record<string, unknown> = { ...config };
  checkNames(given, ["scheme", "secrets", "toleranceSeconds", "encoding", ...TEXTS]);
  return {
    scheme: readScheme(given["scheme"]),
    ...readPlace(given),
    tolerance: readTolerance(given["toleranceSeconds"]),
    secrets: readSecrets(given["secrets"]),
  };
};

/** Reads the options that say where things stand. */
export const readPlace = (given: Record<string, unknown>): Pick<ReadConfig, "texts" | "query" | "encoding"> => {
  const texts = TEXTS.map((name) => readText(given[name], name));
  return { texts, query: texts[1], encoding: readText(given["encoding"], "encoding") };
};

/** Reads an optional text. */
export const readText = (value: unknown, name: string): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw new TypeError(`${name} is ${nameOf(value)}: it must be a string`);
  if (isIllFormed(value)) throw new TypeError(`${name} has half of a surrogate pair`);
  return value;
};

const readTolerance = (value: unknown): ReadConfig["tolerance"] => {
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null) {
    const { past, future } = value as { past?: unknown; future?: unknown };
    return { past: readSeconds(past, "toleranceSeconds.past"), future: readSeconds(future, "toleranceSeconds.future") };
  }
  const both = readSeconds(value, "toleranceSeconds");
  return { past: both, future: both };
};

const readSeconds = (value: unknown, name: string): number => {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new TypeError(`${name} must be a whole number of seconds, 0 or more`);
  }
  return value;
};

const readSecrets = (secrets: unknown): readonly (string | Uint8Array)[] => {
  if (!Array.isArray(secrets)) return [readSecret(secrets, "secrets")];
  return secrets.map((secret, index) => readSecret(secret, `secrets[${index}]`));
};

/** Reads one secret. */
export const readSecret = (secret: unknown, name: string): string | Uint8Array => {
  if (typeof secret === "string") {
    if (isIllFormed(secret)) throw new TypeError(`${name} has half of a surrogate pair`);
    return secret;
  }
  if (secret === undefined || secret === null) {
    throw new TypeError(`${name} is ${secret}; is the environment variable set?`);
  }
  const bytes = asBytes(secret, name);
  if (bytes !== undefined) return bytes;
  throw new TypeError(`${name} is ${nameOf(secret)}: pass the secret's text, or the key as bytes`);
};

/** Returns how many bytes the frame takes at most. */
export const configRoom = (config: ReadConfig): number => {
  let room = 64 + 3 * config.scheme.length + 3 * (config.encoding?.length ?? 0);
  for (const text of config.texts) room += 5 + 3 * (text?.length ?? 0);
  for (const secret of config.secrets) room += 5 + 3 * secret.length;
  return room;
};

/** Writes the frame. */
export const writeConfig = (wasm: Instance, config: ReadConfig): void => {
  wasm.u8(0);
  wasm.text(config.scheme);
  for (const text of config.texts) wasm.optionalText(text);
  wasm.optionalText(config.encoding);
  wasm.u8(config.tolerance === undefined ? 0 : 1);
  if (config.tolerance !== undefined) {
    wasm.u32(config.tolerance.past);
    wasm.u32(config.tolerance.future);
  }
  wasm.u32(config.secrets.length);
  for (const secret of config.secrets) {
    wasm.u8(typeof secret === "string" ? 0 : 1);
    if (typeof secret === "string") wasm.text(secret);
    else wasm.run(secret);
  }
};
