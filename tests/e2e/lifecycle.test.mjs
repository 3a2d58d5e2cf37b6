/** What happens to events over time: changed configurations, rates, and the ends of their windows. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { freshFolder, READ_TOKEN, startWorker, until } from "./harness.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";

const deliveryOf = async (stage, id) => (await stage.logged(id))[0]?.deliveries[0];

test("open deliveries of an origin that was removed are held, and go on when it is back", async (t) => {
  const folder = await freshFolder();
  t.after(() => folder.remove());
  let status = 500;
  const stage = await openStage(t, { persist: folder.path, origins: { crm: { answer: () => ({ status }), retry: Array(20).fill("1s") } } });
  await stage.sendEvent("evt_1");
  await until("the first attempt", () => stage.received("evt_1").length > 0);
  const { crm } = stage.config.origins;
  delete stage.config.origins.crm;
  await stage.restart();
  await until("held", async () => (await deliveryOf(stage, "evt_1"))?.state === "held", 40_000);
  assert.equal((await deliveryOf(stage, "evt_1")).cause, "origin_removed");
  const health = await (await fetch(`${stage.worker.url}/health`)).json();
  assert.equal(health.events.held, 1);
  status = 200;
  stage.config.origins.crm = crm;
  await stage.restart();
  // The object looks at what is held when it wakes: here the cron wakes it.
  await (await stage.worker.mf.getWorker()).scheduled({ cron: "* * * * *" });
  await until("the delivery", async () => (await deliveryOf(stage, "evt_1"))?.state === "delivered", 40_000);
  assert.equal(JSON.parse(stage.received("evt_1").at(-1).body).id, "evt_1");
});

test("an event keeps its origins: one that is added later gets only later events", async (t) => {
  const folder = await freshFolder();
  t.after(() => folder.remove());
  const stage = await openStage(t, { persist: folder.path, origins: { crm: {}, warehouse: {} } });
  const { warehouse } = stage.config.origins;
  delete stage.config.origins.warehouse;
  await stage.restart();
  await stage.sendEvent("evt_1");
  await stage.settled("evt_1");
  stage.config.origins.warehouse = warehouse;
  await stage.restart();
  assert.equal((await stage.sendEvent("evt_1")).json().status, "duplicate");
  await stage.sendEvent("evt_2");
  await until("the later event", () => stage.received("evt_2", "warehouse").length === 1);
  assert.equal(stage.received("evt_1", "warehouse").length, 0);
});

test("after retention the body is gone and a duplicate is still one; after the dedupe window it is new", async (t) => {
  for (const dedupe of ["ledger", "ledger+kv"]) {
    const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], dedupe } };
    const stage = await openStage(t, { sources, settings: { retention: "1s", dead_retention: "1s", dedupe_window: "5s" } });
    assert.equal((await stage.sendEvent("evt_1")).json().status, "accepted");
    await stage.settled("evt_1");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.equal((await stage.sendEvent("evt_1")).json().status, "duplicate", dedupe);
    await until("the end of the window", async () => (await stage.logged("evt_1")).length === 0, 45_000);
    assert.equal((await stage.sendEvent("evt_1")).json().status, "accepted", dedupe);
    await until("the second delivery", () => stage.received("evt_1").length === 2);
  }
});

test("a dead event expires at the end of its retention, and not before", async (t) => {
  const stage = await openStage(t, { origins: { crm: { answer: () => ({ status: 400 }) } }, settings: { retention: "1s", dead_retention: "4s" } });
  const sent = Date.now();
  await stage.sendEvent("evt_1");
  assert.equal((await stage.settled("evt_1")).deliveries[0].state, "dead");
  await until("expired", async () => (await deliveryOf(stage, "evt_1"))?.state === "expired", 45_000);
  assert.ok(Date.now() - sent >= 4_000);
  assert.equal(stage.received("evt_1").length, 1);
});

test("an unrouted event outlives every retention", async (t) => {
  const stage = await openStage(t, { origins: { crm: { events: ["payout.*"] } }, settings: { retention: "1s", dead_retention: "1s" } });
  assert.equal((await stage.sendEvent("evt_1")).json().status, "unrouted");
  await stage.sendEvent("evt_2", { type: "payout.paid" });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await (await stage.worker.mf.getWorker()).scheduled({ cron: "* * * * *" });
  await quietMoment();
  assert.equal((await stage.logged("evt_1"))[0].state, "unrouted");
});

test("above its rate a source is told 429 with a time; what was accepted stays a duplicate", async (t) => {
  const sources = { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], rate_limit: "2/h" } };
  const stage = await openStage(t, { sources });
  const ids = Array.from({ length: 60 }, (_, number) => `evt_${number}`);
  const answers = new Map();
  for (const id of ids) answers.set(id, await stage.sendEvent(id));
  const accepted = ids.filter((id) => answers.get(id).status === 200);
  const limited = ids.filter((id) => answers.get(id).status === 429);
  assert.equal(accepted.length + limited.length, ids.length);
  assert.ok(limited.length > 0 && accepted.length > 0);
  for (const id of limited) {
    assert.equal(answers.get(id).json().code, "rate_limited");
    assert.ok(Number(answers.get(id).headers.get("retry-after")) > 0);
    assert.equal(answers.get(id).headers.get("cache-control"), "no-store");
  }
  assert.equal((await stage.worker.events()).length, accepted.length);
  for (const id of accepted.slice(0, 5)) assert.equal((await stage.sendEvent(id)).json().status, "duplicate");
});

test("the configuration that is shipped is valid once its secrets are set", async (t) => {
  const config = await readFile(new URL("../../worker/waxseal.jsonc", import.meta.url), "utf8");
  const names = config.match(/"[A-Z][A-Z0-9_]+\??"/g).map((name) => name.replace(/["?]/g, ""));
  const vars = Object.fromEntries(names.map((name) => [name, newSecret()]));
  const worker = await startWorker({ config, vars });
  t.after(() => worker.stop());
  assert.equal((await worker.send({ method: "GET", url: "/health", headers: {} })).status, 200);
  const event = affiliatebase(vars.AFFILIATEBASE_SECRET, commission("evt_1"), { id: "evt_1", to: "/try/affiliatebase" });
  assert.equal((await worker.send(event)).status, 200);
});

test("one event is read by its id, and an unknown one is 404", async (t) => {
  const stage = await openStage(t, {});
  const { id } = (await stage.sendEvent("evt_1")).json();
  const read = (path) => stage.worker.send({ method: "GET", url: path, headers: { authorization: `Bearer ${READ_TOKEN}` } });
  await stage.settled("evt_1");
  const found = await read(`/api/events/${id}`);
  assert.equal(found.status, 200);
  assert.equal(found.json().events[0].event_id, "evt_1");
  for (const unknown of [`wx_${"A".repeat(43)}`, "wx_", "evt_1", "..%2f", id.slice(0, -1)]) {
    const answer = await read(`/api/events/${unknown}`);
    assert.equal(answer.status, 404, unknown);
    assert.equal(answer.headers.get("cache-control"), "no-store");
  }
  assert.equal((await stage.worker.send({ method: "GET", url: `/api/events/${id}`, headers: {} })).status, 401);
});
