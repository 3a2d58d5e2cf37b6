// Requests to begin with. The page signs them itself, with a secret made on the spot, so that they
// are fresh and verify now; each also as it arrives where something on the way went wrong.

import { newSecret, sign } from "./core/index.ts";
import { emptyDraft, type Draft } from "./draft.ts";

/** A request that one provider would send. */
export interface Example {
  readonly name: string;
  readonly scheme: string;
  readonly id: string;
  readonly type: string;
  readonly options: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (now: Date) => string;
  /** What goes wrong in the broken one, and how. */
  readonly fault: string;
  readonly broken: (arrived: Arrived) => Arrived;
}

/** What a receiver has in its hands. */
export interface Arrived {
  readonly secret: string;
  readonly body: string;
}

const second = (now: Date): string => now.toISOString().replace(/\.\d+Z$/, "Z");

export const examples: readonly Example[] = [
  {
    name: "AffiliateBase",
    scheme: "affiliatebase",
    id: "evt_2Q8fXr7kLmVt",
    type: "commission.created",
    options: {},
    headers: {},
    body: (now) =>
      `{"id":"evt_2Q8fXr7kLmVt","type":"commission.created","occurred_at":"${second(now)}","data":{"id":"com_31","state":"pending","amount_cents":1000,"currency":"USD","affiliate_id":"aff_9","campaign_id":"cmp_2","sale_id":"sale_77","created_at":"${second(now)}"}}`,
    fault: "the secret was copied with a line break",
    broken: ({ secret, body }) => ({ secret: `${secret}\n`, body }),
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
    fault: "an editor changed the line ends",
    broken: ({ secret, body }) => ({ secret, body: body.replaceAll("\r\n", "\n") }),
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
    fault: "the body was parsed and written again",
    broken: ({ secret, body }) => ({ secret, body: JSON.stringify(JSON.parse(body)) }),
  },
  {
    name: "GitHub",
    scheme: "github",
    id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    type: "push",
    options: {},
    headers: { "user-agent": "GitHub-Hookshot/0a1b2c3" },
    body: () => `{"ref":"refs/heads/main","forced":false,"commits":[],"pusher":{"name":"Zoë","email":"zoe@example.com"}}`,
    fault: "the body was read in the wrong encoding",
    broken: ({ secret, body }) => ({ secret, body: body.replace("ë", "Ã«") }),
  },
];

/** The example as a draft, signed now: as it was sent, or as it arrived. */
export const draftOf = (example: Example, isBroken: boolean, now: Date): Draft => {
  const sent: Arrived = { secret: newSecret(), body: example.body(now) };
  const signed = sign({
    scheme: example.scheme,
    secret: sent.secret,
    body: sent.body,
    id: example.id,
    type: example.type,
    timestamp: now,
  } as never);
  const arrived = isBroken ? example.broken(sent) : sent;
  const headers = { host: "shop.example.com", "content-type": "application/json", ...example.headers, ...signed.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`).join("");
  return {
    ...emptyDraft,
    options: example.options,
    secrets: [arrived.secret],
    paste: { ...emptyDraft.paste, text: `POST /webhooks/${example.scheme} HTTP/1.1\n${lines}\n${arrived.body}` },
  };
};
