import type { AffiliateBaseEvent, AffiliateBaseType, Track360Type } from "./generated-events.js";
import type { SchemeName } from "./options.js";

/** A text that is none of those listed: senders add types. Not `string`, so that editors still offer the list. */
type Other = string & Record<never, never>;

/** What a sender's catalog says that its JSON is; `unknown` where there is no catalog with fixed fields. */
export type EventOf<Id extends SchemeName> = Id extends "affiliatebase" ? AffiliateBaseEvent : unknown;

/** The types that a sender's catalog lists, and others. */
export type TypeOf<Id extends SchemeName> = Id extends "affiliatebase"
  ? AffiliateBaseType | Other
  : Id extends "track360"
    ? Track360Type | Other
    : string;
