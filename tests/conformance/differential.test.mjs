// The vendors' packages and waxseal judge the same random requests. Where the verdicts differ,
// the difference is one of those listed in differential/, with its reason; each listed one occurs.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { load } from "../../npm/load.mjs";
import * as idTimestampBody from "./differential/id-timestamp-body.mjs";
import * as stripeShape from "./differential/stripe.mjs";
import { seeded } from "./random.mjs";

const SEED = Number(process.env.WAXSEAL_SEED ?? 20261121);
const CASES = 6000;

const { Verifier } = await load("waxseal");
const { Webhook: StandardWebhooks } = await load("standardwebhooks");
const { Webhook: Svix } = await load("svix");
const { default: Stripe } = await load("stripe");

const peers = [
  {
    name: "standardwebhooks",
    scheme: "standard-webhooks",
    makeCase: idTimestampBody.makeCase("webhook", (secret, id, time, body) =>
      new StandardWebhooks(secret).sign(id, new Date(time * 1000), body)),
    verify: ({ secret, body, headers }) => new StandardWebhooks(secret).verify(body, headers, { jsonParse: false }),
    known: idTimestampBody.known("webhook"),
  },
  {
    name: "svix",
    scheme: "svix",
    makeCase: idTimestampBody.makeCase("svix", (secret, id, time, body) =>
      new Svix(secret).sign(id, new Date(time * 1000), body)),
    verify: ({ secret, body, headers }) => new Svix(secret).verify(body, headers),
    known: idTimestampBody.known("svix"),
  },
  {
    name: "stripe",
    scheme: "stripe",
    makeCase: stripeShape.makeCase((secret, timestamp, body) =>
      Stripe.webhooks
        .generateTestHeaderString({ payload: body.toString(), secret, timestamp })
        .replace(/^.*v1=/, "")),
    verify: ({ secret, body, headers, now }) =>
      Stripe.webhooks.signature.verifyHeader(body, headers["stripe-signature"], secret, 300, undefined, now),
    known: stripeShape.known,
  },
];

const verdictOfPeer = (peer, request) => {
  try {
    peer.verify(request);
    return "accepts";
  } catch {
    return "refuses";
  }
};

for (const peer of peers) {
  test(`${peer.name} and waxseal give the same verdict, or differ in a way that is explained`, (t) => {
    t.after(() => mock.timers.reset());
    const random = seeded(SEED);
    const seen = new Map(peer.known.map(({ why }) => [why, 0]));
    const tally = { "both accept": 0, "both refuse": 0, differ: 0 };
    const unexplained = [];
    for (let index = 0; index < CASES; index += 1) {
      const request = peer.makeCase(random);
      mock.timers.reset();
      mock.timers.enable({ apis: ["Date"], now: request.now });
      const theirs = verdictOfPeer(peer, request);
      const own = new Verifier({ scheme: peer.scheme, secrets: request.secret }).check(request, { now: request.now });
      const ours = own.ok ? "accepts" : "refuses";
      if (theirs === ours) {
        tally[theirs === "accepts" ? "both accept" : "both refuse"] += 1;
        continue;
      }
      tally.differ += 1;
      const reasons = peer.known.filter((difference) => difference.theirs === theirs && difference.holds(request));
      for (const { why } of reasons) seen.set(why, seen.get(why) + 1);
      if (reasons.length === 0) {
        unexplained.push({ index, theirs, ours: own.ok ? "valid" : own.error.code, headers: request.headers, body: request.body.toString("latin1") });
      }
    }
    t.diagnostic(`differential, ${peer.name}: ${CASES} requests, ${tally["both accept"]} accepted and ${tally["both refuse"]} refused by both, ${tally.differ} explained differences, seed ${SEED}`);
    assert.deepEqual(unexplained.slice(0, 3), [], `${unexplained.length} unexplained`);
    assert.deepEqual([...seen].filter(([, count]) => count === 0).map(([why]) => why), [], "explained, but never seen");
    assert.ok(tally["both accept"] > CASES / 10 && tally["both refuse"] > CASES / 10, JSON.stringify(tally));
  });
}
