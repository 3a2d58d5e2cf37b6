/** Exports: NDJSON and CSV, in parts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApi, READ_TOKEN } from "../caller.mjs";

test("an export goes on by its header, and holds each event once", async (t) => {
  const api = await openApi(t);
  const ids = Array.from({ length: 11 }, (_, number) => `evt_${number}`);
  for (const id of ids) await api.sendEvent(id);
  const exported = [];
  for (let after = "start"; ; ) {
    const answer = await api.call("GET", `/api/export?format=ndjson&limit=4&after=${after}`, { token: READ_TOKEN });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get("content-disposition"), /events\.ndjson/);
    const lines = answer.text.split("\n").filter(Boolean);
    if (lines.length === 0) break;
    exported.push(...lines.map((line) => JSON.parse(line).event_id));
    after = answer.headers.get("waxseal-cursor");
  }
  assert.deepEqual(exported.toSorted(), ids.toSorted());
});

test("a table has no cell that a spreadsheet would run", async (t) => {
  const api = await openApi(t);
  const evil = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", 'a"b,c'];
  for (const [number, id] of evil.entries()) {
    const answer = await api.sendEvent(id, {}, { id: `msg_${number}` });
    assert.equal(answer.status, 200, answer.text);
  }
  const { text, headers } = await api.call("GET", "/api/export?format=csv", { token: READ_TOKEN });
  assert.equal(headers.get("content-type"), "text/csv; charset=utf-8; header=present");
  const lines = text.split("\r\n");
  assert.equal(lines[0], "id,revision,source,event_id,event_type,state,test,mark,assurance,accepted_at,body_bytes,deliveries");
  assert.equal(lines.length, evil.length + 2);
  for (const cell of lines.flatMap((line) => line.split(","))) assert.doesNotMatch(cell, /^"?[=+@\t\r-]/, cell);
  const { events } = await api.ok("GET", "/api/events");
  for (const event of events) assert.ok(text.includes(event.id));
});

test("an export needs a format", async (t) => {
  const api = await openApi(t);
  await api.refused("GET", "/api/export", { status: 400, code: "parameter_invalid", at: "query:format" });
  await api.refused("GET", "/api/export?format=xml", { status: 400, code: "parameter_invalid", at: "query:format" });
  await api.refused("GET", "/api/export?format=csv&after=x", { status: 400, code: "parameter_invalid", at: "query:after" });
});
