// What is pasted becomes the request that was meant, and what is wrong with it is said at its place.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { inspect } from "node:util";

import { loadSource, plain } from "./load-source.mjs";

const { read, readAs, FORMATS, headerLines, readHeaderLines } = await loadSource("read/index.ts");

const utf8 = (text) => Buffer.from(text, "utf8").toString("latin1");
const JSON_TYPE = ["content-type", "application/json"];

/** Compares what was read; members that are not named are not compared. */
const expect = (pasted, { format, body, problems = [], ...wanted }) => {
  const { request } = pasted;
  assert.equal(pasted.format, format);
  assert.match(pasted.because, /^[A-Z][^]*\.$/);
  if (body !== undefined) assert.equal(Buffer.from(request.body).toString("latin1"), utf8(body));
  for (const [name, value] of Object.entries(wanted)) assert.deepEqual(name in pasted ? pasted[name] : request[name], value, name);
  assert.deepEqual(pasted.problems.map(({ severity, line, column, length, message }) => [severity, line, column, length, message]), problems);
};

const cases = {
  "a raw request with CRLF": ["POST /hook?a=1 HTTP/1.1\r\nHost: a.test\r\nX-Name: Zoë\r\nX-Empty:\r\nX-Two: 1\r\nX-Two: 2\r\n\r\n{\r\n\"a\": 1}\r\n", { format: "http", method: "POST", url: "/hook?a=1", headers: [["Host", "a.test"], ["X-Name", utf8("Zoë")], ["X-Empty", ""], ["X-Two", "1"], ["X-Two", "2"]], body: '{\r\n"a": 1}\r\n', isBodyExact: true }],
  "a raw request with LF, behind a byte order mark and empty lines": ["\ufeff\n\nPUT /hook HTTP/2\nA: 1\n\nbody", { format: "http", method: "PUT", url: "/hook", headers: [["A", "1"]], body: "body" }],
  "a method and a URL without a version": ["POST https://a.test/hook\nA: 1\n\nbody", { format: "http", method: "POST", url: "https://a.test/hook", body: "body" }],
  "a header folded over two lines": ["POST / HTTP/1.1\nSig: t=1,\n v1=ab\n\nx", { format: "http", headers: [["Sig", "t=1, v1=ab"]], body: "x", problems: [["note", 3, 1, 6, "header line 2 begins with a space: a header folded over several lines is refused, as RFC 9112 has it; write it on one line; here it was joined to the line above by one space"]] }],
  "a dump of HTTP/2": [":method: POST\n:path: /hook?a=1\n:authority: a.test\n:scheme: https\nx-sig: ab\n\n{}", { format: "http", method: "POST", url: "https://a.test/hook?a=1", headers: [["x-sig", "ab"]], body: "{}", problems: [["note", 1, 1, 13, "header line 1 is a field of HTTP/2 (:method, :path): write POST /path HTTP/1.1 as the first line in their place; here they were read in its place"]] }],
  "a body in chunks": ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab\n\r\n2;x=y\r\ncd\r\n0\r\nTrailer: 1\r\n\r\n", { format: "http", body: "ab\ncd", isBodyExact: true }],
  "a body that is said to be in chunks and is joined": ['POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n{"a":1}', { format: "http", body: '{"a":1}', problems: [["note", 4, 1, 7, "transfer-encoding says chunked, and the body is not in chunks: if a tool has joined them already, take that header out; here the body was taken as it stands"]] }],
  "a body in chunks that is cut off": ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n9\r\nabc", { format: "http", body: "ababc", problems: [["error", 6, 1, 1, "a chunk says 9 bytes, and 3 follow: the request is cut off"]] }],
  "a body that is shorter than its length": ["POST / HTTP/1.1\r\nA: 1\r\nContent-Length: 9\r\n\r\nabc", { format: "http", body: "abc", isBodyExact: false, problems: [["note", 3, 1, 17, "content-length is 9, and only 3 bytes follow: the body is cut off, or its line ends were changed"]] }],
  "a body with a line end that an editor added": ["POST / HTTP/1.1\nContent-Length: 3\n\nabc\n", { format: "http", body: "abc", isBodyExact: true, problems: [["note", 4, 4, 1, "content-length is 3, and 4 bytes follow: the last 1 (a line end, as editors add it) is not part of the body, and left out"]] }],
  "a body that grew on the way": ["POST / HTTP/1.1\nContent-Length: 3\n\nYWJj", { format: "http", body: "YWJj", isBodyExact: false, problems: [["note", 2, 1, 17, "content-length is 3, and 4 bytes follow: all of them are taken as the body; something on the way may have changed it"]] }],
  "a body that lost its carriage returns in a text field": ["POST / HTTP/1.1\nContent-Length: 8\n\n{\né\n}\n", { format: "http", body: "{\né\n}\n", isBodyExact: false, problems: [["note", 2, 1, 17, "content-length is 8, and only 7 bytes follow: the body is cut off, or its line ends were changed"]] }],
  "a body that lost its carriage returns, and a length that proves it": ["POST / HTTP/1.1\nContent-Length: 10\n\n{\né\n}\n", { format: "http", body: "{\r\né\r\n}\r\n", isBodyExact: false, problems: [["note", 4, 1, 6, "with CRLF at its line ends the body has as many bytes as content-length says, and it was read so: text fields turn CRLF into LF"]] }],
  "a line that is no header, behind a wide character": ["POST / HTTP/1.1\nX: 🦭é\nnothing here\n\nx", { format: "http", headers: [["X", utf8("🦭é")]], body: "x", problems: [["error", 3, 1, 12, "header line 2 is no header: it must be name: value"]] }],
  "an answer": ["HTTP/1.1 200 OK\r\nA: 1\r\n\r\n", { format: "http", problems: [["error", 1, 1, 15, "this is an answer, not a request: its first line is a status"]] }],
  "headers with a body": ["X-Sig: ab\nContent-Type: text/plain\n\nbody", { format: "headers", headers: [["X-Sig", "ab"], ["Content-Type", "text/plain"]], body: "body", url: "" }],
  "one header alone": ["stripe-signature: t=1,v1=ab", { format: "headers", headers: [["stripe-signature", "t=1,v1=ab"]], body: "", problems: [["note", 1, 28, 0, "no empty line follows the headers: the body is taken as empty"]] }],

  "a cURL command of a browser": ["curl 'https://a.test/x' \\\n  -H 'content-type: application/json' \\\n  --data-raw $'{\"a\":\"it\\'s\\u0021 \\ud83e\\uddad\"}'", { format: "curl", method: "POST", url: "https://a.test/x", headers: [JSON_TYPE], body: '{"a":"it\'s! 🦭"}', problems: [["note", 3, 34, 12, "the command holds half of a surrogate pair (\\ud800 to \\udfff): put the character itself there; here the two halves were joined, as the browser meant them"]] }],
  "a cURL command with a prompt and a pipe": ["$ curl http://a.test -d x | jq .", { format: "curl", body: "x", problems: [["note", 1, 27, 1, "what stands behind | is not part of the command, and left out"]] }],
  "a cURL command that names a file": ["curl http://a.test --data-binary @é.json", { format: "curl", method: "POST", body: "", isBodyExact: false, problems: [["error", 1, 34, 7, "the command reads a file, which a page cannot: drop the file on the body, or paste its content"]] }],
  "a cURL command with a form": ["curl http://a.test -F a=b -H 'A: 1'", { format: "curl", headers: [["A", "1"]], isBodyExact: false, problems: [["error", 1, 20, 2, "curl's --form cannot be read: curl sends a multipart body with a border that it draws by lot, so the signed bytes are not in the command"]] }],
  "a cURL command that is cut off": ["curl http://a.test -H 'A: 1' -d '{\"a\":", { format: "curl", headers: [["A", "1"], ["content-type", "application/x-www-form-urlencoded"]], body: '{"a":', isBodyExact: false, problems: [["error", 1, 33, 1, "a quote (') is opened and not closed: is the command cut off?"]] }],
  "a cURL command with a variable": ['curl http://a.test -H "X: $TOKEN"', { format: "curl", headers: [["X", "$TOKEN"]], problems: [["error", 1, 27, 2, "the command holds what a shell would fill in ($NAME, $(…) or backticks): put its value there, or single quotes around it"]] }],
  "a flag called as a member of every object": ["curl --__proto__ --constructor http://a.test", { format: "curl", url: "http://a.test", problems: [["error", 1, 6, 11, "a flag of curl is not known here"], ["error", 1, 18, 13, "curl's --constructor is not known here: take it out if it does not change the request"]] }],
  "a cURL command for cmd.exe": ['curl ^"https://a.test/x?a=1^&b=^%^2^" ^\r\n  -H ^"x-a: 1^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"b ^\n\n c^\\\\^\\^"^}^"\r\n', { format: "curl", method: "POST", url: "https://a.test/x?a=1&b=%2", headers: [["x-a", "1"], ["content-type", "application/x-www-form-urlencoded"]], body: '{"a":"b \n c\\"}' }],
  "a cURL command for cmd.exe whose line ends became CRLF": ['curl ^"https://a.test/^" ^\r\n  --data-raw ^"a^\r\n\r\nb^"', { format: "curl", body: "a\nb" }],
  "a cURL command with empty lines behind it": ["curl http://a.test \\\n  -d x\n\n\n", { format: "curl", body: "x" }],
  "a cURL command with another line behind it": ["curl http://a.test -d x\n\necho done\n", { format: "curl", body: "x", problems: [["note", 1, 24, 1, "what stands behind the line end is not part of the command, and left out"]] }],
  "PowerShell": ['Invoke-WebRequest -UseBasicParsing -Uri "https://a.test" `\n -Method POST', { format: "curl", isBodyExact: false, problems: [["error", 1, 1, 58, 'this is PowerShell, which quotes in its own way: in the browser choose "Copy as cURL (bash)", or paste the request as raw HTTP']] }],
  "PowerShell's curl": ["curl -Uri https://a.test -Method POST", { format: "curl", problems: [["error", 1, 1, 37, 'this is PowerShell, which quotes in its own way: in the browser choose "Copy as cURL (bash)", or paste the request as raw HTTP']] }],

  "a fetch call of Chrome": ['fetch("https://a.test/x", {\n  "headers": {\n    "content-type": "application/json"\n  },\n  "referrer": "https://b.test/",\n  "body": "{\\"a\\":\\"é\\\\n\\"}",\n  "method": "POST",\n  "mode": "cors",\n  "credentials": "include"\n});', { format: "fetch", method: "POST", url: "https://a.test/x", headers: [JSON_TYPE], body: '{"a":"é\\n"}', isBodyExact: true }],
  "a fetch call of Firefox": ['await fetch("https://a.test/x", {\n    "credentials": "omit",\n    "headers": {\n        "X-Sig": "ab"\n    },\n    "body": "a=1",\n    "method": "POST"\n});', { format: "fetch", headers: [["X-Sig", "ab"], ["content-type", "text/plain;charset=UTF-8"]], body: "a=1" }],
  "a fetch call by hand": ["const answer = await fetch('https://a.test', { method: 'patch', // comment\n headers: new Headers([['A', '1']]), body: JSON.stringify({ b: [1, true, null, 1.50], 'a': \"x\" }) }).then((r) => r.json());", { format: "fetch", method: "patch", url: "https://a.test", headers: [["A", "1"], ["content-type", "text/plain;charset=UTF-8"]], body: '{"b":[1,true,null,1.5],"a":"x"}' }],
  "a fetch call with fields of a form": ["fetch('https://a.test', { method: 'post', body: new URLSearchParams({ a: 'b c', d: 'é' }) })", { format: "fetch", method: "POST", headers: [["content-type", "application/x-www-form-urlencoded;charset=UTF-8"]], body: "a=b+c&d=%C3%A9" }],
  "a fetch call with a variable": ["fetch('https://a.test', {\n  method: 'POST',\n  body: payload,\n})", { format: "fetch", isBodyExact: false, problems: [["error", 3, 9, 1, "payload is a name whose value is not known here: put the value in its place"]] }],
  "a fetch call that is cut off": ["fetch('https://a.test', { method: 'POST', body: '{\"a\":", { format: "fetch", isBodyExact: false, problems: [["error", 1, 49, 1, "a quote (') is opened and not closed: is the text cut off?"]] }],

  "a postback's URL": ["https://t.test/pb?click_id=1&payout=2.50&sig=ab\n", { format: "url", method: "GET", url: "https://t.test/pb?click_id=1&payout=2.50&sig=ab", body: "", isBodyExact: true }],
  "a path and query": ["/pb?click_id=1", { format: "url", method: "GET", url: "/pb?click_id=1" }],
  "a URL with a fragment": ["https://t.test/pb?a=1#x", { format: "url", url: "https://t.test/pb?a=1", problems: [["note", 1, 22, 2, "what stands behind # is not sent, and left out"]] }],

  "a logged request with a text for its body": ['{"method":"POST","url":"/x","headers":{"Content-Type":"a","X-Two":["1","2"]},"body":"{\\"a\\":1}","timestamp":"2026-01-01T00:00:00Z"}', { format: "json", method: "POST", url: "/x", headers: [["Content-Type", "a"], ["X-Two", "1"], ["X-Two", "2"]], body: '{"a":1}', isBodyExact: true, now: 1_767_225_600_000 }],
  "a logged request with its body parsed": ['{"headers":{"host":"a.test"},\n "body":{"a":1}}', { format: "json", body: '{"a":1}', isBodyExact: false, problems: [["note", 2, 9, 7, "the body was parsed before it was logged, so its bytes are lost: it is written again as compact JSON, which may differ from what was sent"]] }],
  "a logged request with a Buffer": ['{"headers":{},"body":{"type":"Buffer","data":[0,255,10]}}', { format: "json", headers: [], isBodyExact: true }],
  "a log entry with a request": ['{"level":"warn","req":{"method":"POST","url":"/x","headers":{"host":"a.test"},"body":"x"}}', { format: "json", method: "POST", url: "/x", headers: [["host", "a.test"]], body: "x" }],
  "Node's flat list": ['["Host","a.test","X-Sig","ab"]', { format: "json", headers: [["Host", "a.test"], ["X-Sig", "ab"]], isBodyExact: false, problems: [["note", 1, 1, 30, "these are headers alone: put the body into its field"]] }],
  "a header that is no text": ['{"headers":{"a":"1","b":{"c":1}},"body":""}', { format: "json", headers: [["a", "1"]], problems: [["error", 1, 25, 7, "a header must be a name and a text"]] }],
  "a log that is cut off": ['{\n"headers": {"host": "a.test"},\n"body": "abc', { format: "json", isBodyExact: false, problems: [["error", 3, 9, 1, 'a quote (") is opened and not closed: is the text cut off?']] }],
  "an event of API Gateway, version 1": ['{"httpMethod":"POST","path":"/x","headers":{"Host":"a.test"},"multiValueHeaders":{"Host":["a.test"],"X":["1","2"]},"queryStringParameters":{"a":"b c"},"requestContext":{"path":"/prod/x","requestTimeEpoch":1700000000000},"body":"e30=","isBase64Encoded":true}', { format: "json", method: "POST", url: "https://a.test/prod/x?a=b%20c", headers: [["Host", "a.test"], ["X", "1"], ["X", "2"]], body: "{}", now: 1_700_000_000_000, problems: [["note", 1, 140, 11, "this event has the query decoded: it is encoded again here, and may have been written otherwise"]] }],
  "an event of API Gateway, version 2": ['{"version":"2.0","rawPath":"/x","rawQueryString":"a=b%20c","headers":{"x":"1"},"cookies":["a=1","b=2"],"requestContext":{"domainName":"d.test","http":{"method":"POST"},"timeEpoch":1700000000000},"body":"é","isBase64Encoded":false}', { format: "json", method: "POST", url: "https://d.test/x?a=b%20c", headers: [["x", "1"], ["cookie", "a=1; b=2"]], body: "é", isBodyExact: true }],
  "an event whose base64 is none": ['{"headers":{},"isBase64Encoded":true,"body":"*"}', { format: "json", body: "", isBodyExact: false, problems: [["error", 1, 45, 3, "the body is said to be base64 and is not"]] }],
  "a Python dictionary": ["{'method': 'POST', 'headers': {'Host': 'a.test', 'X': None}, 'body': b'{\\x22a\\x22:1}', 'ok': True}", { format: "json", method: "POST", headers: [["Host", "a.test"]], body: '{"a":1}', isBodyExact: true }],

  "JSON without headers": ['{"id":"evt_1"}\n', { format: "text", body: '{"id":"evt_1"}\n', isBodyExact: true }],
  "JSON that is cut off": ['{"id":"evt_1', { format: "text", body: '{"id":"evt_1' }],
  "a form": ["a=1&b=2", { format: "text", body: "a=1&b=2" }],
  "XML": ["<a>\n</a>", { format: "text", body: "<a>\n</a>" }],
  "nothing": ["", { format: "text", body: "" }],
  "blanks alone": [" \n", { format: "text", body: " \n" }],
  "a sentence": ["Hello: this is a body", { format: "text", body: "Hello: this is a body" }],
  "a mark of bytes that were lost": ["X-Sig: a\n\nca\ufffd", { format: "headers", isBodyExact: false, problems: [["note", 3, 3, 1, "the body holds U+FFFD, which stands where bytes were no UTF-8: they were lost before this was pasted, unless the sender wrote it; drop the file, or paste a hex dump"]] }],
};
for (const [name, [text, wanted]] of Object.entries(cases)) test(`read: ${name}`, () => expect(read(text), wanted));

