// Stripe: `{timestamp}.{body}`, pairs `t=…,v1=<hex>` in one header.
import { createHash, createHmac } from "node:crypto";
import { stripeParts as parts } from "./parts.mjs";
import { ALTERED, BODIES, GENUINE } from "./bodies.mjs";
import { bytesOf, bytesSecret, whsec } from "../bytes.mjs";
import { EDGES, MALFORMED, MALFORMED_BYTES, NOW, SECOND, TIMESTAMP, TOLERANCES, UNUSUAL } from "../clock.mjs";
import { HOSTILE } from "./hostile.mjs";
import { FIXED, rejectOptions } from "./options.mjs";
import { Suite } from "../suite.mjs";
import { malformedHex, wrongTags } from "./tags.mjs";

const HEADER = "stripe-signature";
const SECRET = whsec("kP9dQ2mX7vB4nL8sT1wY6zR3");
const OTHER_SECRET = whsec("hJ5fG8cV2bN6mK9pQ4xZ7wD1");
const KEY_BYTES = createHash("sha256").update("waxseal vectors, stripe").digest();

const genuineTag = (change = {}, secret = SECRET) =>
  parts.tagOf(parts.keyOf(secret), { timestamp: TIMESTAMP, body: bytesOf(GENUINE.value), ...change });
const genuine = parts.entryOf(genuineTag());
const wrong = (count) => wrongTags(count).map(parts.entryOf);
const header = (...pairs) => [[HEADER, [`t=${TIMESTAMP}`, ...pairs].join(",")]];

/** Makes a request; what is not given is genuine, and the signature is made over what is sent. */
const build = (change) => {
  const { timestamp = TIMESTAMP, now = NOW, secrets = [SECRET], options, method, url } = change;
  const value = change.body ?? GENUINE.value;
  const facts = "facts" in change ? change.facts : change.body === undefined ? GENUINE.facts : undefined;
  const signed = { timestamp, body: bytesOf(value), ...change.signed };
  const tag = parts.tagOf(change.key ?? parts.keyOf(SECRET), signed);
  const entry = change.entry ?? parts.entryOf(tag);
  const line = Buffer.isBuffer(timestamp)
    ? Buffer.concat([Buffer.from("t="), timestamp, Buffer.from(`,${entry}`)])
    : `t=${timestamp},${entry}`;
  return {
    ...(options === undefined ? {} : { options }),
    secrets,
    request: { method, url, headers: change.headers ?? [["content-type", "application/json"], [HEADER, line]], body: value },
    now,
    verified: {
      ...(facts?.id === undefined ? {} : { id: facts.id }),
      ...(facts?.type === undefined ? {} : { type: facts.type }),
      timestamp: Number(timestamp) * 1000,
      matched: { secret: 0, form: "utf8" },
      assurance: "signed",
      covers: { body: true, id: true, type: true, timestamp: true, url: false },
    },
  };
};

export function stripeSuite() {
  const suite = new Suite("stripe", "https://docs.stripe.com/webhooks/signatures", build);

  suite.valid("genuine", "an ordinary request");
  for (const { slug, comment, value, facts } of BODIES) suite.valid(`body-${slug}`, comment, { body: value, facts });
  acceptedHeaders(suite);
  secrets(suite);
  window(suite);
  alteredRequests(suite);
  missingAndRepeated(suite);
  malformedHeaders(suite);
  foreignSignatures(suite);
  rejectOptions(suite, [FIXED]);
  return suite;
}

