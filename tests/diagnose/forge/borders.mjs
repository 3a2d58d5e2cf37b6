// Bytes moved over the border between two parts: the same bytes under the MAC, another meaning.
import { gzipSync } from "node:zlib";
import { join } from "../send/bytes.mjs";
import { after, bodyArrivesAs, headerAdded, headersBecome, isSignature, valueBecomes } from "../stacks/change.mjs";
import { BOM } from "../stacks/charset.mjs";
import { nowInStead, spliced } from "./deliveries.mjs";
import { LISTED, sort } from "./sort.mjs";

const moved = (name, change) => ({ what: change.what, on: [name], receive: change.receive });

const head = (body, length) => body.subarray(0, length).toString("utf8");

const time = (change) => valueBecomes(/timestamp|signature$/i, change);

const borders = [
  moved("stripe", { what: "the signed text put into the body, with a new timestamp", receive: (delivery, r) => after(bodyArrivesAs((body) => join(delivery.known.sent.time, ".", body)), nowInStead)(delivery, r) }),
  moved("own", { what: "the signed text put into the body", receive: (delivery, r) => bodyArrivesAs((body) => join(delivery.known.sent.time, ".", body))(delivery, r) }),
  moved("slack", { what: "Slack's signed text put into the body, with a new timestamp", receive: (delivery, r) => after(bodyArrivesAs((body) => join("v0:", delivery.known.sent.time, ":", body)), nowInStead)(delivery, r) }),
  moved("paddle", { what: "Paddle's signed text put into the body", receive: (delivery, r) => bodyArrivesAs((body) => join(delivery.known.sent.time, ":", body))(delivery, r) }),
  ...LISTED.map((name) => moved(name, { what: "id and timestamp put into the body, both new in the headers", receive: (delivery, r) => after(bodyArrivesAs((body) => join(delivery.known.id, ".", delivery.known.sent.time, ".", body)), spliced(/-(id|timestamp)$/i))(delivery, r) })),
  ...LISTED.map((name) => moved(name, { what: "the timestamp put behind the id, a new one in its place", receive: (delivery, r) => after(valueBecomes(/-id$/i, (value) => `${value}.${delivery.known.sent.time}`), nowInStead)(delivery, r) })),
  ...LISTED.map((name) => moved(name, { what: "id and timestamp in another header, a new id and timestamp in their place", receive: (delivery, r) => after(headerAdded("X-Request-Id", `${delivery.known.id}.${delivery.known.sent.time}`), spliced(/-(id|timestamp)$/i))(delivery, r) })),
  ...LISTED.map((name) => moved(name, { what: "the timestamp put before the body, the id kept", receive: (delivery, r) => after(bodyArrivesAs((body) => join(delivery.known.sent.time, ".", body)), nowInStead)(delivery, r) })),
  moved("stripe", { what: "the body's start put behind the timestamp", receive: (delivery, r) => { const cut = delivery.request.body.indexOf(".") + 1; return after(time((value) => value.replace(delivery.known.sent.time, `${delivery.known.sent.time}.${head(delivery.request.body, cut - 1)}`)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  moved("slack", { what: "the body's start put behind Slack's timestamp", receive: (delivery, r) => { const cut = delivery.request.body.indexOf(":") + 1; return after(valueBecomes(/timestamp$/i, (value) => `${value}:${head(delivery.request.body, cut - 1)}`), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  moved("growsurf", { what: "the body's start put behind GrowSurf's timestamp", receive: (delivery, r) => { const cut = delivery.request.body.indexOf(".") + 1; return after(time((value) => value.replace(delivery.known.sent.time, `${delivery.known.sent.time}.${head(delivery.request.body, cut - 1)}`)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  ...["zendesk", "discord"].map((name) => moved(name, { what: "the timestamp's last letter put before the body", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value.slice(0, -1)), bodyArrivesAs((body) => join(delivery.known.sent.time.at(-1), body)))(delivery, r) })),
  ...["zendesk", "discord"].map((name) => moved(name, { what: "the body's first letter put behind the timestamp", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value + head(delivery.request.body, 1)), bodyArrivesAs((body) => body.subarray(1)))(delivery, r) })),
  ...["square"].map((name) => moved(name, { what: "the body's start put behind the URL of x-original-url", receive: (delivery, r) => { const path = delivery.request.url.replace(/^https:\/\/[^/]+/, ""); const cut = delivery.request.body.indexOf(",") + 1; return after(headerAdded("X-Original-URL", path + head(delivery.request.body, cut)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } })),
];

// The same with what a search may look at besides: other templates, other headers, other forms of the body, other schemes.
const signedText = (delivery) => join(delivery.sender.message(delivery.known.sent));

const wrapped = (what, wrap, names = ["stripe", "slack", "standard-webhooks", "paddle"]) => names.map((name) => moved(name, { what: `the signed text as body, ${what}`, receive: (delivery, r) => bodyArrivesAs(() => wrap(signedText(delivery)))(delivery, r) }));

const headOf = (body, cut) => head(body, cut);

const tailOf = (body, cut) => body.subarray(cut).toString("utf8");

const cutAt = (header, at, keep) => (delivery, r) => {
  const { body } = delivery.request;
  const cut = at(body);
  return after(headerAdded(header, keep(body, cut)), bodyArrivesAs(() => (keep === headOf ? body.subarray(cut) : body.subarray(0, cut))))(delivery, r);
};

const BODY_ALONE = ["github", "shopify", "rewardful", "dub", "paystack"];

const clickForm = (end) => ({ type: "application/x-www-form-urlencoded", body: `click_id=abc${end}&payout=1780063272` });

const borderSearches = [
  ...wrapped("in base64", (text) => text.toString("base64")),
  ...wrapped("as a JSON text", (text) => JSON.stringify(text.toString("utf8"))),
  ...wrapped("with a line break", (text) => join(text, "\n")),
  ...wrapped("behind a byte order mark", (text) => join(BOM, text)),
  ...wrapped("compressed", (text) => gzipSync(text)),
  ...sort(BODY_ALONE, {
    "the body's start in an id header ({id}{body})": cutAt("X-Request-Id", (body) => body.indexOf(",") + 1, headOf),
    "the body's start up to a dot in an id header ({id}.{body})": (delivery, r) => { const { body } = delivery.request; const dot = body.indexOf("."); return after(headerAdded("X-Event-Id", head(body, dot)), bodyArrivesAs(() => body.subarray(dot + 1)))(delivery, r); },
    "the body's end in an id header ({body}{id})": cutAt("X-Request-Id", (body) => body.lastIndexOf(","), tailOf),
    "the body's end behind a dot in an id header ({body}.{id})": (delivery, r) => { const { body } = delivery.request; const dot = body.lastIndexOf("."); return after(headerAdded("X-Event-Id", tailOf(body, dot + 1)), bodyArrivesAs(() => body.subarray(0, dot)))(delivery, r); },
    "a form's end in an id header": { over: { ...clickForm(1), body: "click_id=abc&status=paid&refund=1" }, receive: cutAt("X-Request-Id", (body) => body.lastIndexOf("&"), tailOf) },
    "a form's last number in a time header ({body}{timestamp})": { over: clickForm(2), receive: cutAt("X-Timestamp", (body) => body.lastIndexOf("=") + 1, tailOf) },
    "a list's first number in a time header ({timestamp}{body})": { over: { type: "text/csv", body: "1780063272,paid,100" }, receive: cutAt("X-Timestamp", (body) => body.indexOf(","), headOf) },
    "a number before a dot in a time header ({timestamp}.{body})": { over: { type: "text/plain", body: "1780063272.paid 100" }, receive: cutAt("X-Timestamp", (body) => body.indexOf("."), (body, cut) => head(body, cut)) },
  }),
  ...["stripe", "own", "growsurf"].map((name) => moved(name, { what: "the old timestamp in an id header, a new one in its place ({id}.{body})", receive: (delivery, r) => after(headerAdded("X-Request-Id", delivery.known.sent.time), nowInStead)(delivery, r) })),
  ...["stripe", "own", "slack", "svix"].map((name) => moved(name, { what: "the old timestamp in another header, a new one in its place", receive: (delivery, r) => after(headerAdded("X-Original-Timestamp", delivery.known.sent.time), nowInStead)(delivery, r) })),
  moved("hubspot-v3", { what: "the timestamp's first digit put behind the body", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value.slice(1)), bodyArrivesAs((body) => join(body, delivery.known.sent.time[0])))(delivery, r) }),
  { ...moved("hubspot-v3", { what: "three digits of the timestamp put behind the body: what is left counts seconds", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => value.slice(3)), bodyArrivesAs((body) => join(body, delivery.known.sent.time.slice(0, 3))))(delivery, r) }), over: { at: 1_781_780_063_250 } },
  moved("square", { what: "the body's start, without its comma, behind the URL of x-original-url", receive: (delivery, r) => { const path = delivery.request.url.replace(/^https:\/\/[^/]+/, ""); const cut = delivery.request.body.indexOf(","); return after(headerAdded("X-Original-URL", path + head(delivery.request.body, cut)), bodyArrivesAs((body) => body.subarray(cut)))(delivery, r); } }),
  // Mailgun signs a timestamp and a token of the body, and nothing else of it: whatever begins with digits is such a pair.
  ...["stripe", "own", "paddle"].map((name) => moved(name, { what: "the signed text as Mailgun's timestamp and token, in a body that nobody signed", receive: (delivery, r) => {
    const [, timestamp, token] = /^(\d+)([^]*)$/.exec(signedText(delivery).toString("utf8"));
    const body = JSON.stringify({ signature: { timestamp, token, signature: delivery.known.tag.toString("hex") }, "event-data": { id: "forged", event: "delivered", amount: 999999 } });
    return after(headersBecome((headers) => headers.filter(([own]) => !isSignature(own))), bodyArrivesAs(() => body))(delivery, r);
  } })),
  // Zettle signs a timestamp and one member of the body.
  ...["stripe", "own"].map((name) => moved(name, { what: "the signed text as Zettle's timestamp and payload, beside members that nobody signed", receive: (delivery, r) => {
    const { time: timestamp, body } = delivery.known.sent;
    const outer = JSON.stringify({ organizationUuid: "forged", messageUuid: "forged", eventName: "PurchaseCreated", messageId: "forged", payload: body.toString("utf8"), timestamp });
    return after(headersBecome((headers) => [...headers.filter(([own]) => !isSignature(own)), ["X-iZettle-Signature", delivery.known.tag.toString("hex")]]), bodyArrivesAs(() => outer))(delivery, r);
  } })),
  // A sender of the same form without a timestamp: the signed text is its whole body, as text of another language.
  ...["stripe", "own", "slack"].map((name) => moved(name, { what: "the signed text as the body of Rewardful, as a JSON text", receive: (delivery, r) => after(headersBecome((headers) => [...headers.filter(([own]) => !isSignature(own)), ["X-Rewardful-Signature", delivery.known.tag.toString("hex")]]), bodyArrivesAs(() => JSON.stringify(signedText(delivery).toString("utf8"))))(delivery, r) })),
  ...["stripe", "slack", "own"].map((name) => moved(name, { what: "the signed text as GitHub's body", receive: (delivery, r) => after(headersBecome((headers) => [...headers.filter(([own]) => !isSignature(own)), ["X-Hub-Signature-256", `sha256=${delivery.known.tag.toString("hex")}`], ["X-GitHub-Event", "push"]]), bodyArrivesAs(() => signedText(delivery)))(delivery, r) })),
];

// A list of numbers, not JSON: its first digits look like a part of the time in front of it.
const listed = { type: "text/csv", body: "250,paid,100\n" };

const digits = [
  ...["discord", "zendesk"].map((name) => ({ ...moved(name, { what: "the list's first digits put behind the timestamp", receive: (delivery, r) => after(valueBecomes(/timestamp$/i, (value) => `${value}250`), bodyArrivesAs((body) => body.subarray(3)))(delivery, r) }), over: listed })),
  ...["stripe", "own"].map((name) => ({ ...moved(name, { what: "a list's second time taken for the time", receive: (delivery, r) => after(time((value) => value.replace(delivery.known.sent.time, "1780063272")), bodyArrivesAs(() => "paid"))(delivery, r) }), over: { type: "text/plain", body: "1780063272.paid" } })),
];

export const borderForgeries = [...borders, ...borderSearches, ...digits];
