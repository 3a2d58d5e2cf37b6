// @onfido/api.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { hexUpToOther, spacesAround, unparsedRefused } from "./rules.mjs";

const { WebhookEventVerifier } = await load("@onfido/api/dist/webhook-event-verifier.js");
const HEADER = "x-sha2-signature";

export const peers = [
  {
    name: "@onfido/api",
    scheme: "onfido",
    makeCase: bodySigned({ scheme: "onfido", header: HEADER }),
    verify: ({ secret, body }, headers) => void new WebhookEventVerifier(secret).readPayload(body, headers[HEADER]),
    known: [hexUpToOther(HEADER), unparsedRefused, spacesAround(HEADER)],
  },
];
