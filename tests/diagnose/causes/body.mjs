// What stacks do to a body before it is verified. `on` are senders whose deliveries show it.
import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from "node:zlib";

import { join } from "../send/bytes.mjs";
import { fieldsOf } from "../send/forms.mjs";
import { writers } from "../send/json.mjs";
import { after, bodyArrivesAs, bodyBecomes, headerAdded, headersBecome } from "../stacks/change.mjs";
import { BOM, BOM_BE, BOM_LE, latin1, mojibake, mojibake1252, normalized, utf16be, utf16le, windows1252 } from "../stacks/charset.mjs";

/** Senders of JSON whose body goes into the message as bytes. */
export const JSON_SENDERS = [
  "stripe", "github", "shopify", "slack", "affiliatebase", "track360", "track360-base64", "standard-webhooks", "svix", "tolt", "paddle", "rewardful", "paystack", "zendesk",
  "discord", "telnyx", "hubspot-v3", "square", "growsurf", "authorize-net", "dub", "woocommerce", "own", "own-url",
];
/** Those whose key is shared, so that pairs with a secret can be made. */
const first = (...names) => [...names, ...JSON_SENDERS.filter((name) => !names.includes(name))];

const rewritten = (name) => bodyBecomes((body) => writers[name](JSON.parse(body.toString("utf8").replace(/^\ufeff/, ""))));
const text = (change) => bodyBecomes((body) => change(body.toString("utf8")));
const arrives = (change) => bodyArrivesAs((body) => change(body.toString("utf8")));

const reserialized = [
  { what: "Express json(), then JSON.stringify(req.body)", on: first("stripe", "slack"), over: { style: "js2" }, receive: rewritten("js") },
  { what: "Next Pages API bodyParser, then JSON.stringify", on: first("track360", "tolt"), over: { style: "python" }, receive: rewritten("js") },
  { what: "a PHP sender's escaped slashes and letters, written again by JavaScript", on: first("tolt", "paystack"), over: { style: "php" }, receive: rewritten("js") },
  { what: "a Go sender's escaped angle brackets, written again by JavaScript", on: first("svix", "own"), over: { style: "go" }, receive: rewritten("js") },
  { what: "Flask request.json, then json.dumps", on: first("github", "affiliatebase"), over: { style: "js" }, receive: rewritten("python") },
  { what: "FastAPI, json.dumps with ensure_ascii=False", on: first("standard-webhooks", "telnyx"), over: { style: "js" }, receive: rewritten("pythonUnicode") },
  { what: "Python with compact separators, letters escaped", on: first("paddle", "dub"), over: { style: "js" }, receive: rewritten("pythonCompact") },
  { what: "PHP json_decode, then json_encode", on: first("paystack", "discord"), over: { style: "js" }, receive: rewritten("php") },
  { what: "PHP with JSON_UNESCAPED_SLASHES", on: first("square", "track360"), over: { style: "js" }, receive: rewritten("phpSlashes") },
  { what: "Laravel with JSON_UNESCAPED_UNICODE", on: first("woocommerce", "shopify"), over: { style: "js" }, receive: rewritten("phpUnicode") },
  { what: "Rails params.to_json", on: first("github", "rewardful"), over: { style: "js" }, receive: rewritten("rails") },
  { what: "a Go struct through json.NewEncoder", on: first("hubspot-v3", "own-url"), over: { style: "js" }, receive: rewritten("goEncoder") },
  { what: "a Go map of a sender whose keys are sorted", on: first("zendesk", "growsurf"), over: { style: "sorted" }, receive: rewritten("goMap") },
  { what: "PostgreSQL jsonb of a sender whose keys are sorted", on: first("authorize-net", "rewardful"), over: { style: "sorted" }, receive: rewritten("jsonb") },
  { what: "ASP.NET System.Text.Json", on: first("shopify", "zendesk"), over: { style: "js" }, receive: rewritten("dotnet") },
  { what: "Gson with HTML escapes", on: first("stripe", "telnyx"), over: { style: "js" }, receive: rewritten("gson") },
  { what: "a Python sender's spaces, taken out by PHP", on: first("discord", "track360-base64"), over: { style: "python" }, receive: rewritten("php") },
  { what: "two spaces written as four by an editor", on: first("stripe", "own"), over: { style: "js2" }, receive: rewritten("js4") },
  { what: "Flask request.json of 64 KB", alone: true, on: first("stripe", "shopify"), over: { style: "js", items: 900 }, receive: rewritten("python") },
  { what: "Express json() of 64 KB indented", alone: true, on: first("own", "github"), over: { style: "js2", items: 600 }, receive: rewritten("js") },
  { what: "Flask jsonify of a sorted sender", on: first("slack", "affiliatebase"), over: { style: "sorted" }, receive: rewritten("flask") },
];

