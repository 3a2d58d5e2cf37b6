//! The statements. Nothing here decides.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::walk::Walk;
use crate::config::Windows;
use crate::fault::Fault;
use crate::gate::Gate;
use crate::key::EventKey;
use crate::limits;
use crate::row::{Phase, Row};
use crate::schedule::{earlier, later};
use crate::sql::{Bind, Columns, Reader, Sql, Value};
use crate::version;

/// What brings a database from one version to the next. Each runs once, in
/// order; what is there is never changed. They expand: no column goes away
/// while a version that reads it may still run.
const MIGRATIONS: [&[&str]; 2] = [
    &[
        "CREATE TABLE IF NOT EXISTS keys (
            key BLOB NOT NULL, revision INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (key, revision)) STRICT, WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS events (
            seq INTEGER PRIMARY KEY, key BLOB NOT NULL, revision INTEGER NOT NULL,
            phase INTEGER NOT NULL, next INTEGER, accepted_at INTEGER NOT NULL,
            version INTEGER NOT NULL, packed TEXT NOT NULL) STRICT",
        "CREATE INDEX IF NOT EXISTS events_by_phase ON events (phase, next, accepted_at)",
        "CREATE TABLE IF NOT EXISTS bodies (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
    ],
    // An event and its delivery write four rows, which is fewer: the body
    // stands in the event's row, and the index has only what waits.
    &[
        "ALTER TABLE events ADD COLUMN body BLOB",
        "CREATE TABLE parts (
            seq INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (seq, part)) STRICT, WITHOUT ROWID",
        "CREATE INDEX events_waiting ON events (phase, next, accepted_at)
            WHERE phase = 0 OR phase = 1 OR phase = 2 OR phase = 3 OR phase = 6 OR phase = 7",
        "DROP INDEX events_by_phase",
    ],
];
const CREATE_META: &str = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID";

const BY_KEY: &str = "SELECT e.seq, e.key, e.revision, e.accepted_at, e.packed
    FROM keys k JOIN events e ON e.seq = k.seq WHERE k.key = ? ORDER BY k.revision";
const BY_REVISION: &str = "SELECT e.seq, e.key, e.revision, e.accepted_at, e.packed
    FROM keys k JOIN events e ON e.seq = k.seq WHERE k.key = ? AND k.revision = ?";
const DUE: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 0 AND next <= ? ORDER BY next, accepted_at LIMIT ? OFFSET ?";
const OVER: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE (phase = 2 OR phase = 7) AND next <= ? LIMIT ?";
const UNREADABLE: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 6 AND next <= ? LIMIT ?";
const HELD: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 1 AND seq > ? ORDER BY seq LIMIT ?";
const AFTER: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE seq > ? ORDER BY seq LIMIT ?";
const BEFORE: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?";
const WAITING: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events WHERE phase = 0 OR phase = 1 OR phase = 2 LIMIT ?";
const LATEST: &str = "SELECT seq, key, revision, accepted_at, packed
    FROM events ORDER BY seq DESC LIMIT ?";
const NEXT: &str = "SELECT min(next) FROM (
    SELECT min(next) AS next FROM events WHERE phase = 0 AND next > ?
    UNION ALL SELECT min(next) FROM events WHERE phase = 2
    UNION ALL SELECT min(next) FROM events WHERE phase = 6
    UNION ALL SELECT min(next) FROM events WHERE phase = 7)";
