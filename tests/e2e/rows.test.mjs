/**
 * What an event costs in rows, as Durable Objects count them: `rowsWritten` of every statement of the
 * real engine. Rows are what the ledger is paid by; docs/cost.md says what follows.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { openStage } from "./stage.mjs";
import { listener, tellingEntry } from "./telling-objects.mjs";

/** Rows before alarm and purge: the key, the event, its entry among what waits, and the event once more when it is delivered. */
const ROWS = 4;

/** The Worker's entry, whose ledgers count what their statements write. */
async function countingEntry() {
  const entry = await readFile(new URL("../../worker/entry.mjs", import.meta.url), "utf8");
  const marker = "constructor(context, env) {\n";
  assert.ok(entry.includes(marker), "entry.mjs has another shape: this test must follow it");
  const counting = entry.replace(marker, `${marker}if (RustObject === RustLedger) count(context.storage.sql);\n`);
  return counting.replace("export default {", `
const cursors = [];
function count(sql) {
  const exec = sql.exec.bind(sql);
  Object.defineProperty(sql, "exec", { value: (text, ...binds) => {
    const cursor = exec(text, ...binds);
    cursors.push([text.trim().split(/\\s+/).slice(0, 3).join(" "), cursor]);
    return cursor;
  } });
}
function written() {
  const counts = {};
  for (const [text, cursor] of cursors.splice(0)) if (cursor.rowsWritten > 0) counts[text] = (counts[text] ?? 0) + cursor.rowsWritten;
  return Response.json(counts);
}
export default {`).replace("fetch: (request, env, context) =>\n", "fetch: (request, env, context) => new URL(request.url).pathname === \"/rows\" ? written() :\n");
}

test("an event that is accepted and delivered to one origin writes four rows", async (t) => {
  const stage = await openStage(t, { entry: await countingEntry() });
  const rows = async () => (await fetch(new URL("/rows", stage.worker.url))).json();
  const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  // The first event of a ledger makes its tables.
  const warm = await Promise.all(Array.from({ length: 96 }, (_, number) => stage.sendEvent(`warm_${number}`)));
  assert.ok(warm.every(({ status }) => status === 200));
  await until("the first events are delivered", () => stage.origins.crm.received.length === warm.length);
  for (let number = 0; number < warm.length; number += 1) await stage.settled(`warm_${number}`);
  await rows();

  for (const [id, length] of [["small", 1], ["64 KB", 64_000]]) {
    assert.equal((await stage.sendEvent(id, { data: { note: "x".repeat(length) } })).status, 200);
    await stage.settled(id);
    const counts = await rows();
    assert.equal(total(counts), ROWS, JSON.stringify(counts));
  }
  // A duplicate of it writes nothing.
  const again = await stage.sendEvent("small", { data: { note: "x" } });
  assert.equal(again.json().status, "duplicate");
  assert.equal(total(await rows()), 0);
});

test("an accept asks KV once and a ledger once before its answer, and the ledger once more behind its delivery", async (t) => {
  const heard = listener();
  let release;
  const answers = new Promise((resolve) => (release = resolve));
  const origins = { crm: { answer: () => answers.then(() => ({ status: 200 })) } };
  const stage = await openStage(t, { origins, entry: await tellingEntry(), log: heard.log, kv: "telling" });
  const calls = () => heard.calls().filter((call) => !call.startsWith("CONTROL"));

  assert.equal((await stage.sendEvent("evt_1")).json().status, "accepted");
  await until("the origin is called", () => stage.origins.crm.received.length === 1);
  assert.deepEqual(calls(), ["KV get", "LEDGER accept"]);
  release();
  await until("the marker is written", () => calls().includes("KV put"));
  assert.deepEqual(calls(), ["KV get", "LEDGER accept", "LEDGER report", "KV put"]);
});