function acceptedHeaders(suite) {
  suite.valid("header-name-upper-case", "header names are compared without case", { headers: header(genuine).map(([n, v]) => [n.toUpperCase(), v]) });
  suite.valid("header-name-mixed-case", "header names are compared without case", { headers: header(genuine).map(([, v]) => ["Stripe-Signature", v]) });
  suite.valid("signature-upper-case", "hexadecimal in upper case", { headers: header(`v1=${genuineTag().toString("hex").toUpperCase()}`) });
  suite.valid("with-v0", "a v0 pair beside ours, as test events have it", { headers: header(genuine, `v0=${"6".repeat(64)}`) });
  suite.valid("v0-first", "a v0 pair before ours", { headers: header(`v0=${"6".repeat(64)}`, genuine) });
  suite.valid("timestamp-last", "pairs in another order", { headers: [[HEADER, `${genuine},t=${TIMESTAMP}`]] });
  suite.valid("timestamp-twice-the-same", "the same timestamp twice", { headers: header(`t=${TIMESTAMP}`, genuine) });
  suite.valid("list-last-of-two", "the last of two signatures matches", { headers: header(...wrong(1), genuine) });
  suite.valid("list-first-of-two", "the first of two signatures matches", { headers: header(genuine, ...wrong(1)) });
  suite.valid("list-last-of-sixteen", "sixteen signatures, the last matches", { headers: header(...wrong(15), genuine) });
  suite.valid("list-first-of-sixteen", "sixteen signatures, the first matches", { headers: header(genuine, ...wrong(15)) });
  suite.valid("list-many-other-keys", "only our key counts towards the sixteen", {
    headers: header(...Array.from({ length: 40 }, (_, n) => `v0=${n}`), ...wrong(15), genuine),
  });
  ["v1=potato", "v1=", "v1=00", `${genuine}00`, "v1==", `v1=${"z".repeat(64)}`].forEach((sibling, n) => {
    suite.valid(`list-malformed-sibling-${n + 1}`, "a malformed sibling does not hide a valid signature", {
      headers: header(sibling, genuine, sibling),
    });
  });
  suite.valid("list-repeated-header", "a repeated list header is one list", {
    headers: [...header(...wrong(1)), ...header(genuine)],
  });
  suite.valid("list-repeated-header-timestamp-once", "a repeated list header is one list, with one timestamp", {
    headers: [...header(...wrong(1)), [HEADER, genuine]],
  });
  suite.valid("list-repeated-header-empty", "an empty header beside the list adds nothing to it", {
    headers: [[HEADER, ""], ...header(genuine)],
  });
  suite.valid("list-joined-header", "two headers joined with a comma and a space, as fetch joins them", {
    headers: [[HEADER, `t=${TIMESTAMP},${wrong(1)[0]}, t=${TIMESTAMP},${genuine}`]],
  });
  suite.valid("list-joined-header-signature", "the same where the second header begins with the signature", {
    headers: [[HEADER, `t=${TIMESTAMP},${wrong(1)[0]}, ${genuine}`]],
  });
  suite.valid("signature-between-spaces", "spaces round the value, which HTTP parsers drop", {
    headers: [[HEADER, ` t=${TIMESTAMP},${genuine} `]],
  });
  suite.valid("unread-header-invalid-utf8", "a header that the scheme does not read may hold any bytes", {
    headers: [["x-other", Buffer.from([0xff, 0xfe])], ...header(genuine)],
  });
  suite.valid("other-url", "the URL is not signed", { url: "https://receiver.example/other?x=1" });
  for (const [slug, timestamp, comment] of UNUSUAL) {
    suite.valid(`timestamp-${slug}`, comment, { timestamp, now: Number(timestamp) * 1000 });
  }
}