const HAR_TEXT = (entries) => JSON.stringify({ log: { version: "1.2", entries } }, null, 1);
const entry = (method, url, headers, postData, more = {}) => ({ startedDateTime: "2026-01-01T00:00:00.000Z", request: { method, url, httpVersion: "h2", headers, ...(postData === undefined ? {} : { postData }), bodySize: -1, ...more }, response: { status: 401 } });

test("read: a HAR file lists its requests, and takes the last one that looks signed", () => {
  const text = HAR_TEXT([
    entry("GET", "https://a.test/page", []),
    entry("POST", "https://a.test/hook#x", [{ name: ":path", value: "/hook" }, { name: "X-Signature", value: "é" }], { mimeType: "a", text: '{"é":1}' }),
    entry("POST", "https://a.test/other", [], { mimeType: "a", text: "x" }),
  ]);
  const pasted = read(text);
  assert.equal(pasted.because, "It is a HAR file with 3 requests.");
  expect(pasted, { format: "har", method: "POST", url: "https://a.test/hook", headers: [["X-Signature", utf8("é")]], body: '{"é":1}', chosen: 1, now: 1_767_225_600_000, isBodyExact: true });
  assert.deepEqual(pasted.choices, [{ label: "GET https://a.test/page (401)" }, { label: "POST https://a.test/hook#x (401)" }, { label: "POST https://a.test/other (401)" }]);
  expect(read(text, { choice: 2 }), { format: "har", url: "https://a.test/other", body: "x", chosen: 2 });
  expect(read(text, { choice: 9 }), { format: "har", url: "https://a.test/page", chosen: 0 });
});

