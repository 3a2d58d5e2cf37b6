// Svix and Standard Webhooks: the secret is base64.
import { whsecParts } from "./parts.mjs";
import { bytesSecret } from "../bytes.mjs";
import { OTHER_SECRET, SECRET, idListSuite } from "./id-list.mjs";
import { undecodableSecrets } from "../secrets.mjs";

export const svixSuite = () => whsecSuite({
  scheme: "svix",
  prefix: "svix",
  unbranded: true,
  parts: whsecParts,
  reference: "https://docs.svix.com/receiving/verifying-payloads/how-manual",
});

export const standardWebhooksSuite = () => whsecSuite({
  scheme: "standard-webhooks",
  prefix: "webhook",
  parts: whsecParts,
  reference: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
});

function whsecSuite(row) {
  const { suite } = idListSuite({ ...row, form: "whsec", bare: false, idOf: (headerId) => headerId });
  const { keyOf } = row.parts;
  const key = keyOf(SECRET);
  const many = Array.from({ length: 7 }, (_, n) => `whsec_${Buffer.alloc(32, n + 1).toString("base64")}`);
  const of = (bytes) => ({ key: bytes, secrets: [`whsec_${bytes.toString("base64")}`] });

  suite.valid("secret-without-prefix", "whsec_ may be missing", { secrets: [SECRET.slice("whsec_".length)] });
  suite.valid("secret-unpadded", "the secret's base64 without padding", { secrets: [SECRET.replace(/=+$/, "")] });
  suite.valid("secret-24-bytes", "the smallest key of the specification", of(key.subarray(0, 24)));
  suite.valid("secret-64-bytes", "the largest key of the specification", of(Buffer.concat([key, key])));
  suite.valid("secret-short", "a key of eight bytes, warned of and used", of(key.subarray(0, 8)));
  suite.valid("rotation-last-of-eight", "eight live secrets, the last matches", {
    secrets: [...many, SECRET], verified: { matched: { secret: 7, form: "whsec" } },
  });
  suite.rejected("rotation-nine", "key_invalid", "nine live secrets: more MACs for one request than the budget allows", {
    secrets: [...many, OTHER_SECRET, SECRET],
  }, "rotation-last-of-eight");
  suite.rejected("secret-as-text", "signature_mismatch", "signed with the secret's text, as AffiliateBase's sample does", { key: Buffer.from(SECRET) });
  suite.rejected("secret-as-text-without-prefix", "signature_mismatch", "signed with the text after whsec_", {
    key: Buffer.from(SECRET.slice("whsec_".length)),
  });
  suite.rejected("secret-text-as-bytes", "signature_mismatch", "the secret's text given as bytes is another key", {
    secrets: [bytesSecret(Buffer.from(SECRET))],
  }, "secret-as-bytes");
  for (const [slug, code, attack, list] of undecodableSecrets(SECRET)) suite.rejected(slug, code, attack, { secrets: list });
  return suite;
}
