import { type FetchRequest, fromRequest, type Verifies } from "../index.js";
import { type Handler, keepAlive, makeReceiver, type ReceiveOptions, responseOf, type VerifierSource } from "./receiver.js";

export { type Claim, type EventBy, type Handler, type Idempotency, type ReceiveOptions, type Reply, reply, type VerifierSource } from "./receiver.js";

/**
 * Makes a fetch handler: for Workers, Deno, Bun and whatever else turns a `Request` into a `Response`.
 *
 * In a Worker the work goes on if the sender hangs up, by the context's `waitUntil`.
 *
 * @throws TypeError for values of a wrong kind; so does the handler, where the body was read before.
 */
export const receive = <V extends Verifies, Req extends FetchRequest = Request, Rest extends unknown[] = unknown[]>(
  verifier: VerifierSource<V, [request: Req, ...rest: Rest]>,
  handler: Handler<V, [request: Req, ...rest: Rest]>,
  options?: ReceiveOptions<[request: Req, ...rest: Rest]>,
) => {
  const receiver = makeReceiver(verifier, handler, options);
  return async (request: Req, ...rest: Rest): Promise<Response> => {
    const answered = receiver.receive(() => fromRequest(request, { limit: receiver.limit }), [request, ...rest]);
    keepAlive(rest[1], answered);
    return responseOf(await answered);
  };
};
