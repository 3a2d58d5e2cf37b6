// @sanity/webhook.

import { load } from "../../../npm/load.mjs";
import { pairRules, pairSigned } from "./pairs.mjs";
import { emptyBodyRefused } from "./rules.mjs";

const { isValidSignature } = await load("@sanity/webhook");
const SHAPE = { scheme: "sanity", header: "sanity-webhook-signature", stamp: "t", tag: "v1", between: ",", unit: 1, encoding: "base64url" };
const rules = pairRules(SHAPE);

export const peers = [
  {
    name: "@sanity/webhook",
    scheme: SHAPE.scheme,
    makeCase: pairSigned(SHAPE),
    verify: ({ secret, body }, headers) => isValidSignature(body.toString(), headers[SHAPE.header], secret),
    known: [
      {
        why: "it compares the header as a whole with the one that it would write: no other order, no space, no sibling",
        theirs: "refuses",
        holds: (request) => !/^t=[1-9]\d*,v1=[\w-]{43}$/.test(rules.read(request).text),
      },
      emptyBodyRefused,
      ...rules.bodyAsText,
    ],
  },
];