test("read: one entry of a HAR file, with base64, with fields alone, and with a length that shows a loss", () => {
  expect(read(JSON.stringify(entry("POST", "https://a.test", [], { text: "/wA=", encoding: "base64" }))), { format: "har", isBodyExact: true, choices: [] });
  assert.deepEqual([...read(JSON.stringify(entry("POST", "https://a.test", [], { text: "/wA=", encoding: "base64" }))).request.body], [255, 0]);
  const fields = JSON.stringify(entry("POST", "https://a.test", [], { params: [{ name: "a", value: "b c" }] }));
  expect(read(fields), { format: "har", body: "a=b+c", isBodyExact: false, problems: [["note", 1, fields.indexOf('[{"name":"a"') + 1, 28, "this HAR has the form's fields and not its text: they are encoded again here, and may have been written otherwise"]] });
  const lossy = JSON.stringify(entry("POST", "https://a.test", [], { text: "ab" }, { bodySize: 3 }));
  expect(read(lossy), { format: "har", body: "ab", isBodyExact: false, problems: [["note", 1, lossy.indexOf('{"text"') + 1, 13, "the HAR says that the body has 3 bytes, and 2 are in it: it is not what was sent"]] });
});

test("read: a HAR file that is broken says where", () => {
  expect(read('{"log": {\n"entries": [{"request" {}}]}}'), { format: "har", problems: [["error", 2, 24, 1, "a colon is missing behind a name"]] });
});

