import { connect } from "node:net";
import { type Answer, send } from "../call.js";
import type { Received } from "../request/received.js";

/** Headers that hold for one connection alone (RFC 9110, section 7.6.1), or that the next one sets. */
const OWN = ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "host", "content-length", "expect"];

/** Sends a received request on: the same bytes, the same headers, the query behind the target's own. */
export const forward = ({ method = "POST", url = "", headers, body }: Received, target: string, timeout: number): Promise<Answer> => {
  const address = new URL(target);
  const query = url.split("?").slice(1).join("?");
  if (query !== "") address.search = address.search === "" ? `?${query}` : `${address.search}&${query}`;
  const kept = headers.filter(([name]) => !OWN.includes(name.toLowerCase())).flat();
  return send({ method, url: address.href, headers: ["host", address.host, "connection", "close", ...kept], body }, timeout);
};

/** Says whether a target takes connections now. */
export const isReachable = (target: string, timeout: number): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port, protocol } = new URL(target);
    const socket = connect(Number(port) || (protocol === "https:" ? 443 : 80), hostname.replace(/^\[|\]$/g, ""));
    const end = (reachable: boolean): void => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(timeout, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
