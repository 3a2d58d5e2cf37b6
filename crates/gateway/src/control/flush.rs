//! What an isolate counted in memory, taken over.

use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::message::{Flush, Flushed};
use super::{capture, count, limits, secret};
use crate::fault::Fault;
use crate::sql::{Bind, Sql};

const TAKE: &str = "INSERT INTO flushes (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING at";
const PURGE: &str = "DELETE FROM flushes WHERE at < ?";

/// Adds an isolate's counts, and answers which sources are armed.
pub(super) fn flush(sql: &mut dyn Sql, message: &[u8], now: UnixMillis) -> Result<Vec<u8>, Fault> {
    let flush = Flush::parse(message)?;
    count::purge(sql, now)?;
    if is_new(sql, &flush.id, now)? {
        count::add(sql, &flush.counts, flush.minute, now)?;
    }
    secret::seen(sql, &flush.configured, now)?;
    secret::used(sql, &flush.uses, now)?;
    if !flush.configured.is_empty() {
        secret::purge(sql, now)?;
    }
    let armed = capture::armed(sql, now)?;
    Flushed { armed }.write()
}

/// Says whether a flush was not taken before. One without an id always counts.
fn is_new(sql: &mut dyn Sql, id: &str, now: UnixMillis) -> Result<bool, Fault> {
    if id.is_empty() {
        return Ok(true);
    }
    let oldest = now.0.saturating_sub(limits::FLUSH_KNOWN_MILLIS);
    sql.exec(PURGE, &[Bind::Integer(oldest)])?;
    let taken = sql.exec(TAKE, &[Bind::Text(id), Bind::Integer(now.0)])?;
    Ok(!taken.is_empty())
}
