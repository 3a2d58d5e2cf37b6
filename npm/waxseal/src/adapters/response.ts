import type { Answer } from "./answer.js";

/** Asks the host to finish the work, answered or not. */
export const keepAlive = (context: unknown, work: Promise<unknown>): void => {
  const { waitUntil } = (context ?? {}) as { waitUntil?: unknown };
  // What it rejects with, whoever awaits it learns.
  if (typeof waitUntil === "function") waitUntil.call(context, work.catch(() => undefined));
};

/** Makes a `Response`. */
export const responseOf = ({ status, headers, body }: Answer): Response => new Response(body, { status, headers: { ...headers } });
