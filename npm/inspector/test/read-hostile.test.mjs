// Whatever is pasted, however large or broken: a request or a message at a place, never an exception.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { loadSource } from "./load-source.mjs";

const { read, readAs, FORMATS, readHeaderLines } = await loadSource("read/index.ts");
const { toCurl, toFetch, toFragment, fromFragment, toRaw, toVector } = await loadSource("write/index.ts");

fc.configureGlobal({ includeErrorInReport: true });

/** What holds of everything that is read. */
const check = (text, { format, because, request, problems, choices, chosen }) => {
  assert.ok(FORMATS.includes(format));
  assert.ok(because.length > 5);
  assert.ok(typeof request.method === "string" && typeof request.url === "string" && request.body instanceof Uint8Array && typeof request.isBodyExact === "boolean");
  for (const [name, value] of request.headers) assert.match(name + value, /^[\0-\xff]*$/, "headers are bytes");
  assert.ok(problems.length <= 51);
  const lines = text.split("\n");
  for (const { severity, line, column, start, length, message } of problems) {
    assert.ok(["error", "note"].includes(severity) && message.length > 10);
    assert.ok(line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1].length + 1, `${line}:${column} is in the text`);
    assert.ok(length >= 0 && start + length <= text.length);
    assert.equal(start, lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1);
  }
  assert.ok(choices.length === 0 || chosen < choices.length);
};

const PIECES = [
  "POST / HTTP/1.1", "HTTP/1.1 200", ":method: POST", "\r\n", "\n", "\r", ":", " ", "\t", "a: b", "Transfer-Encoding: chunked", "Content-Length: 3", "Content-Length: 999999", "5", "0", ";", "curl ", "curl.exe ", "-d", " -H ", "--json ",
  " -G ", "--", "-:", "--next ", "'", '"', "`", "$", "$'", "\\", "\\u", "\\ud83e", "\\x", "^", '^"', "@", "@f", "\u00ff", "é", "🦭", "\ud83e", "\udd00", "\ufeff", "\ufffd", "\0", "\u2028", "fetch(", "await fetch(", ")", "{", "}", "[", "]", ",", "headers", "body", "method",
  '"headers":', '{"headers":{"a":1},', '"log":{"entries":[', '"request":', '"url":"x"', "null", "true", "-1e9", "0x", "<Buffer 7b 22", ">", "... 3 more items", "[Object]", "JSON.stringify(", "atob(", "new Uint8Array([", "=>", "`${", "/*", "//", "https://a.test/x?y=z", "#request=", "#request=e30", "00000000: 7b22 ", "0000000 227b\n", "*\n", "7b 22", "|ab|", "__proto__", "constructor", "b'", "+", "=", "&", "Invoke-WebRequest", "printf %s 'e30=' | base64 -d |", "isBase64Encoded", "requestContext", '"content":{"headers":[],"body":"*","is_cut":true}',
];

test("any pieces are read, in the format that they look like and in every other", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 5 }) }), { maxLength: 24 }), (pieces) => {
      const text = pieces.join("");
      const pasted = read(text);
      check(text, pasted);
      for (const format of FORMATS) check(text, readAs(format, text, { choice: pieces.length }));
      readHeaderLines(text);
      fromFragment(text);
      for (const write of [toCurl, toFetch, toRaw]) assert.ok(write(pasted.request).bytes instanceof Uint8Array);
      assert.ok(toVector(pasted.request, { scheme: "x", now: 0, expect: "valid" }).text.length > 0);
      const link = toFragment(pasted.request, { secrets: [text] });
      assert.deepEqual(fromFragment(link.text).problems, [], "what is written is read");
    }),
    { numRuns: 3000 },
  );
});

test("any bytes of a file are read", () => {
  fc.assert(
    fc.property(fc.constantFrom("", "POST / HTTP/1.1\r\n\r\n", "A: 1\n\n", "curl http://a -d '", '{"headers":{},"body":"', "fetch('"), fc.uint8Array({ maxLength: 100 }), (start, rest) => {
      const bytes = new Uint8Array(Buffer.concat([Buffer.from(start), rest]));
      const text = new TextDecoder().decode(bytes);
      check(text, read(text, { bytes }));
      for (const format of FORMATS) check(text, readAs(format, text, { bytes }));
    }),
    { numRuns: 1000 },
  );
});

/** JSON whose values are what no reader expects there. */
const strange = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, fc.constantFrom(null, true, 0, -1, 1e300, "", "x", "e30=", [], {}), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(fc.constantFrom("headers", "rawHeaders", "multiValueHeaders", "body", "url", "method", "request", "req", "requests", "captures", "armed_at", "content", "is_cut", "log", "entries", "postData", "params", "text", "encoding", "scheme", "options", "now", "at", "code", "v", "secrets", "base64", "repeat", "type", "data", "name", "value", "requestContext", "http", "queryStringParameters", "isBase64Encoded", "cookies", "host", "content-type", "__proto__"), tie("value"), { maxKeys: 5 })),
})).value;

test("any JSON is read", () => {
  fc.assert(
    fc.property(strange, fc.nat(3), (value, choice) => {
      const text = JSON.stringify(value);
      check(text, read(text, { choice }));
      for (const format of ["json", "har", "fetch"]) check(text, readAs(format, text, { choice }));
      fromFragment(`#request=${Buffer.from(text).toString("base64url")}`);
    }),
    { numRuns: 3000 },
  );
});

