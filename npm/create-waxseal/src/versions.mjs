import { readFileSync } from "node:fs";
import { Refusal } from "./refusal.mjs";

/** This package's version, and that of `waxseal`, which the folder gets. */
export const VERSION = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;

/**
 * The newest wrangler that a Node can run, with the workerd that it brings. Both are pinned: the
 * folder does tomorrow what it did today. 4.87.0 wants Node 22, 4.164.0 Node 22.12.
 */
const TOOLS = [
  { node: [22, 12], wrangler: "4.164.0", workerd: "1.20261117.1" },
  { node: [20, 3], wrangler: "4.86.0", workerd: "1.20260426.1" },
];

/**
 * Returns the tools for a version of Node, such as "20.20.2".
 *
 * @throws {Refusal} for one that is too old
 */
export const toolsFor = (version) => {
  const [major, minor] = version.split(".").map(Number);
  const found = TOOLS.find(({ node: [least, and] }) => major > least || (major === least && minor >= and));
  if (found === undefined) throw new Refusal(`Node ${version} is too old: Node 20.3 or newer is needed`);
  return found;
};
