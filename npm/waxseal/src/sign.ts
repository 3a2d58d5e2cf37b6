import { readFailure } from "./answer.js";
import { type Bytes, readBody } from "./bytes.js";
import { checkNames, configRoom, readPlace, readProof, type ReadConfig, readText, writeConfig } from "./config.js";
import type { OwnScheme, SchemeId, SchemeOptions } from "./generated.js";
import { type HeadersInput, readHeaders } from "./headers.js";
import { withInstance } from "./instance.js";
import { type Moment, readMoment } from "./moment.js";
import { nameOf } from "./name-of.js";
import type { OwnPlace, PlaceOf, Secret } from "./options.js";
import { readScheme } from "./own-scheme.js";
import { compile, type Meta, metaRoom, readPairs, writeMeta } from "./program.js";
import { isWholeUrl } from "./whole-url.js";

/** What every scheme may sign. */
interface Content {
  /** The bytes that will be sent. */
  body: string | Bytes;
  /** The event's id; needed where it is signed. */
  id?: string | undefined;
  /** The event's type, for schemes with a header for it. */
  type?: string | undefined;
  /** When it is sent; now, if absent. */
  timestamp?: Moment | undefined;
  /** The method it will be sent with; POST, if absent. */
  method?: string | undefined;
  /** Where it will be sent. Needed where it is signed, and for a token in the query, which is added to it. */
  url?: string | undefined;
  /** Headers that will be sent along: needed are those that the scheme signs besides its own. */
  headers?: HeadersInput | undefined;
}

/** A scheme without a secret proves nothing. */
type Proof<Id extends SchemeId> = "secrets" extends SchemeOptions[Id] ? { secret: Secret } : { secret?: never };

/** The input for one built-in scheme; none for those whose private key the vendor keeps. */
export type SignInputOf<Id extends SchemeId> = "keys" extends SchemeOptions[Id]
  ? never
  : {
      /** The receiver's scheme. */
      scheme: Id;
    } & Proof<Id> &
      Content &
      PlaceOf<Id> &
      ("url" extends SchemeOptions[Id] ? { url: string } : unknown);

/** The input for a scheme of your own. */
export type OwnSignInput = {
  /** How requests are signed. */
  scheme: OwnScheme;
  secret?: Secret;
} & Content &
  OwnPlace;

/** What to sign, and how. */
export type SignInput = { [Id in SchemeId]: SignInputOf<Id> }[SchemeId] | OwnSignInput;

/** A request ready to be sent: `fetch(signed.url, signed)`. */
export interface SignedRequest<Body extends string | Bytes = string | Bytes> {
  readonly method: string;
  /** As passed, with a token in the query if the scheme puts it there. */
  readonly url: string | undefined;
  /** Those passed, by lower-case name, and what the scheme adds. A content-type is for you to add. */
  readonly headers: Record<string, string>;
  /** As passed. */
  readonly body: Body;
}

const PLACE = ["header", "query", "prefix", "encoding"] as const;
const NAMES = ["scheme", "secret", "body", "id", "type", "timestamp", "method", "url", "headers", ...PLACE];

const encoder = new TextEncoder();

/**
 * Signs a request as the scheme's sender does, for tests and for sending webhooks.
 *
 * @throws ConfigError; TypeError for values of a wrong kind, and for what cannot be signed: an id
 * with a separator, a scheme whose private key only the vendor holds.
 */
export const sign = <Input extends SignInput>(input: Input): SignedRequest<Input["body"]> => {
  if (typeof input !== "object" || input === null) {
    throw new TypeError(`sign was given ${nameOf(input)}: pass { scheme, secret, body }`);
  }
  const given: Record<string, unknown> = { ...input };
  checkNames(given, NAMES);
  const config = readSignConfig(given);
  const body = readBody(given["body"]);
  const id = readText(given["id"], "id");
  const type = readText(given["type"], "type");
  const url = readText(given["url"], "url");
  const timestamp = readMoment(given["timestamp"], "timestamp");
  const headers = given["headers"] === undefined ? [] : readHeaders(given["headers"], "all");
  const method = (readText(given["method"], "method") ?? "POST").toUpperCase();
  const signed = signByWasm(config, id, type, { method, url: url ?? "", headers }, body, timestamp);
  if (url === undefined || !isWholeUrl(url)) checkUrl(config, url);
  return {
    method,
    url: signed.query.reduce(withParameter, url),
    headers: { ...joined(headers), ...Object.fromEntries(signed.headers) },
    body: given["body"] as Input["body"],
  };
};

const readSignConfig = (given: Record<string, unknown>): ReadConfig => ({
  scheme: readScheme(given["scheme"]),
  ...readPlace(Object.fromEntries(PLACE.map((name) => [name, given[name]]))),
  tolerance: undefined,
  proofs: "secret" in given ? [readProof(given["secret"], "secret", false)] : [],
});

interface Signed {
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly (readonly [string, string])[];
}

const signByWasm = (
  config: ReadConfig,
  id: string | undefined,
  type: string | undefined,
  meta: Meta,
  body: string | Uint8Array,
  timestamp: number,
): Signed => {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  return withInstance((wasm) => {
    wasm.begin(configRoom(config) + 10 + 3 * ((id?.length ?? 0) + (type?.length ?? 0)) + metaRoom(meta) + bytes.length);
    writeConfig(wasm, config);
    wasm.optionalText(id);
    wasm.optionalText(type);
    writeMeta(wasm, meta, []);
    const frame = wasm.written;
    wasm.raw(bytes);
    const length = wasm.answered(wasm.exports.sign(frame, bytes.length, timestamp));
    readFailure(wasm, length);
    const signed = { headers: readPairs(wasm), query: readPairs(wasm) };
    wasm.wipe(length);
    return signed;
  });
};

/** Refuses to sign without a URL, or with a path alone, where that is not enough. */
const checkUrl = (config: ReadConfig, url: string | undefined): void => {
  const { readsUrl, readsWholeUrl } = compile(config);
  if (url === undefined && config.query !== undefined) {
    throw new TypeError(`url is undefined: the token goes into the query parameter ${config.query}, so pass where it will be sent`);
  }
  if (url === undefined && readsUrl) {
    throw new TypeError("url is undefined: this scheme signs it or writes into its query, so pass where it will be sent");
  }
  if (readsWholeUrl) throw new TypeError("url is a path, and this scheme signs the whole URL: pass it with scheme and host");
};

/** Headers as `fetch` takes them, repeated ones joined as it joins them. */
const joined = (headers: readonly string[]): Record<string, string> => {
  const all = new Map<string, string>();
  for (let i = 0; i < headers.length; i += 2) {
    const [name, value] = [headers[i]!, headers[i + 1]!];
    const before = all.get(name);
    all.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(all);
};

/** Adds a parameter, which is percent-encoded, before the fragment. */
const withParameter = (url: string | undefined, [name, value]: readonly [string, string]): string => {
  const [address = "", ...fragment] = (url ?? "").split("#");
  const border = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return [`${address}${border}${name}=${value}`, ...fragment].join("#");
};
