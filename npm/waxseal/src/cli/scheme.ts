import { readFileSync } from "node:fs";
import texts from "#schemes";
import type { SchemeRow } from "../scheme-row.js";
import { Failure, usage } from "./failure.js";
import { library, type Library } from "./library.js";
import { meant } from "./nearest.js";
import type { Call, Flags } from "./verb.js";

/** A scheme as it is written, by the names of its fields. */
export type SchemeText = Readonly<Record<string, string>>;

/** The scheme that a call names. */
export interface Chosen {
  readonly library: Library;
  /** What the library is given: an id, or the fields of the user's own. */
  readonly scheme: string | Record<string, unknown>;
  readonly name: string;
  /** How it is written. */
  readonly text: SchemeText;
  readonly takes: "secrets" | "keys" | "nothing";
  /** What the sender leaves open, as `--set` has it. */
  readonly place: Readonly<Record<string, string>>;
  /** What is known of a built-in scheme. */
  readonly row: SchemeRow | undefined;
}

/** What `--set` may name. */
const PLACES = ["header", "query", "prefix", "encoding", "id", "type", "version"];

/** Flags that name the scheme. */
export const SCHEME_FLAGS: Flags = {
  scheme: { value: "ID|FILE", short: "s", about: "who signs: an id (see `waxseal schemes`), or a JSON file with a scheme of your own" },
  set: { value: "NAME=VALUE", several: true, about: `what the sender leaves open: ${PLACES.join(", ")}` },
};

/** Every built-in scheme, as it is written. */
export const schemeTexts: Readonly<Record<string, SchemeText>> = texts;

/**
 * Reads which scheme is meant, and loads the entry of the package that can check it.
 *
 * @throws Failure for one that does not exist.
 */
export const readScheme = async (call: Call, otherwise?: string): Promise<Chosen> => {
  const named = call.given.text("scheme") ?? otherwise;
  if (named === undefined) throw usage("--scheme is missing: who signs? `waxseal schemes` lists the ids, `waxseal explain` says what a request looks like");
  const place = readPlace(call.given.texts("set"));
  return /[/\\]|\.jsonc?$/.test(named) ? ownScheme(named, place) : builtIn(named, place);
};

const builtIn = async (id: string, place: Chosen["place"]): Promise<Chosen> => {
  const text = Object.hasOwn(schemeTexts, id) ? schemeTexts[id]! : undefined;
  if (text === undefined) {
    // Not repeated: it may be a secret in the wrong place.
    throw new Failure("configuration", `--scheme names none that is known${meant(id, Object.keys(schemeTexts))}; \`waxseal schemes WORD\` searches`, "scheme_unknown");
  }
  const loaded = await library(text["algorithm"]);
  const row = loaded.schemes.find((one) => one.id === id);
  return { library: loaded, scheme: id, name: id, text, takes: takes(text["algorithm"]), place, row };
};

const ownScheme = async (path: string, place: Chosen["place"]): Promise<Chosen> => {
  const fields = readOwn(path);
  const text = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value.join(" ") : String(value)]));
  return { library: await library(text["algorithm"]), scheme: fields, name: "custom", text, takes: takes(text["algorithm"]), place, row: undefined };
};

const readOwn = (path: string): Record<string, unknown> => {
  let fields: unknown;
  try {
    fields = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is not JSON" : "it cannot be read";
    throw usage(`the file that --scheme names: ${why}`);
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) throw usage("the file that --scheme names must hold one scheme: a JSON object");
  return fields as Record<string, unknown>;
};

/** Which kind of proof an algorithm takes. */
const takes = (algorithm: string | undefined): Chosen["takes"] => {
  if (algorithm === "none") return "nothing";
  return ["ed25519", "ecdsa-p256", "rsa-sha256"].includes(algorithm ?? "") ? "keys" : "secrets";
};

const readPlace = (given: readonly string[]): Record<string, string> => {
  const place: Record<string, string> = {};
  for (const one of given) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(one) ?? [];
    if (name === undefined || value === undefined) throw usage("--set must be NAME=VALUE");
    if (!PLACES.includes(name)) throw usage(`--set knows ${PLACES.join(", ")}${meant(name, PLACES)}`);
    if (Object.hasOwn(place, name)) throw usage(`--set ${name} stands twice`);
    place[name] = value;
  }
  return place;
};

/** Where a scheme's signatures stand: headers by lower-case name, and query parameters. */
export const signaturePlaces = ({ text, place }: Pick<Chosen, "text" | "place">): { readonly headers: readonly string[]; readonly queries: readonly string[] } => {
  if (text["algorithm"] === "none") return { headers: [], queries: [] };
  if (place["query"] !== undefined) return { headers: [], queries: [place["query"]] };
  const own = place["header"]?.toLowerCase();
  const written = (text["signature"] ?? (text["algorithm"] === "basic" ? "header:authorization" : "")).split(" ");
  const named = (kind: string): string[] =>
    written.filter((one) => one.startsWith(`${kind}:`)).flatMap((one) => one.slice(kind.length + 1).split(",")).flatMap(numbered);
  return { headers: own === undefined ? named("header").map((name) => name.toLowerCase()) : [own], queries: named("query") };
};

/** Writes out `name-{1..3}`: name-1, name-2, name-3. */
const numbered = (name: string): readonly string[] => {
  const [, before, from, to, after] = /^(.*)\{(\d+)\.\.(\d+)\}(.*)$/.exec(name) ?? [];
  if (before === undefined) return [name];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${before}${Number(from) + index}${after}`);
};
