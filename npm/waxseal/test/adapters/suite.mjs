// What every adapter must do, over real HTTP. A framework's test says how its server is started.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sign, VerificationError, Verifier } from "waxseal";
import { reply } from "waxseal/fetch";
import { inMemory } from "waxseal/idempotency";
import { OTHER, SECRET } from "../samples.mjs";

const VERIFY_TOKEN = "a-verify-token";
const LIMIT = 20_000;

/** What a sender sees: status, the headers that matter, and the body. */
export const seen = async (response) => {
  const { status, headers } = response;
  const text = await response.text();
  const type = headers.get("content-type")?.split(";")[0];
  const isJson = type === "application/json" || type === "application/problem+json";
  return { status, type, body: isJson ? JSON.parse(text) : text, retryAfter: headers.get("retry-after") };
};

/** The problem document that a code is answered with, as the Worker answers it. */
export const problem = (code, status, title) => ({
  status,
  type: "application/problem+json",
  body: { type: `urn:waxseal:problem:${code}`, title, status, code },
  retryAfter: status === 503 ? "5" : null,
});

const plainProblem = (status, title, retryAfter) => ({
  status,
  type: "application/problem+json",
  body: { type: "about:blank", title, status },
  retryAfter,
});

export const ACCEPTED = { status: 200, type: "application/json", body: { status: "accepted" }, retryAfter: null };
export const DUPLICATE = { ...ACCEPTED, body: { status: "duplicate" } };
export const MISMATCH = problem("signature_mismatch", 401, "No configured secret makes a signature that the request carries.");
export const BUSY = plainProblem(503, "Service Unavailable", "5");
export const FAILED = plainProblem(500, "Internal Server Error", null);

export const event = (id, more = {}) => JSON.stringify({ id, type: "invoice.paid", ...more });
export const signed = (body, changes = {}) => sign({ scheme: "stripe", secret: SECRET, body, ...changes });
export const stripe = new Verifier({ scheme: "stripe", secrets: [OTHER, SECRET] });
const meta = new Verifier({ scheme: "meta", secrets: SECRET });
const token = new Verifier({ scheme: "token", secrets: SECRET, header: "x-key" });

/** A promise, and the function that keeps it. */
export const promised = () => {
  let keep;
  const promise = new Promise((resolve) => (keep = resolve));
  return { promise, keep };
};