const MESSAGE = "POST /hook HTTP/1.1\r\nHost: a.test\r\nX-Sig: ab\r\n\r\n" + "0".repeat(64) + "\x00\xff\r\n";
const dumps = { "xxd": ["xxd", []], "xxd -p": ["xxd", ["-p"]], "xxd -u -g1": ["xxd", ["-u", "-g", "1"]], "hexdump -C": ["hexdump", ["-C"]], "hexdump": ["hexdump", []], "od": ["od", ["-A", "x", "-t", "x1z"]] };
for (const [name, [program, words]] of Object.entries(dumps)) {
  for (const [what, bytes] of Object.entries({ "a whole request": MESSAGE, "a body": `{"a":1}${"\x01\xff".repeat(40)}!`, "repeated lines": `{${"x".repeat(15)}${"=".repeat(100)}` })) {
    test(`read: ${what} as ${name} shows it`, () => {
      const pasted = read(execFileSync(program, words, { input: Buffer.from(bytes, "latin1"), encoding: "utf8" }));
      assert.equal(pasted.format, "hex");
      assert.deepEqual(pasted.problems.filter(({ severity }) => severity === "error"), []);
      const isMessage = bytes === MESSAGE;
      assert.equal(Buffer.from(pasted.request.body).toString("latin1"), isMessage ? bytes.split("\r\n\r\n")[1] : bytes);
      if (isMessage) assert.deepEqual(plain(pasted.request).headers, [["Host", "a.test"], ["X-Sig", "ab"]]);
      assert.equal(pasted.request.isBodyExact, true);
    });
  }
}

