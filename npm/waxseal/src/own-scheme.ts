import { isIllFormed } from "./bytes.js";
import { listFields } from "./generated.js";
import { nameOf } from "./name-of.js";

/** A scheme of the user's own: names and values. What they may say, the core checks. */
export type SchemeFields = readonly (readonly [name: string, value: string])[];

/** Reads who signs: the id of a built-in scheme, or the fields of the user's own, each once. */
export const readScheme = (scheme: unknown): string | SchemeFields => {
  if (typeof scheme === "string") {
    if (isIllFormed(scheme)) throw new TypeError("scheme has half of a surrogate pair");
    return scheme;
  }
  if (typeof scheme !== "object" || scheme === null || Array.isArray(scheme)) {
    throw new TypeError(`scheme is ${nameOf(scheme)}: pass the id of a scheme, such as "stripe", or an object that says how requests are signed`);
  }
  const fields: [string, string][] = [];
  for (const [name, value] of Object.entries(scheme)) {
    if (value !== undefined) fields.push([name, readField(name, value)]);
  }
  return fields;
};

/** Returns the query parameter in which a scheme of the user's own looks for its proof first. */
export const queryOf = (scheme: string | SchemeFields): string | undefined => {
  if (typeof scheme === "string") return undefined;
  const [, places = ""] = scheme.find(([name]) => name === "signature") ?? [];
  return /^query:([^ ]+)/.exec(places)?.[1];
};

const readField = (name: string, value: unknown): string => {
  if (typeof value === "number" && name === "tolerance") return String(value);
  const between = Object.hasOwn(listFields, name) ? listFields[name] : undefined;
  if (between !== undefined && Array.isArray(value)) {
    return value.map((one, index) => readString(one, `scheme.${name}[${index}]`)).join(between);
  }
  return readString(value, `scheme.${name.slice(0, 64)}`);
};

const readString = (value: unknown, name: string): string => {
  if (typeof value !== "string") throw new TypeError(`${name} is ${nameOf(value)}: it must be a string`);
  if (isIllFormed(value)) throw new TypeError(`${name} has half of a surrogate pair`);
  return value;
};
