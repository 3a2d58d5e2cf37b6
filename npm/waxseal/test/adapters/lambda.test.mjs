// Events in the shapes that AWS documents for each way in:
// docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html (payload 1.0, REST),
// docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (1.0 and 2.0),
// docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html (function URL, 2.0),
// docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html (load balancer).
import assert from "node:assert/strict";
import { test } from "node:test";
import { sign, Verifier } from "waxseal";
import { inMemory } from "waxseal/idempotency";
import { receive } from "waxseal/lambda";
import { SECRET } from "../samples.mjs";
import { event, promised, signed, stripe } from "./suite.mjs";

const query = (text) => [...new URLSearchParams(text)];

/** What each way in makes of a request. */
const WAYS = {
  "a REST API (1.0)": ({ method, headers, search = "" }) => ({
    resource: "/hooks",
    path: "/hooks",
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: search === "" ? null : Object.fromEntries(query(search)),
    multiValueQueryStringParameters: search === "" ? null : Object.fromEntries(query(search).map(([name, value]) => [name, [value]])),
    requestContext: { path: "/prod/hooks", stage: "prod", domainName: "api.example.com", httpMethod: method, identity: {} },
  }),
  "an HTTP API (2.0)": ({ method, headers, search = "" }) => ({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/prod/hooks",
    rawQueryString: search,
    headers,
    requestContext: { stage: "$default", domainName: "api.example.com", http: { method, path: "/prod/hooks", protocol: "HTTP/1.1" } },
  }),
  "a load balancer": ({ method, headers, search = "" }) => ({
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b" } },
    httpMethod: method,
    path: "/prod/hooks",
    queryStringParameters: Object.fromEntries(search.split("&").filter(Boolean).map((pair) => pair.split("="))),
    headers: { host: "api.example.com", ...headers },
  }),
  "a load balancer with lists": ({ method, headers, search = "" }) => ({
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b" } },
    httpMethod: method,
    path: "/prod/hooks",
    multiValueQueryStringParameters: Object.fromEntries(search.split("&").filter(Boolean).map((pair) => [pair.split("=")[0], [pair.split("=")[1]]])),
    multiValueHeaders: Object.fromEntries(Object.entries({ host: "api.example.com", ...headers }).map(([name, value]) => [name, [value]])),
  }),
};

const asText = (body) => ({ body: Buffer.from(body).toString("utf8"), isBase64Encoded: false });
const asBase64 = (body) => ({ body: Buffer.from(body).toString("base64"), isBase64Encoded: true });

const problem = (answer) => {
  const headers = answer.multiValueHeaders ? Object.fromEntries(Object.entries(answer.multiValueHeaders).map(([name, [value]]) => [name, value])) : answer.headers;
  assert.equal(headers["content-type"], "application/problem+json");
  assert.deepEqual([headers["cache-control"], headers["x-content-type-options"]], ["no-store", "nosniff"]);
  const { type, title, status, code, ...rest } = JSON.parse(answer.body);
  assert.deepEqual([answer.statusCode, type, rest], [status, code === undefined ? "about:blank" : `urn:waxseal:problem:${code}`, {}]);
  return [status, code ?? title];
};

