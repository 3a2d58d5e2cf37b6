// plivo.

import { createHmac } from "node:crypto";
import { parse } from "node:querystring";

import { load } from "../../../npm/load.mjs";
import { oracle } from "./oracle.mjs";
import { base64AsText, valuesOf } from "./rules.mjs";
import { arrives, base64Value, checkedWith, secretText } from "./tags.mjs";
import { fieldsOf } from "./fields.mjs";
import { NOW } from "./timed.mjs";

const { validateV3Signature } = await load("plivo/dist/utils/v3Security.js");
const { sign } = oracle("plivo");
const [TAG, NONCE] = ["x-plivo-signature-v3", "x-plivo-signature-v3-nonce"];
const URLS = ["https://hooks.example.test/in", "https://hooks.example.test/in", "https://hooks.example.test/in", "https://hooks.example.test/in?a=1", "https://hooks.example.test:8443/in/b"];

/** The tag as the package's rule has it: query and fields are told apart by a point. */
const tagByPackage = (secret, url, body, nonce) => {
  const [base, query = ""] = url.split("?");
  const fields = Object.entries({ ...parse(body.toString()) })
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, value]) => [value].flat().sort().map((one) => name + one));
  const mark = query !== "" || fields.length > 0 ? "?" : "";
  const point = query !== "" && fields.length > 0 ? "." : "";
  return createHmac("sha256", secret).update(`${base}${mark}${query}${point}${fields.join("")}.${nonce}`).digest("base64");
};

const makeCase = (random) => {
  const secret = secretText(random);
  const url = random.pick(URLS);
  const fields = fieldsOf(random);
  const body = Buffer.from(random.below(12) === 0 ? `${fields}&${fields}` : fields);
  const nonce = random.text(20, [..."0123456789"]);
  const signed = sign({ secret, url, body, at: NOW, headers: { "x-plivo-signature-v3-nonce": nonce } });
  return {
    secret: checkedWith(random, secret),
    url,
    now: NOW,
    options: { url: random.pick([...Array(16).fill(url), `${url}/`, url.replace("https", "http")]) },
    headers: {
      ...signed.headers,
      [NONCE]: random.pick([...Array(16).fill(nonce), `${nonce}1`, undefined]),
      [TAG]: arrives(random, base64Value(random, random.below(2) === 0 ? signed.headers[TAG] : tagByPackage(secret, url, body, nonce))),
    },
    body: random.below(12) === 0 ? Buffer.from(random.pick([`${body}&More=1`, `${body}&${body}`])) : body,
  };
};

export const peers = [
  {
    name: "plivo",
    scheme: "plivo",
    makeCase,
    verify: ({ secret, options, body }, headers) =>
      validateV3Signature("POST", options.url, headers[NONCE], secret, headers[TAG], { ...parse(body.toString()) }),
    known: [
      {
        why: "it sets a point between a URL's query and the fields; waxseal takes the URL as registered, so one with a query cannot be",
        theirs: "accepts",
        holds: ({ options: { url } }) => url.includes("?"),
      },
      {
        why: "it sets a point between a URL's query and the fields, so a tag without it is refused",
        theirs: "refuses",
        holds: ({ options: { url } }) => url.includes("?"),
      },
      {
        why: "it sets no question mark behind the URL where there are no fields",
        theirs: "accepts",
        holds: ({ body }) => Object.keys(parse(body.toString())).length === 0,
      },
      {
        why: "it sets no question mark behind the URL where there are no fields, so a tag with it is refused",
        theirs: "refuses",
        holds: ({ body }) => Object.keys(parse(body.toString())).length === 0,
      },
      {
        why: "it encodes a secret beyond ASCII twice; Plivo's are ASCII",
        theirs: "refuses",
        holds: ({ secret }) => /[^\x20-\x7e]/.test(secret),
      },
      {
        why: "it takes a space around a signature for part of it",
        theirs: "refuses",
        holds: (request) => valuesOf(request, TAG).some((value) => /^ |, | $/.test(value)),
      },
      base64AsText(TAG),
    ],
  },
];
