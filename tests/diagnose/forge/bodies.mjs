// Bodies that say something else than was signed, and those that a careless decoder would not read to their end.
import { deflateSync, gzipSync } from "node:zlib";
import { seeded } from "../../conformance/random.mjs";
import { JSON_SENDERS } from "../causes/body.mjs";
import { join } from "../send/bytes.mjs";
import { fieldsOf } from "../send/forms.mjs";
import { deliver, senders } from "../send/senders.mjs";
import { after, bodyArrivesAs, bodyBecomes, headersBecome } from "../stacks/change.mjs";
import { BOM, BOM_LE, mojibake, utf16le } from "../stacks/charset.mjs";
import { lowered, onJson, onText, oneDigit, raised } from "./alter.mjs";
import { FORMS, sort } from "./sort.mjs";

const altered = sort(JSON_SENDERS, {
  "a raised amount": bodyBecomes((body) => raised(body)),
  "a lowered amount": bodyBecomes((body) => lowered(body)),
  "one digit changed": bodyBecomes((body) => oneDigit(body)),
  "another delivery's body": (delivery, r) => bodyArrivesAs(() => deliver(senders[delivery.sender.name], seeded(r.below(1e6))).request.body)(delivery, r),
  "an empty object": bodyArrivesAs(() => "{}"),
  "no body, and nothing said of one": after(bodyArrivesAs(() => ""), headersBecome((headers) => headers.filter(([name]) => !/^content-/i.test(name)))),
  ...Object.fromEntries([...Object.entries(onJson), ...Object.entries(onText)].map(([what, change]) => [what, bodyArrivesAs((body) => change(body))])),
  // What is read again rightly, of something that was changed.
  "base64 of a raised amount": bodyBecomes((body) => raised(body).toString("base64")),
  "gzip of a raised amount": bodyArrivesAs((body) => gzipSync(raised(body))),
  "a JSON text of a raised amount": bodyBecomes((body) => JSON.stringify(raised(body).toString("utf8"))),
  "UTF-16 of a raised amount": bodyArrivesAs((body) => join(BOM_LE, utf16le(raised(body)))),
  "a byte order mark and a raised amount": bodyArrivesAs((body) => join(BOM, raised(body))),
  "a line break and a raised amount": bodyArrivesAs((body) => join(raised(body), "\n")),
  "CRLF and a raised amount": bodyArrivesAs((body) => join(raised(body).toString("utf8").replace(/\{/, "{\r\n"))),
  "mojibake and a raised amount": bodyBecomes((body) => mojibake(raised(body))),
  // What a careless decoder would not read to its end.
  "gzip, and another member behind it": bodyArrivesAs((body) => join(gzipSync(body), gzipSync(Buffer.from('{"amount":1}')))),
  "gzip, and bytes behind it": bodyArrivesAs((body) => join(gzipSync(body), "approved")),
  "zlib, and bytes behind it": bodyArrivesAs((body) => join(deflateSync(body), "approved")),
  "gzip cut before its end": bodyArrivesAs((body) => gzipSync(body).subarray(0, -12)),
  "base64, and more behind its padding": bodyArrivesAs((body) => `${body.toString("base64")}=YXBwcm92ZWQ=`),
  "base64 with letters of no alphabet": bodyArrivesAs((body) => body.toString("base64").replace(/^(.{8})/, "$1<script>!")),
  "a JSON text, and a document behind it": bodyArrivesAs((body) => `${JSON.stringify(body.toString("utf8"))}{"amount":1}`),
  "UTF-16, and an odd byte behind it": bodyArrivesAs((body) => join(BOM_LE, utf16le(body), "x")),
  "UTF-16 with another high byte": bodyArrivesAs((body) => { const made = utf16le(body); made[3] = 1; return join(BOM_LE, made); }),
  "an overlong letter": bodyArrivesAs((body) => { const at = body.indexOf("a"); return join(body.subarray(0, at), Buffer.from([0xc1, 0xa1]), body.subarray(at + 1)); }),
  "a byte that is no UTF-8": bodyArrivesAs((body) => join(body.subarray(0, 9), Buffer.from([0xff]), body.subarray(9))),
  "cut after its first half, and nothing said of its length": after(bodyArrivesAs((body) => body.subarray(0, Math.floor(body.length / 2)))),
});

const inForms = sort(FORMS, {
  "a field added": bodyArrivesAs((body) => `${body}&admin=true`),
  "a raised amount in a form": bodyArrivesAs((body) => String(body).replace(/\d/, (digit) => String((Number(digit) + 1) % 10))),
  "a field twice": bodyArrivesAs((body) => `${body}&${String(body).split("&")[0].split("=")[0]}=forged`),
  "a decoded field, altered": bodyBecomes((body) => fieldsOf(body)[0][1].replace(/[a-z]/, "X")),
  "JSON of the fields, and one more": bodyBecomes((body) => JSON.stringify({ ...Object.fromEntries(fieldsOf(body)), admin: "true" })),
  "JSON of the fields, one forged": bodyBecomes((body) => JSON.stringify(Object.fromEntries(fieldsOf(body).map(([name, value], at) => [name, at === 0 ? `${value}0` : value])))),
  "JSON of the fields, one twice": bodyBecomes((body) => JSON.stringify(Object.fromEntries(fieldsOf(body))).replace("{", `{"${fieldsOf(body)[0][0]}":"forged",`)),
});

// Values as text of other languages: what a reader of them might pass over.
const python = (body) => JSON.stringify(JSON.parse(body)).replaceAll("\"", "'").replaceAll("true", "True").replaceAll("false", "False").replaceAll("null", "None");

const plainNames = { style: "js", body: (body) => body.toString("utf8").replaceAll("'", "").replaceAll("\\", "") };

const languages = sort(["rewardful", "affiliatebase", "track360", "paystack", "dub", "tolt"], {
  "Python's text of a raised amount": { over: plainNames, receive: bodyBecomes((body) => python(raised(body).toString("utf8"))) },
  "Python's text, and an expression behind it": { over: plainNames, receive: bodyBecomes((body) => `${python(body)} or {'amount': 1}`) },
  "Python's text with a name twice": { over: plainNames, receive: bodyBecomes((body) => python(body).replace("{", "{'id': 'forged', ")) },
  "Python's text of two strings side by side": { over: plainNames, receive: bodyBecomes((body) => python(body).replace(/'([a-z]{2})([a-z]+)':/, "'$1' '$2':")) },
  "Python's text with a comment": { over: plainNames, receive: bodyBecomes((body) => `${python(body)} # approved`) },
  "b'' with another document behind it": { over: plainNames, receive: bodyBecomes((body) => `b'${body}' b'{"amount":1}'`) },
});

export const bodyForgeries = [...altered, ...inForms, ...languages];
