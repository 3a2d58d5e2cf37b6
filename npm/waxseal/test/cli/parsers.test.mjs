import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { curlCommand, joinChunks, oneLine, printable, readCurl, readRawHttp, Redaction, shownBytes, splitWords } from "../../dist/testing/cli.js";
import { file } from "./run.mjs";

fc.configureGlobal({ numRuns: 500 });

const latin1 = (text) => new Uint8Array(Buffer.from(text, "latin1"));
const noFile = () => {
  throw new Error("no file is named");
};
const curl = (text, read = noFile) => {
  const { method, url, headers, body, notes } = readCurl(Buffer.from(text, "utf8").toString("latin1"), read);
  return { method, url, headers: Object.fromEntries(headers), body: Buffer.from(body).toString("utf8"), notes };
};
const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** What bash 5 makes of these lines; checked against it by hand. */
const words = {
  [`curl a  b\tc`]: ["curl", "a", "b", "c"],
  [`'single "quoted" \\n'`]: ['single "quoted" \\n'],
  [`"double 'quoted' \\" \\\\ \\$ \\\` \\n"`]: ["double 'quoted' \" \\ $ ` \\n"],
  [`a'b'"c"d`]: ["abcd"],
  [`a\\ b \\'c\\"`]: ["a b", "'c\""],
  [`'' ""`]: ["", ""],
  ["a \\\n  b\\\nc"]: ["a", "bc"],
  ["a \\\r\n  b"]: ["a", "b"],
  ['"a\\\nb"']: ["ab"],
  [`$'a\\'b\\n\\t\\\\\\"\\x41\\101\\u0042\\e\\a\\cA\\q'`]: ["a'b\n\t\\\"AAB\x1b\x07\x01\\q"],
  [`$'\\xc3\\xa9'`]: ["\u00c3\u00a9"],
  [`$'\\u00e9\\U0001f600'`]: ["\u00c3\u00a9\u00f0\u009f\u0098\u0080"],
  [`"cost: $ 5" "5$" 5$`]: ["cost: $ 5", "5$", "5$"],
  [`a # a comment`]: ["a"],
  [`a#b`]: ["a#b"],
};
for (const [line, expected] of Object.entries(words)) {
  test(`a shell's words: ${JSON.stringify(line)}`, () => assert.deepEqual(splitWords(line).words, expected));
}

const ended = { "curl a | jq .": "|", "curl a; rm b": ";", "curl a && b": "&&", "curl a > out": ">", "curl a\nrm b": "the line end", "curl http://a.test/?x=1&y=2": "&" };
for (const [line, by] of Object.entries(ended)) {
  test(`what stands behind ${by} is not part of the command, and that is said`, () => {
    assert.equal(splitWords(line).endedBy, by);
    assert.deepEqual(curl(line).notes, [`what stands behind ${by} is not part of the command, and left out`]);
  });
}

