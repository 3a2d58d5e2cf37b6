import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { reconciling } from "../../dist/testing/cli.js";
import { file, nowhere, run, runBeside, runJson, serve, TOKEN } from "./run.mjs";

const { CsvReader, mapColumns, MOST_ROW, openExport, readAmount, readClaim, readTime, Reconciliation } = reconciling;

const AT = Date.parse("2026-05-10T00:00:00Z");

/** An event as the API lists it. */
const event = (id, more = {}) => ({
  id: `wx_${id}`, source: "affiliatebase", event_id: id, event_type: "commission.created", state: "accepted", revision: 0, test: false, mark: null,
  assurance: "signed", accepted_at: AT, body_bytes: 2, deliveries: [{ origin: "crm", state: "delivered", next: null, generation: 0, cause: null, attempts: [] }], ...more,
});

const ndjson = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** A server that speaks the API's shapes: pages with a cursor, bodies, a token. */
const logOf = async (t, events, { bodies = new Map(), answer } = {}) => {
  const asked = [];
  const url = await serve(t, (request, response) => {
    asked.push(request.url);
    const { pathname, searchParams: query } = new URL(request.url, "http://a.test");
    const tell = (status, value, headers = {}) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(typeof value === "string" ? value : JSON.stringify(value));
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return tell(401, { code: "token_mismatch" });
    if (answer?.(request, tell, asked.length)) return undefined;
    if (pathname !== "/api/events") {
      const body = bodies.get(decodeURIComponent(/^\/api\/events\/([^/]+)\/body$/.exec(pathname)[1]));
      return body === undefined ? tell(404, { code: "body_gone" }) : tell(200, body);
    }
    const from = query.get("after") === "start" ? 0 : Number(query.get("after"));
    const to = from + Number(query.get("limit"));
    return tell(200, { events: events.slice(from, to), cursor: String(Math.min(to, events.length)), more: to < events.length, unreadable: 0 });
  });
  return { url, asked };
};

const WITH_TOKEN = { env: { WAXSEAL_READ_TOKEN: TOKEN } };

