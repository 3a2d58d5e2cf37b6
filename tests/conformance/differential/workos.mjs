// @workos-inc/node.

import { load } from "../../../npm/load.mjs";
import { isJson } from "./bodies.mjs";
import { pairRules, pairSigned } from "./pairs.mjs";

const { WorkOS } = await load("@workos-inc/node");
const { webhooks } = new WorkOS(["sk", "test", "of", "no", "account"].join("_"));
const SHAPE = { scheme: "workos", header: "workos-signature", stamp: "t", tag: "v1", between: ",", unit: 1, window: 180 };
const rules = pairRules(SHAPE, SHAPE);

const namesOf = (request) => rules.read(request).pairs.slice(0, 2).map(([name]) => name.trim()).join(" ");
const isRendered = (body) => Buffer.from(JSON.stringify(JSON.parse(body.toString()))).equals(body);

export const peers = [
  {
    name: "@workos-inc/node",
    scheme: SHAPE.scheme,
    makeCase: pairSigned(SHAPE),
    /** The package takes the parsed body and renders it again. */
    verify: ({ secret, body }, headers) => webhooks.verifyHeader({ payload: JSON.parse(body.toString()), sigHeader: headers[SHAPE.header], secret }),
    known: [
      {
        why: "it goes by the position of two pairs and does not read their names, so any name passes",
        theirs: "accepts",
        holds: (request) => namesOf(request) !== "t v1",
      },
      {
        why: "it goes by the position of two pairs, so another order, or another pair between them, is refused",
        theirs: "refuses",
        holds: (request) => namesOf(request) !== "t v1",
      },
      {
        why: "of several signatures it takes the first",
        theirs: "refuses",
        holds: (request) => rules.read(request).tags.length > 1,
      },
      {
        why: "it renders the parsed body anew and MACs that, so another rendering of the same JSON passes",
        theirs: "accepts",
        holds: ({ body }) => isJson(body) && !isRendered(body),
      },
      {
        why: "it renders the parsed body anew and MACs that, so a genuine one that is no JSON or is rendered otherwise is refused",
        theirs: "refuses",
        holds: ({ body }) => !isJson(body) || !isRendered(body),
      },
      rules.noFuture, rules.secondEquals, rules.digitsAsText, rules.spaces,
    ],
  },
];
