//! Limits, each with its reason.

/// The largest body that a source takes unless it says otherwise. Vendors stay below 256 KiB; a
/// row of the ledger holds 2 MB, and this leaves room for what is kept beside it.
pub const BODY_BYTES: usize = 1024 * 1024;

/// The largest body that a source may be given. Rows of the ledger hold 2 MB, so that larger
/// bodies stand there in parts; an isolate has 128 MB for all that it does at once.
pub const LARGEST_BODY_BYTES: usize = 16 * 1024 * 1024;

/// Keys that a body larger than usual is hashed for: two secrets in two forms while they rotate.
pub const LARGE_BODY_KEYS: usize = 4;

/// The longest body that stands in its event's row. A row is written again with
/// every attempt, and a longer body would be written with it.
pub const BODY_INLINE_BYTES: usize = 128 * 1024;

/// The bytes of one part of a longer body. A row holds 2 MB; half a mebibyte
/// leaves room to spare, and few bodies have a second part.
pub const BODY_PART_BYTES: usize = 512 * 1024;

/// Bodies from this length on are hashed by the host, where it can: below, the
/// way there costs more than it saves.
pub const NATIVE_BYTES: usize = 1024;

/// How long the KV filter may take before it counts as a miss, in milliseconds.
/// Slower than this, the ledger's certain answer is the cheaper one.
pub const FILTER_BUDGET_MILLIS: u64 = 40;

/// How long the ledger may take to accept, in milliseconds. Senders give up
/// after 5 s (R15), and a late commit makes their retry a duplicate.
pub const ACCEPT_BUDGET_MILLIS: u64 = 4_000;

/// How long the ledger may take over a report, in milliseconds.
pub const REPORT_BUDGET_MILLIS: u64 = 4_000;

/// How long writing a KV marker may take, in milliseconds. Best effort.
pub const MARK_BUDGET_MILLIS: u64 = 2_000;

/// How often a report is tried before the lease's end takes over.
pub const REPORT_TRIES: u32 = 3;

/// The pause before each try of a report, in milliseconds.
pub const REPORT_PAUSES_MILLIS: [u64; 3] = [0, 250, 1_000];

/// Calls that run at once: Cloudflare gives a request six connections.
pub const PARALLEL_CALLS: usize = 6;

/// Calls to one origin at once from one ledger, so that a slow origin leaves
/// slots to the others.
pub const CALLS_PER_ORIGIN: usize = 3;

/// Calls to an origin that fail in a row, in one ledger, before it is left alone.
pub const BREAKER_FAILURES: u32 = 10;

/// How long an origin is left alone after that, in milliseconds; doubled each time.
pub const BREAKER_PAUSE_MILLIS: u64 = 30_000;

/// The longest that an origin is left alone before one call looks again, in milliseconds.
pub const BREAKER_PAUSE_CAP_MILLIS: u64 = 600_000;

/// Rows that one claim looks at while caps hold them back. Beyond that they are
/// moved behind the others, so that a slow origin's events do not hide theirs.
pub const CLAIM_LOOK: usize = 512;

/// Events that one call of the API looks at in one ledger: filters are held
/// against each, and a ledger answers in milliseconds.
pub const LOOK_EVENTS: usize = 500;

/// Events that one replay starts in one ledger.
pub const REPLAY_EVENTS: u32 = 100;

/// Events that statistics look at in one ledger.
pub const STATS_EVENTS: usize = 2_000;

/// Rows that the view of what waits counts in one ledger.
pub const WAITING_EVENTS: usize = 5_000;

/// How long a call may take unless the origin says otherwise (R18), in milliseconds.
pub const TIMEOUT_MILLIS: u64 = 10_000;

/// The longest timeout that an origin may have, in milliseconds. The work after
/// an answer ends after 30 s.
pub const TIMEOUT_CAP_MILLIS: u64 = 15_000;

/// What a lease lasts beyond the call's timeout, in milliseconds: time to report.
pub const LEASE_MARGIN_MILLIS: u64 = 5_000;

/// How late an alarm may be after the moment that is due, and what a handler
/// arms first, so that a handler that dies is followed by another.
pub const GUARD_MILLIS: u64 = 30_000;

/// How long one alarm handler goes on claiming, in milliseconds. The platform
/// ends it after 15 minutes.
pub const ALARM_BUDGET_MILLIS: u64 = 300_000;

/// Due rows that are read at once.
pub const CLAIM_ROWS: usize = 64;

/// Held rows, and rows that were set aside, that one claim looks at.
pub const LOOK_ROWS: i64 = 64;

/// Rows that one claim purges.
pub const PURGE_ROWS: i64 = 64;

/// Purges wait for company at most this long, in milliseconds, so that a quiet
/// ledger does not wake for each: an alarm is a row that is paid for.
pub const PURGE_GRAIN_MILLIS: u64 = 3_600_000;

/// How long a row that cannot be read is left alone, in milliseconds. New
/// code looks at once.
pub const UNREADABLE_PAUSE_MILLIS: u64 = 3_600_000;

/// Bytes of an origin's answer that are kept.
pub const RESPONSE_KEPT_BYTES: usize = 512;

