// Requests in the shape of Standard Webhooks and Svix, and how those packages are known to differ.

import { createHmac } from "node:crypto";

import { alterBody, bodyOf, isJson, isText } from "./bodies.mjs";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"];
const NOW = 1780063272;

/** One request with its secret and clock: genuine, or changed in up to three places. */
export const makeCase = (prefix, sign) => (random) => {
  const key = random.bytes(24 + random.below(17));
  const secret = random.pick(["whsec_", ""]) + key.toString("base64");
  const id = idOf(random);
  const time = NOW + random.pick([0, 0, 0, 0, 0, 0, -300, -301, 300, 301, random.below(2000) - 1000]);
  const body = bodyOf(random);
  const isSignedByPeer = random.below(2) === 0;
  const tag = isSignedByPeer
    ? sign(secret, id, time, body)
    : `v1,${createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest("base64")}`;
  return {
    secret,
    now: NOW * 1000 + random.below(1000),
    headers: {
      [`${prefix}-id`]: random.below(20) === 0 ? `${id}x` : id,
      [`${prefix}-timestamp`]: timeText(random, time),
      [`${prefix}-signature`]: signatureText(random, tag),
    },
    body: alterBody(random, body),
  };
};

const idOf = (random) => {
  const plain = `msg_${random.text(10 + random.below(20), LETTERS)}`;
  return random.pick([plain, plain, plain, plain, plain, `${plain}.1`, `${plain} a`, `${plain}\u00e9`]);
};

const timeText = (random, time) =>
  random.pick([...Array(20).fill(String(time)), `0${time}`, `+${time}`, `${time}abc`, `${time}.0`, ""]);

const signatureText = (random, tag) => {
  const other = `v1,${random.bytes(32).toString("base64")}`;
  return random.pick([
    ...Array(12).fill(tag),
    `${other} ${tag}`,
    `${tag} ${other}`,
    `${tag}, ${other}`,
    `v1a,${random.bytes(64).toString("base64")} ${tag}`,
    `v1,short v2 ${tag}`,
    `${other} `.repeat(16) + tag,
    `${other} `.repeat(15) + tag,
    tag.replace(/=+$/, ""),
    `${tag},more`,
    tag.replace("v1,", ""),
    tag.replace("v1,", "v2,"),
    tag.replaceAll("+", "-").replaceAll("/", "_"),
    other,
    "",
  ]);
};

const tagsIn = (signature) => signature.split(" ").filter((item) => item.startsWith("v1,"));

/** Every way in which a verdict may differ. `theirs` is what the package does then. */
export const known = (prefix) => {
  const header = ({ headers }, name) => headers[`${prefix}-${name}`];
  const differences = [
    {
      why: "it MACs the timestamp as parsed and printed anew, so `0178…`, `+178…` and `178…abc` pass for `178…`",
      theirs: "accepts",
      holds: (request) => String(Number.parseInt(header(request, "timestamp"), 10)) !== header(request, "timestamp"),
    },
    {
      why: "it takes an id that contains the separator, so bytes can move between id and timestamp",
      theirs: "accepts",
      holds: (request) => header(request, "id").includes("."),
    },
    {
      why: "it takes an id with bytes beyond visible ASCII, which hosts decode in different ways",
      theirs: "accepts",
      holds: (request) => /[^\x20-\x7e]/.test(header(request, "id")),
    },
    {
      why: "it compares with any number of signatures; waxseal with 16",
      theirs: "accepts",
      holds: (request) => tagsIn(header(request, "signature")).length > 16,
    },
    {
      why: "it ignores what follows a second comma in a signature",
      theirs: "accepts",
      holds: (request) => /v1,[^, ]*,\S/.test(header(request, "signature")),
    },
    {
      why: "it MACs the body as decoded text, so bytes that are no UTF-8 pass for U+FFFD",
      theirs: "accepts",
      holds: ({ body }) => !isText(body) || body.includes("\uFFFD"),
    },
    {
      why: "it MACs the body as decoded text, so a genuine body that is no UTF-8 is refused",
      theirs: "refuses",
      holds: ({ body }) => !isText(body),
    },
    {
      why: "it compares base64 as text, so a tag without padding is refused",
      theirs: "refuses",
      holds: (request) => tagsIn(header(request, "signature")).some((tag) => !tag.includes("=")),
    },
  ];
  const parses = {
    why: "it parses the body, so a genuine one that is empty or no JSON is refused",
    theirs: "refuses",
    holds: ({ body }) => !isJson(body),
  };
  return prefix === "svix" ? [...differences, parses] : differences;
};
