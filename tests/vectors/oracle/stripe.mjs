// Stripe, written from https://docs.stripe.com/webhooks/signatures ("Verify manually")
// Shares no code with the project: it decides what the constructed vectors expect.
import { createHmac } from "node:crypto";

/** The endpoint's secret as shown, `whsec_` included. */
export const keyOf = (secret) => Buffer.from(secret, "utf8");

/** "The timestamp (as a string), the character ., the actual JSON payload". */
export const signedContent = ({ timestamp, body }) =>
  Buffer.concat([Buffer.from(timestamp), Buffer.from("."), body]);

export const tagOf = (key, request) =>
  createHmac("sha256", key).update(signedContent(request)).digest();

/** One pair of the `stripe-signature` header. */
export const entryOf = (tag) => `v1=${tag.toString("hex")}`;
