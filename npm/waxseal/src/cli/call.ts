import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { Failure, usage } from "./failure.js";
import { latin1 } from "./request/received.js";

/** Bytes of an answer that are kept. */
const KEPT_BYTES = 64 * 1024;

/** What is sent. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** One character of a value is one byte. */
  readonly headers: Readonly<Record<string, string>> | readonly string[];
  readonly body: Uint8Array;
}

/** What came back: an answer, or why there was none. */
export type Answer = Answered | Unanswered;

/** An answer. */
export interface Answered {
  readonly status: number;
  readonly millis: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The beginning of its body. */
  readonly body: string;
}

/** No answer. */
export interface Unanswered {
  readonly status: null;
  readonly millis: number;
  /** `timeout`, or the network's name for it, such as `ECONNREFUSED`. */
  readonly reason: string;
}

/** Reads a URL to send to. */
export const readTarget = (text: string | undefined, what: string): string => {
  if (text === undefined) throw usage(`${what} is missing: where to?`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw usage(`${what} is no URL: write http://127.0.0.1:3000/hook`);
  }
  if (!["http:", "https:"].includes(url.protocol)) throw usage(`${what} must begin with http:// or https://`);
  if (url.username !== "" || url.password !== "") throw usage(`${what} holds a password: it would be seen in the process list`);
  return text;
};

/**
 * Sends a request as it is and returns what came back. Follows no redirect, keeps no connection,
 * and gives up after `timeout` milliseconds, the body of the answer included.
 */
export const send = ({ method, url, headers, body }: Outgoing, timeout: number): Promise<Answer> =>
  new Promise((resolve) => {
    const begun = performance.now();
    const millis = (): number => Math.round(performance.now() - begun);
    const none = (reason: string): void => {
      clearTimeout(alarm);
      resolve({ status: null, millis: millis(), reason });
    };
    const address = new URL(url);
    const outgoing = (address.protocol === "https:" ? overHttps : overHttp)(address, { method, headers: withLength(headers, body), agent: false });
    const alarm = setTimeout(() => {
      none("timeout");
      outgoing.destroy();
    }, timeout);
    outgoing.on("error", (error: NodeJS.ErrnoException) => none(error.code ?? "connection lost"));
    outgoing.on("response", (answer) => {
      const pieces: Uint8Array[] = [];
      let kept = 0;
      answer.on("data", (piece: Uint8Array) => {
        if (kept < KEPT_BYTES) pieces.push(piece.subarray(0, KEPT_BYTES - kept));
        kept += piece.length;
      });
      answer.on("error", () => none("connection lost"));
      answer.on("end", () => {
        clearTimeout(alarm);
        resolve({ status: answer.statusCode ?? 0, millis: millis(), headers: answer.headers, body: latin1(Buffer.concat(pieces)) });
      });
    });
    outgoing.end(body);
  });

const withLength = (headers: Outgoing["headers"], body: Uint8Array): Record<string, string> | string[] => {
  const length = String(body.length);
  if (Array.isArray(headers)) return [...(headers as readonly string[]), "content-length", length];
  return { ...(headers as Record<string, string>), "content-length": length };
};

/** What says that nobody listens there, or that a proxy of names knows nobody. */
const NOBODY = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"];

/** What TLS says where it does not come about. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_(TLS|SSL)|^EPROTO$/;

/** Whether nothing that is sent again would arrive either. */
export const isUnreachable = (answer: Answer): boolean => answer.status === null && (NOBODY.includes(answer.reason) || UNTRUSTED.test(answer.reason));

/** Makes the failure for it. */
export const unreachable = (answer: Answer): Failure => {
  const reason = answer.status === null ? answer.reason : came(answer);
  if (UNTRUSTED.test(reason)) return new Failure("network", `TLS does not come about (${reason}); NODE_EXTRA_CA_CERTS=FILE trusts a certificate of your own`);
  return new Failure("network", `nobody answers there (${reason})`);
};

/** Says what came back in a few words. */
export const came = (answer: Answer): string =>
  answer.status === null ? (answer.reason === "timeout" ? "no answer in time" : `no answer (${answer.reason})`) : String(answer.status);