const ACCEPTED_AFTER: &str = "SELECT accepted_at FROM events WHERE seq > ? ORDER BY seq LIMIT 1";
const RETRY_UNREADABLE: &str = "UPDATE events SET next = 1 WHERE phase = 6";
const SET_ASIDE: &str = "UPDATE events SET phase = 6, next = ? WHERE seq = ?";
const LAST: &str = "SELECT max(seq) FROM events";
const BODY: &str = "SELECT body FROM events WHERE seq = ?";
const PARTS: &str = "SELECT bytes FROM parts WHERE seq = ? ORDER BY part";
const OLD_BODY: &str = "SELECT body FROM bodies WHERE seq = ?";
const INSERT_KEY: &str = "INSERT INTO keys (key, revision, seq) VALUES (?, ?, ?)";
const INSERT_EVENT: &str = "INSERT INTO events
    (seq, key, revision, phase, next, accepted_at, version, packed, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_PART: &str = "INSERT OR REPLACE INTO parts (seq, part, bytes) VALUES (?, ?, ?)";
const SET_BODY: &str = "UPDATE events SET body = ? WHERE seq = ?";
const UPDATE_EVENT: &str =
    "UPDATE events SET phase = ?, next = ?, version = ?, packed = ? WHERE seq = ?";
const UPDATE_WITHOUT_BODY: &str =
    "UPDATE events SET phase = ?, next = ?, version = ?, packed = ?, body = NULL WHERE seq = ?";
const DELETE_KEY: &str = "DELETE FROM keys WHERE key = ? AND revision = ?";
const DELETE_EVENT: &str = "DELETE FROM events WHERE seq = ?";
const DELETE_PARTS: &str = "DELETE FROM parts WHERE seq = ?";
const DELETE_OLD_BODY: &str = "DELETE FROM bodies WHERE seq = ?";
const PURGED_SEQ: &str = "purged_seq";
const META: &str = "SELECT value FROM meta WHERE name = ?";
const GATES: &str = "SELECT name, value FROM meta WHERE name >= 'gate:' AND name < 'gate;'";
const SET_META: &str = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)";
const DELETE_META: &str = "DELETE FROM meta WHERE name = ?";
pub(super) const COUNT: &str = "SELECT phase, count(*), min(next), min(accepted_at) FROM events
    WHERE phase = 0 OR phase = 1 OR phase = 2 OR phase = 3 OR phase = 6 OR phase = 7 GROUP BY phase";

/// Creates the tables, or brings those of an older version up to date.
///
/// # Errors
/// The database's.
pub fn migrate(sql: &mut dyn Sql) -> Result<(), Fault> {
    sql.exec(CREATE_META, &[])?;
    let done = match meta(sql, "schema")? {
        Some(text) => text.parse().unwrap_or(usize::MAX),
        None => 0,
    };
    for (number, statements) in (1_usize..).zip(MIGRATIONS).skip(done) {
        for statement in statements {
            sql.exec(statement, &[])?;
        }
        set_meta(sql, "schema", &number.to_string())?;
    }
    Ok(())
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

/// Reads some events behind a position, as they stand in the table.
pub(super) fn some_after(sql: &mut dyn Sql, after: i64) -> Result<Vec<Columns>, Fault> {
    let binds = [Bind::Integer(after), Bind::Integer(limits::PURGE_ROWS)];
    sql.exec(AFTER, &binds)
}

/// Reads when the first event behind a position was accepted.
pub(super) fn accepted_after(sql: &mut dyn Sql, after: i64) -> Result<Option<UnixMillis>, Fault> {
    let first = first_integer(sql.exec(ACCEPTED_AFTER, &[Bind::Integer(after)])?)?;
    Ok(first.map(UnixMillis))
}

/// Reads the events that were accepted before a position, the newest first.
pub(super) fn page_before(sql: &mut dyn Sql, before: i64) -> Result<Page, Fault> {
    page(sql.exec(
        BEFORE,
        &[Bind::Integer(before), Bind::Integer(limits::PAGE_EVENTS)],
    )?)
}

/// Reads the events that were accepted last, the newest first.
pub(super) fn latest(sql: &mut dyn Sql) -> Result<Page, Fault> {
    page(sql.exec(LATEST, &[Bind::Integer(limits::PAGE_EVENTS)])?)
}

/// Reads rows with a delivery that is not done, as far as they can be read.
pub(super) fn waiting(sql: &mut dyn Sql) -> Result<Vec<Row>, Fault> {
    let most = i64::try_from(limits::WAITING_EVENTS).unwrap_or(i64::MAX);
    let found = sql.exec(WAITING, &[Bind::Integer(most)])?;
    Ok(found
        .into_iter()
        .filter_map(|row| Row::parse(row).ok())
        .collect())
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
    let seq = [Bind::Integer(row.seq)];
    let whole = match sql.exec(BODY, &seq)?.pop() {
        Some(columns) => Reader::new(columns).optional_blob()?,
        None => None,
    };
    if let Some(whole) = whole {
        return Ok(Some(whole.into()));
    }
    let mut parts = sql.exec(PARTS, &seq)?;
    if parts.is_empty() {
        parts = sql.exec(OLD_BODY, &seq)?;
    }
    let mut body = Vec::new();
    let is_kept = !parts.is_empty();
    for columns in parts {
        body.append(&mut Reader::new(columns).blob()?);
    }
    Ok(is_kept.then(|| body.into()))
}

/// Rows that are due, the longest due first.
pub(super) struct Due {
    /// How many there were on this page, readable or not.
    pub(super) count: usize,
    pub(super) rows: Vec<Row>,
}

/// Reads a page of due rows behind the first `skip`.
pub(super) fn due(sql: &mut dyn Sql, now: UnixMillis, skip: usize) -> Result<Due, Fault> {
    let page = i64::try_from(limits::CLAIM_ROWS).unwrap_or(i64::MAX);
    let skip = i64::try_from(skip).unwrap_or(i64::MAX);
    let binds = [
        Bind::Integer(now.0),
        Bind::Integer(page),
        Bind::Integer(skip),
    ];
    let found = sql.exec(DUE, &binds)?;
    Ok(Due {
        count: found.len(),
        rows: readable(sql, found, now)?,
    })
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
        &[Bind::Integer(now.0), Bind::Integer(limits::LOOK_ROWS)],
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
        &[Bind::Integer(after), Bind::Integer(limits::LOOK_ROWS)],
    )?;
    let last = found.last().map(seq).transpose()?;
    Ok((readable(sql, found, now)?, last))
}

