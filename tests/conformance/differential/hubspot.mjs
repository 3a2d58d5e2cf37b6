// @hubspot/api-client: three versions of its signature.

import { load } from "../../../npm/load.mjs";
import { alterBody, bodyOf } from "./bodies.mjs";
import { oracle } from "./oracle.mjs";
import { base64AsText, bodyAsText, hexAsText, repeatedHeader, spacesAround } from "./rules.mjs";
import { arrives, base64Value, checkedWith, hexValue, secretText } from "./tags.mjs";
import { NOW, momentNear, timedRules } from "./timed.mjs";

const { Signature } = await load("@hubspot/api-client/lib/src/utils/signature.js");

const HEADERS = { v1: "x-hubspot-signature", v2: "x-hubspot-signature", v3: "x-hubspot-signature-v3" };
const TIME = "x-hubspot-request-timestamp";
const URLS = [
  "https://hooks.example.test/in/hubspot",
  "https://hooks.example.test/in/hubspot?a=1&b=2",
  "https://hooks.example.test/in/hubspot?from=crm%3Adeals%2Fopen",
  "https://hooks.example.test/in/hubspot?note=a%20b%26c",
  "https://hooks.example.test/in/hubspot?mail=ann%40example.test%2cx",
];

const makeCase = (version) => (random) => {
  const scheme = `hubspot-${version}`;
  const { sign } = oracle(scheme);
  const secret = secretText(random);
  const arriving = bodyOf(random);
  const body = random.pick([arriving, arriving, arriving, Buffer.from(arriving.toString())]);
  const url = random.pick(version === "v1" ? URLS.slice(0, 1) : URLS);
  const method = random.pick(["POST", "POST", "GET"]);
  const now = NOW + random.below(1000);
  const at = now + momentNear(random, 300, 1);
  const signed = sign({ secret, body, url, method, at });
  const header = HEADERS[version];
  const isSignedByPeer = random.below(2) === 0;
  const tag = isSignedByPeer
    ? Signature.getSignature(method, version, { clientSecret: secret, url, requestBody: body.toString(), timestamp: signed.headers[TIME] })
    : signed.headers[header];
  const time = signed.headers[TIME];
  return {
    secret: checkedWith(random, secret),
    method: random.pick([...Array(30).fill(method), "PUT", method.toLowerCase()]),
    url,
    now,
    options: version === "v1" ? {} : { url: random.pick([...Array(30).fill(url), `${url}/`, url.replace("hooks", "HOOKS")]) },
    headers: {
      ...signed.headers,
      [header]: arrives(random, (version === "v3" ? base64Value : hexValue)(random, tag)),
      ...(version === "v3" ? { [TIME]: random.pick([...Array(40).fill(time), `${time}0`, `0${time}`, ` ${time}`, "soon", "", undefined]) } : {}),
    },
    body: alterBody(random, arriving),
  };
};

const verify = (version) => ({ secret, method, url, options, body }, headers) =>
  Signature.isValid({
    method,
    signatureVersion: version,
    signature: headers[HEADERS[version]],
    clientSecret: secret,
    requestBody: body.toString(),
    url: options.url ?? url,
    timestamp: headers[TIME],
  });

/** The twelve characters that HubSpot's page wants decoded before the URL is signed. */
const isDecodable = (request) => /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/i.test(request.options.url);

const METHOD = {
  why: "it signs the method as it is handed over; waxseal in capitals, as fetch does",
  theirs: "refuses",
  holds: ({ method }) => method !== method.toUpperCase(),
};

const times = timedRules({ stampHeader: TIME, unit: 1 });

export const peers = ["v1", "v2", "v3"].map((version) => {
  const header = HEADERS[version];
  return {
    name: `@hubspot/api-client, ${version}`,
    scheme: `hubspot-${version}`,
    makeCase: makeCase(version),
    verify: verify(version),
    known: [
      ...bodyAsText,
      version === "v3" ? base64AsText(header) : hexAsText(header),
      repeatedHeader(header),
      spacesAround(header),
      ...(version === "v1" ? [] : [METHOD]),
      ...(version === "v3"
        ? [
            times.noFuture,
            {
              why: "it leaves the URL's decoding, which HubSpot's page asks for, to its caller, so a tag over the encoded URL passes",
              theirs: "accepts",
              holds: isDecodable,
            },
            {
              why: "it leaves the URL's decoding, which HubSpot's page asks for, to its caller, so a genuine tag is refused",
              theirs: "refuses",
              holds: isDecodable,
            },
          ]
        : []),
    ],
  };
});