for (const [way, write] of Object.entries(WAYS)) {
  const post = (request, encode = asText) => ({ ...write({ method: "POST", headers: request.headers }), ...encode(request.body) });

  test(`${way}: a genuine event is handled, as text and in base64, and a forged one refused`, async () => {
    const seen = [];
    const rejects = [];
    const handler = receive(stripe, (verified) => seen.push(verified.text()), { onReject: (error) => rejects.push(error.code) });
    const body = event("evt_1", { text: "\u00e9\u{1f511}" });
    for (const encode of [asText, asBase64]) {
      const { statusCode, body: answer, isBase64Encoded } = await handler(post(signed(body), encode));
      assert.deepEqual([statusCode, answer, isBase64Encoded], [200, '{"status":"accepted"}', false]);
    }
    assert.deepEqual(seen, [body, body]);
    assert.deepEqual(problem(await handler(post({ ...signed(body), body: event("evt_2") }))), [401, "signature_mismatch"]);
    assert.deepEqual(problem(await handler(post(signed(body, { timestamp: 1_750_000_000_000 })))), [401, "timestamp_stale"]);
    assert.deepEqual(rejects, ["signature_mismatch", "timestamp_stale"]);
    assert.equal(seen.length, 2);
  });

  test(`${way}: bytes that are no text come through in base64`, async () => {
    const bytes = new Uint8Array([0xff, 0, 0xc3, 10]);
    let seen;
    await receive(stripe, (verified) => (seen = verified.body))(post(signed(bytes), asBase64));
    assert.deepEqual([...seen], [...bytes]);
  });

  test(`${way}: the limit is on the bytes, not on their base64`, async () => {
    const handler = receive(stripe, () => {}, { limit: 30 });
    assert.equal((await handler(post(signed("x".repeat(30)), asBase64))).statusCode, 200);
    assert.deepEqual(problem(await handler(post(signed("x".repeat(31)), asBase64))), [413, "body_too_large"]);
    assert.deepEqual(problem(await handler(post(signed("\u00e9".repeat(16)), asText))), [413, "body_too_large"]);
  });

  test(`${way}: a handshake is answered`, async () => {
    const meta = new Verifier({ scheme: "meta", secrets: SECRET });
    const handler = receive(meta, () => assert.fail("no event"), { token: "a verify&token" });
    const search = (token) => `hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${encodeURIComponent(token)}`;
    const ask = (token) => handler({ ...write({ method: "GET", headers: {}, search: search(token) }), body: null, isBase64Encoded: false });
    const answer = await ask("a verify&token");
    assert.deepEqual([answer.statusCode, answer.body], [200, "1158201444"]);
    assert.deepEqual(problem(await ask("another")), [401, "token_mismatch"]);
  });

  test(`${way}: the URL is the one that the sender asked for`, async () => {
    const urls = [];
    const verifier = { tokenParameters: [], handshake: ({ url }) => (urls.push(url), null), verify: (request) => stripe.verify(request) };
    const handler = receive(verifier, () => {});
    await handler({ ...write({ method: "POST", headers: {}, search: "a=1%2F2&b=%20c" }), body: "" });
    await handler({ ...write({ method: "POST", headers: {} }), body: "" });
    assert.deepEqual(urls, ["https://api.example.com/prod/hooks?a=1%2F2&b=%20c", "https://api.example.com/prod/hooks"]);
  });

  test(`${way}: a throw is answered 500 and releases; a copy meanwhile is told to come again`, async (t) => {
    const logged = t.mock.method(console, "error", () => {});
    let fails = true;
    const gate = promised();
    const handler = receive(stripe, async () => { await gate.promise; if (fails) throw new Error("no database"); }, { idempotency: inMemory() });
    const request = post(signed(event("evt_once")));
    const first = handler(request);
    const copies = await Promise.all(Array.from({ length: 99 }, () => handler(request)));
    assert.deepEqual(new Set(copies.map((copy) => problem(copy).join())), new Set(["503,Service Unavailable"]));
    gate.keep();
    assert.deepEqual(problem(await first), [500, "Internal Server Error"]);
    assert.deepEqual(logged.mock.calls.map(({ arguments: [error] }) => error.message), ["no database"]);
    fails = false;
    assert.deepEqual([(await handler(request)).body, (await handler(request)).body], ['{"status":"accepted"}', '{"status":"duplicate"}']);
  });

  test(`${way}: a body that was parsed is a TypeError that says what to change`, async () => {
    await assert.rejects(receive(stripe, () => {})({ ...post(signed("x")), body: { id: 1 } }), {
      name: "TypeError",
      message: "event.body is an object, so it was parsed already: put receive before the middleware that does so",
    });
  });
}

test("a load balancer that lists headers is answered with lists, others are not", async () => {
  const handler = receive(stripe, () => {});
  const { headers, multiValueHeaders } = await handler({ ...WAYS["a load balancer with lists"]({ method: "POST", headers: {} }), body: "" });
  assert.deepEqual([headers, multiValueHeaders["content-type"]], [{}, ["application/problem+json"]]);
  for (const way of ["a REST API (1.0)", "a load balancer"]) {
    assert.equal((await handler({ ...WAYS[way]({ method: "POST", headers: {} }), body: "" })).multiValueHeaders, undefined, way);
  }
});

test("a repeated header stays visible where the way in lists them", async () => {
  const github = new Verifier({ scheme: "github", secrets: SECRET });
  const { headers } = sign({ scheme: "github", secret: SECRET, body: "x" });
  const [[name, good]] = Object.entries(headers);
  const send = (values) =>
    receive(github, () => {})({ ...WAYS["a REST API (1.0)"]({ method: "POST", headers: {} }), multiValueHeaders: { [name.toUpperCase()]: values }, body: "x" });
  assert.equal((await send([good, good])).statusCode, 200);
  assert.deepEqual(problem(await send([good, `sha256=${"0".repeat(64)}`])), [400, "signature_malformed"]);
});

test("what is no HTTP request is a TypeError", async () => {
  for (const [given, name] of [[{ Records: [] }, "an object"], [undefined, "undefined"], [null, "null"]]) {
    await assert.rejects(receive(stripe, () => {})(given), {
      name: "TypeError",
      message: `the handler was given ${name} that is no HTTP request: put it behind API Gateway with Lambda proxy integration, a function URL or a load balancer`,
    });
  }
});

test("the handler is given the event and the context", async () => {
  const given = [];
  const request = { ...WAYS["an HTTP API (2.0)"]({ method: "POST", headers: signed("x").headers }), body: "x" };
  const context = { awsRequestId: "r-1" };
  await receive(stripe, (_event, ...native) => given.push(...native))(request, context);
  assert.deepEqual(given, [request, context]);
});

test("twilio's and others' own answer goes out as it is", async () => {
  const { reply } = await import("waxseal/lambda");
  const request = sign({ scheme: "stripe", secret: SECRET, body: "x" });
  const answer = await receive(stripe, () => reply("<Response/>", { "content-type": "text/xml" }))({ ...WAYS["an HTTP API (2.0)"]({ method: "POST", headers: request.headers }), body: "x" });
  assert.deepEqual([answer.statusCode, answer.headers["content-type"], answer.body], [200, "text/xml", "<Response/>"]);
});
