import { randomBytes } from "node:crypto";

/** Makes a secret in the form of Standard Webhooks: 32 random bytes. */
export const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

/** Makes a token that opens the API: 32 random bytes. */
const newToken = () => `wxt_${randomBytes(32).toString("base64url")}`;

/** Writes .dev.vars with fresh values; nothing else ever knows them. */
export const devVars = () => `# The secrets of this folder: \`npm run dev\` and \`npm start\` read them here. Never commit this file.
# On Cloudflare each is set once: npx wrangler secret put NAME

# What AffiliateBase signs with: replace it with the secret that AffiliateBase shows you for this endpoint.
AFFILIATEBASE_SECRET="${newSecret()}"
# What waxseal signs with for the origin "crm": its developer gets it.
CRM_SECRET="${newSecret()}"
# Open the API: the first reads, the second may also replay, pause and send tests.
WAXSEAL_READ_TOKEN="${newToken()}"
WAXSEAL_ADMIN_TOKEN="${newToken()}"
`;
