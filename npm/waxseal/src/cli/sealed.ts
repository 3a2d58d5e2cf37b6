import type { SignedRequest } from "../sign.js";
import { Failure, usage } from "./failure.js";
import { asked } from "./library.js";
import { type Chosen, signaturePlaces } from "./scheme.js";
import type { Proof } from "./secrets.js";

/** What is signed. */
export interface Content {
  readonly body: Uint8Array;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers?: readonly (readonly [string, string])[] | undefined;
}

/** A request with its signature. */
export type Sealed = SignedRequest<Uint8Array>;

/**
 * Signs as the scheme's sender does.
 *
 * @throws Failure where only the sender can, ConfigError for a secret that cannot work.
 */
export const seal = (chosen: Chosen, secret: Proof["value"] | undefined, content: Content): Sealed => {
  checkSignable(chosen);
  const { header, query, prefix, encoding } = chosen.place;
  const input = { scheme: chosen.scheme, ...(secret === undefined ? {} : { secret }), ...content, header, query, prefix, encoding };
  return asked(() => chosen.library.sign(input as unknown as Parameters<Chosen["library"]["sign"]>[0])) as Sealed;
};

/** Refuses what cannot be signed here. */
export const checkSignable = (chosen: Chosen): void => {
  if (chosen.takes === "keys") {
    throw new Failure("configuration", `${chosen.name} is signed with a private key, which the sender keeps: only the sender can make such a request`, "algorithm_unavailable");
  }
  if (chosen.row?.signable === false) throw usage(`${chosen.name} has its signature or its timestamp in the body, in fields that the sender fills: it cannot be signed here`);
};

/** Takes the signature off a request; nothing where it has none that could be taken. */
export const withoutSignature = (chosen: Chosen, sealed: Sealed): Sealed | undefined => {
  const { headers: names, queries } = signaturePlaces(chosen);
  const headers = Object.fromEntries(Object.entries(sealed.headers).filter(([name]) => !names.includes(name)));
  const url = queries.reduce(withoutParameter, sealed.url);
  const isSame = url === sealed.url && Object.keys(headers).length === Object.keys(sealed.headers).length;
  return isSame ? undefined : { ...sealed, headers, url };
};

const withoutParameter = (url: string | undefined, name: string): string | undefined => {
  if (url === undefined) return undefined;
  const [address = "", ...fragment] = url.split("#");
  const [path = "", query] = address.split(/\?(.*)/s);
  const rest = (query ?? "").split("&").filter((pair) => pair.split("=")[0] !== name);
  return [rest.join("&") === "" ? path : `${path}?${rest.join("&")}`, ...fragment].join("#");
};
