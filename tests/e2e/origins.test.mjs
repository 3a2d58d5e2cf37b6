/** What origins get that take no event as it came: postbacks, Slack messages, and only what they asked for. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { load } from "../../npm/load.mjs";
import { READ_TOKEN, startOrigin, until } from "./harness.mjs";
import { newSecret, postback } from "./senders.mjs";
import { openStage, quietMoment } from "./stage.mjs";

const REDIRECTS = [301, 302, 303, 307, 308];

const vars = {
  POSTBACK_TOKEN: newSecret(),
  TRACKER_KEY: ["key", "of", newSecret()].join("/"),
  SLACK_PATH: ["services", "T00000000", newSecret()].join("/"),
};

let tracker;
let elsewhere;
let stage;
let log = "";
const undo = [];
before(async () => {
  elsewhere = await startOrigin();
  undo.push(() => elsewhere.stop());
  tracker = await startOrigin(answerOf);
  undo.push(() => tracker.stop());
  vars.SLACK_URL = `${tracker.url}${vars.SLACK_PATH}`;
  const plain = { url: undefined, secrets: undefined };
  const values = "cid={/data/click_id}&payout={/data/amount_cents|major:/data/currency}";
  const origins = {
    get: { ...plain, events: ["case.get", "case.both"], postback: `${tracker.url}pb?${values}` },
    post: { ...plain, events: ["case.post", "case.both"], method: "POST", postback: `${tracker.url}form?${values}` },
    again: { ...plain, events: ["sale"], postback: `${tracker.url}again?cid={/click_id}&sub={/sub 1}` },
    keyed: { ...plain, events: ["case.echo"], postback: `${tracker.url}echo/{secret:TRACKER_KEY}?key={secret:TRACKER_KEY}&id={/id}`, headers: { authorization: "Bearer {secret:TRACKER_KEY}" } },
    lost: { ...plain, events: ["case.lost"], postback: "http://127.0.0.1:1/{secret:TRACKER_KEY}", retry: [] },
    moved: { ...plain, events: ["case.moved"], postback: `${tracker.url}moved/{/data/status}` },
    team: { ...plain, events: ["case.slack"], format: "slack", url: "{secret:SLACK_URL}", text: "Payout {/data/id} of {/data/amount_cents|major:EUR} EUR failed: {/data/reason}" },
    finance: { events: ["case.where"], where: { "/data/currency": "EUR", "/data/state": ["approved", "paid"], "/data/amount_cents": { min: 1_000, max: 99_999 }, "/data/void": { exists: false } } },
    many: { events: ["case.method"], method: "PUT" },
  };
  const sources = {
    shop: { scheme: "affiliatebase", secrets: ["HOOK_SECRET"] },
    postback: { scheme: "token", query: "token", secrets: ["POSTBACK_TOKEN"], methods: ["GET"], type: "query:event" },
  };
  stage = await openStage({ after: (step) => undo.unshift(step) }, { sources, origins, vars, log: (text) => { log += text; } });
});
after(async () => { for (const step of undo) await step(); });

function answerOf(request) {
  const [, path, rest] = request.url.split(/[/?]/);
  if (path === "moved") return { status: Number(rest), headers: { location: elsewhere.url } };
  // As Express answers what it has no route for, and a debugging proxy tells what it got.
  if (path === "echo") return { status: 404, body: `<pre>Cannot GET ${request.url}</pre> ${decodeURIComponent(request.url)} ${request.headers.authorization}` };
  if (path === "services") return { status: 200, body: "ok" };
  return { status: 200 };
}

const receivedBy = (path) => tracker.received.filter((request) => request.url.startsWith(`/${path}`));

/** Sends an event of this kind, waits for its end and returns its deliveries. */
async function deliver(kind, id, data) {
  const answer = await stage.sendEvent(id, { type: `case.${kind}`, data });
  assert.equal(answer.status, 200);
  return (await stage.settled(id)).deliveries;
}

test("a postback by GET has the event in its URL, money in major units, and no body", async () => {
  const [delivery] = await deliver("get", "evt_get", { click_id: "a b&c=d/\u00fc" });
  assert.equal(delivery.state, "delivered");
  const [request] = receivedBy("pb");
  assert.equal(request.method, "GET");
  assert.equal(request.url, "/pb?cid=a%20b%26c%3Dd%2F%C3%BC&payout=12.50");
  assert.equal(request.body.length, 0);
  assert.equal(request.headers["content-type"], undefined);
  assert.equal(request.headers["idempotency-key"], request.headers["webhook-id"]);
  assert.deepEqual(Object.keys(request.headers).filter((name) => name.includes("original") || name.includes("signature")), []);
});

test("a postback by POST has the query as its form", async () => {
  const [delivery] = await deliver("post", "evt_post", { click_id: "a b&c", currency: "JPY" });
  assert.equal(delivery.state, "delivered");
  const [request] = receivedBy("form");
  assert.deepEqual([request.method, request.url, request.headers["content-type"]], ["POST", "/form", "application/x-www-form-urlencoded"]);
  assert.equal(request.body.toString(), "cid=a%20b%26c&payout=1250");
  assert.equal(new URLSearchParams(request.body.toString()).get("cid"), "a b&c");
});

