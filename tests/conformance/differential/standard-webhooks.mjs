// standardwebhooks.

import { load } from "../../../npm/load.mjs";
import { known, makeCase } from "./id-timestamp-body.mjs";

const { Webhook } = await load("standardwebhooks");

export const peers = [
  {
    name: "standardwebhooks",
    scheme: "standard-webhooks",
    cases: 6000,
    makeCase: makeCase("webhook", (secret, id, time, body) => new Webhook(secret).sign(id, new Date(time * 1000), body)),
    verify: ({ secret, body, headers }) => void new Webhook(secret).verify(body, headers, { jsonParse: false }),
    known: known("webhook"),
  },
];
