// @mux/mux-node.

import { load } from "../../../npm/load.mjs";
import { pairRules, pairSigned } from "./pairs.mjs";

const { Webhooks } = await load("@mux/mux-node/resources/webhooks/webhooks.js");
const webhooks = new Webhooks({});
const SHAPE = { scheme: "mux", header: "mux-signature", stamp: "t", tag: "v1", between: "," };
const rules = pairRules(SHAPE);

export const peers = [
  {
    name: "@mux/mux-node",
    scheme: SHAPE.scheme,
    makeCase: pairSigned(SHAPE),
    verify: ({ secret, body }, headers) => webhooks.verifySignature(body.toString(), headers, secret),
    known: [rules.noFuture, rules.printedAnew, rules.lastTime, rules.anyNumber, rules.secondEquals, rules.digitsAsText, rules.spaces, ...rules.bodyAsText],
  },
];
