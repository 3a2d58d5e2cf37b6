import type { Bytes } from "./bytes.js";
import type { Encoding, OwnScheme, SchemeId, SchemeOptions } from "./generated.js";

/**
 * A shared secret: the text that the vendor shows, prefix included, or the key itself as bytes.
 * What an environment variable may lack passes the types and is a TypeError at construction.
 */
export type Secret = string | Bytes | undefined;

/**
 * A sender's public key, as the vendor shows it: PEM, base64, hexadecimal, behind `whpk_`, or
 * its DER as bytes.
 */
export type PublicKey = string | Bytes | undefined;

/** What a scheme may be called: the id of a built-in one, or `custom` for one of your own. */
export type SchemeName = SchemeId | "custom";

/** How far a signed timestamp may lie from `now`, in seconds, both ends included. */
export type Tolerance = number | { readonly past: number; readonly future: number };

/** What proves a request: shared secrets, or the sender's public keys. */
interface Proofs {
  /** One or several live secrets, the current one first. */
  secrets: Secret | readonly Secret[];
  /** One or several live public keys of the sender, the current one first. */
  keys: PublicKey | readonly PublicKey[];
}

/** Every option that some scheme takes besides. */
interface Open {
  /** How far the signed timestamp may lie from now; the vendor's window, or 300 s, if absent. */
  toleranceSeconds?: Tolerance | undefined;
  /** The URL as it was registered with the sender: behind a proxy the request's own differs. */
  url?: string | undefined;
  /** The header that carries the signature or token. */
  header?: string | undefined;
  /** The query parameter that carries the token. */
  query?: string | undefined;
  /** The text before the token in its header, such as `Bearer `. */
  prefix?: string | undefined;
  /** How the signature is written. */
  encoding?: Encoding | undefined;
  /** JSON pointer (RFC 6901) to the event's id. */
  id?: string | undefined;
  /** JSON pointer to the event's type. */
  type?: string | undefined;
  /** JSON pointer to the schema version. */
  version?: string | undefined;
}

/** A token says where it stands: in a header or in the query. */
type Place<Id extends SchemeId> = Id extends "token"
  ? { header: string; query?: undefined } | { query: string; header?: undefined; prefix?: undefined }
  : unknown;

/** The configuration of one built-in scheme: what proves, and what it leaves open. */
export type ConfigOf<Id extends SchemeId> = {
  /** Who signs, by id. */
  scheme: Id;
} & Pick<Proofs, SchemeOptions[Id] & keyof Proofs> &
  Pick<Open, SchemeOptions[Id] & keyof Open> &
  Place<Id>;

/** The configuration of any built-in scheme. */
export type BuiltInConfig = { [Id in SchemeId]: ConfigOf<Id> }[SchemeId];

/** The configuration of a scheme of your own. What it does not open is refused at construction. */
export type OwnConfig = {
  /** How requests are signed. */
  scheme: OwnScheme;
} & Partial<Proofs> &
  Open;

/** What a `Verifier` is made of. */
export type Config = BuiltInConfig | OwnConfig;

/** Where a signature goes, for `sign`. */
export type PlaceOf<Id extends SchemeId> = Pick<Open, SchemeOptions[Id] & PlaceName> & Place<Id>;

/** The same for a scheme of your own. */
export type OwnPlace = Pick<Open, PlaceName>;

type PlaceName = "header" | "query" | "prefix" | "encoding";
