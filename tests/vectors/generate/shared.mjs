// The one list of what every scheme must accept and refuse. An entry of ../schemes shows how its vendor signs;
// all requests here are made of that one, and a list applies where the request has what it attacks.
import { Anatomy, AT } from "./anatomy.mjs";
import { borders } from "./shared/borders.mjs";
import { configuration } from "./shared/configuration.mjs";
import { coveredParts } from "./shared/covered.mjs";
import { lists } from "./shared/lists.mjs";
import { positives } from "./shared/positives.mjs";
import { signatures } from "./shared/signatures.mjs";
import { shown } from "./shared/shown.mjs";
import { timestamps } from "./shared/timestamps.mjs";
import { isText } from "./request.mjs";
import { Layout } from "./layout.mjs";
import { Suite } from "./suite.mjs";

/** The receiver's clock: the second of the signature, 250 ms later. */
const NOW = AT + 250;

/** Adds vectors of one entry to its suite. */
export class Maker {
  constructor(entry, isFirst) {
    this.entry = entry;
    this.anatomy = new Anatomy(entry);
    this.layout = this.anatomy.kind === "none" ? null : new Layout(this.anatomy);
    /** Whether no earlier entry has this shape: it gets the longer lists. */
    this.isFirst = isFirst(this.shape);
    this.isFirstOf = isFirst;
    this.suite = new Suite(entry.scheme, entry.reference, (made) => made);
    this.omitted = new Set();
  }

  /** What makes two schemes alike but for names: the same code verifies both. */
  get shape() {
    const { anatomy, entry, layout } = this;
    const places = anatomy.tags.map(({ place, value, start, end, encoding, bytes }) => [
      place.split(":")[0], value.slice(0, start).replaceAll(/[a-z0-9]+/gi, "n"), value.slice(end), encoding, bytes?.length,
    ]);
    const time = anatomy.time && [anatomy.time.place.split(":")[0], anatomy.time.unit];
    return JSON.stringify([anatomy.kind, places, time, layout?.separator, entry.covers, entry.tolerance, entry.expect.form]);
  }

  valid(slug, comment, change = {}) {
    if (this.#isOmitted(slug)) return;
    const { verified = {}, ...made } = this.#made(change);
    const own = { ...this.#shownBy(change), ...verified };
    this.suite.valid(slug, comment, { ...made, verified: own });
  }

  rejected(slug, code, attack, change = {}, twin = "genuine") {
    if (this.#isOmitted(slug)) return;
    this.suite.rejected(slug, code, attack, this.#made(change), this.omitted.has(twin) ? "genuine" : twin);
  }

  #isOmitted(slug) {
    if (!this.entry.omit.includes(slug)) return false;
    this.omitted.add(slug);
    return true;
  }

  #made({ request = this.anatomy.base, now = NOW, options, configured, verified, body }) {
    const all = { ...this.entry.options, ...options };
    return {
      ...(Object.keys(all).length === 0 ? {} : { options: all }),
      ...(configured ?? this.entry.configured()),
      request: { ...request, body: body ?? (isText(request.body) ? request.body.toString() : request.body) },
      now,
      verified,
    };
  }

  /** What every success shows; a change may say more. */
  #shownBy({ at = AT }) {
    const { anatomy, entry } = this;
    const covers = (part) => entry.covers.includes(part);
    // A registered URL is signed instead of the request's, which is nobody's word then.
    const isUrlSigned = covers("url") && entry.options?.url === undefined;
    const form = entry.expect.form;
    return {
      ...(covers("timestamp") && anatomy.time !== null ? { timestamp: at } : {}),
      ...(anatomy.kind === "none" ? {} : { matched: { secret: 0, ...(form === undefined ? {} : { form }) } }),
      assurance: assuranceOf(anatomy.kind, anatomy.coversBytes),
      covers: { body: anatomy.coversBytes, url: isUrlSigned },
    };
  }
}

const assuranceOf = (kind, isBodyCovered) => {
  if (kind === "none") return "none";
  if (kind === "token" || kind === "basic") return "token";
  return isBodyCovered ? "signed" : "signed_partial";
};

/** The suite of one entry: the shared lists, what the vendor publishes, and what is the scheme's alone. */
export function sharedSuite(entry, isFirst) {
  const maker = new Maker(entry, isFirst);
  positives(maker);
  if (maker.anatomy.isSigned) {
    signatures(maker);
    lists(maker);
    coveredParts(maker);
    timestamps(maker);
    borders(maker);
  } else if (maker.anatomy.kind !== "none") {
    shown(maker);
  }
  configuration(maker);
  return maker;
}
