import { checkNames } from "../config.js";
import { type Received, VerificationError, type Verifies } from "../index.js";
import { readLimit } from "../limit.js";
import { nameOf } from "../name-of.js";
import { type Answer, answerOf, failed, handshake, problem } from "./answer.js";
import { eventKey } from "./event-key.js";
import { type Idempotency, once, type Outcome } from "./idempotency.js";

export { asBytes } from "../bytes.js";
export { within } from "../limit.js";
export { nameOf } from "../name-of.js";
export { type Answer, failed, type Reply, reply } from "./answer.js";
export { keepAlive, responseOf } from "./response.js";
export type { Claim, Idempotency } from "./idempotency.js";

/** The event that a verifier returns, typed as it is. */
export type EventBy<V extends Verifies> = ReturnType<V["verify"]>;

/**
 * A verifier, or a function that makes it at the first request, where the secret is not there
 * before: as Next builds, or in a Worker's `env`. It is made once and kept.
 */
export type VerifierSource<V extends Verifies, Native extends unknown[]> = V | ((...native: Native) => V);

/** Handles a verified event. It is given what the framework gives its own handlers, too. */
export type Handler<V extends Verifies, Native extends unknown[]> = (event: EventBy<V>, ...native: Native) => unknown;

/** Settings of `receive`. */
export interface ReceiveOptions<Native extends unknown[] = unknown[]> {
  /** The verify token that you gave the sender, for those that send it along: Meta, Strava. */
  readonly token?: string;
  /** Bytes that a body may have; 1 MiB if absent. More is `body_too_large`. */
  readonly limit?: number | undefined;
  /** Handles each event once, where the store remembers. */
  readonly idempotency?: Idempotency | undefined;
  /** How long one handling may take, in milliseconds; 60 000 if absent. After a crash, this long passes until a copy is handled. */
  readonly leaseMs?: number | undefined;
  /**
   * The name under which ids are remembered; the scheme's if absent. Two receivers of one scheme
   * that share a store need one each: what one has handled is done for the other.
   */
  readonly source?: string | undefined;
  /** Takes each request that is refused, for your logs. */
  readonly onReject?: ((error: VerificationError, ...native: Native) => unknown) | undefined;
  /** Takes what the handler or the store threw; `console.error` if absent. The sender learns nothing of it. */
  readonly onError?: ((error: unknown, ...native: Native) => unknown) | undefined;
}

/** What every shell is made of. */
export interface Receiver<Native extends unknown[]> {
  /** Bytes that a body may have. */
  readonly limit: number;
  /**
   * Answers one request: `read` captures it raw.
   *
   * @throws TypeError where it cannot be captured, saying what to change.
   */
  receive(read: () => Received | Promise<Received>, native: Native): Promise<Answer>;
  /** Tells of an error that has no other way out. */
  tell(error: unknown, native: Native): void;
}

const NAMES = ["token", "limit", "idempotency", "leaseMs", "source", "onReject", "onError"];

const LEASE_MS = 60_000;

/**
 * Makes a receiver.
 *
 * @throws TypeError for values of a wrong kind.
 */
