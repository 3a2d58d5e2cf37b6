import { parseArgs } from "node:util";
import { usage } from "./failure.js";
import { meant } from "./nearest.js";
import type { Flags, Verb } from "./verb.js";

/** What stands behind a verb, checked against its flags. */
export interface Arguments {
  /** Words without a flag. */
  readonly words: readonly string[];
  /** Words after `--`. */
  readonly rest: readonly string[];
  /** Flags with a value, in the order in which they stand. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  /** Whether a flag without a value is set. */
  has(flag: string): boolean;
  /** The value of a flag; the last one, if it stands several times. */
  text(flag: string): string | undefined;
  texts(flag: string): readonly string[];
  /** A flag's value as a whole number within bounds. */
  count(flag: string, otherwise: number, least: number, most: number): number;
}

/** Flags that every verb has. */
export const COMMON: Flags = {
  json: { about: "print JSON, errors too" },
  help: { short: "h", about: "show this" },
};

/** Names under which people try to pass a secret itself. */
const SECRETS = ["secret", "secrets", "signing-secret", "token", "password", "key", "keys"];

/**
 * Reads the words behind a verb.
 *
 * @throws Failure, which never repeats a value: it could be a secret in the wrong place.
 */
export const readArguments = (verb: Verb, words: readonly string[]): Arguments => {
  const flags: Flags = { ...verb.flags, ...COMMON };
  const { tokens } = parseArgs({ args: [...words], options: optionsOf(flags), strict: false, tokens: true, allowPositionals: true });
  const pairs: (readonly [string, string])[] = [];
  const bare: string[] = [];
  const set = new Set<string>();
  const border = tokens.find(({ kind }) => kind === "option-terminator")?.index ?? words.length;
  for (const token of tokens) {
    if (token.kind === "positional" && token.index < border) bare.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined) throw unknown(verb, name, rawName, Object.keys(flags));
    if (flag.value === undefined) {
      if (value !== undefined) throw usage(`--${name} takes no value`);
      set.add(name);
      continue;
    }
    if (value === undefined || (!token.inlineValue && /^-./.test(value))) {
      throw usage(`--${name} needs a value: --${name} ${flag.value}${value === undefined ? "" : `, or --${name}=${flag.value} if it begins with a hyphen`}`);
    }
    if (flag.several !== true && pairs.some(([other]) => other === name)) throw usage(`--${name} stands twice`);
    pairs.push([name, value]);
  }
  if (bare.length > verb.words && !set.has("help")) {
    throw usage(`${verb.name} takes ${counted(verb.words)}, and ${bare.length} were given; see waxseal ${verb.name} --help`);
  }
  return made(bare, words.slice(border + 1), pairs, set);
};

const counted = (words: number): string => (words === 0 ? "no words without a flag" : words === 1 ? "one word without a flag" : `${words} words without a flag`);

const optionsOf = (flags: Flags): Record<string, { type: "string" | "boolean"; short?: string }> =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? "boolean" : "string", ...(short === undefined ? {} : { short }) },
    ]),
  );

const unknown = (verb: Verb, name: string, raw: string, known: readonly string[]): Error => {
  if (SECRETS.includes(name)) {
    const kinds = known.includes("secret-env")
      ? "use --secret-env NAME, --secret-file PATH, or nothing: then it is asked for and not shown"
      : `${verb.name} needs none`;
    return usage(`${raw} is refused: a secret in an argument stays in the shell's history and is seen in the process list; ${kinds}`);
  }
  // A mistyped short flag may have a value glued to it, and a long one may be no flag at all.
  const shown = !raw.startsWith("--") ? raw.slice(0, 2) : /^[a-z-]{1,24}$/i.test(name) ? `--${name}` : "of this name";
  return usage(`${verb.name} has no flag ${shown}${meant(name, known, "--")}`);
};

const made = (
  words: readonly string[],
  rest: readonly string[],
  pairs: Arguments["pairs"],
  set: ReadonlySet<string>,
): Arguments => {
  const texts = (flag: string): readonly string[] => pairs.filter(([name]) => name === flag).map(([, value]) => value);
  return {
    words,
    rest,
    pairs,
    has: (flag) => set.has(flag),
    texts,
    text: (flag) => texts(flag).at(-1),
    count(flag, otherwise, least, most) {
      const text = texts(flag).at(-1);
      if (text === undefined) return otherwise;
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < least || value > most) throw usage(`--${flag} must be a whole number from ${least} to ${most}`);
      return value;
    },
  };
};
