//! What came of calls.

use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::memory::{Gates, Memory};
use super::{release, store};
use crate::config::{Config, Dedupe};
use crate::delivery::Reported;
use crate::fault::Fault;
use crate::forward::Ticket;
use crate::intake::mark;
use crate::message::{Marker, Report, ReportTaken, TurnResult};
use crate::outcome::Outcome;
use crate::row::Row;
use crate::schedule::Verdict;
use crate::sql::Sql;

/// Takes the Worker's report of its leased calls. Returns the answer's bytes.
/// `jitter` is any random number.
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn report(
    sql: &mut dyn Sql,
    config: &Config,
    memory: &mut Memory,
    message: &[u8],
    now: UnixMillis,
    jitter: u32,
) -> Result<Vec<u8>, Fault> {
    let message = Report::parse(message)?;
    let row = store::revision(sql, &message.key, message.revision)?;
    memory.unblock();
    let mut gates = memory.gates(sql)?;
    for TurnResult { turn, outcome } in &message.results {
        gates.end(sql, config, &turn.origin, Verdict::of(outcome, now), now)?;
    }
    let all_delivered = match row {
        // Purged meanwhile: nothing is left to say of it.
        None => false,
        Some(mut row) => {
            for TurnResult { turn, outcome } in &message.results {
                take(
                    &mut row,
                    &Reported {
                        turn,
                        outcome,
                        now,
                        jitter,
                        retention_millis: config.windows().retention_millis,
                    },
                );
            }
            let all_delivered = finish(sql, config, &gates, &mut row, now)?;
            if row.next_due().is_some() {
                memory.leave(now, None);
            }
            all_delivered
        }
    };
    ReportTaken { all_delivered }.write()
}

/// Takes the outcome of a call that the alarm made. Returns the KV marker to
/// write, if every delivery of the event is done.
///
/// # Errors
/// The database's; `internal` for a row that cannot be read.
pub fn settle(
    sql: &mut dyn Sql,
    config: &Config,
    memory: &mut Memory,
    ticket: &Ticket,
    outcome: &Outcome,
    now: UnixMillis,
    jitter: u32,
) -> Result<Option<Marker>, Fault> {
    memory.unblock();
    let mut gates = memory.gates(sql)?;
    let verdict = Verdict::of(outcome, now);
    gates.end(sql, config, &ticket.turn.origin, verdict, now)?;
    let Some(mut row) = store::revision(sql, &ticket.key, ticket.revision)? else {
        return Ok(None);
    };
    let retention_millis = config.windows().retention_millis;
    take(
        &mut row,
        &Reported {
            turn: &ticket.turn,
            outcome,
            now,
            jitter,
            retention_millis,
        },
    );
    let all_delivered = finish(sql, config, &gates, &mut row, now)?;
    let source = config.source(&row.packed.facts.source);
    let source = source.filter(|source| all_delivered && source.dedupe == Dedupe::LedgerAndKv);
    Ok(source.and_then(|source| {
        let (content, revision) = (&row.packed.content, row.revision);
        mark(
            &config.windows(),
            source,
            &row.key,
            content,
            revision,
            row.accepted_at,
            now,
        )
    }))
}

fn take(row: &mut Row, reported: &Reported<'_>) {
    if let Some(delivery) = row.delivery_mut(&reported.turn.origin) {
        delivery.report(reported);
    }
}

fn finish(
    sql: &mut dyn Sql,
    config: &Config,
    gates: &Gates<'_>,
    row: &mut Row,
    now: UnixMillis,
) -> Result<bool, Fault> {
    release::release(row, config, gates, now);
    store::update(sql, row, &config.windows())?;
    Ok(row.is_delivered())
}
