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
  verified.covers.id && verified.id !== null ? `id ${verified.id}` : `content ${content}`;

/** A hash over what makes an event's content: method, query, body, each with its length. */
export const contentOf = ({ method, url, body }: Received): string => {
  const hash = createHash("sha256");
  const query = url?.split("?").slice(1).join("?") ?? "";
  for (const part of [Buffer.from(method ?? ""), Buffer.from(query), body]) hash.update(`${part.length}:`).update(part);
  return hash.digest("base64url");
};
