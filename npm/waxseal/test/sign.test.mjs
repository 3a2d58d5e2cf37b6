import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { newSecret, schemes, sign, Verifier } from "waxseal";
import { ANY, BODY, configOf, inputOf, NOW, SECRET, signed, thrown } from "./samples.mjs";

const IN_BODY = "this scheme puts its signature or its timestamp into the body, which is yours to write";
const PRIVATE = "this scheme signs with a private key, which only the vendor holds";

for (const row of schemes.filter(({ signable }) => signable)) {
  test(`what is signed for ${row.id} is verified by it`, () => {
    const request = sign(inputOf(row));
    assert.equal(request.method, "POST");
    assert.equal(request.body, inputOf(row).body);
    const verifier = new Verifier(configOf(row));
    const event = verifier.verify(request, { now: NOW });
    assert.equal(event.text(), request.body);
    if (event.covers.timestamp) assert.deepEqual(event.timestamp, new Date(NOW));
    if (row.assurance !== "none") assert.equal(event.matched.secret, 0);
    if (event.covers.body) assert.equal(verifier.check({ ...request, body: `${request.body} ` }, { now: NOW }).error.code, "signature_mismatch");
  });
}

test("the few schemes that cannot be signed say why", () => {
  const others = schemes.filter(({ signable }) => !signable);
  assert.ok(others.length > 0 && others.length < 0.1 * schemes.length, `${others.length} of ${schemes.length}`);
  for (const row of others) {
    const error = thrown(() => sign(inputOf(row)));
    assert.equal(error.constructor, TypeError, row.id);
    assert.equal(error.message, row.takes === "keys" ? PRIVATE : IN_BODY, row.id);
  }
});

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

test("method and headers that are signed are part of the request that is sent", () => {
  const row = schemes.find(({ id }) => id === "contentful");
  const request = sign({ ...inputOf(row), method: "put" });
  assert.equal(request.method, "PUT");
  assert.equal(request.headers["x-space"], "s-1");
  const verifier = new Verifier(configOf(row));
  assert.equal(verifier.check(request, { now: NOW }).ok, true);
  for (const changes of [{ method: "POST" }, { url: "https://a.test/other" }, { headers: { ...request.headers, "x-space": "s-2" } }]) {
    assert.equal(verifier.check({ ...request, ...changes }, { now: NOW }).error.code, "signature_mismatch");
  }
});

test("repeated headers are joined as fetch joins them", () => {
  const headers = [["Accept", "a"], ["accept", "b"], ["x-one", "1"]];
  const sent = sign({ scheme: "github", secret: ANY, body: "", headers }).headers;
  assert.equal(sent.accept, "a, b");
  assert.deepEqual(Object.keys(sent), ["accept", "x-one", "x-hub-signature-256"]);
});

test("a signed header that is missing is told", () => {
  const { headers: _, ...input } = inputOf(schemes.find(({ id }) => id === "moov"));
  const error = thrown(() => sign(input));
  assert.equal(error.constructor, TypeError);
  assert.match(error.message, /^this cannot be signed: the signed header x-timestamp is missing/);
});

test("a scheme that signs the URL is not signed without one", () => {
  const error = thrown(() => sign({ scheme: "square", secret: ANY, body: "{}" }));
  assert.equal(error.constructor, TypeError);
  assert.match(error.message, /^url is undefined: this scheme signs it/);
  const path = thrown(() => sign({ scheme: "square", secret: ANY, body: "{}", url: "/hook" }));
  assert.match(path.message, /^url is a path, and this scheme signs the whole URL: pass it with scheme and host$/);
});

test("a scheme that checks nothing takes no secret to sign with", () => {
  assert.deepEqual(sign({ scheme: "none", body: "x" }).headers, {});
  assert.equal(thrown(() => sign({ scheme: "none", secret: ANY, body: "x" })).code, "scheme_invalid");
  assert.equal(thrown(() => sign({ scheme: "github", body: "x" })).detail, "github needs a secret");
});
