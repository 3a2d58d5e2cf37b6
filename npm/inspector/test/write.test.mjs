// What is written is read again as it was, and what is run sends it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import fc from "fast-check";

import { loadSource, plain } from "./load-source.mjs";
import { receiver } from "./sent.mjs";

const { read } = await loadSource("read/index.ts");
const { toCurl, toFetch, toRaw, toVector } = await loadSource("write/index.ts");

let server;
before(async () => {
  server = await receiver();
});
after(() => server.close());

const bytes = (text) => new Uint8Array(Buffer.from(text, "latin1"));
const utf8 = (text) => Buffer.from(text, "utf8").toString("latin1");

/** Headers that a client writes by itself are no part of what comes back. */
const CLIENT = ["content-length", "transfer-encoding", "connection", "expect", "keep-alive", "upgrade"];

const name = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,12}$/).filter((one) => !CLIENT.includes(one.toLowerCase()) && one !== "__proto__");
/** One character is one byte; blanks at the ends are none of the value. */
const value = fc.oneof(fc.stringMatching(/^([!-~]([ -~]{0,20}[!-~])?)?$/), fc.string({ unit: "grapheme", maxLength: 10 }).map((text) => utf8(text.replace(/[\0-\x1f\x7f\ufffd]/g, "").trim())), fc.constant("\xe9 latin \xff"));
const body = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => new TextEncoder().encode(text)),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.string({ unit: fc.constantFrom(..."'\"\\$`!\r\n\t \u2028\ufeff\u0000=&@%a"), maxLength: 20 }).map((text) => new TextEncoder().encode(text)),
);
const url = fc.oneof(fc.webUrl({ withQueryParameters: true }).filter((one) => !/\/\.{1,2}(\/|$|\?)/.test(one)), fc.constantFrom("https://a.test/x?a[]=1&b={2}&c='\"", "https://a.test", "https://a.test/a/../b?x=%20+"));
const request = fc.record({ method: fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "GET"), url, headers: fc.array(fc.tuple(name, value), { maxLength: 5 }), body });

/** U+FFFD in a text may stand for bytes that were lost, and is said to: all else must be exact. */
const hasMark = (bytes_) => Buffer.from(bytes_).includes("\ufffd");

test("every request comes back from the cURL command", () => {
  fc.assert(
    fc.property(request, (wanted) => {
      const { text, notes } = toCurl(wanted);
      const pasted = read(text);
      assert.equal(pasted.format, "curl", text);
      assert.deepEqual(plain(pasted.request), plain(wanted), text);
      assert.deepEqual(pasted.problems.filter(({ severity }) => severity === "error"), []);
      assert.equal(pasted.request.isBodyExact, !(hasMark(wanted.body) && text.includes("\ufffd")));
      assert.ok(notes.every((note) => note.endsWith(".")));
    }),
    { numRuns: 500 },
  );
});

test("every request comes back from the call of fetch", () => {
  fc.assert(
    fc.property(request, (wanted) => {
      const { text } = toFetch(wanted);
      const pasted = read(text);
      assert.equal(pasted.format, "fetch", text);
      assert.deepEqual(plain(pasted.request), plain(wanted), text);
      assert.deepEqual(pasted.problems.filter(({ severity }) => severity === "error"), []);
    }),
    { numRuns: 500 },
  );
});

test("every request comes back from raw HTTP, with a host and its length", () => {
  fc.assert(
    fc.property(request, (wanted) => {
      const { text, bytes: file } = toRaw(wanted);
      const pasted = read(new TextDecoder().decode(file), { bytes: file });
      assert.equal(pasted.format, "http");
      const { origin, host } = /^(?<origin>https?:\/\/(?<host>[^/?]*))/.exec(wanted.url).groups;
      const path = wanted.url.slice(origin.length).split("#")[0];
      const hasHost = wanted.headers.some(([one]) => one.toLowerCase() === "host");
      const headers = [...(hasHost ? [] : [["Host", host]]), ...wanted.headers];
      const isCounted = wanted.body.length > 0 || !/^(GET|DELETE)$/.test(wanted.method);
      assert.deepEqual(plain(pasted.request), plain({ ...wanted, url: path.startsWith("/") ? path : `/${path}`, headers: [...headers, ...(isCounted ? [["Content-Length", String(wanted.body.length)]] : [])] }));
      assert.equal(pasted.request.isBodyExact, true);
      assert.equal(text === null, !Buffer.from(file.slice()).equals(Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(file))));
    }),
    { numRuns: 500 },
  );
});

