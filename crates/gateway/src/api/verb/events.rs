//! Lists and exports of the event log.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::Code;

use crate::api::ask::Reply;
use crate::api::call::Call;
use crate::api::csv;
use crate::api::cursor::Cursor;
use crate::api::next::{Next, Outcome};
use crate::api::page::{self, Asked, Page, Start};
use crate::api::refusal::Refusal;
use crate::limits;

/// Lists or pulls events.
pub(in crate::api) fn events(call: Call<'_>) -> Outcome<'_> {
    list(page::read(&call, page::most())?)
}

/// Lists or pulls events with a dead delivery.
pub(in crate::api) fn dead_letters(call: Call<'_>) -> Outcome<'_> {
    let mut asked = page::read(&call, page::most())?;
    asked.filter.state = Some("dead".into());
    list(asked)
}

fn list<'c>(asked: Asked) -> Outcome<'c> {
    let messages = asked.messages()?;
    Next::ledgers("events", messages, move |answers, _| {
        Next::json(&asked.merge(answers)?)
    })
}

/// Exports events, the oldest first.
pub(in crate::api) fn export(call: Call<'_>) -> Outcome<'_> {
    let most = u32::try_from(limits::EXPORT_EVENTS).unwrap_or(u32::MAX);
    let mut asked = page::read(&call, most)?;
    if !matches!(asked.start, Start::After(_)) {
        asked.start = Start::After(Cursor::START);
    }
    let is_csv = call.query.text("format") == Some("csv");
    let messages = asked.messages()?;
    Next::ledgers("events", messages, move |answers, _| {
        let Page { events, cursor, .. } = asked.merge(answers)?;
        let (media, body) = if is_csv {
            (
                "text/csv; charset=utf-8; header=present",
                csv::write(&events).into_bytes(),
            )
        } else {
            ("application/x-ndjson", write_lines(&events)?)
        };
        let name = if is_csv {
            "events.csv"
        } else {
            "events.ndjson"
        };
        let cursor: String = cursor.unwrap_or_default();
        Ok(Next::Reply(
            Reply::bytes(media, body)
                .with(
                    "content-disposition",
                    alloc::format!("attachment; filename=\"{name}\""),
                )
                .with("waxseal-cursor", cursor),
        ))
    })
}

fn write_lines(events: &[impl serde::Serialize]) -> Result<Vec<u8>, Refusal> {
    let mut lines = Vec::new();
    for event in events {
        let line = serde_json::to_vec(event).map_err(|_| Refusal::of(Code::Internal))?;
        lines.extend_from_slice(&line);
        lines.push(b'\n');
    }
    Ok(lines)
}
