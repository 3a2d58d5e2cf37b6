import { oneLine } from "../printable.js";
import type { Received } from "../request/received.js";
import type { Answer } from "../call.js";
import { type AnyVerifier, requestOf } from "../verdict.js";
import { contentOf, keyOf, type Seen } from "./seen.js";
import type { Reply } from "./receiver.js";

/** What a request came to. */
export interface Outcome {
  readonly outcome: "accepted" | "duplicate" | "conflict" | "busy" | "refused" | "handshake" | "failed";
  readonly reply: Reply;
  readonly code?: string;
  readonly detail?: string;
  readonly id?: string | null;
  readonly type?: string | null;
  readonly timestamp?: string | null;
}

/** How genuine events are answered. */
export interface Manner {
  readonly verifier: AnyVerifier;
  readonly seen: Seen;
  /** The query parameters that hold a token, which is no part of an event. */
  readonly tokens: readonly string[];
  /** The verify token of handshakes. */
  readonly token: string | undefined;
  /** The answer that was asked for to try the sender's retries; nothing for the usual one. */
  readonly next: () => number | "hang" | undefined;
  /** Hands a new event on. */
  readonly forward: ((received: Received) => Promise<Answer>) | undefined;
}

/** A refusal says its code and nothing else. */
export const problem = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: `${JSON.stringify({ code })}\n`,
});

const told = (event: string): Reply => ({ status: 200, headers: { "content-type": "application/json" }, body: `${JSON.stringify({ event })}\n` });

/** Judges a request and decides what it is answered. */
export const judged = async (received: Received, manner: Manner): Promise<Outcome> => {
  const { verifier, token } = manner;
  const request = requestOf(received);
  try {
    const handshake = verifier.handshake(request, token === undefined ? {} : { token });
    if (handshake !== null) return { outcome: "handshake", reply: handshake };
  } catch (error) {
    return refused(error);
  }
  const result = verifier.check(request);
  return result.ok ? taken(received, result.verified, manner) : refused(result.error);
};

/** Makes the outcome of a reject; other errors go on. */
export const refused = (error: unknown): Outcome => {
  const { name, code, detail, status } = error as { name?: unknown; code?: unknown; detail?: unknown; status?: unknown };
  if (name !== "VerificationError" || typeof code !== "string" || typeof status !== "number") throw error;
  return { outcome: "refused", reply: problem(status, code), code, detail: String(detail) };
};

type Taken = Extract<ReturnType<AnyVerifier["check"]>, { readonly ok: true }>["verified"];

const taken = async (received: Received, verified: Taken, manner: Manner): Promise<Outcome> => {
  const { id, type, timestamp } = verified;
  const facts = { id, type, timestamp: timestamp?.toISOString() ?? null };
  const content = contentOf(received, manner.tokens);
  const key = keyOf(verified, content);
  const sight = manner.seen.claim(key, content);
  if (sight === "busy") return { ...facts, outcome: "busy", reply: problem(503, "store_overloaded", { "retry-after": "1" }) };
  if (sight !== "new") return { ...facts, outcome: sight, reply: told(sight) };
  const reply = await worked(received, manner);
  const isDone = typeof reply.status === "number" && reply.status >= 200 && reply.status < 300;
  // An event whose work failed may come again: it is done only when its work is.
  if (isDone) manner.seen.complete(key, content);
  else manner.seen.release(key);
  return { ...facts, outcome: isDone ? "accepted" : "failed", reply };
};

const worked = async (received: Received, { next, forward }: Manner): Promise<Reply> => {
  const wanted = next();
  if (wanted !== undefined && wanted !== 200) return { status: wanted };
  if (forward === undefined) return told("accepted");
  const answer = await forward(received);
  if (answer.status === null) return problem(503, "internal", { "retry-after": "5" });
  const type = answer.headers["content-type"];
  return { status: answer.status, headers: typeof type === "string" ? { "content-type": oneLine(type) } : {}, body: Buffer.from(answer.body, "latin1").toString("utf8") };
};
