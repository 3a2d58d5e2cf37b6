// The vendors' own packages over the same requests. Where they decide otherwise, the table below says why;
// a difference that is not in the table fails, and so does an entry that no longer differs.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../../../npm/load.mjs";
import { VECTORS } from "./vectors.mjs";

const { Webhook: Standard } = await load("standardwebhooks");
const { Webhook: Svix } = await load("svix");
const { default: Stripe } = await load("stripe");

const bytes = (value) => {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  return "base64" in value ? Buffer.from(value.base64, "base64") : Buffer.from(value.repeat[0].repeat(value.repeat[1]));
};
/** Headers as Node gives them: one character per byte. */
const headersOf = ({ request }) =>
  Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), bytes(value).toString("latin1")]));
const secretOf = (secret) => (Array.isArray(secret) ? secret.join("") : Buffer.from(secret.base64.join(""), "base64"));
/** The packages take a record of headers, one secret and their own tolerance. */
const isComparable = ({ options, secrets, expect, request }) =>
  options === undefined &&
  new Set(request.headers.map(([name]) => name.toLowerCase())).size === request.headers.length &&
  (secrets.length === 1 || !/^(secret|key)_/.test(expect));

/** Whether a call returns; a body that is no JSON was still found genuine. */
const accepts = (call) => {
  try {
    call();
    return true;
  } catch (error) {
    return error instanceof SyntaxError;
  }
};

const rawOr = (Webhook, secret) =>
  typeof secret === "string" ? new Webhook(secret) : new Webhook(Uint8Array.from(secret), { format: "raw" });
const anySecret = (vector, verify) => vector.secrets.some((secret) => accepts(() => verify(secretOf(secret))));

const PEERS = {
  "standard-webhooks": (vector) => anySecret(vector, (secret) =>
    rawOr(Standard, secret).verify(bytes(vector.request.body), headersOf(vector), { jsonParse: false })),
  svix: (vector) => anySecret(vector, (secret) => rawOr(Svix, secret).verify(bytes(vector.request.body), headersOf(vector))),
  affiliatebase: (vector) => anySecret(vector, (secret) => {
    const text = new Svix(Uint8Array.from(Buffer.from(secret)), { format: "raw" });
    if (accepts(() => text.verify(bytes(vector.request.body), headersOf(vector)))) return;
    new Svix(secret).verify(bytes(vector.request.body), headersOf(vector));
  }),
  stripe: (vector) => anySecret(vector, (secret) => Stripe.webhooks.signature.verifyHeader(
    bytes(vector.request.body), headersOf(vector)["stripe-signature"], secret, 300, undefined, vector.now)),
};

/** The packages read the clock themselves. */
function at(now, decide) {
  const clock = Date.now;
  Date.now = () => now;
  try {
    return decide();
  } finally {
    Date.now = clock;
  }
}

const RECODED = "the package decodes the body as text and encodes it again, so bytes that are no UTF-8 change";
const REPRINTED = "the package parses the timestamp and signs the number it printed, so 123abc and 0123 pass and a signed 0123 does not";
const BORDER = "the package lets the id contain the separator, so bytes move from the body into id and timestamp";
const UNBOUNDED = "the package compares any number of signatures";
const CONTROL = "the package takes control characters in the id";
const SPELLING = "the package compares base64 as text, and the sender pads";

/** Slugs by what the package does: "+" accepts what the vectors reject, "-" rejects what they accept. */
const OF_LIST_PACKAGES = {
  "- body-invalid-utf8": RECODED,
  "- body-nul-bytes": RECODED,
  "- timestamp-leading-zero": REPRINTED,
  "+ timestamp-reprinted": REPRINTED,
  "+ timestamp-reprinted-zero": REPRINTED,
  "- signature-unpadded": SPELLING,
  "- signature-other-padding": SPELLING,
  "+ border-id-takes-timestamp": BORDER,
  "+ border-id-takes-all": BORDER,
  "+ border-id-with-dot": BORDER,
  "+ border-id-ends-with-dot": BORDER,
  "+ border-id-is-dot": BORDER,
  "+ signature-tag-comma": "the package ignores what follows a second comma",
  "+ list-seventeen": UNBOUNDED,
  "+ list-seventeen-first-right": UNBOUNDED,
  "+ list-thousand": UNBOUNDED,
  "+ id-with-line-feed": CONTROL,
  "+ id-with-carriage-return": CONTROL,
  "+ id-with-header-injection": CONTROL,
  "+ id-with-nul": CONTROL,
  "+ id-with-delete": CONTROL,
  "+ id-with-tab": CONTROL,
};
/** The same borders, under the name that the scheme's id has. */
const bordersOf = (name) => ({ [`+ border-${name}-takes-timestamp`]: BORDER, [`+ border-${name}-with-separator`]: BORDER });

