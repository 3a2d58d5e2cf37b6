import { asBytes } from "./bytes.js";
import type { Received } from "./from-request.js";
import { join, readLimit, type ReadOptions, tooLarge, within } from "./limit.js";
import { nameOf } from "./name-of.js";

/** The part of Node's `IncomingMessage` that is used; Express and Fastify's `raw` are such. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly readableEnded: boolean;
  readonly destroyed: boolean;
  on(event: string, listener: (...values: any[]) => void): unknown;
  off(event: string, listener: (...values: any[]) => void): unknown;
  resume(): unknown;
}

/**
 * Reads Node's request, its body once and raw. After `express.raw()` the body stands in
 * `req.body`, and is taken from there.
 *
 * @throws VerificationError `body_too_large`; TypeError where a parser came first; Error where
 * the sender hung up.
 */
export const fromNode = async (request: NodeRequest, options?: ReadOptions): Promise<Received> => {
  const limit = readLimit(options);
  if (typeof request !== "object" || request === null || !Array.isArray(request.rawHeaders)) {
    throw new TypeError(`fromNode was given ${nameOf(request)}: pass Node's IncomingMessage; fromRequest takes a fetch Request`);
  }
  const { method = "", url = "", rawHeaders } = request;
  return { method, url, headers: rawHeaders, body: readParsed(request, limit) ?? (await readStream(request, limit)) };
};

/** Takes the bytes that a raw body parser left. */
const readParsed = (request: NodeRequest, limit: number): Uint8Array | undefined => {
  const { body } = request as { body?: unknown };
  const bytes = asBytes(body, "req.body");
  if (bytes === undefined) {
    if (!request.readableEnded) return undefined;
    throw new TypeError(
      "the request's body was read before, by a parser perhaps: verify before express.json(), or use express.raw({ type: \"*/*\" }) on this route",
    );
  }
  return within(limit, bytes);
};

const readStream = (request: NodeRequest, limit: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const end = (settle: () => void): void => {
      for (const [event, listener] of Object.entries(listeners)) request.off(event, listener);
      settle();
    };
    const hungUp = (): void => end(() => reject(new Error("the sender hung up before the body was complete")));
    const listeners: Record<string, (...values: any[]) => void> = {
      data(piece: unknown) {
        if (typeof piece === "string") {
          return end(() => reject(new TypeError("the request has an encoding set: do not call setEncoding before verifying")));
        }
        const value = piece as Uint8Array;
        bytes += value.length;
        if (bytes > limit) {
          return end(() => {
            // The rest is let through unkept: the connection would hang otherwise, and the sender
            // could not read the answer. The server's own time limit ends one that never stops.
            request.resume();
            reject(tooLarge(limit));
          });
        }
        pieces.push(value);
      },
      end: () => end(() => resolve(join(pieces, bytes))),
      error: (error: unknown) => end(() => reject(error)),
      aborted: hungUp,
      close: hungUp,
    };
    if (request.destroyed) return hungUp();
    for (const [event, listener] of Object.entries(listeners)) request.on(event, listener);
  });
