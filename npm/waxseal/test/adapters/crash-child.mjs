// A receiver in a process of its own, for crash.test.mjs to kill. Its store is a file, and so is
// what its handler did: both outlive it.
//
//     node crash-child.mjs <folder> <order> <handler>
//
// order: `sound`, as the package does it; `mark-first`, the known-bad one.
// handler: `hangs`, or `works`.
import { appendFileSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Verifier } from "waxseal";
import { receive } from "waxseal/express";
import { LEASE_MS } from "./crash-lease.mjs";
import { SECRET } from "../samples.mjs";

const [, , folder, order, kind] = process.argv;
const file = join(folder, "store.json");

const read = () => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
};

/** Replaces the file as a whole, on disk before anything goes on. */
const write = (ends) => {
  const next = openSync(`${file}.next`, "w");
  writeSync(next, JSON.stringify(ends));
  fsyncSync(next);
  closeSync(next);
  renameSync(`${file}.next`, file);
};

const sound = {
  claim(id, leaseMs) {
    const end = read()[id];
    if (end === "done") return "done";
    if (end > Date.now()) return "busy";
    write({ ...read(), [id]: Date.now() + leaseMs });
    return "new";
  },
  complete: (id) => write({ ...read(), [id]: "done" }),
  release(id) {
    const { [id]: end, ...others } = read();
    if (end !== "done") write(others);
  },
};

/** Known-bad: the event is marked as handled before it is. */
const markFirst = {
  claim(id, leaseMs) {
    const claimed = sound.claim(id, leaseMs);
    if (claimed === "new") sound.complete(id);
    return claimed;
  },
  complete() {},
  release() {},
};

const handler = async ({ id }) => {
  process.stdout.write("handling\n");
  if (kind === "hangs") await new Promise(() => {});
  appendFileSync(join(folder, "paid.txt"), `${id}\n`);
};

const stripe = new Verifier({ scheme: "stripe", secrets: SECRET });
const idempotency = order === "sound" ? sound : markFirst;
const server = createServer(receive(stripe, handler, { idempotency, leaseMs: LEASE_MS }));
server.listen(0, "127.0.0.1", () => process.stdout.write(`listening ${server.address().port}\n`));
