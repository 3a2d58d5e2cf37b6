import version from "#version";
import type { Outgoing } from "./call.js";
import { type Chosen, signaturePlaces } from "./scheme.js";
import type { Sealed } from "./sealed.js";

/** Makes what is sent of a signed request: to `target`, which may differ from the URL that was signed. */
export const outgoing = (chosen: Chosen, sealed: Sealed, target: string, contentType: string): Outgoing => ({
  method: sealed.method,
  url: sealed.url === undefined ? target : withParameters(target, sealed.url, signaturePlaces(chosen).queries),
  headers: { "content-type": contentType, "user-agent": `waxseal/${version}`, ...sealed.headers },
  body: sealed.body,
});

/** Takes over the parameters in which a signature or token stands. */
const withParameters = (target: string, signed: string, names: readonly string[]): string => {
  const pairs = (signed.split("#")[0]!.split(/\?(.*)/s)[1] ?? "").split("&");
  const wanted = pairs.filter((pair) => names.includes(pair.split("=")[0]!));
  if (wanted.length === 0) return target;
  const [address = ""] = target.split("#");
  return `${address}${address.includes("?") ? "&" : "?"}${wanted.join("&")}`;
};