/// Reads rows and sets aside those that cannot be read: one of them must not
/// stop the others. They are counted and looked at again later.
fn readable(sql: &mut dyn Sql, found: Vec<Columns>, now: UnixMillis) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::with_capacity(found.len());
    for columns in found {
        rows.extend(read_or_set_aside(sql, columns, now)?);
    }
    Ok(rows)
}

/// Reads a row, or sets it aside.
pub(super) fn read_or_set_aside(
    sql: &mut dyn Sql,
    columns: Columns,
    now: UnixMillis,
) -> Result<Option<Row>, Fault> {
    let seq = seq(&columns)?;
    if let Ok(row) = Row::parse(columns) {
        return Ok(Some(row));
    }
    let again = later(now, limits::UNREADABLE_PAUSE_MILLIS);
    sql.exec(SET_ASIDE, &[Bind::Integer(again.0), Bind::Integer(seq)])?;
    Ok(None)
}

/// Makes the next claim look at every row that was set aside.
pub(super) fn retry_unreadable(sql: &mut dyn Sql) -> Result<(), Fault> {
    sql.exec(RETRY_UNREADABLE, &[]).map(|_| ())
}

pub(super) fn seq(columns: &Columns) -> Result<i64, Fault> {
    match columns.first() {
        Some(Value::Integer(seq)) => Ok(*seq),
        _ => Err(Fault::internal("an event of the ledger has no position")),
    }
}

/// When the next thing of all is due; of deliveries, what is due behind a moment.
pub(super) fn next(
    sql: &mut dyn Sql,
    windows: &Windows,
    behind: UnixMillis,
) -> Result<Option<UnixMillis>, Fault> {
    let binds = [Bind::Integer(behind.0)];
    let mut next = first_integer(sql.exec(NEXT, &binds)?)?.map(UnixMillis);
    for walk in Walk::ALL {
        next = earlier(next, walk.next(sql, windows)?);
    }
    Ok(next)
}

