/** The life of a request in real workerd: what the sender is told, what the origin gets. */
import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { READ_TOKEN, freshFolder, signed, startOrigin, startWorker, until } from "./harness.mjs";
import { parseVars } from "../../worker/local.mjs";

const vars = {
  HOOK_SECRET: randomBytes(32).toString("hex"),
  CRM_SECRET: `whsec_${randomBytes(32).toString("base64")}`,
};

/** One source of AffiliateBase, one origin with quick retries. */
function configuration(url, more = {}) {
  return {
    sources: { shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"], ...more.source } },
    origins: { crm: { url, events: ["*"], secrets: ["CRM_SECRET"], retry: ["100ms", "200ms", "400ms"], timeout: "1s", ...more.origin } },
    insecure_origins: true,
  };
}

let number = 0;
/** A signed AffiliateBase event; each call makes a new id. */
function event(fields = {}) {
  number += 1;
  const body = JSON.stringify({ id: `evt_${number}`, type: "commission.created", occurred_at: "2026-11-21T08:00:00Z", data: { amount_cents: 1_250 }, ...fields });
  return sealed(body, JSON.parse(body).id);
}

async function sealed(body, id) {
  const { headers } = await signed({ scheme: "affiliatebase", secret: vars.HOOK_SECRET, body, id, timestamp: new Date() });
  return { method: "POST", headers, body };
}

let origin;
let worker;
before(async () => {
  origin = await startOrigin();
  worker = await startWorker({ config: configuration(origin.url), vars });
});
after(async () => {
  await worker.stop();
  await origin.stop();
});

const ofEvent = (request, list = origin.received) => {
  const id = JSON.parse(request.body).id;
  return list.filter((received) => received.headers["waxseal-event-id"] === id);
};

test("an accepted event reaches the origin byte for byte, under a Standard Webhooks signature", async () => {
  const request = await event({ note: "ü \u2028 \\u00fc" });
  const answer = await worker.send(request, "/in/shop");
  assert.equal(answer.status, 200);
  assert.equal(answer.json().status, "accepted");
  const [received] = await until("delivery", () => ofEvent(request).length > 0 && ofEvent(request));
  assert.equal(received.method, "POST");
  assert.deepEqual(received.body, Buffer.from(request.body));
  const { headers } = received;
  assert.match(headers["webhook-id"], /^wx_[A-Za-z0-9_-]{43}$/);
  assert.equal(headers["webhook-id"], answer.json().id);
  assert.equal(headers["waxseal-source"], "shop");
  assert.equal(headers["waxseal-event-type"], "commission.created");
  assert.equal(headers["waxseal-attempt"], "1");
  const message = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${request.body}`;
  const key = Buffer.from(vars.CRM_SECRET.slice("whsec_".length), "base64");
  const expected = createHmac("sha256", key).update(message).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${expected}`);
});

test("the same event again is a duplicate, and the origin does not get it twice", async () => {
  const request = await event();
  assert.equal((await worker.send(request, "/in/shop")).json().status, "accepted");
  await until("delivery", () => ofEvent(request).length === 1);
  for (let copy = 0; copy < 3; copy += 1) {
    const answer = await worker.send(request, "/in/shop");
    assert.equal(answer.status, 200);
    assert.equal(answer.json().status, "duplicate");
  }
  assert.equal(ofEvent(request).length, 1);
});

test("a forged event gets its code, and nothing is stored or sent", async () => {
  const request = await event();
  const logged = (await worker.events()).length;
  const answer = await worker.send({ ...request, body: request.body.replace("1250", "9950") }, "/in/shop");
  assert.equal(answer.status, 401);
  assert.equal(answer.json().code, "signature_mismatch");
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal((await worker.events()).length, logged);
  assert.equal(ofEvent(request).length, 0);
});

test("/try gives the verdict and stores nothing", async () => {
  const request = await event();
  const logged = (await worker.events()).length;
  assert.equal((await worker.send(request, "/try/shop")).status, 200);
  assert.equal((await worker.send({ ...request, body: "{}" }, "/try/shop")).json().code, "signature_mismatch");
  assert.equal((await worker.events()).length, logged);
  assert.equal(ofEvent(request).length, 0);
});

