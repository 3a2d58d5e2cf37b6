// @paddle/paddle-node-sdk.

import { load } from "../../../npm/load.mjs";
import { pairRules, pairSigned } from "./pairs.mjs";

const { Paddle } = await load("@paddle/paddle-node-sdk");
const { webhooks } = new Paddle("an account that is not asked");
const SHAPE = { scheme: "paddle", header: "paddle-signature", stamp: "ts", tag: "h1", between: ";" };
const rules = pairRules(SHAPE);

export const peers = [
  {
    name: "@paddle/paddle-node-sdk",
    scheme: SHAPE.scheme,
    makeCase: pairSigned(SHAPE),
    verify: ({ secret, body }, headers) => webhooks.isSignatureValid(body.toString(), secret, headers["paddle-signature"]),
    known: [
      {
        why: "it takes an event for stale after 5 s, which retries and slow networks exceed; waxseal after 300 s",
        theirs: "refuses",
        holds: (request) => rules.secondsOld(request) >= 5,
      },
      rules.lastTag, rules.anyNumber, rules.noFuture, rules.printedAnew, rules.lastTime, rules.secondEquals, rules.digitsAsText, rules.spaces, ...rules.bodyAsText,
    ],
  },
];
