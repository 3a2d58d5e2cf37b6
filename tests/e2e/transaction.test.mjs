/**
 * A ledger whose n-th statement fails, for every n of an accept: the sender is told 503 and nothing
 * is left behind, so that its next try is accepted whole. Needs worker/build-faults.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { signed, startOrigin, startWorker, until } from "./harness.mjs";

const vars = { HOOK_SECRET: randomBytes(32).toString("hex"), CRM_SECRET: randomBytes(32).toString("hex") };

/** The most statements that an accept may have; more means that the counting is broken. */
const STATEMENTS_AT_MOST = 32;

async function start() {
  const origin = await startOrigin();
  const worker = await startWorker({
    build: "build-faults",
    vars,
    config: {
      sources: { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], dedupe: "ledger" } },
      origins: { crm: { url: origin.url, events: ["*"], secrets: ["CRM_SECRET"], retry: ["100ms"] } },
      insecure_origins: true,
    },
  });
  const send = async (id) => {
    const body = JSON.stringify({ id, type: "commission.created" });
    const { headers } = await signed({ scheme: "affiliatebase", secret: vars.HOOK_SECRET, body, id, timestamp: new Date() });
    return worker.send({ method: "POST", headers, body }, "/in/shop");
  };
  const calls = (id) => origin.received.filter((received) => received.headers["waxseal-event-id"] === id).length;
  const provoke = (fault) => fetch(`${worker.url}/faults/${fault}`).then((response) => response.text());
  // The tables are made by an object's first event, which is not what is tested here.
  for (let id = 0; id < 64; id += 1) await send(`warm_${id}`);
  await until("the warm-up is delivered", () => origin.received.length === 64);
  return { send, calls, provoke, stop: () => Promise.all([worker.stop(), origin.stop()]) };
}

/** Fails each statement in turn, sends twice, and returns the ids that never arrived. */
async function failEach({ send, calls, provoke }) {
  const lost = [];
  let failed = 0;
  for (let number = 1; number <= STATEMENTS_AT_MOST; number += 1) {
    const id = `evt_${number}`;
    await provoke(`fail-statement-${number}`);
    const first = await send(id);
    if (first.status === 200) {
      await provoke("fail-statement-0");
      return { lost, failed };
    }
    failed += 1;
    assert.equal(first.status, 503);
    assert.equal(first.json().code, "store_unavailable");
    assert.ok(Number(first.headers.get("retry-after")) > 0);
    assert.equal(calls(id), 0, "nothing is sent of an event that was not accepted");
    const next = await send(id);
    const isSent = next.status === 200 && (await until("the delivery", () => calls(id) > 0, 2_000).catch(() => false));
    if (!isSent) lost.push(id);
  }
  assert.fail(`an accept has more than ${STATEMENTS_AT_MOST} statements`);
}

test("whichever statement of an accept fails, nothing is left of it and the next try is whole", async () => {
  const stage = await start();
  try {
    const { lost, failed } = await failEach(stage);
    assert.ok(failed >= 3, `event, body and deliveries need at least three statements, ${failed} failed`);
    assert.deepEqual(lost, []);
  } finally {
    await stage.stop();
  }
});

test("without the transaction the same faults lose events: the test can tell", async () => {
  const stage = await start();
  try {
    await stage.provoke("in-pieces");
    const { lost } = await failEach(stage);
    assert.ok(lost.length > 0, "no event was lost although its rows were written in pieces");
  } finally {
    await stage.stop();
  }
});
