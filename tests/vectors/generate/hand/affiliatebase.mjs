// AffiliateBase: Svix's headers, a secret whose form its page leaves open, and a sample that takes bare tags.
import { affiliatebaseParts as parts } from "./parts.mjs";
import { SECRET, OTHER_SECRET, idListSuite } from "./id-list.mjs";
import { GENUINE } from "./bodies.mjs";
import { malformedBase64 } from "./tags.mjs";

const REFERENCE = "AffiliateBase documentation, \"Outbound Webhooks\", section \"Signed requests\"";

export function affiliatebaseSuite() {
  const { suite, genuine, genuineTag } = idListSuite({
    scheme: "affiliatebase",
    prefix: "svix",
    form: "utf8",
    bare: true,
    parts,
    reference: REFERENCE,
    idOf: (_, facts) => facts.id,
  });
  const tag = genuineTag();
  const text = tag.toString("base64");
  const decoded = { key: parts.svixKeyOf(SECRET), verified: { matched: { secret: 0, form: "whsec" } } };
  const utf8 = (secret) => ({ key: parts.keyOf(secret), secrets: [secret] });
  const whsec = (bytes) => `whsec_${bytes.toString("base64")}`;
  const bytes15 = parts.svixKeyOf(SECRET).subarray(0, 15);
  const bytes16 = parts.svixKeyOf(SECRET).subarray(0, 16);

  suite.valid("form-whsec", "signed with what Svix would decode from the secret", decoded);
  suite.valid("form-whsec-second-secret", "the same with the second of two secrets", {
    ...decoded, secrets: [OTHER_SECRET, SECRET], verified: { matched: { secret: 1, form: "whsec" } },
  });
  suite.valid("form-whsec-16-bytes", "the shortest decoded key that is a candidate", {
    ...decoded, key: bytes16, secrets: [whsec(bytes16)],
  });
  suite.valid("form-utf8-of-15-bytes", "the text of a secret whose decoded form is too short", utf8(whsec(bytes15)));
  suite.valid("form-utf8-undecodable", "text after whsec_ that is no base64: only the text itself is a key", utf8("whsec_not base64, but a fine text"));
  suite.valid("form-utf8-no-prefix", "a secret without whsec_: only the text itself is a key", utf8("ab_signing_4kT9vQ2xW7mZ1pR8"));
  suite.valid("form-utf8-short", "a short text as only candidate, warned of and used", utf8("twelve bytes"));
  suite.valid("rotation-last-of-four", "four live secrets of two forms each, the last matches", {
    secrets: [...[1, 2, 3].map((n) => whsec(Buffer.alloc(32, n))), SECRET], verified: { matched: { secret: 3, form: "utf8" } },
  });
  suite.valid("rotation-last-of-four-decoded", "four live secrets of two forms each, the last form of the last matches", {
    ...decoded, secrets: [...[1, 2, 3].map((n) => whsec(Buffer.alloc(32, n))), SECRET],
    verified: { matched: { secret: 3, form: "whsec" } },
  });
  suite.rejected("rotation-five", "key_invalid", "five live secrets of two forms each: more MACs for one request than the budget allows", {
    secrets: [...[1, 2, 3, 4].map((n) => whsec(Buffer.alloc(32, n))), SECRET],
  }, "rotation-last-of-four");
  suite.valid("signature-bare", "a tag without its version, which the page's sample takes", { list: text });
  suite.valid("signature-bare-unpadded", "the same without padding", { list: text.replace(/=+$/, "") });
  suite.valid("test-event", "a test event of the page", {
    body: '{"id":"evt_test_1","type":"commission.created","test":true,"occurred_at":"2026-05-29T14:21:12Z","data":{}}',
    facts: { id: "evt_test_1", type: "commission.created" },
  });
  suite.valid("sample-event", "the payload shape of the page", {
    body: JSON.stringify({
      id: "webhook_event_id",
      type: "commission.created",
      occurred_at: "2026-05-29T14:21:12Z",
      data: { id: "commission_id", state: "pending", amount_cents: 1000, currency: "USD", affiliate_id: "affiliate_id" },
    }, null, 2),
    facts: { id: "webhook_event_id", type: "commission.created" },
  });
  suite.valid("header-id-differs", "the event's id is the body's, whatever the header says", {
    id: "msg_other", facts: GENUINE.facts, body: GENUINE.value,
  });

  suite.rejected("form-whsec-too-short", "signature_mismatch", "signed with a decoded key of 15 bytes: too short to be a candidate", {
    key: bytes15, secrets: [whsec(bytes15)],
  }, "form-whsec-16-bytes");
  suite.rejected("form-text-after-prefix", "signature_mismatch", "signed with the text after whsec_", {
    key: Buffer.from(SECRET.slice("whsec_".length)),
  });
  suite.rejected("form-base64-without-prefix", "signature_mismatch", "signed with what base64 makes of a secret without whsec_", {
    key: parts.svixKeyOf(SECRET), secrets: [SECRET.slice("whsec_".length)],
  }, "form-whsec");
  suite.rejected("form-lower-case-prefix", "signature_mismatch", "WHSEC_ is no prefix: nothing is decoded", {
    key: parts.svixKeyOf(SECRET), secrets: [`WHSEC_${SECRET.slice("whsec_".length)}`],
  }, "form-whsec");
  suite.rejected("signature-bare-wrong", "signature_mismatch", "a wrong tag without its version", {
    list: genuineTag({ id: "msg_other" }).toString("base64"),
  }, "signature-bare");
  for (const [slug, spelling, attack] of malformedBase64(tag)) {
    if (slug === "empty") continue;
    suite.rejected(`signature-bare-${slug}`, "signature_malformed", attack, { list: spelling }, "signature-bare");
  }
  suite.rejected("signature-github-form", "signature_malformed", "GitHub's form: a bare tag that is no base64", { list: `sha256=${tag.toString("hex")}` });
  suite.rejected("signature-joined-by-comma", "signature_malformed", "two signatures joined with a comma alone", { list: `${genuine},${genuine}` });
  return suite;
}
