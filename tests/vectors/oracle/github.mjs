// GitHub, written from
// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
// Shares no code with the project: it decides what the constructed vectors expect.
import { createHmac } from "node:crypto";

/** The secret token as typed. */
export const keyOf = (secret) => Buffer.from(secret, "utf8");

/** "The hash signature is generated using your webhook's secret token and the payload contents". */
export const signedContent = ({ body }) => body;

export const tagOf = (key, request) =>
  createHmac("sha256", key).update(signedContent(request)).digest();

/** "The hash signature always starts with sha256=", "an HMAC hex digest". */
export const entryOf = (tag) => `sha256=${tag.toString("hex")}`;
