// @linear/sdk.

import { createHmac } from "node:crypto";

import { load } from "../../../npm/load.mjs";
import { alterBody, bodyOf, hasBom } from "./bodies.mjs";
import { oracle } from "./oracle.mjs";
import { hexAsText, repeatedHeader, spacesAround } from "./rules.mjs";
import { arrives, checkedWith, hexValue, secretText } from "./tags.mjs";
import { NOW, momentNear } from "./timed.mjs";

const { LinearWebhookClient } = await load("@linear/sdk/webhooks");
const { sign, request: { body: USUAL } } = oracle("linear");
const HEADER = "linear-signature";

/** Bodies in which the time stands otherwise, or not at all. */
const unusual = (at) => [
  `{"webhookTimestamp":"${at}"}`,
  `{"webhookTimestamp":${at}.0}`,
  `{"webhookTimestamp":${at}.5}`,
  `{"webhookTimestamp":${at / 1e6}e6}`,
  `{"webhookTimestamp":${Math.floor(at / 1000)}}`,
  `{"webhookTimestamp":null}`,
  `{"data":{"webhookTimestamp":${at}}}`,
  `{"webhookTimestamp":1,"webhookTimestamp":${at}}`,
  `{"webhookTimestamp":${at},"webhookTimestamp":1}`,
  `{"webhook\\u0054imestamp":${at}}`,
  `{"webhookTimestamp":[${at}]}`,
  `{"webhookTimestamp":-${at}}`,
  ` \n{ "webhookTimestamp" : ${at} } `,
  `{"webhookTimestamp":${at}}}`,
  `{"webhookTimestamp":${at},}`,
  `{"webhookTimestamp":${at}`,
  `\uFEFF{"webhookTimestamp":${at}}`,
  `[{"webhookTimestamp":${at}}]`,
  `{"note":"\ud83e\udda9 \\ud83e","webhookTimestamp":${at}}`,
];

const makeCase = (random) => {
  const secret = secretText(random);
  const now = NOW + random.below(1000);
  const at = now + momentNear(random, 60, 1);
  const signed = sign({ secret, body: USUAL, at });
  const arriving = random.pick([...Array(6).fill(Buffer.from(signed.body)), Buffer.from(random.pick(unusual(at))), Buffer.from(random.pick(unusual(at))), bodyOf(random)]);
  const tag = createHmac("sha256", secret).update(arriving).digest("hex");
  return {
    secret: checkedWith(random, secret),
    now,
    headers: { ...signed.headers, [HEADER]: arrives(random, hexValue(random, random.below(2) === 0 && arriving.equals(Buffer.from(signed.body)) ? signed.headers[HEADER] : tag)) },
    body: alterBody(random, arriving),
  };
};

export const peers = [
  {
    name: "@linear/sdk",
    scheme: "linear",
    makeCase,
    verify: ({ secret, body }, headers) => new LinearWebhookClient(secret).verify(body, headers[HEADER]),
    known: [
      {
        why: "it takes a number however JSON may write it, with a fraction or an exponent; waxseal wants the digits of whole milliseconds, as Linear writes them",
        theirs: "accepts",
        holds: ({ body }) => /Timestamp" ?: ?\d+\.\d/.test(body.toString()),
      },
      {
        why: "it wants the time as a number; waxseal reads digits in quotes as well",
        theirs: "refuses",
        holds: ({ body }) => /Timestamp" ?: ?"/.test(body.toString()),
      },
      {
        why: "its JSON parser refuses a byte order mark; waxseal passes over it",
        theirs: "refuses",
        holds: ({ body }) => hasBom(body),
      },
      hexAsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER)],
  },
];