test("read: digits with marks between them, and digits that are not whole", () => {
  expect(read("7b:22:61:22:3a:31:7d:7d"), { format: "hex", body: '{"a":1}}' });
  expect(read("\\x7b\\x22\\x61\\x22\\x3a\\x31\\x7d\\x0A"), { format: "hex", body: '{"a":1}\n' });
  expect(readAs("hex", "7b227"), { format: "hex", body: '{"', isBodyExact: false, problems: [["error", 1, 6, 0, "there is an odd number of digits: one is missing, and the last is left out"]] });
  expect(readAs("hex", "7b\n22 zz"), { format: "hex", body: '{"', isBodyExact: false, problems: [["error", 2, 4, 1, "this is no hexadecimal digit; what stands from here on is left out"]] });
});

test("read: a dump with a line missing says where", () => {
  const lines = execFileSync("xxd", [], { input: "0123456789abcdef".repeat(4), encoding: "utf8" }).split("\n");
  expect(read([...lines.slice(0, 2), ...lines.slice(3)].join("\n")), { format: "hex", body: "0123456789abcdef".repeat(3), isBodyExact: false, problems: [["error", 3, 1, lines[3].length, "the offset is 48, and 32 bytes came before: lines are missing or cut"]] });
});

test("read: an object as Node prints it", () => {
  const request = { method: "POST", originalUrl: "/x", headers: { host: "a.test", "stripe-signature": `t=1,v1=${"ab".repeat(60)}` }, body: Buffer.from('{"a":1}') };
  for (const printed of [inspect(request, { depth: null }), inspect(request, { compact: false, depth: null, breakLength: 40 })]) {
    expect(read(printed), { format: "json", method: "POST", url: "/x", headers: Object.entries(request.headers), body: '{"a":1}', isBodyExact: true });
  }
  const bare = inspect(Object.assign(Object.create(null), request.headers));
  expect(read(bare), { format: "json", headers: Object.entries(request.headers), isBodyExact: false, problems: [["note", 1, 26, bare.length - 25, "these are headers alone: put the body into its field"]] });
  const long = inspect({ ...request, body: Buffer.alloc(100, 1) });
  const pasted = read(long);
  assert.equal(pasted.request.isBodyExact, false);
  assert.deepEqual(pasted.problems.map(({ severity, message }) => [severity, message]), [["error", "the log leaves out the rest of these bytes: print body.toString('base64')"]]);
  const deep = read(inspect({ headers: { host: "a.test" }, body: { a: { b: { c: 1 } } } }));
  assert.match(deep.problems[0].message, /the log leaves out what is inside \[Object\]/);
});

