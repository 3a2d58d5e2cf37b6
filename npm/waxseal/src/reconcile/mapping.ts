import { isPointer } from "./json-text.js";
import { type AmountForm, type Read, readAmount, readCurrency } from "./money.js";
import { Refusal } from "./refusal.js";
import type { Export, Row } from "./rows.js";

/** What was said of an export's columns. */
export interface Asked {
  readonly id?: string | undefined;
  readonly amount?: string | undefined;
  readonly form?: AmountForm | undefined;
  readonly currency?: string | undefined;
  readonly state?: string | undefined;
  readonly type?: string | undefined;
  readonly time?: string | undefined;
  /** Whether amounts are compared, and times looked at: only then a column for them is looked for. */
  readonly wants: { readonly amount: boolean; readonly time: boolean };
}

/** Where everything stands in a row. */
export interface Mapping {
  readonly id: string;
  readonly amount?: { readonly column: string; readonly form: AmountForm; readonly currency: { readonly column: string } | { readonly code: string } };
  readonly state?: string;
  readonly type?: string;
  readonly time?: string;
  /** What was found without being said, and why. */
  readonly because: readonly string[];
}

/** What one row says. */
export interface Claim {
  readonly id: string;
  readonly amount?: { readonly minor: bigint; readonly currency: string };
  readonly state?: string;
  readonly type?: string;
  readonly time?: number;
}

/** A cell that cannot be read. */
export interface Unread {
  readonly column: string | null;
  readonly why: string;
  /** The row's id, where that can be read: then the row is there, whatever it says. */
  readonly id?: string;
}

/** Names that a column has where nobody says which it is; letters and digits alone. */
const NAMES = {
  id: ["id", "eventid", "commissionid", "conversionid", "transactionid", "payoutid", "referenceid"],
  amount: ["amount", "amountcents", "amountminor", "commission", "commissionamount", "commissioncents", "payoutamount"],
  currency: ["currency", "currencycode", "amountcurrency"],
  time: ["time", "timestamp", "date", "createdat", "occurredat"],
} as const;

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Shows names, not too many of them. */
const listed = (columns: readonly string[]): string => columns.slice(0, 30).map((name) => JSON.stringify(name.slice(0, 60))).join(", ") + (columns.length > 30 ? ", …" : "");

/**
 * Decides what stands where in an export.
 *
 * @throws Refusal where nothing, or more than one column, could be meant.
 */
export const mapColumns = ({ form, columns }: Export, asked: Asked): Mapping => {
  const because: string[] = [];
  const named = (column: string, flag: string): string => {
    if (form === "NDJSON") {
      const pointer = column.startsWith("/") ? column : `/${column}`;
      if (!isPointer(pointer)) throw new Refusal(`--${flag} must be a JSON pointer, such as /data/id`);
      return pointer;
    }
    const found = columns.filter((one) => one === column).length;
    if (found === 0) throw new Refusal(`--${flag} names no column of the export; it has ${listed(columns)}`);
    if (found > 1) throw new Refusal(`--${flag} names a column that is there ${found} times`);
    return column;
  };
  const sought = (kind: keyof typeof NAMES): string | undefined => {
    const found = columns.filter((one) => (NAMES[kind] as readonly string[]).includes(bare(one)));
    if (found.length > 1) throw new Refusal(`several columns could be the ${kind}: ${listed(found)}; say --${kind} with one of them`);
    if (found[0] !== undefined) because.push(`${kind}: ${JSON.stringify(found[0])}, because it is the only column that is named like one`);
    return found[0];
  };
  const pick = (kind: keyof typeof NAMES): string | undefined => (asked[kind] === undefined ? sought(kind) : named(asked[kind], kind));
  const id = pick("id");
  if (id === undefined) throw new Refusal(`no column is named like an id: say --id with one of ${listed(columns)}`);
  const amount = asked.wants.amount ? pick("amount") : undefined;
  if (asked.wants.amount && amount === undefined) throw new Refusal(`no column is named like an amount: say --amount with one of ${listed(columns)}`);
  const time = asked.wants.time ? pick("time") : undefined;
  return {
    id,
    ...(amount === undefined ? {} : { amount: { column: amount, form: formOf(amount, asked.form, because), currency: currencyOf(asked.currency, columns, named, sought) } }),
    ...(asked.state === undefined ? {} : { state: named(asked.state, "state") }),
    ...(asked.type === undefined ? {} : { type: named(asked.type, "type") }),
    ...(time === undefined ? {} : { time }),
    because,
  };
};

