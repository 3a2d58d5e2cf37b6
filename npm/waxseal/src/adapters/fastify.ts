import { fromNode, type NodeRequest, type Received, type Verifies } from "../index.js";
import { type Handler, makeReceiver, nameOf, type ReceiveOptions, type VerifierSource } from "./receiver.js";

export { type Claim, type EventBy, type Handler, type Idempotency, type ReceiveOptions, type Reply, reply, type VerifierSource } from "./receiver.js";

/** The part of Fastify's request that is used. */
export interface FastifyRequest {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly raw: NodeRequest;
  readonly originalUrl: string;
}

/** The part of Fastify's reply that is used. */
export interface FastifyReply {
  code(status: number): unknown;
  headers(headers: Record<string, string>): unknown;
  send(body: string): unknown;
}

/** The part of Fastify's instance that is used. */
export interface FastifyInstance {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(type: string, parser: (request: any, payload: any, done: (error: Error | null) => void) => void): unknown;
  addHook(name: "onRequest", hook: (request: any) => Promise<void>): unknown;
  all(path: string, handler: (request: any, reply: any) => Promise<unknown>): unknown;
}

/**
 * Makes a plugin for Fastify: `app.register(receive(verifier, handler), { prefix: "/hooks" })`.
 *
 * Within it, and nowhere else, Fastify parses no body: it is read raw.
 *
 * @throws TypeError for values of a wrong kind.
 */
export const receive = <V extends Verifies, Req extends FastifyRequest = FastifyRequest, Rep extends FastifyReply = FastifyReply>(
  verifier: VerifierSource<V, [request: Req, reply: Rep]>,
  handler: Handler<V, [request: Req, reply: Rep]>,
  options?: ReceiveOptions<[request: Req, reply: Rep]>,
) => {
  const receiver = makeReceiver(verifier, handler, options);
  return async (instance: FastifyInstance): Promise<void> => {
    if (typeof instance?.removeAllContentTypeParsers !== "function") {
      throw new TypeError(`receive returns a plugin, which was called with ${nameOf(instance)}: app.register(receive(…), { prefix: "/hooks" })`);
    }
    // Fastify refuses what is no media type at all; a sender may write so.
    const types = new WeakMap<object, string | string[]>();
    instance.addHook("onRequest", async (request: Req) => {
      const type = request.headers[TYPE];
      if (type === undefined) return;
      types.set(request, type);
      request.headers[TYPE] = "application/octet-stream";
    });
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser("*", (_request, _payload, done) => done(null));
    instance.all("/", async (request: Req, reply: Rep) => {
      const type = types.get(request);
      if (type !== undefined) request.headers[TYPE] = type;
      const { status, headers, body } = await receiver.receive(() => capture(request, receiver.limit), [request, reply]);
      reply.code(status);
      reply.headers({ ...headers });
      reply.send(body);
      return reply;
    });
  };
};

const TYPE = "content-type";

const capture = async ({ raw, originalUrl }: FastifyRequest, limit: number): Promise<Received> => {
  if (raw.readableEnded) {
    throw new TypeError("the request's body was read before, by a preParsing hook perhaps: register receive where no such hook runs");
  }
  return { ...(await fromNode(raw, { limit })), url: originalUrl };
};
