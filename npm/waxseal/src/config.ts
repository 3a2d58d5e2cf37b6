import { asBytes, isIllFormed } from "./bytes.js";
import type { Instance } from "./instance.js";
import { nameOf } from "./name-of.js";
import { type SchemeFields, readScheme } from "./own-scheme.js";

/** What proves a request, and as what it was given. */
export interface Proof {
  readonly isPublic: boolean;
  readonly value: string | Uint8Array;
}

/** A configuration that was read once and is ready to be written as a frame. */
export interface ReadConfig {
  /** The id of a built-in scheme, or the fields of the user's own. */
  readonly scheme: string | SchemeFields;
  readonly texts: readonly (string | undefined)[];
  readonly query: string | undefined;
  /** The URL as registered. */
  readonly url: string | undefined;
  readonly encoding: string | undefined;
  readonly tolerance: { readonly past: number; readonly future: number } | undefined;
  readonly proofs: readonly Proof[];
}

/** In the order of the frame that crates/wasm reads. */
const TEXTS = ["header", "query", "prefix", "id", "type", "version", "url"] as const;

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
  checkNames(given, ["scheme", "secrets", "keys", "toleranceSeconds", "encoding", ...TEXTS]);
  return {
    scheme: readScheme(given["scheme"]),
    ...readPlace(given),
    tolerance: readTolerance(given["toleranceSeconds"]),
    proofs: readProofs(given),
  };
};

/** Reads the options that say where things stand. */
export const readPlace = (given: Record<string, unknown>): Pick<ReadConfig, "texts" | "query" | "url" | "encoding"> => {
  const texts = TEXTS.map((name) => readText(given[name], name));
  return { texts, query: texts[1], url: texts[6], encoding: readText(given["encoding"], "encoding") };
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

/** Reads secrets or keys. Neither is an empty list: the core says what the scheme needs. */
const readProofs = (given: Record<string, unknown>): readonly Proof[] => {
  const { secrets, keys } = given;
  if (secrets !== undefined && keys !== undefined) {
    throw new TypeError("secrets and keys are both set: a scheme takes shared secrets or the sender's public keys, not both");
  }
  if (secrets !== undefined) return readList(secrets, "secrets");
  if (keys !== undefined) return readList(keys, "keys");
  // Named without a value: an environment variable that is not set.
  const named = ["secrets", "keys"].find((name) => name in given);
  return named === undefined ? [] : readList(undefined, named);
};

const readList = (list: unknown, name: string): readonly Proof[] => {
  if (!Array.isArray(list)) return [readProof(list, name, name === "keys")];
  return list.map((one, index) => readProof(one, `${name}[${index}]`, name === "keys"));
};

/** Reads one secret or public key. */
export const readProof = (proof: unknown, name: string, isPublic: boolean): Proof => {
  if (typeof proof === "string") {
    if (isIllFormed(proof)) throw new TypeError(`${name} has half of a surrogate pair`);
    return { isPublic, value: proof };
  }
  if (proof === undefined || proof === null) {
    throw new TypeError(`${name} is ${proof}; is the environment variable set?`);
  }
  const bytes = asBytes(proof, name);
  if (bytes !== undefined) return { isPublic, value: bytes };
  const what = isPublic ? "the key's text (PEM, base64 or hexadecimal), or its DER as bytes" : "the secret's text, or the key as bytes";
  throw new TypeError(`${name} is ${nameOf(proof)}: pass ${what}`);
};

/** Returns how many bytes the frame takes at most. */
export const configRoom = (config: ReadConfig): number => {
  let room = 64 + 3 * (config.encoding?.length ?? 0);
  if (typeof config.scheme === "string") room += 3 * config.scheme.length;
  else for (const [name, value] of config.scheme) room += 8 + 3 * (name.length + value.length);
  for (const text of config.texts) room += 5 + 3 * (text?.length ?? 0);
  for (const proof of config.proofs) room += 5 + 3 * proof.value.length;
  return room;
};

// As what crates/wasm takes a secret.
const TEXT = 0;
const BYTES = 1;
const PUBLIC = 2;

/** Writes the frame. */
export const writeConfig = (wasm: Instance, config: ReadConfig): void => {
  writeScheme(wasm, config.scheme);
  for (const text of config.texts) wasm.optionalText(text);
  wasm.optionalText(config.encoding);
  wasm.u8(config.tolerance === undefined ? 0 : 1);
  if (config.tolerance !== undefined) {
    wasm.u32(config.tolerance.past);
    wasm.u32(config.tolerance.future);
  }
  wasm.u32(config.proofs.length);
  for (const proof of config.proofs) writeProof(wasm, proof);
};

/** Writes one secret or public key. */
export const writeProof = (wasm: Instance, { isPublic, value }: Proof): void => {
  wasm.u8(isPublic ? PUBLIC : typeof value === "string" ? TEXT : BYTES);
  if (typeof value === "string") wasm.text(value);
  else wasm.run(value);
};

const writeScheme = (wasm: Instance, scheme: string | SchemeFields): void => {
  if (typeof scheme === "string") {
    wasm.u8(0);
    return wasm.text(scheme);
  }
  wasm.u8(1);
  wasm.u32(scheme.length);
  for (const [name, value] of scheme) {
    wasm.text(name);
    wasm.text(value);
  }
};
