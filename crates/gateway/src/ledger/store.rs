//! The statements. Nothing here decides.

use alloc::rc::Rc;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use waxseal::UnixMillis;

use crate::config::Windows;
use crate::fault::Fault;
use crate::key::EventKey;
use crate::limits;
use crate::row::{Phase, Row};
use crate::schedule::later;
use crate::sql::{Bind, Columns, Reader, Sql, Value};
use crate::version;

const SCHEMA: [&str; 5] = [
    "CREATE TABLE IF NOT EXISTS keys (
        key BLOB NOT NULL, revision INTEGER NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (key, revision)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS events (
        seq INTEGER PRIMARY KEY, key BLOB NOT NULL, revision INTEGER NOT NULL,
        phase INTEGER NOT NULL, next INTEGER, accepted_at INTEGER NOT NULL,
        version INTEGER NOT NULL, packed TEXT NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS events_by_phase ON events (phase, next, accepted_at)",
    "CREATE TABLE IF NOT EXISTS bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
];

const BY_KEY: &str = "SELECT e.seq, e.key, e.revision, e.accepted_at, e.packed
    FROM keys k JOIN events e ON e.seq = k.seq WHERE k.key = ? ORDER BY k.revision";
const BY_REVISION: &str = "SELECT e.seq, e.key, e.revision, e.accepted_at, e.packed
    FROM keys k JOIN events e ON e.seq = k.seq WHERE k.key = ? AND k.revision = ?";
const DUE: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 0 AND next <= ? ORDER BY next LIMIT ?";
const OVER: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase IN (2, 4, 5) AND next <= ? LIMIT ?";
const UNREADABLE: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 6 AND next <= ? LIMIT ?";
const HELD: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 1 AND seq > ? ORDER BY seq LIMIT ?";
const AFTER: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE seq > ? ORDER BY seq LIMIT ?";
const LATEST: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events ORDER BY seq DESC LIMIT ?";
const NEXT: &str = "SELECT min(next) FROM (
    SELECT min(next) AS next FROM events WHERE phase = 0
    UNION ALL SELECT min(next) FROM events WHERE phase = 2
    UNION ALL SELECT min(next) FROM events WHERE phase = 4
    UNION ALL SELECT min(next) FROM events WHERE phase = 5
    UNION ALL SELECT min(next) FROM events WHERE phase = 6)";
const RETRY_UNREADABLE: &str = "UPDATE events SET next = 1 WHERE phase = 6";
const SET_ASIDE: &str = "UPDATE events SET phase = 6, next = ? WHERE seq = ?";
const LAST: &str = "SELECT max(seq) FROM events";
const BODY: &str = "SELECT body FROM bodies WHERE seq = ?";
const INSERT_KEY: &str = "INSERT INTO keys (key, revision, seq) VALUES (?, ?, ?)";
const INSERT_EVENT: &str = "INSERT INTO events
    (seq, key, revision, phase, next, accepted_at, version, packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_BODY: &str = "INSERT OR REPLACE INTO bodies (seq, body) VALUES (?, ?)";
const UPDATE_EVENT: &str =
    "UPDATE events SET phase = ?, next = ?, version = ?, packed = ? WHERE seq = ?";
const DELETE_KEY: &str = "DELETE FROM keys WHERE key = ? AND revision = ?";
const DELETE_EVENT: &str = "DELETE FROM events WHERE seq = ?";
const DELETE_BODY: &str = "DELETE FROM bodies WHERE seq = ?";
const PURGED_SEQ: &str = "purged_seq";
const META: &str = "SELECT value FROM meta WHERE name = ?";
const SET_META: &str = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)";
const DELETE_META: &str = "DELETE FROM meta WHERE name = ?";
pub(super) const COUNT: &str = "SELECT phase, count(*), min(next), min(accepted_at) FROM events WHERE phase IN (0, 1, 2, 3, 6) GROUP BY phase";

/// Creates the tables, if they are not there.
///
/// # Errors
/// The database's.
pub fn migrate(sql: &mut dyn Sql) -> Result<(), Fault> {
    SCHEMA
        .into_iter()
        .try_for_each(|statement| sql.exec(statement, &[]).map(|_| ()))
}

/// Reads every revision of an event.
///
/// # Errors
/// The database's; `internal` for a row that cannot be read.
pub fn revisions(sql: &mut dyn Sql, key: &EventKey) -> Result<Vec<Row>, Fault> {
    rows(sql.exec(BY_KEY, &[Bind::Blob(key.as_bytes())])?)
}

/// Reads one revision of an event.
///
/// # Errors
/// The database's; `internal` for a row that cannot be read.
pub fn revision(sql: &mut dyn Sql, key: &EventKey, revision: u32) -> Result<Option<Row>, Fault> {
    let binds = [Bind::Blob(key.as_bytes()), Bind::Integer(revision.into())];
    Ok(rows(sql.exec(BY_REVISION, &binds)?)?.pop())
}

