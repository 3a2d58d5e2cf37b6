// The vectors of what vendors ask before they send events: who is answered, with what, and who is not.
// An entry of ../schemes/handshakes.mjs shows the genuine asking; all requests here are made of it.
import { AT } from "./anatomy.mjs";
import { textSecret, written } from "./bytes.mjs";
import { isText, normal, placesOf, withValue } from "./request.mjs";

const NOW = AT + 250;
/** The longest text that is put under a MAC, and the longest that is echoed. */
const LONGEST = { mac: 128, echo: 1024 };
const OTHER_TOKEN = "another_verify_token";

/** What no answer may hold: it would end a line, a text in JSON, or the header. */
const UNWRITABLE = [
  ["quote", 'a"b', "a quote, which ends a text in JSON"],
  ["backslash", "a\\b", "a backslash, which escapes in JSON"],
  ["line-feed", "a\nb", "a line feed"],
  ["header-split", "a\r\nset-cookie: b=c", "a line end and a header behind it"],
  ["nul", "a\0b", "a NUL"],
  ["delete", "a\x7fb", "a control character at the end of ASCII"],
  ["letter", "ä", "a letter that is not ASCII"],
];

/** What is never put under the key: each could be a message of the vendor's, or grow into one. */
const UNSIGNABLE = [
  ["json", '{"id":"evt_1","type":"payout.paid"}', "an event: the answer would be its signature"],
  ["empty-object", "{}", "the shortest event in JSON"],
  ["dot", "msg_1.1780063272", "an id and a time with a dot between, as many vendors sign them"],
  ["colon", "v0:1780063272", "a version and a time"],
  ["equals", "id=1", "a form"],
  ["space", "a b", "a space"],
];

/** The vectors of one entry; `scheme` is the entry that signs. */
export function handshakeVectors(scheme, entry) {
  const maker = new Asking(scheme, entry);
  maker.published();
  maker.genuine();
  maker.marks();
  if (entry.challenge !== undefined) maker.challenges();
  if (entry.tokenAt !== undefined) maker.tokens();
  if (entry.isSigned) maker.signatures();
  maker.events();
  return maker.vectors;
}

class Asking {
  vectors = [];

  constructor(scheme, entry) {
    Object.assign(this, { scheme, entry, base: normal(entry.request) });
    for (const place of [entry.challenge, entry.tokenAt, ...Object.keys(entry.marks ?? {})]) {
      if (place !== undefined && !placesOf(this.base).has(place)) throw new Error(`${scheme.scheme}: the asking has no ${place}`);
    }
  }

  /** What is known by its challenge alone is no asking without it. */
  get isKnownByChallenge() {
    return this.entry.challenge !== undefined && this.entry.marks === undefined;
  }

