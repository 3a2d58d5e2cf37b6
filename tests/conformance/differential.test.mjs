// The vendors' packages and waxseal judge the same random requests. Where the verdicts differ,
// the difference is one of those listed in differential/, with its reason; each listed one occurs.
// Packages with public keys, which are slow, have a file of their own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { compare } from "./differential/compare.mjs";
import { SEED, published, testPackages } from "./differential/suite.mjs";

await testPackages([
  "standard-webhooks", "svix", "stripe",
  "adyen", "box", "coinbase-commerce", "contentful", "github", "gocardless", "hubspot", "line", "linear", "mux", "onfido", "openai",
  "paddle", "plivo", "razorpay", "sanity", "shopify", "slack", "square", "twilio", "workos",
]);

test("a package that takes everything, and one that refuses everything, are found out", async () => {
  const { peers: [peer] } = await import("./differential/github.mjs");
  for (const verify of [() => true, () => false]) {
    const { unexplained } = await compare(published, { ...peer, known: [], verify }, { cases: 200, seed: SEED });
    assert.ok(unexplained.length > 20, `${unexplained.length}`);
  }
});
