/** Test events: made and signed here, and taken by the intake like any other. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { openApi, until } from "../caller.mjs";

const { publicKey } = generateKeyPairSync("ed25519");
const spki = publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");

const sources = {
  shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] },
  hub: { scheme: "github", secrets: ["HOOK_SECRET"] },
  chat: { scheme: "discord", keys: [spki] },
  listed: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], allow_ips: ["203.0.113.0/24"] },
};
const origins = { crm: {}, dwh: { events: ["commission.*"], tests: true }, exact: { events: ["payout.paid"], tests: true }, other: { events: ["order.created"], tests: true } };

test("a test event reaches the origins that take tests, marked in body and header", async (t) => {
  const api = await openApi(t, { sources, origins });
  const told = await api.ok("POST", "/api/origins/dwh/test", { body: {} });
  assert.deepEqual([told.type, told.source, told.status], ["commission.created", "listed", "accepted"]);
  await until("the delivery", () => api.origins.dwh.received.length === 1);
  const [request] = api.origins.dwh.received;
  const body = JSON.parse(request.body);
  assert.deepEqual([body.test, body.type, request.headers["waxseal-test"], request.headers["webhook-id"]], [true, "commission.created", "true", told.id]);
  const [event] = (await api.ok("GET", `/api/events/${told.id}`)).events;
  assert.deepEqual([event.test, event.mark, event.findings, event.assurance], [true, null, undefined, "signed"]);
  assert.equal(api.origins.crm.received.length, 0, "who takes no tests gets none");
  assert.equal((await api.ok("POST", "/api/origins/exact/test")).type, "payout.paid");
  assert.equal((await api.ok("POST", "/api/origins/dwh/test", { body: { source: "hub", type: "commission.voided" } })).source, "hub");
  assert.equal((await api.ok("POST", "/api/origins/other/test", { body: { source: "shop" } })).type, "order.created");
});

test("what cannot be tested is told with what to change", async (t) => {
  const api = await openApi(t, { sources, origins });
  const refuse = async (origin, body, pattern) => {
    const problem = await api.refused("POST", `/api/origins/${origin}/test`, { body, status: 409, code: "not_possible" });
    assert.match(problem.detail, pattern);
  };
  await refuse("crm", undefined, /add "tests": true to \/origins\/crm/);
  await refuse("dwh", { source: "chat" }, /private key/);
  await refuse("dwh", { type: "payout.paid" }, /does not subscribe to "payout.paid"/);
  await api.refused("POST", "/api/origins/dwh/test", { body: { source: "nobody" }, status: 400, code: "parameter_invalid", at: "body:/source" });
  await api.refused("POST", "/api/origins/dwh/test", { body: { type: 5 }, status: 400, code: "parameter_invalid", at: "body:/type" });
  assert.deepEqual((await api.ok("GET", "/api/events")).events, []);
});
