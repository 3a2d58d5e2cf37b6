// A process is killed while it handles an event; the sender, who has no answer, sends it again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ACCEPTED, BUSY, DUPLICATE, event, seen, signed, until } from "./suite.mjs";
import { LEASE_MS } from "./crash-lease.mjs";

const CHILD = fileURLToPath(new URL("crash-child.mjs", import.meta.url));

/** Starts a receiver; `heard` waits for a line of it. */
const start = async (folder, order, kind) => {
  const child = spawn(process.execPath, [CHILD, folder, order, kind], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  const waiting = new Set();
  child.stdout.on("data", (piece) => {
    out += piece;
    for (const look of waiting) look();
  });
  const ended = new Promise((resolve) => child.on("exit", (_code, signal) => resolve(signal)));
  const heard = (pattern) =>
    new Promise((resolve, reject) => {
      ended.then(() => reject(new Error(`the receiver ended before ${pattern}`)));
      const look = () => {
        const match = pattern.exec(out);
        if (match === null) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      look();
    });
  const [, port] = await heard(/listening (\d+)/);
  const post = async ({ headers, body }) => seen(await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body }));
  const kill = () => {
    child.kill("SIGKILL");
    return ended;
  };
  return { post, heard, kill };
};

const paid = (folder) => {
  try {
    return readFileSync(join(folder, "paid.txt"), "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
};

/** Kills a receiver in the middle of an event, starts another, and sends the event again until it is answered 2xx. */
const crash = async (order) => {
  const folder = mkdtempSync(join(tmpdir(), "waxseal-crash-"));
  const request = signed(event("evt_1"));
  try {
    const first = await start(folder, order, "hangs");
    const unanswered = first.post(request).then(
      () => "answered",
      () => "no answer",
    );
    await first.heard(/handling/);
    assert.equal(await first.kill(), "SIGKILL");
    assert.deepEqual([await unanswered, paid(folder)], ["no answer", []]);

    const second = await start(folder, order, "works");
    const answers = [];
    try {
      await until(async () => {
        if (answers.length > 0) await new Promise((resolve) => setTimeout(resolve, LEASE_MS / 4));
        answers.push(await second.post(request));
        return answers.at(-1).status === 200;
      });
      answers.push(await second.post(request));
    } finally {
      await second.kill();
    }
    return { answers, paid: paid(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What was answered 2xx must have been done, and once. */
const isSound = ({ paid }) => paid.length === 1;

test("an event whose handler was killed is handled when the lease has passed, and once", async () => {
  const run = await crash("sound");
  assert.ok(isSound(run), JSON.stringify(run));
  const [last, ...others] = [...run.answers].reverse();
  assert.deepEqual([last, others[0]], [DUPLICATE, ACCEPTED]);
  // Before that the sender was told to come again: the lease of the dead still held.
  assert.ok(others.length > 1);
  for (const answer of others.slice(1)) assert.deepEqual(answer, BUSY);
});

test("known bad: marked before the work, the event is answered 200 and lost", async () => {
  const run = await crash("mark-first");
  assert.equal(isSound(run), false);
  assert.deepEqual(run, { answers: [DUPLICATE, DUPLICATE], paid: [] });
});
