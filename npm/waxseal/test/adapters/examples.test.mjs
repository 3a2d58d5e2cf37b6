// The examples, run as they stand.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Miniflare } from "miniflare";
import { sign, Verifier } from "waxseal";
import { receive } from "waxseal/express";
import { inMemory } from "waxseal/idempotency";
import { commissionOf, openBook } from "../../examples/commission/commission.mjs";
import { receiveCommissions } from "../../examples/commission/receiver.mjs";
import { OTHER, SECRET } from "../samples.mjs";
import { ACCEPTED, DUPLICATE, event, FAILED, listen, MISMATCH, seen, signed, until } from "./suite.mjs";

const require = createRequire(import.meta.url);
const example = (path) => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));

/** Starts an example's server; `out` is what it printed. */
const start = async (path, env) => {
  const child = spawn(process.execPath, [example(path)], { env: { ...process.env, PORT: "0", ...env } });
  const printed = { out: "", err: "" };
  child.stderr.on("data", (piece) => (printed.err += piece));
  const origin = await new Promise((resolve, reject) => {
    child.stdout.on("data", (piece) => {
      printed.out += piece;
      const match = /listening on (http:\S+)/.exec(printed.out);
      if (match !== null) resolve(match[1]);
    });
    child.on("exit", () => reject(new Error(`${path} ended: ${printed.err}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      child.on("exit", resolve);
      child.kill();
    });
  return { origin, printed, stop };
};

const post = async (url, { headers, body }) => seen(await fetch(url, { method: "POST", headers, body }));

test("the Express example verifies, handles once, refuses, and its other routes parse JSON", async () => {
  const server = await start("express/server.mjs", { STRIPE_SECRET: SECRET });
  try {
    const request = signed(event("evt_1"));
    const hooks = `${server.origin}/hooks/stripe`;
    assert.deepEqual(await post(hooks, request), ACCEPTED);
    assert.deepEqual(await post(hooks, request), DUPLICATE);
    assert.deepEqual(await post(hooks, { ...request, body: "{}" }), MISMATCH);
    const orders = { headers: { "content-type": "application/json" }, body: '{"items":[1,2]}' };
    assert.deepEqual((await post(`${server.origin}/api/orders`, orders)).body, { items: 2 });
    assert.match(server.printed.out, /^evt_1 invoice\.paid \{ id: 'evt_1', type: 'invoice\.paid' \}$/m);
    assert.match(server.printed.err, /127\.0\.0\.1 signature_mismatch: /);
  } finally {
    await server.stop();
  }
});

test("the Worker example, bundled by wrangler, runs in workerd and sends to its queue", async () => {
  const folder = mkdtempSync(join(tmpdir(), "waxseal-worker-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const wrangler = join(require.resolve("wrangler/package.json"), "../bin/wrangler.js");
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: folder };
  execFileSync(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", join(folder, "out")], { cwd: example("worker"), env, stdio: "pipe" });
  const { name, compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags, queues } = JSON.parse(
    readFileSync(join(example("worker"), "wrangler.jsonc"), "utf8"),
  );
  const files = readdirSync(join(folder, "out")).filter((file) => /\.(js|wasm)$/.test(file)).sort();
  assert.deepEqual(files.map((file) => file.replace(/^\w+-/, "")), ["waxseal.wasm", "index.js"]);
  const modules = files
    .sort((a, b) => a.endsWith(".wasm") - b.endsWith(".wasm"))
    .map((path) => ({ type: path.endsWith(".js") ? "ESModule" : "CompiledWasm", path, contents: readFileSync(join(folder, "out", path)) }));
  const received = [];
  const [{ binding, queue }] = queues.producers;
  const reader = {
    name: "reader",
    modules: true,
    compatibilityDate,
    script: 'export default { async queue(batch, env) { for (const { body } of batch.messages) await env.SINK.fetch("http://sink/", { method: "POST", body: JSON.stringify(body) }); } };',
    queueConsumers: { [queue]: { maxBatchTimeout: 0 } },
    serviceBindings: { SINK: async (request) => (received.push(await request.json()), new Response()) },
  };
  const miniflare = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: 0,
    workers: [{ name, compatibilityDate, compatibilityFlags, modules, bindings: { STRIPE_SECRET: SECRET }, queueProducers: { [binding]: queue } }, reader],
  });
  try {
    const origin = String(await miniflare.ready);
    assert.deepEqual(await post(origin, signed(event("evt_1"))), ACCEPTED);
    assert.deepEqual(await post(origin, { ...signed(event("evt_1")), body: "{}" }), MISMATCH);
    await until(() => received.length > 0);
    assert.deepEqual(received, [{ id: "evt_1", type: "invoice.paid", body: event("evt_1") }]);
  } finally {
    await miniflare.dispose();
  }
});

const docs = new URL("../../../../docs/events/", import.meta.url);
const schema = (path) => JSON.parse(readFileSync(new URL(path, docs), "utf8"));
const ajv = addFormats(new Ajv2020({ schemas: [schema("currency.schema.json")] }));
const checks = Object.fromEntries(
  ["payment_completed", "chargeback.filed", "commission.approved", "commission.reversed"].map((type) => [type, ajv.compile(schema(`waxseal/${type}.schema.json`))]),
);

/** Asserts that an event is as the catalog says. */
const checked = (one) => {
  assert.ok(checks[one.type](one), `${one.type}: ${ajv.errorsText(checks[one.type].errors)}`);
  return one;
};

const BASE = { event_timestamp: "2026-05-29T14:21:12Z", schema_version: "1.0", affiliate_id: "aff_7", customer_id: "cus_42", currency: "USD" };
const payment = (id, amount, more = {}) => checked({ id, type: "payment_completed", ...BASE, amount, ...more });
const chargeback = (id, paymentId, amount) => checked({ id, type: "chargeback.filed", ...BASE, amount, payment_id: paymentId });
const delivery = (one, secret = SECRET) => sign({ scheme: "standard-webhooks", secret, id: one.id, body: JSON.stringify(one) });

/** The commission example's receiver at 10.01 %, with what it published. */
const opened = async (publish = () => {}) => {
  const book = openBook(1_001);
  const published = [];
  const verifier = new Verifier({ scheme: "standard-webhooks", secrets: SECRET });
  const take = async (one) => {
    await publish(one);
    published.push(checked(one));
  };
  const server = await listen(createServer(receiveCommissions(verifier, book, take, { idempotency: inMemory(), onError() {} })));
  return { book, published, send: (one) => post(server.origin, delivery(one)), close: server.close };
};

test("a payment pays an integer commission, once however often it comes, and a chargeback takes it back", async () => {
  const { book, published, send, close } = await opened();
  try {
    assert.deepEqual(await send(payment("pay_1", 1_999)), ACCEPTED);
    for (let i = 0; i < 3; i++) assert.deepEqual(await send(payment("pay_1", 1_999)), DUPLICATE);
    // 10.01 % of 19.99 is 2.000999: the fraction of a cent is not paid.
    assert.deepEqual(book.balances("aff_7"), { USD: 200 });
    assert.deepEqual(await send(chargeback("cb_1", "pay_1", -1_999)), ACCEPTED);
    assert.deepEqual(await send(chargeback("cb_1", "pay_1", -1_999)), DUPLICATE);
    assert.deepEqual(book.balances("aff_7"), { USD: 0 });
    assert.deepEqual(
      published.map(({ id, type, amount, commission_id }) => [id, type, amount, commission_id]),
      [
        ["commission_pay_1", "commission.approved", 200, "com_pay_1"],
        ["commission_cb_1", "commission.reversed", -200, "com_pay_1"],
      ],
    );
  } finally {
    await close();
  }
});

test("of 100 copies of a payment at once one pays", async () => {
  const { book, published, send, close } = await opened();
  try {
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(payment("pay_1", 5_000))));
    assert.deepEqual([book.balances("aff_7"), published.length], [{ USD: 500 }, 1]);
    assert.equal(answers.filter(({ body }) => body.status === "accepted").length, 1);
  } finally {
    await close();
  }
});

test("what could not be published is published when the payment comes again, and booked once", async () => {
  let fails = true;
  const { book, published, send, close } = await opened(() => {
    if (fails) throw new Error("the payout system is away");
  });
  try {
    assert.deepEqual(await send(payment("pay_1", 5_000)), FAILED);
    fails = false;
    assert.deepEqual([await send(payment("pay_1", 5_000)), await send(payment("pay_1", 5_000))], [ACCEPTED, DUPLICATE]);
    assert.deepEqual([book.balances("aff_7"), published.length, book.entries.length], [{ USD: 500 }, 1, 1]);
  } finally {
    await close();
  }
});

test("test events pay nobody; what cannot be booked is not answered 2xx", async () => {
  const { book, send, close } = await opened();
  try {
    assert.deepEqual(await send(payment("pay_1", 5_000, { test: true })), ACCEPTED);
    for (const wrong of [
      { ...payment("pay_2", 5_000), amount: 12.5 },
      { ...chargeback("cb_1", "pay_1", -1), amount: 1 },
      { ...chargeback("cb_2", "pay_1", -1), payment_id: undefined },
      { ...payment("pay_3", 1), currency: "usd" },
    ]) {
      assert.deepEqual(await send(wrong), FAILED, wrong.id);
    }
    assert.deepEqual(book.entries, []);
  } finally {
    await close();
  }
});

test("commissions are integers, and parts that are charged back add up to the whole in any order", () => {
  assert.deepEqual([commissionOf(1_999, 1_001), commissionOf(-1_999, 1_001), commissionOf(1, 9_999), commissionOf(0, 1)], [200, -200, 0, 0]);
  // A product beyond what a double holds exactly.
  assert.equal(commissionOf(9_007_199_254_740_991, 3_333), 3_002_099_511_605_172);
  for (const amount of [0.5, Number.NaN, 2 ** 53]) assert.throws(() => commissionOf(amount, 1), RangeError);
  const parts = [1_000, -333, -333, -334];
  for (const order of [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0]]) {
    const book = openBook(1_001);
    for (const index of order) book.enter({ eventId: `e${index}`, paymentId: "p", affiliateId: "a", amount: parts[index], currency: "EUR" });
    assert.deepEqual(book.balances("a"), { EUR: 0 }, String(order));
  }
});

test("the commission example's server sends what it books on, signed", async () => {
  const sent = [];
  const sink = new Verifier({ scheme: "standard-webhooks", secrets: OTHER });
  const origin = await listen(createServer(receive(sink, (verified) => sent.push(verified.json()))));
  const server = await start("commission/server.mjs", { PAYMENTS_SECRET: SECRET, COMMISSIONS_SECRET: OTHER, COMMISSIONS_URL: origin.origin });
  try {
    assert.deepEqual(await post(server.origin, delivery(payment("pay_1", 1_250))), ACCEPTED);
    assert.deepEqual(await post(server.origin, delivery(payment("pay_1", 1_250))), DUPLICATE);
    assert.deepEqual(await post(server.origin, delivery(payment("pay_2", 1_250), OTHER)), MISMATCH);
    assert.deepEqual(sent.map((one) => [checked(one).type, one.amount, one.currency]), [["commission.approved", 125, "USD"]]);
  } finally {
    await server.stop();
    await origin.close();
  }
});
