/**
 * What the platform does to a Worker that fails, and that the guard of worker/entry.mjs holds.
 * Needs worker/build-faults: the Worker built with the feature `faults`.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorker, until } from "./harness.mjs";

let worker;
before(async () => { worker = await startWorker({ config: "{}", build: "build-faults" }); });
after(() => worker.stop());

async function ask(path) {
  const began = Date.now();
  const response = await fetch(worker.url + path);
  return { status: response.status, text: await response.text(), millis: Date.now() - began, headers: response.headers };
}

function assertInternalFault(answer) {
  assert.equal(answer.status, 503);
  assert.equal(JSON.parse(answer.text).code, "internal");
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("retry-after"), "5");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.ok(!answer.text.includes("provoked"), "no detail of a fault leaves the Worker");
}

test("the guard's answer is the gateway's, word for word", async () => {
  const [guard, gateway] = [await ask("/faults/panic"), await ask("/faults/internal")];
  const headers = (answer) => Object.fromEntries(answer.headers);
  assert.equal(guard.text, gateway.text);
  assert.deepEqual(headers(guard), headers(gateway));
});

for (const kind of ["panic", "trap"]) {
  test(`a ${kind} in a request answers 503 at once and the next request is served`, async () => {
    const answer = await ask(`/faults/${kind}`);
    assertInternalFault(answer);
    assert.ok(answer.millis < 1_000, `took ${answer.millis} ms`);
    assert.equal((await ask("/faults/slow")).text, "slow");
  });

  test(`a ${kind} ends the other requests of the instance with 503 instead of hanging them`, async () => {
    const slow = ask("/faults/slow");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ask(`/faults/${kind}`);
    const answer = await slow;
    assertInternalFault(answer);
    assert.ok(answer.millis < 1_400, `took ${answer.millis} ms, the work alone takes 1500`);
  });

  test(`a ${kind} in the ledger's object answers its caller and the object goes on`, async () => {
    const answer = await ask(`/faults/object-${kind}`);
    assertInternalFault(answer);
    assert.ok(answer.millis < 1_000, `took ${answer.millis} ms`);
    assert.equal((await ask("/faults/rollback")).status, 200);
  });

  test(`an alarm that ends in a ${kind} runs again until it succeeds`, async () => {
    assert.equal((await ask(`/faults/alarm-${kind}`)).text, "armed");
    await until("the alarm ran three times", async () => (await ask("/faults/alarm-runs")).text === "3", 30_000);
    assert.equal((await ask("/faults/slow")).text, "slow");
  });
}

test("a failing statement in a transaction undoes the statements before it", async () => {
  assert.equal((await ask("/faults/rollback")).text, "aborted 0");
});

test("the same statements without a transaction leave the first row: the test can tell", async () => {
  assert.equal((await ask("/faults/separate")).text, "failed 1");
});

test("without the guard a panic in the ledger's object hangs its caller: the test can tell", async () => {
  const entry = `import rust, { Control, Ledger } from "./build/index.js"; export { Control, Ledger }; export default rust;`;
  const unguarded = await startWorker({ config: "{}", build: "build-faults", entry });
  try {
    const asked = fetch(`${unguarded.url}/faults/object-panic`, { signal: AbortSignal.timeout(3_000) });
    await assert.rejects(asked, { name: "TimeoutError" });
  } finally {
    await unguarded.stop();
  }
});
