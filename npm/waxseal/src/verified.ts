import type { Verdict } from "./answer.js";
import type { EventOf, TypeOf } from "./event-of.js";
import type { SchemeName } from "./options.js";
import { type Assurance, type Covers, type Fields, type Meta, type Program, readFields } from "./program.js";

/** Which secret made the signature, and how its text was read. */
export interface Matched {
  /** Position in the list of secrets. */
  readonly secret: number;
  /** `utf8`: the text itself. `whsec`: base64 after `whsec_`. `raw`: given as bytes. */
  readonly form: string;
}

/** Who could have written a body that the signature does not cover. */
const WRITERS: Readonly<Record<Assurance, string>> = {
  signed: "anyone",
  signed_partial: "anyone who saw a genuine request",
  token: "anyone who knows the token",
  none: "anyone",
};

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder();
const encoder = new TextEncoder();

/**
 * A request that was proved genuine. Id, type and version are read when first asked for, from
 * the bytes that were verified: do not write to a body that you passed as bytes before then.
 */
export class Verified<Id extends SchemeName = SchemeName> {
  readonly #program: Program;
  readonly #meta: Meta;
  readonly #verdict: Verdict;
  #body: string | Uint8Array;
  #fields: Fields | undefined;
  /** Who signed. */
  readonly scheme: Id;

  /** Made by `Verifier` alone. */
  constructor(scheme: Id, program: Program, meta: Meta, body: string | Uint8Array, verdict: Verdict) {
    this.scheme = scheme;
    this.#program = program;
    this.#meta = meta;
    this.#body = body;
    this.#verdict = verdict;
  }

  /** The event's id, `null` if there is none. A label only, unless `covers.id`. */
  get id(): string | null {
    return this.#read().id;
  }

  /** The ids of a list of events. Then `id` is `null`: another list may begin with the same one. */
  get ids(): readonly string[] {
    return this.#read().ids;
  }

  /** The event's type, `null` if there is none. A label only, unless `covers.type`. */
  get type(): TypeOf<Id> | null {
    return this.#read().type as TypeOf<Id> | null;
  }

  /** The schema version, `null` if there is none. */
  get version(): string | null {
    return this.#read().version;
  }

  /** The signed timestamp, `null` where the scheme signs none. */
  get timestamp(): Date | null {
    const { timestamp } = this.#verdict;
    return timestamp === null ? null : new Date(timestamp);
  }

  /** How strong the proof is. */
  get assurance(): Assurance {
    return this.#program.assurance;
  }

  /** What the signature covers. */
  get covers(): Covers {
    return this.#program.covers;
  }

  /** Which secret matched, `null` where the scheme checks nothing. One that never does can go. */
  get matched(): Matched | null {
    const key = this.#program.keys[this.#verdict.key];
    return key === undefined ? null : { secret: key.secret, form: key.form };
  }

  /** The body's bytes: those that were passed, or the string's as UTF-8. */
  get body(): Uint8Array {
    if (typeof this.#body === "string") this.#body = encoder.encode(this.#body);
    return this.#body;
  }

  /** The body as text. What is not UTF-8 in it becomes U+FFFD, and a byte order mark is left out. */
  text(): string {
    return lenient.decode(this.body);
  }

  /**
   * The body as JSON. Where the sender has a catalog, its TypeScript type is what the catalog says,
   * and narrows on `type`; nothing checks that the sender keeps to it.
   *
   * @throws TypeError where the signature does not cover the body, unless told so.
   * @throws SyntaxError for a body that is not JSON in UTF-8.
   */
  json<Event = EventOf<Id>>(options?: { readonly allowUnsignedBody?: boolean | undefined }): Event {
    if (!this.covers.body && options?.allowUnsignedBody !== true) {
      throw new TypeError(
        `${this.scheme} does not sign the body, so ${WRITERS[this.assurance]} could have written it: pass { allowUnsignedBody: true } to read it all the same`,
      );
    }
    return JSON.parse(this.#strictText()) as Event;
  }

  #strictText(): string {
    try {
      return strict.decode(this.body);
    } catch {
      throw new SyntaxError("the body is not UTF-8");
    }
  }

  #read(): Fields {
    return (this.#fields ??= readFields(this.#program, this.#meta, this.body));
  }
}
