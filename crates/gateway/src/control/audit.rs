//! The audit list: what operators ordered, and what came of it. Entries are only added.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::limits;
use super::message::{AuditQuery, AuditView, EntryView, Note, Noted};
use crate::fault::Fault;
use crate::sql::{Bind, Columns, Reader, Sql};
use crate::version;

const INSERT: &str = "INSERT INTO audit (at, note) VALUES (?, ?) RETURNING number";
const LATEST: &str =
    "SELECT number, at, note FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?";

/// Writes an entry down.
pub(super) fn note(sql: &mut dyn Sql, message: &[u8], now: UnixMillis) -> Result<Vec<u8>, Fault> {
    let mut note = Note::parse(message)?;
    for text in [
        &mut note.token,
        &mut note.verb,
        &mut note.target,
        &mut note.result,
    ] {
        cut(text, limits::AUDIT_TEXT_BYTES);
    }
    cut(&mut note.order, limits::AUDIT_ORDER_BYTES);
    let text = String::from_utf8(note.write()?)
        .map_err(|_| Fault::internal("a note cannot be written as text"))?;
    let written = sql.exec(INSERT, &[Bind::Integer(now.0), Bind::Text(&text)])?;
    let columns = written
        .into_iter()
        .next()
        .ok_or_else(|| Fault::internal("an entry of the audit list has no number"))?;
    let number = Reader::new(columns).integer()?;
    Noted { number }.write()
}

/// Lists the latest entries.
pub(super) fn list(sql: &mut dyn Sql, message: &[u8]) -> Result<Vec<u8>, Fault> {
    let query = AuditQuery::parse(message)?;
    let limit = i64::from(query.limit).clamp(1, crate::limits::PAGE_EVENTS);
    let before = query.before.unwrap_or(i64::from(u32::MAX) << 16);
    let binds = [
        Bind::Integer(before),
        Bind::Integer(limit.saturating_add(1)),
    ];
    let mut entries = sql
        .exec(LATEST, &binds)?
        .into_iter()
        .map(entry)
        .collect::<Result<Vec<_>, Fault>>()?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = entries.len() > limit;
    entries.truncate(limit);
    AuditView { entries, more }.write()
}

fn entry(columns: Columns) -> Result<EntryView, Fault> {
    let mut reader = Reader::new(columns);
    Ok(EntryView {
        number: reader.integer()?,
        at: reader.integer()?,
        note: version::parse("entry of the audit list", reader.text()?.as_bytes())?,
    })
}

/// Shortens a text to at most so many bytes, at a character's border.
pub(super) fn cut(text: &mut String, bytes: usize) {
    if text.len() > bytes {
        let border = (0..=bytes).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(border.unwrap_or(0));
    }
}
