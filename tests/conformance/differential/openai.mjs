// openai.

import { createHmac } from "node:crypto";

import { load } from "../../../npm/load.mjs";
import { makeCase } from "./id-timestamp-body.mjs";
import { bodyAsText } from "./rules.mjs";

const { Webhooks } = await load("openai/resources/webhooks/webhooks.js");
const webhooks = new Webhooks({});

const keyOf = (secret) => (secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret);
/** As the package reads it: the body as text. */
const sign = (secret, id, time, body) => `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${time}.`).update(body.toString()).digest("base64")}`;

const items = ({ headers }) => headers["webhook-signature"].split(" ").map((item) => item.replace(/^v1,/, ""));
const bytesIn = (item) => Buffer.from(item, "base64");

export const peers = [
  {
    name: "openai",
    scheme: "openai",
    makeCase: makeCase("webhook", sign),
    verify: ({ secret, body }, headers) => webhooks.verifySignature(body.toString(), headers, secret),
    known: [
      {
        why: "it takes an id that contains the separator, so bytes can move between id and timestamp",
        theirs: "accepts",
        holds: ({ headers }) => headers["webhook-id"].includes("."),
      },
      {
        why: "it takes an id with bytes beyond visible ASCII, which hosts decode in different ways",
        theirs: "accepts",
        holds: ({ headers }) => /[^\x20-\x7e]/.test(headers["webhook-id"]),
      },
      {
        why: "it compares with any number of signatures; waxseal with 16",
        theirs: "accepts",
        holds: (request) => items(request).length > 16,
      },
      {
        why: "its decoder takes the URL's alphabet as well and passes over what is no digit; waxseal takes one alphabet and nothing around it",
        theirs: "accepts",
        holds: (request) => items(request).some((item) => bytesIn(item).length >= 32 && bytesIn(item).toString("base64") !== item),
      },
      ...bodyAsText,
    ],
  },
];
