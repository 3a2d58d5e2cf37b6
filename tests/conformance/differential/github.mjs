// @octokit/webhooks-methods.

import { load } from "../../../npm/load.mjs";
import { bodySigned } from "./body-signed.mjs";
import { bodyAsText, emptyBodyRefused, hexAsText, repeatedHeader, spacesAround } from "./rules.mjs";

const { verify } = await load("@octokit/webhooks-methods");
const HEADER = "x-hub-signature-256";

export const peers = [
  {
    name: "@octokit/webhooks-methods",
    scheme: "github",
    makeCase: bodySigned({ scheme: "github", header: HEADER, prefix: "sha256=" }),
    verify: ({ secret, body }, headers) => verify(secret, body.toString(), headers[HEADER]),
    known: [...bodyAsText, emptyBodyRefused, hexAsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER)],
  },
];