const prettyPrinted = [
  { what: "jq . > fixture.json", on: first("github", "paystack"), over: { style: "js" }, receive: arrives((body) => `${writers.js2(JSON.parse(body))}\n`) },
  { what: "JSON.stringify(req.body, null, 2)", on: first("affiliatebase", "svix"), over: { style: "js" }, receive: rewritten("js2") },
  { what: "python -m json.tool", on: first("standard-webhooks", "track360"), over: { style: "js" }, receive: rewritten("python4") },
  { what: "PHP JSON_PRETTY_PRINT", on: first("tolt", "woocommerce"), over: { style: "php" }, receive: rewritten("phpPretty") },
  { what: "Go json.MarshalIndent", on: first("paddle", "own"), over: { style: "go" }, receive: rewritten("goIndent") },
  { what: "an editor's tabs", on: first("shopify", "discord"), over: { style: "js" }, receive: rewritten("jsTab") },
  { what: "Jackson's pretty printer", on: first("square", "zendesk"), over: { style: "js" }, receive: rewritten("jackson2") },
  { what: "Postman's beautify (four spaces) of a Python sender", on: first("track360", "growsurf"), over: { style: "pythonCompact" }, receive: rewritten("js4") },
];

const newlineAdded = [
  { what: "echo \"$BODY\" | curl --data-binary @-", on: first("affiliatebase", "slack-form", "discord"), receive: arrives((body) => `${body}\n`) },
  { what: "an editor's last line", on: first("stripe", "github-form", "shopify"), receive: arrives((body) => `${body}\n`) },
  { what: "a Windows editor's last line", on: first("github", "track360"), receive: arrives((body) => `${body}\r\n`) },
  { what: "a heredoc and an editor: two line breaks", on: first("standard-webhooks", "hubspot-v3"), receive: arrives((body) => `${body}\n\n`) },
  { what: "lines.join(\"\\n\") + \"\\n\" of a stream reader", on: first("paddle", "own"), over: { style: "js2" }, receive: text((body) => `${body}\n`) },
  { what: "a line break behind 64 KB", alone: true, on: first("svix", "github"), over: { style: "js", items: 900 }, receive: arrives((body) => `${body}\n`) },
  { what: "puts request.raw_post", on: first("zendesk", "rewardful"), receive: text((body) => `${body}\n`) },
];

const newlineRemoved = [
  { what: "BODY=$(cat) in a shell", on: first("paddle", "svix"), over: { style: "goEncoder" }, receive: text((body) => body.replace(/\n+$/, "")) },
  { what: "rawBody.trim()", on: first("stripe", "track360"), over: { style: "js2", body: (body) => join(body, "\n") }, receive: text((body) => body.trim()) },
  { what: "PHP rtrim(file_get_contents('php://input'))", on: first("github", "paystack"), over: { body: (body) => join(body, "\r\n") }, receive: text((body) => body.trimEnd()) },
  { what: "a Go encoder's line break lost by JSON.parse and stringify", on: first("own", "dub"), over: { style: "pythonSorted", body: (body) => join(body, "\n") }, receive: text((body) => body.replace(/\n$/, "")) },
  { what: "a line reader's chomp", on: first("telnyx", "shopify"), over: { style: "goEncoder" }, receive: text((body) => body.replace(/\n$/, "")) },
  { what: "two line breaks trimmed", on: first("slack", "standard-webhooks"), over: { body: (body) => join(body, "\n\n") }, receive: text((body) => body.trim()) },
];

