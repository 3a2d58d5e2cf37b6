// Track360, written from its guide "Affiliate Platform Webhook Configuration", section "HMAC signature
// verification": HMAC-SHA256 over the raw body with the shared secret, in a request header. The guide
// names neither header nor encoding; hex under x-track360-signature is this project's default.
// Shares no code with the project: it decides what the constructed vectors expect.
import { createHmac } from "node:crypto";

/** The shared secret as text; bytes are the key itself. */
export const keyOf = (secret) => (typeof secret === "string" ? Buffer.from(secret, "utf8") : secret);

export const signedContent = ({ body }) => body;

export const tagOf = (key, request) =>
  createHmac("sha256", key).update(signedContent(request)).digest();

export const entryOf = (tag, encoding = "hex") => tag.toString(encoding);