/// Attempts of one delivery that are kept, the latest ones. Their number counts on.
pub const ATTEMPTS_KEPT: usize = 16;

/// Contents of one key that are told apart. More is not a correction but a defect.
pub const REVISIONS: usize = 32;

/// The longest that `Retry-After` is honoured, in milliseconds.
pub const RETRY_AFTER_CAP_MILLIS: u64 = 24 * 3_600_000;

/// Jitter adds at most this part of a delay: one tenth.
pub const JITTER_PART: u64 = 10;

/// `Retry-After` of a 503, in seconds: longer than a passing fault, shorter
/// than the first retry of most senders.
pub const FAULT_RETRY_AFTER_SECONDS: u64 = 5;

/// The lifetime of a KV marker at most, in seconds: senders repeat for days, not months.
pub const MARKER_SECONDS: u64 = 30 * 86_400;

/// The shortest lifetime that KV takes, in seconds.
pub const MARKER_SECONDS_LEAST: u64 = 60;

/// Sources in a configuration.
pub const SOURCES: usize = 256;

/// Origins in a configuration: their states share one row, which holds 2 MB.
pub const ORIGINS: usize = 64;

/// Fields of one dedupe key.
pub const KEY_FIELDS: usize = 8;

/// Conditions of one origin's filter. Each is a walk through the event, before the sender is answered.
pub const CONDITIONS: usize = 8;

/// Values that one condition names.
pub const CONDITION_VALUES: usize = 64;

/// Pointers of personal data in one source. No event has as many fields of a person.
pub const MASKS: usize = 32;

/// Steps of such a pointer. Events nest under ten levels.
pub const MASK_STEPS: usize = 32;

/// Bytes of a body in which personal data is looked for: the largest that is taken.
pub const MASK_BYTES: usize = LARGEST_BODY_BYTES;

/// Headers that one source keeps although nobody signed them.
pub const KEPT_HEADERS: usize = 16;

/// Bytes of such a header's value: an origin's server takes some 8 KB of headers at least.
pub const KEPT_HEADER_BYTES: usize = 2048;

/// Findings of a contract that are kept with an event. No type has as many fields.
pub const FINDINGS: usize = 32;

/// Events in one page of the event log.
pub const PAGE_EVENTS: i64 = 100;

/// Bytes of a captured request's body that are kept. Most bodies are shorter, and ten captures
/// of sixteen sources then take 10 MB at the most.
pub const CAPTURE_BODY_BYTES: usize = 64 * 1024;

/// Requests that one arming of a source captures.
pub const CAPTURE_REQUESTS: u32 = 10;

/// How long one arming lasts, in milliseconds.
pub const CAPTURE_MILLIS: i64 = 15 * 60_000;

/// Captures that are armed at once.
pub const CAPTURES_ARMED: usize = 16;

/// How long a capture is kept after it was armed, in milliseconds: it holds what senders sent.
pub const CAPTURE_KEPT_MILLIS: i64 = 24 * 3_600_000;

/// How often an isolate tells the control object what it counted, in milliseconds.
pub const FLUSH_MILLIS: i64 = 10_000;

/// Counters that one flush tells: as many as the control object takes. The rest waits for the next.
pub const FLUSH_COUNTS: usize = 1_024;

/// Minutes after which a flush whose answer was lost is told no more: the object knows an id for
/// an hour.
pub const FLUSH_REPEATED_MINUTES: i64 = 50;

/// How long one request goes on telling after its answer, in milliseconds: the platform ends what
/// follows an answer after 30 s.
pub const TELLING_MILLIS: i64 = 28_000;

/// How long the limiter may take, in milliseconds. Slower than this, it is no protection but a load.
pub const LIMITER_BUDGET_MILLIS: u64 = 250;

/// How long the control object may take, in milliseconds.
pub const FLUSH_BUDGET_MILLIS: u64 = 4_000;

/// How long an announced flush may stay out before another request takes its place, in
/// milliseconds: the wait, the budget, and as much again.
pub const FLUSH_LOST_MILLIS: i64 = 28_000;

/// `Retry-After` of a request that Cloudflare's limiter refused, in seconds: the longer of the two
/// periods that it knows.
pub const LIMITER_RETRY_AFTER_SECONDS: u64 = 60;

/// The largest body of a call of the API: filters and outcomes are short.
pub const API_BODY_BYTES: usize = 64 * 1024;

/// How long a ledger or the control object may take for a call of the API, in milliseconds. Nobody
/// but an operator waits.
pub const API_BUDGET_MILLIS: u64 = 8_000;

/// `Retry-After` of a call with a wrong token that Cloudflare's limiter refused, in seconds: the
/// longer of the two periods that it knows.
pub const API_LIMIT_RETRY_SECONDS: u64 = 60;

/// Events that one call replays at the most: the next call goes on behind them.
pub const API_REPLAY_EVENTS: i64 = 1_000;

/// Events that one export holds at the most.
pub const EXPORT_EVENTS: i64 = 1_000;

/// Characters of the reason that an origin gives for a failed event: a sentence, not a stack trace.
pub const OUTCOME_REASON_CHARACTERS: usize = 512;
