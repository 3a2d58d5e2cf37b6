//! One event: what is known of it, its body, and the end of its body.

use alloc::format;
use alloc::vec::Vec;

use serde_json::json;

use crate::api::ask::Reply;
use crate::api::call::Call;
use crate::api::next::{Next, Outcome};
use crate::api::refusal::Refusal;
use crate::key::write_webhook_id;
use crate::order::{EraseOrder, EraseTaken};
use crate::read::{BodyFound, BodyQuery, EventQuery, EventView, EventsView};

/// Shows every content of an event.
pub(in crate::api) fn event(call: Call<'_>) -> Outcome<'_> {
    let (key, _) = call.event()?;
    let query = EventQuery { key };
    Next::ledger(key.shard(), "event", query.write(), |bytes, _| {
        let events = known(bytes)?;
        Next::json(&json!({ "events": events }))
    })
}

/// Reads the contents of an event that must be there.
pub(super) fn known(bytes: &[u8]) -> Result<Vec<EventView>, Refusal> {
    let mut events = EventsView::parse(bytes)?.events;
    for event in &mut events {
        event.position = None;
    }
    if events.is_empty() {
        return Err(Refusal::not_found());
    }
    Ok(events)
}

/// Returns a body, with personal data masked.
pub(in crate::api) fn body(call: Call<'_>) -> Outcome<'_> {
    let (key, named) = call.event()?;
    let revision = call.query.number("revision").or(named).unwrap_or(0);
    let query = BodyQuery { key, revision };
    let config = call.config;
    Next::ledger(key.shard(), "body", query.write(), move |bytes, _| {
        let (found, body) = BodyFound::parse(bytes)?;
        if !found.is_known {
            return Err(Refusal::not_found());
        }
        if !found.is_kept {
            return Err(Refusal::not_possible(
                "the body is gone: it was erased, or its retention is over",
            ));
        }
        // Where nobody knows what is personal, nothing is shown.
        let source = config.source(&found.source).ok_or_else(|| {
            Refusal::not_possible(format!(
                "the configuration has no source {:?} any more, and so nobody knows what in the body is personal",
                found.source
            ))
        })?;
        let shown = source.masks().body(body).ok_or_else(|| {
            Refusal::not_possible(
                "the source masks personal data and this body is not JSON: it is withheld as a whole",
            )
        })?;
        let media = if core::str::from_utf8(&shown).is_ok() {
            "text/plain; charset=utf-8"
        } else {
            "application/octet-stream"
        };
        let name = write_webhook_id(&key, revision);
        Ok(Next::Reply(Reply::bytes(media, shown.into_owned()).with(
            "content-disposition",
            format!("attachment; filename=\"{name}.body\""),
        )))
    })
}

/// Erases the bodies of an event.
pub(in crate::api) fn erase(call: Call<'_>) -> Outcome<'_> {
    let (key, _) = call.event()?;
    let order = EraseOrder { key };
    Next::ledger(key.shard(), "erase", order.write(), |bytes, _| {
        let taken = EraseTaken::parse(bytes)?;
        if !taken.is_known {
            return Err(Refusal::not_found());
        }
        Next::json(&json!({ "erased": taken.erased }))
    })
}