const formOf = (column: string, form: AmountForm | undefined, because: string[]): AmountForm => {
  if (form !== undefined) return form;
  if (!/(cents|minor)$/.test(bare(column))) throw new Refusal("the amounts could be minor or major units: --minor for 1250, --major for 12.50");
  because.push(`minor units, because the name ${JSON.stringify(column)} says so`);
  return "minor";
};

const currencyOf = (text: string | undefined, columns: readonly string[], named: (column: string, flag: string) => string, sought: (kind: "currency") => string | undefined): { column: string } | { code: string } => {
  if (text !== undefined && !columns.includes(text) && /^[A-Z]{3}$/.test(text)) return { code: text };
  const column = text === undefined ? sought("currency") : named(text, "currency");
  if (column === undefined) throw new Refusal("the amounts have no currency: --currency with a column, or with a code such as USD");
  return { column };
};

/** Reads a row by its mapping. */
export const readClaim = (row: Row, mapping: Mapping): Claim | Unread => {
  if (row.fault !== undefined) return { column: null, why: row.fault };
  const id = row.at(mapping.id) ?? "";
  if (id === "") return { column: mapping.id, why: "the id is empty" };
  if (id.length > MOST_ID) return { column: mapping.id, why: `the id has more than ${MOST_ID} characters` };
  const amount = mapping.amount === undefined ? undefined : readMoney(row, mapping.amount);
  if (amount !== undefined && "why" in amount) return { ...amount, id };
  const time = mapping.time === undefined ? undefined : readTime(row.at(mapping.time) ?? "");
  if (time !== undefined && "why" in time) return { column: mapping.time ?? null, why: time.why, id };
  for (const column of [mapping.state, mapping.type]) if (column !== undefined && (row.at(column) ?? "") === "") return { column, why: "it is empty", id };
  return {
    id,
    ...(amount === undefined ? {} : { amount }),
    ...(mapping.state === undefined ? {} : { state: row.at(mapping.state) ?? "" }),
    ...(mapping.type === undefined ? {} : { type: row.at(mapping.type) ?? "" }),
    ...(time === undefined ? {} : { time: time.value }),
  };
};

/** Characters of an id at the most, on both sides. */
export const MOST_ID = 512;

const readMoney = (row: Row, { column, form, currency }: NonNullable<Mapping["amount"]>): { minor: bigint; currency: string } | Unread => {
  const code = "code" in currency ? { value: currency.code } : readCurrency(row.at(currency.column) ?? "");
  if ("why" in code) return { column: "column" in currency ? currency.column : null, why: code.why };
  const minor = readAmount(row.at(column) ?? "", code.value, form);
  return "why" in minor ? { column, why: minor.why } : { minor: minor.value, currency: code.value };
};

/** Reads a moment in milliseconds. One without a zone is UTC. */
export const readTime = (text: string): Read<number> => {
  if (/^\d{9,11}$/.test(text)) return { value: Number(text) * 1000 };
  if (/^\d{12,14}$/.test(text)) return { value: Number(text) };
  const [, day, clock = "00:00:00", zone = "Z"] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
  const value = day === undefined ? Number.NaN : Date.parse(`${day}T${clock}${zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(value) ? { why: "the time is neither ISO 8601 nor Unix seconds or milliseconds" } : { value };
};
