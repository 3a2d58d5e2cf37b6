import type { Received, Verified } from "../index.js";

const encoder = new TextEncoder();

/**
 * Names an event: the same for every copy of it, another for every other event. The rule, and the
 * text, are those of the Worker (crates/gateway/src/key.rs), there the `webhook-id`.
 *
 * It is a hash over `source` and the event's id where the proof covers the id; over `source` and the
 * content where it does not, or there is none, or there are many. Content is the body, and method and
 * query too where the proof covers the URL or a token vouches for the whole request; never a token.
 */
export const eventKey = async (event: Verified, received: Received, source: string, tokenParameters: readonly string[]): Promise<string> => {
  const { id } = event;
  const identity = event.covers.id && id !== null ? ["id", id] as const : (["content", await hashContent(event, received, tokenParameters)] as const);
  return `wx_${base64url(await hash([source, ...identity]))}`;
};

const hashContent = (event: Verified, { method, url }: Received, tokenParameters: readonly string[]): Promise<Uint8Array> =>
  urlCounts(event) ? hash([method.toUpperCase(), queryWithout(url, tokenParameters), event.body]) : hash(["", "", event.body]);

/** What nothing vouches for must not count: whoever replays a captured request could change it, and the copy would be new. */
const urlCounts = ({ assurance, covers }: Verified): boolean => assurance === "token" || assurance === "none" || covers.url;

const queryWithout = (url: string, names: readonly string[]): string => {
  const [, query = ""] = /^[^?#]*\?([^#]*)/.exec(url) ?? [];
  return query
    .split("&")
    .filter((pair) => !names.includes(nameIn(pair)))
    .join("&");
};

const nameIn = (pair: string): string => {
  const [name = ""] = pair.split("=", 1);
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
};

/** Hashes parts, each behind its length in eight big-endian bytes: no two lists give the same bytes. */
const hash = async (parts: readonly (string | Uint8Array)[]): Promise<Uint8Array> => {
  const all = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + 8 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of all) {
    view.setBigUint64(at, BigInt(part.length));
    bytes.set(part, at + 8);
    at += 8 + part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
};

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