test("a hundred thousand rows with known differences: each is found, and counted once", async (t) => {
  const ROWS = 100_000;
  const id = (n) => `c_${n}`;
  // Of the events: every 1000th is not there, and 40 are there that no row has. Of the rows: 25 come twice, 10 have no amount.
  const cents = (n) => 100 + (n % 5000);
  const amounts = new Map();
  const events = [];
  for (let n = 0; n < ROWS; n++) {
    if (n % 1000 === 0) continue;
    const body = { data: { amount_cents: n % 2500 === 1 ? cents(n) + 1 : cents(n), currency: n % 2 === 0 ? "USD" : "EUR" } };
    events.push({ ...event(id(n), { event_type: n % 5000 === 7 ? "commission.voided" : "commission.created" }), body });
    const { amount_cents: minor, currency } = body.data;
    amounts.set(currency, (amounts.get(currency) ?? 0) + minor);
  }
  for (let n = 0; n < 40; n++) {
    events.push({ ...event(`x_${n}`), body: { data: { amount_cents: 7, currency: "USD" } } });
    amounts.set("USD", amounts.get("USD") + 7);
  }
  const row = (n) => `${id(n)},"${Math.floor(cents(n) / 100)}.${String(cents(n) % 100).padStart(2, "0")}",${n % 2 === 0 ? "USD" : "EUR"},open`;
  const rows = Array.from({ length: ROWS }, (_, n) => (n % 10_000 === 3 ? `${id(n)},n/a,EUR,open` : row(n)));
  for (let n = 0; n < 25; n++) rows.push(row(n + 10));
  const [left, right] = [file("many.csv", `\ufeffid,amount,currency,state\r\n${rows.join("\r\n")}\r\n`), file("many.ndjson", ndjson(events))];
  const out = nowhere("many-missing.ndjson");
  const words = ["reconcile", left, "--against", right, "--amount", "amount", "--major", "--pointer-amount", "/data/amount_cents", "--state", "state", "--state-map", "open=commission.created", "--out-missing", out];
  const { status, json, stderr } = runJson([...words, "--show", "3"]);
  assert.equal(status, 1);
  assert.deepEqual(json.counts, { missing: 100, extra: 40, amount: 40, state: 20, type: 0, duplicate: 25, unreadable: 10 });
  assert.equal(json.rows, ROWS + 25);
  assert.equal(json.known, ROWS - 100 + 40);
  assert.equal(json.matched, ROWS - 100 - 40 - 20 - 10);
  for (const kind of ["missing", "amount"]) assert.equal(json.differences.filter((one) => one.kind === kind).length, 3);
  const there = new Map();
  for (let n = 0; n < ROWS; n++) if (n % 10_000 !== 3) there.set(n % 2 === 0 ? "USD" : "EUR", (there.get(n % 2 === 0 ? "USD" : "EUR") ?? 0) + cents(n));
  assert.deepEqual(json.totals, ["EUR", "USD"].map((currency) => ({ currency, there: String(there.get(currency)), here: String(amounts.get(currency)), difference: String(there.get(currency) - amounts.get(currency)) })));
  const missing = readFileSync(out, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(missing.length, 100);
  assert.deepEqual(missing[1], { id: "c_1000", line: 1002, row: { id: "c_1000", amount: "11.00", currency: "USD", state: "open" } });
  assert.equal(statSync(out).mode & 0o777, 0o600);
  assert.match(stderr, /^10000 events read\n[^]*100000 rows read\n$/);
});

test("what is held grows with the ids, 25 bytes each beside them, and not with the rows or bodies", () => {
  const keys = new Reconciliation({ amounts: true, most: 1_000_000, shown: 10 });
  for (let n = 0; n < 100_000; n++) keys.addKnown({ id: `c_${n}`, source: "s", state: "paid", type: "t", at: n, amount: { minor: BigInt(n), currency: "USD" } });
  const full = keys.keys.columnBytes;
  assert.equal(keys.keys.size, 100_000);
  // Columns double: at most twice of what is needed.
  assert.ok(full >= 100_000 * 25 && full <= 200_000 * 25 * 1.4, String(full));
  for (let round = 0; round < 3; round++) for (let n = 0; n < 100_000; n++) keys.addClaim(n + 2, { id: `c_${n}`, state: "paid", amount: { minor: BigInt(n), currency: "USD" } });
  assert.deepEqual([keys.keys.size, keys.keys.columnBytes], [100_000, full]);
  const { matched, counts, differences } = keys.end();
  assert.deepEqual([matched, counts.duplicate, differences.length], [100_000, 200_000, 10]);
});

test("more ids than are allowed are refused, and no file is left behind", () => {
  const out = nowhere("too-many.ndjson");
  const { status, stderr } = run(["reconcile", file("three.csv", "id\na\nb\nc\n"), "--against", file("none.ndjson", ""), "--most-ids", "2", "--out-missing", out]);
  assert.deepEqual([status, stderr], [2, "usage: there are more than 2 ids on both sides: reconcile a shorter time, with --since and --until\n"]);
  assert.ok(!existsSync(out));
});

const money = [
  ["12.50", "USD", "major", 1250n], ["12.5", "USD", "major", 1250n], ["12", "USD", "major", 1200n], ["-0.01", "USD", "major", -1n], ["\u22121.00", "USD", "major", -100n],
  ["+3", "USD", "minor", 3n], ["1250", "JPY", "major", 1250n], ["1.250", "KWD", "major", 1250n], ["12.500", "USD", "major", 1250n], ["1,234.56", "USD", "major.", 123456n],
  ["1.234,56", "EUR", "major,", 123456n], ["12,50", "EUR", "major,", 1250n], ["0", "USD", "minor", 0n], [" 7 ", "USD", "minor", 7n], ["-0", "USD", "minor", 0n],
  // What floats get wrong: 1.005 * 1000, 4.35 * 100, 0.29 * 100, and more digits than they have.
  ["1.005", "KWD", "major", 1005n], ["4.35", "USD", "major", 435n], ["0.29", "USD", "major", 29n], ["90071992547409.93", "USD", "major", 9007199254740993n],
  ["9223372036854775807", "USD", "minor", 9223372036854775807n],
];
const noMoney = [
  ["", "USD", "major", /is empty/], ["-", "USD", "major", /is empty/], ["12,50", "USD", "major", /has a comma/], ["1,234", "USD", "major", /has a comma/], ["12.505", "USD", "major", /more decimals than USD has \(2\)/],
  ["1.5", "JPY", "major", /more decimals than JPY has \(0\)/], ["12.50", "USD", "minor", /has decimals/], ["1e3", "USD", "minor", /exponent/], ["$12", "USD", "major", /no number/], ["0x10", "USD", "minor", /no number/],
  ["NaN", "USD", "major", /no number/], ["--1", "USD", "minor", /no number/], ["12,34.5", "USD", "major.", /no number/], ["9223372036854775808", "USD", "minor", /larger/], ["1".repeat(41), "USD", "minor", /too long/], ["\u0661\u0662", "USD", "minor", /no number/],
];

test("money is read as decimals: each amount exactly, and what is none with its reason", () => {
  for (const [text, currency, form, value] of money) assert.deepEqual(readAmount(text, currency, form), { value }, text);
  for (const [text, currency, form, why] of noMoney) assert.match(readAmount(text, currency, form).why ?? "", why, text);
});

test("reading the amounts as floats, the known-bad way, fails those cases", () => {
  const asFloat = (text, decimals) => BigInt(Math.trunc(Number(text) * 10 ** decimals));
  const wrong = [["1.005", 3, 1005n], ["4.35", 2, 435n], ["0.29", 2, 29n], ["90071992547409.93", 2, 9007199254740993n]].filter(([text, decimals, value]) => asFloat(text, decimals) !== value);
  assert.equal(wrong.length, 4);
});

test("the decimals of every currency are those of the list that events are checked with", () => {
  const list = readFileSync(new URL("../../../../crates/events/src/currency/list.rs", import.meta.url), "utf8");
  const rows = [...list.matchAll(/\("([A-Z]{3})", Some\((\d)\)\)/g)];
  assert.ok(rows.length > 150);
  for (const [, code, decimals] of rows) assert.deepEqual(readAmount("1", code, "major"), { value: 10n ** BigInt(decimals) }, code);
});

test("amounts of NDJSON keep every digit, where JSON.parse would round them", () => {
  const here = { ...event("a"), body: '{"data":{"amount_cents":9007199254740993,"currency":"USD"}}' };
  const against = file("exact-here.ndjson", ndjson([here]));
  const words = (name, amount) => ["reconcile", file(name, `{"id":"a","amount":${amount},"currency":"USD"}\n`), "--against", against, "--minor", "--pointer-amount", "/data/amount_cents"];
  assert.equal(run(words("exact.ndjson", "9007199254740993")).status, 0);
  const { status, json } = runJson(words("rounded.ndjson", "9007199254740992"));
  assert.equal(status, 1);
  assert.deepEqual(json.differences, [{ kind: "amount", line: 1, id: "a", there: { minor: "9007199254740992", currency: "USD" }, here: { minor: "9007199254740993", currency: "USD" } }]);
  assert.deepEqual(json.totals, [{ currency: "USD", there: "9007199254740992", here: "9007199254740993", difference: "-1" }]);
});

/** Reads a table cut into pieces of so many characters. */
const rowsOf = (text, size, delimiter = ",") => {
  const reader = new CsvReader(delimiter);
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)));
  return [...rows, ...reader.end()];
};