const lineEndings = [
  { what: "a fixture in git with autocrlf", on: first("stripe", "own"), over: { style: "js2" }, receive: arrives((body) => body.replaceAll("\n", "\r\n")) },
  { what: "a Windows editor saved it", on: first("track360", "shopify"), over: { style: "python4" }, receive: arrives((body) => body.replaceAll("\n", "\r\n")) },
  { what: "a Windows sender's CRLF read in text mode", on: first("zendesk", "square"), over: { style: "js2", body: (body) => body.toString().replaceAll("\n", "\r\n") }, receive: text((body) => body.replaceAll("\r\n", "\n")) },
  { what: "curl --data @file strips every line break", on: first("stripe", "standard-webhooks"), over: { style: "js2" }, receive: arrives((body) => body.replaceAll("\n", "")) },
  { what: "curl -d @file of four spaces", on: first("slack", "affiliatebase"), over: { style: "js4" }, receive: arrives((body) => body.replaceAll("\n", "")) },
  { what: "a relay normalises CRLF", on: first("discord", "svix"), over: { style: "js4", body: (body) => body.toString().replaceAll("\n", "\r\n") }, receive: arrives((body) => body.replaceAll("\r\n", "\n")) },
];

const bom = [
  { what: "PowerShell Set-Content -Encoding UTF8", on: first("stripe", "github"), receive: arrives((body) => join(BOM, body)) },
  { what: ".NET Encoding.UTF8.GetPreamble", on: first("affiliatebase", "track360"), receive: bodyBecomes((body) => join(BOM, body)) },
  { what: "Notepad saved a form", on: ["github-form", "slack-form", "paystack", "telnyx"], receive: arrives((body) => join(BOM, body)) },
  { what: "await request.text() drops the sender's mark", on: first("shopify", "standard-webhooks"), over: { body: (body) => join(BOM, body) }, receive: bodyBecomes((body) => new TextDecoder().decode(body)) },
  { what: "a BOM-stripping middleware", on: first("zendesk", "square"), over: { style: "js2", body: (body) => join(BOM, body) }, receive: bodyBecomes((body) => body.subarray(3)) },
];

const stringified = [
  { what: "JSON.stringify(rawBody)", on: first("stripe", "github"), over: { style: "js" }, receive: text((body) => JSON.stringify(body)) },
  { what: "JSON.stringify(event.body) in Lambda", on: first("affiliatebase", "svix"), receive: text((body) => JSON.stringify(body)) },
  { what: "Python json.dumps(request.data.decode())", on: first("track360", "paddle"), receive: text((body) => writers.python(body)) },
  { what: "PHP json_encode($raw)", on: first("woocommerce", "tolt"), over: { style: "js" }, receive: text((body) => writers.php(body)) },
  { what: "a queue that encodes its message once more (Go)", on: first("discord", "own"), over: { style: "js" }, receive: text((body) => writers.go(body)) },
  { what: "Rails to_json of the raw text", on: first("shopify", "standard-webhooks"), over: { style: "js" }, receive: text((body) => writers.rails(body)) },
];

// Names without quotes: Python and Ruby choose theirs by what is inside.
const unquotedNames = { style: "js", narrow: true, body: (body) => body.toString("utf8").replaceAll("'", "") };
/** `str` of a dictionary, and of bytes. */
const pythonText = (value) => {
  if (Array.isArray(value)) return `[${value.map(pythonText).join(", ")}]`;
  if (typeof value === "object" && value !== null) return `{${Object.entries(value).map(([name, member]) => `${pythonText(name)}: ${pythonText(member)}`).join(", ")}}`;
  if (typeof value === "string") return `'${value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}'`;
  return { true: "True", false: "False", null: "None" }[String(value)] ?? String(value);
};
const bytesText = (body) => `b'${[...body].map((byte) => (byte === 0x5c ? "\\\\" : byte === 0x0a ? "\\n" : byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte))).join("")}'`;
stringified.push(
  { what: "str(request.json) in Python", on: first("affiliatebase", "track360"), over: unquotedNames, receive: text((body) => pythonText(JSON.parse(body))) },
  { what: "str(request.data) of Python's bytes", on: first("paddle", "zendesk"), over: unquotedNames, receive: bodyBecomes((body) => bytesText(body)) },
);

