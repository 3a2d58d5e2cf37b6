// coinbase-commerce-node.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { bodyAsText, hexAsText, repeatedHeader, spacesAround } from "./rules.mjs";

const { default: Webhook } = await load("coinbase-commerce-node/lib/Webhook.js");
const HEADER = "x-cc-webhook-signature";

export const peers = [
  {
    name: "coinbase-commerce-node",
    scheme: "coinbase-commerce",
    makeCase: bodySigned({
      scheme: "coinbase-commerce",
      header: HEADER,
      sign: (secret, body) => Webhook.computeSignature(body.toString(), secret),
    }),
    verify: ({ secret, body }, headers) => Webhook.verifySigHeader(body.toString(), headers[HEADER], secret),
    known: [...bodyAsText, hexAsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER)],
  },
];
