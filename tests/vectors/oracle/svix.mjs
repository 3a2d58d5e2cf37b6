// Svix, written from https://docs.svix.com/receiving/verifying-payloads/how-manual
// Shares no code with the project: it decides what the constructed vectors expect.
import { createHmac } from "node:crypto";

/** The bytes that follow `whsec_`, base64-decoded. */
export const keyOf = (secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/** `svix-id` "." `svix-timestamp` "." body, as bytes. */
export const signedContent = ({ id, timestamp, body }) =>
  Buffer.concat([Buffer.from(id), Buffer.from("."), Buffer.from(timestamp), Buffer.from("."), body]);

export const tagOf = (key, request) =>
  createHmac("sha256", key).update(signedContent(request)).digest();

/** One entry of the `svix-signature` list. */
export const entryOf = (tag) => `v1,${tag.toString("base64")}`;
