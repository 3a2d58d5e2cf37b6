//! The event log and the delivery log, for whoever may read them.

use alloc::vec::Vec;

use super::store;
use crate::fault::Fault;
use crate::read::{EventQuery, EventView, EventsView, ListQuery};
use crate::sql::Sql;

/// Lists the latest events of one ledger. Takes and returns messages of [`crate::read`].
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn list(sql: &mut dyn Sql, query: &[u8]) -> Result<Vec<u8>, Fault> {
    let query = ListQuery::parse(query)?;
    let page = store::latest(sql, query.limit.into())?;
    let events = page.rows.iter().map(EventView::of).collect();
    EventsView {
        events,
        unreadable: page.unreadable,
        last: page.last,
        more: false,
    }
    .write()
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