/// A run of events. Those that this version cannot read are counted.
#[derive(Debug, Default)]
pub struct Page {
    /// What can be read.
    pub rows: Vec<Row>,
    /// How many cannot.
    pub unreadable: usize,
    /// The position of the last one, readable or not.
    pub last: Option<i64>,
}

/// Reads events in the order in which they were accepted, after a position.
///
/// # Errors
/// The database's.
pub fn page_after(sql: &mut dyn Sql, after: i64) -> Result<Page, Fault> {
    page(sql.exec(
        AFTER,
        &[Bind::Integer(after), Bind::Integer(limits::PAGE_EVENTS)],
    )?)
}

/// Reads the events that were accepted last, the newest first.
pub(super) fn latest(sql: &mut dyn Sql, limit: i64) -> Result<Page, Fault> {
    page(sql.exec(LATEST, &[Bind::Integer(limit)])?)
}

fn page(found: Vec<Columns>) -> Result<Page, Fault> {
    let mut page = Page::default();
    for columns in found {
        page.last = Some(seq(&columns)?);
        match Row::parse(columns) {
            Ok(row) => page.rows.push(row),
            Err(_) => page.unreadable += 1,
        }
    }
    Ok(page)
}

/// Reads an event's body; nothing if it was purged.
///
/// # Errors
/// The database's.
pub fn body(sql: &mut dyn Sql, row: &Row) -> Result<Option<Rc<[u8]>>, Fault> {
    match sql.exec(BODY, &[Bind::Integer(row.seq)])?.pop() {
        Some(columns) => Ok(Some(Reader::new(columns).blob()?.into())),
        None => Ok(None),
    }
}

pub(super) fn due(sql: &mut dyn Sql, now: UnixMillis) -> Result<Vec<Row>, Fault> {
    let found = sql.exec(
        DUE,
        &[Bind::Integer(now.0), Bind::Integer(limits::CLAIM_ROWS)],
    )?;
    readable(sql, found, now)
}

pub(super) fn over(sql: &mut dyn Sql, now: UnixMillis) -> Result<Vec<Row>, Fault> {
    let found = sql.exec(
        OVER,
        &[Bind::Integer(now.0), Bind::Integer(limits::PURGE_ROWS)],
    )?;
    readable(sql, found, now)
}

/// Reads rows that were set aside, as far as they can be read now.
pub(super) fn set_aside(sql: &mut dyn Sql, now: UnixMillis) -> Result<Vec<Row>, Fault> {
    let found = sql.exec(
        UNREADABLE,
        &[Bind::Integer(now.0), Bind::Integer(limits::CLAIM_ROWS)],
    )?;
    readable(sql, found, now)
}

/// Reads held events after a position, and the position of the last one.
pub(super) fn held(
    sql: &mut dyn Sql,
    after: i64,
    now: UnixMillis,
) -> Result<(Vec<Row>, Option<i64>), Fault> {
    let found = sql.exec(
        HELD,
        &[Bind::Integer(after), Bind::Integer(limits::CLAIM_ROWS)],
    )?;
    let last = found.last().map(seq).transpose()?;
    Ok((readable(sql, found, now)?, last))
}

/// Reads rows and sets aside those that cannot be read: one of them must not
/// stop the others. They are counted and looked at again later.
fn readable(sql: &mut dyn Sql, found: Vec<Columns>, now: UnixMillis) -> Result<Vec<Row>, Fault> {
    let again = later(now, limits::UNREADABLE_PAUSE_MILLIS);
    let mut rows = Vec::with_capacity(found.len());
    for columns in found {
        let seq = seq(&columns)?;
        match Row::parse(columns) {
            Ok(row) => rows.push(row),
            Err(_) => {
                sql.exec(SET_ASIDE, &[Bind::Integer(again.0), Bind::Integer(seq)])?;
            }
        }
    }
    Ok(rows)
}

/// Makes the next claim look at every row that was set aside.
pub(super) fn retry_unreadable(sql: &mut dyn Sql) -> Result<(), Fault> {
    sql.exec(RETRY_UNREADABLE, &[]).map(|_| ())
}

fn seq(columns: &Columns) -> Result<i64, Fault> {
    match columns.first() {
        Some(Value::Integer(seq)) => Ok(*seq),
        _ => Err(Fault::internal("an event of the ledger has no position")),
    }
}

pub(super) fn next(sql: &mut dyn Sql) -> Result<Option<UnixMillis>, Fault> {
    first_integer(sql.exec(NEXT, &[])?).map(|next| next.map(UnixMillis))
}

