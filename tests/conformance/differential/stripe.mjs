// stripe.

import { createHmac } from "node:crypto";

import { load } from "../../../npm/load.mjs";
import { alterBody, bodyOf, hasBom, isText } from "./bodies.mjs";

const { default: Stripe } = await load("stripe");
const NOW = 1780063272;

/** One request with its secret and clock: genuine, or changed in up to three places. */
const makeCase = (sign) => (random) => {
  const secret = ["whsec_", random.bytes(24).toString("base64url")].join("");
  const time = NOW + random.pick([0, 0, 0, 0, 0, 0, -300, -301, 300, 301, random.below(2000) - 1000]);
  const body = bodyOf(random);
  const isSignedByPeer = random.below(2) === 0;
  const tag = isSignedByPeer
    ? sign(secret, time, body)
    : createHmac("sha256", secret).update(`${time}.`).update(body).digest("hex");
  return {
    secret,
    now: NOW * 1000 + random.below(1000),
    headers: { "stripe-signature": headerText(random, String(time), tag) },
    body: alterBody(random, body),
  };
};

const headerText = (random, time, tag) => {
  const other = random.bytes(32).toString("hex");
  return random.pick([
    ...Array(10).fill(`t=${time},v1=${tag}`),
    `t=${time},v1=${other},v1=${tag}`,
    `t=${time},v1=${tag},v0=${other}`,
    `v1=${tag},t=${time}`,
    `t=${time}, v1=${tag}`,
    `t=${time},v1=${tag.toUpperCase()}`,
    `t=${time},v1=${tag}=`,
    `t=${time}abc,v1=${tag}`,
    `t=0${time},v1=${tag}`,
    `t=${Number(time) + 1},t=${time},v1=${tag}`,
    `t=${time},${`v1=${other},`.repeat(16)}v1=${tag}`,
    `t=${time},${`v1=${other},`.repeat(15)}v1=${tag}`,
    `t=${time},v0=${tag}`,
    `t=${time},v1=${tag.slice(0, 62)}`,
    `v1=${tag}`,
    `t=${time}`,
    `t=${time},v1=${other}`,
  ]);
};

const pairsOf = ({ headers }) => headers["stripe-signature"].split(",").map((pair) => pair.split("="));

const valuesOf = (request, key) => pairsOf(request).filter(([name]) => name === key).map(([, value]) => value);

/** Every way in which a verdict may differ. `theirs` is what the package does then. */
const known = [
  {
    why: "it has no bound for timestamps ahead of the clock",
    theirs: "accepts",
    holds: (request) => Number.parseInt(valuesOf(request, "t")[0], 10) > Math.floor(request.now / 1000) + 300,
  },
  {
    why: "it MACs the timestamp as parsed and printed anew, so `178…abc` and `0178…` pass for `178…`",
    theirs: "accepts",
    holds: (request) => valuesOf(request, "t").some((time) => String(Number.parseInt(time, 10)) !== time),
  },
  {
    why: "of two timestamps it takes the last",
    theirs: "accepts",
    holds: (request) => new Set(valuesOf(request, "t")).size > 1,
  },
  {
    why: "it compares with any number of signatures; waxseal with 16",
    theirs: "accepts",
    holds: (request) => valuesOf(request, "v1").length > 16,
  },
  {
    why: "it ignores what follows a second equals sign in a pair",
    theirs: "accepts",
    holds: (request) => pairsOf(request).some(({ length }) => length > 2),
  },
  {
    why: "it MACs the body as decoded text: bytes that are no UTF-8 pass for U+FFFD, and an added BOM for none",
    theirs: "accepts",
    holds: ({ body }) => !isText(body) || body.includes("\uFFFD") || hasBom(body),
  },
  {
    why: "it MACs the body as decoded text, so a genuine body with a BOM, or that is no UTF-8, is refused",
    theirs: "refuses",
    holds: ({ body }) => !isText(body) || hasBom(body),
  },
  {
    why: "it compares hexadecimal digits as text, so upper case is refused",
    theirs: "refuses",
    holds: (request) => valuesOf(request, "v1").some((tag) => /[A-F]/.test(tag)),
  },
  {
    why: "it takes a space behind a comma for part of the next name",
    theirs: "refuses",
    holds: ({ headers }) => headers["stripe-signature"].includes(", "),
  },
];

export const peers = [
  {
    name: "stripe",
    scheme: "stripe",
    cases: 6000,
    makeCase: makeCase((secret, timestamp, body) =>
      Stripe.webhooks
        .generateTestHeaderString({ payload: body.toString(), secret, timestamp })
        .replace(/^.*v1=/, "")),
    verify: ({ secret, body, headers, now }) =>
      Stripe.webhooks.signature.verifyHeader(body, headers["stripe-signature"], secret, 300, undefined, now),
    known,
  },
];
