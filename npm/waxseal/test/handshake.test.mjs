import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { fromRequest, sign, VerificationError, Verifier } from "waxseal";
import { ANY, BODY, NOW, OTHER, thrown } from "./samples.mjs";

const verifier = (scheme) => new Verifier({ scheme, secrets: ANY });
const get = (url, headers = {}) => ({ method: "GET", url, headers, body: "" });
const PLAIN = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
const JSON_TYPE = { "content-type": "application/json", "x-content-type-options": "nosniff" };

// developers.facebook.com/docs/graph-api/webhooks/getting-started: the sample of its page.
const meta = "https://a.test/hook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock";

test("Meta's challenge is echoed to who knows the verify token", () => {
  const answer = verifier("meta").handshake(get(meta), { token: "meatyhamhock" });
  assert.deepEqual(answer, { status: 200, headers: PLAIN, body: "1158201444" });
});

test("an answer is one line away from a Response", async () => {
  const answer = verifier("meta").handshake(await fromRequest(new Request(meta)), { token: "meatyhamhock" });
  const response = new Response(answer.body, answer);
  assert.deepEqual([response.status, response.headers.get("x-content-type-options"), await response.text()], [200, "nosniff", "1158201444"]);
});

test("a wrong verify token, none and one that was not configured are rejects", () => {
  const codes = [
    () => verifier("meta").handshake(get(meta), { token: "another" }),
    () => verifier("meta").handshake(get(meta)),
    () => verifier("meta").handshake(get(meta.replace(/&hub.verify_token.*/, "")), { token: "meatyhamhock" }),
  ].map((call) => {
    const error = thrown(call);
    assert.ok(error instanceof VerificationError, String(error));
    assert.ok(!error.message.includes("meatyhamhock"), "a message holds no token");
    return error.code;
  });
  assert.deepEqual(codes, ["token_mismatch", "token_mismatch", "token_missing"]);
});

test("what is no handshake is null, an event too", () => {
  for (const request of [get("/"), get("/?hub.mode=unsubscribe"), { ...get(meta), method: "POST" }]) {
    assert.equal(verifier("meta").handshake(request, { token: "meatyhamhock" }), null);
  }
  assert.equal(verifier("stripe").handshake(get(meta)), null);
  assert.equal(verifier("slack").handshake({ ...sign({ scheme: "slack", secret: ANY, body: BODY, timestamp: NOW }), url: "/" }, { now: NOW }), null);
});

// docs.x.com/x-api/webhooks/quickstart: base64 of HMAC-SHA256 of the token behind `sha256=`.
test("X's token comes back under a MAC", () => {
  const token = "9b4507b3-9040-4669-9ca3-6b94edb50553";
  const answer = verifier("x").handshake(get(`/hook?crc_token=${token}`));
  const mac = createHmac("sha256", ANY).update(token).digest("base64");
  assert.deepEqual(answer, { status: 200, headers: JSON_TYPE, body: `{"response_token":"sha256=${mac}"}` });
});

test("no text that could be an event is put under a MAC", () => {
  for (const token of ["%7B%22a%22%3A1%7D", "a%20b", "x".repeat(129)]) {
    assert.equal(thrown(() => verifier("x").handshake(get(`/hook?crc_token=${token}`))).code, "signature_malformed", token);
  }
  // The MAC of nothing would be the signature of an empty body.
  assert.equal(verifier("x").handshake(get("/hook?crc_token=")), null);
});

const slack = (changes) =>
  sign({ scheme: "slack", secret: ANY, body: '{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}', timestamp: NOW, url: "/", ...changes });

test("Slack's challenge is echoed once its signature holds", () => {
  const answer = verifier("slack").handshake(slack(), { now: NOW });
  assert.deepEqual(answer, { status: 200, headers: PLAIN, body: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" });
  assert.equal(thrown(() => verifier("slack").handshake(slack({ secret: OTHER }), { now: NOW })).code, "signature_mismatch");
  assert.equal(thrown(() => verifier("slack").handshake(slack(), { now: NOW + 301_000 })).code, "timestamp_stale");
});

// developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint
test("Zoom's plain token comes back with its MAC", () => {
  const body = '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1654503849680}';
  const request = sign({ scheme: "zoom", secret: ANY, body, timestamp: NOW, url: "/" });
  const mac = createHmac("sha256", ANY).update("qgg8vlvZRS6UYooatFL8Aw").digest("hex");
  const answer = verifier("zoom").handshake(request, { now: NOW });
  assert.deepEqual(JSON.parse(answer.body), { plainToken: "qgg8vlvZRS6UYooatFL8Aw", encryptedToken: mac });
});

test("headers that a handshake reads are found in every form of headers", () => {
  const asana = (headers) => new Verifier({ scheme: "asana", secrets: ANY }).handshake({ method: "POST", url: "/", headers, body: "{}" });
  for (const headers of [{ "X-Hook-Secret": "b537" }, new Headers({ "X-Hook-Secret": "b537" }), [["X-Hook-Secret", "b537"]], ["X-Hook-Secret", "b537"]]) {
    assert.deepEqual(asana(headers), { status: 200, headers: { ...PLAIN, "x-hook-secret": "b537" }, body: "" });
  }
});

test("markup and line ends are not echoed", () => {
  for (const challenge of ["%22%7D", "a%0D%0Ab", "%5C"]) {
    assert.equal(thrown(() => verifier("dropbox").handshake(get(`/?challenge=${challenge}`))).code, "signature_malformed", challenge);
  }
});

const misused = {
  "no method": [{ ...get(meta), method: undefined }, undefined, "method is undefined: a handshake is known by it, so pass the request's method"],
  "no URL": [{ ...get(meta), url: undefined }, undefined, "url is undefined: handshakes stand in it, so pass the URL as received"],
  "no request": [undefined, undefined, "the request is undefined: pass { headers, body }"],
  "a promise": [fromRequest(new Request(meta)), undefined, "the request is a promise: await fromRequest(…) or fromNode(…)"],
  "an empty token": [get(meta), { token: "" }, "token is empty; is the environment variable set?"],
  "a token that is a number": [get(meta), { token: 7 }, "token is a number: pass the verify token's text"],
};

for (const [what, [request, options, sentence]] of Object.entries(misused)) {
  test(`a handshake with ${what} is a TypeError that says what to pass`, () => {
    const error = thrown(() => verifier("meta").handshake(request, options));
    assert.equal(error.constructor, TypeError, String(error));
    assert.equal(error.message, sentence);
  });
}