/// Stores an event, its body and its deliveries.
pub(super) fn insert(
    sql: &mut dyn Sql,
    row: &mut Row,
    body: &[u8],
    windows: &Windows,
) -> Result<(), Fault> {
    let last = first_integer(sql.exec(LAST, &[])?)?
        .unwrap_or(0)
        .max(purged_seq(sql)?);
    row.seq = last.saturating_add(1);
    let packed = row.write_packed()?;
    let (phase, next) = place(row, windows);
    let (key, seq) = (Bind::Blob(row.key.as_bytes()), Bind::Integer(row.seq));
    let revision = Bind::Integer(row.revision.into());
    let accepted_at = Bind::Integer(row.accepted_at.0);
    sql.exec(INSERT_KEY, &[key, revision, seq])?;
    let version = Bind::Integer(version::CURRENT.into());
    sql.exec(
        INSERT_EVENT,
        &[
            seq,
            key,
            revision,
            phase,
            next,
            accepted_at,
            version,
            Bind::Text(&packed),
        ],
    )?;
    put_body(sql, row, body)
}

/// Stores what became of an event.
pub(super) fn update(sql: &mut dyn Sql, row: &Row, windows: &Windows) -> Result<(), Fault> {
    let packed = row.write_packed()?;
    let (phase, next) = place(row, windows);
    let version = Bind::Integer(version::CURRENT.into());
    sql.exec(
        UPDATE_EVENT,
        &[
            phase,
            next,
            version,
            Bind::Text(&packed),
            Bind::Integer(row.seq),
        ],
    )?;
    Ok(())
}

pub(super) fn put_body(sql: &mut dyn Sql, row: &Row, body: &[u8]) -> Result<(), Fault> {
    sql.exec(INSERT_BODY, &[Bind::Integer(row.seq), Bind::Blob(body)])
        .map(|_| ())
}

pub(super) fn delete_body(sql: &mut dyn Sql, row: &Row) -> Result<(), Fault> {
    sql.exec(DELETE_BODY, &[Bind::Integer(row.seq)]).map(|_| ())
}

pub(super) fn delete(sql: &mut dyn Sql, row: &Row) -> Result<(), Fault> {
    if first_integer(sql.exec(LAST, &[])?)? == Some(row.seq) {
        let seq = row.seq.to_string();
        sql.exec(SET_META, &[Bind::Text(PURGED_SEQ), Bind::Text(&seq)])?;
    }
    delete_body(sql, row)?;
    sql.exec(DELETE_EVENT, &[Bind::Integer(row.seq)])?;
    let binds = [
        Bind::Blob(row.key.as_bytes()),
        Bind::Integer(row.revision.into()),
    ];
    sql.exec(DELETE_KEY, &binds).map(|_| ())
}

/// The highest position that was there and is not: it is not given again.
fn purged_seq(sql: &mut dyn Sql) -> Result<i64, Fault> {
    Ok(meta(sql, PURGED_SEQ)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

/// The configuration that this ledger saw last.
pub(super) fn fingerprint(sql: &mut dyn Sql) -> Result<Option<String>, Fault> {
    meta(sql, "configuration")
}

pub(super) fn set_fingerprint(sql: &mut dyn Sql, fingerprint: &str) -> Result<(), Fault> {
    sql.exec(
        SET_META,
        &[Bind::Text("configuration"), Bind::Text(fingerprint)],
    )
    .map(|_| ())
}

/// Where the look at held events, after a change of the configuration, goes on.
pub(super) fn release_cursor(sql: &mut dyn Sql) -> Result<Option<i64>, Fault> {
    let text = meta(sql, "release_after")?;
    Ok(text.map(|text| text.parse().unwrap_or(0)))
}

pub(super) fn set_release_cursor(sql: &mut dyn Sql, after: Option<i64>) -> Result<(), Fault> {
    let name = Bind::Text("release_after");
    match after {
        Some(after) => sql
            .exec(SET_META, &[name, Bind::Text(&after.to_string())])
            .map(|_| ()),
        None => sql.exec(DELETE_META, &[name]).map(|_| ()),
    }
}

fn meta(sql: &mut dyn Sql, name: &str) -> Result<Option<String>, Fault> {
    match sql.exec(META, &[Bind::Text(name)])?.pop() {
        Some(columns) => Reader::new(columns).text().map(Some),
        None => Ok(None),
    }
}

fn place(row: &Row, windows: &Windows) -> (Bind<'static>, Bind<'static>) {
    let (phase, next): (Phase, _) = row.place(windows);
    (
        Bind::Integer(phase.number()),
        next.map_or(Bind::Null, |next| Bind::Integer(next.0)),
    )
}

fn rows(found: Vec<Columns>) -> Result<Vec<Row>, Fault> {
    found.into_iter().map(Row::parse).collect()
}

fn first_integer(found: Vec<Columns>) -> Result<Option<i64>, Fault> {
    match found.into_iter().next() {
        Some(columns) => Reader::new(columns).optional_integer(),
        None => Ok(None),
    }
}