test("hostile CSV is read the same however it is cut: quotes, line ends, empty cells and lines", () => {
  const text = 'a,b\r\n"x, ""y""","two\r\nlines"\r\n\r\n,\n"",z\r"",""\r\nbad"quote,1\n"closed"late,2\nlast,"one"';
  const expected = [
    { line: 1, cells: ["a", "b"] }, { line: 2, cells: ['x, "y"', "two\r\nlines"] }, { line: 5, cells: ["", ""] }, { line: 6, cells: ["", "z"] }, { line: 7, cells: ["", ""] },
    { line: 8, fault: "a quote stands inside a cell that does not begin with one" }, { line: 9, fault: "something follows a closing quote" }, { line: 10, cells: ["last", "one"] },
  ];
  for (const size of [1, 2, 3, 5, 7, 1000]) {
    const rows = rowsOf(text, size).map(({ line, cells, fault }) => (fault === undefined ? { line, cells } : { line, fault }));
    assert.deepEqual(rows, expected, `pieces of ${size}`);
  }
});

test("a quote that is never closed is refused, not taken for the rest of the file", () => {
  const text = `id,x\na,"open\n${"b,1\n".repeat(10)}`;
  assert.throws(() => rowsOf(text, 4), /a quote that opens in the row of line 2 is not closed/);
  assert.throws(() => rowsOf(`a,"${"x".repeat(MOST_ROW + 1)}`, 65_536), /of line 1 is not closed/);
  assert.throws(() => rowsOf(",".repeat(MOST_ROW + 1), 65_536), /more than 1048576 characters/);
  assert.throws(() => rowsOf("x".repeat(MOST_ROW + 1), 65_536), /more than 1048576 characters/);
});

