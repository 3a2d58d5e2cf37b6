import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { newSecret, schemes, sign, Verifier } from "waxseal";
import { BODY, NOW, SECRET, signed } from "./samples.mjs";

for (const { id: scheme } of schemes.filter(({ id }) => id !== "token")) {
  test(`what is signed for ${scheme} is verified by it`, () => {
    const request = sign({ scheme, secret: SECRET, body: BODY, id: "msg_1", type: "push", timestamp: NOW, url: "https://a.test/" });
    assert.deepEqual([request.method, request.url, request.body], ["POST", "https://a.test/", BODY]);
    const event = new Verifier({ scheme, secrets: SECRET }).verify(request, { now: NOW });
    assert.equal(event.text(), BODY);
    if (event.covers.timestamp) assert.deepEqual(event.timestamp, new Date(NOW));
  });
}

test("the signed bytes are those of the vendor's page", () => {
  const key = Buffer.from(SECRET.slice(6), "base64");
  const mac = createHmac("sha256", key).update(`msg_1.${NOW / 1000}.${BODY}`).digest("base64");
  assert.deepEqual(signed().headers, {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(NOW / 1000),
    "webhook-signature": `v1,${mac}`,
  });
});

test("now is the moment of signing unless another is passed", () => {
  const before = Math.floor(Date.now() / 1000);
  const stamp = Number(signed({ timestamp: undefined }).headers["webhook-timestamp"]);
  assert.ok(stamp >= before && stamp <= Date.now() / 1000);
});

const token = (url) => sign({ scheme: "token", query: "key", secret: "s&cret/of enough bytes", body: "", url }).url;
test("a token in the query is added to the URL, percent-encoded, before the fragment", () => {
  const added = "key=s%26cret%2Fof%20enough%20bytes";
  assert.equal(token("https://a.test/pb"), `https://a.test/pb?${added}`);
  assert.equal(token("https://a.test/pb?x=1"), `https://a.test/pb?x=1&${added}`);
  assert.equal(token("https://a.test/pb?"), `https://a.test/pb?${added}`);
  assert.equal(token("/pb?x=1#top?y"), `/pb?x=1&${added}#top?y`);
  const verifier = new Verifier({ scheme: "token", query: "key", secrets: "s&cret/of enough bytes" });
  assert.equal(verifier.verify({ url: token("/pb?x=1#top"), headers: {}, body: "" }).assurance, "token");
  assert.equal(verifier.check({ url: "/pb?key=other", headers: {}, body: "" }).error.code, "token_mismatch");
  assert.equal(verifier.check({ url: "/pb", headers: {}, body: "" }).error.code, "token_missing");
});

test("bytes are sent as they were passed", () => {
  const body = Uint8Array.of(0, 255, 128);
  const request = sign({ scheme: "github", secret: SECRET, body });
  assert.equal(request.body, body);
  assert.equal(new Verifier({ scheme: "github", secrets: SECRET }).check(request).ok, true);
});

test("a body larger than a page of wasm is signed whole", () => {
  const body = "\u00e9".repeat(300_000);
  assert.equal(new Verifier({ scheme: "standard-webhooks", secrets: SECRET }).check(signed({ body }), { now: NOW }).ok, true);
});

test("the body is read once", () => {
  let reads = 0;
  const input = { scheme: "github", secret: SECRET, get body() { return reads++ === 0 ? "first" : "second"; } };
  assert.equal(sign(input).body, "first");
});

test("a new secret has 32 random bytes in the form of Standard Webhooks", () => {
  const [one, other] = [newSecret(), newSecret()];
  assert.match(one, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.notEqual(one, other);
  assert.equal(Buffer.from(one.slice(6), "base64").length, 32);
  assert.equal(new Verifier({ scheme: "standard-webhooks", secrets: one }).check(signed({ secret: one }), { now: NOW }).ok, true);
});
