// Measures the whole Worker against one that was written by hand in JavaScript, in real workerd, with
// the same bindings and the same SQL: requests per second and latency of an accept, delivery included.
// Then accepts in ledgers that hold a thousand and a million events.
// `cargo xtask bench worker`; writes RESULTS-worker.md beside this file and prints it.

import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";

import { affiliatebase, commission } from "../e2e/senders.mjs";
import { send } from "./worker/load.mjs";
import { openStage } from "./worker/stage.mjs";

const ROUNDS = 9;
const PARALLEL = 8;
const SIZES = [
  { name: "1 KB", bytes: 1024, requests: 400 },
  { name: "64 KB", bytes: 65_536, requests: 150 },
];
/** The ledgers' events, together. The rounds add some: few stay few. */
const FILLED = { few: 1_000, many: 1_000_000, requests: 100 };
const GOALS = { perSecond: 0.9, p50: 1.15, filled: 1.2 };

let number = 0;
/** Signed events that nobody has seen, all of one length. */
const events = (secret, bytes, count) =>
  Array.from({ length: count }, () => {
    const id = `evt_${(number += 1).toString().padStart(9, "0")}`;
    const bare = commission(id, { data: { note: "" } });
    const body = Buffer.from(commission(id, { data: { note: "x".repeat(bytes - bare.length) } }));
    return { headers: affiliatebase(secret, body, { id }).headers, body };
  });

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Waits until everything that was accepted is delivered: the next round is nobody's leftovers. */
const settle = async (received, expected) => {
  const end = Date.now() + 30_000;
  while (received.count < expected && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  if (received.count < expected) throw new Error(`${expected - received.count} events were not delivered`);
  await new Promise((resolve) => setTimeout(resolve, 150));
};

/** Sends new events to one contender, and waits until they are delivered. */
const run = async (stage, name, bytes, count) => {
  const expected = stage.received.count + count;
  const measured = await send(stage.contenders[name], events(stage.vars.HOOK_SECRET, bytes, count), PARALLEL);
  await settle(stage.received, expected);
  return measured;
};

/** Runs the contenders in interleaved rounds, in turning order; returns the medians of each. */
const interleave = async (runners) => {
  const names = Object.keys(runners);
  for (const name of names) await runners[name]();
  const rounds = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? names : [...names].reverse();
    for (const name of order) rounds[name].push(await runners[name]());
  }
  const medianOf = (name, what) => median(rounds[name].map((measured) => measured[what]));
  const medians = (name) => Object.fromEntries(["perSecond", "p50", "p99"].map((what) => [what, medianOf(name, what)]));
  return Object.fromEntries(names.map((name) => [name, medians(name)]));
};

/** The two Workers, with bodies of one size. */
const compare = async ({ name, bytes, requests }) => {
  const stage = await openStage();
  try {
    const runners = Object.keys(stage.contenders).map((contender) => [contender, () => run(stage, contender, bytes, requests)]);
    const measured = await interleave(Object.fromEntries(runners));
    console.error(`${name}: measured`);
    return { name, ...measured };
  } finally {
    await stage.stop();
  }
};

/** Accepts beside few events and beside many. */
const compareFilled = async () => {
  const stages = { few: await openStage(), many: await openStage() };
  try {
    for (const [name, stage] of Object.entries(stages)) {
      // One real event for each ledger at least, which the others are copied from.
      await run(stage, "waxseal", 1024, 200);
      console.error(`${name}: ${FILLED[name]} events, ${await stage.seed(FILLED[name] - 200)}`);
    }
    const runners = Object.entries(stages).map(([name, stage]) => [name, () => run(stage, "waxseal", 1024, FILLED.requests)]);
    return await interleave(Object.fromEntries(runners));
  } finally {
    await Promise.all(Object.values(stages).map((stage) => stage.stop()));
  }
};

const goal = (value, text, isMet) => (isMet ? `${value.toFixed(2)} (${text})` : `**${value.toFixed(2)}** (${text})`);
const row = (...cells) => `| ${cells.join(" | ")} |`;
const version = async (name) => JSON.parse(await readFile(new URL(`../../npm/node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

const write = async (sizes, few, many) =>
  [
    "# The Worker against one written by hand",
    "",
    "Written by `cargo xtask bench worker`; do not edit. In brackets stands the goal; a ratio that misses it is bold.",
    "",
    `Real workerd ${await version("workerd")} on this machine's disk (not Cloudflare's network), Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0].model}) for both Workers, the sender and the origin together.`,
    `Medians of ${ROUNDS} interleaved rounds, ${PARALLEL} connections. Each request is a new signed event that is verified, looked up in KV, accepted by its ledger, answered, and delivered with a signature of its own to one origin.`,
    "The rival is [worker/rival.mjs](worker/rival.mjs): JavaScript, the same bindings and SQL, `node:crypto`, and nothing else that waxseal does (no configuration, no other scheme, no retries).",
    "",
    row("body", "", "waxseal", "rival", "ratio"),
    "|---|---|---:|---:|---:|",
    ...sizes.flatMap(({ name, waxseal, rival }) => [
      row(name, "requests per second", waxseal.perSecond.toFixed(0), rival.perSecond.toFixed(0), goal(waxseal.perSecond / rival.perSecond, `>= ${GOALS.perSecond}`, waxseal.perSecond / rival.perSecond >= GOALS.perSecond)),
      row(name, "p50", `${waxseal.p50.toFixed(2)} ms`, `${rival.p50.toFixed(2)} ms`, goal(waxseal.p50 / rival.p50, `<= ${GOALS.p50}`, waxseal.p50 / rival.p50 <= GOALS.p50)),
      row(name, "p99", `${waxseal.p99.toFixed(2)} ms`, `${rival.p99.toFixed(2)} ms`, (waxseal.p99 / rival.p99).toFixed(2)),
    ]),
    "",
    "## A full ledger",
    "",
    "Accepts of 1 KB in sixteen ledgers that hold so many delivered events together (copies of a real one under other keys, made by SQLite in the ledgers).",
    "",
    row("events", "requests per second", "p50", "p99", "p50, ratio"),
    "|---:|---:|---:|---:|---:|",
    row(FILLED.few, few.perSecond.toFixed(0), `${few.p50.toFixed(2)} ms`, `${few.p99.toFixed(2)} ms`, ""),
    row(FILLED.many, many.perSecond.toFixed(0), `${many.p50.toFixed(2)} ms`, `${many.p99.toFixed(2)} ms`, goal(many.p50 / few.p50, `<= ${GOALS.filled}`, many.p50 / few.p50 <= GOALS.filled)),
    "",
  ].join("\n");

const sizes = [];
for (const size of SIZES) sizes.push(await compare(size));
const { few, many } = await compareFilled();
const text = await write(sizes, few, many);
await writeFile(new URL("RESULTS-worker.md", import.meta.url), text);
console.log(text);
