import { createHash } from "node:crypto";
import type { Verified } from "../../verified.js";
import type { Received } from "../request/received.js";

/** How many events are remembered: the oldest are forgotten first. */
const MOST = 10_000;

/** What was found of an event: new, in work, done with the same content, done with another. */
export type Sight = "new" | "busy" | "duplicate" | "conflict";

/** Remembers events while the command runs. An event counts as done when its work was, never before. */
export class Seen {
  readonly #done = new Map<string, string>();
  readonly #busy = new Set<string>();

  /** Claims an event that is new. */
  claim(key: string, content: string): Sight {
    if (this.#busy.has(key)) return "busy";
    const before = this.#done.get(key);
    if (before !== undefined) return before === content ? "duplicate" : "conflict";
    this.#busy.add(key);
    return "new";
  }

  /** Marks a claimed event as done. */
  complete(key: string, content: string): void {
    this.#busy.delete(key);
    this.#done.set(key, content);
    const [oldest] = this.#done.keys();
    if (this.#done.size > MOST && oldest !== undefined) this.#done.delete(oldest);
  }

  /** Gives a claimed event back: its work failed, and it may come again. */
  release(key: string): void {
    this.#busy.delete(key);
  }
}

/** What an event is known by: its id if the signature covers it, otherwise its content. */
export const keyOf = (verified: Verified, content: string): string =>
  verified.covers.id && verified.id !== null ? hashed(["id", verified.id]) : hashed(["content", content]);

/** A hash over what makes an event's content: method, query without its tokens, body. */
export const contentOf = ({ method = "", url = "", body }: Received, tokens: readonly string[]): string => {
  const query = url.split("?").slice(1).join("?").split("&").filter((pair) => !tokens.includes(pair.split("=")[0]!));
  return hashed([method, query.join("&"), body]);
};

/** Hashes parts, each with its length, so that none can pass for the end of another. */
const hashed = (parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest("base64url");
};
