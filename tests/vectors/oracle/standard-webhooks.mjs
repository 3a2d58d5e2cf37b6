// Standard Webhooks with its symmetric signature, written from the specification:
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
// Shares no code with the project: it decides what the constructed vectors expect.
import { createHmac } from "node:crypto";

/** "Secret serialization: base64 encoded, prefixed with whsec_". */
export const keyOf = (secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/** "The content to be signed is therefore: {msg_id}.{timestamp}.{payload}". */
export const signedContent = ({ id, timestamp, body }) =>
  Buffer.concat([Buffer.from(id), Buffer.from("."), Buffer.from(timestamp), Buffer.from("."), body]);

export const tagOf = (key, request) =>
  createHmac("sha256", key).update(signedContent(request)).digest();

/** "Symmetric signatures will be v1, followed by a comma, followed by the base64 encoded signature". */
export const entryOf = (tag) => `v1,${tag.toString("base64")}`;
