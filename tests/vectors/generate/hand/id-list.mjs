// Svix, Standard Webhooks and AffiliateBase: `{id}.{timestamp}.{body}`, a list of `v1,<base64>`.
import { createHash, createHmac } from "node:crypto";
import { bytesOf, bytesSecret, spread, withBitFlipped } from "../bytes.mjs";
import { ALTERED, BODIES, GENUINE } from "./bodies.mjs";
import { EDGES, MALFORMED, MALFORMED_BYTES, NOW, SECOND, TIMESTAMP, TOLERANCES, UNUSUAL } from "../clock.mjs";
import { HOSTILE } from "./hostile.mjs";
import { FIXED, rejectOptions } from "./options.mjs";
import { Suite } from "../suite.mjs";
import { malformedBase64, wrongTags } from "./tags.mjs";

const ID = "msg_2b7Kq9RzPfQm4XwUeJ1s";
const KEY = createHash("sha256").update("waxseal vectors, first key").digest();
const OTHER_KEY = createHash("sha256").update("waxseal vectors, second key").digest();

/** The secret of the vectors: 32 bytes behind `whsec_`. */
export const SECRET = `whsec_${KEY.toString("base64")}`;
export const OTHER_SECRET = `whsec_${OTHER_KEY.toString("base64")}`;

/**
 * @param {{ scheme: string, prefix: string, form: "utf8" | "whsec", bare: boolean, parts: any, reference: string,
 *   idOf: (id: string | null, facts: object) => string | null | undefined }} row
 *   `bare`: a signature without version is accepted; `unbranded`: `webhook-*` names are too; `idOf`: which of header id and body id is the event's
 */
