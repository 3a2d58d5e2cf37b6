import assert from "node:assert/strict";
import { generateKeyPairSync, sign as signByHost } from "node:crypto";
import { test } from "node:test";
import { ConfigError, Verifier } from "waxseal";
import * as full from "waxseal/full";
import { ANY, BODY, NOW, SECRET, thrown } from "./samples.mjs";

const pairs = {
  ed25519: generateKeyPairSync("ed25519"),
  p256: generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const spki = ({ publicKey }) => publicKey.export({ format: "der", type: "spki" });
const pem = ({ publicKey }) => publicKey.export({ format: "pem", type: "spki" });
const raw = spki(pairs.ed25519).subarray(-32);

const seconds = String(NOW / 1000);
const discord = (body = BODY) => ({
  headers: {
    "x-signature-timestamp": seconds,
    "x-signature-ed25519": signByHost(null, Buffer.from(seconds + body), pairs.ed25519.privateKey).toString("hex"),
  },
  body,
});
const codeOf = (verifier, request) => {
  const result = verifier.check(request, { now: NOW });
  return result.ok ? "valid" : result.error.code;
};

for (const [form, keys] of Object.entries({
  PEM: pem(pairs.ed25519),
  "PEM with its line ends written out": pem(pairs.ed25519).trim().replaceAll("\n", "\\n"),
  "base64 of its DER": spki(pairs.ed25519).toString("base64"),
  "base64 of the key": raw.toString("base64"),
  hexadecimal: raw.toString("hex"),
  "whpk_": `whpk_${raw.toString("base64")}`,
  "DER as bytes": spki(pairs.ed25519),
  "the key's own bytes": new Uint8Array(raw),
  "an ArrayBuffer": Uint8Array.from(raw).buffer,
  "a list": [generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }), pem(pairs.ed25519)],
})) {
  test(`a public key may be ${form}`, () => {
    const verifier = new Verifier({ scheme: "discord", keys });
    const event = verifier.verify(discord(), { now: NOW });
    assert.deepEqual(event.matched, { secret: form === "a list" ? 1 : 0, form: "public" });
    assert.equal(codeOf(verifier, { ...discord(), body: `${BODY} ` }), "signature_mismatch");
    assert.equal(codeOf(new Verifier({ scheme: "discord", keys: pem(generateKeyPairSync("ed25519")) }), discord()), "signature_mismatch");
  });
}

test("a large body under a public key is verified as a small one", () => {
  const body = "x".repeat(300_000);
  assert.equal(codeOf(new Verifier({ scheme: "discord", keys: raw }), discord(body)), "valid");
});

/** Each mix-up with its code and a sentence of its own. */
const mixed = {
  "a secret where the sender's public key belongs": [{ scheme: "discord", secrets: SECRET }, "secret_malformed", "this scheme verifies with the sender's public key: pass it as a key, not as a secret"],
  "a public key where the secret belongs": [{ scheme: "stripe", secrets: pem(pairs.ed25519) }, "secret_malformed", "the secret is a PEM block; this scheme needs the shared secret"],
  "a public key's DER where the secret belongs": [{ scheme: "stripe", secrets: spki(pairs.ed25519) }, "secret_malformed", "the secret is an Ed25519 public key; this scheme needs the shared secret"],
  "keys for a scheme with secrets": [{ scheme: "stripe", keys: pem(pairs.ed25519) }, "secret_malformed", "a public key was passed; this scheme needs the shared secret"],
  "a secret as key": [{ scheme: "discord", keys: SECRET }, "secret_malformed", "the key is no public key for ed25519: pass PEM, base64 or hexadecimal"],
  "a key of another algorithm": [{ scheme: "discord", keys: pem(pairs.p256) }, "secret_malformed", "the key is no public key for ed25519"],
  "a private key": [{ scheme: "discord", keys: pairs.ed25519.privateKey.export({ format: "pem", type: "pkcs8" }) }, "secret_malformed", "the key is no public key for ed25519"],
  "no key": [{ scheme: "discord" }, "secret_empty", "discord needs the sender's public key"],
  "an empty list of keys": [{ scheme: "discord", keys: [] }, "secret_empty", "discord needs the sender's public key"],
  "an empty key": [{ scheme: "discord", keys: "" }, "secret_empty", "empty"],
  "no secret": [{ scheme: "stripe" }, "secret_empty", "stripe needs a secret"],
  "a secret where nothing is checked": [{ scheme: "none", secrets: ANY }, "scheme_invalid", "none checks nothing, so it takes no secret"],
  "a key where nothing is checked": [{ scheme: "none", keys: raw }, "scheme_invalid", "none checks nothing"],
};

