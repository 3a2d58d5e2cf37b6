// Secrets that no scheme may take as a key. Found at construction.
import { bytesSecret } from "./bytes.mjs";

/** The example key of RFC 8410 section 10.1, which everybody knows. */
const ED25519 = "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

/** SubjectPublicKeyInfo of the three kinds that webhooks use: RFC 8410 and RFC 5480; RFC 8017 by its fixed beginning. */
const PUBLIC_KEY = `MCowBQYDK2VwAyEA${ED25519}`;
const P256_KEY = Buffer.concat([
  Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex"), Buffer.alloc(64, 0x5a),
]);
const RSA_KEY = Buffer.concat([
  Buffer.from("30820122300d06092a864886f70d01010105000382010f003082010a0282010100", "hex"), Buffer.alloc(261, 0xa5),
]);

/** `[slug, code, what is attacked, secrets]`, given one good secret of the scheme. */
export const refusedSecrets = (good) => [
  ["no-secret", "secret_empty", "a verifier without any secret must not exist", []],
  ["empty-secret", "secret_empty", "an unset variable as secret: the empty key is known to everybody", [[""]]],
  ["empty-bytes-secret", "secret_empty", "a key of zero bytes", [bytesSecret(Buffer.alloc(0))]],
  ["empty-second-secret", "secret_empty", "an empty secret hidden behind a good one", [good, [""]]],
  ["public-key-secret", "secret_malformed", "a Standard Webhooks public key used as MAC key",
    [`whpk_${ED25519}`]],
  ["signing-key-secret", "secret_malformed", "a Standard Webhooks Ed25519 signing key used as MAC key",
    [`whsk_${ED25519}`]],
  ["pem-secret", "secret_malformed", "a PEM public key used as MAC key",
    [`-----BEGIN PUBLIC KEY-----\n${PUBLIC_KEY}\n-----END PUBLIC KEY-----\n`]],
  ["pem-after-newline-secret", "secret_malformed", "a PEM public key behind a blank line",
    [`\n-----BEGIN PUBLIC KEY-----\n${PUBLIC_KEY}\n-----END PUBLIC KEY-----\n`]],
  ["spki-bytes-secret", "secret_malformed", "the bytes of an Ed25519 SubjectPublicKeyInfo used as MAC key",
    [bytesSecret(Buffer.from(PUBLIC_KEY, "base64"))]],
  ["spki-p256-secret", "secret_malformed", "the base64 of a P-256 SubjectPublicKeyInfo used as MAC key", [P256_KEY.toString("base64")]],
  ["spki-p256-bytes-secret", "secret_malformed", "its bytes used as MAC key", [bytesSecret(P256_KEY)]],
  ["spki-rsa-secret", "secret_malformed", "the base64 of an RSA SubjectPublicKeyInfo used as MAC key", [RSA_KEY.toString("base64")]],
  ["spki-rsa-bytes-secret", "secret_malformed", "its bytes used as MAC key", [bytesSecret(RSA_KEY)]],
  ["spki-secret", "secret_malformed", "the base64 of a SubjectPublicKeyInfo used as MAC key", [PUBLIC_KEY]],
  ["public-key-second-secret", "secret_malformed", "a public key hidden behind a good secret",
    [good, `whpk_${ED25519}`]],
];

/** The same for schemes whose secrets are base64. */
export const undecodableSecrets = (good) => [
  ["secret-not-base64", "secret_malformed", "a secret that is no base64", ["whsec_this is not base64!"]],
  ["secret-base64url", "secret_malformed", "base64url letters in a base64 secret",
    [good.replace(/[+/]/g, (sign) => (sign === "+" ? "-" : "_"))]],
  ["secret-newline", "secret_malformed", "a secret with the newline of the file that it was read from", [`${good}\n`]],
  ["secret-quoted", "secret_malformed", "a secret with the quotes of an .env file", [`"${good}"`]],
  ["secret-space", "secret_malformed", "a secret with a space before it", [` ${good}`]],
  ["secret-prefix-only", "secret_empty", "nothing after the prefix", ["whsec_"]],
  ["secret-prefix-twice", "secret_malformed", "the prefix written twice", [`whsec_${good}`]],
  ["secret-one-letter-left", "secret_malformed", "a length that no base64 has", [`${good.replace(/=+$/, "").slice(0, 27)}`]],
  ["second-secret-not-base64", "secret_malformed", "an undecodable secret behind a good one", [good, "whsec_%%%%"]],
];
