// Runs in a process of its own: verifies many times and prints how many bytes stayed.
//
//     node --expose-gc growth.mjs calls|bodies <times> size|wasm [what to leak]

import { createRequire } from "node:module";
import { NOW, SECRET, signed } from "./samples.mjs";

const { currentInstance, mac, Verifier } = createRequire(import.meta.url)("../dist/testing/cjs/index.js");

const [what, times, by, leak] = process.argv.slice(2);
mac.by = by;
const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });

const small = signed();
const forged = { ...small, body: "forged" };
const large = Buffer.alloc(10_000_000, 0x61);
large.write('{"type":"late","fill":"');
large.write('"}', large.length - 2);
const signedLarge = signed({ body: large });

/** What a leaking verifier would hold. */
const kept = [];

const ACTS = {
  // Three of four are genuine; of each kind of reading some.
  calls: (turn) => {
    const request = turn % 4 === 0 ? { ...forged, headers: { ...forged.headers } } : { ...small, headers: { ...small.headers } };
    // Wasm memory that is reserved and never given back.
    if (leak === "wasm" && turn % 1000 === 0) request.headers["webhook-id"] = "i".repeat(5 * turn);
    const result = verifier.check(request, { now: NOW });
    if (result.ok !== (turn % 4 !== 0)) throw new Error(`turn ${turn} was judged wrongly`);
    if (turn % 8 === 1) result.verified.type;
    if (turn % 64 === 1) result.verified.json();
    if (leak === "results") kept.push(result);
    return result;
  },
  // Each has memory of its own, as bodies that arrive have.
  bodies: (turn) => {
    const body = Buffer.from(large);
    if (turn % 4 === 0) body[100] = 0x62;
    const result = verifier.check({ ...signedLarge, body }, { now: NOW });
    if (result.ok !== (turn % 4 !== 0)) throw new Error(`turn ${turn} was judged wrongly`);
    if (turn % 64 === 1 && result.verified.type !== "late") throw new Error("the type was not read");
    if (leak === "bodies" && turn % 20 === 0) kept.push(body);
  },
};

const counted = () => {
  for (let i = 0; i < 3; i++) gc();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed, external, buffers: arrayBuffers, rss, wasm: currentInstance().exports.memory.buffer.byteLength };
};

const run = (count) => {
  for (let turn = 0; turn < count; turn++) ACTS[what](turn);
};

run(Math.ceil(times / 20));
const before = counted();
const instance = currentInstance();
run(Number(times));
const after = counted();
const grown = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
console.log(JSON.stringify({ ...grown, sameInstance: currentInstance() === instance }));