// A reader whose work grew with the square would need hours for these: the runner ends it.
const SIZE = 1_200_000;
const large = {
  "blanks": " ".repeat(SIZE), "line ends": "\n".repeat(SIZE), "one long line": "x".repeat(SIZE), "digits": "7b".repeat(SIZE / 2), "quotes": "'".repeat(SIZE), "brackets": "[".repeat(SIZE), "braces": '{"a":'.repeat(SIZE / 5),
  "a raw request": `POST / HTTP/1.1\r\nContent-Length: ${SIZE}\r\n\r\n${"é\n".repeat(SIZE / 3)}`,
  "a raw request with a million headers": `POST / HTTP/1.1\n${"a:\n".repeat(SIZE / 3)}\nx`,
  "a raw request with lines that are none": `POST / HTTP/1.1\n${"é\n".repeat(SIZE / 2)}\nx`,
  "folded lines": `POST / HTTP/1.1\nA: 1\n${" b\n".repeat(SIZE / 3)}\nx`,
  "blanks in a header": `POST / HTTP/1.1\nA: ${" \t".repeat(SIZE / 2)}x${" ".repeat(SIZE)}\n\nx`,
  "chunks": `POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n${"1\na\n".repeat(SIZE / 4)}0\n\n`,
  "a cURL command": `curl http://a.test -d '${"é".repeat(SIZE / 2)}'`,
  "a cURL command in double quotes": `curl http://a.test -d "${'\\"'.repeat(SIZE / 2)}"`,
  "a cURL command in $'…'": `curl http://a.test -d $'${"\\n".repeat(SIZE / 2)}'`,
  "a cURL command with many words": `curl ${"a ".repeat(SIZE / 2)}`,
  "a cURL command with many flags": `curl ${"-d a ".repeat(SIZE / 5)}`,
  "a cURL command with joined flags": `curl -${"s".repeat(SIZE)}`,
  "a cURL command with line ends behind it": `curl http://a.test${"\n".repeat(SIZE)}`,
  "a cURL command with continued lines": `curl http://a.test ${"\\\n".repeat(SIZE / 2)}`,
  "a cURL command with dots": `curl http://a.test/${"../".repeat(SIZE / 3)}`,
  "a cURL command for cmd": `curl ^"http://a.test^" -d ^"${'^\\^"'.repeat(SIZE / 4)}^"`,
  "a cURL command with many variables": `curl "${"$A".repeat(SIZE / 2)}"`,
  "a fetch call": `fetch("http://a.test", { body: "${"\\u00e9".repeat(SIZE / 6)}" })`,
  "a fetch call with comments": `fetch(${"/**/".repeat(SIZE / 4)}`,
  "a fetch call with blanks": `fetch(${" ".repeat(SIZE)}`,
  "joined texts": `fetch(${'"a"+'.repeat(SIZE / 4)}`,
  "a HAR file": JSON.stringify({ log: { entries: Array.from({ length: 8_000 }, (_, index) => entry(index)) } }),
  "a HAR file that is cut off": JSON.stringify({ log: { entries: Array.from({ length: 8_000 }, (_, index) => entry(index)) } }).slice(0, -10),
  "a log with headers that are none": JSON.stringify({ headers: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`h${index}`, {}])), body: "" }),
  "a log with a list of headers that are none": JSON.stringify({ headers: Array.from({ length: 100_000 }, () => 1), body: "" }),
  "JSON": JSON.stringify(Array.from({ length: 100_000 }, (_, index) => ({ index }))),
  "a URL": `https://a.test/?${"a=1&".repeat(SIZE / 4)}`,
  "a link": `https://a.test/inspect#request=${"A".repeat(SIZE)}`,
  "ampersands of a link": `https://a.test/inspect#${"a&".repeat(SIZE / 2)}`,
  "a dump": Array.from({ length: 20_000 }, (_, index) => `${(index * 16).toString(16).padStart(8, "0")}: ${"7b22 ".repeat(8)} {"{"`).join("\n"),
  "a dump of stars": `00000000: 7b22\n${"*\n".repeat(SIZE / 2)}`,
  "marks of lost bytes": `A: 1\n\n${"\ufffd".repeat(SIZE / 3)}`,
  "a Python dictionary": `{'headers': {'a': '${"x".repeat(SIZE)}'}}`,
  "equals signs": "a=".repeat(SIZE / 2),
  "words of PowerShell": `$a=${" $a=".repeat(SIZE / 4)}`,
  "base64 before a command": `printf %s '${"A".repeat(SIZE)}' | base64 -d | curl --data-binary @- http://a.test`,
};

function entry(index) {
  return { request: { method: "POST", url: `https://a.test/${index}`, headers: [{ name: "a", value: "b" }], postData: { text: "x" }, bodySize: 7 } };
}

for (const [name, text] of Object.entries(large)) {
  test(`megabytes are read: ${name}`, { timeout: 60_000 }, () => {
    const pasted = read(text);
    assert.ok(pasted.problems.length <= 51);
    for (const format of FORMATS) assert.equal(readAs(format, text).format, format);
    for (const write of [toCurl, toFetch, toRaw]) write(pasted.request);
    toFragment(pasted.request, { secrets: ["a-secret-of-some-length"] });
  });
}

test("what is nested deeper than anybody writes is a message at its place", () => {
  const { problems } = readAs("json", `{"headers":${"[".repeat(300)}`);
  assert.deepEqual(problems.map(({ line, column, message }) => [line, column, message]), [[1, 212, "this is nested deeper than 200 levels"]]);
});

test("of many problems the first are listed, and the others are counted", () => {
  const { problems } = read(`POST / HTTP/1.1\n${"none\n".repeat(60)}\nx`);
  assert.equal(problems.length, 51);
  assert.equal(problems.at(-1).message, "10 more problems are not listed");
});
