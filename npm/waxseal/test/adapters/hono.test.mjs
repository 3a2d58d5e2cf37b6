import assert from "node:assert/strict";
import { test } from "node:test";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { receive as receiveFetch } from "waxseal/fetch";
import { receive } from "waxseal/hono";
import { ACCEPTED, event, listen, MISMATCH, seen, signed, stripe, testReceiver } from "./suite.mjs";

const started = (fetch) => listen(createAdaptorServer({ fetch }));

testReceiver("Hono", (routes) => {
  const app = new Hono();
  for (const [path, { verifier, handler, options }] of Object.entries(routes)) app.all(path, receive(verifier, handler, options));
  return started(app.fetch);
});

testReceiver("a fetch handler", (routes) => {
  const handlers = new Map(Object.entries(routes).map(([path, { verifier, handler, options }]) => [path, receiveFetch(verifier, handler, options)]));
  return started((request) => handlers.get(new URL(request.url).pathname)(request));
});

/** Sends an event to an app; an error is answered with its message, for the test to see. */
const post = async (app, request = signed(event("evt_1"))) => {
  app.onError((error, c) => c.json({ name: error.name, message: error.message }, 599));
  const server = await started(app.fetch);
  try {
    const headers = { ...request.headers, "content-type": "application/json" };
    return await seen(await fetch(`${server.origin}/hooks`, { method: "POST", headers, body: request.body }));
  } finally {
    await server.close();
  }
};

const reading = (read) => new Hono().use(async (c, next) => (await read(c), next())).post("/hooks", receive(stripe, () => {}));

test("a body that Hono parsed is a TypeError that says what to change", async () => {
  for (const read of [(c) => c.req.json(), (c) => c.req.text(), (c) => c.req.blob()]) {
    const { status, body } = await post(reading(read));
    assert.deepEqual([status, body.name], [599, "TypeError"]);
    assert.equal(
      body.message,
      "the request's body was read before, by c.req.json() or a validator perhaps: put receive before it, or read c.req.arrayBuffer() there, which keeps the bytes",
    );
  }
});

test("what the message says works: the bytes that c.req.arrayBuffer() keeps are taken, and held to the limit", async () => {
  assert.deepEqual(await post(reading((c) => c.req.arrayBuffer())), ACCEPTED);
  assert.deepEqual(await post(reading((c) => c.req.arrayBuffer()), { ...signed("x"), body: "{}" }), MISMATCH);
  const small = new Hono().use(async (c, next) => (await c.req.arrayBuffer(), next())).post("/hooks", receive(stripe, () => {}, { limit: 3 }));
  assert.equal((await post(small)).body.code, "body_too_large");
});

test("Hono's own body limit may stand before it", async () => {
  const onError = (c) => c.text("too large", 413);
  const app = (maxSize) => new Hono().use(bodyLimit({ maxSize, onError })).post("/hooks", receive(stripe, () => {}));
  assert.deepEqual(await post(app(1000)), ACCEPTED);
  assert.equal((await post(app(3))).body, "too large");
});

test("the handler is given the context", async () => {
  const app = new Hono().use(async (c, next) => (c.set("tenant", "t-1"), next()));
  const given = [];
  await post(app.post("/hooks", receive(stripe, (_event, c) => given.push(c.get("tenant"), c.req.path))));
  assert.deepEqual(given, ["t-1", "/hooks"]);
});

test("a fetch handler whose request was read is a TypeError", async () => {
  const request = new Request("https://a.test/", { method: "POST", body: "x" });
  await request.text();
  await assert.rejects(receiveFetch(stripe, () => {})(request), {
    name: "TypeError",
    message: "the request's body was read before: verify first, and take the content from the event's json() or text()",
  });
});

test("a fetch handler is given what the host gives, and asks it to finish the work", async () => {
  const { headers, body } = signed(event("evt_1"));
  const request = new Request("https://a.test/", { method: "POST", headers, body });
  const given = [];
  const kept = [];
  const context = { waitUntil(work) { kept.push([this === context, work]); } };
  const response = await receiveFetch(stripe, (_event, ...native) => given.push(...native))(request, { KEY: 1 }, context);
  assert.deepEqual(await seen(response), ACCEPTED);
  assert.deepEqual(given, [request, { KEY: 1 }, context]);
  assert.equal(kept[0][0], true);
  assert.equal((await kept[0][1]).status, 200);
});
