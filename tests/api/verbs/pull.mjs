/** Pulling: another system reads events by a cursor while more of them come. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApi, READ_TOKEN } from "../caller.mjs";

test("a reader that pulls while events come misses none and gets none twice", async (t) => {
  const api = await openApi(t);
  const sent = [];
  let isOver = false;
  const sender = async (name) => {
    for (let number = 0; number < 40; number += 1) {
      const id = `evt_${name}_${number}`;
      assert.equal((await api.sendEvent(id)).status, 200);
      sent.push(id);
    }
  };
  const pulled = [];
  let cursor = "start";
  const pull = async () => {
    const page = await api.ok("GET", `/api/events?limit=7&after=${cursor}`, { token: READ_TOKEN });
    pulled.push(...page.events.map((event) => event.event_id));
    ({ cursor } = page);
    return page;
  };
  const reader = async () => {
    while (!isOver) await pull();
    while ((await pull()).more);
    assert.deepEqual((await pull()).events, [], "at the end there is nothing, and the cursor stays");
  };
  const reading = reader();
  await Promise.all(["a", "b", "c", "d"].map(sender));
  isOver = true;
  await reading;
  assert.equal(new Set(pulled).size, pulled.length, "none twice");
  assert.deepEqual(pulled.toSorted(), sent.toSorted(), "none missing");
});

test("a cursor of one kind, or a damaged one, is not taken for another", async (t) => {
  const api = await openApi(t);
  for (let number = 0; number < 3; number += 1) await api.sendEvent(`evt_${number}`);
  const pulling = (await api.ok("GET", "/api/events?after=start&limit=1")).cursor;
  const listing = (await api.ok("GET", "/api/events?limit=1")).cursor;
  const refuse = (query, name) => api.refused("GET", `/api/events?${query}`, { status: 400, code: "parameter_invalid", at: `query:${name}` });
  await refuse(`cursor=${pulling}`, "cursor");
  await refuse(`after=${listing}`, "after");
  await refuse(`after=${pulling.slice(0, -1)}`, "after");
  await refuse(`after=${pulling}&cursor=${listing}`, "after");
});
