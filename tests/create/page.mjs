/**
 * Reads docs/guide.md as a reader follows it: commands with the comment above each that says how it
 * runs, and what is printed below.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folder.mjs";

/** What a comment above commands may say. */
const HOW = [
  [/^run$/, () => ({ how: "run", status: 0 })],
  [/^run, status (\d)$/, ([, status]) => ({ how: "run", status: Number(status) })],
  [/^stays in terminal (\d)$/, ([, terminal]) => ({ how: "stays", terminal })],
  [/^not run$/, () => ({ how: "not run" })],
];

/**
 * Returns the steps in order.
 *
 * @returns {{ how: string, status?: number, terminal?: string, commands: string[], prints: string[], event?: string }[]}
 * @throws where commands have no comment, so that none can be forgotten
 */
export const readGuide = (text = readFileSync(join(ROOT, "docs/guide.md"), "utf8")) => {
  const steps = [];
  let comment;
  for (const [, said, language, block] of text.matchAll(/<!-- (.*?) -->|^```(\w*)\n([^]*?)^```$/gm)) {
    const event = /^wait for the delivery of (\w+)$/.exec(said ?? "")?.[1];
    if (event !== undefined) steps.push({ how: "wait", event, commands: [], prints: [] });
    else if (said !== undefined) comment = said;
    else if (language === "text") steps.at(-1).prints.push(...block.trimEnd().split("\n"));
    else if (language === "sh") {
      const found = HOW.find(([pattern]) => pattern.test(comment ?? ""));
      if (found === undefined) throw new Error(`the commands have no comment that says how they run:\n${block}`);
      steps.push({ ...found[1](found[0].exec(comment)), commands: block.trimEnd().split("\n"), prints: [] });
      comment = undefined;
    } else throw new Error(`a block is neither sh nor text: ${language}`);
  }
  return steps;
};

/** Makes a pattern of a printed line: … stands for anything. */
export const patternOf = (line) => new RegExp(`^.*${line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}.*$`, "m");