  published() {
    const { published = [], constructed = [], reference } = this.entry;
    published.forEach(({ slug = "published", comment, answer, reference: own, ...rest }, at) =>
      this.#add({ slug: at === 0 ? slug : `${slug}-${at + 1}`, comment, reference: own ?? reference, kind: "published", expect: "answered", answer, ...rest, request: this.#sent(normal(rest.request), rest) }));
    for (const { slug, comment, answer, ...rest } of constructed) {
      this.#add({ slug, comment, expect: "answered", answer, ...rest, request: this.#sent(normal(rest.request), rest) });
    }
  }

  genuine() {
    const { base, entry } = this;
    this.#answered("genuine", entry.comment ?? "what the vendor asks", base, { reference: entry.reference });
    const { pathname, search } = new URL(base.url);
    if (!this.scheme.covers.includes("url")) this.#answered("path", "the URL as a path and query", { ...base, url: pathname + search });
    this.#answered("more-headers", "headers that proxies add", { ...base, headers: [...base.headers, ["x-forwarded-for", "192.0.2.7"], ["user-agent", "a"]] });
    for (const method of ["GET", "POST", "HEAD", "PUT"].filter((other) => other !== base.method)) {
      this.#none(`method-${method.toLowerCase()}`, `the asking with ${method} instead of ${base.method}`, { ...base, method });
    }
    if (base.method === "GET") this.#answered("fragment", "a fragment behind the query, in which nothing is read", { ...base, url: `${base.url}#?hub.challenge=other&challenge=other` });
    if (new URL(base.url).search !== "") {
      this.#answered("more-parameters", "parameters of the receiver's own, in front and behind", { ...base, url: base.url.replace("?", "?tenant=7&").concat("&z=1") });
    }
  }

  marks() {
    for (const [place, other] of Object.entries(this.entry.marks ?? {})) {
      this.#none(`without-${slugOf(place)}`, `${place} is absent`, withValue(this.base, place, null));
      this.#none(`other-${slugOf(place)}`, `${place} is ${other === "" ? "empty" : other}`, withValue(this.base, place, other));
    }
  }

  challenges() {
    const { entry, base } = this;
    const [kind] = entry.challenge.split(":");
    const at = (value) => withValue(base, entry.challenge, value);
    const longest = entry.isMac ? LONGEST.mac : LONGEST.echo;
    this.#answered("challenge-other", "another challenge has another answer", at("A-b_9"));
    this.#answered("challenge-one-letter", "the shortest challenge", at("0"));
    this.#answered("challenge-longest", `${longest} letters`, at("x".repeat(longest)));
    this.#refused("challenge-too-long", "signature_malformed", `${longest + 1} letters`, at("x".repeat(longest + 1)));
    if (kind === "query") this.#encoded(at);
    if (kind === "header") this.#answered("header-case", "the header's name in capitals", renamed(base, entry.challenge, (name) => name.toUpperCase()));
    this.#missing("challenge-missing", "the challenge is absent", at(null));
    this.#missing("challenge-empty", "the challenge is empty: its MAC would sign an empty body", at(""));
    // A header is no part of what `sign` takes twice, so it is repeated behind the signature.
    if (kind !== "json") this.#missing("challenge-twice", "two challenges: which one is meant?", withValue(this.#sent(base), entry.challenge, ["one", "two"]), { isSent: true });
    for (const [slug, value, what] of UNWRITABLE) this.#refused(`challenge-${slug}`, "signature_malformed", what, at(kind === "header" ? Buffer.from(value) : value));
    if (entry.isMac) this.#oracle(at);
    else this.#answered("challenge-markup", "markup comes back as what it is: text that no browser sniffs", at("<script>alert(1)</script>"));
  }

  #encoded(at) {
    const raw = (value) => ({ ...at("RAW"), url: at("RAW").url.replace("RAW", value) });
    this.#answered("challenge-percent", "a challenge whose letters are percent-encoded", raw("%61B%2d9"));
    this.#refused("challenge-not-utf8", "signature_malformed", "a byte that is no UTF-8", raw("a%ffb"), { isGone: true });
  }

