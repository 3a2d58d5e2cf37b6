// The parts of a signature, for requests that no sender makes: any key, any text as id and timestamp. How the
// vendors sign is said by the entries of ../../schemes; the oracle's second reading judges what is made of these.
import { hmac, whsecKey } from "../../schemes/words.mjs";

const utf8Key = (secret) => (typeof secret === "string" ? Buffer.from(secret, "utf8") : secret);

/** `{id}.{timestamp}.{body}` in a list of `v1,<base64>`, keyed with what `keyOf` makes of a secret. */
const idTimestampBody = (keyOf) => ({
  keyOf,
  tagOf: (key, { id, timestamp, body }) => hmac("sha256", key, [id, ".", timestamp, ".", body]),
  entryOf: (tag) => `v1,${tag.toString("base64")}`,
});

/** The body alone. */
const bodyAlone = (entryOf) => ({ keyOf: utf8Key, tagOf: (key, { body }) => hmac("sha256", key, body), entryOf });

/** Svix and Standard Webhooks: base64 behind `whsec_`. */
export const whsecParts = idTimestampBody(whsecKey);

/** AffiliateBase: the secret's text as it stands, or what Svix makes of it. */
export const affiliatebaseParts = { ...idTimestampBody(utf8Key), svixKeyOf: whsecKey };

export const githubParts = bodyAlone((tag) => `sha256=${tag.toString("hex")}`);

export const track360Parts = bodyAlone((tag, encoding = "hex") => tag.toString(encoding));

/** Stripe: timestamp and body, one pair of the header. */
export const stripeParts = {
  keyOf: utf8Key,
  tagOf: (key, { timestamp, body }) => hmac("sha256", key, [timestamp, ".", body]),
  entryOf: (tag) => `v1=${tag.toString("hex")}`,
};

/** RFC 6750 section 2.1 in a header, section 2.3 in the query. */
export const tokenHeader = (token, prefix = "") => `${prefix}${token}`;
export const tokenQuery = (name, token) => `${name}=${encodeURIComponent(token)}`;
