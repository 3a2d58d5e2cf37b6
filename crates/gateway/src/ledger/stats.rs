//! What happened lately, over a bounded number of events.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::store;
use crate::delivery::Attempt;
use crate::fault::Fault;
use crate::limits;
use crate::outcome::Received;
use crate::read::{LATENCY_BOUNDS_MILLIS, StatsQuery, StatsView};
use crate::row::Row;
use crate::sql::Sql;

/// Counts what became of the events that were accepted since a moment, the
/// newest first, [`limits::STATS_EVENTS`] at the most. Takes and returns
/// messages of [`crate::read`].
///
/// # Errors
/// The database's; `internal` for a message that cannot be read.
pub fn stats(sql: &mut dyn Sql, message: &[u8]) -> Result<Vec<u8>, Fault> {
    let query = StatsQuery::parse(message)?;
    let mut stats = StatsView {
        latency: alloc::vec![0; LATENCY_BOUNDS_MILLIS.len() + 1],
        ..StatsView::default()
    };
    let mut before = i64::MAX >> 10;
    let mut looked = 0;
    loop {
        let page = store::page_before(sql, before)?;
        let Some(last) = page.last else {
            stats.is_complete = true;
            return stats.write();
        };
        for row in page.rows {
            if row.accepted_at.0 < query.since {
                stats.is_complete = true;
                return stats.write();
            }
            if looked >= limits::STATS_EVENTS {
                return stats.write();
            }
            looked += 1;
            stats.from = Some(row.accepted_at.0);
            add(&mut stats, &row);
        }
        before = last;
    }
}

fn add(stats: &mut StatsView, row: &Row) {
    count(&mut stats.events, row.packed.state.as_str());
    count(&mut stats.sources, &row.packed.facts.source);
    for delivery in &row.packed.deliveries {
        count(&mut stats.deliveries, delivery.state.as_str());
        for attempt in &delivery.attempts {
            add_attempt(stats, attempt);
        }
    }
}

fn add_attempt(stats: &mut StatsView, attempt: &Attempt) {
    let Some(outcome) = &attempt.outcome else {
        return count(&mut stats.attempts, "unknown");
    };
    match &outcome.received {
        Received::Answer { status, .. } => count(&mut stats.attempts, &status.to_string()),
        Received::Timeout => count(&mut stats.attempts, "timeout"),
        Received::Network { .. } => count(&mut stats.attempts, "network"),
        // Nothing was called.
        Received::Unsent { .. } => return count(&mut stats.attempts, "unsent"),
    }
    let within = |bound: &u64| outcome.duration_millis <= *bound;
    let position = LATENCY_BOUNDS_MILLIS.iter().position(within);
    let position = position.unwrap_or(LATENCY_BOUNDS_MILLIS.len());
    if let Some(counter) = stats.latency.get_mut(position) {
        *counter = counter.saturating_add(1);
    }
}

fn count(counts: &mut BTreeMap<String, u64>, word: &str) {
    match counts.get_mut(word) {
        Some(counter) => *counter = counter.saturating_add(1),
        None => {
            counts.insert(word.into(), 1);
        }
    }
}
