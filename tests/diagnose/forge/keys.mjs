// Configurations of which a careless reading leaves a key that can be guessed, or one that everybody has.
import { hexOf } from "../send/bytes.mjs";
import { secretBecomes } from "../stacks/change.mjs";
import { pem, sort } from "./sort.mjs";

// A configuration of which careless reading leaves no key, or one that can be guessed.
const leaving = (configured, guess) => ({ over: { guess: () => guess }, receive: secretBecomes(() => configured) });

const hollow = sort(["stripe", "github", "own", "dub", "affiliatebase", "slack", "paddle"], {
  "the secret is a prefix alone": leaving("whsec_", ""),
  "the secret is a name without a value": leaving("STRIPE_WEBHOOK_SECRET=", ""),
  "the secret is two quotes": leaving("\"\"", ""),
  "the secret is white space": leaving("   ", ""),
  "the secret is Bearer alone": leaving("Bearer ", ""),
  "a hexadecimal reading stops at the fourth digit": leaving("ab12-not-hexadecimal-at-all-and-long-enough", hexOf("ab12")),
  "a base64 reading stops at a sign": leaving(["QQ==", "!behind it there is more than that"].join(""), "A"),
  "a hexadecimal reading finds nothing": leaving("zz-not-hexadecimal-but-long-enough-to-be-one", ""),
  "a base64 reading finds nothing": leaving("====-----------------------------------", ""),
  "whsec_ with nothing that is base64": leaving("whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", ""),
});

// Secrets that everybody knows, where a secret is configured.
const known = (text) => ({ over: { guess: () => text }, receive: secretBecomes(() => text) });

const publicSecrets = sort(["stripe", "github", "own", "slack", "track360"], {
  "the configured secret is a public key in PEM, and its text signed": known(pem),
  "the configured secret is a public key in PEM, and its bytes signed": { over: { guess: () => Buffer.from(pem.split("\n")[1], "base64") }, receive: secretBecomes(() => pem) },
  "the configured secret is whpk_, and its text signed": known(["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join("")),
  "the configured secret is whpk_, and its bytes signed": { over: { guess: () => Buffer.from("GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk=", "base64") }, receive: secretBecomes(() => ["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join("")) },
  "the configured secret is JSON, and another value of it signed": { over: { guess: () => "production" }, receive: secretBecomes((secret) => JSON.stringify({ environment: "production", WEBHOOK_SECRET: secret })) },
  "the configured secret is JSON, and its first name signed": { over: { guess: () => "WEBHOOK_SECRET" }, receive: secretBecomes((secret) => JSON.stringify({ WEBHOOK_SECRET: secret })) },
  "the configured secret is a line of .env, and its name signed": { over: { guess: () => "STRIPE_WEBHOOK_SECRET" }, receive: secretBecomes((secret) => `STRIPE_WEBHOOK_SECRET=${secret}`) },
  "the configured secret is a command, and its option signed": { over: { guess: () => "--secret-file" }, receive: secretBecomes((secret) => `--secret-file ${secret}`) },
});

/** The same among the other secrets that are at hand. */
const beside = (secret, guess) => ({ over: { guess: () => guess }, receive: (delivery) => ({ ...delivery, others: [{ name: "ANOTHER", secret }] }) });

const publicOthers = sort(["github", "stripe", "standard-webhooks", "paddle", "shopify"], {
  "another secret at hand is a public key in PEM, and its text signed": beside(pem, pem),
  "another secret at hand is a public key in PEM, and its bytes signed": beside(pem, Buffer.from(pem.split("\n")[1], "base64")),
  "another secret at hand is whpk_, and its text signed": beside(["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join(""), ["whpk_", "GX9rI/FshTLGq8g4/tcyb2UjPRdqk4rtKxyLpjxnRXk="].join("")),
  "another secret at hand is a prefix alone": beside("whsec_", ""),
  "another secret at hand is white space": beside("  \n", ""),
});

// What stands beside a secret where it is kept, and is no secret.
const publishable = (r) => ["pk", "test", r.text(40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")].join("_");

/** A configuration that `wrap` makes of the secret and of something that is public; the latter signed. */
const publicBeside = (publicOf, wrap) => ({
  over: (r) => { const text = publicOf(r); return { guess: () => text, publicText: text }; },
  receive: (delivery, r) => secretBecomes((secret) => wrap(secret, delivery.sender.publicText))(delivery, r),
});

const endpoint = (r) => `https://hooks.example.test/in/${r.text(12, "abcdef0123456789")}`;

const publicNeighbours = sort(["stripe", "github", "shopify", "slack", "own"], {
  "JSON with the publishable key beside the secret, the former signed": publicBeside(publishable, (secret, text) => JSON.stringify({ STRIPE_PUBLISHABLE_KEY: text, STRIPE_WEBHOOK_SECRET: secret })),
  "JSON with a public key beside the secret, the former signed": publicBeside(() => pem, (secret, text) => JSON.stringify({ public_key: text, webhook_secret: secret })),
  "JSON with the endpoint beside the secret, the former signed": publicBeside(endpoint, (secret, text) => JSON.stringify({ secret_url: text, secret })),
  "a whole .env, its publishable key signed": publicBeside(publishable, (secret, text) => `STRIPE_PUBLISHABLE_KEY=${text}\nSTRIPE_WEBHOOK_SECRET=${secret}\n`),
  "the quoted publishable key is configured, and it signed": publicBeside(publishable, (secret, text) => `"${text}"`),
  "the endpoint with a line break is configured, and it signed": publicBeside(endpoint, (secret, text) => `${text}\n`),
  "the quoted endpoint is configured, and it signed": publicBeside(endpoint, (secret, text) => `"${text}"`),
  "a line of .env with the endpoint is configured, and it signed": publicBeside(endpoint, (secret, text) => `WEBHOOK_URL=${text}`),
});

const publicAtHand = sort(["github", "stripe", "paddle", "shopify", "own"], {
  "another secret at hand is the publishable key, and it signed": { over: (r) => { const text = publishable(r); return { guess: () => text, publicText: text }; }, receive: (delivery) => ({ ...delivery, others: [{ name: "STRIPE_PUBLISHABLE_KEY", secret: delivery.sender.publicText }] }) },
  "another secret at hand is the endpoint, and it signed": { over: (r) => { const text = endpoint(r); return { guess: () => text, publicText: text }; }, receive: (delivery) => ({ ...delivery, others: [{ name: "WEBHOOK_URL", secret: delivery.sender.publicText }] }) },
});

export const keyForgeries = [...hollow, ...publicSecrets, ...publicOthers, ...publicNeighbours, ...publicAtHand];
