import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { schemes, sign, signedContent, VerificationError } from "waxseal";
import { BODY, NOW, SECRET, signed, thrown } from "./samples.mjs";

const text = (bytes) => Buffer.from(bytes).toString();

test("the signed bytes are those that the signature was made over", () => {
  const { headers } = signed();
  const { prefix, suffix } = signedContent({ headers }, { scheme: "standard-webhooks" });
  assert.deepEqual([text(prefix), text(suffix)], [`msg_1.${NOW / 1000}.`, ""]);
  const key = Buffer.from(SECRET.slice(6), "base64");
  const mac = createHmac("sha256", key).update(prefix).update(BODY).update(suffix).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${mac}`);
});

test("every scheme but a token shows them, a token has none", () => {
  for (const { id: scheme, assurance } of schemes) {
    const place = assurance === "token" ? { header: "x-key" } : {};
    const { headers } = sign({ scheme, secret: SECRET, body: BODY, id: "msg_1", timestamp: NOW, ...place });
    const content = signedContent({ headers }, { scheme, ...place });
    assert.equal(content === null, assurance === "token", scheme);
  }
});

test("what is returned belongs to the caller", () => {
  const first = signedContent({ headers: signed().headers }, { scheme: "standard-webhooks" });
  signedContent({ headers: signed({ id: "other" }).headers }, { scheme: "standard-webhooks" });
  assert.equal(text(first.prefix), `msg_1.${NOW / 1000}.`);
  assert.equal(first.prefix.buffer.byteLength, first.prefix.length);
});

test("a request that lacks what is signed is told as verify would tell it", () => {
  const headers = { ...signed().headers, "webhook-id": undefined };
  const error = thrown(() => signedContent({ headers }, { scheme: "standard-webhooks" }));
  assert.ok(error instanceof VerificationError);
  assert.equal(error.code, "signature_missing");
  assert.equal(error.detail, "the signed header webhook-id is missing or empty");
});
