import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { schemes, sign, signedContent, VerificationError } from "waxseal";
import { BODY, inputOf, NOW, SECRET, signed, thrown } from "./samples.mjs";

const text = (bytes) => Buffer.from(bytes).toString();

test("the signed bytes are those that the signature was made over", () => {
  const { headers } = signed();
  const { prefix, suffix } = signedContent({ headers }, { scheme: "standard-webhooks" });
  assert.deepEqual([text(prefix), text(suffix)], [`msg_1.${NOW / 1000}.`, ""]);
  const key = Buffer.from(SECRET.slice(6), "base64");
  const mac = createHmac("sha256", key).update(prefix).update(BODY).update(suffix).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${mac}`);
});

test("schemes with a MAC over the whole body show them, others have none", () => {
  const shown = schemes.filter((row) => {
    const { header } = inputOf(row);
    const config = { scheme: row.id, ...(header === undefined ? {} : { header }) };
    if (!(row.algorithm.startsWith("hmac-") && row.covers.body)) {
      assert.equal(signedContent({ headers: {} }, config), null, row.id);
      return false;
    }
    return row.signable && signedContent(sign(inputOf(row)), config) !== null;
  });
  assert.ok(shown.length > 150, `${shown.length} of ${schemes.length}`);
});

test("a URL and a method that are signed are among them", () => {
  const request = sign(inputOf(schemes.find(({ id }) => id === "contentful")));
  const { prefix } = signedContent(request, { scheme: "contentful" });
  assert.equal(text(prefix), "POST\n/hook?x=1\nx-contentful-signed-headers:x-contentful-signed-headers,x-space;x-space:s-1\n");
  const { headers } = sign({ scheme: "square", secret: SECRET, body: BODY, url: "https://a.test/registered" });
  assert.equal(text(signedContent({ headers }, { scheme: "square", url: "https://a.test/registered" }).prefix), "https://a.test/registered");
});

test("a configuration that cannot work is told", () => {
  for (const [config, code] of [[{ scheme: "nobody" }, "scheme_unknown"], [{ scheme: "github", header: "x" }, "scheme_invalid"], [{ scheme: { message: "{body}" } }, "scheme_invalid"]]) {
    assert.equal(thrown(() => signedContent({ headers: {} }, config)).code, code);
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
