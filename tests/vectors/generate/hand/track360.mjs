import { track360Parts as parts } from "./parts.mjs";
import { bodyOnlySuite } from "./body-only.mjs";
import { BAD_NAMES, BAD_POINTERS, NO_TIMESTAMP, rejectOptions } from "./options.mjs";
import { malformedBase64 } from "./tags.mjs";

const EVENT =
  '{"event_id":"cnv_77120","event":"conversion.qualified","schema_version":"2","data":{"affiliate_id":"aff_9",' +
  '"customer_id":"pl_4411","amount":"250.00","currency":"EUR","event_timestamp":"2026-05-29T14:01:12Z"}}';
const POINTERS = { id: "/event_id", type: "/event", version: "/schema_version" };
const UNSEEN = { body: true, id: false, type: false, timestamp: false, url: false };

export function track360Suite() {
  const { suite, withSignatures, genuine, genuineTag } = bodyOnlySuite({
    scheme: "track360",
    header: "x-track360-signature",
    parts,
    reference: "Track360 guide \"Affiliate Platform Webhook Configuration\", section \"HMAC signature verification\"",
    labels: [["content-type", "application/json"]],
    verified: { id: null, type: null, covers: UNSEEN },
  });
  const tag = genuineTag();
  const plusBody = Array.from({ length: 64 }, (_, n) => `{"n":${n}}`).find((body) =>
    /[+].*[/]/.test(genuineTag(Buffer.from(body)).toString("base64")));
  const withPlus = genuineTag(Buffer.from(plusBody));
  const base64 = { options: { encoding: "base64" } };

  suite.valid("pointers", "id, type and version where the user says they stand", {
    body: EVENT, options: POINTERS,
    verified: { id: "cnv_77120", type: "conversion.qualified", version: "2", covers: { ...UNSEEN, id: true, type: true } },
  });
  suite.valid("pointers-id-only", "only the id's place is known", {
    body: EVENT, options: { id: "/event_id" },
    verified: { id: "cnv_77120", type: null, covers: { ...UNSEEN, id: true } },
  });
  suite.valid("pointers-nested", "pointers into nested objects", {
    body: EVENT, options: { id: "/data/customer_id", type: "/data/currency" },
    verified: { id: "pl_4411", type: "EUR", covers: { ...UNSEEN, id: true, type: true } },
  });
  suite.valid("pointers-duplicate-object", "the last of two equal keys counts, with all that stands in it", {
    body: '{"data":{"id":"old","type":"old"},"data":{"type":"new"}}', options: { id: "/data/id", type: "/data/type" },
    verified: { id: null, type: "new", covers: { ...UNSEEN, id: true, type: true } },
  });
  suite.valid("pointers-duplicate-scalar", "the same where the last is no object", {
    body: '{"data":{"id":"old"},"data":7}', options: { id: "/data/id" },
    verified: { id: null, type: null, covers: { ...UNSEEN, id: true } },
  });
  suite.valid("pointers-into-list", "a pointer to an element of a list", {
    body: '{"events":[{"id":"first"},{"id":"second"}]}', options: { id: "/events/1/id" },
    verified: { id: "second", type: null, covers: { ...UNSEEN, id: true } },
  });
  suite.valid("pointers-to-nothing", "pointers to members that are not there", {
    body: EVENT, options: { id: "/no", type: "/data/no" },
    verified: { id: null, type: null, covers: { ...UNSEEN, id: true, type: true } },
  });
  suite.valid("pointers-escaped", "members with a slash and a tilde in their names", {
    body: '{"a/b":{"c~d":"evt_9"}}', options: { id: "/a~1b/c~0d" },
    verified: { id: "evt_9", type: null, covers: { ...UNSEEN, id: true } },
  });
  suite.valid("base64", "the tag in base64", base64);
  suite.valid("base64-unpadded", "the tag in base64 without padding", { ...base64, entry: tag.toString("base64").replace(/=+$/, "") });
  suite.valid("other-header", "the header that the user names", { options: { header: "x-webhook-signature" } });
  suite.valid("other-header-in-capitals", "the header that the user names, in any case", {
    options: { header: "X-Webhook-Signature" }, headers: [["x-webhook-signature", genuine]],
  });
  suite.valid("other-header-and-base64", "header and encoding that the user names", {
    options: { header: "x-webhook-signature", encoding: "base64" },
  });

  suite.rejected("default-header-not-read", "signature_missing", "the default header where the user named another", {
    options: { header: "x-webhook-signature" }, ...withSignatures(genuine),
  }, "other-header");
  for (const [slug, spelling, attack] of malformedBase64(tag)) {
    if (slug === "empty") continue;
    suite.rejected(`base64-${slug}`, "signature_malformed", attack, { ...base64, entry: spelling }, "base64");
  }
  suite.rejected("base64-mismatch", "signature_mismatch", "a well-formed base64 tag of another body", {
    ...base64, signed: Buffer.from("{}"),
  }, "base64");
  suite.rejected("signature-github-form", "signature_malformed", "GitHub's prefix before the right tag", { entry: `sha256=${genuine}` });
  suite.rejected("signature-stripe-form", "signature_malformed", "Stripe's form round the right tag", { entry: `t=1780063272,v1=${genuine}` });
  suite.valid("base64url", "the tag in base64url", { options: { encoding: "base64url" } });
  suite.rejected("base64-where-base64url-is-due", "signature_malformed", "a plus or slash in base64url", {
    options: { encoding: "base64url" }, entry: withPlus.toString("base64"), body: plusBody,
  }, "base64url");
  rejectOptions(suite, [BAD_NAMES, BAD_POINTERS, NO_TIMESTAMP]);
  rejectOptions(suite, [[
    ["query", { query: "signature" }, "the signature looked for in the query"],
    ["prefix", { prefix: "sha256=" }, "a prefix: the scheme leaves header and encoding open, nothing else"],
  ]]);
  return suite;
}
