/** One type of event. */
export interface EventType {
  readonly about: string;
  /** An event as the sender documents it. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** The names of the fields. */
  readonly fields: readonly string[];
  /** The names of the fields of `data`, where events have it. */
  readonly data?: readonly string[];
  readonly required: readonly string[];
}

/** The types of one sender. */
export interface Catalog {
  readonly name: string;
  readonly types: Readonly<Record<string, EventType>>;
}
