import { randomBytes } from "node:crypto";
import catalogs from "#catalogs";
import type { Catalog, EventType } from "./catalog.js";
import { usage } from "./failure.js";
import { meant } from "./nearest.js";
import { withPointer } from "./pointer.js";
import type { Chosen } from "./scheme.js";

/** An event to be signed. */
export interface SampleEvent {
  readonly id: string;
  readonly type: string;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** Makes an id that no event had before. */
export const newId = (): string => `evt_${randomBytes(9).toString("hex")}`;

/** The ids of the catalogs. */
export const catalogIds: readonly string[] = Object.keys(catalogs);

/** Finds a catalog. */
export const catalogOf = (id: string): Catalog => {
  const catalog = Object.hasOwn(catalogs, id) ? catalogs[id] : undefined;
  if (catalog === undefined) throw usage(`there is no catalog of this name${meant(id, catalogIds)}; there are ${catalogIds.join(", ")}`);
  return catalog;
};

/** Finds a type of a catalog. */
export const typeOf = (catalog: Catalog, name: string): EventType => {
  const types = Object.keys(catalog.types);
  const type = Object.hasOwn(catalog.types, name) ? catalog.types[name] : undefined;
  if (type === undefined) throw usage(`${catalog.name} has no type of this name${meant(name, types)}; there are ${types.join(", ")}`);
  return type;
};

/** A field to set, by its path with points, or by JSON pointer. */
export type Field = readonly [pointer: string, value: unknown];

/** Reads `--field`. */
export const readField = (text: string): Field => {
  const [, path, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined) throw usage("--field must be NAME=VALUE, such as data.amount_cents=1250");
  return [path.startsWith("/") ? path : `/${path.split(".").join("/")}`, jsonOr(value)];
};

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Makes an event of a catalog: as its sender documents it, with a new id and the current time. */
export const catalogEvent = (catalog: Catalog, name: string, fields: readonly Field[], now: number, test: boolean): SampleEvent => {
  const type = typeOf(catalog, name);
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const values: Readonly<Record<string, unknown>> = { ...VALUES, ...type.example, ...newFor(name, time) };
  const names = type.example === undefined ? type.fields : Object.keys(type.example);
  let event: unknown = Object.fromEntries(names.filter((field) => field !== "test" && field !== "data").map((field) => [field, values[field] ?? field]));
  if (type.data !== undefined) event = withPointer(event, "/data", dataOf(name, type, values));
  if (test) event = withPointer(event, "/test", true);
  for (const [pointer, value] of fields) event = withPointer(event, pointer, value);
  const { id } = event as { id?: unknown };
  return { id: typeof id === "string" || typeof id === "number" ? String(id) : newId(), type: name, body: jsonBytes(event), contentType: "application/json" };
};

/** The entity: all fields where the sender documents them or money is involved, else those that every entity has. */
const dataOf = (name: string, type: EventType, values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const documented = type.example?.["data"] as Record<string, unknown> | undefined;
  const money = documented !== undefined || /^(commission|payout)\./.test(name);
  const fields = (type.data ?? []).filter((field) => money || ["id", "state", "affiliate_id", "created_at"].includes(field));
  const own: Record<string, unknown> = { id: `${name.split(".")[0]}_1`, state: name.split(".")[1] };
  return Object.fromEntries(fields.map((field) => [field, own[field] ?? values[field] ?? field]));
};

/** What is new in every event. */
const newFor = (type: string, time: string): Readonly<Record<string, unknown>> => ({
  id: newId(), type, occurred_at: time, timestamp: time, event_timestamp: time, created_at: time,
});

/** What fields say where the sender documents no example. */
const VALUES: Readonly<Record<string, unknown>> = {
  schema_version: "1.0",
  currency: "USD",
  amount_cents: 1250,
  qualifying_amount: 10_000,
  commission_amount: 1250,
  payout_amount: 1250,
  commission_model: "CPA",
  conversion_type: "deposit",
  source: "newsletter",
  sub_ids: { s1: "spring" },
  geo: { country: "DE" },
  affiliate_id: "aff_7",
  affiliate_name: "Example Partner",
  customer_id: "cus_42",
  conversion_id: "conv_1",
  campaign_id: "camp_1",
  sale_id: "sale_1",
  tier: "gold",
};

/** What an event for `probe` should say. */
export interface Wanted {
  readonly id: string;
  readonly type: string;
}

/** Makes an event that a scheme can sign, with id and type where the scheme has them. */
export const sampleEvent = ({ text, place }: Pick<Chosen, "text" | "place">, { id, type }: Wanted): SampleEvent => {
  if (text["message"]?.includes("{form") === true) {
    const body = new TextEncoder().encode(new URLSearchParams({ id, type, test: "true" }).toString());
    return { id, type, body, contentType: "application/x-www-form-urlencoded" };
  }
  let event: unknown;
  const set = (where: string | undefined, value: unknown): void => {
    if (where?.startsWith("/") === true) event = withPointer(event, where, value);
  };
  for (const [, pointer] of (text["message"] ?? "").matchAll(/\{(\/[^}]+)\}/g)) set(pointer, "probe");
  set(place["id"] ?? text["id"] ?? "/id", id);
  set(place["type"] ?? text["type"] ?? "/type", type);
  if (!Array.isArray(event)) event = withPointer(event, "/test", true);
  return { id, type, body: jsonBytes(event), contentType: "application/json" };
};

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
