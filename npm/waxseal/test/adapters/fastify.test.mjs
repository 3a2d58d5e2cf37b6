import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import fastify from "fastify";
import { receive } from "waxseal/fastify";
import { ACCEPTED, event, seen, signed, stripe, testReceiver } from "./suite.mjs";

const started = async (prepare) => {
  const app = fastify();
  prepare(app);
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  return { origin, close: () => (app.server.closeAllConnections(), app.close()) };
};

testReceiver("Fastify 5", (routes) =>
  started((app) => {
    for (const [prefix, { verifier, handler, options }] of Object.entries(routes)) app.register(receive(verifier, handler, options), { prefix });
  }),
);

const post = async (prepare, path) => {
  const server = await started(prepare);
  try {
    const { headers, body } = signed(event("evt_1"));
    return await seen(await fetch(server.origin + path, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body }));
  } finally {
    await server.close();
  }
};

test("Fastify's own parsers work on beside it, and those that take anything stand aside", async () => {
  const prepare = (app) => {
    for (const type of ["*", "application/octet-stream"]) app.addContentTypeParser(type, { parseAs: "string" }, (_request, body, done) => done(null, body));
    app.register(receive(stripe, () => {}), { prefix: "/hooks" });
    app.post("/echo", (request) => ({ id: request.body.id }));
  };
  assert.deepEqual(await post(prepare, "/hooks"), ACCEPTED);
  assert.deepEqual((await post(prepare, "/echo")).body, { id: "evt_1" });
});

test("as a route's handler it says that it is a plugin", async () => {
  const answer = await post((app) => app.post("/hooks", receive(stripe, () => {})), "/hooks");
  assert.deepEqual([answer.status, answer.body.message], [
    500,
    'receive returns a plugin, which was called with a Request: app.register(receive(…), { prefix: "/hooks" })',
  ]);
});

test("a hook that read the body first is named", async () => {
  const prepare = (app) => {
    app.addHook("preParsing", async (_request, _reply, payload) => {
      const pieces = [];
      for await (const piece of payload) pieces.push(piece);
      return new PassThrough().end(Buffer.concat(pieces));
    });
    app.register(receive(stripe, () => {}), { prefix: "/hooks" });
  };
  const { status, body } = await post(prepare, "/hooks");
  assert.deepEqual([status, body.message], [
    500,
    "the request's body was read before, by a preParsing hook perhaps: register receive where no such hook runs",
  ]);
});

test("the handler is given the request and the reply", async () => {
  const given = [];
  const plugin = receive(stripe, (_event, request, reply) => given.push(request.url, request.headers["content-type"], reply.sent));
  await post((app) => app.register(plugin, { prefix: "/hooks" }), "/hooks?x=1");
  assert.deepEqual(given, ["/hooks?x=1", "application/json", false]);
});
