// The vendors' packages and waxseal judge the same random requests. Where the verdicts differ,
// the difference is one of those listed in differential/, with its reason; each listed one occurs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "../../npm/load.mjs";
import { compare, report } from "./differential/compare.mjs";

const USUAL_SEED = 20261121;
const SEED = Number(process.env.WAXSEAL_SEED ?? USUAL_SEED);
const CASES = 2000;

const published = await load("waxseal");
const full = await load("waxseal/full");

/** The files of differential/ with a package each; some have several signatures. */
const PACKAGES = [
  "standard-webhooks", "svix", "stripe",
  "adyen", "box", "coinbase-commerce", "contentful", "ed25519", "github", "gocardless", "hubspot", "line", "linear", "mux", "onfido", "openai",
  "paddle", "plivo", "razorpay", "sanity", "sendgrid", "shopify", "slack", "square", "twilio", "workos",
];

for (const name of PACKAGES) {
  const { peers } = await import(`./differential/${name}.mjs`);
  for (const peer of peers) {
    test(`${peer.name} and waxseal give the same verdict, or differ in a way that is explained`, async (t) => {
      const outcome = await compare(peer.full ? full : published, peer, { cases: peer.cases ?? CASES, seed: SEED });
      report(t, outcome, { seed: SEED, isUsual: SEED === USUAL_SEED });
    });
  }
}

test("a package that takes everything, and one that refuses everything, are found out", async () => {
  const { peers: [peer] } = await import("./differential/github.mjs");
  for (const verify of [() => true, () => false]) {
    const { unexplained } = await compare(published, { ...peer, known: [], verify }, { cases: 200, seed: SEED });
    assert.ok(unexplained.length > 20, `${unexplained.length}`);
  }
});
