// Reads every file of tests/vectors. The same files are read by the Rust tests.

import { readFileSync, readdirSync } from "node:fs";

const FOLDER = new URL("../vectors/", import.meta.url);

/** Every vector, in the files' order. No files or two vectors with one id is an error. */
export const readVectors = () => {
  const vectors = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")));
  const ids = new Set();
  for (const { id } of vectors) {
    if (ids.has(id)) throw new Error(`two vectors are called ${id}`);
    ids.add(id);
  }
  if (vectors.length === 0) throw new Error("tests/vectors holds no vector");
  return vectors;
};
