//! The control object: what is not an event. The audit list, captures, minute counters and
//! the ages of secrets, as steps over SQL inside a transaction that the host opens.
//!
//! | table | columns |
//! |---|---|
//! | `audit` | `number` → `at`, `note` (JSON). Two triggers refuse to change or remove an entry |
//! | `captures` | `id` → `source`, `armed_at`, `until`, `remaining`, `token` |
//! | `requests` | `id` → `capture`, `request` (JSON) |
//! | `flushes` | `id` → `at`: the flushes of the last hour |
//! | `minutes` | `minute`, `source`, `what` → `number` |
//! | `heartbeats` | `name` → `at`: when the cron ran last |
//! | `secrets` | `source`, `secret`, `fingerprint` → `first_seen`, `seen`, `last_used` |
//!
//! Everything that an unauthenticated sender can make it write is bounded: see
//! [`limits`] for the numbers.

mod audit;
mod capture;
mod count;
mod flush;
mod heartbeat;
pub mod limits;
pub mod message;
mod secret;

use waxseal::UnixMillis;

use crate::fault::Fault;
use crate::sql::Sql;

/// The name of the one object.
pub const NAME: &str = "control-v1";

const SCHEMA: [&str; 11] = [
    "CREATE TABLE IF NOT EXISTS audit (
        number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, note TEXT NOT NULL)",
    "CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit list is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit list is append-only'); END",
    "CREATE TABLE IF NOT EXISTS captures (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, armed_at INTEGER NOT NULL,
        until INTEGER NOT NULL, remaining INTEGER NOT NULL, token TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS requests (
        id INTEGER PRIMARY KEY, capture INTEGER NOT NULL, request TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS requests_of ON requests (capture)",
    "CREATE TABLE IF NOT EXISTS flushes (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS flushes_at ON flushes (at)",
    "CREATE TABLE IF NOT EXISTS minutes (
        minute INTEGER NOT NULL, source TEXT NOT NULL, what TEXT NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (minute, source, what)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS secrets (
        source TEXT NOT NULL, secret TEXT NOT NULL, fingerprint TEXT NOT NULL,
        first_seen INTEGER NOT NULL, seen INTEGER NOT NULL, last_used INTEGER,
        PRIMARY KEY (source, secret, fingerprint)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS heartbeats (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
];

/// Creates the tables, if they are not there.
///
/// # Errors
/// The database's.
pub fn migrate(sql: &mut dyn Sql) -> Result<(), Fault> {
    SCHEMA
        .into_iter()
        .try_for_each(|statement| sql.exec(statement, &[]).map(|_| ()))
}

/// Returns the alarm to arm before a message, if it leaves something that is to be forgotten.
#[must_use]
pub fn first_alarm(verb: &str, now: UnixMillis) -> Option<UnixMillis> {
    let end = now.0.saturating_add(crate::limits::CAPTURE_KEPT_MILLIS);
    (verb == "arm").then_some(UnixMillis(end))
}

/// Carries out one message: `verb` says which. Returns the answer's bytes.
///
/// # Errors
/// The database's; `internal` for a verb or a message that this version cannot read.
pub fn answer(
    sql: &mut dyn Sql,
    verb: &str,
    message: &[u8],
    now: UnixMillis,
) -> Result<alloc::vec::Vec<u8>, Fault> {
    match verb {
        "flush" => flush::flush(sql, message, now),
        "captured" => capture::put(sql, message, now),
        "note" => audit::note(sql, message, now),
        "audit" => audit::list(sql, message),
        "arm" => capture::arm(sql, message, now),
        "captures" => capture::list(sql, message, now),
        "drop" => capture::drop_one(sql, message),
        "counts" => count::sums(sql, message, now),
        "secrets" => secret::list(sql),
        "beat" => heartbeat::beat(sql, now),
        "heartbeat" => heartbeat::last(sql),
        _ => Err(Fault::internal("a message of an unknown kind")),
    }
}

/// Removes what is over. Returns when the next thing will be.
///
/// # Errors
/// The database's.
pub fn purge(sql: &mut dyn Sql, now: UnixMillis) -> Result<Option<UnixMillis>, Fault> {
    capture::purge(sql, now)?;
    count::purge(sql, now)?;
    secret::purge(sql, now)?;
    capture::next_purge(sql)
}
