// What stays in memory after very many calls, counted in bytes after the garbage was collected.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SCRIPT = fileURLToPath(new URL("growth.mjs", import.meta.url));
const KIB = 1024;
/** What the engine itself may come to hold meanwhile: compiled code, profiles. A leak of one byte a call is above it. */
const HEAP_BYTES = 512 * KIB;
/** One body is far above it. */
const OUTSIDE_BYTES = 256 * KIB;
/** Pages that the allocator keeps: twenty bodies of the thousand, none of small calls. */
const RESIDENT_BYTES = 200_000 * KIB;

const run = promisify(execFile);

/** Runs in a fresh process, whose memory nobody else uses, and returns the growth. */
const growth = async (...words) => JSON.parse((await run(process.execPath, ["--expose-gc", SCRIPT, ...words])).stdout);

const assertBounded = ({ heap, external, buffers, rss, wasm, sameInstance }) => {
  assert.equal(wasm, 0, "wasm memory");
  assert.ok(sameInstance, "the instance was replaced");
  assert.ok(heap < HEAP_BYTES, `the heap has ${heap} bytes more`);
  assert.ok(external < OUTSIDE_BYTES, `outside the heap are ${external} bytes more`);
  assert.ok(buffers < OUTSIDE_BYTES, `buffers have ${buffers} bytes more`);
  assert.ok(rss < RESIDENT_BYTES, `${rss} bytes more are resident`);
};

const RUNS = {
  "a million calls": ["calls", "1000000", "size"],
  "a thousand bodies of 10 MB, hashed by the host,": ["bodies", "1000", "size"],
  "a hundred bodies of 10 MB, hashed in wasm,": ["bodies", "100", "wasm"],
};

for (const [name, words] of Object.entries(RUNS)) {
  test(`${name} leave nothing behind, in wasm memory or in the heap`, async (t) => {
    const grown = await growth(...words);
    t.diagnostic(`${name}: ${JSON.stringify(grown)}`);
    assertBounded(grown);
  });
}

const LEAKS = {
  "that keeps its results": [["calls", "100000", "size", "results"], /the heap has \d+ bytes more/],
  "that keeps one body of twenty": [["bodies", "100", "size", "bodies"], /outside the heap are \d+ bytes more/],
  "whose wasm memory grows with the number of calls": [["calls", "100000", "size", "wasm"], /wasm memory/],
};

for (const [name, [words, complaint]] of Object.entries(LEAKS)) {
  test(`a verifier ${name} is caught`, async () => {
    const grown = await growth(...words);
    assert.throws(() => assertBounded(grown), complaint);
  });
}