const refusedWords = {
  'curl "$TOKEN"': /what a shell would fill in/,
  "curl $(pass)": /what a shell would fill in/,
  "curl `pass`": /what a shell would fill in/,
  'curl "${A}"': /what a shell would fill in/,
  'curl $"text"': /what a shell would fill in/,
  "curl 'open": /a quote \('\) is opened and not closed/,
  'curl "open': /a quote \("\) is opened and not closed/,
  "curl $'open": /a quote \(\$'\) is opened and not closed/,
  "curl $'\\ud83d\\ude00'": /half of a surrogate pair/,
  'curl ^"http://a.test^" ^': /quoted for cmd\.exe/,
  'curl "http://a.test" ^\r\n  -d x': /quoted for cmd\.exe/,
  "wget http://a.test": /does not begin with curl/,
};
for (const [line, message] of Object.entries(refusedWords)) {
  test(`refused with its reason: ${line}`, () => assert.throws(() => curl(line), { message }));
}

const commands = {
  "curl a.test": { method: "GET", url: "http://a.test", headers: {}, body: "" },
  "curl -d a=1 -d b=2 http://a.test": { method: "POST", headers: FORM, body: "a=1&b=2" },
  "curl -da=1 http://a.test": { method: "POST", body: "a=1" },
  "curl --data-raw @x http://a.test": { body: "@x" },
  "curl -X PUT --url http://a.test/x -H 'A: 1' -H 'B;' -H 'C:' --data-binary x": { method: "PUT", url: "http://a.test/x", headers: { A: "1", B: "", ...FORM }, body: "x" },
  "curl -sSLkXPATCH http://a.test": { method: "PATCH" },
  "curl -I http://a.test": { method: "HEAD" },
  "curl -G -d a=1 --data-urlencode 'b=c d&e' 'http://a.test/?x=0'": { method: "GET", url: "http://a.test/?x=0&a=1&b=c+d%26e", headers: {}, body: "" },
  "curl --json '{\"a\":1}' --json ' ' http://a.test": { method: "POST", headers: { "content-type": "application/json", accept: "application/json" }, body: '{"a":1} ' },
  "curl --json '{}' -H 'Content-Type: application/cloudevents+json' http://a.test": { headers: { "Content-Type": "application/cloudevents+json", accept: "application/json" } },
  "curl -u user:pass http://a.test": { headers: { authorization: "Basic dXNlcjpwYXNz" } },
  "curl -A agent -e http://b.test -b 'a=1; b=2' http://a.test": { headers: { "user-agent": "agent", referer: "http://b.test", cookie: "a=1; b=2" } },
  "curl --data-urlencode é --data-urlencode =a=b http://a.test": { body: "%C3%A9&a%3Db" },
  "curl -H 'content-type:' -d x http://a.test": { headers: {}, body: "x" },
  "curl --compressed --max-time 5 -o out -w '%{http_code}' --http2 http://a.test": { method: "GET", url: "http://a.test" },
  "/usr/bin/curl -- http://a.test": { url: "http://a.test" },
  "curl http://a.test -d 'é'": { body: "é" },
  "curl http://a.test -d 'a^\"b ^\nc' -H \"x: ^\"": { body: 'a^"b ^\nc' },
};
for (const [line, expected] of Object.entries(commands)) {
  test(`the request of: ${line}`, () => {
    const request = curl(line);
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(request[name], value, name);
  });
}

test("curl strips line ends and zero bytes from files of -d, and from no others", () => {
  const read = (path) => latin1(`${path}:\r\na\0b\n`);
  assert.equal(curl("curl http://a.test -d @f", read).body, "f:ab");
  assert.equal(curl("curl http://a.test --data-binary @f", read).body, "f:\r\na\0b\n");
  assert.equal(curl("curl http://a.test --json @-", read).body, "-:\r\na\0b\n");
  assert.equal(curl("curl http://a.test --data-urlencode n@f", read).body, "n=f%3A%0D%0Aa%00b%0A");
  assert.deepEqual(curl("curl http://a.test -H @f", () => latin1("A: 1\r\nB: 2\n")).headers, { A: "1", B: "2" });
});

const refusedCommands = {
  "curl -F a=b http://a.test": /--form cannot be read: curl sends a multipart body with a border that it draws by lot/,
  "curl -T f http://a.test": /--upload-file cannot be read/,
  "curl -K f": /-K cannot be read/,
  "curl --next http://a.test": /one request at a time/,
  "curl http://a.test http://b.test": /more than one URL/,
  "curl -H": /--header has no value/,
  "curl -d x": /has no URL/,
  "curl --frobnicate http://a.test": /curl's --frobnicate is not known here/,
  "curl -H nothing http://a.test": /a header of the command is not name: value/,
  "curl -b jar http://a.test": /--cookie names a file/,
};
for (const [line, message] of Object.entries(refusedCommands)) {
  test(`refused with its reason: ${line}`, () => assert.throws(() => curl(line), { message }));
}

/** Text without zero bytes, which no argument can carry, and whole characters. */
const argument = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => text.replaceAll("\0", "")).filter((text) => text.isWellFormed());
const headerName = fc.stringMatching(/^x-[a-z0-9-]{1,12}$/);
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

test("every word comes back from its quoted form", () => {
  const quote = (text, kind) => {
    if (kind === 0) return `'${text.replaceAll("'", "'\\''")}'`;
    if (kind === 1) return `"${text.replace(/[$`"\\]/g, "\\$&")}"`;
    return `$'${Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`;
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(argument, fc.nat(2)), { minLength: 1, maxLength: 6 }), (list) => {
      const line = list.map(([text, kind]) => quote(text, kind)).join(" ");
      const read = splitWords(Buffer.from(line).toString("latin1")).words.map((word) => Buffer.from(word, "latin1").toString());
      assert.deepEqual(read, list.map(([text]) => text));
    }),
  );
});

test("every request comes back from the cURL command that sign writes", () => {
  fc.assert(
    fc.property(argument, fc.dictionary(headerName, headerValue, { noNullPrototype: true }), fc.constantFrom("POST", "PUT"), (body, headers, method) => {
      const request = { method, url: "https://a.test/hook?a=1&b='2'", headers: { "content-type": "application/json", ...headers }, body: new Uint8Array(Buffer.from(body)) };
      const read = curl(curlCommand(request, undefined));
      assert.deepEqual([read.method, read.url, read.headers, read.body], [method, request.url, request.headers, body]);
    }),
  );
});

test("every raw request comes back, whatever bytes its body has", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.tuple(headerName, headerValue), { maxLength: 5 }), fc.constantFrom("\r\n", "\n"), (body, headers, end) => {
      const head = ["POST /hook?a=1 HTTP/1.1", ...headers.map(([name, value]) => `${name}: ${value}`), "", ""].join(end);
      const read = readRawHttp(new Uint8Array(Buffer.concat([Buffer.from(head), body])));
      assert.deepEqual([read.method, read.url, read.headers, [...read.body], read.notes], ["POST", "/hook?a=1", headers, [...body], []]);
    }),
  );
});

