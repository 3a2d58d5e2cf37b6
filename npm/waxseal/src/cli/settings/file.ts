import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findNodeAtLocation, getNodeValue, type JSONPath, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { Failure, usage } from "../failure.js";
import { meant } from "../nearest.js";
import type { Call, Flags } from "../verb.js";
import { withMember, written } from "./member.js";

/** Flags of the verbs that change a configuration. */
export const SETTINGS_FLAGS: Flags = {
  config: { value: "PATH", about: "the configuration; waxseal.jsonc, if absent" },
  "vars-file": { value: "PATH", about: "where secrets are kept here; .dev.vars beside the configuration, if absent" },
  deploy: { about: "set the secret on Cloudflare too: it is piped to `npx wrangler secret put`" },
  env: { value: "NAME", about: "the environment of wrangler.jsonc that --deploy is for" },
};

/** What the help says of secrets. */
export const SETTINGS_TEXT =
  "The secret goes into .dev.vars (or --vars-file PATH), and with --deploy to Cloudflare by `npx wrangler secret put`, through its standard input. It is printed only if it was made here, once.";

/** What may stand in a source or an origin, as far as the command line reads it. */
export interface Entry {
  readonly scheme?: unknown;
  readonly url?: unknown;
  readonly sign?: unknown;
  readonly secrets?: unknown;
}

/** A configuration with its comments. */
export class Settings {
  readonly path: string;
  readonly folder: string;
  #text: string;

  private constructor(path: string, text: string) {
    this.path = path;
    this.folder = dirname(path);
    this.#text = text;
  }

  /**
   * Reads the configuration of a call.
   *
   * @throws Failure
   */
  static read({ given }: Call): Settings {
    const path = given.text("config") ?? "waxseal.jsonc";
    if (!existsSync(path)) throw usage(given.text("config") === undefined ? "there is no waxseal.jsonc here: change into its folder, or name it with --config PATH (`npm create waxseal` makes one)" : "there is no file of the name that --config says");
    const settings = new Settings(path, readFileSync(path, "utf8"));
    settings.#check();
    return settings;
  }

  /** The file in which secrets are kept on this machine. */
  varsFile({ given }: Call): string {
    return given.text("vars-file") ?? join(this.folder, ".dev.vars");
  }

  /** The sources or the origins by name. */
  entries(kind: "sources" | "origins"): Readonly<Record<string, Entry>> {
    const value = (this.#value() as Record<string, unknown>)[kind];
    return typeof value === "object" && value !== null ? (value as Record<string, Entry>) : {};
  }

  /** A setting at the top. */
  flag(name: string): boolean {
    return (this.#value() as Record<string, unknown>)[name] === true;
  }

  /** Adds a source or an origin, and keeps everything else as it is written. */
  add(kind: "sources" | "origins", name: string, value: Readonly<Record<string, unknown>>): void {
    const others = Object.keys(this.entries(kind));
    if (others.includes(name)) throw new Failure("configuration", `there is ${kind === "sources" ? "a source" : "an origin"} of this name already; \`waxseal rotate\` gives it a new secret`, "config_invalid");
    if (this.#at([kind]) === undefined) this.#text = withMember(this.#text, this.#tree(), kind, {});
    const object = this.#at([kind]);
    if (object?.type !== "object") throw new Failure("configuration", `"${kind}" must be an object`, "config_invalid");
    this.#text = withMember(this.#text, object, name, value);
    this.#check();
  }

  /** Replaces a value that is there. */
  replace(path: JSONPath, value: unknown): void {
    const node = this.#at(path);
    if (node === undefined) throw new Failure("internal", `nothing stands at ${path.join("/")}`);
    this.#text = this.#text.slice(0, node.offset) + written(value, "") + this.#text.slice(node.offset + node.length);
    this.#check();
  }

  /** Writes what was changed. */
  write(): void {
    writeFileSync(this.path, this.#text);
  }

  #value(): unknown {
    return getNodeValue(this.#tree());
  }

  #at(path: JSONPath): Node | undefined {
    return findNodeAtLocation(this.#tree(), path);
  }

  #tree(): Node {
    const tree = parseTree(this.#text, [], { allowTrailingComma: true });
    if (tree === undefined) throw new Failure("configuration", "the configuration is empty", "config_invalid");
    return tree;
  }

  #check(): void {
    const errors: ParseError[] = [];
    const tree = parseTree(this.#text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (first !== undefined) {
      const line = this.#text.slice(0, first.offset).split("\n").length;
      throw new Failure("configuration", `the configuration cannot be read: line ${line}: ${printParseErrorCode(first.error)}`, "config_invalid");
    }
    if (tree?.type !== "object") throw new Failure("configuration", "the configuration must be an object", "config_invalid");
  }
}

/**
 * Checks the name of a source or origin: it stands in URLs, headers and logs.
 *
 * @throws Failure, which does not repeat it.
 */
export const readName = (text: string | undefined, what: string): string => {
  if (text === undefined) throw usage(`the ${what}'s name is missing`);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(text)) throw usage(`a name has 1 to 64 letters, digits, - or _`);
  return text;
};

/** Makes the name of a variable of that of a source or origin: my-crm is MY_CRM_SECRET. */
export const variableFor = (name: string): string => `${name.toUpperCase().replaceAll("-", "_").replace(/^(?=\d)/, "_")}_SECRET`;

/** Checks the word behind a verb that has only one to offer. */
export const readAdd = (word: string | undefined, verb: string): void => {
  if (word !== "add") throw usage(`what to do? waxseal ${verb} add NAME${word === undefined ? "" : meant(word, ["add"])}`);
};