const NARROW = { style: "js", narrow: true };
const withQuotes = { style: "js", narrow: true, body: (body) => body.toString().replace("https://", "“25 €” – https://") };
const asLatin1 = [
  { what: "req.setEncoding(\"latin1\")", on: first("stripe", "github"), over: NARROW, receive: bodyBecomes(mojibake) },
  { what: "a servlet without charset reads ISO-8859-1", on: first("affiliatebase", "shopify"), over: NARROW, receive: bodyBecomes(mojibake) },
  { what: "Buffer.toString(\"binary\")", on: first("standard-webhooks", "telnyx"), over: NARROW, receive: bodyBecomes(mojibake) },
  { what: "utf8_encode of what is UTF-8 already", on: first("paystack", "square"), over: NARROW, receive: bodyBecomes(mojibake) },
  { what: "utf8_decode", on: first("woocommerce", "slack"), over: NARROW, receive: bodyBecomes(latin1) },
  { what: "getBytes(ISO_8859_1)", on: first("track360", "discord"), over: NARROW, receive: bodyBecomes(latin1) },
  { what: "a windows-1252 file", on: first("rewardful", "slack"), over: withQuotes, receive: bodyBecomes(windows1252) },
  { what: "UTF-8 shown as windows-1252 and saved", on: first("stripe", "standard-webhooks"), over: withQuotes, receive: bodyBecomes(mojibake1252) },
];

const reencoded = [
  { what: "PowerShell Out-File: UTF-16 with a mark", on: first("stripe", "affiliatebase"), over: { style: "js" }, receive: arrives((body) => join(BOM_LE, utf16le(Buffer.from(body)))) },
  { what: ".NET Encoding.Unicode", on: first("zendesk", "track360"), over: { style: "js" }, receive: bodyBecomes(utf16le) },
  { what: "Java getBytes(UTF_16)", on: first("square", "own"), over: { style: "js" }, receive: bodyBecomes((body) => join(BOM_BE, utf16be(body))) },
  { what: "Encoding.BigEndianUnicode", on: first("github", "paddle"), over: { style: "js" }, receive: bodyBecomes(utf16be) },
  { what: "a store that decomposes letters (NFD)", on: first("shopify", "svix"), over: { style: "js" }, receive: bodyBecomes(normalized("NFD")) },
  { what: "a proxy that composes letters (NFC)", on: first("tolt", "discord"), over: { style: "js", body: normalized("NFD") }, receive: bodyArrivesAs(normalized("NFC")) },
];

const asJson = (body) => JSON.stringify(Object.fromEntries(fieldsOf(body)));
const formDecoded = [
  { what: "Express urlencoded(), then req.body.payload", on: ["github-form"], receive: bodyBecomes((body) => fieldsOf(body)[0][1]) },
  { what: "the same of a writer that leaves spaces as %20", on: ["github-form"], over: { style: "component" }, receive: bodyBecomes((body) => fieldsOf(body)[0][1]) },
  { what: "$_POST['payload']", on: ["github-form"], over: { style: "php" }, receive: bodyBecomes((body) => fieldsOf(body)[0][1]) },
  { what: "request.form['payload']", on: ["github-form"], over: { style: "python" }, receive: bodyBecomes((body) => fieldsOf(body)[0][1]) },
  { what: "Express urlencoded(), then JSON.stringify(req.body)", on: ["slack-form", "github-form"], receive: bodyBecomes(asJson) },
  { what: "json_encode($_POST)", on: ["slack-form"], over: { style: "php" }, receive: bodyBecomes((body) => writers.php(Object.fromEntries(fieldsOf(body)))) },
  { what: "json.dumps(request.form)", on: ["slack-form"], over: { style: "python" }, receive: bodyBecomes((body) => writers.python(Object.fromEntries(fieldsOf(body)))) },
  { what: "decodeURIComponent of the whole body", on: ["github-form", "slack-form"], over: { style: "component" }, receive: text((body) => decodeURIComponent(body)) },
  { what: "unquote_plus of the whole body", on: ["slack-form", "github-form"], over: { style: "python" }, receive: text((body) => decodeURIComponent(body.replaceAll("+", "%20"))) },
  { what: "API Gateway turned the form into JSON", on: ["twilio"], receive: after(bodyBecomes(asJson), headersBecome((headers) => headers.map(([name, value]) => (name === "Content-Type" ? [name, "application/json"] : [name, value])))) },
];