const against = file("a-b.ndjson", ndjson([event("a"), event("b")]));

for (const [name, content] of Object.entries({
  "a byte order mark": "\ufeffid\na\nb\n", "semicolons": 'id;x\na;"1;2"\nb;\n', "tabs": "id\tx\na\t1\nb\t2\n", "a quoted header": '"id","x,y"\n"a",1\n"b",2\n', "no line end at the end": "id\na\nb", "CR alone": "id\ra\rb\r", "blank lines before": "\n\nid\na\nb\n",
  "NDJSON": '{"id":"a"}\n\n{"id":"b"}', "NDJSON with a byte order mark and CR LF": '\ufeff{"id":"a"}\r\n{"id":"b"}\r\n',
})) {
  test(`an export is understood with ${name}`, () => {
    const { status, stdout, stderr } = run(["reconcile", "-", "--against", against], { input: content });
    assert.deepEqual([status, stderr], [0, ""], stdout);
    assert.match(stdout, /id: "\/?id", because it is the only column that is named like one\nequal: 2 rows, 2 ids here, 2 agree\n$/);
  });
}

for (const [name, [words, input, message]] of Object.entries({
  "no column like an id": [[], "a,b\n1,2\n", /^usage: no column is named like an id: say --id with one of "a", "b"\n$/],
  "two columns like an id": [[], "id,event_id\n1,2\n", /^usage: several columns could be the id: "id", "event_id"; say --id with one of them\n$/],
  "a column that is not there": [["--id", "nr"], "id\na\n", /^usage: --id names no column of the export; it has "id"\n$/],
  "a column that is there twice": [["--id", "id"], "id,id\na,b\n", /^usage: --id names a column that is there 2 times\n$/],
  "two delimiters": [[], "id;a,b\n", /^usage: the header row has several of , ; and tab/],
  "an empty export": [[], "\n \n", /^usage: the export is empty\n$/],
  "a JSON list": [[], '[{"id":1}]', /^usage: the export is a JSON list/],
  "bytes that are no UTF-8": [[], Buffer.from([0x69, 0x64, 0x0a, 0xe9, 0x0a]), /^usage: the export is not UTF-8/],
  "amounts of an unknown unit": [["--pointer-amount", "/data/a"], "id,amount,currency\n", /^usage: the amounts could be minor or major units/],
  "amounts without a currency": [["--pointer-amount", "/data/a", "--minor"], "id,amount\n", /^usage: the amounts have no currency/],
  "an amount without its place here": [["--amount", "amount"], "id,amount\n", /^usage: amounts are compared where --pointer-amount says/],
  "minor and major": [["--minor", "--major"], "id\n", /^usage: --minor and --major are both there/],
  "a time for nothing": [["--time", "t"], "id,t\n", /^usage: --time is for --since and --until\n$/],
  "a map that is none": [["--state", "s", "--state-map", "a"], "id,s\n", /^usage: --state-map must be pairs/],
  "a pointer that is none": [["--pointer", "data.id"], "id\n", /^usage: --pointer must be a JSON pointer/],
})) {
  test(`${name} is refused with what to do`, () => {
    const { status, stdout, stderr } = run(["reconcile", "-", "--against", against, ...words], { input });
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

test("rows that cannot be read are told with line, column and reason, and are not called missing or extra", () => {
  const input = 'id,amount,currency\na,1.5,USD\nb,5,\n,5,USD\nd\n"e"x,5,USD\n';
  const left = file("unread-here.ndjson", ndjson([{ ...event("a"), body: {} }, { ...event("b"), body: {} }]));
  const { status, json } = runJson(["reconcile", "-", "--against", left, "--minor", "--pointer-amount", "/data/amount_cents"], { input });
  assert.equal(status, 1);
  assert.deepEqual(json.counts, { missing: 0, extra: 0, amount: 0, state: 0, type: 0, duplicate: 0, unreadable: 5 });
  assert.deepEqual(json.differences.map(({ line, column, why }) => [line, column, why]), [
    [2, "amount", "the amount has decimals, and --minor says that it has none"], [3, "currency", "the currency is empty"], [4, "id", "the id is empty"],
    [5, null, "it has 1 cells, and the header row has 3"], [6, null, "something follows a closing quote"],
  ]);
});

test("duplicates, types, states and a time without a zone are compared as the help says", () => {
  const input = "id,kind,state,at\na,commission.created,open,2026-05-10 00:00:00\na,commission.created,open,2026-05-10\nb,payout.paid,void,2026-05-10T02:00:00+02:00\nz,x,open,2026-06-01\nb,x,odd,2026-05-10\n";
  const { status, json } = runJson(["reconcile", "-", "--against", against, "--type", "kind", "--state", "state", "--state-map", "open=commission.created,void=commission.voided", "--since", "2026-05-10", "--until", "2026-06-01", "--time", "at"], { input });
  assert.equal(status, 1);
  assert.deepEqual(json.counts, { missing: 0, extra: 0, amount: 0, state: 1, type: 1, duplicate: 1, unreadable: 1 });
  assert.ok(json.notes.includes("1 rows are outside of --since and --until, and are left out"), json.notes.join());
  assert.deepEqual([readTime("2026-05-10 00:00:00"), readTime("1778371200"), readTime("1778371200000")], [{ value: AT }, { value: AT }, { value: AT }]);
  assert.match(readTime("10/05/2026").why, /neither ISO 8601/);
});

test("the log is read page by page, and bodies only where a pointer asks for them", async (t) => {
  const ids = Array.from({ length: 250 }, (_, n) => `e_${n}`);
  const bodies = new Map(ids.map((id, n) => [`wx_${id}`, JSON.stringify({ data: { id: `c_${n}`, amount_cents: 5, currency: "USD" } })]));
  const { url, asked } = await logOf(t, [...ids.map((id) => event(id)), event("t", { test: true }), event("k", { state: "conflict", revision: 1 })], { bodies });
  const byId = await runBeside(["reconcile", file("ids.csv", `id\n${ids.join("\n")}\n`), "--against", url, "--source", "affiliatebase", "--since", "2026-05-01"], WITH_TOKEN);
  assert.deepEqual([byId.status, byId.stderr, asked.length], [0, "", 3]);
  assert.equal(asked[0], `/api/events?limit=100&test=false&source=affiliatebase&since=${Date.parse("2026-05-01")}&after=start`);
  assert.match(byId.stdout, /because no column says its time/);
  const left = file("bodies.csv", `commission_id,amount\n${ids.map((_, n) => `c_${n},0.05`).join("\n")}\n`);
  const words = ["reconcile", left, "--against", url, "--pointer", "/data/id", "--pointer-amount", "/data/amount_cents", "--major", "--currency", "USD"];
  const byBody = await runBeside(words, WITH_TOKEN);
  assert.equal(byBody.status, 0, byBody.all);
  assert.equal(asked.length, 3 + 3 + 250);
  const bounded = await runBeside([...words, "--most-bodies", "249"], WITH_TOKEN);
  assert.equal(bounded.status, 2);
  assert.match(bounded.stderr, /^usage: more than 249 events: what stands in their bodies costs a call each/);
});

test("a body that is gone is an amount that differs, and an event without an id is told", async (t) => {
  const { url } = await logOf(t, [event("a"), event("b", { event_id: null })]);
  const { status, stdout } = await runBeside(["reconcile", file("gone.csv", "id,amount\na,5\n"), "--against", url, "--pointer-amount", "/data/amount_cents", "--minor", "--currency", "USD"], WITH_TOKEN);
  assert.equal(status, 1);
  assert.match(stdout, /1 events have no id to compare, and are left out\namount differs: 1\n {2}a {2}line 2: 5 USD, here none that can be read\nUSD, minor units: 5 in the export, 0 here, difference 5\nnot equal/);
});

test("events here that no delivery will bring on by itself go into a file, as the replay takes them", () => {
  const way = (origin, state) => ({ origin, state, next: null, generation: 0, cause: null, attempts: [] });
  const events = [event("a", { deliveries: [way("crm", "dead"), way("erp", "delivered")] }), event("b", { deliveries: [way("crm", "pending")] }), event("c", { state: "unrouted", deliveries: [] }), event("d")];
  const out = nowhere("replay.ndjson");
  const words = ["reconcile", "-", "--against", file("stuck.ndjson", ndjson(events)), "--out-replay", out];
  assert.equal(run(words, { input: "id\na\nb\nc\nd\n" }).status, 0);
  assert.equal(readFileSync(out, "utf8"), '{"id":"wx_a","event_id":"a","origins":{"crm":"dead"}}\n{"id":"wx_c","event_id":"c","origins":{}}\n');
  const again = run(words, { input: "id\n" });
  assert.deepEqual([again.status, again.stderr], [2, "usage: the file that --out-replay names is there already\n"]);
});

test("of several events with one id the last one counts; two sources with one id are refused", () => {
  const later = event("a", { id: "wx_2", event_type: "commission.voided", accepted_at: AT + 1 });
  const words = (events) => ["reconcile", "-", "--against", file("several.ndjson", ndjson(events)), "--type", "type"];
  const input = "id,type\na,commission.voided\n";
  for (const events of [[event("a"), later], [later, event("a")]]) assert.equal(run(words(events), { input }).status, 0);
  const both = [event("a"), event("a", { source: "other" })];
  assert.match(run(words(both), { input }).stderr, /^usage: two sources have an event with the same id: name one with --source\n$/);
  assert.equal(run([...words(both), "--source", "other"], { input: "id,type\na,commission.created\n" }).status, 0);
});

test("a missing or wrong token is a fault of the configuration, plain http is refused, and nobody is a fault of the network", async (t) => {
  const { url } = await logOf(t, []);
  const left = file("one.csv", "id\na\n");
  const none = await runBeside(["reconcile", left, "--against", url]);
  assert.equal(none.status, 3);
  assert.match(none.stderr, /^token_missing: WAXSEAL_READ_TOKEN is not set/);
  const wrong = await runBeside(["reconcile", left, "--against", url], { env: { WAXSEAL_READ_TOKEN: `${TOKEN}x` } });
  assert.deepEqual([wrong.status, wrong.stderr], [3, "token_mismatch: the API answered 401: WAXSEAL_READ_TOKEN does not open it\n"]);
  const named = await runBeside(["reconcile", left, "--against", url, "--vars-file", file("vars", `WAXSEAL_READ_TOKEN=${TOKEN}\n`)]);
  assert.equal(named.status, 1);
  assert.match((await runBeside(["reconcile", left, "--against", "http://waxseal.example"], WITH_TOKEN)).stderr, /^usage: --against is not https/);
  assert.equal((await runBeside(["reconcile", left, "--against", "http://127.0.0.1:1"], WITH_TOKEN)).status, 4);
});

test("a busy Worker is asked again, a strange answer is not believed, and a log that is not whole ends it", async (t) => {
  const left = file("a.csv", "id\na\n");
  const ask = async (answer) => {
    const { url, asked } = await logOf(t, [event("a")], { answer });
    const result = await runBeside(["reconcile", left, "--against", url], WITH_TOKEN);
    assert.ok(!result.all.includes(TOKEN));
    return { ...result, asked: asked.length };
  };
  const busy = await ask((_, tell, count) => count === 1 && (tell(503, { code: "store_overloaded" }, { "retry-after": "1" }), true));
  assert.deepEqual([busy.status, busy.asked], [0, 2]);
  const strange = await ask((_, tell) => (tell(200, "<html>"), true));
  assert.deepEqual([strange.status, strange.asked], [4, 1]);
  const broken = await ask((_, tell) => (tell(200, { events: [], cursor: "x", more: false, unreadable: 2 }), true));
  assert.match(broken.stderr, /^network: the Worker itself cannot read 2 of its events/);
});

test("control characters of an export do not reach the terminal", () => {
  const { stdout } = run(["reconcile", "-", "--against", against], { input: "id\na\nb\n\u001b[2Jevil\n" });
  assert.match(stdout, /missing here: 1\n {2}\\x1b\[2Jevil {2}line 4\n/);
});

test("the module behind it needs nothing of Node: its own export and bytes are enough", async () => {
  const bytes = async function* () {
    yield new TextEncoder().encode("id,amount_cents,currency\na,12");
    yield new TextEncoder().encode("50,usd\n");
  };
  const opened = await openExport(bytes());
  const mapping = mapColumns(opened, { wants: { amount: true, time: false } });
  const claims = [];
  for await (const row of opened.rows) claims.push(readClaim(row, mapping));
  assert.deepEqual(claims, [{ id: "a", amount: { minor: 1250n, currency: "USD" } }]);
  const folder = new URL("../../src/reconcile/", import.meta.url);
  for (const name of ["csv", "event", "json-text", "keys", "mapping", "money", "reconciliation", "refusal", "rows"]) {
    const text = readFileSync(new URL(`${name}.ts`, folder), "utf8");
    for (const [, from] of text.matchAll(/from "([^"]+)"/g)) assert.ok(from.startsWith("./"), `${name}: ${from}`);
    assert.doesNotMatch(text, /\b(Buffer|process|require)\b/, name);
  }
});
