// Signatures that were not made with the secret.
import { createHash } from "node:crypto";
import { seeded } from "../../conformance/random.mjs";
import { SECRET_SENDERS } from "../causes/secret.mjs";
import { hexOf, join, mac } from "../send/bytes.mjs";
import { deliver, senders } from "../send/senders.mjs";
import { signatureBecomes } from "../stacks/change.mjs";
import { PUBLIC_KEY, TOKENS, keyed, sort, tagged } from "./sort.mjs";

const flipped = (tag, at) => { const made = Buffer.from(tag); made[at < 0 ? tag.length + at : at] ^= 1; return made; };

const mostRandom = (tag, r, kept) => join(tag.subarray(0, kept), r.bytes(tag.length - kept));

const tags = sort([...SECRET_SENDERS, ...PUBLIC_KEY], {
  "a random tag": tagged((tag, r) => r.bytes(tag.length)),
  "all zero": tagged((tag) => Buffer.alloc(tag.length)),
  "all ones": tagged((tag) => Buffer.alloc(tag.length, 0xff)),
  "one bit changed at the start": tagged((tag) => flipped(tag, 0)),
  "one bit changed at the end": tagged((tag) => flipped(tag, -1)),
  "backwards": tagged((tag) => Buffer.from(tag).reverse()),
  "the first byte right, the others random": tagged((tag, r) => mostRandom(tag, r, 1)),
  "the first seven bytes right, the others random": tagged((tag, r) => mostRandom(tag, r, 7)),
  "cut to one byte": tagged((tag) => tag.subarray(0, 1)),
  "cut to four bytes": tagged((tag) => tag.subarray(0, 4)),
  "cut to seven bytes": tagged((tag) => tag.subarray(0, 7)),
  "half of the tag right, half zero": tagged((tag) => join(tag.subarray(0, 9), Buffer.alloc(tag.length - 9))),
  "no tag": tagged(() => Buffer.alloc(0)),
  "the word null": { over: { encode: () => "null" } },
  "a random tag of another length (SHA-1's)": tagged((tag, r) => r.bytes(20)),
  "a random tag of another length (SHA-512's)": tagged((tag, r) => r.bytes(64)),
  "a random tag of ten bytes": tagged((tag, r) => r.bytes(10)),
  "sixteen random tags": (delivery, r) => signatureBecomes((value) => Array.from({ length: 16 }, () => value.replace(/[0-9A-Za-z+/=]{20,}/, r.bytes(32).toString(delivery.sender.encoding))).join(","))(delivery, r),
});

const guesses = sort(SECRET_SENDERS, {
  "another random secret": { over: (r) => ({ key: () => r.bytes(32) }) },
  "an empty key": keyed(() => ""),
  "the body": keyed(({ body }) => body),
  "the timestamp": keyed(({ time, id }) => time ?? id ?? "0"),
  "the id": keyed(({ id, time }) => id ?? time ?? "id"),
  "the URL": keyed(({ url }) => url),
  "the host": keyed(({ url }) => new URL(url).host),
  "the name of the scheme": { over: (r, sender) => ({ guess: () => String(sender.name) }) },
  "zero bytes": keyed(() => Buffer.alloc(32)),
  "one zero byte": keyed(() => Buffer.alloc(1)),
  "the prefix whsec_": keyed(() => "whsec_"),
  "the word undefined": keyed(() => "undefined"),
  "the word null": keyed(() => "null"),
  "a line break": keyed(() => "\n"),
  "two quotes": keyed(() => "\"\""),
  "SHA-1 of nothing": keyed(() => createHash("sha1").digest()),
  "SHA-256 of nothing": keyed(() => createHash("sha256").digest()),
  "the first byte of the secret": keyed(({ secret }) => Buffer.from(secret).subarray(0, 1)),
  "the first four bytes of the secret, as base64 reads it": keyed(({ secret }) => Buffer.from(secret, "base64").subarray(0, 3)),
});

const uuidKey = sort(["hubspot-v3"], {
  "a hexadecimal reading of a UUID stops at its first hyphen": keyed(({ secret }) => hexOf(secret.split("-")[0])),
});

const hashes = ["sha256", "sha1", "sha512", "md5"];

const digested = (hash, what) => ({ receive: (delivery, r) => {
  const { sent, tag } = delivery.known;
  const parts = what === "body" ? [sent.body] : delivery.sender.message(sent);
  const made = createHash(hash).update(join(parts)).digest().toString(delivery.sender.encoding);
  return signatureBecomes((value) => value.replace(tag.toString(delivery.sender.encoding), made))(delivery, r);
} });

const unkeyed = sort(SECRET_SENDERS, Object.fromEntries(hashes.flatMap((hash) => [[`${hash} of the body, without a secret`, digested(hash, "body")], [`${hash} of the message, without a secret`, digested(hash, "message")]])));

const keyAsSecret = (key, hash = "sha256") => (delivery, r) => {
  const tag = mac(hash, key, delivery.sender.message(delivery.known.sent)).toString(delivery.sender.encoding);
  return signatureBecomes(() => tag)(delivery, r);
};

const publicKeys = sort(PUBLIC_KEY, {
  "an HMAC under the public key's text": (delivery, r) => keyAsSecret(Buffer.from(delivery.config.keys))(delivery, r),
  "an HMAC under the public key's bytes": (delivery, r) => keyAsSecret(delivery.pair.raw)(delivery, r),
  "SHA-512 under the public key's bytes": (delivery, r) => keyAsSecret(delivery.pair.raw, "sha512")(delivery, r),
  "SHA-512 under the public key's text": (delivery, r) => keyAsSecret(Buffer.from(delivery.config.keys), "sha512")(delivery, r),
  "another key's signature": (delivery, r) => { const other = deliver(senders[delivery.sender.name], seeded(r.below(1e6)), { body: delivery.request.body, at: delivery.at }); return { ...delivery, request: { ...delivery.request, headers: other.request.headers } }; },
  "a neutral point and zero": tagged(() => join(Buffer.from([1]), Buffer.alloc(63))),
});

const tokens = sort(TOKENS, {
  "a random token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], r.text(36, "abcdefghijklmnopqrstuvwxyz0123456789")))(delivery, r),
  "half of the token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], delivery.known.secrets[0].slice(0, 18)))(delivery, r),
  "the first twelve letters of the token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], delivery.known.secrets[0].slice(0, 12)))(delivery, r),
  "an empty token": (delivery, r) => signatureBecomes((value) => value.replace(delivery.known.secrets[0], ""))(delivery, r),
  "the token with one letter changed": (delivery, r) => signatureBecomes((value) => value.slice(0, -1) + (value.endsWith("x") ? "y" : "x"))(delivery, r),
});

export const tagForgeries = [...tags, ...guesses, ...uuidKey, ...unkeyed, ...publicKeys, ...tokens];
