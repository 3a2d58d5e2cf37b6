// GitHub and Track360: a MAC over the body alone, one signature, no timestamp.
import { createHash, createHmac } from "node:crypto";
import { ALTERED, BODIES, GENUINE } from "./bodies.mjs";
import { bytesOf, bytesSecret, whsec } from "../bytes.mjs";
import { NOW } from "../clock.mjs";
import { HOSTILE } from "./hostile.mjs";
import { Suite } from "../suite.mjs";
import { malformedHex, wrongTags } from "./tags.mjs";

const SECRET = "Qm7vB4nL8sT1wY6zR3kP9dX2hJ5fG8cV";
const OTHER_SECRET = "bN6mK9pQ4xZ7wD1sF3gH5jL8aC2eR0tY";
const KEY_BYTES = createHash("sha256").update("waxseal vectors, body only").digest();

/**
 * @param {{ scheme: string, header: string, parts: any, reference: string, labels: [string, string][],
 *   verified: object }} row `labels`: headers beside the signature; `verified`: what every success shows
 */
export function bodyOnlySuite({ scheme, header, parts, reference, labels, verified }) {
  const genuineTag = (body = bytesOf(GENUINE.value), key = parts.keyOf(SECRET)) => parts.tagOf(key, { body });
  const genuine = parts.entryOf(genuineTag());
  const wrong = parts.entryOf(wrongTags(1)[0]);

  const build = (change) => {
    const { now = NOW, secrets = [SECRET], options, method, url } = change;
    const value = change.body ?? GENUINE.value;
    const tag = parts.tagOf(change.key ?? parts.keyOf(SECRET), { body: change.signed ?? bytesOf(value) });
    const entry = change.entry ?? parts.entryOf(tag, options?.encoding);
    return {
      ...(options === undefined ? {} : { options }),
      secrets,
      request: { method, url, headers: change.headers ?? [...labels, [options?.header ?? header, entry]], body: value },
      now,
      verified: { ...verified, timestamp: null, matched: { secret: 0, form: "utf8" }, assurance: "signed" },
    };
  };
  const withSignatures = (...values) => ({ headers: [...labels, ...values.map((value) => [header, value])] });

  const suite = new Suite(scheme, reference, build);
  acceptedRequests();
  secrets();
  alteredRequests();
  missingAndRepeated();
  malformedSignatures();
  foreignSignatures();
  return { suite, build, withSignatures, genuine, genuineTag, header, SECRET };

  function acceptedRequests() {
    suite.valid("genuine", "an ordinary request");
    for (const { slug, comment, value } of BODIES) suite.valid(`body-${slug}`, comment, { body: value });
    suite.valid("header-name-upper-case", "header names are compared without case", {
      headers: [...labels, [header, genuine]].map(([name, value]) => [name.toUpperCase(), value]),
    });
    suite.valid("header-name-mixed-case", "header names are compared without case", {
      headers: [...labels, [header, genuine]].map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (s) => s.toUpperCase()), value]),
    });
    suite.valid("identical-repeats", "a header repeated with the same value counts once", withSignatures(genuine, genuine));
    suite.valid("signature-upper-case", "hexadecimal in upper case", {
      entry: genuine.replace(/[0-9a-f]{64}$/, (digits) => digits.toUpperCase()),
    });
    suite.valid("signature-mixed-case", "hexadecimal in mixed case", {
      entry: genuine.replace(/[0-9a-f]{32}$/, (digits) => digits.toUpperCase()),
    });
    suite.valid("signature-between-spaces", "spaces round the value, which HTTP parsers drop", { entry: ` ${genuine} ` });
    suite.valid("unread-header-invalid-utf8", "a header that the scheme does not read may hold any bytes", {
      headers: [["x-other", Buffer.from([0xff, 0xfe])], ...labels, [header, genuine]],
    });
    suite.valid("other-url", "the URL is not signed", { url: "https://receiver.example/other?x=1" });
    suite.valid("long-ago", "no timestamp is signed: an old request is as good as a new one, deduplication must stop it", {
      now: NOW + 365 * 86_400_000,
    });
  }

  function secrets() {
    const many = Array.from({ length: 7 }, (_, n) => `old secret ${n} ${"x".repeat(20)}`);
    const utf8 = (secret) => ({ key: Buffer.from(secret, "utf8"), secrets: [secret] });
    suite.valid("rotation-second-of-two", "two live secrets, signed with the second", {
      secrets: [OTHER_SECRET, SECRET], verified: { matched: { secret: 1, form: "utf8" } },
    });
    suite.valid("rotation-last-of-eight", "eight live secrets, the last matches", {
      secrets: [...many, SECRET], verified: { matched: { secret: 7, form: "utf8" } },
    });
    suite.rejected("rotation-nine", "key_invalid", "nine live secrets: more MACs for one request than the budget allows", {
      secrets: [...many, OTHER_SECRET, SECRET],
    }, "rotation-last-of-eight");
    suite.valid("secret-as-bytes", "a secret given as bytes is the key itself", {
      key: KEY_BYTES, secrets: [bytesSecret(KEY_BYTES)], verified: { matched: { secret: 0, form: "raw" } },
    });
    suite.valid("secret-short", "a secret of eight bytes, warned of and used", utf8("8 bytes."));
    suite.valid("secret-non-ascii", "a secret beyond ASCII: its UTF-8 bytes are the key", utf8("Schlüssel für Webhooks 🔑"));
    suite.valid("secret-over-one-block", "a secret longer than SHA-256's block", utf8("k".repeat(200)));
    suite.valid("secret-with-whsec", "whsec_ is part of the text here", utf8(whsec("kP9dQ2mX7vB4nL8sT1wY6zR3")));
    suite.rejected("secret-other", "signature_mismatch", "a secret that nobody signed with", { secrets: [OTHER_SECRET] });
    [0, 15, SECRET.length - 1].forEach((place) => {
      const near = [...SECRET];
      near[place] = near[place] === "a" ? "b" : "a";
      suite.rejected(`secret-letter-${place}`, "signature_mismatch", `letter ${place} of the secret changed`, { secrets: [near.join("")] });
    });
    suite.rejected("secret-newline", "signature_mismatch", "the newline of the file that the secret was read from is part of the key", { secrets: [`${SECRET}\n`] });
    suite.rejected("secret-case", "signature_mismatch", "the secret in lower case", { secrets: [SECRET.toLowerCase()] });
    suite.rejected("secret-decoded", "signature_mismatch", "signed with what base64 makes of the secret", { key: Buffer.from(SECRET, "base64") });
  }

  function alteredRequests() {
    for (const [slug, value, attack] of ALTERED) {
      suite.rejected(`body-altered-${slug}`, "signature_mismatch", attack, { body: value, entry: genuine });
    }
    suite.rejected("signature-zeros", "signature_mismatch", "a tag of zero bytes", { entry: parts.entryOf(Buffer.alloc(32)) });
    suite.rejected("signature-of-empty-body", "signature_mismatch", "the signature of an empty body under another one", {
      signed: Buffer.alloc(0),
    }, "body-empty");
  }

  function missingAndRepeated() {
    suite.rejected("no-headers", "signature_missing", "no header at all", { headers: [] });
    suite.rejected("header-name-prefixed", "signature_missing", "a name that only begins like ours", {
      headers: [...labels, [`${header}-2`, genuine]],
    });
    suite.rejected("signature-twice", "signature_malformed", "two signatures, the first right", withSignatures(genuine, wrong), "identical-repeats");
    suite.rejected("signature-twice-last-right", "signature_malformed", "two signatures, the last right", withSignatures(wrong, genuine), "identical-repeats");
    suite.rejected("signature-joined", "signature_malformed", "two signatures joined by an intermediary: the scheme has no list", {
      entry: `${genuine}, ${genuine}`,
    }, "identical-repeats");
    suite.rejected("signature-joined-by-space", "signature_malformed", "two signatures separated by a space", {
      entry: `${wrong} ${genuine}`,
    }, "identical-repeats");
  }

  function malformedSignatures() {
    const prefix = genuine.slice(0, -64);
    for (const [slug, spelling, attack] of malformedHex(genuineTag())) {
      suite.rejected(`signature-tag-${slug}`, "signature_malformed", attack, { entry: prefix + spelling });
    }
    for (const [slug, bytes, what] of HOSTILE) {
      suite.rejected(`signature-with-${slug}`, "signature_malformed", `${what} after the signature`, withSignatures(Buffer.concat([Buffer.from(genuine), bytes])));
    }
  }

  function foreignSignatures() {
    const key = parts.keyOf(SECRET);
    const mac = (bytes, algorithm = "sha256", k = key) => createHmac(algorithm, k).update(bytes).digest();
    const foreign = [
      ["timestamp-and-body", mac(`1780063272.${GENUINE.value}`), "signed over timestamp and body, as Stripe does"],
      ["url-and-body", mac(`https://receiver.example/hook${GENUINE.value}`), "signed over URL and body, as Square does"],
      ["hash", createHash("sha256").update(SECRET + GENUINE.value).digest(), "a plain hash of secret and body"],
      ["hash-behind", createHash("sha256").update(GENUINE.value + SECRET).digest(), "a plain hash of body and secret"],
      ["body-hash", createHash("sha256").update(GENUINE.value).digest(), "a plain hash of the body"],
      ["empty-key", mac(GENUINE.value, "sha256", Buffer.alloc(0)), "signed with the empty key"],
      ["swapped", createHmac("sha256", GENUINE.value).update(key).digest(), "key and content swapped"],
    ];
    for (const [slug, tag, attack] of foreign) {
      suite.rejected(`foreign-${slug}`, "signature_mismatch", attack, { entry: parts.entryOf(tag) });
    }
    suite.rejected("foreign-sha512", "signature_malformed", "the right content under SHA-512", { entry: parts.entryOf(mac(GENUINE.value, "sha512")) });
    suite.rejected("foreign-sha1", "signature_malformed", "the right content under SHA-1", { entry: parts.entryOf(mac(GENUINE.value, "sha1")) });
  }
}
