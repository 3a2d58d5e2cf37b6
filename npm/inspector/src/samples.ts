// Signed samples. The page signs them itself, with a secret made on the spot, so that they
// are fresh and verify now.

import { newSecret, sign } from "waxseal";

import { emptyDraft, type Draft } from "./draft.ts";

/** A request that one provider would send. */
export interface Sample {
  readonly name: string;
  readonly scheme: string;
  readonly id: string;
  readonly type: string;
  readonly options: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (now: Date) => string;
}

const second = (now: Date): string => now.toISOString().replace(/\.\d+Z$/, "Z");

export const samples: readonly Sample[] = [
  {
    name: "AffiliateBase",
    scheme: "affiliatebase",
    id: "evt_2Q8fXr7kLmVt",
    type: "commission.created",
    options: {},
    headers: {},
    body: (now) =>
      `{"id":"evt_2Q8fXr7kLmVt","type":"commission.created","occurred_at":"${second(now)}","data":{"id":"com_31","state":"pending","amount_cents":1000,"currency":"USD","affiliate_id":"aff_9","campaign_id":"cmp_2","sale_id":"sale_77","created_at":"${second(now)}"}}`,
  },
  {
    name: "Track360",
    scheme: "track360",
    id: "t360-10442",
    type: "conversion.qualified",
    options: { id: "/event_id", type: "/event_type", version: "/schema_version" },
    headers: {},
    body: (now) =>
      `{\r\n  "event_id": "t360-10442",\r\n  "event_type": "conversion.qualified",\r\n  "schema_version": "1.2",\r\n  "timestamp": "${second(now)}",\r\n  "affiliate_id": "A-118",\r\n  "customer_id": "C-20931",\r\n  "amount": 12500,\r\n  "currency": "EUR"\r\n}\r\n`,
  },
  {
    name: "Stripe",
    scheme: "stripe",
    id: "evt_1PqR7sKx",
    type: "payout.paid",
    options: {},
    headers: {},
    body: (now) =>
      `{\n  "id": "evt_1PqR7sKx",\n  "object": "event",\n  "created": ${Math.floor(now.getTime() / 1000)},\n  "type": "payout.paid",\n  "data": {\n    "object": {\n      "id": "po_1PqR7s",\n      "amount": 42000,\n      "currency": "eur"\n    }\n  }\n}`,
  },
  {
    name: "GitHub",
    scheme: "github",
    id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    type: "push",
    options: {},
    headers: { "user-agent": "GitHub-Hookshot/0a1b2c3" },
    body: () => `{"ref":"refs/heads/main","forced":false,"commits":[],"pusher":{"name":"Zoë","email":"zoe@example.com"}}`,
  },
];

/** The sample as a draft, signed now. */
export const draftOf = (sample: Sample, now: Date): Draft => {
  const secret = newSecret();
  const body = sample.body(now);
  const signed = sign({
    scheme: sample.scheme,
    secret,
    body,
    id: sample.id,
    type: sample.type,
    timestamp: now,
  } as never);
  const headers = { "content-type": "application/json", ...sample.headers, ...signed.headers };
  return {
    ...emptyDraft(sample.scheme),
    options: sample.options,
    secrets: [secret],
    headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n"),
    body: body.includes("\r\n")
      ? { form: "text", text: body.replaceAll("\r\n", "\n"), lineEnds: "crlf" }
      : { form: "text", text: body, lineEnds: "lf" },
  };
};