test("every body comes back from its chunks, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 6 }), fc.constantFrom("\r\n", "\n"), (chunks, end) => {
      const texts = chunks.map((chunk) => Buffer.from(chunk).toString("latin1"));
      const body = `${texts.map((text) => `${text.length.toString(16)};ext=1${end}${text}${end}`).join("")}0${end}trailer: x${end}${end}`;
      assert.equal(joinChunks(body), texts.join(""));
    }),
  );
});

test("no input makes a parser fail otherwise than by saying why", () => {
  const pieces = fc.array(fc.constantFrom("POST / HTTP/1.1", "\r\n", "\n", "\r", ":", " ", "a: b", "Transfer-Encoding: chunked", "Content-Length: 3", "5", "0", ";", "curl ", "-d", "-H ", "'", '"', "$", "\\", "@", "--json", "\u00ff"), { maxLength: 20 });
  fc.assert(
    fc.property(pieces, (list) => {
      const text = list.join("");
      for (const read of [() => readRawHttp(latin1(text)), () => readCurl(text, () => latin1("x"))]) {
        try {
          read();
        } catch (error) {
          assert.equal(error.kind, "usage", error.stack);
          assert.ok(error.message.length > 10);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

const raw = {
  "a folded header": ["POST / HTTP/1.1\r\nA: 1\r\n  2\r\n\r\n", /header line 2 begins with a space: a header folded over several lines is refused/],
  "a space before the colon": ["POST / HTTP/1.1\r\nA : 1\r\n\r\n", /header line 1 has a space before its colon/],
  "a field of HTTP/2": ["POST / HTTP/1.1\r\n:path: /\r\n\r\n", /is a field of HTTP\/2/],
  "a line that is no header": ["POST / HTTP/1.1\r\nnothing\r\n\r\n", /header line 1 is no header/],
  "a bare CR": ["POST / HTTP/1.1\r\nA: 1\rB: 2\r\n\r\n", /holds a bare CR/],
  "no first line": ["what is this\r\n\r\n", /the first line is neither a request line/],
  "an answer": ["HTTP/1.1 200 OK\r\n\r\n", /this is an answer, not a request/],
  "two lengths": ["POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", /content-length is not one number/],
  "a length that is none": ["POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\nab", /content-length is not one number/],
  "another coding": ["POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", /something else than chunked/],
  "chunks that are none": ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{}", /the body is not in chunks: if a tool has joined them already, take that header out/],
  "a chunk that is cut off": ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", /a chunk says 5 bytes, and 2 follow/],
  "a chunk that is longer": ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", /a chunk is longer than it says/],
};
for (const [name, [text, message]] of Object.entries(raw)) {
  test(`${name} is refused with its reason`, () => assert.throws(() => readRawHttp(latin1(text)), { message }));
}

test("headers alone, a missing empty line, and a method without a version are read", () => {
  const { method, headers, body } = readRawHttp(latin1("A: 1\nB:  2 \n\nbody"));
  assert.deepEqual([method, headers, Buffer.from(body).toString()], [undefined, [["A", "1"], ["B", "2"]], "body"]);
  assert.deepEqual(readRawHttp(latin1("POST /x\r\nA: 1")).notes, ["no empty line follows the headers: the body is taken as empty"]);
  assert.equal(readRawHttp(latin1("\r\nPOST /x HTTP/2\r\n\r\n")).url, "/x");
});

test("what is printed of others holds no control character and loses none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      for (const shown of [oneLine(text), printable(text)]) assert.equal(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(shown), null);
      assert.ok(!oneLine(text).includes("\n"));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const shown = shownBytes(bytes);
      assert.equal(/[\u0000-\u001f\u007f-\u009f]/.exec(shown), null);
      const back = shown.replace(/\\(\\|n|r|t|x[0-9a-f]{2}|u[0-9a-f]{4})/g, (_, escape) => {
        if (escape === "\\") return "\\";
        const named = { n: "\n", r: "\r", t: "\t" }[escape];
        return named ?? String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      });
      const isText = Buffer.from(bytes).equals(Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)));
      assert.deepEqual([...Buffer.from(back, isText ? "utf8" : "latin1")], [...bytes]);
    }),
  );
});

test("a secret is taken out in every way in which it could be written", () => {
  const bare = Buffer.from("sixteen-bytes-are-not-enough/+?").toString("base64");
  const secret = ["whsec_", bare].join("");
  const redaction = new Redaction();
  redaction.add(secret);
  redaction.add('quote"and\\back');
  for (const text of [secret, bare, encodeURIComponent(secret), Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex"), 'quote"and\\back', JSON.stringify('quote"and\\back').slice(1, -1)]) {
    const clean = redaction.clean(`before ${text} after`);
    assert.equal(clean, "before [secret] after");
  }
  assert.equal(redaction.clean("nothing of it"), "nothing of it");
});

test("a file that a command names is read as it is", () => {
  const path = file("data.txt", "a\r\nb");
  assert.equal(curl(`curl http://a.test -d @'${path}'`, (name) => latin1(name === path ? "a\r\nb" : "another")).body, "ab");
});
