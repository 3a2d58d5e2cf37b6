//! Minute counters: what happened and touched no ledger. Whoever can make them grow needs no
//! secret, so their number is bounded per minute and their age by a week.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::limits;
use super::message::{Count, CountsQuery, CountsView};
use crate::fault::Fault;
use crate::sql::{Bind, Columns, Reader, Sql};

const MINUTE_MILLIS: i64 = 60_000;
const ADD: &str = "UPDATE minutes SET number = number + ?
    WHERE minute = ? AND source = ? AND what = ? RETURNING number";
const BEGIN: &str = "INSERT INTO minutes (number, minute, source, what) VALUES (?, ?, ?, ?)";
const ROWS: &str = "SELECT count(*) FROM minutes WHERE minute = ?";
const SUMS: &str = "SELECT source, what, sum(number) FROM minutes WHERE minute >= ?
    GROUP BY source, what ORDER BY source, what";
const PURGE: &str = "DELETE FROM minutes WHERE minute < ?";

/// What is counted where a source's own counters have no room.
const OTHER: (&str, &str) = ("", "other");

/// Adds to the counters of a minute.
pub(super) fn add(
    sql: &mut dyn Sql,
    counts: &[Count],
    minute: i64,
    now: UnixMillis,
) -> Result<(), Fault> {
    if counts.is_empty() {
        return Ok(());
    }
    let minute = plausible(minute, now);
    let mut rows = first_integer(sql.exec(ROWS, &[Bind::Integer(minute)])?)?;
    for count in counts.iter().take(limits::COUNTS_OF_FLUSH) {
        let number = i64::try_from(count.number).unwrap_or(0).clamp(0, 1 << 40);
        let (source, what) = place(count);
        let is_known = add_one(sql, ADD, number, minute, source, what)?;
        if is_known {
            continue;
        }
        if rows < limits::COUNTS_OF_MINUTE {
            add_one(sql, BEGIN, number, minute, source, what)?;
            rows = rows.saturating_add(1);
        } else if !add_one(sql, ADD, number, minute, OTHER.0, OTHER.1)? {
            add_one(sql, BEGIN, number, minute, OTHER.0, OTHER.1)?;
        }
    }
    Ok(())
}

/// A name or a word that none of ours looks like was chosen by somebody else.
fn place(count: &Count) -> (&str, &str) {
    let is_word = |text: &str| {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        !text.is_empty() && text.len() <= 32 && text.bytes().all(is_letter)
    };
    let source = if is_name(&count.source) {
        count.source.as_str()
    } else {
        OTHER.0
    };
    let what = if is_word(&count.what) {
        count.what.as_str()
    } else {
        OTHER.1
    };
    (source, what)
}

/// The names that sources may have, see the configuration.
fn is_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
}

fn add_one(
    sql: &mut dyn Sql,
    statement: &'static str,
    number: i64,
    minute: i64,
    source: &str,
    what: &str,
) -> Result<bool, Fault> {
    let binds = [
        Bind::Integer(number),
        Bind::Integer(minute),
        Bind::Text(source),
        Bind::Text(what),
    ];
    Ok(!sql.exec(statement, &binds)?.is_empty())
}

/// A minute of the last hour is believed; any other is now.
fn plausible(minute: i64, now: UnixMillis) -> i64 {
    let present = now.0.div_euclid(MINUTE_MILLIS);
    if (present.saturating_sub(60)..=present).contains(&minute) {
        minute
    } else {
        present
    }
}

/// Sums what was counted since a moment.
pub(super) fn sums(sql: &mut dyn Sql, message: &[u8], now: UnixMillis) -> Result<Vec<u8>, Fault> {
    let query = CountsQuery::parse(message)?;
    let since = query.since.div_euclid(MINUTE_MILLIS).max(oldest(now));
    let found = sql.exec(SUMS, &[Bind::Integer(since)])?;
    let counts = found
        .into_iter()
        .map(sum)
        .collect::<Result<Vec<Count>, Fault>>()?;
    CountsView { counts }.write()
}

fn sum(columns: Columns) -> Result<Count, Fault> {
    let mut reader = Reader::new(columns);
    let (source, what): (String, String) = (reader.text()?, reader.text()?);
    let number = u64::try_from(reader.integer()?).unwrap_or(0);
    Ok(Count {
        source,
        what,
        number,
    })
}

/// Removes minutes that are older than a week.
pub(super) fn purge(sql: &mut dyn Sql, now: UnixMillis) -> Result<(), Fault> {
    sql.exec(PURGE, &[Bind::Integer(oldest(now))]).map(|_| ())
}

fn oldest(now: UnixMillis) -> i64 {
    let kept = now.0.saturating_sub(limits::COUNTS_KEPT_MILLIS);
    kept.div_euclid(MINUTE_MILLIS)
}

fn first_integer(found: Vec<Columns>) -> Result<i64, Fault> {
    match found.into_iter().next() {
        Some(columns) => Reader::new(columns).integer(),
        None => Ok(0),
    }
}
