// svix.

import { load } from "../../../npm/load.mjs";
import { known, makeCase } from "./id-timestamp-body.mjs";

const { Webhook } = await load("svix");

export const peers = [
  {
    name: "svix",
    scheme: "svix",
    cases: 6000,
    makeCase: makeCase("svix", (secret, id, time, body) => new Webhook(secret).sign(id, new Date(time * 1000), body)),
    verify: ({ secret, body, headers }) => void new Webhook(secret).verify(body, headers),
    known: known("svix"),
  },
];