/** Waits until something holds; a server that is broken must not hang the test. */
export const until = async (holds) => {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it never came to hold: ${holds}`);
};

/**
 * @param {string} name the framework
 * @param {(routes: Record<string, { verifier, handler, options }>) => Promise<{ origin: string, close(): unknown }>} start
 *   starts a server on 127.0.0.1 with the adapter at each path, for all methods
 */
export const testReceiver = (name, start) => {
  describe(name, () => {
    const calls = [];
    const rejects = [];
    const errors = [];
    const gates = new Map();
    const broken = new Set();
    const store = inMemory();
    const hooks = { onReject: (error) => rejects.push(error), onError: (error) => errors.push(error) };
    const handler = async (received) => {
      calls.push(received);
      await gates.get(received.id)?.promise;
      if (broken.has(received.id)) throw new Error("the database is at db.internal:5432");
    };
    const faulty = { claim: () => Promise.reject(new Error("the store is gone")), complete() {}, release() {} };
    const odd = { ...faulty, claim: () => true };
    const forgetful = { ...faulty, claim: () => "new", complete: () => Promise.reject(new Error("the mark failed")) };
    let server;

    before(async () => {
      server = await start({
        "/plain": { verifier: stripe, handler, options: hooks },
        "/once": { verifier: stripe, handler, options: { ...hooks, idempotency: store } },
        "/faulty": { verifier: stripe, handler, options: { ...hooks, idempotency: faulty } },
        "/odd": { verifier: stripe, handler, options: { ...hooks, idempotency: odd } },
        "/forgetful": { verifier: stripe, handler, options: { ...hooks, idempotency: forgetful } },
        "/small": { verifier: stripe, handler, options: { ...hooks, limit: LIMIT } },
        "/meta": { verifier: meta, handler, options: { ...hooks, token: VERIFY_TOKEN } },
        "/token": { verifier: token, handler, options: hooks },
        "/twiml": { verifier: stripe, handler: () => reply("<Response/>", { "Content-Type": "text/xml" }) },
        "/hook-fails": { verifier: stripe, handler, options: { onReject: () => { throw new Error("the log is full"); } } },
      });
    });
    after(() => server.close());

    const post = async (path, request, init = {}) =>
      seen(await fetch(server.origin + path, { method: "POST", headers: request.headers, body: request.body, ...init }));
    /** Answer, events handled and rejects told of one call. */
    const watch = async (act) => {
      const [from, fromRejects, fromErrors] = [calls.length, rejects.length, errors.length];
      const answer = await act();
      return { answer, events: calls.slice(from), rejects: rejects.slice(fromRejects), errors: errors.slice(fromErrors) };
    };

    test("a genuine event reaches the handler as it is", async () => {
      const body = event("evt_valid", { text: "\u00e9\u{1f511}", space: "\r\n \t" });
      const { answer, events } = await watch(() => post("/plain", signed(body)));
      assert.deepEqual(answer, ACCEPTED);
      assert.equal(events.length, 1);
      const [{ id, type, scheme, matched }] = events;
      assert.deepEqual([id, type, scheme, matched.secret], ["evt_valid", "invoice.paid", "stripe", 1]);
      assert.equal(events[0].text(), body);
    });

    test("a body is taken as bytes, whatever its content type says", async () => {
      const body = new Uint8Array([0xef, 0xbb, 0xbf, 0xff, 0, 13, 10, 0xc3]);
      for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense"]) {
        const request = signed(body);
        const { answer, events } = await watch(() => post("/plain", { ...request, headers: { ...request.headers, "content-type": type } }));
        assert.deepEqual([answer, events.length], [ACCEPTED, 1], type);
        assert.deepEqual([...events[0].body], [...body], type);
      }
    });

    test("a forged event is refused with its code alone, and told to onReject", async () => {
      const request = signed(event("evt_forged"));
      const { answer, events, rejects: told } = await watch(() => post("/plain", { ...request, body: event("evt_other") }));
      assert.deepEqual(answer, MISMATCH);
      assert.equal(events.length, 0);
      assert.ok(told.length === 1 && told[0] instanceof VerificationError && told[0].detail.length > 0);
    });

    test("a stale event and a wrong token have the status of a mismatch", async () => {
      const stale = signed(event("evt_stale"), { timestamp: Date.now() - 3_600_000 });
      const { answer, events } = await watch(() => post("/plain", stale));
      assert.deepEqual(answer, problem("timestamp_stale", 401, "The signature is right and its timestamp is older than the tolerance."));
      const wrong = await watch(() => post("/token", { headers: { "x-key": OTHER }, body: "{}" }));
      assert.deepEqual(wrong.answer, problem("token_mismatch", 401, "The request's token is none of the configured ones."));
      assert.equal(events.length + wrong.events.length, 0);
      const right = await watch(() => post("/token", { headers: { "x-key": SECRET }, body: "{}" }));
      assert.deepEqual([right.answer, right.events.length], [ACCEPTED, 1]);
    });

    test("a request without a body is refused, not waited for", async () => {
      const response = await fetch(`${server.origin}/plain`);
      assert.equal((await seen(response)).body.code, "signature_missing");
    });

    test("a hook that throws changes no answer", async (t) => {
      const told = t.mock.method(console, "error", () => {});
      assert.deepEqual(await post("/hook-fails", { ...signed(event("evt_1")), body: "{}" }), MISMATCH);
      assert.deepEqual(told.mock.calls.map(({ arguments: [error] }) => error.message), ["the log is full"]);
    });

    test("a handshake is answered to who knows the token, and is no event", async () => {
      const ask = async (verifyToken) =>
        seen(await fetch(`${server.origin}/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${verifyToken}`));
      const { answer, events } = await watch(() => ask(VERIFY_TOKEN));
      assert.deepEqual([answer.status, answer.type, answer.body, events.length], [200, "text/plain", "1158201444", 0]);
      const wrong = await watch(() => ask("another"));
      assert.deepEqual([wrong.answer.status, wrong.answer.body.code, wrong.events.length], [401, "token_mismatch", 0]);
      const request = sign({ scheme: "meta", secret: SECRET, body: '{"object":"page"}' });
      const real = await watch(() => post("/meta", request));
      assert.deepEqual([real.answer, real.events[0]?.type], [ACCEPTED, "page"]);
    });

    test("a body beyond the limit is refused, whether its length is known or not", async () => {
      const body = event("evt_large", { text: "x".repeat(LIMIT) });
      const request = signed(body);
      const expected = problem("body_too_large", 413, "The body is larger than the stated cap, or than the hashing budget allows.");
      const { answer, events } = await watch(() => post("/small", request));
      assert.deepEqual([answer, events.length], [expected, 0]);
      const chunked = { body: new Blob([request.body]).stream(), duplex: "half" };
      assert.deepEqual(await post("/small", request, chunked), expected);
      assert.deepEqual(await post("/plain", request, { ...chunked, body: new Blob([request.body]).stream() }), ACCEPTED);
    });

    test("the package's own limit of 1 MiB holds where none is set, to the byte", async () => {
      const sized = (bytes) => signed("x".repeat(bytes));
      assert.deepEqual(await post("/plain", sized(1024 * 1024)), ACCEPTED);
      assert.equal((await post("/plain", sized(1024 * 1024 + 1))).body.code, "body_too_large");
    });

    test("a handler that throws is answered 500 without a word of why, and the copy is handled", async () => {
      const request = signed(event("evt_throws"));
      for (const path of ["/plain", "/once"]) {
        broken.add("evt_throws");
        const first = await watch(() => post(path, request));
        assert.deepEqual([first.answer, first.events.length], [FAILED, 1], path);
        assert.deepEqual(first.errors.map((error) => error.message), ["the database is at db.internal:5432"], path);
        broken.clear();
        const second = await watch(() => post(path, request));
        assert.deepEqual([second.answer, second.events.length], [ACCEPTED, 1], path);
      }
      assert.deepEqual(await post("/once", request), DUPLICATE);
    });

    test("a copy that comes while the event is handled is told to come again, and after that is a duplicate", async () => {
      const request = signed(event("evt_busy"));
      const gate = promised();
      gates.set("evt_busy", gate);
      const { answer, events } = await watch(async () => {
        const first = post("/once", request);
        await until(() => calls.some(({ id }) => id === "evt_busy"));
        assert.deepEqual(await post("/once", request), BUSY);
        gate.keep();
        return first;
      });
      assert.deepEqual([answer, events.length], [ACCEPTED, 1]);
      assert.deepEqual(await watch(() => post("/once", request)), { answer: DUPLICATE, events: [], rejects: [], errors: [] });
    });

    test("a sender that hangs up while its event is handled changes nothing: it is handled, and its copy a duplicate", async () => {
      const request = signed(event("evt_gone"));
      const gate = promised();
      gates.set("evt_gone", gate);
      const hangUp = new AbortController();
      const { events } = await watch(async () => {
        const first = post("/once", request, { signal: hangUp.signal }).catch((error) => error.name);
        await until(() => calls.some(({ id }) => id === "evt_gone"));
        hangUp.abort();
        assert.equal(await first, "AbortError");
        // Time for the server to see it.
        await new Promise((resolve) => setTimeout(resolve, 50));
        gate.keep();
        let copy = BUSY;
        await until(async () => (copy = await post("/once", request)).status !== 503);
        assert.deepEqual(copy, DUPLICATE);
      });
      assert.equal(events.length, 1);
    });

    test("of 100 copies at once one is handled", async () => {
      const request = signed(event("evt_parallel"));
      const { answer, events } = await watch(() => Promise.all(Array.from({ length: 100 }, () => post("/once", request))));
      assert.equal(events.length, 1);
      const count = (expected) => answer.filter((one) => JSON.stringify(one) === JSON.stringify(expected)).length;
      assert.equal(count(ACCEPTED), 1);
      assert.equal(count(ACCEPTED) + count(DUPLICATE) + count(BUSY), 100);
    });

    test("without its store no event is handled, and the sender is to come again", async () => {
      const expected = problem("store_unavailable", 503, "A store did not answer or refused.");
      const gone = await watch(() => post("/faulty", signed(event("evt_store"))));
      assert.deepEqual([gone.answer, gone.events.length, gone.errors.map(({ message }) => message)], [expected, 0, ["the store is gone"]]);
      const odd = await watch(() => post("/odd", signed(event("evt_store"))));
      assert.deepEqual([odd.answer, odd.events.length], [expected, 0]);
      assert.deepEqual(odd.errors.map(String), ['TypeError: idempotency.claim returned a boolean: it must return "new", "done" or "busy"']);
    });

    test("what was handled is answered so, even if the mark fails", async () => {
      const { answer, events, errors: told } = await watch(() => post("/forgetful", signed(event("evt_mark"))));
      assert.deepEqual([answer, events.length, told.map(({ message }) => message)], [ACCEPTED, 1, ["the mark failed"]]);
    });

    test("a handler may answer something of its own", async () => {
      const answer = await post("/twiml", signed(event("evt_twiml")));
      assert.deepEqual(answer, { status: 200, type: "text/xml", body: "<Response/>", retryAfter: null });
    });

    test("no answer may be cached or read as something else", async () => {
      const answers = [event("evt_headers"), "forged"].map((body) => fetch(`${server.origin}/plain`, { ...signed(event("evt_headers")), body }));
      answers.push(fetch(`${server.origin}/meta?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${VERIFY_TOKEN}`));
      for (const { headers } of await Promise.all(answers)) {
        assert.deepEqual([headers.get("cache-control"), headers.get("x-content-type-options")], ["no-store", "nosniff"]);
      }
    });
  });
};

/** Listens on a free port of 127.0.0.1. */
export const listen = async (server) => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};
