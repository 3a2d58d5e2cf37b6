import { COMMON } from "./arguments.js";
import { EXIT_MEANING } from "./failure.js";
import type { Flags, Verb } from "./verb.js";

/** Columns of a line. */
const WIDTH = 96;

/** Writes what `waxseal --help` shows. */
export const helpOfAll = (verbs: readonly Verb[], version: string): string =>
  [
    `waxseal ${version}: checks that a webhook is genuine, and says why when it is not`,
    "",
    "Usage: waxseal VERB [FLAGS]",
    "",
    table(verbs.map(({ name, about }) => [name, about])),
    "",
    "waxseal VERB --help shows flags and examples. Every verb takes --json.",
    "",
    "Exit status:",
    table(EXIT_MEANING.map(([status, meaning]) => [String(status), meaning])),
    "",
    wrap("Secrets come from the environment, a file or a prompt, never from an argument, and are in no output. Colour is used on a terminal, and not where NO_COLOR is set."),
  ].join("\n");

/** Writes what `waxseal VERB --help` shows. */
export const helpOf = (verb: Verb): string => {
  const flags: Flags = { ...verb.flags, ...COMMON };
  const parts = [
    `${verb.name}: ${verb.about}`,
    `Usage:\n${verb.usage.map((line) => `  ${line}`).join("\n")}`,
    verb.text.map(wrap).join("\n\n"),
    `Flags:\n${table(Object.entries(flags).map(([name, { short, value, about, several }]) => [
      `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
      `${about}${several === true ? " (may stand several times)" : ""}`,
    ]))}`,
    ...(verb.exits === undefined ? [] : [`Exit status: ${verb.exits.map(([status, meaning]) => `${status} ${meaning}`).join("; ")}; 2 to 5 as \`waxseal --help\` says.`]),
    `Examples:\n${verb.examples.map(([comment, line]) => `  # ${comment}\n  ${line}`).join("\n\n")}`,
  ];
  return parts.join("\n\n");
};

/** Sets names and texts in two columns. */
const table = (rows: readonly (readonly [string, string])[]): string => {
  const left = Math.min(30, Math.max(...rows.map(([name]) => name.length)));
  return rows
    .map(([name, text]) => {
      const lines = wrapped(text, WIDTH - left - 4);
      const [first = "", ...rest] = lines;
      const indent = " ".repeat(left + 4);
      const head = name.length > left ? `  ${name}\n${indent}${first}` : `  ${name.padEnd(left)}  ${first}`;
      return [head, ...rest.map((line) => indent + line)].join("\n");
    })
    .join("\n");
};

const wrap = (text: string): string => wrapped(text, WIDTH).join("\n");

const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
};
