/** Shadow: whatever a copy's verdict is, its sender is answered 200, and nothing unverified is stored. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { affiliatebase, commission, newSecret } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";
import { controlOf, listener } from "./telling-objects.mjs";

const source = (shadow) => ({ scheme: "affiliatebase", secrets: ["HOOK_SECRET"], shadow });

test("in shadow every answer is 200, the verdict is logged and counted, and only what is genuine is forwarded if so asked", async (t) => {
  const heard = listener();
  const stage = await openStage(t, { sources: { shop: source("log"), copy: source("forward") }, log: heard.log });
  const event = (id, to) => affiliatebase(stage.vars.HOOK_SECRET, commission(id), { id, to });
  const forged = (to) => affiliatebase(newSecret(), commission("evt_forged"), { id: "evt_forged", to });
  const large = (to) => affiliatebase(stage.vars.HOOK_SECRET, "x".repeat(1024 * 1024 + 1), { to });
  const verdicts = [];
  for (const to of ["/in/shop", "/in/copy"]) {
    for (const request of [forged(to), { ...forged(to), headers: {} }, { ...event("evt_1", to), method: "PUT" }, large(to)]) {
      const answer = await stage.send(request).catch((error) => error);
      // Whoever still writes a long body when the answer is there may find the connection closed.
      if (answer instanceof Error) continue;
      verdicts.push([answer.status, answer.text]);
    }
  }
  verdicts.push(await stage.send(event("evt_log", "/in/shop")).then((answer) => [answer.status, answer.text]));
  assert.ok(verdicts.length >= 7);
  for (const answer of verdicts) assert.deepEqual(answer, [200, '{"status":"shadow"}']);
  await quietMoment();
  assert.deepEqual(await stage.worker.events(), [], "nothing is stored of what failed, or of a log");
  assert.equal(stage.origins.crm.received.length, 0);

  const genuine = await stage.send(event("evt_2", "/in/copy"));
  assert.deepEqual([genuine.status, genuine.json().status], [200, "accepted"]);
  assert.equal((await stage.settled("evt_2")).deliveries[0].state, "delivered");
  assert.equal(stage.origins.crm.received.length, 1);

  for (const line of ["shadow shop: signature_mismatch", "shadow shop: signature_missing", "shadow shop: method_not_allowed", "shadow shop: valid", "shadow copy: signature_mismatch"]) {
    assert.ok(heard.text().includes(line), line);
  }
  assert.ok(!heard.text().includes("evt_forged"), "the log has the code alone");
  const control = await controlOf(stage.worker);
  await until("the counts of shadow", async () => {
    const { counts } = await control("counts", { since: 0 });
    const number = (what, of) => counts.find((count) => count.source === of && count.what === what)?.number;
    return number("shadow", "shop") >= 4 && number("signature_mismatch", "copy") === 1 && number("shadow", "copy") >= 3;
  });
});