const marked = (encoding) => headerAdded("Content-Encoding", encoding);
const decompressed = [
  { what: "a proxy compressed it; the raw body is gzip", on: first("stripe", "github-form"), receive: after(bodyArrivesAs((body) => gzipSync(body)), marked("gzip")) },
  { what: "a relay's gzip without its header", on: first("affiliatebase", "track360"), receive: bodyArrivesAs((body) => gzipSync(body, { level: 9 })) },
  { what: "content-encoding deflate (zlib)", on: first("github", "own"), receive: after(bodyArrivesAs((body) => deflateSync(body)), marked("deflate")) },
  { what: "content-encoding deflate (raw)", on: first("shopify", "slack"), receive: after(bodyArrivesAs((body) => deflateRawSync(body)), marked("deflate")) },
  { what: "gzip kept by a queue", on: first("standard-webhooks", "discord"), over: { style: "js2" }, receive: after(bodyArrivesAs((body) => gzipSync(body, { level: 1 })), marked("gzip")) },
];

const inBase64 = [
  { what: "Lambda's event.body with isBase64Encoded", on: first("stripe", "github-form"), receive: bodyBecomes((body) => body.toString("base64")) },
  { what: "API Gateway with binary media types", on: first("shopify", "discord"), receive: bodyBecomes((body) => body.toString("base64")) },
  { what: "an SQS message that a producer encoded", on: first("affiliatebase", "svix"), receive: bodyArrivesAs((body) => body.toString("base64")) },
  { what: "the base64 command: lines of 76 and a line break", on: first("track360", "paddle"), receive: bodyArrivesAs((body) => body.toString("base64").replace(/.{1,76}/g, "$&\n")) },
  { what: "base64url of a capture", on: first("github", "own"), receive: bodyBecomes((body) => body.toString("base64url")) },
  { what: "Lambda, of 64 KB", alone: true, on: first("dub", "woocommerce"), over: { style: "js", items: 900 }, receive: bodyBecomes((body) => body.toString("base64")) },
  { what: "MIME lines with CRLF", on: first("zendesk", "slack-form"), receive: bodyArrivesAs((body) => body.toString("base64").replace(/.{1,76}/g, "$&\r\n").trimEnd()) },
];

const named = (cause, list) => list.map((one) => ({ cause, kind: "body", ...one }));

/** Every change of a body that can be proved. */
export const bodyCauses = [
  ...named("body_reserialized", reserialized), ...named("body_pretty_printed", prettyPrinted), ...named("body_newline_added", newlineAdded), ...named("body_newline_removed", newlineRemoved),
  ...named("body_line_endings", lineEndings), ...named("body_bom", bom), ...named("body_stringified_object", stringified), ...named("body_latin1", asLatin1), ...named("body_reencoded", reencoded),
  ...named("body_form_decoded", formDecoded), ...named("body_decompressed", decompressed), ...named("body_base64", inBase64),
];

/** Chunks that are decoded one by one: the border lies within a letter. */
const cutLetter = (body) => {
  const border = body.findIndex((byte) => byte >= 0xc0) + 1;
  return body.subarray(0, border).toString("utf8") + body.subarray(border).toString("utf8");
};

