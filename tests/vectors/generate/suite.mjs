// Collects the vectors of one scheme. A vector is the scheme's genuine request with a few things changed.
import { textSecret, written } from "./bytes.mjs";

export class Suite {
  #vectors = [];
  #scheme;
  #reference;
  #build;

  /**
   * @param {string} scheme the scheme's id
   * @param {string} reference the address of the vendor's rule
   * @param {(change: object) => object} build makes `{ secrets | keys, options?, request, now, verified }` of a change
   */
  constructor(scheme, reference, build) {
    this.#scheme = scheme;
    this.#reference = reference;
    this.#build = build;
  }

  /** Adds a request that must be accepted. */
  valid(slug, comment, change = {}, source = {}) {
    const { verified, ...made } = this.#build(change);
    this.#add({ slug, comment, made, expect: "valid", verified: { ...verified, ...change.verified }, source });
    return this;
  }

  /** Adds a request that must be rejected, or a construction that must fail, with this code. */
  rejected(slug, expect, attack, change = {}, twin = "genuine", source = {}) {
    const { verified: _, ...made } = this.#build(change);
    this.#add({ slug, made, expect, attack, twin: this.#idOf(twin), source });
    return this;
  }

  /** The vectors in the order in which they were added; fails on a repeated id or a missing twin. */
  vectors() {
    const valid = new Set(this.#vectors.filter((v) => v.expect === "valid").map((v) => v.id));
    const seen = new Set();
    for (const { id, twin } of this.#vectors) {
      if (seen.has(id)) throw new Error(`two vectors have the id ${id}`);
      if (twin !== undefined && !valid.has(twin)) throw new Error(`${id} has no valid twin ${twin}`);
      seen.add(id);
    }
    return this.#vectors;
  }

  #idOf(slug) {
    return `${this.#scheme}/${slug}`;
  }

  #add({ slug, comment, made, expect, verified, attack, twin, source }) {
    const { method = "POST", url = "/hook", headers, body } = made.request;
    const pieces = (secret) => (typeof secret === "string" ? textSecret(secret) : secret);
    this.#vectors.push({
      id: this.#idOf(slug),
      ...(attack === undefined ? { comment: comment ?? source.comment } : { attack, twin }),
      // Said once: all constructed ones of a scheme follow from the same rule.
      ...(slug === "genuine" || source.reference !== undefined ? { reference: source.reference ?? this.#reference } : {}),
      kind: source.reference === undefined ? "constructed" : "published",
      scheme: this.#scheme,
      ...(made.options === undefined ? {} : { options: made.options }),
      ...(made.secrets === undefined ? {} : { secrets: made.secrets.map(pieces) }),
      ...(made.keys === undefined ? {} : { keys: made.keys.map(pieces) }),
      request: {
        method,
        url,
        headers: headers.map(([name, value]) => [name, written(value)]),
        body: written(body),
      },
      now: made.now,
      expect,
      ...(verified === undefined ? {} : { verified }),
    });
  }
}
