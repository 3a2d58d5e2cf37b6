/** Captures: rejected requests of a source, kept whole for a diagnosis. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { affiliatebase, commission } from "../../e2e/senders.mjs";
import { openApi, READ_TOKEN, until } from "../caller.mjs";

/** What a link into the inspector holds. */
const fragment = (path) => {
  const [page, text] = path.split("#request=");
  assert.equal(page, "/inspect");
  return JSON.parse(Buffer.from(text, "base64url").toString());
};

test("a request that is rejected is kept whole while its source is armed, with its token masked", async (t) => {
  const token = ["tok", "en-0123456789abcdef"].join("");
  const sources = {
    shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] },
    postback: { scheme: "token", query: "token", secrets: ["TOKEN"], methods: ["GET", "POST"], type: "query:event" },
  };
  const api = await openApi(t, { sources, vars: { TOKEN: token } });
  const armed = await api.ok("POST", "/api/captures", { body: { source: "shop" } });
  assert.deepEqual([armed.left, armed.is_armed, armed.by, armed.until - armed.armed_at], [10, true, "admin", 900_000]);
  await api.ok("POST", "/api/captures", { body: { source: "postback" } });
  const wrong = affiliatebase("another-secret-0123456789", commission("evt_bad"), { id: "evt_bad", headers: { "x-custom": "kept", authorization: "Bearer secret-of-the-sender" } });
  const list = async () => (await api.ok("GET", "/api/captures", { token: READ_TOKEN })).captures;
  await until("a captured request of each", async () => {
    assert.equal((await api.send(wrong)).status, 401);
    await api.send({ method: "GET", url: `/in/postback?event=click&token=${token}wrong`, headers: {} });
    return (await list()).every((capture) => capture.requests.length > 0);
  }, 60_000);
  const shown = await api.ok("GET", `/api/captures/${armed.id}`, { token: READ_TOKEN });
  const [request] = shown.requests;
  assert.deepEqual([request.code, request.method], ["signature_mismatch", "POST"]);
  assert.equal(Buffer.from(request.content.body, "base64").toString(), wrong.body);
  assert.deepEqual([request.content.is_cut, request.content.is_masked], [false, false]);
  const headers = Object.fromEntries(request.content.headers);
  assert.equal(headers["x-custom"], "kept");
  assert.ok(!JSON.stringify(shown).includes("secret-of-the-sender"));
  const opened = fragment(request.inspect);
  assert.deepEqual(opened, {
    v: 1, from: "capture", code: "signature_mismatch", now: request.at, method: "POST", url: request.url,
    headers: request.content.headers, body: request.content.body, scheme: "affiliatebase", options: {},
  });
  const other = (await list()).find((capture) => capture.source === "postback");
  assert.ok(other.requests.every((line) => line.inspect === undefined && line.content === undefined), "a list has lines alone");
  const postback = await api.ok("GET", `/api/captures/${other.id}`);
  assert.ok(!JSON.stringify(postback).includes(token));
  const masked = fragment(postback.requests[0].inspect);
  assert.ok(!JSON.stringify(masked).includes(token));
  assert.deepEqual([masked.scheme, masked.options, masked.isCut], ["token", { query: "token" }, true], "its token is masked, so it cannot match");
  assert.deepEqual(await api.ok("DELETE", `/api/captures/${armed.id}`), { id: armed.id });
  await api.refused("GET", `/api/captures/${armed.id}`, { status: 404, code: "not_found" });
  assert.deepEqual((await list()).map((capture) => capture.source), ["postback"]);
});

test("a capture is armed for a source of the configuration, and for sixteen of them at once", async (t) => {
  const names = Array.from({ length: 17 }, (_, number) => `s${number}`);
  const sources = Object.fromEntries(["shop", ...names].map((name) => [name, { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] }]));
  const api = await openApi(t, { sources });
  await api.refused("POST", "/api/captures", { body: { source: "nobody" }, status: 400, code: "parameter_invalid", at: "body:/source" });
  await api.refused("POST", "/api/captures", { body: { source: "shop", minutes: 5 }, status: 400, code: "parameter_invalid", at: "body:/minutes" });
  for (const source of names.slice(0, 16)) await api.ok("POST", "/api/captures", { body: { source } });
  await api.refused("POST", "/api/captures", { body: { source: "s16" }, status: 409, code: "not_possible" });
  await api.ok("POST", "/api/captures", { body: { source: "s0" } });
});
