//! Counts over a ledger.

use serde::{Deserialize, Serialize};

use super::store;
use crate::delivery::DeliveryState;
use crate::event::EventState;
use crate::fault::Fault;
use crate::sql::{Reader, Sql};
use crate::version;

/// What one ledger has to do. Counts are events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Events with an open delivery.
    pub open: i64,
    /// When the oldest of them was accepted, in Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_open: Option<i64>,
    /// When the next of them is due, in Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_due: Option<i64>,
    /// Events with a held delivery and no open one.
    pub held: i64,
    /// Events with a dead delivery and neither.
    pub dead: i64,
    /// Events that no origin matched.
    pub unrouted: i64,
    /// Events that this version cannot read.
    #[serde(default)]
    pub unreadable: i64,
}

version::message!(Summary, "summary");

/// Counts what a ledger has to do, over an index alone.
///
/// # Errors
/// The database's.
pub fn summary(sql: &mut dyn Sql) -> Result<Summary, Fault> {
    let mut summary = Summary::default();
    for columns in sql.exec(store::COUNT, &[])? {
        let mut reader = Reader::new(columns);
        let (phase, count) = (reader.integer()?, reader.integer()?);
        let (next, oldest) = (reader.optional_integer()?, reader.optional_integer()?);
        match phase {
            0 => {
                summary.open = count;
                summary.next_due = next;
                summary.oldest_open = oldest;
            }
            1 => summary.held = count,
            2 => summary.dead = count,
            3 => summary.unrouted = count,
            6 => summary.unreadable = count,
            _ => {}
        }
    }
    Ok(summary)
}

/// Exact outcomes of a ledger (I15), by reading every row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Events by state: accepted, conflict, unrouted.
    pub events: [u64; 3],
    /// Deliveries by state, in the order of [`DeliveryState::ALL`].
    pub deliveries: [u64; 6],
}

/// Counts every event and delivery.
///
/// # Errors
/// The database's; `internal` for a row that cannot be read.
pub fn account(sql: &mut dyn Sql) -> Result<Account, Fault> {
    let mut account = Account::default();
    let mut after = 0;
    loop {
        let page = store::page_after(sql, after)?;
        let Some(last) = page.last else {
            return Ok(account);
        };
        after = last;
        for row in &page.rows {
            let position = EventState::ALL
                .iter()
                .position(|state| *state == row.packed.state);
            count(&mut account.events, position);
            for delivery in &row.packed.deliveries {
                let position = DeliveryState::ALL
                    .iter()
                    .position(|state| *state == delivery.state);
                count(&mut account.deliveries, position);
            }
        }
    }
}

fn count(counts: &mut [u64], position: Option<usize>) {
    if let Some(count) = position.and_then(|position| counts.get_mut(position)) {
        *count = count.saturating_add(1);
    }
}
