import { type Bytes, readBody } from "./bytes.js";
import { readConfig } from "./config.js";
import { VerificationError } from "./errors.js";
import { answerHandshake, type HandshakeAnswer, type HandshakeOptions, readToken } from "./handshake.js";
import { type HeadersInput, type Names, readHeaders } from "./headers.js";
import { type Moment, readMoment } from "./moment.js";
import { isThenable } from "./name-of.js";
import { queryOf } from "./own-scheme.js";
import type { BuiltInConfig, Config, SchemeName } from "./options.js";
import { type Assurance, compile, type Covers, type Meta, type Program } from "./program.js";
import { prove } from "./prove.js";
import { hinted, readMethod, readUrl, whyNoRequest, whyUrl } from "./read-request.js";
import { Verified } from "./verified.js";
import { isWholeUrl } from "./whole-url.js";

/** A request as received. `fromRequest` and `fromNode` make one. */
export interface Request {
  /** The method: needed where it is signed, and by handshakes. */
  readonly method?: string | undefined;
  /** The URL as received: needed where it is signed or read, unless the option `url` is set, and by handshakes. */
  readonly url?: string | undefined;
  readonly headers: HeadersInput;
  /** The body's bytes as received, before any parsing. */
  readonly body: string | Bytes;
}

/** Settings of one check. */
export interface CheckOptions {
  /** The moment to check timestamps against; the clock's, if absent. */
  readonly now?: Moment | undefined;
}

/** What `check` returns. */
export type CheckResult<Id extends SchemeName = SchemeName> =
  | { readonly ok: true; readonly verified: Verified<Id> }
  | { readonly ok: false; readonly error: VerificationError };

/** Something about a configuration that works but should change. */
export interface Warning {
  readonly code: "secret_short";
  /** Position in the list of secrets. */
  readonly secret: number;
  readonly detail: string;
}

/** What verifies requests: a `Verifier`, or several by `anyOf`. */
export interface Verifies {
  /** @throws VerificationError */
  verify(request: Request, options?: CheckOptions): Verified;
  check(request: Request, options?: CheckOptions): CheckResult;
  /** @throws VerificationError */
  handshake(request: Request, options?: HandshakeOptions): HandshakeAnswer | null;
  /** The query parameters that carry tokens: keep them out of logs, stores and hashes. */
  readonly tokenParameters: readonly string[];
}

/** Lets `anyOf` take verifiers of another copy of this package: of `waxseal/full`, or of CommonJS. */
const VERIFIER = Symbol.for("waxseal.Verifier");

/** Says whether a value is a `Verifier`, of whichever copy. */
export const isVerifier = (value: unknown): value is Verifier =>
  typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[VERIFIER] === true;

/** Verifies the requests of one sender. Make one and keep it. */
export class Verifier<Id extends SchemeName = SchemeName> implements Verifies {
  readonly #program: Program;
  readonly #query: string | undefined;
  /** The URL as registered. */
  readonly #url: string | undefined;
  /** The headers that verifying reads. */
  readonly #names: Names;
  /** The key that matched last: it will match again. Changes the work, never the verdict. */
  #first = 0;
  /** The scheme's id; `custom` for one of your own. */
  readonly scheme: Id;
  /** The query parameter that carries the token, if one does: keep it out of logs, stores and hashes. */
  readonly tokenParameters: readonly string[];

  /** @throws ConfigError, and TypeError for values of a wrong kind. */
  constructor(config: BuiltInConfig & { readonly scheme: Id });
  constructor(config: Config);
  constructor(config: Config) {
    const read = readConfig(config);
    this.#program = compile(read);
    this.#query = read.query;
    const query = read.query ?? queryOf(read.scheme);
    this.tokenParameters = Object.freeze(query === undefined ? [] : [query]);
    this.#url = read.url;
    this.#names = this.#program.readsAllHeaders ? "all" : this.#program.reads;
    this.scheme = (typeof read.scheme === "string" ? read.scheme : "custom") as Id;
  }

  get [VERIFIER](): true {
    return true;
  }

  /** How strong a success is. */
  get assurance(): Assurance {
    return this.#program.assurance;
  }

