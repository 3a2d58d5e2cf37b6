import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { ConfigError, sign, Verifier } from "waxseal";
import { ANY, BODY, NOW, thrown } from "./samples.mjs";

const URL = "https://shop.test/hooks/square?shop=1";
const square = (url, body = BODY) => ({ "x-square-hmacsha256-signature": createHmac("sha256", ANY).update(url + body).digest("base64") });
const codeOf = (result) => (result.ok ? "valid" : result.error.code);

test("the URL as registered is what is signed, whatever a proxy made of the request's", () => {
  const registered = new Verifier({ scheme: "square", secrets: ANY, url: URL });
  for (const url of [undefined, "/hooks/square?shop=1", "http://10.0.0.7:8080/hooks/square?shop=1", URL]) {
    assert.equal(codeOf(registered.check({ url, headers: square(URL), body: BODY })), "valid", url);
  }
  assert.equal(codeOf(registered.check({ url: URL, headers: square("https://evil.test/"), body: BODY })), "signature_mismatch");
  assert.equal(registered.covers.url, false, "nothing of the request's URL is signed then");
});

test("without it the request's own URL is", () => {
  const verifier = new Verifier({ scheme: "square", secrets: ANY });
  assert.equal(codeOf(verifier.check({ url: URL, headers: square(URL), body: BODY })), "valid");
  assert.equal(codeOf(verifier.check({ url: `${URL}&more=1`, headers: square(URL), body: BODY })), "signature_mismatch");
  assert.equal(verifier.covers.url, true);
});

test("form fields and URL of a scheme that signs both are read", () => {
  const body = "To=%2B15550100&From=%2B15550101&Body=a+b";
  const url = "https://a.test/sms";
  const signature = createHmac("sha1", ANY).update(`${url}Bodya bFrom+15550101To+15550100`).digest("base64");
  const verifier = new Verifier({ scheme: "twilio", secrets: ANY, url });
  assert.equal(codeOf(verifier.check({ headers: { "x-twilio-signature": signature }, body })), "valid");
  assert.equal(codeOf(verifier.check({ headers: { "x-twilio-signature": signature }, body: body.replace("a+b", "a+c") })), "signature_mismatch");
});

test("a digest in the query binds a body that is no form", () => {
  const url = `https://a.test/sms?bodySHA256=${createHash("sha256").update(BODY).digest("hex")}`;
  const headers = { "x-twilio-signature": createHmac("sha1", ANY).update(url).digest("base64") };
  const verifier = new Verifier({ scheme: "twilio", secrets: ANY });
  assert.equal(codeOf(verifier.check({ url, headers, body: BODY })), "valid");
  assert.equal(codeOf(verifier.check({ url, headers, body: `${BODY} ` })), "signature_mismatch");
});

test("the method is signed in upper case", () => {
  const request = sign({ scheme: "hubspot-v3", secret: ANY, url: URL, body: BODY, method: "post", timestamp: NOW });
  const verifier = new Verifier({ scheme: "hubspot-v3", secrets: ANY });
  assert.equal(codeOf(verifier.check({ ...request, method: "post" }, { now: NOW })), "valid");
  assert.equal(codeOf(verifier.check({ ...request, method: "PUT" }, { now: NOW })), "signature_mismatch");
});

const misused = {
  "no URL where it is signed": [{ scheme: "square" }, {}, "url is undefined: this scheme signs it, so pass the URL as received"],
  "a URL object": [{ scheme: "square" }, { url: new globalThis.URL(URL) }, "url is a URL: this scheme signs it, so pass the URL as received"],
  "a number as URL beside the registered one, where its query is read": [{ scheme: "twilio", url: URL }, { url: 7 }, "url is a number: this scheme reads its query"],
  "Node's path where the whole URL is signed": [{ scheme: "square" }, { url: "/hooks/square" }, "url is a path, and this scheme signs the whole URL: set the option url to what you registered with the sender"],
  "no method where it is signed": [{ scheme: "hubspot-v3" }, { url: URL }, "method is undefined: this scheme signs it, so pass the request's method"],
};

for (const [what, [config, changes, sentence]] of Object.entries(misused)) {
  test(`${what} is a TypeError that says what to pass`, () => {
    const error = thrown(() => new Verifier({ ...config, secrets: ANY }).verify({ headers: {}, body: "", ...changes }));
    assert.equal(error.constructor, TypeError, String(error));
    assert.ok(error.message.startsWith(sentence), error.message);
  });
}

test("a registered URL for a scheme that signs none is refused", () => {
  const error = thrown(() => new Verifier({ scheme: "github", secrets: ANY, url: URL }));
  assert.ok(error instanceof ConfigError);
  assert.equal(error.detail, "github does not sign the URL; remove that option");
});
