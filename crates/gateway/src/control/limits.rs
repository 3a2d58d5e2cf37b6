//! Limits of what the control object keeps, each with its reason. What hosts must know too stands
//! in [`crate::limits`].

/// Captures that are kept, armed or not. Another one removes the oldest.
pub const CAPTURES_KEPT: i64 = 64;

/// Bytes of a captured request's headers that are kept: more than servers take by default.
pub const CAPTURE_HEADER_BYTES: usize = 32 * 1024;

/// Bytes of a captured request's URL that are kept.
pub const CAPTURE_URL_BYTES: usize = 8 * 1024;

/// Rows that the counters of one minute take: what a source's own have no room for is counted
/// as `other`. A week of such minutes is 400 MB.
pub const COUNTS_OF_MINUTE: i64 = 512;

/// Counters that one flush brings at the most.
pub const COUNTS_OF_FLUSH: usize = 1_024;

/// How long minute counters are kept, in milliseconds: a week.
pub const COUNTS_KEPT_MILLIS: i64 = 7 * 86_400_000;

/// Values of secrets whose ages are kept.
pub const SECRETS_KEPT: usize = 1_024;

/// How long the age of a secret is kept that nobody sees any more, in milliseconds: 400 days,
/// longer than any rotation takes.
pub const SECRET_KEPT_MILLIS: i64 = 400 * 86_400_000;

/// Bytes of a name or a path in the audit list.
pub const AUDIT_TEXT_BYTES: usize = 512;

/// Bytes of an order in the audit list: filters are shorter.
pub const AUDIT_ORDER_BYTES: usize = 2_048;

/// How long a flush is known by its id, in milliseconds: an isolate sends one again within a minute.
pub const FLUSH_KNOWN_MILLIS: i64 = 3_600_000;
