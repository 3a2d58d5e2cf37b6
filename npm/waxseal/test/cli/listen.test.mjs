import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { sign } from "waxseal";
import { BODY, freePort, listening, OTHER, run, runBeside, SECRET, serve, TOKEN } from "./run.mjs";

const STRIPE = ["--scheme", "stripe", "--secret-env", "SECRET"];

const signed = (body = BODY, more = {}) => sign({ scheme: "stripe", secret: SECRET, body, ...more });

const post = async (url, { headers, body, method = "POST" }) => {
  const answer = await fetch(url, { method, headers, body, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
};

test("a genuine event, its duplicate, another content under its id and a forgery are each answered and told", async () => {
  const receiver = await listening(STRIPE);
  const first = await post(`${receiver.url}/hook?a=1`, signed());
  const second = await post(`${receiver.url}/hook?a=1`, signed());
  const other = await post(`${receiver.url}/hook?a=1`, signed(BODY.replace("1250", "1251")));
  const forged = await post(receiver.url, { ...signed(), body: BODY.replace("1250", "9") });
  const answers = [first, second, other, forged].map(({ status, body }) => [status, JSON.parse(body)]);
  assert.deepEqual(answers, [
    [200, { event: "accepted" }],
    [200, { event: "duplicate" }],
    [200, { event: "conflict" }],
    [401, { code: "signature_mismatch" }],
  ]);
  assert.equal(forged.headers.get("content-type"), "application/problem+json");
  assert.equal(first.headers.get("cache-control"), "no-store");
  assert.equal(await receiver.end(), 0);
  assert.deepEqual(receiver.requests().map(({ outcome, status }) => [outcome, status]), [["accepted", 200], ["duplicate", 200], ["conflict", 200], ["refused", 401]]);
  const [told] = receiver.requests();
  assert.deepEqual(Object.keys(told), ["event", "at", "method", "url", "bytes", "outcome", "status", "id", "type", "timestamp", "headers"]);
  assert.deepEqual([told.method, told.url, told.bytes, told.id, told.type], ["POST", "/hook?a=1", BODY.length, "evt_1", "commission.created"]);
  assert.deepEqual(receiver.events.at(-1), { event: "stopped", counts: { accepted: 1, duplicate: 1, conflict: 1, refused: 1, handshake: 0, failed: 0 } });
});

test("an id that nobody signed does not make a duplicate: the content does", async () => {
  const receiver = await listening(["--scheme", "github", "--secret-env", "SECRET"]);
  const send = (body, id) => {
    const { headers } = sign({ scheme: "github", secret: SECRET, body });
    return post(receiver.url, { headers: { ...headers, "x-github-delivery": id }, body });
  };
  const told = [await send("{}", "1"), await send('{"a":1}', "1"), await send("{}", "2")].map(({ body }) => JSON.parse(body).event);
  assert.deepEqual(told, ["accepted", "accepted", "duplicate"]);
  await receiver.end();
});

test("a token in the query is no part of an event: while it changes, the same event is a duplicate", async () => {
  const receiver = await listening(["--scheme", "token", "--set", "query=key", "--secret-env", "TOKEN", "--secret-env", "OTHER"]);
  const send = (token, query) => fetch(`${receiver.url}/?${query}&key=${encodeURIComponent(token)}`, { method: "POST", body: "{}" }).then((answer) => answer.json());
  assert.deepEqual([await send(TOKEN, "a=1"), await send(OTHER, "a=1"), await send(TOKEN, "a=2")], [{ event: "accepted" }, { event: "duplicate" }, { event: "accepted" }]);
  await receiver.end();
});

test("where a token stands nothing is shown, be it too short to be looked for", async () => {
  const env = { SHORT: "pw~1x" };
  for (const [place, url, headers] of [["header=x-key", "", { "x-key": env.SHORT }], ["query=key", `?key=${encodeURIComponent(env.SHORT)}`, {}]]) {
    const receiver = await listening(["--scheme", "token", "--set", place, "--secret-env", "SHORT"], { env });
    assert.equal((await fetch(`${receiver.url}/${url}`, { method: "POST", headers, body: "{}" })).status, 200);
    await receiver.end();
    assert.ok(!receiver.output().includes("pw~1x"), receiver.output());
    assert.match(receiver.output(), /\[secret\]/);
  }
});

test("handshakes are answered, those of another token are not", async () => {
  const receiver = await listening(["--scheme", "meta", "--secret-env", "SECRET", "--verify-token-env", "TOKEN"]);
  const ask = (token) => fetch(`${receiver.url}/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
  const answer = await ask(TOKEN);
  assert.deepEqual([answer.status, await answer.text()], [200, "1158201444"]);
  const refused = await ask("another");
  assert.equal(refused.status, 401);
  assert.deepEqual(await refused.json(), { code: "token_mismatch" });
  await receiver.end();
  assert.deepEqual(receiver.requests().map(({ outcome, code }) => code ?? outcome), ["handshake", "token_mismatch"]);
  assert.ok(!receiver.output().includes(TOKEN), "the verify token is shown nowhere");
});

test("a new event goes on byte for byte, and the sender is answered what the target answered", async (t) => {
  const got = [];
  const target = await serve(t, (request, response) => {
    got.push(request);
    response.writeHead(202, { "content-type": "text/plain" }).end("taken by the target");
  });
  const receiver = await listening([...STRIPE, "--forward", `${target}/in?b=2`]);
  const event = signed(`${BODY}\r\n\u00e9`);
  const answer = await post(`${receiver.url}/hook?a=1`, { ...event, headers: { ...event.headers, "content-type": "application/json", "x-other": "one" } });
  assert.deepEqual([answer.status, answer.body], [202, "taken by the target"]);
  assert.deepEqual([got[0].method, got[0].url, got[0].body.toString()], ["POST", "/in?b=2&a=1", `${BODY}\r\n\u00e9`]);
  assert.deepEqual(["stripe-signature", "content-type", "x-other", "host"].map((name) => got[0].headers[name]), [event.headers["stripe-signature"], "application/json", "one", new URL(target).host]);
  assert.equal((await post(`${receiver.url}/hook?a=1`, { ...event })).status, 200);
  await post(receiver.url, { ...event, body: "{}" });
  assert.equal(got.length, 1, "neither the duplicate nor the forgery went on");
  await receiver.end();
});

test("an event whose target failed may come again, and counts as done only then", async (t) => {
  const statuses = [500, 200];
  let calls = 0;
  const target = await serve(t, (_, response) => response.writeHead(statuses[calls++]).end());
  const receiver = await listening([...STRIPE, "--forward", target]);
  const answers = [];
  for (let i = 0; i < 3; i++) answers.push((await post(receiver.url, signed())).status);
  assert.deepEqual([answers, calls], [[500, 200, 200], 2]);
  await receiver.end();
  assert.deepEqual(receiver.requests().map(({ outcome }) => outcome), ["failed", "accepted", "duplicate"]);
});

test("a target that is not there is answered 503, so that the sender tries again", async () => {
  const receiver = await listening([...STRIPE, "--forward", `http://127.0.0.1:${await freePort()}/`]);
  const answer = await post(receiver.url, signed());
  assert.deepEqual([answer.status, answer.headers.get("retry-after"), JSON.parse(answer.body)], [503, "5", { code: "internal" }]);
  await receiver.end();
});

test("a copy that comes while the first is in work is answered 503, and goes on only once", async (t) => {
  let calls = 0;
  let go;
  const target = await serve(t, (_, response) => {
    calls++;
    go = () => response.writeHead(200).end();
  });
  const receiver = await listening([...STRIPE, "--forward", target]);
  const first = post(receiver.url, signed());
  while (go === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  const copy = await post(receiver.url, signed());
  assert.deepEqual([copy.status, copy.headers.get("retry-after"), calls], [503, "1", 1]);
  go();
  assert.equal((await first).status, 200);
  await receiver.end();
});

test("--answers tries the sender's retries: in order, the last one stays, and a failed event stays new", async () => {
  const receiver = await listening([...STRIPE, "--answers", "500,429,200"]);
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push((await post(receiver.url, signed())).status);
  assert.deepEqual(answers, [500, 429, 200, 200]);
  assert.equal((await post(receiver.url, { ...signed(), body: "x" })).status, 401, "a forgery uses none of them up");
  await receiver.end();
  assert.deepEqual(receiver.requests().map(({ outcome }) => outcome), ["failed", "failed", "accepted", "duplicate", "refused"]);
});

test("--answers hang leaves the sender waiting", async () => {
  const receiver = await listening([...STRIPE, "--answers", "hang,200"]);
  await assert.rejects(fetch(receiver.url, { method: "POST", ...signed(), signal: AbortSignal.timeout(500) }), { name: "TimeoutError" });
  assert.equal((await post(receiver.url, signed())).status, 200);
  await receiver.end();
  assert.deepEqual(receiver.requests().map(({ outcome, status }) => [outcome, status]), [["failed", "hang"], ["accepted", 200]]);
});

test("it shows that it is alive by asking itself, and whether the target takes connections", async (t) => {
  const target = await serve(t, (_, response) => response.end());
  const receiver = await listening([...STRIPE, "--forward", target, "--heartbeat", "1"]);
  const alive = await receiver.event(({ event }) => event === "alive");
  assert.deepEqual(alive, { event: "alive", ok: true, counts: { accepted: 0, duplicate: 0, conflict: 0, refused: 0, handshake: 0, failed: 0 }, forwardReachable: true });
  const answer = await fetch(`${receiver.url}/.waxseal/alive`);
  assert.deepEqual(await answer.json(), { alive: true, counts: alive.counts });
  await receiver.end();
  const without = await listening([...STRIPE, "--forward", `http://127.0.0.1:${await freePort()}`, "--heartbeat", "1"]);
  assert.equal((await without.event(({ event }) => event === "alive")).forwardReachable, false);
  await without.end();
});

test("a body that is too large is refused, and a sender that hangs up is no fault of others", async () => {
  const receiver = await listening(STRIPE);
  const large = await post(receiver.url, { headers: {}, body: "x".repeat(1024 * 1024 + 1) });
  assert.deepEqual([large.status, JSON.parse(large.body)], [413, { code: "body_too_large" }]);
  const socket = connect(Number(new URL(receiver.url).port), "127.0.0.1", () => {
    socket.write("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf");
    setTimeout(() => socket.destroy(), 50);
  });
  await receiver.event(({ outcome }) => outcome === "failed");
  assert.equal((await post(receiver.url, signed())).status, 200);
  await receiver.end();
});

test("--requests ends it, with status 1 if one was refused", async () => {
  const clean = await listening([...STRIPE, "--requests", "1"]);
  await post(clean.url, signed());
  assert.equal(await clean.closed, 0);
  const refused = await listening([...STRIPE, "--requests", "2"]);
  await post(refused.url, signed());
  await post(refused.url, { headers: {}, body: "" });
  assert.equal(await refused.closed, 1);
});

test("a port that is taken is status 4 and says what to do", async (t) => {
  const { port } = new URL(await serve(t, (_, response) => response.end()));
  const { status, stderr } = await runBeside(["listen", ...STRIPE, "--port", port]);
  assert.equal(status, 4);
  assert.equal(stderr, `network: port ${port} is taken: --port 0 takes a free one\n`);
});

test("a person sees each request with its verdict, the body laid out, and of signatures the beginning alone", async () => {
  const port = await freePort();
  const child = runBeside(["listen", ...STRIPE, "--port", String(port), "--requests", "2"]);
  await answering(child, port);
  const event = signed();
  await post(`http://127.0.0.1:${port}/hook`, { ...event, headers: { ...event.headers, authorization: `Bearer ${TOKEN}` } });
  await post(`http://127.0.0.1:${port}/`, { headers: { "x-evil": "a" }, body: "\u001b[2Jgone" });
  const { stdout } = await child;
  const tag = /v1=(\w+)/.exec(event.headers["stripe-signature"])[1];
  assert.match(stdout, /POST \/hook → 200 accepted id evt_1 commission\.created\n/);
  assert.match(stdout, new RegExp(`stripe-signature: t=\\d+,v1=${tag.slice(0, 6)}…\\n`));
  assert.ok(!stdout.includes(tag.slice(0, 12)));
  assert.match(stdout, /authorization: \[secret\]\n/);
  assert.match(stdout, /\n {4}\{\n {6}"id": "evt_1",\n/);
  assert.match(stdout, /POST \/ → 401 refused signature_missing /);
  assert.match(stdout, /\n {4}\\x1b\[2Jgone\n/, "an escape sequence of the sender does not reach the terminal");
  assert.ok(!stdout.includes("\u001b"));
  assert.match(stdout, /\nstopped: 1 accepted, 1 refused; the last request /);
});

/** Waits until a receiver answers on a port. */
const answering = async (child, port) => {
  let ended = false;
  void child.then(() => (ended = true));
  while (!ended) {
    const answer = await fetch(`http://127.0.0.1:${port}/.waxseal/alive`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error((await child).all);
};

const wrong = {
  "an answer that is none": [[...STRIPE, "--answers", "500,later"], 2, /--answers must be statuses from 200 to 599, or hang/],
  "a port that is none": [[...STRIPE, "--port", "70000"], 2, /--port must be a whole number from 0 to 65535/],
  "a forward target that is none": [[...STRIPE, "--forward", "localhost:3000"], 2, /--forward must begin with http/],
  "a verify token that is not set": [[...STRIPE, "--verify-token-env", "NOT_SET"], 3, /--verify-token-env names is not set/],
  "a URL for a scheme that signs none": [[...STRIPE, "--url", "https://a.test"], 3, /stripe does not sign the URL/],
};
for (const [name, [words, status, message]] of Object.entries(wrong)) {
  test(`${name} ends with status ${status}`, () => {
    const result = run(["listen", ...words]);
    assert.equal(result.status, status);
    assert.match(result.stderr, message);
  });
}
