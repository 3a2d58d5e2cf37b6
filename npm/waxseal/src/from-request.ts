import { join, readLimit, type ReadOptions, tooLarge, within } from "./limit.js";
import { nameOf } from "./name-of.js";
import type { Request } from "./verifier.js";

/** The part of a fetch `Request` that is used. */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null; append(name: string, value: string): void };
  readonly bodyUsed: boolean;
  /** Absent in Firefox, whose requests can only be read whole. */
  readonly body?: ReadableStream<Uint8Array> | null;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A request whose body was read. */
export type Received = Request & { readonly method: string; readonly url: string; readonly body: Uint8Array };

/**
 * Reads a fetch `Request`, its body once and raw.
 *
 * @throws VerificationError `body_too_large`; TypeError where the body was read before.
 */
export const fromRequest = async (request: FetchRequest, options?: ReadOptions): Promise<Received> => {
  const limit = readLimit(options);
  if (typeof request !== "object" || request === null || !("bodyUsed" in request)) {
    throw new TypeError(`fromRequest was given ${nameOf(request)}: pass a fetch Request; fromNode takes Node's`);
  }
  const { method, url, headers, bodyUsed, body } = request;
  if (bodyUsed) {
    throw new TypeError("the request's body was read before: verify first, and take the content from the event's json() or text()");
  }
  return { method, url, headers, body: await readBody(request, body, limit) };
};

const readBody = async (request: FetchRequest, body: ReadableStream<Uint8Array> | null | undefined, limit: number): Promise<Uint8Array> => {
  if (body === null) return new Uint8Array(0);
  if (body !== undefined) return readStream(body, limit);
  return within(limit, new Uint8Array(await request.arrayBuffer()));
};

const readStream = async (stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> => {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(pieces, bytes);
    bytes += value.length;
    if (bytes > limit) {
      await reader.cancel();
      throw tooLarge(limit);
    }
    pieces.push(value);
  }
};
