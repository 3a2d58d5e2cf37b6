import { utf8Characters } from "../../../../waxseal/src/cli/request/received.ts";
import { decodeBase64 } from "../base64.ts";
import { type Context, fieldsOf, spotOf, textOf } from "./value.ts";

/** A header; one character of its value is one byte. */
export type Pair = readonly [name: string, value: string];

/** A header's name (RFC 9110). */
export const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads headers as an object, an object of lists, pairs, `{ name, value }` objects, or Node's flat list. */
export const headersOf = (value: unknown, context: Context): readonly Pair[] => {
  const list = Array.isArray(value) ? value : undefined;
  const isFlat = list !== undefined && list.length % 2 === 0 && list.every((one) => typeof one === "string");
  const entries: (readonly [step: string | number, name: unknown, value: unknown])[] =
    list === undefined
      ? Object.entries(fieldsOf(value)).map(([name, one]) => [name, name, one])
      : isFlat
        ? Array.from({ length: list.length / 2 }, (_, index) => [index * 2 + 1, list[index * 2], list[index * 2 + 1]])
        : list.map((one, index) => (Array.isArray(one) ? [index, one[0], one[1]] : [index, fieldsOf(one)["name"] ?? fieldsOf(one)["key"], fieldsOf(one)["value"]]));
  return entries.flatMap(([step, name, values]) =>
    (Array.isArray(values) ? values : [values]).flatMap((one: unknown) => {
      const text = typeof one === "number" || typeof one === "boolean" ? String(one) : (textOf(one) ?? characters(one));
      // HTTP/2's own fields, which browsers log among the headers.
      if (typeof name === "string" && name.startsWith(":")) return [];
      if (typeof name === "string" && NAME.test(name) && text !== undefined) return [[name, typeof one === "string" ? utf8Characters(text) : text] as const];
      if (one !== undefined && one !== null) context.findings.error("a header must be a name and a text", spotOf(context, step));
      return [];
    }),
  );
};

const characters = (value: unknown): string | undefined => {
  const bytes = base64Of(value);
  return bytes === undefined ? undefined : Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
};

/** Bytes that a vector writes as `{ "base64": … }`. */
export const base64Of = (value: unknown): Uint8Array | undefined => {
  const { base64 } = fieldsOf(value);
  const text = Array.isArray(base64) ? base64.join("") : base64;
  return typeof text === "string" ? decodeBase64(text) : undefined;
};

/** A header's first value, by lower-case name. */
export const firstOf = (headers: readonly Pair[], name: string): string | undefined => headers.find(([one]) => one.toLowerCase() === name)?.[1];
