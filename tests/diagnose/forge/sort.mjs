// Words of the tables of forgeries: who sends, and how a tag is forged.


export const PUBLIC_KEY = ["discord", "telnyx"];

export const TOKENS = ["gitlab-token", "postback"];

export const TIMED = ["stripe", "slack", "standard-webhooks", "affiliatebase", "svix", "tolt", "paddle", "hubspot-v3", "zendesk", "growsurf", "own", "own-url"];

export const LISTED = ["standard-webhooks", "affiliatebase", "svix", "tolt"];

export const URLS = ["square", "hubspot-v3", "own-url", "twilio"];

export const FORMS = ["github-form", "slack-form"];

/** A table of forgeries of one sort; `on` are the senders, of which each takes its turn. */
export const sort = (on, table) => Object.entries(table).map(([what, forgery]) => ({ what, on, ...(typeof forgery === "function" ? { receive: forgery } : forgery) }));

/** Signed with a key that needs no secret. */
export const keyed = (guess) => ({ over: { guess } });

/** The tag is something else, spelled as the sender spells it. */
export const tagged = (make) => ({ over: (r, sender) => ({ encode: (tag) => make(tag, r, sender).toString(sender.encoding) }) });

export const pem = ["-----BEGIN ", "PUBLIC KEY-----\n", "MCowBQYDK2VwAyEA", "GX9rI-FshTLGq8g4-tcyb2UjPRdqk4rtKxyLpjxnRXk".replaceAll("-", "/"), "=\n-----END ", "PUBLIC KEY-----\n"].join("");