function secrets(suite) {
  const many = Array.from({ length: 7 }, (_, n) => `whsec_old${n}${"x".repeat(20)}`);
  suite.valid("rotation-second-of-two", "two live secrets, signed with the second", {
    secrets: [OTHER_SECRET, SECRET], verified: { matched: { secret: 1, form: "utf8" } },
  });
  suite.valid("rotation-sender-signs-twice", "the sender signs with both, the receiver knows one", {
    headers: header(parts.entryOf(genuineTag({}, OTHER_SECRET)), genuine),
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
  suite.valid("secret-without-prefix", "a secret without whsec_: the text is the key, whatever it is", {
    key: Buffer.from("plain text as secret"), secrets: ["plain text as secret"],
  });
  suite.valid("secret-short", "a secret of eight bytes, warned of and used", { key: Buffer.from("8 bytes."), secrets: ["8 bytes."] });
  suite.valid("secret-non-ascii", "a secret beyond ASCII: its UTF-8 bytes are the key", {
    key: Buffer.from("Schlüssel für Webhooks 🔑", "utf8"), secrets: ["Schlüssel für Webhooks 🔑"],
  });
  suite.valid("secret-over-one-block", "a secret longer than SHA-256's block", { key: Buffer.from("k".repeat(200)), secrets: ["k".repeat(200)] });
  suite.rejected("secret-other", "signature_mismatch", "a secret that nobody signed with", { secrets: [OTHER_SECRET] });
  [6, 17, SECRET.length - 1].forEach((place) => {
    const near = [...SECRET];
    near[place] = near[place] === "a" ? "b" : "a";
    suite.rejected(`secret-letter-${place}`, "signature_mismatch", `letter ${place} of the secret changed`, { secrets: [near.join("")] });
  });
  suite.rejected("secret-newline", "signature_mismatch", "the newline of the file that the secret was read from is part of the key", { secrets: [`${SECRET}\n`] });
  suite.rejected("secret-decoded", "signature_mismatch", "signed with the bytes that Svix would decode from the secret", {
    key: Buffer.from(SECRET.slice(6), "base64"),
  });
  suite.rejected("secret-without-its-prefix", "signature_mismatch", "signed with the text after whsec_", { key: Buffer.from(SECRET.slice(6)) });
}

function window(suite) {
  for (const [slug, offset, millis, code] of EDGES) {
    const change = { timestamp: String(SECOND + offset), now: SECOND * 1000 + millis };
    if (code === "valid") suite.valid(`window-${slug}`, `a timestamp ${offset} s from the clock`, change);
    else suite.rejected(`window-${slug}`, code, `a rightly signed timestamp ${offset} s from the clock`, change,
      offset < 0 ? "window-oldest-end-of-second" : "window-newest-end-of-second");
  }
  for (const [slug, toleranceSeconds, offset, code] of TOLERANCES) {
    const change = { timestamp: String(SECOND + offset), now: SECOND * 1000, options: { toleranceSeconds } };
    const comment = `a tolerance set by the user, ${offset} s from the clock`;
    const twin = slug.startsWith("zero") ? "zero-now" : slug.replace("too-old", "oldest").replace("too-new", "newest");
    if (code === "valid") suite.valid(`tolerance-${slug}`, comment, change);
    else suite.rejected(`tolerance-${slug}`, code, comment, change, `tolerance-${twin}`);
  }
  suite.rejected("stale-and-wrong", "signature_mismatch", "old and forged: the skew of a forged timestamp is no fact", {
    timestamp: String(SECOND - 3600), signed: { body: Buffer.from("{}") },
  }, "window-oldest-end-of-second");
  suite.rejected("future-and-wrong", "signature_mismatch", "ahead and forged", {
    timestamp: String(SECOND + 3600), signed: { body: Buffer.from("{}") },
  }, "window-newest-end-of-second");
  suite.rejected("stale-of-second-secret", "timestamp_stale", "old and signed with the second secret: that the first one fails says less", {
    timestamp: String(SECOND - 3600), secrets: [OTHER_SECRET, SECRET],
  }, "rotation-second-of-two");
  suite.rejected("stale-behind-wrong", "timestamp_stale", "an old signature behind a wrong one", {
    timestamp: String(SECOND - 3600),
    entry: `${wrong(1)[0]},${parts.entryOf(genuineTag({ timestamp: String(SECOND - 3600) }))}`,
  }, "list-last-of-two");
  suite.rejected("timestamp-far-ahead", "timestamp_future", "the largest timestamp of 11 digits", { timestamp: "99999999999" }, "timestamp-eleven-digits");
  suite.rejected("replayed-with-new-timestamp", "signature_mismatch", "an old signature under a fresh timestamp", {
    signed: { timestamp: String(SECOND - 3600) },
  });
  for (const [slug, timestamp, attack] of [...MALFORMED, ...MALFORMED_BYTES]) {
    // The header is the signature's, so its bytes are judged as such.
    const code = Buffer.isBuffer(timestamp) ? "signature_malformed" : "timestamp_malformed";
    suite.rejected(`timestamp-${slug}`, code, attack, { timestamp });
  }
  suite.rejected("timestamp-empty", "timestamp_missing", "an empty timestamp is none", { timestamp: "" });
  suite.rejected("timestamp-reprinted", "timestamp_malformed",
    "letters after the signed digits: accepted by a verifier that signs the number it parsed", {
      timestamp: `${TIMESTAMP}abc`, signed: { timestamp: TIMESTAMP },
    });
  suite.rejected("timestamp-reprinted-zero", "signature_mismatch",
    "a leading zero before the signed digits: accepted by a verifier that signs the number it parsed", {
      timestamp: `0${TIMESTAMP}`, signed: { timestamp: TIMESTAMP },
    }, "timestamp-leading-zero");
}

function alteredRequests(suite) {
  for (const [slug, value, attack] of ALTERED) {
    suite.rejected(`body-altered-${slug}`, "signature_mismatch", attack, { body: value, entry: genuine });
  }
  suite.rejected("signature-zeros", "signature_mismatch", "a tag of zero bytes", { entry: parts.entryOf(Buffer.alloc(32)) });
  [0, 4, 9].forEach((digit) => {
    const digits = [...TIMESTAMP];
    digits[digit] = digits[digit] === "9" ? "8" : String(Number(digits[digit]) + 1);
    suite.rejected(`timestamp-digit-${digit}`, "signature_mismatch", `digit ${digit} of the timestamp changed`, {
      timestamp: digits.join(""), entry: genuine,
    });
  });
  const later = String(SECOND + 60);
  suite.valid("border-genuine", "a body that begins with digits and a dot, as the sender sent it", { body: `${later}.{"id":"evt_8"}` });
  suite.rejected("border-timestamp-takes-body", "signature_malformed",
    "the body's beginning moved into the timestamp: the signed bytes are the same", {
      timestamp: `${TIMESTAMP}.${later}`, body: '{"id":"evt_8"}',
      signed: { timestamp: TIMESTAMP, body: Buffer.from(`${later}.{"id":"evt_8"}`) },
    }, "border-genuine");
  suite.rejected("border-body-takes-timestamp", "signature_mismatch", "the old timestamp moved into the body, a fresh one put before", {
    timestamp: later, body: `${TIMESTAMP}.${GENUINE.value}`, entry: genuine,
  }, "border-genuine");
  suite.rejected("border-no-dot", "signature_mismatch", "signed without the separator", {
    entry: parts.entryOf(createHmac("sha256", parts.keyOf(SECRET)).update(TIMESTAMP + GENUINE.value).digest()),
  });
}

function missingAndRepeated(suite) {
  suite.rejected("no-headers", "signature_missing", "no header at all", { headers: [] });
  suite.rejected("header-name-prefixed", "signature_missing", "a name that only begins like ours", {
    headers: header(genuine).map(([name, value]) => [`${name}-2`, value]),
  });
  suite.rejected("timestamp-absent", "timestamp_missing", "the timestamp removed", { headers: [[HEADER, genuine]] });
  suite.rejected("timestamp-absent-signed-empty", "timestamp_missing", "the timestamp removed, signed as if it were empty", {
    headers: [[HEADER, parts.entryOf(genuineTag({ timestamp: "" }))]],
  });
  suite.rejected("timestamp-twice", "timestamp_malformed", "two timestamps, the first signed", {
    headers: header(`t=${SECOND + 1}`, genuine),
  }, "timestamp-twice-the-same");
  suite.rejected("timestamp-twice-signed-last", "timestamp_malformed", "two timestamps, the last signed", {
    headers: [[HEADER, `t=${SECOND + 1},t=${TIMESTAMP},${genuine}`]],
  }, "timestamp-twice-the-same");
  suite.rejected("timestamp-old-and-new", "timestamp_malformed", "a fresh timestamp beside the signed old one", {
    headers: [[HEADER, `t=${SECOND - 3600},${parts.entryOf(genuineTag({ timestamp: String(SECOND - 3600) }))},t=${SECOND}`]],
  }, "timestamp-twice-the-same");
  suite.rejected("header-joined-other-timestamp", "timestamp_malformed", "two headers with different timestamps, joined with a comma and a space", {
    headers: [[HEADER, `t=${TIMESTAMP},${genuine}, t=${SECOND + 1},${wrong(1)[0]}`]],
  }, "list-joined-header");
  suite.rejected("header-twice-other-timestamp", "timestamp_malformed", "two headers with different timestamps, one of them genuine", {
    headers: [...header(genuine), [HEADER, `t=${SECOND + 1},${wrong(1)[0]}`]],
  }, "list-repeated-header");
}

function malformedHeaders(suite) {
  const tag = genuineTag();
  const text = tag.toString("hex");
  for (const [slug, spelling, attack] of malformedHex(tag)) {
    suite.rejected(`signature-tag-${slug}`, "signature_malformed", attack, { entry: `v1=${spelling}` });
  }
  suite.rejected("signature-tag-empty", "signature_malformed", "nothing where the tag is due", { entry: "v1=" });
  suite.rejected("signature-double-key", "signature_malformed", "the key twice", { entry: `v1=v1=${text}` });
  suite.rejected("all-malformed", "signature_malformed", "three of our key, none of them a tag", { entry: "v1=potato,v1=,v1=00" });
  suite.rejected("malformed-beside-other-key", "signature_malformed", "a malformed one of ours beside another key", {
    entry: `v0=${"6".repeat(64)},v1=00`,
  }, "with-v0");
  suite.rejected("list-malformed-beside-wrong", "signature_mismatch", "a malformed one and a well-formed wrong one", {
    entry: `v1=potato,${wrong(1)[0]}`,
  }, "list-malformed-sibling-1");
  suite.rejected("list-sixteen-wrong", "signature_mismatch", "sixteen signatures, none right", { headers: header(...wrong(16)) }, "list-last-of-sixteen");
  suite.rejected("list-seventeen", "signature_malformed", "seventeen signatures, the last right: unbounded work", {
    headers: header(...wrong(16), genuine),
  }, "list-last-of-sixteen");
  suite.rejected("list-seventeen-first-right", "signature_malformed", "seventeen signatures, the first right", {
    headers: header(genuine, ...wrong(16)),
  }, "list-first-of-sixteen");
  suite.rejected("list-seventeen-over-two-headers", "signature_malformed", "seventeen signatures over two headers, the last right", {
    headers: [...header(...wrong(9)), ...header(...wrong(7), genuine)],
  }, "list-repeated-header");
  suite.rejected("list-thousand", "signature_malformed", "a thousand signatures, the first right", {
    headers: header(genuine, ...Array.from({ length: 999 }, () => "v1=00")),
  }, "list-first-of-sixteen");
  const unsupported = [
    ["v0-only", `v0=${text}`, "the right tag under another key"],
    ["v2-only", `v2=${text}`, "the right tag under another key"],
    ["key-upper-case", `V1=${text}`, "the key in upper case"],
    ["key-longer", `v11=${text}`, "a key that only begins like ours"],
    ["key-empty", `=${text}`, "no key before the equals sign"],
    ["no-signature", "x=1", "a timestamp and no signature"],
  ];
  for (const [slug, entry, attack] of unsupported) suite.rejected(`signature-${slug}`, "signature_unsupported", attack, { entry });
  for (const [slug, bytes, what] of HOSTILE) {
    suite.rejected(`signature-with-${slug}`, "signature_malformed", `${what} after the signature`, {
      headers: [[HEADER, Buffer.concat([Buffer.from(`t=${TIMESTAMP},${genuine}`), bytes])]],
    });
  }
}

function foreignSignatures(suite) {
  const key = parts.keyOf(SECRET);
  const mac = (bytes, algorithm = "sha256", k = key) => createHmac(algorithm, k).update(bytes).digest();
  const content = `${TIMESTAMP}.${GENUINE.value}`;
  const foreign = [
    ["body-only", mac(GENUINE.value), "signed over the body alone, as GitHub does"],
    ["id-timestamp-and-body", mac(`evt_8Qd2.${content}`), "signed over id, timestamp and body, as Svix does"],
    ["timestamp-only", mac(TIMESTAMP), "signed without the body"],
    ["colon", mac(`${TIMESTAMP}:${GENUINE.value}`), "joined with a colon, as Paddle does"],
    ["slack", mac(`v0:${TIMESTAMP}:${GENUINE.value}`), "signed as Slack does"],
    ["body-and-timestamp", mac(`${GENUINE.value}.${TIMESTAMP}`), "the parts in another order"],
    ["hash", createHash("sha256").update(SECRET + content).digest(), "a plain hash of secret and content"],
    ["empty-key", mac(content, "sha256", Buffer.alloc(0)), "signed with the empty key"],
  ];
  for (const [slug, tag, attack] of foreign) {
    suite.rejected(`foreign-${slug}`, "signature_mismatch", attack, { entry: parts.entryOf(tag) });
  }
  suite.rejected("foreign-sha512", "signature_malformed", "the right content under SHA-512", { entry: parts.entryOf(mac(content, "sha512")) });
  suite.rejected("foreign-sha1", "signature_malformed", "the right content under SHA-1", { entry: parts.entryOf(mac(content, "sha1")) });
}
