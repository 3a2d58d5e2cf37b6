// What is to be signed, and the request that comes of it.

import { ConfigError, newSecret, schemes, sign } from "./core/index.ts";
import type { Writable } from "./write/types.ts";

/** A request to sign, as typed. */
export interface Order {
  readonly scheme: string;
  readonly secret: string;
  readonly options: Readonly<Record<string, string>>;
  readonly url: string;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  /** The moment of signing, in Unix milliseconds. */
  readonly at: number;
}

/** What stands there at first: something that can be sent as it is. */
export const startOrder = (): Order => ({
  scheme: "standard-webhooks",
  secret: newSecret(),
  options: {},
  url: "http://localhost:3000/webhooks",
  id: "msg_test_1",
  type: "commission.created",
  body: '{"id":"evt_test_1","type":"commission.created","data":{"amount_cents":1000,"currency":"USD"}}',
  at: Date.now(),
});

/** A signed request, or why it cannot be signed. */
export type Made = { readonly request: Writable; readonly at: number } | { readonly problem: string };

const FOR_SIGNING: readonly string[] = ["header", "query", "prefix", "encoding"];

/** Signs an order. */
export const signed = (order: Order): Made => {
  try {
    const row = schemes.find(({ id }) => id === order.scheme);
    const place = Object.fromEntries(
      (row?.opens ?? []).filter((name) => FOR_SIGNING.includes(name) && (order.options[name] ?? "") !== "").map((name) => [name, order.options[name]]),
    );
    const { method, url, headers, body } = sign({
      ...place,
      ...(row?.takes === "nothing" ? {} : { secret: order.secret }),
      ...(order.id === "" ? {} : { id: order.id }),
      ...(order.type === "" ? {} : { type: order.type }),
      scheme: order.scheme,
      url: order.url,
      body: new TextEncoder().encode(order.body),
      timestamp: order.at,
    } as never);
    return { at: order.at, request: { method, url: url ?? "", headers: [["content-type", "application/json"], ...Object.entries(headers)], body: body as Uint8Array } };
  } catch (error) {
    // What the package says of its input: it came from these fields.
    if (error instanceof ConfigError) return { problem: error.detail };
    if (error instanceof TypeError) return { problem: error.message };
    throw error;
  }
};