const DIFFERENCES = {
  "standard-webhooks": { ...OF_LIST_PACKAGES, ...bordersOf("webhook-id") },
  svix: { ...OF_LIST_PACKAGES, ...bordersOf("svix-id") },
  affiliatebase: {
    ...OF_LIST_PACKAGES,
    ...bordersOf("svix-id"),
    "+ headers-of-other-name": "the package takes webhook-* too; AffiliateBase's page names svix-* alone",
    "- signature-bare": "AffiliateBase's sample takes a tag without version, Svix's package does not",
    "- signature-bare-unpadded": "the same",
    "+ form-whsec-too-short": "the package takes a key of any length",
    "+ form-base64-without-prefix": "the package decodes a secret without whsec_ too, where AffiliateBase's sample takes its text",
    "+ signature-joined-by-comma": "the package ignores what follows a second comma",
  },
  stripe: {
    "- body-bom": RECODED,
    "+ body-bom": "the package's text decoder drops a byte order mark, so one can be put before a signed body",
    "+ body-altered-bom": "the package's text decoder drops a byte order mark, so one can be put before a signed body",
    "- body-invalid-utf8": RECODED,
    "- body-nul-bytes": RECODED,
    "- signature-upper-case": "the package compares hexadecimal as text",
    "- signature-between-spaces": "the package does not drop spaces; behind an HTTP parser it never sees them",
    "- list-malformed-sibling-2": "the package refuses the whole header for one pair that it cannot split",
    "- list-malformed-sibling-5": "the same",
    "- timestamp-leading-zero": REPRINTED,
    "+ timestamp-reprinted": REPRINTED,
    "+ timestamp-reprinted-zero": REPRINTED,
    "+ timestamp-not-a-number": "the package signs NaN and compares it with the window, which is never exceeded",
    "+ timestamp-milliseconds": "the package has no limit ahead, so milliseconds pass for ever",
    "+ timestamp-far-ahead": "the package has no limit ahead",
    "+ window-too-new": "the package has no limit ahead",
    "+ window-too-new-by-1-s-end-of-second": "the package has no limit ahead",
    "+ window-a-year-ahead": "the package has no limit ahead",
    "+ timestamp-other-unit": "the package has no limit ahead, so milliseconds pass for ever",
    "- signature-other-case": "the package compares hexadecimal as text",
    "+ timestamp-twice-signed-last": "the package takes the last of two timestamps",
    "+ header-joined-other-timestamp": "the package splits at commas alone, so the second timestamp is hidden behind a space",
    "- list-joined-header-signature": "the same: so is the second signature",
    "+ list-seventeen": UNBOUNDED,
    "+ list-seventeen-first-right": UNBOUNDED,
    "+ list-thousand": UNBOUNDED,
  },
};

for (const [scheme, peer] of Object.entries(PEERS)) {
  test(`${scheme}: the vendor's package decides as the vectors do, stated differences aside`, () => {
    const vectors = VECTORS.filter((v) => v.scheme === scheme && isComparable(v));
    const found = vectors.flatMap((vector) => {
      const accepted = at(vector.now, () => peer(vector));
      if (accepted === (vector.expect === "valid")) return [];
      return [`${accepted ? "+" : "-"} ${vector.id.slice(scheme.length + 1).replace(/^hand-/, "")}`];
    });
    assert.deepEqual([...new Set(found)].sort(), Object.keys(DIFFERENCES[scheme]).sort());
    assert.ok(vectors.length > 200, `${vectors.length} requests compared`);
  });
}