  /** I17: whoever asks must not get the signature of anything that is an event. */
  #oracle(at) {
    for (const [slug, value, what] of [...UNSIGNABLE, ...(this.entry.foreign ?? [])]) this.#refused(`oracle-${slug}`, "signature_malformed", what, at(value));
    const secrets = [this.scheme.secretText, this.scheme.otherSecrets()[0]];
    this.#answered("two-secrets", "of two secrets the one that the asking was signed with answers, the first where it is unsigned", this.base, { secrets });
    if (this.entry.isSigned) this.#answered("second-secret", "the same, signed with the second", this.base, { secrets: secrets.toReversed() });
  }

  tokens() {
    const { entry, base } = this;
    const token = entry.token.join("");
    const at = (value) => withValue(base, entry.tokenAt, value);
    const wrong = [
      ["other", OTHER_TOKEN, "another verify token"],
      ["front", token.slice(0, -1), "the verify token without its last letter"],
      ["longer", `${token}x`, "the verify token and a letter"],
      ["case", token === token.toUpperCase() ? token.toLowerCase() : token.toUpperCase(), "the verify token in other letters"],
      ["space", ` ${token}`, "a space in front of the verify token"],
    ];
    for (const [slug, value, what] of wrong) this.#refused(`token-${slug}`, "token_mismatch", what, at(value));
    this.#refused("token-not-configured", "token_mismatch", "a receiver that knows no verify token answers nobody", base, { token: undefined });
    this.#refused("token-other-configured", "token_mismatch", "a receiver with another verify token", base, { token: ["another_", "token"] });
    this.#refused("token-missing", "token_missing", "no verify token", at(null));
    this.#refused("token-empty", "token_missing", "an empty verify token", at(""));
    this.#refused("token-twice", "token_missing", "the right verify token and another one", at([token, OTHER_TOKEN]));
    this.#refused("token-in-header", "token_missing", "the verify token in a header", { ...at(null), headers: [...base.headers, ["x-verify-token", token]] });
  }

  signatures() {
    const { entry, base, scheme } = this;
    this.#refused("unsigned", "signature_missing", "the asking without a signature", base, { isSent: true });
    this.#refused("other-secret", "signature_mismatch", "the asking signed with another secret", scheme.signed({ request: base, at: AT, who: 1 }), { isSent: true });
    const signed = scheme.signed({ request: base, at: AT });
    if (scheme.covers.includes("body")) this.#refused("body-changed", "signature_mismatch", "a space behind the signed body", { ...signed, body: Buffer.concat([signed.body, Buffer.from(" ")]) }, { isSent: true });
    if (!entry.challenge.startsWith("header:")) this.#refused("challenge-changed", "signature_mismatch", "another challenge than the one that was signed", withValue(signed, entry.challenge, "stolen"), { isSent: true });
    if (scheme.tolerance === null) return;
    const [past, future] = scheme.tolerance;
    this.#refused("old", "timestamp_stale", "a genuine asking of long ago", base, { now: AT + (past + 2) * 1000 });
    this.#refused("from-the-future", "timestamp_future", "an asking of the future", base, { now: AT - (future + 2) * 1000 });
  }

  /** What is no asking is left to verify: an event that was answered here would be lost. */
  events() {
    const { scheme, entry } = this;
    this.#none("event", "a genuine event of the scheme", scheme.signed({ at: AT }), { isSent: true });
    for (const [slug, what, request] of entry.events ?? []) {
      this.#none(`event-${slug}`, what, scheme.signed({ request: normal(request), at: AT }), { isSent: true });
      if (entry.isSigned) continue;
      // A request that claims to be an event is judged as one, not answered.
      this.#none(`event-${slug}-forged`, `${what}, with a signature of somebody else`, scheme.signed({ request: normal(request), at: AT, who: 1 }), { isSent: true });
    }
    if (new URL(this.base.url).search === "") return;
    this.#none("event-with-the-words", "a genuine event to an address with the parameters of the asking", { ...scheme.signed({ request: { ...scheme.request, url: this.base.url }, at: AT }) }, { isSent: true });
  }

  #sent(request, { secret } = {}) {
    if (!this.entry.isSigned) return request;
    return this.scheme.signed({ request, at: AT, ...(secret === undefined ? {} : { secret: secret.join("") }) });
  }

  #answered(slug, comment, request, more = {}) {
    const secret = (more.secrets ?? [])[0];
    const challenge = this.entry.challenge === undefined ? undefined : placesOf(request).get(this.entry.challenge);
    // A signed asking says by its signature which secret the vendor has.
    const answer = this.entry.answer({ secret: this.entry.isSigned ? this.scheme.secretText : (secret ?? this.scheme.secretText), challenge });
    this.#add({ slug, comment, expect: "answered", answer, request: this.#sent(request), ...more });
  }

  #none(slug, attack, request, { isSent, ...more } = {}) {
    this.#add({ slug, attack, expect: "no_handshake", request: isSent ? request : this.#sent(request), ...more });
  }

  #refused(slug, expect, attack, request, { isSent, isGone, ...more } = {}) {
    if (isGone && this.isKnownByChallenge) return this.#none(slug, attack, request, { isSent, ...more });
    this.#add({ slug, attack, expect, request: isSent ? request : this.#sent(request), ...more });
  }

  #missing(slug, attack, request, more = {}) {
    this.#refused(slug, "signature_malformed", attack, request, { ...more, isGone: true });
  }

  #add({ slug, comment, attack, reference, kind = "constructed", secret, secrets, request, now = NOW, expect, answer, ...more }) {
    const { scheme, entry } = this;
    const id = (name) => `${scheme.scheme}/handshake-${name}`;
    if (this.vectors.some((vector) => vector.id === id(slug))) throw new Error(`two vectors have the id ${id(slug)}`);
    const own = secrets ?? (secret === undefined ? scheme.configured().secrets : [secret]);
    const token = "token" in more ? more.token : entry.token;
    this.vectors.push({
      id: id(slug),
      ...(attack === undefined ? { comment } : { attack, twin: id("genuine") }),
      ...(reference === undefined ? {} : { reference }),
      kind,
      scheme: scheme.scheme,
      call: "handshake",
      ...(scheme.options === undefined ? {} : { options: scheme.options }),
      ...(own === undefined ? {} : { secrets: own.map((one) => (typeof one === "string" ? textSecret(one) : one)) }),
      ...(token === undefined ? {} : { token }),
      request: {
        method: request.method,
        url: request.url,
        headers: request.headers.map(([name, value]) => [name, written(value)]),
        body: written(bodyOf(request, entry)),
      },
      now,
      expect,
      ...(answer === undefined ? {} : { answer }),
    });
  }
}

/** Text where it is text; as bytes where the entry wrote bytes, which scanners for secrets do not read. */
const bodyOf = ({ body }, entry) => (isText(body) && !Buffer.isBuffer(entry.request.body) ? body.toString() : body);

const slugOf = (place) => place.replace(/^\w+:\/?/, "").replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase();

function renamed(request, place, change) {
  const name = place.slice(place.indexOf(":") + 1);
  return { ...request, headers: request.headers.map(([own, value]) => (own.toLowerCase() === name ? [change(own), value] : [own, value])) };
}
