// What a program really sends: a server on the loopback that keeps it.
import { spawn } from "node:child_process";
import { createServer } from "node:http";

/** Starts a server; `sent` runs a program and returns the one request that it made. */
export const receiver = async () => {
  const received = [];
  const server = createServer({ keepAliveTimeout: 1 }, (request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const headers = [];
      for (let at = 0; at < request.rawHeaders.length; at += 2) headers.push([request.rawHeaders[at], request.rawHeaders[at + 1]]);
      received.push({ method: request.method, url: request.url, headers, body: Buffer.concat(parts) });
      response.writeHead(204, { connection: "close" }).end();
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const sent = async (program, words, { input } = {}) => {
    received.length = 0;
    const child = spawn(program, words, { stdio: ["pipe", "ignore", "pipe"] });
    const said = [];
    child.stderr.on("data", (part) => said.push(part));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
    const status = await new Promise((done, failed) => child.on("close", done).on("error", failed));
    if (received.length !== 1) throw new Error(`${program} ended with ${status} and sent ${received.length} requests: ${Buffer.concat(said)}`);
    return received[0];
  };
  return { origin, sent, close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
};
