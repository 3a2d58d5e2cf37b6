import assert from "node:assert/strict";
import { createPrivateKey, verify } from "node:crypto";
import test from "node:test";
import { OTHER_KEYS } from "../schemes/keys.mjs";
import { KEYS, ecdsaP256, ed25519, rsaSha256 } from "../schemes/words.mjs";

test("ECDSA gives the signatures of RFC 6979 section A.2.5", () => {
  const scalar = Buffer.from("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", "hex");
  const der = Buffer.concat([Buffer.from("30310201010420", "hex"), scalar, Buffer.from("a00a06082a8648ce3d030107", "hex")]);
  const key = createPrivateKey({ key: der, format: "der", type: "sec1" }).export({ format: "pem", type: "pkcs8" });
  const signatures = {
    sample: ["efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716", "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"],
    test: ["f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367", "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"],
  };
  for (const [message, numbers] of Object.entries(signatures)) {
    const found = ecdsaP256(key, message).toString("hex");
    for (const number of numbers) assert.ok(found.includes(number), message);
  }
});

test("node:crypto accepts what the words sign, and no other message", () => {
  const words = { p256: [ecdsaP256, "sha256"], ed25519: [ed25519, null], rsa: [rsaSha256, "sha256"] };
  for (const [kind, [sign, hash]] of Object.entries(words)) {
    for (const { privateKey, pem } of [KEYS[kind], OTHER_KEYS[kind]]) {
      const signature = sign(privateKey.join(""), ["one", Buffer.from(" two")]);
      assert.ok(verify(hash, Buffer.from("one two"), pem.join(""), signature), kind);
      assert.ok(!verify(hash, Buffer.from("one twp"), pem.join(""), signature), kind);
    }
  }
});