/** What can be seen, and not be proved: the bytes that were signed are gone. */
export const bodySeen = [
  ...named("body_empty", [
    { what: "the stream was read before (Express json())", on: ["stripe", "slack-form"], receive: bodyBecomes(() => "") },
    { what: "Next's bodyParser took it", on: ["standard-webhooks", "affiliatebase"], receive: bodyBecomes(() => "") },
    { what: "php://input read twice", on: ["paystack", "github-form"], receive: bodyBecomes(() => "") },
    { what: "a redirect turned POST into GET", on: ["track360", "zendesk"], receive: after(bodyArrivesAs(() => ""), headersBecome((headers) => headers.filter(([name]) => name !== "Content-Length"))) },
  ]),
  ...named("body_truncated", [
    { what: "a limit of 128 bytes", on: ["stripe", "github"], receive: bodyBecomes((body) => body.subarray(0, 128)) },
    { what: "only the first chunk was read", on: ["affiliatebase", "svix"], receive: bodyBecomes((body) => body.subarray(0, Math.floor(body.length / 2))) },
    { what: "a column of 255 characters", on: ["shopify", "slack"], receive: bodyBecomes((body) => body.subarray(0, 255)) },
    { what: "the connection broke before the last byte", on: ["discord", "own"], receive: bodyBecomes((body) => body.subarray(0, -1)) },
  ]),
  ...named("body_stringified_object", [
    { what: "String(req.body)", on: ["stripe", "affiliatebase"], receive: bodyBecomes(() => "[object Object]") },
    { what: "template literal of a parsed body", on: ["github", "discord"], receive: bodyBecomes(() => "[object Object]") },
    { what: "an array of objects as a string", on: ["hubspot-v3"], receive: bodyBecomes(() => "[object Object]") },
  ]),
  ...named("body_latin1", [
    { what: "Latin-1 bytes decoded as UTF-8: replacement characters", on: ["stripe", "track360"], over: NARROW, receive: bodyBecomes((body) => latin1(body).toString("utf8")) },
    { what: "toString(\"ascii\")-like loss, then UTF-8", on: ["github", "svix"], over: NARROW, receive: text((body) => body.replace(/[^\x00-\x7e]/g, "\ufffd")) },
    { what: "a letter cut in two at a chunk's border", on: ["affiliatebase", "slack"], over: { style: "js" }, receive: bodyBecomes((body) => cutLetter(body)) },
  ]),
  ...named("body_decompressed", [
    { what: "a sender that signs its gzip, inflated by the framework", on: ["stripe", "github"], over: { body: (body) => gzipSync(body) }, receive: after(bodyBecomes((body) => gunzipSync(body)), marked("gzip")) },
    { what: "nginx gunzip in front", on: ["affiliatebase", "own"], over: { body: (body) => gzipSync(body) }, receive: after(bodyBecomes((body) => gunzipSync(body)), marked("gzip")) },
    { what: "brotli as it arrived", on: ["shopify", "track360"], receive: after(bodyArrivesAs((body) => brotliCompressSync(body)), marked("br")) },
  ]),
];

/** What no one can turn back: the signed bytes hold more than the received ones. None of them may be called proved. */
export const bodyLost = named("lost", [
  { what: "a Go map of a sender whose keys are not sorted: their order is gone", on: ["github", "stripe"], over: { style: "js" }, receive: rewritten("goMap") },
  { what: "JSON.parse rounds an integer beyond 2^53", on: ["shopify", "track360"], over: { style: "js", body: (body) => body.toString().replace("{", '{"n":9007199254740993,') }, receive: rewritten("js") },
  { what: "1.0 becomes 1", on: ["affiliatebase", "own"], over: { style: "js", body: (body) => body.toString().replace("{", '{"rate":1.0,') }, receive: rewritten("js") },
  { what: "a name that stands twice is dropped", on: ["svix", "slack"], over: { style: "js", body: (body) => body.toString().replace("{", '{"type":"old",') }, receive: rewritten("js") },
  { what: "an empty object becomes a list in PHP", on: ["stripe", "discord"], over: { style: "js", body: (body) => body.toString().replace("{", '{"meta":{},') }, receive: text((body) => writers.php(JSON.parse(body.replaceAll("{}", "[]")))) },
]);
