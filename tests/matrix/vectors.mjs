// Writes every vector into ./vectors.json and prints how many there are.

import { writeFileSync } from "node:fs";

import { readVectors } from "../conformance/vectors.mjs";

const vectors = readVectors();
writeFileSync("vectors.json", JSON.stringify(vectors));
console.log(vectors.length);