const captured = (more) => ({ at: 1_780_063_272_250, code: "signature_mismatch", method: "POST", url: "/in/stripe", address: null, content: { headers: [["content-type", "application/json"], ["authorization", "***"], ["x-name", "é"]], body: Buffer.from('{"é":1}').toString("base64"), is_cut: false }, ...more });

test("read: a capture of the Worker lists its requests with their codes", () => {
  const text = JSON.stringify({ id: 1, source: "stripe", armed_at: 1, until: 2, left: 8, is_armed: true, by: "admin", requests: [captured({}), captured({ code: "timestamp_stale", content: { ...captured({}).content, is_cut: true } })] });
  const pasted = read(text);
  assert.equal(pasted.because, "It is a capture of the Worker.");
  expect(pasted, {
    format: "json", method: "POST", url: "/in/stripe", headers: [JSON_TYPE, ["authorization", "***"], ["x-name", utf8("é")]], body: '{"é":1}', now: 1_780_063_272_250, isBodyExact: true, chosen: 0, hints: { code: "signature_mismatch" },
    problems: [["note", 1, text.indexOf('[["content-type"') + 1, JSON.stringify(captured({}).content.headers).length, "masked when it was captured, put the values in: authorization"]],
  });
  assert.deepEqual(pasted.choices, [{ label: "POST /in/stripe 2026-05-29T14:01:12.250Z (signature_mismatch)", code: "signature_mismatch" }, { label: "POST /in/stripe 2026-05-29T14:01:12.250Z (timestamp_stale)", code: "timestamp_stale" }]);
  const second = read(text, { choice: 1 });
  assert.deepEqual([second.hints, second.request.isBodyExact], [{ code: "timestamp_stale" }, false]);
  assert.match(second.problems[1].message, /^the body was cut off when it was captured/);
});

