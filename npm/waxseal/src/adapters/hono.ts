import { type FetchRequest, fromRequest, type Received, type Verifies } from "../index.js";
import { asBytes, type Handler, keepAlive, makeReceiver, type ReceiveOptions, responseOf, type VerifierSource, within } from "./receiver.js";

export { type Claim, type EventBy, type Handler, type Idempotency, type ReceiveOptions, type Reply, reply, type VerifierSource } from "./receiver.js";

/** The part of Hono's context that is used. */
export interface HonoContext {
  readonly req: { readonly raw: FetchRequest };
}

/**
 * Makes a route's handler for Hono.
 *
 * It reads the body itself, or takes the bytes that `await c.req.arrayBuffer()` left.
 *
 * @throws TypeError for values of a wrong kind; so does the handler, where the body was parsed before.
 */
export const receive = <V extends Verifies, C extends HonoContext = HonoContext>(
  verifier: VerifierSource<V, [context: C]>,
  handler: Handler<V, [context: C]>,
  options?: ReceiveOptions<[context: C]>,
) => {
  const receiver = makeReceiver(verifier, handler, options);
  return async (context: C): Promise<Response> => {
    const answered = receiver.receive(() => capture(context, receiver.limit), [context]);
    keepAlive(executionContext(context), answered);
    return responseOf(await answered);
  };
};

const capture = async ({ req }: HonoContext, limit: number): Promise<Received> => {
  const { raw, bodyCache } = req as { raw: FetchRequest; bodyCache?: { arrayBuffer?: unknown } };
  if (!raw.bodyUsed) return fromRequest(raw, { limit });
  const body = asBytes(await bodyCache?.arrayBuffer, "the body");
  if (body !== undefined) return { method: raw.method, url: raw.url, headers: raw.headers, body: within(limit, body) };
  throw new TypeError(
    "the request's body was read before, by c.req.json() or a validator perhaps: put receive before it, or read c.req.arrayBuffer() there, which keeps the bytes",
  );
};

/** Hono throws where the host has none. */
const executionContext = (context: HonoContext): unknown => {
  try {
    return (context as { executionCtx?: unknown }).executionCtx;
  } catch {
    return undefined;
  }
};