export const makeReceiver = <V extends Verifies, Native extends unknown[]>(
  verifierSource: VerifierSource<V, Native>,
  handler: Handler<V, Native>,
  options: ReceiveOptions<Native> = {},
): Receiver<Native> => {
  let verifier = typeof verifierSource === "function" ? undefined : checkVerifier(verifierSource);
  const verifierFor = (native: Native): V => (verifier ??= checkVerifier((verifierSource as (...native: Native) => V)(...native)));
  const settings = readOptions(handler, options);
  const { limit, idempotency, leaseMs, handshakeOptions } = settings;
  const tell = (error: unknown, native: Native): void => call(settings.onError, error, native);

  const refuse = (error: unknown, native: Native): Answer => {
    if (!(error instanceof VerificationError)) throw error;
    if (settings.onReject !== undefined) call(settings.onReject, error, native);
    return problem(error.code);
  };

  const handle = async (event: EventBy<V>, native: Native): Promise<Outcome> => {
    try {
      return { answer: answerOf(await handler(event, ...native)), isDone: true };
    } catch (error) {
      tell(error, native);
      return { answer: failed(), isDone: false };
    }
  };

  const accept = async (event: EventBy<V>, received: Received, tokenParameters: readonly string[], native: Native): Promise<Answer> => {
    if (idempotency === undefined) return (await handle(event, native)).answer;
    const id = await eventKey(event, received, settings.source ?? event.scheme, tokenParameters);
    const lease = { store: idempotency, leaseMs, onError: (error: unknown) => tell(error, native) };
    return once(id, lease, () => handle(event, native));
  };

  const receive = async (read: () => Received | Promise<Received>, native: Native): Promise<Answer> => {
    const verifies = verifierFor(native);
    let received: Received;
    let event: EventBy<V>;
    try {
      received = await capture(read);
      const answer = verifies.handshake(received, handshakeOptions);
      if (answer !== null) return handshake(answer);
      event = verifies.verify(received) as EventBy<V>;
    } catch (error) {
      return refuse(error, native);
    }
    return accept(event, received, verifies.tokenParameters, native);
  };

  return { limit, receive, tell };
};

/** A TypeError is the receiver's fault, and told. Whatever else ends a body is the sender's, or the network's. */
const capture = async (read: () => Received | Promise<Received>): Promise<Received> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VerificationError || error instanceof TypeError) throw error;
    throw new VerificationError("body_malformed", `the body broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Calls a hook. What it throws changes no answer. */
const call = <E, Native extends unknown[]>(hook: (error: E, ...native: Native) => unknown, error: E, native: Native): void => {
  try {
    Promise.resolve(hook(error, ...native)).catch(logError);
  } catch (reason) {
    logError(reason);
  }
};

const checkVerifier = <V>(verifier: V): V => {
  if (typeof (verifier as Partial<Verifies> | null)?.handshake === "function") return verifier;
  throw new TypeError(`receive was given ${nameOf(verifier)} where a Verifier, what anyOf returns, or a function that makes one should stand`);
};

const readOptions = <Native extends unknown[]>(handler: unknown, given: ReceiveOptions<Native>) => {
  if (typeof handler !== "function") throw new TypeError(`receive was given ${nameOf(handler)} where the handler of events should stand`);
  const options: ReceiveOptions<Native> = { ...given };
  checkNames(options, NAMES);
  const { token, idempotency, leaseMs = LEASE_MS, source, onReject, onError = logError } = options;
  if ("token" in options && (typeof token !== "string" || token === "")) {
    throw new TypeError(`token is ${token === "" ? "empty" : nameOf(token)}; is the environment variable set?`);
  }
  if (typeof leaseMs !== "number" || !(leaseMs > 0)) throw new TypeError(`leaseMs is ${nameOf(leaseMs)}: pass a number of milliseconds above 0`);
  if (source !== undefined && typeof source !== "string") throw new TypeError(`source is ${nameOf(source)}: pass a name`);
  if (idempotency !== undefined) checkStore(idempotency);
  for (const [name, hook] of Object.entries({ onReject, onError })) {
    if (hook !== undefined && typeof hook !== "function") throw new TypeError(`${name} is ${nameOf(hook)}: pass a function`);
  }
  return {
    limit: readLimit(options),
    handshakeOptions: token === undefined ? {} : { token },
    idempotency,
    leaseMs,
    source,
    onReject,
    onError,
  };
};

const logError = (error: unknown, ..._native: unknown[]): void => console.error(error);

const checkStore = (store: unknown): void => {
  for (const name of ["claim", "complete", "release"]) {
    const method = (store as Record<string, unknown> | null)?.[name];
    if (typeof method !== "function") throw new TypeError(`idempotency.${name} is ${nameOf(method)}: a store has claim, complete and release`);
  }
};