export function idListSuite({ scheme, prefix, form, bare, unbranded = false, parts, reference, idOf }) {
  const genuineTag = (change = {}, key = parts.keyOf(SECRET)) =>
    parts.tagOf(key, { id: ID, timestamp: TIMESTAMP, body: bytesOf(GENUINE.value), ...change });
  const genuine = parts.entryOf(genuineTag());
  const other = parts.entryOf(genuineTag({}, parts.keyOf(OTHER_SECRET)));
  const wrong = (count) => wrongTags(count).map(parts.entryOf);

  /** Makes a request; what is not given is genuine, and the signature is made over what is sent. */
  const build = (change) => {
    const { id = ID, timestamp = TIMESTAMP, now = NOW, secrets = [SECRET], options, method, url } = change;
    const value = change.body ?? GENUINE.value;
    const facts = "facts" in change ? change.facts : change.body === undefined ? GENUINE.facts : undefined;
    const signed = { id, timestamp, body: bytesOf(value), ...change.signed };
    const tag = parts.tagOf(change.key ?? parts.keyOf(SECRET), signed);
    const list = change.list ?? parts.entryOf(tag);
    const headers = change.headers ?? [
      ["content-type", "application/json"],
      [`${prefix}-id`, id],
      [`${prefix}-timestamp`, timestamp],
      [`${prefix}-signature`, list],
    ];
    const text = typeof id === "string" ? id : null;
    const eventId = idOf(text, facts ?? {});
    return {
      ...(options === undefined ? {} : { options }),
      secrets,
      request: { method, url, headers: headers.filter(([, v]) => v !== null), body: value },
      now,
      verified: {
        ...(eventId === undefined ? {} : { id: eventId }),
        ...(facts?.type === undefined ? {} : { type: facts.type }),
        timestamp: Number(timestamp) * 1000,
        matched: { secret: 0, form },
        assurance: "signed",
        covers: { body: true, id: true, type: true, timestamp: true, url: false },
      },
    };
  };

  /** The genuine headers with single ones replaced, dropped (null) or repeated (an array). */
  const headersWith = (changes) =>
    ["id", "timestamp", "signature"].flatMap((name) => {
      const own = { id: ID, timestamp: TIMESTAMP, signature: genuine }[name];
      const value = name in changes ? changes[name] : own;
      return (Array.isArray(value) ? value : [value]).map((v) => [`${prefix}-${name}`, v]);
    });

  const suite = new Suite(scheme, reference, build);

  acceptedRequests();
  acceptedSecrets();
  acceptedLists();
  window();
  alteredRequests();
  movedBorders();
  missingAndRepeated();
  malformedLists();
  foreignSignatures();
  hostileHeaderBytes();
  rejectOptions(suite, [FIXED]);
  return { suite, build, headersWith, genuine, genuineTag, ID };

  function acceptedRequests() {
    suite.valid("genuine", "an ordinary request");
    for (const { slug, comment, value, facts } of BODIES) {
      suite.valid(`body-${slug}`, comment, { body: value, facts });
    }
    suite.valid("header-names-upper-case", "header names are compared without case", {
      headers: headersWith({}).map(([name, value]) => [name.toUpperCase(), value]),
    });
    suite.valid("header-names-mixed-case", "header names are compared without case", {
      headers: headersWith({}).map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (s) => s.toUpperCase()), value]),
    });
    suite.valid("headers-in-other-order", "the order of headers says nothing", { headers: headersWith({}).reverse() });
    suite.valid("identical-repeats", "headers repeated with the same value count once", {
      headers: headersWith({ id: [ID, ID], timestamp: [TIMESTAMP, TIMESTAMP], signature: [genuine, genuine] }),
    });
    suite.valid("unread-header-invalid-utf8", "a header that the scheme does not read may hold any bytes", {
      headers: [["x-other", Buffer.from([0xff, 0xfe])], ...headersWith({})],
    });
    suite.valid("other-url", "the URL is not signed", { url: "https://receiver.example/other?x=1" });
    suite.valid("other-method", "the method is not signed", { method: "PUT" });
    suite.valid("id-with-punctuation", "an id of other characters than letters", { id: "evt:1/2_3-4=5+6 7,8" });
    suite.valid("id-of-one-character", "the shortest id", { id: "1" });
    for (const [slug, timestamp, comment] of UNUSUAL) {
      suite.valid(`timestamp-${slug}`, comment, { timestamp, now: Number(timestamp) * 1000 });
    }
  }

  function acceptedSecrets() {
    suite.valid("rotation-first-of-two", "two live secrets, signed with the first", { secrets: [SECRET, OTHER_SECRET] });
    suite.valid("rotation-second-of-two", "two live secrets, signed with the second", {
      secrets: [OTHER_SECRET, SECRET], verified: { matched: { secret: 1, form } },
    });
    suite.valid("rotation-sender-signs-twice", "the sender signs with both, the receiver knows the old one", {
      list: `${other} ${genuine}`,
    });
    suite.valid("rotation-sender-signs-twice-receiver-new", "the sender signs with both, the receiver knows the new one", {
      list: `${other} ${genuine}`, secrets: [OTHER_SECRET],
    });
    suite.valid("secret-as-bytes", "a secret given as bytes is the key itself", {
      key: KEY, secrets: [bytesSecret(KEY)], verified: { matched: { secret: 0, form: "raw" } },
    });
    suite.rejected("secret-other", "signature_mismatch", "a secret that nobody signed with", { secrets: [OTHER_SECRET], list: genuine });
    for (const bit of spread(6, KEY.length * 8, 7)) {
      const near = `whsec_${withBitFlipped(KEY, bit).toString("base64")}`;
      suite.rejected(`secret-bit-${bit}`, "signature_mismatch", `bit ${bit} of the secret's bytes inverted`, { secrets: [near] });
    }
  }

  function acceptedLists() {
    const unpadded = genuine.replace(/=+$/, "");
    const malformed = ["v1,", "v1,AAAA", "v1,****", `${genuine}A`, "v1,=", "v1,v1,"];
    suite.valid("signature-unpadded", "base64 without padding", { list: unpadded });
    suite.valid("list-last-of-two", "the last of two signatures matches", { list: [...wrong(1), genuine].join(" ") });
    suite.valid("list-first-of-two", "the first of two signatures matches", { list: [genuine, ...wrong(1)].join(" ") });
    suite.valid("list-last-of-sixteen", "sixteen signatures, the last matches", { list: [...wrong(15), genuine].join(" ") });
    suite.valid("list-first-of-sixteen", "sixteen signatures, the first matches", { list: [genuine, ...wrong(15)].join(" ") });
    suite.valid("list-twice-the-same", "the same signature twice", { list: `${genuine} ${genuine}` });
    suite.valid("list-extra-spaces", "more than one space between signatures", { list: [...wrong(1), genuine].join("   ") });
    suite.valid("list-other-versions", "signatures of other versions beside ours", {
      list: `v1a,${"A".repeat(86)}== v2,abc ${genuine} v0,x`,
    });
    suite.valid("list-many-other-versions", "only our version counts towards the sixteen", {
      list: [...Array.from({ length: 40 }, (_, n) => `v2,${n}`), ...wrong(15), genuine].join(" "),
    });
    malformed.forEach((sibling, n) => {
      suite.valid(`list-malformed-sibling-${n + 1}`, "a malformed sibling does not hide a valid signature", {
        list: `${sibling} ${genuine} ${sibling}`,
      });
    });
    suite.valid("list-repeated-header", "a repeated list header is one list", {
      headers: headersWith({ signature: [wrong(1)[0], genuine] }),
    });
    suite.valid("list-repeated-header-first", "a repeated list header is one list", {
      headers: headersWith({ signature: [genuine, wrong(1)[0]] }),
    });
    suite.valid("list-repeated-header-empty", "an empty header beside the list adds nothing to it", {
      headers: headersWith({ signature: ["", genuine] }),
    });
    suite.valid("list-joined-header", "two headers joined with a comma, as fetch joins them; the last matches", {
      list: `${wrong(1)[0]}, ${genuine}`,
    });
    suite.valid("list-joined-header-first", "two headers joined with a comma, as fetch joins them; the first matches", {
      list: `${genuine}, ${wrong(1)[0]}`,
    });
    suite.valid("signature-between-spaces", "spaces round the value, which HTTP parsers drop", { list: ` ${genuine} ` });
  }

  function window() {
    for (const [slug, offset, millis, code] of EDGES) {
      const change = { timestamp: String(SECOND + offset), now: SECOND * 1000 + millis };
      const twin = offset < 0 ? "window-oldest-end-of-second" : "window-newest-end-of-second";
      if (code === "valid") suite.valid(`window-${slug}`, `a timestamp ${offset} s from the clock`, change);
      else suite.rejected(`window-${slug}`, code, `a rightly signed timestamp ${offset} s from the clock`, change, twin);
    }
    for (const [slug, toleranceSeconds, offset, code] of TOLERANCES) {
      const change = { timestamp: String(SECOND + offset), now: SECOND * 1000, options: { toleranceSeconds } };
      const twin = `tolerance-${slug.replace("too-old", "oldest").replace("too-new", "newest")}`;
      if (code === "valid") suite.valid(`tolerance-${slug}`, `a tolerance set by the user, ${offset} s from the clock`, change);
      else suite.rejected(`tolerance-${slug}`, code, `a tolerance set by the user, ${offset} s from the clock`, change,
        twin.startsWith("tolerance-zero") ? "tolerance-zero-now" : twin);
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
      list: [...wrong(1), parts.entryOf(genuineTag({ timestamp: String(SECOND - 3600) }))].join(" "),
    }, "list-last-of-two");
    suite.rejected("timestamp-far-ahead", "timestamp_future", "the largest timestamp of 11 digits", { timestamp: "99999999999" }, "timestamp-eleven-digits");
    suite.rejected("timestamp-long-past", "timestamp_stale", "a timestamp of 2001", { timestamp: "999999999" }, "timestamp-nine-digits");
    suite.rejected("replayed-with-new-timestamp", "signature_mismatch", "an old signature under a fresh timestamp", {
      signed: { timestamp: String(SECOND - 3600) },
    });
    for (const [slug, timestamp, attack] of [...MALFORMED, ...MALFORMED_BYTES]) {
      suite.rejected(`timestamp-${slug}`, "timestamp_malformed", attack, { timestamp });
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

  function alteredRequests() {
    for (const [slug, value, attack] of ALTERED) {
      suite.rejected(`body-altered-${slug}`, "signature_mismatch", attack, { body: value, list: genuine });
    }
    suite.rejected("body-crlf-to-lf", "signature_mismatch", "line ends changed on the way", {
      body: '{\n"id":"evt_2",\n"type":"payout.paid"\n}\n',
      signed: { body: Buffer.from('{\r\n"id":"evt_2",\r\n"type":"payout.paid"\r\n}\r\n') },
    }, "body-crlf");
    suite.rejected("body-utf8-replaced", "signature_mismatch", "invalid bytes decoded as text and encoded again", {
      body: Buffer.from(Buffer.from([0x7b, 0xff, 0x7d]).toString("utf8")), signed: { body: Buffer.from([0x7b, 0xff, 0x7d]) },
    }, "body-invalid-utf8");
    suite.rejected("signature-zeros", "signature_mismatch", "a tag of zero bytes", { list: parts.entryOf(Buffer.alloc(32)) });
    const ids = [
      ["first", `M${ID.slice(1)}`, "one letter's case"],
      ["last", `${ID.slice(0, -1)}t`, "the last letter"],
      ["longer", `${ID}0`, "one character more"],
      ["shorter", ID.slice(0, -1), "one character less"],
      ["other", "msg_another", "another id under the same signature: a way round deduplication"],
      ["space", `${ID} x`, "a space and more"],
    ];
    for (const [slug, id, attack] of ids) {
      suite.rejected(`id-altered-${slug}`, "signature_mismatch", attack, { id, list: genuine });
    }
    [0, 4, 9].forEach((digit) => {
      const digits = [...TIMESTAMP];
      digits[digit] = digits[digit] === "9" ? "8" : String(Number(digits[digit]) + 1);
      suite.rejected(`timestamp-digit-${digit}`, "signature_mismatch", `digit ${digit} of the timestamp changed`, {
        timestamp: digits.join(""), list: genuine,
      });
    });
    suite.rejected("id-and-timestamp-swapped", "signature_mismatch", "digits as id, and the parts in another order", {
      id: TIMESTAMP, timestamp: String(SECOND + 1), signed: { id: String(SECOND + 1), timestamp: TIMESTAMP },
    }, "id-of-one-character");
  }

  function movedBorders() {
    const later = String(SECOND + 60);
    const rest = '{"id":"evt_8"}';
    const tag = parts.tagOf(parts.keyOf(SECRET), { id: ID, timestamp: TIMESTAMP, body: Buffer.from(`${later}.${rest}`) });
    const list = parts.entryOf(tag);
    suite.valid("border-genuine", "a body that begins with digits and a dot, as the sender sent it", { body: `${later}.${rest}` });
    suite.rejected("border-id-takes-timestamp", "signature_malformed",
      "the old timestamp moved into the id, a fresh one out of the body: the signed bytes are the same", {
        id: `${ID}.${TIMESTAMP}`, timestamp: later, body: rest, list,
      }, "border-genuine");
    suite.rejected("border-id-takes-all", "signature_malformed", "the timestamp and a dot moved into the id, the body cut to nothing", {
      id: `${ID}.${TIMESTAMP}`, timestamp: later, body: "",
      signed: { id: ID, timestamp: TIMESTAMP, body: Buffer.from(`${later}.`) },
    }, "body-empty");
    suite.rejected("border-timestamp-takes-body", "signature_malformed", "the body's beginning moved into the timestamp", {
      timestamp: `${TIMESTAMP}.${later}`, body: rest, list,
    }, "border-genuine");
    suite.rejected("border-id-loses-tail", "signature_malformed", "the id's tail moved into the timestamp", {
      id: "msg", timestamp: `1.${TIMESTAMP}`, signed: { id: "msg.1", timestamp: TIMESTAMP },
      body: GENUINE.value,
    }, "id-of-one-character");
    suite.rejected("border-id-with-dot", "signature_malformed", "an id with the separator in it, rightly signed", { id: "msg_1.2" }, "id-of-one-character");
    suite.rejected("border-id-ends-with-dot", "signature_malformed", "an id that ends with the separator, rightly signed", { id: `${ID}.` });
    suite.rejected("border-id-is-dot", "signature_malformed", "an id that is the separator", { id: "." }, "id-of-one-character");
    suite.rejected("border-no-dots", "signature_mismatch", "a signature over the parts without separators", {
      list: parts.entryOf(createHmac("sha256", parts.keyOf(SECRET)).update(`${ID}${TIMESTAMP}${GENUINE.value}`).digest()),
    });
  }

  function missingAndRepeated() {
    const without = (name) => ({ headers: headersWith({ [name]: null }) });
    suite.rejected("no-headers", "signature_missing", "no header at all", { headers: [] });
    suite.rejected("id-absent", "signature_missing", "the id header removed", without("id"));
    suite.rejected("id-empty", "signature_missing", "an empty id is none", { id: "" });
    suite.rejected("id-absent-signed-empty", "signature_missing", "the id header removed, signed as if it were empty", {
      headers: headersWith({ id: null, signature: parts.entryOf(genuineTag({ id: "" })) }),
    });
    suite.rejected("timestamp-absent", "timestamp_missing", "the timestamp header removed", without("timestamp"));
    suite.rejected("timestamp-absent-signed-empty", "timestamp_missing", "the timestamp header removed, signed as if it were empty", {
      headers: headersWith({ timestamp: null, signature: parts.entryOf(genuineTag({ timestamp: "" })) }),
    });
    suite.rejected("timestamp-absent-signed-undefined", "timestamp_missing", "the timestamp header removed, signed as a template prints it", {
      headers: headersWith({ timestamp: null, signature: parts.entryOf(genuineTag({ timestamp: "undefined" })) }),
    });
    suite.rejected("id-twice", "signature_malformed", "two ids, the first signed", { headers: headersWith({ id: [ID, "msg_evil"] }) }, "identical-repeats");
    suite.rejected("id-twice-signed-last", "signature_malformed", "two ids, the last signed", { headers: headersWith({ id: ["msg_evil", ID] }) }, "identical-repeats");
    suite.rejected("timestamp-twice", "timestamp_malformed", "two timestamps, the first signed", {
      headers: headersWith({ timestamp: [TIMESTAMP, String(SECOND + 1)] }),
    }, "identical-repeats");
    suite.rejected("timestamp-twice-signed-last", "timestamp_malformed", "two timestamps, the last signed", {
      headers: headersWith({ timestamp: [String(SECOND + 1), TIMESTAMP] }),
    }, "identical-repeats");
    suite.rejected("timestamp-twice-other-case", "timestamp_malformed", "two timestamps under names of different case", {
      headers: [...headersWith({}), [`${prefix}-Timestamp`.toUpperCase(), String(SECOND + 1)]],
    }, "identical-repeats");
    const foreign = prefix === "webhook" ? "svix" : "webhook";
    const renamed = { headers: headersWith({}).map(([name, value]) => [name.replace(prefix, foreign), value]) };
    if (unbranded) suite.valid("headers-of-other-name", `the same request under ${foreign}-* names, which the vendor's libraries take`, renamed);
    else suite.rejected("headers-of-other-name", "signature_missing", `the same request under ${foreign}-* names`, renamed);
    suite.rejected("header-name-prefixed", "signature_missing", "a name that only begins like ours", {
      headers: headersWith({ signature: null }).concat([[`${prefix}-signature-2`, genuine]]),
    });
  }

  function malformedLists() {
    const tag = genuineTag();
    const text = tag.toString("base64");
    const malformed = [
      ...malformedBase64(tag).map(([slug, spelling, attack]) => [`tag-${slug}`, `v1,${spelling}`, attack]),
      ["tag-comma", `v1,${text},`, "a comma after the tag"],
      ["tag-double-version", `v1,v1,${text}`, "the version twice"],
      ["all-malformed", "v1,AAAA v1,**** v1,", "three of our version, none of them a tag"],
      ["malformed-beside-other-version", "v2,abc v1,AAAA", "a malformed one of ours beside another version"],
      ["split-by-space", `v1,${text.slice(0, 20)} ${text.slice(20)}`, "a space inside the tag"],
    ];
    for (const [slug, list, attack] of malformed) suite.rejected(`signature-${slug}`, "signature_malformed", attack, { list });

    // Base64url and base64 differ only where the tag has a plus or a slash: take a body whose tag has one.
    const body = Array.from({ length: 64 }, (_, n) => `{"n":${n}}`).find((candidate) =>
      /\+.*\//.test(genuineTag({ body: Buffer.from(candidate) }).toString("base64")));
    const plus = parts.entryOf(genuineTag({ body: Buffer.from(body) }));
    suite.valid("signature-plus-and-slash", "a tag with the two letters in which base64 and base64url differ", { body });
    suite.rejected("signature-base64url", "signature_malformed", "the right tag in base64url", {
      body, list: plus.replaceAll("+", "-").replaceAll("/", "_"),
    }, "signature-plus-and-slash");

    suite.rejected("list-malformed-beside-wrong", "signature_mismatch", "a malformed one and a well-formed wrong one", {
      list: `v1,AAAA ${wrong(1)[0]}`,
    }, "list-malformed-sibling-1");
    suite.rejected("list-sixteen-wrong", "signature_mismatch", "sixteen signatures, none right", { list: wrong(16).join(" ") }, "list-last-of-sixteen");
    suite.rejected("list-seventeen", "signature_malformed", "seventeen signatures, the last right: unbounded work", {
      list: [...wrong(16), genuine].join(" "),
    }, "list-last-of-sixteen");
    suite.rejected("list-seventeen-first-right", "signature_malformed", "seventeen signatures, the first right", {
      list: [genuine, ...wrong(16)].join(" "),
    }, "list-first-of-sixteen");
    suite.rejected("list-seventeen-over-two-headers", "signature_malformed", "seventeen signatures over two headers, the last right", {
      headers: headersWith({ signature: [wrong(9).join(" "), [...wrong(7), genuine].join(" ")] }),
    }, "list-repeated-header");
    suite.rejected("list-thousand", "signature_malformed", "a thousand signatures, the first right", {
      list: [genuine, ...Array.from({ length: 999 }, () => "v1,AAAA")].join(" "),
    }, "list-first-of-sixteen");

    const unsupported = [
      ["other-version", `v2,${text}`, "the right tag under another version"],
      ["asymmetric-version", `v1a,${text}`, "the right HMAC tag as an Ed25519 signature: the version selects the algorithm"],
      ["other-versions", `v1a,${"A".repeat(86)}== v2,${text} v0,${text}`, "only other versions"],
      ["version-upper-case", `V1,${text}`, "the version in upper case"],
      ["version-longer", `v11,${text}`, "a version that only begins like ours"],
      ["version-empty", `,${text}`, "no version before the comma"],
    ];
    for (const [slug, list, attack] of unsupported) suite.rejected(`signature-${slug}`, "signature_unsupported", attack, { list });
    if (bare) return;
    suite.rejected("signature-bare", "signature_unsupported", "the right tag without its version", { list: text });
    suite.rejected("signature-version-with-equals", "signature_unsupported", "the version joined as Stripe does", { list: `v1=${text}` });
  }

  function foreignSignatures() {
    const key = parts.keyOf(SECRET);
    const mac = (bytes, algorithm = "sha256", k = key) => createHmac(algorithm, k).update(bytes).digest();
    const content = `${ID}.${TIMESTAMP}.${GENUINE.value}`;
    const foreign = [
      ["body-only", mac(GENUINE.value), "signed over the body alone, as GitHub does"],
      ["timestamp-and-body", mac(`${TIMESTAMP}.${GENUINE.value}`), "signed over timestamp and body, as Stripe does"],
      ["id-and-body", mac(`${ID}.${GENUINE.value}`), "signed without the timestamp"],
      ["timestamp-and-id", mac(`${ID}.${TIMESTAMP}`), "signed without the body"],
      ["order", mac(`${TIMESTAMP}.${ID}.${GENUINE.value}`), "the parts in another order"],
      ["slack", mac(`v0:${TIMESTAMP}:${GENUINE.value}`), "signed as Slack does"],
      ["hash", createHash("sha256").update(Buffer.concat([key, Buffer.from(content)])).digest(), "a plain hash of secret and content"],
      ["empty-key", mac(content, "sha256", Buffer.alloc(0)), "signed with the empty key"],
      ["zero-key", mac(content, "sha256", Buffer.alloc(32)), "signed with a key of zeros: the same key to HMAC as the empty one"],
      ["id-as-key", mac(content, "sha256", ID), "signed with what the attacker knows"],
    ];
    for (const [slug, tag, attack] of foreign) {
      suite.rejected(`foreign-${slug}`, "signature_mismatch", attack, { list: parts.entryOf(tag) });
    }
    suite.rejected("foreign-sha512", "signature_malformed", "the right content under SHA-512", { list: parts.entryOf(mac(content, "sha512")) });
    suite.rejected("foreign-sha1", "signature_malformed", "the right content under SHA-1", { list: parts.entryOf(mac(content, "sha1")) });
  }

  function hostileHeaderBytes() {
    for (const [slug, bytes, what] of HOSTILE) {
      suite.rejected(`id-with-${slug}`, "signature_malformed", `${what} in the id, rightly signed`, {
        id: Buffer.concat([Buffer.from(ID.slice(0, 8)), bytes, Buffer.from(ID.slice(8))]),
      });
      suite.rejected(`signature-with-${slug}`, "signature_malformed", `${what} after the signature`, {
        list: Buffer.concat([Buffer.from(genuine), bytes]),
      });
    }
    suite.rejected("id-with-tab", "signature_malformed", "a tab in the id, rightly signed", { id: "msg\t1" }, "id-with-punctuation");
  }
}
