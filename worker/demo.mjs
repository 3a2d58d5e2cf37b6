/**
 * The demonstration of `cargo xtask dev`: what is sent, what is promised, and whether it was kept.
 *
 * Events are signed by the npm package, origins are real servers on loopback, and end states are
 * read from the event log of the Worker itself; nothing in the table is assumed.
 */
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { load } from "../npm/load.mjs";

/** The secrets of one demonstration, new in each. */
export function demoSecrets() {
  const names = ["AFFILIATEBASE_SECRET", "TRACK360_SECRET", "POSTBACK_TOKEN", "CRM_SECRET", "WAREHOUSE_SECRET", "FINANCE_SECRET", "WAXSEAL_READ_TOKEN"];
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("hex")]));
}

/** Starts crm (which answers 500 to the first conversion), warehouse and finance. */
export async function startDemoOrigins() {
  let hasFailed = false;
  const failsOnce = (request) => {
    const fails = !hasFailed && String(request.headers["waxseal-event-type"]).startsWith("conversion.");
    if (fails) hasFailed = true;
    return fails ? 500 : 200;
  };
  return {
    crm: await startOrigin(failsOnce),
    warehouse: await startOrigin(() => 200),
    finance: await startOrigin(() => 200),
  };
}

async function startOrigin(statusOf) {
  const received = [];
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => {
      const request = { headers: incoming.headers, body: Buffer.concat(chunks) };
      received.push(request);
      const status = statusOf(request);
      outgoing.writeHead(status, { "content-type": "text/plain" });
      outgoing.end(status === 200 ? "thanks" : "down for a moment");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    received,
    stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}

/**
 * What is sent, in order, and what is promised for it.
 *
 * `promise.deliveries` holds for each origin the status of each attempt, in order; an origin that
 * is not named there must not get the event. `null`: nothing new may be stored or sent.
 */
function steps(sign, secrets) {
  const run = randomBytes(4).toString("hex");
  const affiliatebase = (event, { at = Date.now(), change = (body) => body } = {}) => {
    const body = JSON.stringify(event);
    const request = sign({ scheme: "affiliatebase", secret: secrets.AFFILIATEBASE_SECRET, body, id: event.id, timestamp: new Date(at) });
    return { path: "/in/affiliatebase", method: "POST", headers: { "content-type": "application/json", ...request.headers }, body: change(body) };
  };
  const commission = (amount) => ({
    id: `evt_${run}_1`,
    type: "commission.created",
    occurred_at: "2026-11-21T08:00:00Z",
    data: { id: "com_1", affiliate_id: "aff_7", amount_cents: amount, currency: "EUR" },
  });
  const payout = (id) => ({
    id,
    type: "payout.paid",
    occurred_at: "2026-11-21T08:00:00Z",
    data: { id: "pay_1", affiliate_id: "aff_7", amount_cents: 100_00, currency: "EUR" },
  });
  const track360 = (event) => {
    const body = JSON.stringify(event);
    const request = sign({ scheme: "track360", header: "x-track360-signature", encoding: "hex", secret: secrets.TRACK360_SECRET, body });
    return { path: "/in/track360", method: "POST", headers: { "content-type": "application/json", ...request.headers }, body };
  };
  const postback = () => {
    const query = new URLSearchParams({ event: "referral.converted", click_id: `clk_${run}`, txid: "tx-1" });
    const url = `/in/postback?${query}`;
    const request = sign({ scheme: "token", query: "token", secret: secrets.POSTBACK_TOKEN, url, body: "" });
    return { path: request.url, method: "GET", headers: {} };
  };
  const delivered = (...origins) => Object.fromEntries(origins.map((origin) => [origin, [200]]));
  return [
    { sent: "affiliatebase commission.created", request: () => affiliatebase(commission(12_50)), promise: { status: 200, code: "accepted", deliveries: delivered("finance", "warehouse") } },
    { sent: "the same again", request: () => affiliatebase(commission(12_50)), promise: { status: 200, code: "duplicate", deliveries: null } },
    { sent: "the same id, another amount", request: () => affiliatebase(commission(99_99)), promise: { status: 200, code: "conflict", deliveries: null } },
    { sent: "payout.paid, one byte changed", request: () => affiliatebase(payout(`evt_${run}_2`), { change: (body) => body.replace("10000", "90000") }), promise: { status: 401, code: "signature_mismatch", deliveries: null } },
    { sent: "payout.paid, an hour old", request: () => affiliatebase(payout(`evt_${run}_3`), { at: Date.now() - 3_600_000 }), promise: { status: 401, code: "timestamp_stale", deliveries: null } },
    { sent: "track360 conversion.qualified (crm fails once)", request: () => track360({ event_id: `t360_${run}`, type: "conversion.qualified", schema_version: "1.0", data: { affiliate_id: "aff_7" } }), promise: { status: 200, code: "accepted", deliveries: { crm: [500, 200], warehouse: [200] } } },
    { sent: "GET postback referral.converted", request: postback, promise: { status: 200, code: "accepted", deliveries: delivered("crm", "warehouse") } },
    { sent: "the same postback again", request: postback, promise: { status: 200, code: "duplicate", deliveries: null } },
    { sent: "commission.created, test event", request: () => affiliatebase({ ...commission(1), id: `evt_${run}_4`, test: true }), promise: { status: 200, code: "accepted", deliveries: delivered("warehouse") } },
  ];
}

/**
 * Sends everything, waits for the end states, and compares.
 *
 * @param {object} demo
 * @param {string} demo.url the Worker
 * @param {Record<string, string>} demo.secrets of {@link demoSecrets}
 * @param {Record<string, { received: object[] }>} demo.origins of {@link startDemoOrigins}
 * @param {(line: string) => void} [demo.say] told about progress
 * @returns {Promise<{ rows: object[], kept: boolean }>}
 */
export async function runDemo({ url, secrets, origins, say = () => {} }) {
  const { sign } = await load("waxseal");
  const rows = [];
  for (const step of steps(sign, secrets)) {
    const before = count(origins);
    const answer = await send(url, step.request());
    say(`sent ${step.sent}: ${answer.status} ${answer.code}`);
    const isNew = step.promise.deliveries !== null;
    const event = isNew ? await settled(url, secrets, answer.id) : undefined;
    // What must not be sent shows only with time: a delivery starts within milliseconds of its answer.
    if (!isNew) await sleep(300);
    rows.push(compare(step, answer, event, difference(before, count(origins))));
  }
  return { rows, kept: rows.every((row) => row.broken.length === 0) };
}

async function send(url, { path, method, headers, body }) {
  const response = await fetch(new URL(path, url), { method, headers, body });
  const answer = await response.json().catch(() => ({}));
  return { status: response.status, code: answer.code ?? answer.status ?? "", id: answer.id };
}

/** Waits until nothing of the event is open any more, and returns what the event log says of it. */
async function settled(url, secrets, id) {
  const headers = { authorization: `Bearer ${secrets.WAXSEAL_READ_TOKEN}` };
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
    const response = await fetch(new URL(`/api/events/${id}`, url), { headers });
    if (response.status !== 200) continue;
    const event = (await response.json()).events.find((revision) => revision.id === id);
    if (event?.deliveries.every((delivery) => !["pending", "delivering"].includes(delivery.state))) return event;
  }
  return undefined;
}

