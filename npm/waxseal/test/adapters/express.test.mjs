import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import express from "express";
import express4 from "express4";
import { receive } from "waxseal/express";
import { ACCEPTED, event, FAILED, listen, MISMATCH, seen, signed, stripe, testReceiver } from "./suite.mjs";

const mounted = (framework) => (routes) => {
  const app = framework();
  for (const [path, { verifier, handler, options }] of Object.entries(routes)) app.all(path, receive(verifier, handler, options));
  return listen(createServer(app));
};

testReceiver("Express 5", mounted(express));
testReceiver("Express 4", mounted(express4));
testReceiver("node:http", (routes) => {
  const handlers = Object.entries(routes).map(([path, { verifier, handler, options }]) => [path, receive(verifier, handler, options)]);
  const find = new Map(handlers);
  return listen(createServer((req, res) => find.get(req.url.split("?")[0])(req, res)));
});

/** Sends a signed event to an app; what went to `next` is answered with its message, for the test to see. */
const send = async (framework, prepare, request = signed(event("evt_1"))) => {
  const app = framework();
  prepare(app);
  app.use((error, _req, res, _next) => res.status(599).json({ name: error.name, message: error.message }));
  const server = await listen(createServer(app));
  try {
    const headers = { ...request.headers, "content-type": "application/json" };
    return await seen(await fetch(`${server.origin}/api/hooks?x=1`, { method: "POST", headers, body: request.body }));
  } finally {
    await server.close();
  }
};

for (const [name, framework] of [["Express 5", express], ["Express 4", express4]]) {
  const route = receive(stripe, () => {});

  test(`${name}: a body that express.json() parsed is a TypeError that says what to change`, async () => {
    const { status, body } = await send(framework, (app) => app.use(framework.json()).post("/api/hooks", route));
    assert.deepEqual([status, body.name], [599, "TypeError"]);
    assert.equal(
      body.message,
      'the request\'s body was read before, by a parser perhaps: verify before express.json(), or use express.raw({ type: "*/*" }) on this route',
    );
  });

  test(`${name}: what the message says works: before the parser, after express.raw(), and with the kept bytes`, async () => {
    const keep = { verify: (req, _res, bytes) => (req.rawBody = bytes) };
    for (const prepare of [
      (app) => app.post("/api/hooks", route).use(framework.json()),
      (app) => app.post("/api/hooks", framework.raw({ type: "*/*" }), route),
      (app) => app.use(framework.json(keep)).post("/api/hooks", route),
    ]) {
      assert.deepEqual(await send(framework, prepare), ACCEPTED);
      assert.deepEqual(await send(framework, prepare, { ...signed(event("evt_1")), body: "{}" }), MISMATCH);
    }
  });

  test(`${name}: kept bytes are held to the limit`, async () => {
    const small = receive(stripe, () => {}, { limit: 10 });
    for (const parser of [framework.json({ verify: (req, _res, bytes) => (req.rawBody = bytes) }), framework.raw({ type: "*/*" })]) {
      assert.equal((await send(framework, (app) => app.use(parser).post("/api/hooks", small))).body.code, "body_too_large");
    }
  });

  test(`${name}: in a router, too, the URL is the one that was asked for`, async () => {
    const urls = [];
    const verifier = { ...stripe, tokenParameters: [], handshake: (request) => (urls.push(request.url), null), verify: (request) => stripe.verify(request) };
    await send(framework, (app) => app.use("/api", framework.Router().post("/hooks", receive(verifier, () => {}))));
    assert.deepEqual(urls, ["/api/hooks?x=1"]);
  });

  test(`${name}: the handler is given the request and the response`, async () => {
    const given = [];
    await send(framework, (app) => app.post("/api/hooks", receive(stripe, (_event, req, res) => given.push(req.path, res.statusCode))));
    assert.deepEqual(given, ["/api/hooks", 200]);
  });
}

test("node:http has no next: the mistake is told to onError and answered 500", async () => {
  const errors = [];
  const route = receive(stripe, () => {}, { onError: (error) => errors.push(error) });
  const server = await listen(createServer((req, res) => req.resume().on("end", () => route(req, res))));
  try {
    const { headers, body } = signed(event("evt_1"));
    assert.deepEqual(await seen(await fetch(server.origin, { method: "POST", headers, body })), FAILED);
    assert.match(String(errors), /^TypeError: the request's body was read before/);
  } finally {
    await server.close();
  }
});
