// @line/bot-sdk.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { base64Leniently, repeatedHeader } from "./rules.mjs";

const { validateSignature } = await load("@line/bot-sdk");
const HEADER = "x-line-signature";

export const peers = [
  {
    name: "@line/bot-sdk",
    scheme: "line",
    cases: 6000,
    makeCase: bodySigned({ scheme: "line", header: HEADER, encoding: "base64" }),
    verify: ({ secret, body }, headers) => validateSignature(body, secret, headers[HEADER]),
    known: [base64Leniently(HEADER), repeatedHeader(HEADER)],
  },
];