test("a sender that hangs up after its last byte changes nothing", async () => {
  const request = await event();
  const { hostname, port } = new URL(worker.url);
  const head = Object.entries({ ...request.headers, "content-length": Buffer.byteLength(request.body) })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(`POST /in/shop HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${head}\r\n${request.body}`, () => socket.destroy());
  const [received] = await until("delivery", () => ofEvent(request).length > 0 && ofEvent(request));
  assert.deepEqual(received.body, Buffer.from(request.body));
  assert.equal((await worker.send(request, "/in/shop")).json().status, "duplicate");
});

test("1 MiB is taken, one byte more is 413, with and without a length", async () => {
  const cap = 1024 * 1024;
  const frame = JSON.stringify({ id: "evt_big", type: "commission.created", pad: "" });
  const exact = frame.replace('"pad":""', `"pad":"${"x".repeat(cap - frame.length)}"`);
  assert.equal(Buffer.byteLength(exact), cap);
  const taken = await sealed(exact, "evt_big");
  assert.equal((await worker.send(taken, "/in/shop")).status, 200);
  const over = await sealed(`${exact} `, "evt_over");
  const refused = await worker.send(over, "/in/shop");
  assert.equal(refused.status, 413);
  assert.equal(refused.json().code, "body_too_large");
  const chunked = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from(over.body));
      controller.close();
    },
  });
  const response = await fetch(`${worker.url}/in/shop`, { method: "POST", headers: over.headers, body: chunked, duplex: "half" });
  assert.equal(response.status, 413);
  assert.equal((await worker.send(await event(), "/in/shop")).status, 200);
});

test("an unknown source is 404 and a wrong method 405, each with its code", async () => {
  const unknown = await worker.send(await event(), "/in/nobody");
  assert.deepEqual([unknown.status, unknown.json().code], [404, "source_unknown"]);
  const put = await worker.send({ ...(await event()), method: "PUT" }, "/in/shop");
  assert.deepEqual([put.status, put.json().code, put.headers.get("allow")], [405, "method_not_allowed", "POST"]);
  const health = await fetch(`${worker.url}/health`, { method: "POST" });
  assert.deepEqual([health.status, (await health.json()).code], [405, "method_not_allowed"]);
});

test("the read API is closed without its token", async () => {
  for (const authorization of [undefined, "Bearer ", `Bearer ${READ_TOKEN}x`, READ_TOKEN, "Basic abc"]) {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${worker.url}/api/events`, { headers });
    assert.equal(response.status, 401, String(authorization));
  }
  const answer = await fetch(`${worker.url}/api/events`, { headers: { authorization: `Bearer ${READ_TOKEN}` } });
  assert.equal(answer.status, 200);
});

test("the page and /health answer", async () => {
  const page = await fetch(`${worker.url}/`);
  assert.equal(page.status, 200);
  const policy = page.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  const [, script] = /<script>([^]*?)<\/script>/.exec(await page.text());
  const hash = createHash("sha256").update(script).digest("base64");
  assert.ok(policy.includes(`'sha256-${hash}'`), `the page's script is not the one that its policy admits: ${hash}`);
  const health = await fetch(`${worker.url}/health`);
  assert.equal(health.status, 200);
});

for (const kv of ["stale", "failing", "hanging"]) {
  test(`with a ${kv} KV events are accepted, delivered and recognised as duplicates, and soon`, async () => {
    const other = await startWorker({ config: configuration(origin.url), vars, kv });
    try {
      const request = await event();
      const began = Date.now();
      assert.equal((await other.send(request, "/in/shop")).json().status, "accepted");
      assert.equal((await other.send(request, "/in/shop")).json().status, "duplicate");
      assert.ok(Date.now() - began < 2_000, `took ${Date.now() - began} ms`);
      await until("delivery", () => ofEvent(request).length === 1);
    } finally {
      await other.stop();
    }
  });
}

test("an invalid configuration closes intake and health with 503 config_invalid", async () => {
  const bad = await startWorker({ config: configuration("http://127.0.0.1:1/", { origin: { events: [] } }), vars });
  try {
    const answer = await bad.send(await event(), "/in/shop");
    assert.deepEqual([answer.status, answer.json().code], [503, "config_invalid"]);
    const health = await fetch(`${bad.url}/health`);
    assert.deepEqual([health.status, (await health.json()).code], [503, "config_invalid"]);
  } finally {
    await bad.stop();
  }
});

test("the example configuration is valid with the secrets that .dev.vars.example names", async () => {
  const file = (name) => readFile(new URL(`../../worker/${name}`, import.meta.url), "utf8");
  const names = Object.keys(parseVars(await file(".dev.vars.example")));
  const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("base64")]));
  const example = await startWorker({ config: await file("waxseal.jsonc"), vars: secrets });
  try {
    const health = await fetch(`${example.url}/health`);
    assert.equal(health.status, 200);
    assert.deepEqual([(await health.json()).sources], [3]);
  } finally {
    await example.stop();
  }
});

