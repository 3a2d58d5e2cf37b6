//! The event log and the delivery log, for whoever may read them.

use alloc::vec::Vec;

use super::store;
use crate::fault::Fault;
use crate::limits;
use crate::read::{BodyFound, BodyQuery, EventQuery, EventView, EventsView, ListQuery};
use crate::sql::Sql;

/// Lists a part of one ledger's event log. Takes and returns messages of
/// [`crate::read`]. It looks at [`limits::LOOK_EVENTS`] events at the most.
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn list(sql: &mut dyn Sql, query: &[u8]) -> Result<Vec<u8>, Fault> {
    let query = ListQuery::parse(query)?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut view = EventsView {
        last: query.after.or(query.before),
        ..EventsView::default()
    };
    let mut looked = 0;
    loop {
        let page = match (query.after, view.last) {
            (Some(_), last) => store::page_after(sql, last.unwrap_or(0))?,
            (None, Some(before)) => store::page_before(sql, before)?,
            (None, None) => store::latest(sql)?,
        };
        let Some(last) = page.last else {
            return view.write();
        };
        for row in page.rows {
            if view.events.len() >= limit || looked >= limits::LOOK_EVENTS {
                view.more = true;
                return view.write();
            }
            looked += 1;
            view.last = Some(row.seq);
            if query.filter.matches(&row) {
                view.events.push(EventView::of(&row));
            }
        }
        view.unreadable += page.unreadable;
        view.last = Some(last);
    }
}

/// Shows every revision of one event. Takes and returns messages of [`crate::read`].
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn event(sql: &mut dyn Sql, query: &[u8]) -> Result<Vec<u8>, Fault> {
    let query = EventQuery::parse(query)?;
    let rows = store::revisions(sql, &query.key)?;
    let events = rows.iter().map(EventView::of).collect();
    EventsView {
        events,
        ..EventsView::default()
    }
    .write()
}

/// Returns the body of one content of an event. Takes and returns messages of [`crate::read`].
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read, and for
/// a body that is not the one that was accepted.
pub fn body_of(sql: &mut dyn Sql, query: &[u8]) -> Result<Vec<u8>, Fault> {
    let query = BodyQuery::parse(query)?;
    let Some(row) = store::revision(sql, &query.key, query.revision)? else {
        let unknown = BodyFound {
            is_known: false,
            is_kept: false,
            source: "".into(),
            content_type: None,
        };
        return unknown.write(&[]);
    };
    let body = store::body(sql, &row)?;
    if let Some(body) = &body
        && row.hash(body) != row.packed.content
    {
        return Err(Fault::internal("a body is not the one that was accepted"));
    }
    let facts = &row.packed.facts;
    let content_type = facts
        .headers
        .iter()
        .find(|(name, _)| name == "content-type");
    let found = BodyFound {
        is_known: true,
        is_kept: body.is_some(),
        source: facts.source.clone(),
        content_type: content_type.map(|(_, value)| value.clone()),
    };
    found.write(body.as_deref().unwrap_or_default())
}
