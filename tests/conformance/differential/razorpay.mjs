// razorpay.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { bodyAsText, hexAsText, repeatedHeader, spacesAround } from "./rules.mjs";

const { validateWebhookSignature } = await load("razorpay/dist/utils/razorpay-utils.js");
const HEADER = "x-razorpay-signature";

export const peers = [
  {
    name: "razorpay",
    scheme: "razorpay",
    makeCase: bodySigned({ scheme: "razorpay", header: HEADER }),
    verify: ({ secret, body }, headers) => validateWebhookSignature(body, headers[HEADER], secret),
    known: [...bodyAsText, hexAsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER)],
  },
];
