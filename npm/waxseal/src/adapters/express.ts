import { fromNode, type NodeRequest, type Received, type Verifies } from "../index.js";
import { type Answer, asBytes, failed, type Handler, makeReceiver, type ReceiveOptions, type VerifierSource, within } from "./receiver.js";

export { type Claim, type EventBy, type Handler, type Idempotency, type ReceiveOptions, type Reply, reply, type VerifierSource } from "./receiver.js";

/** The part of Express's request that is used; Node's own has it too. */
export interface ExpressRequest extends NodeRequest {
  readonly originalUrl?: string;
}

/** The part of Express's response that is used; Node's own has it too. */
export interface ExpressResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string>): { end(body: string): unknown };
}

/**
 * Makes a route's handler for Express 4 and 5, and for `node:http`.
 *
 * It reads the body itself: put it before `express.json()`, or use `express.raw({ type: "*\/*" })`
 * on its route. Where another parser keeps the bytes as `req.rawBody`, those are taken.
 *
 * @throws TypeError for values of a wrong kind. A body that was parsed goes to `next` as one.
 */
export const receive = <V extends Verifies, Req extends ExpressRequest = ExpressRequest, Res extends ExpressResponse = ExpressResponse>(
  verifier: VerifierSource<V, [req: Req, res: Res]>,
  handler: Handler<V, [req: Req, res: Res]>,
  options?: ReceiveOptions<[req: Req, res: Res]>,
) => {
  const receiver = makeReceiver(verifier, handler, options);
  return async (req: Req, res: Res, next?: (error?: unknown) => void): Promise<void> => {
    try {
      write(res, await receiver.receive(() => capture(req, receiver.limit), [req, res]));
    } catch (error) {
      if (next !== undefined) return next(error);
      receiver.tell(error, [req, res]);
      write(res, failed());
    }
  };
};

const capture = async (req: ExpressRequest, limit: number): Promise<Received> => {
  const { method = "", url = "", originalUrl = url, rawHeaders, rawBody } = req as ExpressRequest & { rawBody?: unknown };
  const kept = asBytes(rawBody, "req.rawBody");
  if (kept !== undefined) return { method, url: originalUrl, headers: rawHeaders, body: within(limit, kept) };
  // A router takes its own path off `url`.
  return { ...(await fromNode(req, { limit })), url: originalUrl };
};

const write = (res: ExpressResponse, { status, headers, body }: Answer): void => {
  if (!res.headersSent) res.writeHead(status, { ...headers }).end(body);
};