/// Reads the highest position that was ever given.
pub(super) fn last(sql: &mut dyn Sql) -> Result<i64, Fault> {
    let last = first_integer(sql.exec(LAST, &[])?)?.unwrap_or(0);
    Ok(last.max(purged_seq(sql)?))
}

/// Stores an event, its body and its deliveries.
pub(super) fn insert(
    sql: &mut dyn Sql,
    row: &Row,
    body: &[u8],
    windows: &Windows,
) -> Result<(), Fault> {
    let packed = row.write_packed()?;
    let (phase, next) = place(sql, row, windows)?;
    let (key, seq) = (Bind::Blob(row.key.as_bytes()), Bind::Integer(row.seq));
    let revision = Bind::Integer(row.revision.into());
    sql.exec(INSERT_KEY, &[key, revision, seq])?;
    let (whole, parts) = cut(body);
    sql.exec(
        INSERT_EVENT,
        &[
            seq,
            key,
            revision,
            phase,
            next,
            Bind::Integer(row.accepted_at.0),
            Bind::Integer(version::ROW.v.into()),
            Bind::Text(&packed),
            whole,
        ],
    )?;
    insert_parts(sql, row, parts)
}

/// A body stands in the event's row, or in parts if that row would grow too long.
fn cut(body: &[u8]) -> (Bind<'_>, core::slice::Chunks<'_, u8>) {
    let (whole, rest) = if body.len() <= limits::BODY_INLINE_BYTES {
        (Bind::Blob(body), &[][..])
    } else {
        (Bind::Null, body)
    };
    (whole, rest.chunks(limits::BODY_PART_BYTES))
}

fn insert_parts<'b>(
    sql: &mut dyn Sql,
    row: &Row,
    parts: impl Iterator<Item = &'b [u8]>,
) -> Result<(), Fault> {
    for (part, bytes) in (0..).zip(parts) {
        let binds = [
            Bind::Integer(row.seq),
            Bind::Integer(part),
            Bind::Blob(bytes),
        ];
        sql.exec(INSERT_PART, &binds)?;
    }
    Ok(())
}

/// Stores what became of an event.
pub(super) fn update(sql: &mut dyn Sql, row: &Row, windows: &Windows) -> Result<(), Fault> {
    write(sql, UPDATE_EVENT, row, windows)
}

fn write(
    sql: &mut dyn Sql,
    statement: &'static str,
    row: &Row,
    windows: &Windows,
) -> Result<(), Fault> {
    let packed = row.write_packed()?;
    let (phase, next) = place(sql, row, windows)?;
    let binds = [
        phase,
        next,
        Bind::Integer(version::ROW.v.into()),
        Bind::Text(&packed),
        Bind::Integer(row.seq),
    ];
    sql.exec(statement, &binds).map(|_| ())
}

/// Stores the body of an event that has lost it.
pub(super) fn put_body(sql: &mut dyn Sql, row: &Row, body: &[u8]) -> Result<(), Fault> {
    let (whole, parts) = cut(body);
    sql.exec(SET_BODY, &[whole, Bind::Integer(row.seq)])?;
    insert_parts(sql, row, parts)
}

/// Stores what became of an event, without its body.
pub(super) fn update_without_body(
    sql: &mut dyn Sql,
    row: &Row,
    windows: &Windows,
) -> Result<(), Fault> {
    delete_parts(sql, row)?;
    write(sql, UPDATE_WITHOUT_BODY, row, windows)
}

fn delete_parts(sql: &mut dyn Sql, row: &Row) -> Result<(), Fault> {
    let seq = [Bind::Integer(row.seq)];
    sql.exec(DELETE_PARTS, &seq)?;
    sql.exec(DELETE_OLD_BODY, &seq).map(|_| ())
}

