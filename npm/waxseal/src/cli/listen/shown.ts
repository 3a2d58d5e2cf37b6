import type { Output } from "../output.js";
import { cut, oneLine, printable } from "../printable.js";
import type { Received } from "../request/received.js";
import { type Chosen, signaturePlaces } from "../scheme.js";

/** Characters of a body that are printed. */
const MOST = 4000;

/** Headers that say nothing of an event. */
const DULL = ["host", "connection", "accept", "accept-encoding", "content-length", "transfer-encoding", "user-agent"];

/**
 * Returns the headers to show. Of a signature, its beginning: enough to tell two apart, too little
 * to send it again. A token is the secret, and is not shown at all.
 */
export const shownHeaders = (received: Received, chosen: Chosen): readonly (readonly [string, string])[] => {
  const { headers: secret } = signaturePlaces(chosen);
  const isToken = ["token", "basic"].includes(chosen.text["algorithm"] ?? "");
  return received.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !DULL.includes(name))
    .map(([name, value]) => {
      if (name === "authorization" || name === "cookie" || (isToken && secret.includes(name))) return [name, "[secret]"];
      return [name, secret.includes(name) ? shortened(value) : oneLine(value)];
    });
};

const shortened = (value: string): string => oneLine(value.replace(/[A-Za-z0-9+/_-]{20,}={0,2}/g, (tag) => `${tag.slice(0, 6)}…`));

/** Returns a URL without the values of its tokens. */
export const shownUrl = (url: string, chosen: Chosen): string => {
  const { queries } = signaturePlaces(chosen);
  return oneLine(queries.reduce((shown, name) => shown.replace(new RegExp(`([?&]${name.replace(/[^A-Za-z0-9_-]/g, "\\$&")}=)[^&#]*`, "g"), "$1[secret]"), url));
};

/** Returns a body as a person reads it: JSON with line ends, other text as it is, bytes by their number. */
export const shownBody = (body: Uint8Array): string => {
  if (body.length === 0) return "(empty)";
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return `(${body.length} bytes, not text)`;
  }
  return cut(printable(asJson(text) ?? text), MOST);
};

const asJson = (text: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : undefined;
  } catch {
    return undefined;
  }
};

/** What came to what, for the line that is printed. */
export interface Shown {
  readonly at: Date;
  readonly received: Received;
  readonly outcome: string;
  readonly status: string;
  readonly facts: readonly string[];
}

/** Prints one request. */
export const printRequest = (out: Output, chosen: Chosen, quiet: boolean, { at, received, outcome, status, facts }: Shown): void => {
  const style = outcome === "accepted" || outcome === "handshake" ? "good" : outcome === "duplicate" || outcome === "conflict" ? "warn" : "bad";
  const line = [at.toISOString(), received.method ?? "", shownUrl(received.url ?? "", chosen), "→", status, out.paint(style, outcome), ...facts.map(oneLine)];
  out.line(line.join(" "));
  if (quiet) return;
  for (const [name, value] of shownHeaders(received, chosen)) out.line(`  ${out.paint("faint", `${name}:`)} ${value}`);
  for (const text of shownBody(received.body).split("\n")) out.line(`    ${text}`);
  out.line();
};
