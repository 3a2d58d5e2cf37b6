// AffiliateBase, written from its page "Outbound Webhooks", section "Signed requests":
// Svix's headers and content, and a sample that keys the HMAC with the secret's text as it stands.
// Shares no code with the project: it decides what the constructed vectors expect.
import { createHmac } from "node:crypto";

/** The page's sample: the secret string itself. */
export const keyOf = (secret) => Buffer.from(secret, "utf8");

/** What Svix's own libraries would make of a secret that starts with `whsec_`. */
export const svixKeyOf = (secret) => Buffer.from(secret.slice("whsec_".length), "base64");

/** "The signed content is: svix-id.svix-timestamp.raw_request_body". */
export const signedContent = ({ id, timestamp, body }) =>
  Buffer.concat([Buffer.from(id), Buffer.from("."), Buffer.from(timestamp), Buffer.from("."), body]);

export const tagOf = (key, request) =>
  createHmac("sha256", key).update(signedContent(request)).digest();

/** The sample strips one leading `v1,` and compares base64. */
export const entryOf = (tag) => `v1,${tag.toString("base64")}`;
