// Bodies that every scheme must carry through unchanged. `facts` says what stands at /id and /type:
// null for "nothing there"; left out where the body is no JSON text and nothing is asserted.

const JSON_TEXT =
  '{"id":"evt_8Qd2","type":"commission.created","occurred_at":"2026-05-29T14:01:12Z",' +
  '"data":{"id":"com_31","state":"pending","amount_cents":1000,"currency":"USD"}}';

export const GENUINE = {
  value: JSON_TEXT,
  facts: { id: "evt_8Qd2", type: "commission.created" },
};

const body = (slug, comment, value, facts) => ({ slug, comment, value, facts });

export const BODIES = [
  body("empty", "an empty body", "", { id: null, type: null }),
  body("one-byte", "a body of one byte", "0", { id: null, type: null }),
  body("object-empty", "an object without members", "{}", { id: null, type: null }),
  body("spaced", "JSON with spaces and a final newline; compacting it would break the MAC",
    '{ "id" : "evt_1" ,\n  "type" : "payout.paid" }\n', { id: "evt_1", type: "payout.paid" }),
  body("crlf", "CRLF line ends, kept", '{\r\n"id":"evt_2",\r\n"type":"payout.paid"\r\n}\r\n',
    { id: "evt_2", type: "payout.paid" }),
  body("non-ascii", "UTF-8 of two, three and four bytes", '{"id":"evt_3","type":"payout.paid","name":"Zoë 株式会社 🦭"}',
    { id: "evt_3", type: "payout.paid" }),
  body("escapes", "escapes in the strings that are read", '{"id":"evt_\\u00e4\\/\\"","type":"payout\\u002epaid"}',
    { id: 'evt_ä/"', type: "payout.paid" }),
  body("duplicate-keys", "the last of two equal keys counts, as in JSON.parse",
    '{"id":"evt_old","type":"payout.failed","id":"evt_4","type":"payout.paid"}', { id: "evt_4", type: "payout.paid" }),
  body("duplicate-keys-null", "a last key without text takes the first one's place",
    '{"id":"evt_old","type":"payout.failed","id":null,"type":{"id":"x"}}', { id: null, type: null }),
  body("escaped-keys", "escapes in the names of members", '{"\\u0069d":"evt_13","t\\u0079pe":"payout.paid"}',
    { id: "evt_13", type: "payout.paid" }),
  body("nested-id", "an id in a nested object is not the event's",
    '{"data":{"id":"inner","type":"inner"},"id":"evt_5","type":"payout.paid"}', { id: "evt_5", type: "payout.paid" }),
  body("proto-key", "a key named __proto__ is a key like any other",
    '{"__proto__":{"id":"evil"},"id":"evt_6","type":"payout.paid"}', { id: "evt_6", type: "payout.paid" }),
  body("number-id", "an id that is a number keeps its digits; a double would lose the last ones",
    '{"id":1234567890123456789,"type":"payout.paid"}', { id: "1234567890123456789", type: "payout.paid" }),
  body("no-text", "null and true are no id and no type", '{"id":null,"type":true}', { id: null, type: null }),
  body("no-scalars", "an object is no id, a list no type", '{"id":{"id":"x"},"type":["x"]}', { id: null, type: null }),
  body("empty-text", "empty texts are no id and no type", '{"id":"","type":""}', { id: null, type: null }),
  body("list", "a list of events has no single id", '[{"id":"evt_9","type":"payout.paid"}]', { id: null, type: null }),
  body("json-cut", "JSON without its end: genuine, but nothing is read from it",
    '{"id":"evt_10","type":"payout.paid"', { id: null, type: null }),
  body("json-and-more", "something after the JSON: genuine, but nothing is read from it",
    '{"id":"evt_11","type":"payout.paid"} x', { id: null, type: null }),
  body("nested-100", "a hundred levels of nesting",
    `{"data":${"[".repeat(100)}${"]".repeat(100)},"id":"evt_12","type":"payout.paid"}`, { id: "evt_12", type: "payout.paid" }),
  body("bom", "a byte order mark before the JSON, under the MAC like every byte",
    Buffer.from('\uFEFF{"id":"evt_7","type":"payout.paid"}', "utf8")),
  body("invalid-utf8", "bytes that are no UTF-8",
    Buffer.concat([Buffer.from('{"id":"evt_'), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from('"}')])),
  body("nul-bytes", "NUL bytes in the body", Buffer.from([0, 1, 2, 0, 255, 0])),
  body("form", "a form body", "event=payout.paid&click_id=a%20b&amount=10.00"),
  body("dots", "a body that begins with the separator", '..1780063272.{"id":"evt_8"}'),
  body("1-kib", "1 KiB", { repeat: ["0123456789abcdef", 64] }),
  body("hash-block", "119 bytes, next to SHA-256's padding border", { repeat: ["p", 119] }),
  body("64-kib", "64 KiB", { repeat: ["waxseal 64 KiB. ", 4096] }),
  body("64-kib-and-one", "64 KiB and one byte, over the size of a piece", { repeat: ["x", 65537] }),
];

/** What becomes of the genuine body on a bad way or in bad hands: `[slug, body, what happened]`. */
export const ALTERED = [
  ["amount", JSON_TEXT.replace("1000", "9000"), "another amount"],
  ["cut", JSON_TEXT.slice(0, -1), "the last byte cut"],
  ["cut-first", JSON_TEXT.slice(1), "the first byte cut"],
  ["emptied", "", "the body removed"],
  ["newline", `${JSON_TEXT}\n`, "a newline added"],
  ["space", ` ${JSON_TEXT}`, "a space put before"],
  ["bom", Buffer.from(`\uFEFF${JSON_TEXT}`, "utf8"), "a byte order mark put before"],
  ["doubled", JSON_TEXT + JSON_TEXT, "the body twice"],
  ["pretty", JSON.stringify(JSON.parse(JSON_TEXT), null, 2), "the same JSON, printed anew"],
  ["nul", Buffer.from(`${JSON_TEXT}\0`), "a NUL added"],
];
