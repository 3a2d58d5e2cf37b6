// box-node-sdk.

import { createHmac } from "node:crypto";

import { load } from "../../../npm/load.mjs";
import { alterBody, bodyOf } from "./bodies.mjs";
import { asNodeHasThem } from "./compare.mjs";
import { oracle } from "./oracle.mjs";
import { bodyAsText } from "./rules.mjs";
import { arrives, base64Value, checkedWith, secretText } from "./tags.mjs";
import { NOW, momentNear } from "./timed.mjs";

const { WebhooksManager } = await load("box-node-sdk/managers/webhooks");
const { jsonStringifyWithEscapedUnicode: escaped } = await load("box-node-sdk/internal/utils");
const { sign, request: { url } } = oracle("box");
const [TIME, PRIMARY, SECONDARY] = ["box-delivery-timestamp", "box-signature-primary", "box-signature-secondary"];

/** Other writings of a moment that JavaScript's Date reads. */
const writings = (at) => {
  const iso = new Date(at).toISOString();
  return [iso, iso.replace("Z", "+00:00"), iso.replace(".000Z", ""), new Date(at).toUTCString(), iso.slice(0, 10), "soon", ""];
};

const tagOf = (secret, body, time) => createHmac("sha256", secret).update(body).update(time).digest("base64");

const makeCase = (random) => {
  const secret = secretText(random);
  const arriving = bodyOf(random);
  const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString()), Buffer.from(escaped(arriving.toString()))]);
  const at = NOW + momentNear(random, 600, 1000);
  const signed = sign({ secret, body, at });
  const time = random.pick([...Array(10).fill(signed.headers[TIME]), ...writings(at)]);
  const tag = random.below(2) === 0 && time === signed.headers[TIME] ? signed.headers[PRIMARY] : tagOf(secret, body, time);
  const other = random.bytes(32).toString("base64");
  const place = random.below(6);
  const bare = tag.replace(/=+$/, "");
  const value = random.below(80) === 0 ? [bare, bare] : arrives(random, base64Value(random, tag));
  return {
    secret: checkedWith(random, secret),
    url,
    now: NOW,
    headers: {
      ...signed.headers,
      "box-signature-version": random.pick([...Array(12).fill("1"), "2", undefined]),
      "box-signature-algorithm": random.pick([...Array(12).fill("HmacSHA256"), "HmacSHA1", undefined]),
      [TIME]: random.pick([...Array(20).fill(time), undefined, ` ${time}`, time.replace("2026", "2025")]),
      [PRIMARY]: place === 0 ? other : place === 1 ? undefined : value,
      [SECONDARY]: place < 2 ? value : undefined,
    },
    body: alterBody(random, arriving),
  };
};

const tags = ({ headers }) => {
  const received = asNodeHasThem(headers);
  return [received[PRIMARY], received[SECONDARY]].filter((value) => value !== undefined);
};
const timeIn = ({ headers }) => headers[TIME] ?? "";
const isRepeated = ({ headers }, name) => Array.isArray(headers[name]) && new Set(headers[name]).size === 1;

export const peers = [
  {
    name: "box-node-sdk",
    scheme: "box",
    cases: 3000,
    makeCase,
    verify: ({ secret, body }, headers) => WebhooksManager.validateMessage(body.toString(), headers, secret, { secondaryKey: secret }),
    known: [
      {
        why: "it wants two headers that name version and algorithm, which nobody signs; waxseal does not let a header choose",
        theirs: "refuses",
        holds: ({ headers }) => headers["box-signature-version"] !== "1" || headers["box-signature-algorithm"] !== "HmacSHA256",
      },
      {
        why: "it refuses every moment ahead of the clock; waxseal allows 600 s there as well",
        theirs: "refuses",
        holds: (request) => Date.parse(timeIn(request)) > request.now,
      },
      {
        why: "it takes whatever JavaScript reads as a date, or no date at all, which is never stale; waxseal wants RFC 3339 with its zone",
        theirs: "accepts",
        holds: (request) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(timeIn(request)),
      },
      {
        why: "where a body does not match it tries it once more with escapes, for a body that was parsed before; waxseal takes the bytes that came",
        theirs: "accepts",
        holds: (request) => {
          const expected = tagOf(request.secret, escaped(request.body.toString()), timeIn(request));
          return tags(request).some((tag) => Buffer.from(tag, "base64").toString("base64") === expected);
        },
      },
      {
        why: "its decoder passes over what is no digit and stops at the padding, so a tag has many spellings; waxseal takes one alphabet and nothing around it",
        theirs: "accepts",
        holds: (request) => tags(request).some((tag) => Buffer.from(tag, "base64").toString("base64") !== tag),
      },
      {
        why: "it gets the header's two equal values joined by a comma, as hosts do; waxseal sees that they are one",
        theirs: "refuses",
        holds: (request) => isRepeated(request, PRIMARY) || isRepeated(request, SECONDARY),
      },
      ...bodyAsText,
    ],
  },
];
