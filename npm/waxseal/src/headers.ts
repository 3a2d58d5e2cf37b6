import { isThenable, nameOf } from "./name-of.js";

/**
 * Headers as hosts hand them out: `Headers`, a record, a record of arrays, pairs, or the flat
 * list of Node's `rawHeaders`. Names in any case; repeated ones stay visible.
 */
export type HeadersInput =
  | { get(name: string): string | null; append(name: string, value: string): void }
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>
  | readonly string[];

/** What was read: name and value, name and value … of the headers that were asked for. */
export type ReadHeaders = string[];

/** Which headers to read: those of these lower-case names, or all. */
export type Names = readonly string[] | "all";

/** Reads headers, each property once. */
export const readHeaders = (headers: unknown, names: Names): ReadHeaders => {
  if (typeof headers !== "object" || headers === null) throw new TypeError(whyNoHeaders(headers));
  if (Array.isArray(headers)) return readList(headers, names);
  // Most hosts hand out plain records: those have no methods to ask for.
  if (Object.getPrototypeOf(headers) !== Object.prototype) {
    const { get, append } = headers as { get?: unknown; append?: unknown };
    if (typeof get === "function" && typeof append === "function") {
      if (names !== "all") return readByGet(headers, get, names);
      if (!(Symbol.iterator in headers)) throw new TypeError("headers cannot be listed, and all are needed here: pass a Headers object of the host, a record or pairs");
    }
    if (Symbol.iterator in headers) return readList([...(headers as Iterable<unknown>)], names);
    if (isThenable(headers)) throw new TypeError("headers is a promise: await it");
  }
  return readRecord(headers as Record<string, unknown>, names);
};

const whyNoHeaders = (headers: unknown): string =>
  `headers is ${nameOf(headers)}: pass the request's headers (a Headers object, a record, pairs or rawHeaders)`;

const readByGet = (headers: object, get: Function, names: readonly string[]): ReadHeaders => {
  const read: ReadHeaders = [];
  for (const name of names) {
    const value: unknown = get.call(headers, name);
    if (value !== null && value !== undefined) add(read, name, value);
  }
  return read;
};

const readRecord = (headers: Record<string, unknown>, names: Names): ReadHeaders => {
  const read: ReadHeaders = [];
  const keys = Object.keys(headers);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const name = wanted(key, names);
    if (name === undefined) continue;
    const value = headers[key];
    if (typeof value === "string") read.push(name, value);
    else if (Array.isArray(value)) for (const one of value) add(read, name, one);
    else if (value !== undefined) add(read, name, value);
  }
  return read;
};

const readList = (list: readonly unknown[], names: Names): ReadHeaders => {
  const read: ReadHeaders = [];
  if (typeof list[0] === "string") {
    if (list.length % 2 !== 0) {
      throw new TypeError("headers is a list of an odd number of strings: pass rawHeaders, which is name, value, name, value");
    }
    for (let i = 0; i < list.length; i += 2) addPair(read, list[i], list[i + 1], names);
    return read;
  }
  for (const pair of list) {
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new TypeError(`headers has ${nameOf(pair)} where a pair of name and value should stand`);
    }
    addPair(read, pair[0], pair[1], names);
  }
  return read;
};

const addPair = (read: ReadHeaders, key: unknown, value: unknown, names: Names): void => {
  if (typeof key !== "string") throw new TypeError(`a header's name is ${nameOf(key)}: it must be a string`);
  const name = wanted(key, names);
  if (name === undefined) return;
  if (Array.isArray(value)) for (const one of value) add(read, name, one);
  else add(read, name, value);
};

const wanted = (key: string, names: Names): string | undefined => {
  if (names === "all") return key.toLowerCase();
  const { length } = key;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    if (length === name.length && (key === name || key.toLowerCase() === name)) return name;
  }
  return undefined;
};

const add = (read: ReadHeaders, name: string, value: unknown): void => {
  if (typeof value !== "string") throw new TypeError(`the header ${name} is ${nameOf(value)}: it must be a string`);
  read.push(name, value);
};

/** Says whether nothing can be found because a `Headers` object lost its content on the way. */
export const isHollow = (headers: unknown): boolean =>
  typeof headers === "object" &&
  headers !== null &&
  (Array.isArray(headers) ? headers.length === 0 : !("get" in headers) && Object.keys(headers).length === 0);