pub(super) fn delete(sql: &mut dyn Sql, row: &Row) -> Result<(), Fault> {
    if first_integer(sql.exec(LAST, &[])?)? == Some(row.seq) {
        set_meta(sql, PURGED_SEQ, &row.seq.to_string())?;
    }
    delete_parts(sql, row)?;
    sql.exec(DELETE_EVENT, &[Bind::Integer(row.seq)])?;
    let binds = [
        Bind::Blob(row.key.as_bytes()),
        Bind::Integer(row.revision.into()),
    ];
    sql.exec(DELETE_KEY, &binds).map(|_| ())
}

/// The highest position that was there and is not: it is not given again.
fn purged_seq(sql: &mut dyn Sql) -> Result<i64, Fault> {
    position(sql, PURGED_SEQ)
}

/// The configuration that this ledger saw last.
pub(super) fn fingerprint(sql: &mut dyn Sql) -> Result<Option<String>, Fault> {
    meta(sql, "configuration")
}

pub(super) fn set_fingerprint(sql: &mut dyn Sql, fingerprint: &str) -> Result<(), Fault> {
    set_meta(sql, "configuration", fingerprint)
}

/// Where the look at held events, after a change of the configuration, goes on.
pub(super) fn release_cursor(sql: &mut dyn Sql) -> Result<Option<i64>, Fault> {
    let text = meta(sql, "release_after")?;
    Ok(text.map(|text| text.parse().unwrap_or(0)))
}

pub(super) fn set_release_cursor(sql: &mut dyn Sql, after: Option<i64>) -> Result<(), Fault> {
    match after {
        Some(after) => set_meta(sql, "release_after", &after.to_string()),
        None => delete_meta(sql, "release_after"),
    }
}

fn meta(sql: &mut dyn Sql, name: &str) -> Result<Option<String>, Fault> {
    match sql.exec(META, &[Bind::Text(name)])?.pop() {
        Some(columns) => Reader::new(columns).text().map(Some),
        None => Ok(None),
    }
}

/// Reads what is stored of the origins' gates.
pub(super) fn gates(sql: &mut dyn Sql) -> Result<BTreeMap<String, Gate>, Fault> {
    let mut gates = BTreeMap::new();
    for columns in sql.exec(GATES, &[])? {
        let mut reader = Reader::new(columns);
        let (name, value) = (reader.text()?, reader.text()?);
        // What cannot be read is open: an operator sees that it is not paused.
        if let (Some(origin), Ok(gate)) =
            (name.strip_prefix("gate:"), Gate::parse(value.as_bytes()))
        {
            gates.insert(origin.into(), gate);
        }
    }
    Ok(gates)
}

pub(super) fn set_gate(sql: &mut dyn Sql, origin: &str, gate: &Gate) -> Result<(), Fault> {
    let value = String::from_utf8(gate.write()?)
        .map_err(|_| Fault::internal("a gate cannot be written as text"))?;
    set_meta(sql, &format!("gate:{origin}"), &value)
}

/// A number in `meta`; 0 if it is not there.
pub(super) fn position(sql: &mut dyn Sql, name: &str) -> Result<i64, Fault> {
    Ok(meta(sql, name)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

pub(super) fn set_meta(sql: &mut dyn Sql, name: &str, value: &str) -> Result<(), Fault> {
    sql.exec(SET_META, &[Bind::Text(name), Bind::Text(value)])
        .map(|_| ())
}

pub(super) fn delete_meta(sql: &mut dyn Sql, name: &str) -> Result<(), Fault> {
    sql.exec(DELETE_META, &[Bind::Text(name)]).map(|_| ())
}

/// Says what a row waits for, as its columns. What a walk has passed is found by its own date.
fn place(
    sql: &mut dyn Sql,
    row: &Row,
    windows: &Windows,
) -> Result<(Bind<'static>, Bind<'static>), Fault> {
    let (phase, next) = row.place(windows);
    let phase = match Walk::over(phase) {
        Some(walk) if row.seq <= walk.passed(sql)? => Phase::Timed,
        _ => phase,
    };
    Ok((
        Bind::Integer(phase.number()),
        next.map_or(Bind::Null, |next| Bind::Integer(next.0)),
    ))
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
