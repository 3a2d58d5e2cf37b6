// What `inspect` answers: what the Worker would do with a request, by its own code.

/** What the sender would be told. */
export interface WouldAnswer {
  readonly status: number;
  /** Why it is refused; null where it is taken. */
  readonly code: string | null;
  /** `accepted` for an event that is new, `handshake` for what a vendor asks before it sends any. */
  readonly outcome: "accepted" | "handshake" | null;
  readonly body: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** One thing that the dedupe key is made of. Never a token. */
export interface KeyPart {
  /** `source`, then `id`, or `method`, `query` and `body` where the content is the key. */
  readonly name: string;
  /** The value itself; of a body its SHA-256 in hex. */
  readonly value: string;
}

/** What makes two requests the same event. */
export interface DedupeKey {
  /** What identifies the event within its source. */
  readonly by: "id" | "content";
  readonly parts: readonly KeyPart[];
  /** SHA-256 over method, query without token, and body; hex. */
  readonly contentHash: string;
  /** SHA-256 over the source and what identifies the event; hex. */
  readonly dedupeKey: string;
  /** Whether a signature covers all that the key is made of. */
  readonly isAuthenticated: boolean;
}

/** When a delivery would be tried again, if every attempt failed at once. Jitter, which only adds, is left out. */
export interface Retries {
  readonly preset: "backoff" | "hourly" | "day";
  /** Unix milliseconds. The first attempt is made at `now` and is not among them. */
  readonly at: readonly number[];
  /** Whether it goes on like the last pause until `until`. */
  readonly isRepeated: boolean;
  /** When retention ends, and with it every retry; Unix milliseconds. */
  readonly until: number;
}

/** Something that is not as the catalog says. Holds no value of the event. */
export interface Finding {
  /** JSON pointer; empty for the body as a whole. */
  readonly pointer: string;
  readonly why: string;
}

/** An amount of the event. */
export interface Money {
  readonly pointer: string;
  readonly minor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** With all decimals of its currency: `12.50 USD`. */
  readonly text: string;
}

/** What the event says, read whether or not the request was proved. */
export interface EventView {
  /** The catalog by which it was read: the source's own, or the one that its type or form belongs to. */
  readonly catalog: string | null;
  readonly type: string | null;
  /** Whether the catalog has the type. */
  readonly isKnown: boolean;
  /** When such an event is sent. */
  readonly summary: string | null;
  readonly id: string | null;
  readonly version: string | null;
  readonly isTest: boolean;
  readonly missing: readonly Finding[];
  readonly wrong: readonly Finding[];
  readonly money: readonly Money[];
  /** The catalog's page in the documentation, as a path in the repository. */
  readonly url: string | null;
}

/** Something that the Worker refuses in its configuration. Holds no secret. */
export interface Mistake {
  /** Where in the configuration (JSON pointer). */
  readonly path: string;
  readonly code: string;
  readonly detail: string;
}

/** The source as it would stand in waxseal.jsonc. Secrets are named, never told. */
export interface SourceView {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Why the Worker would not start with it; empty where it would. */
  readonly mistakes: readonly Mistake[];
}

/** What the Worker would do with a request. */
export interface View {
  readonly answer: WouldAnswer;
  /** Null where nothing was proved: there is no key then. */
  readonly key: DedupeKey | null;
  readonly retries: readonly Retries[];
  /** Null where the scheme cannot be used, so that nobody knows where anything stands. */
  readonly event: EventView | null;
  readonly source: SourceView;
}
