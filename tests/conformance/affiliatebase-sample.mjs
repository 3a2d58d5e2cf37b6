// The receiver that AffiliateBase's documentation gives its users, as it stands there
// (page "Outbound Webhooks", section "Example verification in Node.js"). Not a line is ours
// but the `export` at the end: receivers written after it exist, and sign() must satisfy them.

import crypto from "node:crypto";
function verifyAffiliateBaseWebhook({ rawBody, headers, signingSecret }) {
const messageId = headers["svix-id"];
const timestamp = headers["svix-timestamp"];
const signatureHeader = headers["svix-signature"] || "";
const expected = crypto
.createHmac("sha256", signingSecret)
.update(`${messageId}.${timestamp}.${rawBody}`)
.digest("base64");
const received = signatureHeader.replace(/^v1,/, "");
return crypto.timingSafeEqual(
Buffer.from(expected),
Buffer.from(received)
);
}

export { verifyAffiliateBaseWebhook };