const failures = {
  "answers 500": () => ({ status: 500, body: "down" }),
  "breaks the connection": () => "reset",
  "does not answer": () => "hang",
  "answers 500 with 10 MB": () => ({ status: 500, body: Buffer.alloc(10 * 1024 * 1024, 0x78) }),
};
for (const [failure, answer] of Object.entries(failures)) {
  test(`an origin that ${failure} once gets the event by a retry, under the same webhook-id`, async () => {
    const flaky = await startOrigin((request) => (request.number === 1 ? answer() : { status: 200 }));
    const other = await startWorker({ config: configuration(flaky.url), vars });
    try {
      const request = await event();
      assert.equal((await other.send(request, "/in/shop")).status, 200);
      await until("the second attempt", () => flaky.received.length === 2, 15_000);
      const [first, second] = flaky.received;
      assert.equal(first.headers["webhook-id"], second.headers["webhook-id"]);
      assert.deepEqual([first.headers["waxseal-attempt"], second.headers["waxseal-attempt"]], ["1", "2"]);
      assert.deepEqual(second.body, Buffer.from(request.body));
      const [logged] = await until("the end state", async () => {
        const list = await other.events();
        return list.some((event) => event.deliveries.every((delivery) => delivery.state === "delivered")) && list;
      });
      assert.equal(logged.deliveries[0].attempts.length, 2);
    } finally {
      await other.stop();
      await flaky.stop();
    }
  });
}

test("a redirect is not followed and ends the delivery as dead", async () => {
  const elsewhere = await startOrigin();
  const moved = await startOrigin(() => ({ status: 302, headers: { location: elsewhere.url } }));
  const other = await startWorker({ config: configuration(moved.url), vars });
  try {
    await other.send(await event(), "/in/shop");
    await until("the end state", async () => (await other.events()).some((event) => event.deliveries[0]?.state === "dead"));
    assert.equal(moved.received.length, 1);
    assert.equal(elsewhere.received.length, 0);
  } finally {
    await other.stop();
    await Promise.all([moved.stop(), elsewhere.stop()]);
  }
});

test("what is pending goes on after a restart on the same disk", async () => {
  const folder = await freshFolder();
  let isDown = true;
  const flaky = await startOrigin(() => ({ status: isDown ? 503 : 200 }));
  const config = configuration(flaky.url, { origin: { retry: ["1s", "1s", "1s", "1s", "1s", "1s"] } });
  try {
    const first = await startWorker({ config, vars, persist: folder.path });
    const request = await event();
    await first.send(request, "/in/shop");
    await until("the first attempt", () => flaky.received.length === 1);
    await first.stop();
    isDown = false;
    const second = await startWorker({ config, vars, persist: folder.path });
    try {
      await until("the delivery", () => flaky.received.length >= 2, 20_000);
      assert.deepEqual(flaky.received.at(-1).body, Buffer.from(request.body));
      assert.equal((await second.send(request, "/in/shop")).json().status, "duplicate");
    } finally {
      await second.stop();
    }
  } finally {
    await flaky.stop();
    await folder.remove();
  }
});

test("the cron pokes every ledger without harm, and /health says how long ago that was", async () => {
  const age = async () => (await (await fetch(`${worker.url}/health`)).json()).cron.age_seconds;
  assert.equal(await age(), null);
  const runner = await worker.mf.getWorker();
  const result = await runner.scheduled({ cron: "* * * * *" });
  assert.equal(result.outcome, "ok");
  const seconds = await age();
  assert.ok(Number.isInteger(seconds) && seconds < 30, `${seconds} s`);
});