for (const [what, [config, code, sentence]] of Object.entries(mixed)) {
  test(`${what} is told at construction`, () => {
    const error = thrown(() => new Verifier(config));
    assert.ok(error instanceof ConfigError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(error.detail.includes(sentence), error.detail);
    assert.ok(!error.message.includes(SECRET));
  });
}

/** What TypeScript would have told. */
const misused = {
  "secrets and keys at once": [{ scheme: "discord", secrets: SECRET, keys: raw }, "secrets and keys are both set: a scheme takes shared secrets or the sender's public keys, not both"],
  "a key that is not set": [{ scheme: "discord", keys: undefined }, "keys is undefined; is the environment variable set?"],
  "one key of two that is not set": [{ scheme: "discord", keys: [raw, undefined] }, "keys[1] is undefined; is the environment variable set?"],
  "a KeyObject as key": [{ scheme: "discord", keys: pairs.ed25519.publicKey }, "keys is a KeyObject: pass the key's text (PEM, base64 or hexadecimal), or its DER as bytes"],
};

for (const [what, [config, sentence]] of Object.entries(misused)) {
  test(`${what} is a TypeError that says what to pass`, () => {
    const error = thrown(() => new Verifier(config));
    assert.equal(error.constructor, TypeError, String(error));
    assert.equal(error.message, sentence);
  });
}

test("what is not set beside what is does not count", () => {
  assert.equal(codeOf(new Verifier({ scheme: "discord", secrets: undefined, keys: raw }), discord()), "valid");
});

const rest = {
  p256: { scheme: "sendgrid", headers: (signature) => ({ "x-twilio-email-event-webhook-timestamp": seconds, "x-twilio-email-event-webhook-signature": signature }) },
  rsa: { scheme: "wise", headers: (signature) => ({ "x-signature-sha256": signature }) },
};

for (const [kind, { scheme, headers }] of Object.entries(rest)) {
  const message = kind === "p256" ? seconds + BODY : BODY;
  const signature = signByHost("sha256", Buffer.from(message), pairs[kind].privateKey).toString("base64");
  const request = { headers: headers(signature), body: BODY };

  test(`waxseal/full verifies ${kind}`, () => {
    for (const keys of [pem(pairs[kind]), spki(pairs[kind]).toString("base64"), spki(pairs[kind])]) {
      const verifier = new full.Verifier({ scheme, keys });
      assert.equal(codeOf(verifier, request), "valid");
      assert.equal(codeOf(verifier, { ...request, body: `${BODY} ` }), "signature_mismatch");
    }
    const other = kind === "p256" ? generateKeyPairSync("ec", { namedCurve: "prime256v1" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
    assert.equal(codeOf(new full.Verifier({ scheme, keys: pem(other) }), request), "signature_mismatch");
  });

  test(`without it ${kind} is refused at construction`, () => {
    const error = thrown(() => new Verifier({ scheme, keys: pem(pairs[kind]) }));
    assert.ok(error instanceof full.ConfigError);
    assert.equal(error.code, "algorithm_unavailable");
  });
}

test("waxseal/full does what waxseal does", () => {
  const verifier = new full.Verifier({ scheme: "github", secrets: ANY });
  assert.equal(codeOf(verifier, full.sign({ scheme: "github", secret: ANY, body: BODY })), "valid");
  assert.equal(full.schemes.length > 0, true);
});
