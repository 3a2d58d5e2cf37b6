// Reads the vectors for the tests in this folder.
import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../", import.meta.url);

export const VECTORS = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
