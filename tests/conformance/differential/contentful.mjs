// @contentful/node-apps-toolkit.

import { load } from "../../../npm/load.mjs";
import { alterBody, bodyOf } from "./bodies.mjs";
import { oracle } from "./oracle.mjs";
import { bodyAsText, hexAsText, repeatedHeader } from "./rules.mjs";
import { arrives, hexValue } from "./tags.mjs";
import { NOW, momentNear } from "./timed.mjs";

const { signRequest, verifyRequest } = await load("@contentful/node-apps-toolkit/requests");
const { sign } = oracle("contentful");
const [TAG, NAMED, TIME] = ["x-contentful-signature", "x-contentful-signed-headers", "x-contentful-timestamp"];
const PATHS = [...Array(10).fill("/in"), "/in/a%20b", "/in?a=1", "/in/ä"];

const secretOf = (random) => random.text(64, [..."abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789_-"]);

const makeCase = (random) => {
  const secret = secretOf(random);
  const arriving = bodyOf(random);
  const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString())]);
  const path = random.pick(PATHS);
  const url = `https://hooks.example.test${path}`;
  const now = NOW + random.below(1000);
  const at = now + momentNear(random, 30, 1);
  const method = random.pick(["POST", "POST", "PUT", "GET"]);
  const more = { "x-contentful-topic": random.pick([...Array(10).fill("Entry.publish"), " Entry.save ", ""]) };
  const isSignedByPeer = random.below(2) === 0;
  const signed = isSignedByPeer
    ? { ...more, ...signRequest(secret, { method, path, headers: more, body: body.toString() }, at) }
    : sign({ secret, url: new URL(url).href, method, body, at, headers: { ...more, [TIME]: String(at) } }).headers;
  return {
    secret: random.below(24) === 0 ? secretOf(random) : secret,
    method: random.pick([...Array(40).fill(method), "DELETE"]),
    url: random.pick([...Array(40).fill(url), `${url}x`]),
    now,
    headers: {
      ...signed,
      "x-contentful-topic": random.pick([...Array(40).fill(signed["x-contentful-topic"]), "Entry.delete", undefined]),
      "x-other": "is not signed",
      [NAMED]: random.pick([...Array(40).fill(signed[NAMED]), signed[NAMED].split(",").reverse().join(","), `${signed[NAMED]},x-other`, signed[NAMED].toUpperCase(), TIME, "", undefined]),
      [TIME]: random.pick([...Array(40).fill(signed[TIME]), `${signed[TIME]}0`, "", undefined]),
      [TAG]: arrives(random, hexValue(random, signed[TAG])),
    },
    body: alterBody(random, arriving),
  };
};

const ageOf = (request) => request.now - Number(request.headers[TIME] ?? 0);

export const peers = [
  {
    name: "@contentful/node-apps-toolkit",
    scheme: "contentful",
    makeCase,
    verify: ({ secret, method, url, body }, headers) =>
      verifyRequest(secret, { method, path: url.replace("https://hooks.example.test", ""), headers, body: body.toString() }),
    known: [
      {
        why: "it takes a request for stale after 30 s; the time need not be among the headers that are signed, so waxseal promises no window",
        theirs: "refuses",
        holds: (request) => ageOf(request) >= 30_000,
      },
      {
        why: "it percent-encodes the path that came once more, and so does the sender; waxseal takes it as it came, so a URL with a query or an escape cannot be registered",
        theirs: "accepts",
        holds: ({ url }) => /[%?\u0080-\uffff]/.test(url),
      },
      {
        why: "it percent-encodes the path that came once more, so a tag over the path itself is refused",
        theirs: "refuses",
        holds: ({ url }) => /[%?]/.test(url),
      },
      {
        why: "it sorts the names of the signed headers and writes them anew; waxseal takes the list as it came",
        theirs: "accepts",
        holds: ({ headers }) => headers[NAMED] !== headers[NAMED].split(",").sort().join(","),
      },
      {
        why: "it takes spaces off the values of signed headers, which HTTP has done before",
        theirs: "accepts",
        holds: ({ headers }) => /^ | $/.test(headers["x-contentful-topic"] ?? ""),
      },
      {
        why: "it takes spaces off the values of signed headers, so a tag over a value with them is refused",
        theirs: "refuses",
        holds: ({ headers }) => /^ | $/.test(headers["x-contentful-topic"] ?? ""),
      },
      ...bodyAsText, hexAsText(TAG), repeatedHeader(TAG),
    ],
  },
];
