import assert from "node:assert/strict";
import { Agent, createServer, request as send } from "node:http";
import { after, before, test } from "node:test";
import { fromNode, fromRequest, VerificationError, Verifier } from "waxseal";
import { BODY, NOW, SECRET, signed } from "./samples.mjs";

const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
const fetched = (changes, url = "https://a.test/hook?a=1") => {
  const { method, headers, body } = signed(changes);
  return new Request(url, { method, headers, body });
};

test("a fetch Request is read raw", async () => {
  const read = await fromRequest(fetched());
  assert.deepEqual([read.method, read.url], ["POST", "https://a.test/hook?a=1"]);
  assert.ok(read.body instanceof Uint8Array);
  assert.equal(verifier.verify(read, { now: NOW }).text(), BODY);
});

test("a fetch Request without a body has an empty one", async () => {
  const read = await fromRequest(new Request("https://a.test/"));
  assert.equal(read.body.length, 0);
});

test("a fetch Request that was read before is refused with the way out", async () => {
  const request = fetched();
  await request.json();
  await assert.rejects(fromRequest(request), /^TypeError: the request's body was read before: verify first/);
});

test("a fetch Request beyond the limit is body_too_large and no longer read", async () => {
  let pulls = 0;
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1000));
      // Not endless after all, so that a missing limit fails instead of hanging.
      if (++pulls === 100) controller.close();
    },
  });
  const long = new Request("https://a.test/", { method: "POST", body, duplex: "half" });
  await assert.rejects(fromRequest(long, { limit: 10_000 }), (error) => {
    assert.ok(error instanceof VerificationError);
    assert.deepEqual([error.code, error.status], ["body_too_large", 413]);
    assert.equal(error.detail, "the body has more than the 10000 bytes that are allowed");
    return true;
  });
  assert.ok(pulls < 15, `${pulls} pieces were read`);
});

test("a body of exactly the limit is within it", async () => {
  assert.equal((await fromRequest(fetched(), { limit: BODY.length })).body.length, BODY.length);
  await assert.rejects(fromRequest(fetched(), { limit: BODY.length - 1 }), { code: "body_too_large" });
});

/** As Firefox has it: `body` is no property of its requests. */
const withoutBodyStream = (request) =>
  new Proxy(request, {
    get(target, name) {
      if (name === "body") return undefined;
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

test("a fetch Request of a host that has no stream of its body is read whole, within the limit", async () => {
  const read = await fromRequest(withoutBodyStream(fetched()), { limit: BODY.length });
  assert.equal(verifier.verify(read, { now: NOW }).text(), BODY);
  assert.equal((await fromRequest(withoutBodyStream(new Request("https://a.test/")))).body.length, 0);
  await assert.rejects(fromRequest(withoutBodyStream(fetched()), { limit: BODY.length - 1 }), { code: "body_too_large" });
});

/** What the server does with a request; each test sets it. */
let handle;
const server = createServer((request, response) => {
  handle(request).then(
    (text) => response.end(text),
    (error) => response.writeHead(error.status ?? 500).end(`${error.name}: ${error.message}`),
  );
});
before(() => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve)));
after(() => server.close());

const post = (headers, pieces, agent) =>
  new Promise((resolve, reject) => {
    const { port } = server.address();
    const request = send({ port, host: "127.0.0.1", method: "POST", path: "/hook?a=1", headers, agent }, (response) => {
      let text = "";
      response.on("data", (piece) => (text += piece)).on("end", () => resolve({ status: response.statusCode, text }));
    });
    // An answer may come before all is sent.
    request.on("error", (error) => (error.code === "EPIPE" || error.code === "ECONNRESET" ? undefined : reject(error)));
    for (const piece of pieces) request.write(piece);
    request.end();
  });

const verify = async (request, options) => {
  const read = await fromNode(request, options);
  assert.deepEqual([read.method, read.url], ["POST", "/hook?a=1"]);
  return verifier.verify(read, { now: NOW }).id;
};

test("Node's request is read raw, with a length or in chunks", async () => {
  handle = verify;
  const { headers } = signed();
  assert.deepEqual(await post({ ...headers, "content-length": BODY.length }, [BODY]), { status: 200, text: "msg_1" });
  assert.deepEqual(await post(headers, [BODY.slice(0, 9), BODY.slice(9)]), { status: 200, text: "msg_1" });
});

test("Node's request keeps repeated headers apart", async () => {
  handle = verify;
  const { headers } = signed();
  const twice = await post({ ...headers, "webhook-id": ["msg_1", "msg_2"] }, [BODY]);
  assert.equal(twice.status, 400);
  assert.match(twice.text, /signature_malformed: the signed header webhook-id was sent more than once/);
});

test("Node's request beyond the limit is body_too_large", async () => {
  handle = (request) => verify(request, { limit: 1000 });
  const { headers } = signed();
  const large = await post(headers, Array(50).fill("x".repeat(1000)));
  assert.equal(large.status, 413);
  assert.match(large.text, /^VerificationError: body_too_large/);
});

test("a connection goes on after a body beyond the limit", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set();
  handle = (request) => {
    ports.add(request.socket.remotePort);
    return verify(request, { limit: 1000 });
  };
  const { headers } = signed();
  try {
    assert.equal((await post(headers, Array(500).fill("x".repeat(10_000)), agent)).status, 413);
    assert.deepEqual(await post(headers, [BODY], agent), { status: 200, text: "msg_1" });
    assert.equal(ports.size, 1, "it is the same connection");
  } finally {
    agent.destroy();
  }
});

test("Node's request after a raw parser is taken from req.body", async () => {
  handle = async (request) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    request.body = Buffer.concat(pieces);
    return verify(request);
  };
  assert.deepEqual(await post(signed().headers, [BODY]), { status: 200, text: "msg_1" });
});

test("Node's request after a JSON parser is refused with the way out", async () => {
  handle = async (request) => {
    let text = "";
    for await (const piece of request) text += piece;
    request.body = JSON.parse(text);
    return verify(request);
  };
  const { text } = await post(signed().headers, [BODY]);
  assert.match(text, /^TypeError: the request's body was read before, by a parser perhaps: verify before express\.json\(\)/);
});

test("Node's request with an encoding set is refused", async () => {
  handle = (request) => {
    request.setEncoding("latin1");
    return verify(request);
  };
  assert.match((await post(signed().headers, [BODY])).text, /^TypeError: the request has an encoding set/);
});

test("a sender that hangs up is an error, not a wait without end", async () => {
  const hungUp = new Promise((resolve) => {
    handle = async (request) => {
      await fromNode(request).catch(resolve);
      return "";
    };
  });
  const { port } = server.address();
  const request = send({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": 100 } });
  request.on("error", () => undefined);
  request.write("half");
  setTimeout(() => request.destroy(), 50);
  assert.match(String(await hungUp), /the sender hung up before the body was complete/);
});

test("a request that is gone already is an error", async () => {
  const gone = new Promise((resolve) => {
    handle = async (request) => {
      request.destroy();
      await fromNode(request).catch(resolve);
      return "";
    };
  });
  post(signed().headers, [BODY]).catch(() => undefined);
  assert.match(String(await gone), /the sender hung up/);
});
