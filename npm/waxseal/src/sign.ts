import { readFailure } from "./answer.js";
import { type Bytes, readBody } from "./bytes.js";
import { checkNames, configRoom, type PlaceOf, readPlace, readScheme, readSecret, readText, type Secret, writeConfig } from "./config.js";
import type { SchemeId } from "./generated.js";
import { type Instance, withInstance } from "./instance.js";
import { type Moment, readMoment } from "./moment.js";
import { nameOf } from "./name-of.js";
import { type Meta, metaRoom, writeMeta } from "./program.js";

/** What to sign, and how. */
export type SignInput = { [Id in SchemeId]: SignInputOf<Id> }[SchemeId];

/** The input for one scheme. */
export type SignInputOf<Id extends SchemeId> = {
  /** The receiver's scheme. */
  scheme: Id;
  secret: Secret;
  /** The bytes that will be sent. */
  body: string | Bytes;
  /** The event's id; needed where it is signed. */
  id?: string | undefined;
  /** The event's type, for schemes with a header for it. */
  type?: string | undefined;
  /** When it is sent; now, if absent. */
  timestamp?: Moment | undefined;
  /** Where it will be sent. Needed for a token in the query, which is added to it. */
  url?: string | undefined;
} & PlaceOf<Id>;

/** A request ready to be sent: `fetch(signed.url, signed)`. */
export interface SignedRequest<Body extends string | Bytes = string | Bytes> {
  readonly method: "POST";
  /** As passed, with a token in the query if the scheme puts it there. */
  readonly url: string | undefined;
  /** What the scheme adds. A content-type is for you to add. */
  readonly headers: Record<string, string>;
  /** As passed. */
  readonly body: Body;
}

const NAMES = ["scheme", "secret", "body", "id", "type", "timestamp", "url", "header", "query", "prefix", "encoding"];

const encoder = new TextEncoder();

/**
 * Signs a request as the scheme's sender does, for tests and for sending webhooks.
 *
 * @throws ConfigError; TypeError for values of a wrong kind and ids that cannot be signed.
 */
export const sign = <Input extends SignInput>(input: Input): SignedRequest<Input["body"]> => {
  if (typeof input !== "object" || input === null) {
    throw new TypeError(`sign was given ${nameOf(input)}: pass { scheme, secret, body }`);
  }
  const given: Record<string, unknown> = { ...input };
  checkNames(given, NAMES);
  const { header, query, prefix, encoding } = given;
  const config = {
    scheme: readScheme(given["scheme"]),
    ...readPlace({ header, query, prefix, encoding }),
    tolerance: undefined,
    secrets: [readSecret(given["secret"], "secret")],
  };
  const body = readBody(given["body"]);
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const id = readText(given["id"], "id");
  const type = readText(given["type"], "type");
  const url = readText(given["url"], "url");
  const timestamp = readMoment(given["timestamp"], "timestamp");
  if (config.query !== undefined && url === undefined) {
    throw new TypeError(`url is undefined: the token goes into the query parameter ${config.query}, so pass where it will be sent`);
  }

  const meta: Meta = { method: "POST", url: url ?? "", headers: [] };
  const signed = withInstance((wasm) => {
    wasm.begin(configRoom(config) + 10 + 3 * ((id?.length ?? 0) + (type?.length ?? 0)) + metaRoom(meta) + bytes.length);
    writeConfig(wasm, config);
    wasm.optionalText(id);
    wasm.optionalText(type);
    writeMeta(wasm, meta);
    const frame = wasm.written;
    wasm.raw(bytes);
    const length = wasm.answered(wasm.exports.sign(frame, bytes.length, timestamp));
    readFailure(wasm, length);
    const pairs = { headers: readPairs(wasm), query: readPairs(wasm) };
    wasm.wipe(length);
    return pairs;
  });
  return {
    method: "POST",
    url: signed.query.reduce(withParameter, url),
    headers: Object.fromEntries(signed.headers),
    body: given["body"] as Input["body"],
  };
};

const readPairs = (wasm: Instance): [string, string][] =>
  Array.from({ length: wasm.readU8() }, () => [wasm.readText(), wasm.readText()]);

/** Adds a parameter, which is percent-encoded, before the fragment. */
const withParameter = (url: string | undefined, [name, value]: [string, string]): string => {
  const [address = "", ...fragment] = (url ?? "").split("#");
  const border = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return [`${address}${border}${name}=${value}`, ...fragment].join("#");
};
