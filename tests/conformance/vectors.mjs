// Reads every file of tests/vectors and its handshakes. The same files are read by the Rust tests.

import { readFileSync, readdirSync } from "node:fs";

const FOLDERS = ["../vectors/", "../vectors/handshakes/"].map((path) => new URL(path, import.meta.url));

/** Every vector, in the files' order. A folder without files or two vectors with one id is an error. */
export const readVectors = () => {
  const vectors = FOLDERS.flatMap(readFolder);
  const ids = new Set();
  for (const { id } of vectors) {
    if (ids.has(id)) throw new Error(`two vectors are called ${id}`);
    ids.add(id);
  }
  return vectors;
};

const readFolder = (folder) => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  if (names.length === 0) throw new Error(`${folder.pathname} holds no vector`);
  return names.flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
};
