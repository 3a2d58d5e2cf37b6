/** HTTP/1.1 as bytes on a socket: for requests that no client library would send. */
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";

/** How long a server may take to answer or to hang up, in milliseconds. */
const PATIENCE_MILLIS = 5_000;

/**
 * Writes a request and reads the answer.
 *
 * @param {string} url the server's address
 * @param {object} request `method`, `url`, `headers` (pairs; values may be `Buffer`), `body`
 *   (bytes or text), `framing`: "length" (default), "chunked", or "none" when the headers say it
 * @returns {Promise<{ status: number, headers: Record<string, string>, text: string, json: Function }>}
 *   status 0 when the server hung up without an answer
 */
export function sendRaw(url, { method = "POST", url: path, headers = [], body = "", framing = "length", host }) {
  const { hostname, port } = new URL(url);
  const bytes = Buffer.from(body);
  const pairs = [["host", host ?? `${hostname}:${port}`], ["connection", "close"], ...headers];
  if (framing === "length") pairs.push(["content-length", String(bytes.length)]);
  if (framing === "chunked") pairs.push(["transfer-encoding", "chunked"]);
  const head = [Buffer.from(`${method} ${path} HTTP/1.1\r\n`)];
  for (const [name, value] of pairs) head.push(Buffer.from(`${name}: `), Buffer.from(value), Buffer.from("\r\n"));
  head.push(Buffer.from("\r\n"));
  return exchange(hostname, Number(port), [...head, ...(framing === "chunked" ? inChunks(bytes) : [bytes])]);
}

/** Cuts a body into chunks of 64 KiB, and the last, empty one. */
function inChunks(bytes) {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += 65_536) {
    const part = bytes.subarray(at, at + 65_536);
    chunks.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"));
  }
  return [...chunks, Buffer.from("0\r\n\r\n")];
}

function exchange(hostname, port, pieces) {
  return new Promise((resolve, reject) => {
    const received = [];
    const socket = connect(port, hostname, () => write(socket, pieces));
    socket.setTimeout(PATIENCE_MILLIS, () => socket.destroy(new Error(`no answer within ${PATIENCE_MILLIS} ms`)));
    // The server may keep the connection open, so a complete answer is the end.
    socket.on("data", (data) => {
      received.push(data);
      if (parse(Buffer.concat(received).toString("latin1")).isComplete) socket.destroy();
    });
    // A server that refuses early closes while we still write: what it said before counts.
    socket.on("error", (error) => (["EPIPE", "ECONNRESET"].includes(error.code) ? undefined : reject(error)));
    socket.on("close", () => resolve(parse(Buffer.concat(received).toString("latin1"))));
  });
}

/** Bytes that a server takes before it may refuse: only behind them does an answer come early. */
const AT_ONCE_BYTES = 1024 * 1024;

/**
 * Writes the pieces; slowly behind the first MiB, and none once the server has answered. One that
 * refuses and closes with much unread resets the connection, and its answer is lost on the way.
 */
async function write(socket, pieces) {
  let written = 0;
  for (const piece of pieces) {
    if (socket.bytesRead > 0 || socket.destroyed) return;
    socket.write(piece);
    written += piece.length;
    if (written > AT_ONCE_BYTES) await setTimeout(5);
  }
}

function parse(answer) {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return { status: 0, headers: {}, text: "", json: () => undefined, isComplete: false };
  const [first, ...lines] = answer.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  const rest = answer.slice(end + 4);
  const isChunked = headers["transfer-encoding"] === "chunked";
  const isComplete = isChunked ? rest.endsWith("0\r\n\r\n") : rest.length >= Number(headers["content-length"] ?? Infinity);
  const text = isChunked ? joined(rest) : rest;
  return { status: Number(first.split(" ")[1]), headers, text, json: () => JSON.parse(text), isComplete };
}

function joined(chunked) {
  let text = "";
  for (let at = 0; ; ) {
    const line = chunked.indexOf("\r\n", at);
    const size = line < 0 ? 0 : Number.parseInt(chunked.slice(at, line), 16);
    if (!(size > 0)) return text;
    text += chunked.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}
