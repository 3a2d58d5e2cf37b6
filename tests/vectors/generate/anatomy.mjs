// Finds by comparison what in a signed request is what: where the tag stands, where the timestamp, which headers are
// under the signature. Nothing is told by the entry that its `sign` shows itself; what it claims is checked against it.
import { SECOND } from "./clock.mjs";
import { jsonOf, isForm, placesOf, withValue } from "./request.mjs";

/** The moment at which every request is signed unless said otherwise, in milliseconds. */
export const AT = SECOND * 1000;

const OTHERS = [1, 2, 3, 4, 5];
const STAMP = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d{13}\b|\b\d{10}\b/g;

export class Anatomy {
  constructor(entry) {
    this.entry = entry;
    this.base = entry.signed({ at: AT });
    this.#refuseChance();
    this.kind = this.#kindOf();
    this.tags = this.kind === "none" ? [] : this.#findTags();
    if (this.kind !== "none" && this.tags.length === 0) entry.complain("another secret changes nothing that sign makes");
    this.time = this.kind === "none" ? null : this.#findTime();
    if (this.isSigned) this.#checkClaims();
  }

  /** Whether a MAC or a signature is made, not a text only shown. */
  get isSigned() {
    return this.kind === "mac" || this.kind === "public";
  }

  #refuseChance() {
    const again = this.entry.signed({ at: AT });
    if (JSON.stringify(again) !== JSON.stringify(this.base)) this.entry.complain("sign gives another request each time");
  }

  #kindOf() {
    const { secretText, isPublic } = this.entry;
    if (isPublic) return "public";
    if (secretText === undefined) return "none";
    const texts = [...placesOf(this.base).values()];
    if (texts.some((text) => text.includes(secretText))) return "token";
    const basic = Buffer.from(secretText, "utf8").toString("base64");
    return texts.some((text) => text.includes(basic)) ? "basic" : "mac";
  }

  #findTags() {
    const own = placesOf(this.base);
    const others = OTHERS.map((who) => placesOf(this.entry.signed({ at: AT, who })));
    const differs = [...own.keys()].filter((place) => others.some((other) => other.get(place) !== own.get(place)));
    return differs.map((place) => this.#tagIn(place, own.get(place), others.map((other) => other.get(place))));
  }

  #tagIn(place, value, others) {
    if (this.kind === "token" || this.kind === "basic") return this.#shownIn(place, value);
    let start = Math.min(...others.map((other) => commonStart(value, other)));
    let end = value.length - Math.min(...others.map((other) => commonEnd(value, other)));
    // Padding is the same in all, and so is the beginning of every DER signature.
    while (value[end] === "=") end += 1;
    if (this.kind === "public") while (/[A-Za-z0-9+/_-]/.test(value[start - 1] ?? "")) start -= 1;
    const samples = [value.slice(start, end), ...others.map((other) => other.slice(start, end - value.length || undefined))];
    const encoding = encodingOf(samples);
    const text = value.slice(start, end);
    const tag = { place, value, start, end, text, encoding, bytes: Buffer.from(text, encoding) };
    if (![16, 20, 32, 48, 64, 256].includes(tag.bytes.length) && !(this.kind === "public" && tag.bytes[0] === 0x30)) {
      this.entry.complain(`the tag in ${place} has ${tag.bytes.length} bytes: is the text before it made of the secret?`);
    }
    return tag;
  }

  #shownIn(place, value) {
    const { secretText } = this.entry;
    const text = this.kind === "basic" ? Buffer.from(secretText, "utf8").toString("base64") : secretText;
    const start = value.indexOf(text);
    return { place, value, start, end: start + text.length, text, encoding: "text" };
  }

  #findTime() {
    const own = placesOf(this.base);
    const later = placesOf(this.entry.signed({ at: AT + 61_000 }));
    for (const [place, value] of own) {
      if (later.get(place) === value) continue;
      const tag = this.tags.find((one) => one.place === place);
      const outside = tag === undefined ? value : value.slice(0, tag.start) + " ".repeat(tag.end - tag.start) + value.slice(tag.end);
      const found = [...outside.matchAll(STAMP)].find(({ 0: text, index }) => later.get(place).slice(index, index + text.length) !== text);
      if (found === undefined) continue;
      return { place, value, start: found.index, end: found.index + found[0].length, text: found[0], unit: unitOf(found[0]), tag };
    }
    return null;
  }

  /** The timestamp's text at another moment. */
  stampAt(at) {
    return this.#read(this.time.place, this.entry.signed({ at }))?.time;
  }

  /** A request signed with another text as timestamp; null where the entry prints the moment itself. */
  signedWith(stamp, request = this.entry.request) {
    const made = this.entry.signed({ request, at: AT, stamp });
    return this.#read(this.time.place, made)?.time === stamp ? made : null;
  }

  /** The tag's text in another signed request; nothing if it has none. */
  tagOf(request) {
    return this.#read(this.tags[0].place, request)?.tag;
  }

  /** What stands in a place where this request has its tag and its timestamp. */
  #read(place, request) {
    const value = placesOf(request).get(place);
    if (value === undefined) return undefined;
    const own = this.tags.find((tag) => tag.place === place);
    const spans = [own && { ...own, as: "(?<tag>.*?)" }, this.time?.place === place && { ...this.time, as: "(?<time>.+?)" }];
    let [pattern, at] = ["", 0];
    const whole = own?.value ?? this.time.value;
    for (const { start, end, as } of spans.filter(Boolean).sort((x, y) => x.start - y.start)) {
      pattern += escaped(whole.slice(at, start)) + as;
      at = end;
    }
    return value.match(new RegExp(`^${pattern}${escaped(whole.slice(at))}$`, "s"))?.groups;
  }

  /** Whether signing a changed request gives another tag. A `sign` that fails on it says nothing. */
  isCoveredBy(change) {
    try {
      const changed = this.entry.signed({ request: change(this.entry.request), at: AT });
      return this.tagOf(changed) !== this.tags[0].text;
    } catch {
      return false;
    }
  }

  /** The places of the unsigned request whose text is under the signature by itself: signed headers, query parameters. */
  coveredPlaces(kind) {
    const taken = new Set([...this.tags.map(({ place }) => place), this.time?.place]);
    return [...placesOf(this.entry.request)]
      .filter(([place]) => place.startsWith(`${kind}:`) && !taken.has(place))
      .filter(([place, value]) => this.isCoveredBy((request) => withValue(request, place, `${value}0`)))
      .map(([place]) => place);
  }

  /** Whether tags vary in length: DER, and RSA whose length is the key's. Then a cut one is as wrong as any other. */
  get hasVaryingTags() {
    return this.kind === "public" && this.tags.some(({ bytes }) => bytes.length !== 64);
  }

  /** Whether the body's bytes are signed, and not only what a form says. */
  get coversBytes() {
    if (!this.entry.covers.includes("body")) return false;
    return !isForm(this.entry.request) || this.isBodyFree;
  }

  /** Whether the body may be any bytes: nothing in it is read to sign it. */
  get isBodyFree() {
    if (this.freeBody === undefined) this.freeBody = this.#findFreeBody();
    return this.freeBody;
  }

  #findFreeBody() {
    if (!this.isSigned) return this.tags.every(({ place }) => /^(header|query):/.test(place));
    if (!this.entry.covers.includes("body")) return false;
    try {
      const made = (body) => this.entry.signed({ request: { ...this.entry.request, body: Buffer.from(body) }, at: AT });
      if (made("no JSON").body.toString() !== "no JSON") return false;
      // Signed as fields and not as bytes, their order would not matter.
      return this.tagOf(made("a=1&b=2")) !== this.tagOf(made("b=2&a=1"));
    } catch {
      return false;
    }
  }

  #checkClaims() {
    const { entry } = this;
    const claims = (part) => entry.covers.includes(part);
    const isJson = jsonOf(entry.request) !== undefined;
    const more = isForm(entry.request) ? "&zz=1" : isJson ? " " : "x";
    const moved = (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from(more)]) });
    const check = (part, shown) => {
      if (claims(part) !== shown) entry.complain(`covers ${claims(part) ? "names" : "does not name"} ${part}, sign ${shown ? "signs" : "does not sign"} it`);
    };
    check("body", this.isCoveredBy(moved));
    check("method", this.isCoveredBy((request) => ({ ...request, method: "PUT" })));
    check("url", this.isCoveredBy((request) => ({ ...request, url: request.url.replace(/(\/[^/?#]*)?(?=[?#]|$)/, "$1/other") })));
    const later = entry.signed({ at: AT + 61_000 });
    check("timestamp", this.tagOf(later) !== this.tags[0].text);
    if (entry.tolerance !== null && this.time === null) entry.complain("has a tolerance, and no timestamp was found in what sign makes");
  }
}

const commonStart = (a, b) => {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return n;
};
const commonEnd = (a, b) => {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n += 1;
  return n;
};

function encodingOf(samples) {
  if (samples.every((text) => /^([0-9a-fA-F]{2})+$/.test(text))) return "hex";
  return samples.some((text) => /[-_]/.test(text)) ? "base64url" : "base64";
}

const unitOf = (text) => (/^\d+$/.test(text) ? (text.length > 11 ? "milliseconds" : "seconds") : "rfc3339");

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
