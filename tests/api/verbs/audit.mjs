/** The audit list: what was ordered, by whom, and what came of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_TOKEN, READ_TOKEN, openApi } from "../caller.mjs";

test("each order stands in the list before and after, also one that was refused; no token ever", async (t) => {
  const api = await openApi(t);
  await api.ok("POST", "/api/origins/crm/pause");
  await api.refused("POST", "/api/origins/nobody/pause", { status: 404, code: "not_found" });
  await api.refused("POST", "/api/replay", { status: 400, code: "parameter_invalid", at: "body:/filter", body: { dry_run: true } });
  const { entries, more } = await api.ok("GET", "/api/audit", { token: READ_TOKEN });
  const told = entries.map(({ verb, target, result, token }) => [verb, target, result, token]).reverse();
  assert.deepEqual(told, [
    ["pause_origin", "origins/crm/pause", "asked", "admin"],
    ["pause_origin", "origins/crm/pause", "done", "admin"],
    ["pause_origin", "origins/nobody/pause", "asked", "admin"],
    ["pause_origin", "origins/nobody/pause", "not_found", "admin"],
    ["replay_events", "replay", "asked", "admin"],
    ["replay_events", "replay", "parameter_invalid", "admin"],
  ]);
  assert.equal(more, false);
  assert.equal(entries[1].order, '{"dry_run":true}');
  assert.deepEqual([entries[0].call, entries[2].call], [entries[1].number, entries[3].number]);
  assert.ok(!JSON.stringify(entries).includes(ADMIN_TOKEN));
});

test("the list is read in parts", async (t) => {
  const api = await openApi(t);
  for (let time = 0; time < 3; time += 1) await api.ok("POST", "/api/origins/crm/resume");
  const numbers = [];
  for (let before = ""; ; before = `&before=${numbers.at(-1)}`) {
    const { entries, more } = await api.ok("GET", `/api/audit?limit=4${before}`);
    numbers.push(...entries.map(({ number }) => number));
    if (!more) break;
  }
  assert.deepEqual(numbers, [6, 5, 4, 3, 2, 1]);
  await api.refused("GET", "/api/audit?before=x", { status: 400, code: "parameter_invalid", at: "query:before" });
});
