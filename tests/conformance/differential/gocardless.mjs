// gocardless-nodejs.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { hexUpToOther, spacesAround } from "./rules.mjs";

const { verifySignature } = await load("gocardless-nodejs/webhooks");
const HEADER = "webhook-signature";

export const peers = [
  {
    name: "gocardless-nodejs",
    scheme: "gocardless",
    makeCase: bodySigned({ scheme: "gocardless", header: HEADER }),
    verify: ({ secret, body }, headers) => verifySignature(body, secret, headers[HEADER]),
    known: [hexUpToOther(HEADER), spacesAround(HEADER)],
  },
];