test("every request comes back from the test vector, with its scheme, options and clock", () => {
  fc.assert(
    fc.property(request, (wanted) => {
      const { text } = toVector(wanted, { scheme: "stripe", options: { id: "/id", toleranceSeconds: 60 }, now: 1_780_063_272_250, expect: "signature_mismatch" });
      assert.ok(!text.includes("\n"));
      const pasted = read(text);
      assert.equal(pasted.format, "json");
      assert.deepEqual(plain(pasted.request), plain(wanted), text);
      assert.equal(pasted.request.now, 1_780_063_272_250);
      assert.deepEqual(pasted.hints, { scheme: "stripe", options: { id: "/id", toleranceSeconds: 60 }, code: "signature_mismatch" });
    }),
    { numRuns: 300 },
  );
});

/** What curl makes its own, and what fetch adds. */
const comparable = (headers, left) => headers.map(([one, text]) => `${one.toLowerCase()}: ${text}`).filter((line) => !left.includes(line.split(":")[0])).sort();
const SENT = [...CLIENT, "host", "user-agent", "accept", "accept-language", "accept-encoding", "sec-fetch-mode"];

const samples = {
  "JSON of two lines": { body: new TextEncoder().encode('{"it\'s":"é",\n"b":"$HOME `x` \\\\ !1"}'), headers: [["content-type", "application/json"], ["x-name", utf8("Zoë 株")], ["x-empty", ""]] },
  "CRLF, tabs and a byte order mark": { body: new TextEncoder().encode('\ufeff{\r\n\t"a": 1\r\n}\r\n'), headers: [["content-type", "application/json"]] },
  "bytes that are no text": { body: Uint8Array.from({ length: 256 }, (_, index) => index), headers: [["content-type", "application/octet-stream"], ["x-latin", "caf\xe9"]] },
  "a zero byte in a text": { body: bytes("a\0b"), headers: [["content-type", "text/plain"]] },
  "no type": { body: bytes("a=1&b=2"), headers: [["x-a", "it's"]] },
  "an empty body": { body: bytes(""), headers: [] },
  "a body that looks like a file's name": { body: bytes("@/etc/hostname"), headers: [["content-type", "text/plain"]] },
  "a body that no argument can hold": { body: bytes("0123456789abcdef".repeat(20_000)), headers: [["content-type", "text/plain"]] },
  "patterns and dots in the URL": { url: "/a/../b/./c?x[]=1&y={2,3}&z='", body: bytes("x"), headers: [] },
};
for (const [what, sample] of Object.entries(samples)) {
  const wanted = () => ({ method: "POST", ...sample, url: `${server.origin}${sample.url ?? "/hook?a=1"}` });
  const check = (sent, path, left) => {
    assert.deepEqual([sent.method, sent.url], ["POST", path]);
    assert.ok(Buffer.from(sample.body).equals(sent.body), "the body's bytes");
    assert.deepEqual(comparable(sent.headers, left), comparable(sample.headers, left));
  };
  test(`the cURL command sends ${what} byte for byte`, async () => {
    check(await server.sent("bash", ["-s"], { input: toCurl(wanted()).text.replace(/curl /, "curl -sS -m 20 ") }), sample.url ?? "/hook?a=1", SENT);
  });
  test(`fetch sends ${what} byte for byte`, async () => {
    const sent = await server.sent(process.execPath, ["--input-type=module"], { input: toFetch(wanted()).text });
    check(sent, (sample.url ?? "/hook?a=1").replace("/a/../b/./c", "/b/c").replace("'", "%27"), SENT);
  });
}

test("a command for any shell needs no bash", async () => {
  const wanted = { method: "POST", url: `${server.origin}/x`, headers: [["content-type", "a"]], body: bytes("it's\nplain") };
  const { text, notes } = toCurl(wanted);
  assert.deepEqual(notes, []);
  assert.equal((await server.sent("sh", ["-c", text])).body.toString(), "it's\nplain");
});

