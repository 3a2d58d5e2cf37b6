import { MOST_ID } from "./mapping.js";
import { type AmountForm, readAmount, readCurrency } from "./money.js";
import type { Known } from "./reconciliation.js";
import { textAt } from "./json-text.js";

/** An event as the API lists it, as far as it is looked at. */
export interface LoggedEvent {
  readonly id: string;
  readonly source: string;
  readonly event_id: string | null;
  readonly event_type: string | null;
  readonly state: string;
  readonly revision: number;
  readonly test: boolean;
  readonly accepted_at: number;
  readonly deliveries: readonly { readonly origin: string; readonly state: string }[];
}

/** Where values stand in the body of an event. */
export interface Places {
  /** The id; the event's own, if absent. */
  readonly id?: string | undefined;
  readonly amount?: string | undefined;
  readonly form: AmountForm;
  readonly currency?: { readonly pointer: string } | { readonly code: string } | undefined;
  /** The state; the event's type, if absent. */
  readonly state?: string | undefined;
}

/** Whether the bodies are needed. */
export const needsBodies = ({ id, amount, state }: Places): boolean => id !== undefined || amount !== undefined || state !== undefined;

/** Returns the event of a line or list of the API; none if it has another shape. */
export const asEvent = (value: unknown): LoggedEvent | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const { id, source, event_id: own, event_type: type, state, revision, test, accepted_at: at, deliveries } = value as Record<string, unknown>;
  const isText = (one: unknown): one is string | null => typeof one === "string" || one === null;
  if (typeof id !== "string" || typeof source !== "string" || !isText(own) || !isText(type) || typeof state !== "string") return undefined;
  if (typeof revision !== "number" || typeof test !== "boolean" || typeof at !== "number" || !Array.isArray(deliveries)) return undefined;
  const ways = deliveries.filter((one): one is { origin: string; state: string } => typeof one?.origin === "string" && typeof one.state === "string");
  return { id, source, event_id: own, event_type: type, state, revision, test, accepted_at: at, deliveries: ways };
};

/** Reads what is known by an event and its body; why not, where nothing identifies it. */
export const knownBy = (event: LoggedEvent, body: unknown, places: Places): Known | undefined => {
  const id = places.id === undefined ? event.event_id : textAt(body, places.id);
  if (id === null || id === undefined || id === "" || id.length > MOST_ID) return undefined;
  const type = event.event_type ?? "";
  const state = places.state === undefined ? type : (textAt(body, places.state) ?? "");
  const amount = places.amount === undefined ? undefined : moneyAt(body, places);
  return { id, source: event.source, state, type, at: event.accepted_at, ...(amount === undefined ? {} : { amount }) };
};

const moneyAt = (body: unknown, { amount, form, currency }: Places): Known["amount"] => {
  if (amount === undefined || currency === undefined) return undefined;
  const code = "code" in currency ? { value: currency.code } : readCurrency(textAt(body, currency.pointer) ?? "");
  if ("why" in code) return undefined;
  const minor = readAmount(textAt(body, amount) ?? "", code.value, form);
  return "why" in minor ? undefined : { minor: minor.value, currency: code.value };
};

/** States of a delivery from which nothing goes on by itself. */
const STUCK = ["dead", "expired", "held"];

/** The origins that an event has not reached and will not reach by itself; none of them, where it matched none. */
export const undelivered = ({ state, deliveries }: LoggedEvent): Readonly<Record<string, string>> | undefined => {
  const stuck = deliveries.filter((one) => STUCK.includes(one.state)).map(({ origin, state: at }) => [origin, at] as const);
  return stuck.length > 0 || state === "unrouted" ? Object.fromEntries(stuck) : undefined;
};