test("a postback that came by GET goes out as another one", async () => {
  const answer = await stage.send(postback(vars.POSTBACK_TOKEN, { event: "sale", click_id: "c 1", "sub 1": "x&y" }));
  assert.deepEqual([answer.status, answer.json().status], [200, "accepted"]);
  const [request] = await until("the postback", () => receivedBy("again").length > 0 && receivedBy("again"));
  assert.equal(request.url, "/again?cid=c%201&sub=x%26y");
  assert.ok(!JSON.stringify(request.rawHeaders).includes(vars.POSTBACK_TOKEN));
});

test("a missing pointer is a dead letter with its cause, at once, and nothing is sent", async () => {
  const before = tracker.received.length;
  const deliveries = await deliver("both", "evt_missing", { click_id: undefined });
  assert.deepEqual(deliveries.map(({ state, cause }) => [state, cause]), Array(2).fill(["dead", { template_missing: { path: "/data/click_id", problem: "absent" } }]));
  // One attempt: had its lease run out, the alarm would have made another.
  assert.deepEqual(deliveries.map(({ attempts }) => attempts.map(({ outcome }) => outcome?.received)), [["unsent"], ["unsent"]]);
  await quietMoment();
  assert.equal(tracker.received.length, before);
});

test("a Slack message is JSON with an escaped text, at a URL that is a secret", async () => {
  const [delivery] = await deliver("slack", "evt_slack", { id: "po_<!channel>", reason: "A & B\nPayout approved" });
  assert.equal(delivery.state, "delivered");
  const [request] = receivedBy("services");
  assert.equal(request.url, `/${vars.SLACK_PATH}`);
  assert.deepEqual([request.method, request.headers["content-type"]], ["POST", "application/json"]);
  assert.deepEqual(JSON.parse(request.body), { text: "Payout po_&lt;!channel&gt; of 12.50 EUR failed: A &amp; B Payout approved" });
});

test("a filter lets through what meets all of it, and the rest is kept as unrouted", async () => {
  const met = { state: "paid", amount_cents: 1_000 };
  await deliver("where", "evt_met", met);
  assert.equal(stage.received("evt_met", "finance").length, 1);
  const unmet = { usd: { ...met, currency: "USD" }, open: { ...met, state: "open" }, little: { ...met, amount_cents: 999.99 }, void: { ...met, void: null }, absent: { ...met, state: undefined } };
  for (const [name, data] of Object.entries(unmet)) {
    const answer = await stage.sendEvent(`evt_${name}`, { type: "case.where", data });
    assert.deepEqual([answer.status, answer.json().status], [200, "unrouted"], name);
  }
  await quietMoment();
  assert.equal(stage.origins.finance.received.length, 1);
});

test("an origin that echoes a secret does not bring it into the delivery log or any log", async () => {
  const [delivery] = await deliver("echo", "evt_echo");
  assert.deepEqual([delivery.state, delivery.cause], ["dead", { status: 404 }]);
  const [request] = receivedBy("echo");
  assert.ok(request.url.includes(encodeURIComponent(vars.TRACKER_KEY)), "it was sent");
  assert.match(delivery.attempts[0].outcome.body, /Cannot GET .*\[secret\]/);
  await deliver("lost", "evt_lost");
  await deliver("slack", "evt_slack_2", { id: "po_2", reason: "x" });
  const response = await fetch(new URL("/api/events", stage.worker.url), { headers: { authorization: `Bearer ${READ_TOKEN}` } });
  const shown = (await response.text()) + log;
  assert.ok(shown.includes("evt_echo"));
  for (const name of ["TRACKER_KEY", "SLACK_PATH"]) {
    for (const spelling of [vars[name], encodeURIComponent(vars[name]), vars[name].split("/").at(-1)]) {
      assert.ok(!shown.includes(spelling), `${name} is shown`);
    }
  }
});

test("no redirect is followed, whatever its status", async () => {
  for (const status of REDIRECTS) {
    const [delivery] = await deliver("moved", `evt_${status}`, { status });
    assert.deepEqual([delivery.state, delivery.cause], ["dead", { status }]);
  }
  assert.equal(receivedBy("moved").length, REDIRECTS.length);
  assert.equal(elsewhere.received.length, 0);
});

test("an event by PUT keeps its body", async () => {
  await deliver("method", "evt_put");
  const [request] = stage.received("evt_put", "many");
  assert.equal(request.method, "PUT");
  assert.equal(JSON.parse(request.body).id, "evt_put");
});

test("the three lines of the page on origins verify what an origin receives", async () => {
  await deliver("method", "evt_page");
  const [{ method, headers, body }] = stage.received("evt_page", "many");
  const page = await readFile(new URL("../../docs/origins.md", import.meta.url), "utf8");
  const [, lines] = /```js\n(.*?)```/s.exec(page);
  const packaged = await load("waxseal");
  const run = (secret, request) => {
    const [imports, ...rest] = lines.trimEnd().split("\n");
    assert.equal(imports, 'import { Verifier, fromRequest } from "waxseal";');
    const AsyncFunction = (async () => {}).constructor;
    const receive = new AsyncFunction("Verifier", "fromRequest", "process", "request", `${rest.join("\n")}\nreturn event;`);
    return receive(packaged.Verifier, packaged.fromRequest, { env: { CRM_SECRET: secret } }, request);
  };
  const request = () => new Request("https://crm.example.com/hooks", { method, headers: new Headers(Object.entries(headers)), body });
  const event = await run(stage.vars.CRM_SECRET, request());
  assert.equal(event.json().id, "evt_page");
  assert.equal(event.id, headers["webhook-id"]);
  await assert.rejects(run(newSecret(), request()), { code: "signature_mismatch" });
});