test("raw HTTP is what a server takes", async () => {
  const { connect } = await import("node:net");
  const wanted = { method: "POST", url: `${server.origin}/hook?a=1`, headers: [["X-Latin", "caf\xe9"]], body: bytes("\x00\xff\r\n") };
  const answer = await new Promise((done, failed) => {
    const socket = connect(Number(new URL(server.origin).port), "127.0.0.1", () => socket.write(toRaw(wanted).bytes));
    socket.once("data", (part) => { done(part.toString()); socket.destroy(); }).on("error", failed);
  });
  assert.match(answer, /^HTTP\/1\.1 204 /);
});

test("what a client writes by itself is left out, and what differs is said", () => {
  const wanted = { method: "POST", url: "/hook", headers: [["Host", "a.test"], ["Content-Length", "1"], ["Transfer-Encoding", "chunked"], ["X-Bad", "a\r\nb"]], body: bytes("x") };
  const { text, notes } = toCurl(wanted);
  assert.equal(text, "curl -X POST https://a.test/hook \\\n  -H 'Host: a.test' \\\n  -H 'content-type:' \\\n  --data-raw x");
  assert.deepEqual(notes, [
    "https and the host header make the address: the request names a path alone.",
    "The header Transfer-Encoding is left out: curl writes its own.",
    "The header X-Bad is left out: it holds a character that no header can carry.",
  ]);
});

test("a method or URL that holds a line end makes no second line", () => {
  const { text } = toRaw({ method: "PO\nST", url: "https://a.test/x y\r\nX-Evil: 1", headers: [], body: bytes("") });
  assert.equal(text, "PO%0AST /x%20y%0D%0AX-Evil:%201 HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");
});

test("what only bash can read is said, and nothing else", () => {
  const noted = (headers, body) => toCurl({ method: "POST", url: "https://a.test/", headers: [["content-type", "a"], ...headers], body: bytes(body) }).notes.length;
  assert.deepEqual([noted([], "cost 5$"), noted([["a", "$'"]], "$'x'"), noted([], "a\r\n"), noted([["a", "\xff"]], "\0")], [0, 0, 1, 1]);
});

test("a body that was cut off keeps the length that shows it", () => {
  const { text, notes } = toRaw({ method: "POST", url: "/hook", headers: [["Host", "a.test"], ["Content-Length", "10"]], body: bytes("abc") });
  assert.equal(text, "POST /hook HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\nabc");
  assert.deepEqual(notes, ["Content-Length says 10 and the body has 3 bytes: a server waits for the rest."]);
  assert.match(read(text).problems[0].message, /content-length is 10, and only 3 bytes follow/);
});

test("a vector has no secret unless it is given, and then in pieces", () => {
  const secret = ["whsec_", "c2l4dGVlbi1ieXRlcy1h", "cmUtbm90LWVub3VnaC4u"].join("");
  const wanted = { method: "POST", url: "/", headers: [], body: bytes("{}") };
  const facts = { scheme: "standard-webhooks", now: 1, expect: "valid" };
  assert.equal("secrets" in JSON.parse(toVector(wanted, facts).text), false);
  const { text } = toVector(wanted, { ...facts, secrets: [secret] });
  assert.equal(text.includes(secret.slice(0, 24)), false);
  assert.equal(JSON.parse(text).secrets[0].join(""), secret);
  assert.ok(JSON.parse(text).secrets[0].length > 3);
});

test("a vector that is exported is one that the suite runs", () => {
  const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/stripe.json", import.meta.url), "utf8"));
  for (const vector of vectors.filter(({ request: { body: one } }) => typeof one === "string").slice(0, 40)) {
    const { request: wanted, hints } = read(JSON.stringify(vector));
    const again = JSON.parse(toVector(wanted, { scheme: hints.scheme, options: hints.options, now: vector.now, expect: vector.expect, secrets: vector.secrets.map((one) => one.join("")) }).text);
    for (const field of ["scheme", "request", "now", "expect"]) assert.deepEqual(again[field], vector[field], `${vector.id} ${field}`);
    assert.deepEqual(again.secrets.map((one) => one.join("")), vector.secrets.map((one) => one.join("")));
  }
});
