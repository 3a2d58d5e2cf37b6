import { type Code, statusOf, titleOf } from "../generated.js";
import type { HandshakeAnswer } from "../index.js";
import { nameOf } from "../name-of.js";

/** What the sender is answered, for a framework to write out. */
export interface Answer {
  readonly status: number;
  /** Lower-case names and values. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No cache keeps an answer, and no browser reads it as something else: as the Worker answers. */
const GUARDS = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

/** `Retry-After` in seconds, as the Worker's: longer than a passing fault, shorter than most senders' first retry. */
const RETRY_AFTER_SECONDS = "5";

const json = (status: number, type: string, body: object, more?: Readonly<Record<string, string>>): Answer => ({
  status,
  headers: { "content-type": type, ...GUARDS, ...more },
  body: JSON.stringify(body),
});

/** Answers that the event was handled, or was before. */
export const settled = (status: "accepted" | "duplicate"): Answer => json(200, "application/json", { status });

/** Answers with a problem (RFC 9457). It holds the code, and nothing of the request or a secret. */
export const problem = (code: Code): Answer => {
  const status = statusOf[code];
  const body = { type: `urn:waxseal:problem:${code}`, title: titleOf[code], status, code };
  return json(status, "application/problem+json", body, status === 503 ? { "retry-after": RETRY_AFTER_SECONDS } : {});
};

/** Answers that another copy of the event is being handled. No code: nothing of the sender's is wrong. */
export const busy = (): Answer => plain(503, "Service Unavailable", { "retry-after": RETRY_AFTER_SECONDS });

/** Answers that the handler failed. No code: nothing of the sender's is wrong. */
export const failed = (): Answer => plain(500, "Internal Server Error");

const plain = (status: number, title: string, more?: Readonly<Record<string, string>>): Answer =>
  json(status, "application/problem+json", { type: "about:blank", title, status }, more);

/** Takes over a handshake's answer. No header of it takes the place of a guard. */
export const handshake = ({ status, headers, body }: HandshakeAnswer): Answer => ({ status, headers: { ...headers, ...GUARDS }, body });

const REPLY = Symbol.for("waxseal.Reply");

/** An answer of the handler's own; `reply` makes it. */
export interface Reply {
  readonly [REPLY]: Answer;
}

/**
 * Makes an answer for the few senders that read one: TwiML for Twilio, an interaction's for
 * Slack or Discord. A handler returns it; whatever else a handler returns is not sent.
 *
 * The status is 200: a handler that did not do its work throws.
 */
export const reply = (body: string, headers: Readonly<Record<string, string>> = {}): Reply => {
  if (typeof body !== "string") throw new TypeError(`reply was given ${nameOf(body)}: pass the text of the answer`);
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { [REPLY]: { status: 200, headers: { "content-type": "text/plain; charset=utf-8", ...GUARDS, ...Object.fromEntries(lower) }, body } };
};

/** Reads what a handler returned. */
export const answerOf = (returned: unknown): Answer =>
  typeof returned === "object" && returned !== null && REPLY in returned ? (returned as Reply)[REPLY] : settled("accepted");