  /** What the signature covers. */
  get covers(): Covers {
    return this.#program.covers;
  }

  /** The headers that are read, by lower-case name. */
  get reads(): readonly string[] {
    return [...this.#program.reads];
  }

  /** What should change: secrets that could be guessed. */
  get warnings(): readonly Warning[] {
    return this.#program.shortSecrets.map((secret) => ({
      code: "secret_short",
      secret,
      detail: `secret ${secret + 1} has fewer than 16 bytes and could be guessed: ask the sender for a longer one`,
    }));
  }

  /**
   * Returns the event if the request is genuine. It does not tell whether the event was seen before.
   *
   * @throws VerificationError, and TypeError for values of a wrong kind.
   */
  verify(request: Request, options?: CheckOptions): Verified<Id> {
    const result = this.#judge(request, options);
    if (result instanceof Verified) return result;
    throw result;
  }

  /**
   * Does the same and returns a reject instead of throwing it.
   *
   * @throws TypeError for values of a wrong kind.
   */
  check(request: Request, options?: CheckOptions): CheckResult<Id> {
    const result = this.#judge(request, options);
    return result instanceof Verified ? { ok: true, verified: result } : { ok: false, error: result };
  }

  /**
   * Answers what a vendor asks before it sends events, such as Meta's `hub.challenge`; `null` for
   * a request that is no handshake of the scheme. Ask this first, then `verify`.
   *
   * @throws VerificationError for a handshake that must not be answered: a wrong verify token or
   * signature; TypeError for values of a wrong kind.
   */
  handshake(request: Request, options?: HandshakeOptions): HandshakeAnswer | null {
    if (typeof request !== "object" || request === null) throw new TypeError(whyNoRequest(request));
    const { method, url, headers, body } = request;
    if (body === undefined && isThenable(request)) throw new TypeError(whyNoRequest(request));
    const token = readToken(options?.token);
    const now = readMoment(options?.now, "now");
    const meta = {
      method: readMethod(method, "a handshake is known by it"),
      url: readUrl(url, "handshakes stand in it"),
      headers: readHeaders(headers, "all"),
    };
    const given = readBody(body);
    // Receivers ask this of every request: one that cannot be a handshake costs nothing.
    if (!this.#program.hasHandshake) return null;
    const answer = answerHandshake(this.#program, meta, given, token, now);
    if (answer instanceof VerificationError) throw answer;
    return answer;
  }

  #judge(request: Request, options: CheckOptions | undefined): Verified<Id> | VerificationError {
    const program = this.#program;
    if (typeof request !== "object" || request === null) throw new TypeError(whyNoRequest(request));
    // Each property is read once, and before anything is written to wasm: a getter could
    // answer otherwise the second time, or call in here again.
    const { headers: givenHeaders, body: givenBody } = request;
    if (givenBody === undefined && isThenable(request)) throw new TypeError(whyNoRequest(request));
    const now = readMoment(options?.now, "now");
    const headers = readHeaders(givenHeaders, this.#names);
    const body = readBody(givenBody);
    const meta: Meta = {
      method: program.readsMethod ? readMethod(request.method, "this scheme signs it") : "",
      url: program.readsUrl ? this.#readUrl(request.url) : "",
      headers,
    };
    const verdict = prove(program, meta, body, now, this.#first);
    if (verdict instanceof VerificationError) return headers.length === 0 ? hinted(verdict, givenHeaders) : verdict;
    this.#first = verdict.key;
    return new Verified(this.scheme, program, meta, body, verdict);
  }

  #readUrl(url: unknown): string {
    // What was registered is what is signed.
    if (url === undefined && this.#url !== undefined) return this.#url;
    const { covers, readsWholeUrl } = this.#program;
    const given = readUrl(url, whyUrl(covers.url, this.#query));
    if (readsWholeUrl && this.#url === undefined && !isWholeUrl(given)) {
      throw new TypeError(
        "url is a path, and this scheme signs the whole URL: set the option url to what you registered with the sender, or pass it with scheme and host",
      );
    }
    return given;
  }
}
