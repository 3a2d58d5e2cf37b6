// The suite in a process that reads files: Node, Deno, Bun.

import { readFileSync } from "node:fs";

import * as waxseal from "waxseal";
import * as full from "waxseal/full";

import { runSuite } from "./run.mjs";

const { Deno, Bun, process } = globalThis;
const version = Deno?.version.deno ?? Bun?.version ?? process.versions.node;

/** Prints the line that the command reads. The vectors lie in the current folder. */
export const runHere = async () => {
  const vectors = JSON.parse(readFileSync("vectors.json", "utf8"));
  const result = await runSuite(waxseal, full, vectors);
  process.stdout.write(`\nRESULT ${JSON.stringify({ version, ...result })}\n`);
};
