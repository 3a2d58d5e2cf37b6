// square.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { base64AsText, bodyAsText, repeatedHeader, spacesAround } from "./rules.mjs";

const { WebhooksHelper } = await load("square");
const HEADER = "x-square-hmacsha256-signature";
const makeCase = bodySigned({ scheme: "square", header: HEADER, encoding: "base64" });

export const peers = [
  {
    name: "square",
    scheme: "square",
    /** Now and then the URL that was registered is another one than the sender signed. */
    makeCase: (random) => {
      const request = makeCase(random);
      const registered = random.pick([...Array(12).fill(request.url), `${request.url}/`, request.url.replace("https", "http"), request.url.toUpperCase()]);
      return { ...request, options: { url: registered } };
    },
    verify: ({ secret, body, options }, headers) =>
      WebhooksHelper.verifySignature({ requestBody: body.toString(), signatureHeader: headers[HEADER], signatureKey: secret, notificationUrl: options.url }),
    known: [...bodyAsText, base64AsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER)],
  },
];
