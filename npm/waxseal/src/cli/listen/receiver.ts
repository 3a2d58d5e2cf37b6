import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Failure } from "../failure.js";
import type { Library } from "../library.js";
import type { Received } from "../request/received.js";

/** Under this path the receiver says that it is alive. Senders do not know it. */
export const ALIVE = "/.waxseal/alive";

/** What the sender is answered. `hang`: nothing, for as long as it waits. */
export interface Reply {
  readonly status: number | "hang";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers one request. */
export type Reception = (received: Received) => Promise<Reply>;

/** What a receiver is made of. */
export interface ReceiverParts {
  readonly library: Library;
  readonly limit: number;
  readonly receive: Reception;
  /** What is said under `ALIVE`. */
  readonly alive: () => unknown;
  /** Told of a request whose body could not be read, and of faults. */
  readonly failed: (received: Received, error: unknown) => Reply;
}

/** Makes a server that reads each request whole and raw, and hands it on. */
export const receiver = (parts: ReceiverParts): Server =>
  createServer((request, response) => {
    if (request.method === "GET" && request.url === ALIVE) {
      write(response, { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(parts.alive()) });
      return;
    }
    void answer(request, response, parts);
  });

const answer = async (request: IncomingMessage, response: ServerResponse, { library, limit, receive, failed }: ReceiverParts): Promise<void> => {
  const head = { method: request.method, url: request.url, headers: pairs(request.rawHeaders), notes: [] };
  let reply: Reply;
  try {
    const { body } = await library.fromNode(request, { limit });
    reply = await receive({ ...head, body: new Uint8Array(body as Uint8Array) });
  } catch (error) {
    reply = failed({ ...head, body: new Uint8Array(0) }, error);
  }
  write(response, reply);
};

const write = (response: ServerResponse, { status, headers, body }: Reply): void => {
  if (status === "hang") return;
  response.writeHead(status, { "cache-control": "no-store", ...headers }).end(body);
};

const pairs = (raw: readonly string[]): (readonly [string, string])[] => {
  const list: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([raw[i]!, raw[i + 1]!]);
  return list;
};

/** Starts to listen, and returns the port. */
export const started = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? `port ${port} is taken: --port 0 takes a free one` : `cannot listen on port ${port} (${error.code ?? "no reason given"})`;
      reject(new Failure("network", why));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