test("read: a captured request's link says how its source is configured", () => {
  const link = { v: 1, method: "POST", url: "/in/track", headers: [], body: "", scheme: "track360", options: { header: "x-sig" } };
  const pasted = read(JSON.stringify(captured({ content: { headers: [["a", "b"]], body: "", is_cut: false, is_masked: true }, inspect: `/inspect#request=${Buffer.from(JSON.stringify(link)).toString("base64url")}` })));
  assert.equal(pasted.because, "It is a request that the Worker captured.");
  assert.deepEqual(pasted.hints, { code: "signature_mismatch", scheme: "track360", options: { header: "x-sig" } });
  assert.deepEqual(pasted.problems.map(({ severity, message }) => [severity, message]), [["note", "something secret in the URL or the body was masked when it was captured"]]);
});

test("read: a list of captures says where their content is", () => {
  const { content, ...rest } = captured({});
  const pasted = read(JSON.stringify({ captures: [{ id: 1, requests: [rest] }] }));
  assert.match(pasted.problems[0].message, /^headers and body are not in a list of captures/);
  assert.equal(content.is_cut, false);
});

test("read: a file keeps the bytes that no text can", () => {
  const bytes = new Uint8Array(Buffer.from("POST / HTTP/1.1\r\nX: \xe9\r\nnone\r\n\r\n\xff\x00\r\n", "latin1"));
  const pasted = read(new TextDecoder().decode(bytes), { bytes });
  assert.deepEqual([plain(pasted.request).headers, plain(pasted.request).body, pasted.request.isBodyExact], [[["X", "\xe9"]], "\xff\x00\r\n", true]);
  assert.deepEqual(pasted.problems.map(({ line, column, length }) => [line, column, length]), [[3, 1, 4]]);
  const body = read("\ufffd", { bytes: Uint8Array.of(255) });
  assert.deepEqual([body.format, [...body.request.body], body.request.isBodyExact], ["text", [255], true]);
});

test("read: any format can be chosen", () => {
  for (const format of FORMATS) {
    const pasted = readAs(format, "hello");
    assert.deepEqual([pasted.format, pasted.because], [format, "It was chosen."]);
  }
  expect(readAs("text", "POST / HTTP/1.1\n\n"), { format: "text", body: "POST / HTTP/1.1\n\n" });
  expect(readAs("json", "[1]"), { format: "json", problems: [["error", 1, 1, 0, "there is no request in this JSON: headers are missing. If it is the body, choose the format for a body alone"]] });
  expect(readAs("har", "{}"), { format: "har", problems: [["error", 1, 1, 0, "this is no HAR: log.entries, or an entry's request, is missing"]] });
});

test("header lines of a field are read with their places, and written back", () => {
  const { headers, problems } = readHeaderLines("POST /x HTTP/1.1\r\nA: é\r\n\r\nnothing\nB:");
  assert.deepEqual(headers, [["A", utf8("é")], ["B", ""]]);
  assert.deepEqual(problems.map(({ line, column, length, message }) => [line, column, length, message]), [[4, 1, 7, "header line 4 is no header: it must be name: value"]]);
  assert.equal(headerLines(headers), "A: é\nB: ");
});