/** Puts promise and observation side by side; `broken` lists what differs, in words. */
function compare(step, answer, event, received) {
  const { promise } = step;
  const broken = [];
  const check = (what, seen, promised) => {
    if (JSON.stringify(seen) !== JSON.stringify(promised)) broken.push(`${what}: promised ${JSON.stringify(promised)}, seen ${JSON.stringify(seen)}`);
  };
  check("answer", answer.status, promise.status);
  check("code", answer.code, promise.code);
  const attempts = sorted(Object.fromEntries((event?.deliveries ?? []).map((delivery) => [delivery.origin, delivery.attempts.map(written)])));
  check("delivery log", attempts, sorted(promise.deliveries ?? {}));
  check("end states", [...new Set((event?.deliveries ?? []).map((delivery) => delivery.state))], promise.deliveries === null ? [] : ["delivered"]);
  const calls = Object.fromEntries(Object.entries(promise.deliveries ?? {}).map(([origin, list]) => [origin, list.length]));
  check("calls at the origins", received, sorted(calls));
  return {
    sent: step.sent,
    answer: String(answer.status),
    code: answer.code,
    deliveries: Object.entries(attempts).map(([origin, list]) => `${origin} ${list.join(" → ")}`),
    states: (event?.deliveries ?? []).map((delivery) => `${delivery.origin} ${delivery.state}`).sort(),
    broken,
  };
}

/** An attempt in one word: its status, or why there is none. */
function written(attempt) {
  return attempt.outcome?.status ?? attempt.outcome?.received ?? "unknown";
}

function count(origins) {
  return Object.fromEntries(Object.entries(origins).map(([name, origin]) => [name, origin.received.length]));
}

function difference(before, after) {
  const changed = Object.entries(after).map(([name, number]) => [name, number - before[name]]);
  return sorted(Object.fromEntries(changed.filter(([, number]) => number > 0)));
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sleep(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** Writes the rows as a table. */
export function writeTable(rows) {
  const head = ["sent", "answer", "code", "attempts", "end state", "as promised"];
  const lines = rows.map((row) => [
    row.sent,
    row.answer,
    row.code,
    row.deliveries.join(", ") || "none",
    row.states.join(", ") || "nothing new",
    row.broken.length === 0 ? "yes" : "NO",
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
  const write = (cells) => cells.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const broken = rows.flatMap((row) => row.broken.map((difference) => `${row.sent}: ${difference}`));
  return [write(head), rule, ...lines.map(write), ...(broken.length > 0 ? ["", ...broken] : [])].join("\n");
}
