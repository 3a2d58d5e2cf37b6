// twilio: forms, and JSON by its digest.

import { createHash } from "node:crypto";
import { parse, stringify } from "node:querystring";

import { load } from "../../../npm/load.mjs";
import { alterBody, bodyOf } from "./bodies.mjs";
import { asNodeHasThem } from "./compare.mjs";
import { fieldsOf } from "./fields.mjs";
import { oracle } from "./oracle.mjs";
import { base64AsText, bodyAsText, repeatedHeader, spacesAround } from "./rules.mjs";
import { arrives, base64Value, checkedWith, secretText } from "./tags.mjs";
import { NOW } from "./timed.mjs";

const { getExpectedTwilioSignature, validateRequest, validateRequestWithBody } = await load("twilio/lib/webhooks/webhooks.js");
const { sign } = oracle("twilio");
const HEADER = "x-twilio-signature";

const URLS = [
  "https://hooks.example.test/in",
  "https://hooks.example.test/in?a=1&b=2",
  "https://hooks.example.test:443/in",
  "https://hooks.example.test:8443/in",
  "http://hooks.example.test:80/in?a=%27x",
  "https://user:pass@hooks.example.test/in",
  "https://hooks.example.test/in?q=It's",
  "https://hooks.example.test/in?q=a%20b",
  "https://hooks.example.test",
  "https://HOOKS.example.test/in#x",
];

/** The URL as the receiver registered it, which may not be as the sender wrote it. */
const registeredAs = (random, url) =>
  random.pick([
    ...Array(16).fill(url),
    `${url}/`,
    url.replace("https", "http"),
    url.replace(":443", ""),
    url.replace(":80", ""),
    url.replace(/\.test(?=\/|$)/, ".test:443"),
    url.replace(/\.test(?=\/|$)/, ".test:8443"),
    url.replace("%27", "'"),
    url.replace("'", "%27"),
    url.replace("%20", "+"),
  ]);

const makeForm = (random) => {
  const secret = secretText(random);
  const url = random.pick(URLS);
  const body = Buffer.from(fieldsOf(random));
  const signed = sign({ secret, url, body, at: NOW });
  const tag = random.below(2) === 0 ? signed.headers[HEADER] : getExpectedTwilioSignature(secret, url, { ...parse(body.toString()) });
  return {
    secret: checkedWith(random, secret),
    url,
    now: NOW,
    options: { url: registeredAs(random, url) },
    headers: { ...signed.headers, [HEADER]: arrives(random, base64Value(random, tag)) },
    body: random.below(12) === 0 ? Buffer.from(`${body}&More=1`) : body,
  };
};

const makeJson = (random) => {
  const secret = secretText(random);
  const arriving = bodyOf(random);
  const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString())]);
  const digest = createHash("sha256").update(body).digest("hex");
  const shown = random.pick([...Array(12).fill(digest), digest.toUpperCase(), digest.slice(2), "", `${digest}00`]);
  const url = `${random.pick(URLS.slice(0, 2)).replace(/\?.*/, "")}?bodySHA256=${shown}`;
  const type = random.pick(["application/json", "application/json", "application/json; charset=utf-8"]);
  const signed = sign({ secret, url, body, at: NOW, headers: { "content-type": type } });
  return {
    secret: checkedWith(random, secret),
    url,
    now: NOW,
    options: { url },
    headers: { ...signed.headers, [HEADER]: arrives(random, base64Value(random, signed.headers[HEADER])) },
    body: alterBody(random, arriving),
  };
};

/** Whether the header carries the tag that Twilio makes over another writing of the URL. */
const isOver = (request, write) => {
  const url = write(request.options.url);
  const tag = asNodeHasThem(request.headers)[HEADER];
  return url !== request.options.url && [url].flat().some((one) => getExpectedTwilioSignature(request.secret, one, fieldsIn(request)) === tag);
};

const fieldsIn = ({ body, headers }) => (/form/.test(headers["content-type"]) ? { ...parse(body.toString()) } : {});
const PORT = /^(https?:\/\/[^/?#]*?):\d+(?=[/?#]|$)/;
const otherPorts = (url) => {
  const without = url.replace(PORT, "$1");
  const port = url.startsWith("https") ? 443 : 80;
  return [without, without.replace(/^(https?:\/\/[^/?#]*)/, `$1:${port}`)].filter((other) => other !== url);
};
const withQueryAnew = (url) => url.replace(/\?(.*)/, (_, query) => `?${stringify(parse(query))}`);
const normalised = (url) => {
  const usual = new URL(url).href;
  const all = [usual, ...otherPorts(usual)];
  return [...all, ...all.map(withQueryAnew)].filter((other) => other !== url && !otherPorts(url).includes(other));
};

export const peers = [
  {
    name: "twilio, forms",
    scheme: "twilio",
    makeCase: makeForm,
    verify: ({ secret, options, body }, headers) => validateRequest(secret, headers[HEADER], options.url, { ...parse(body.toString()) }),
    known: [
      {
        why: "it tries the URL without its port, whichever that is, and with the default one; waxseal takes the URL as registered",
        theirs: "accepts",
        holds: (request) => isOver(request, otherPorts),
      },
      {
        why: "it tries the URL as JavaScript's URL writes it, with escapes and a slash; waxseal takes the URL as registered",
        theirs: "accepts",
        holds: (request) => isOver(request, normalised),
      },
      {
        why: "it takes a registered fragment for a part that is signed, where Twilio's page ends with the query",
        theirs: "accepts",
        holds: ({ options: { url } }) => url.includes("#"),
      },
      base64AsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER),
    ],
  },
  {
    name: "twilio, JSON",
    scheme: "twilio",
    makeCase: makeJson,
    verify: ({ secret, options, body }, headers) => validateRequestWithBody(secret, headers[HEADER], options.url, body.toString()),
    known: [
      {
        why: "it compares the body's digest as text, so upper case is refused; the digits mean the same bytes",
        theirs: "refuses",
        holds: ({ options: { url } }) => /[A-F]/.test(url.replace(/.*bodySHA256=/, "")),
      },
      ...bodyAsText, base64AsText(HEADER), repeatedHeader(HEADER), spacesAround(HEADER),
    ],
  },
];
