//! Accepting an event: new, duplicate, conflict or unrouted.

use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::memory::{Gates, Memory};
use super::{release, store};
use crate::config::Config;
use crate::delivery::{Cause, Delivery, DeliveryState, Turn, lease_end};
use crate::event::EventState;
use crate::fault::Fault;
use crate::gate::Pass;
use crate::limits;
use crate::message::{Accept, Accepted, OnConflict, Status};
use crate::row::{Packed, Row};
use crate::schedule::{earlier, later};
use crate::sql::Sql;

/// Accepts an event: stores it, its body and its deliveries, or recognises it.
/// Returns the answer's bytes.
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read. The
/// host then rolls back and nothing was accepted.
pub fn accept(
    sql: &mut dyn Sql,
    config: &Config,
    memory: &mut Memory,
    message: &[u8],
    now: UnixMillis,
) -> Result<Vec<u8>, Fault> {
    let (message, body) = Accept::parse(message)?;
    if message.facts.hash_on(config.native(), body) != message.content {
        return Err(Fault::internal(
            "the body of an accept message is not the one that was hashed",
        ));
    }
    let known = store::revisions(sql, &message.key)?;
    let answer = match decide(&message, known, memory, now) {
        Decision::Known(row) => {
            memory.leave(now, None);
            let gates = memory.gates(sql)?;
            repeat(sql, config, &gates, *row, body, now)?
        }
        Decision::New(mut row, mut answer) => {
            let mut gates = memory.gates(sql)?;
            let (leases, until) = lease(&mut row, config, &mut gates, message.leases, now);
            if leases.len() < row.packed.deliveries.len() {
                memory.leave(now, until);
            }
            answer.leases = leases;
            row.seq = memory.next_position(sql)?;
            store::insert(sql, &row, body, &config.windows())?;
            answer
        }
        Decision::Refused(answer) => answer,
    };
    answer.write()
}

enum Decision {
    /// This content is there already.
    Known(alloc::boxed::Box<Row>),
    /// A row to store.
    New(alloc::boxed::Box<Row>, Accepted),
    /// Nothing to store.
    Refused(Accepted),
}

/// Decides what a message means beside the revisions of its key that are there.
fn decide(message: &Accept, known: Vec<Row>, memory: &mut Memory, now: UnixMillis) -> Decision {
    let last = known.last().map(|row| row.revision);
    let revision = last.map_or(0, |last| last.saturating_add(1));
    let count = known.len();
    // Content seen before is a duplicate, also if other content came in between.
    if let Some(row) = known
        .into_iter()
        .find(|row| row.packed.content == message.content)
    {
        return Decision::Known(alloc::boxed::Box::new(row));
    }
    let answer = |status, revision| Accepted {
        status,
        revision,
        accepted_at: now.0,
        leases: Vec::new(),
    };
    let is_conflict = count > 0;
    if is_conflict && (message.on_conflict == OnConflict::Reject || count >= limits::REVISIONS) {
        return Decision::Refused(answer(Status::Refused, revision));
    }
    if let Some(rate) = message.rate {
        match rate.charge(memory.spent_until(&message.facts.source), now) {
            Ok(until) => memory.charge(&message.facts.source, until),
            Err(retry_after_seconds) => {
                return Decision::Refused(answer(
                    Status::RateLimited {
                        retry_after_seconds,
                    },
                    revision,
                ));
            }
        }
    }
    let is_routed = !is_conflict || message.on_conflict == OnConflict::Forward;
    let mut deliveries: Vec<Delivery> = Vec::new();
    if is_routed {
        deliveries.extend(message.routes.iter().map(|route| {
            Delivery::new(
                &route.origin,
                route.schedule.clone(),
                route.timeout_millis,
                now,
            )
        }));
    }
    let (state, status) = match (is_conflict, deliveries.is_empty()) {
        (true, _) => (EventState::Conflict, Status::Conflict),
        (false, true) => (EventState::Unrouted, Status::Unrouted),
        (false, false) => (EventState::Accepted, Status::Accepted),
    };
    let row = Row {
        seq: 0,
        key: message.key,
        revision,
        accepted_at: now,
        packed: Packed {
            state,
            content: message.content,
            facts: message.facts.clone(),
            deliveries,
            purged_at: None,
            unknown: serde_json::Map::new(),
        },
    };
    Decision::New(alloc::boxed::Box::new(row), answer(status, revision))
}

/// Starts the attempts that the Worker makes now, as far as the origins' gates
/// let them through. Returns them, and when the first gate that does not opens.
fn lease(
    row: &mut Row,
    config: &Config,
    gates: &mut Gates<'_>,
    most: usize,
    now: UnixMillis,
) -> (Vec<Turn>, Option<UnixMillis>) {
    let mut leases = Vec::new();
    let mut first = None;
    for delivery in &mut row.packed.deliveries {
        match gates.pass(config, &delivery.origin, now) {
            Pass::Go if leases.len() < most => {
                let turn = delivery.start(now);
                let end = lease_end(now, delivery.timeout_millis);
                gates.begin(config, &turn.origin, end, now);
                leases.push(turn);
            }
            Pass::Go => {}
            // Due as it is: a slot may be free in a moment.
            Pass::Wait(until) if until <= later(now, limits::GUARD_MILLIS) => {
                first = earlier(first, Some(until));
            }
            Pass::Wait(until) => delivery.next = Some(until.0),
            Pass::Hold => delivery.hold(Cause::Paused, now),
        }
    }
    (leases, first)
}

/// Answers a duplicate. A dead delivery gets its attempts anew: the sender
/// would not repeat what it believes to be done.
fn repeat(
    sql: &mut dyn Sql,
    config: &Config,
    gates: &Gates<'_>,
    mut row: Row,
    body: &[u8],
    now: UnixMillis,
) -> Result<Accepted, Fault> {
    let before = row.clone();
    let is_purged = row.packed.purged_at.is_some();
    for delivery in &mut row.packed.deliveries {
        let is_over = matches!(delivery.state, DeliveryState::Dead | DeliveryState::Expired);
        if is_over && delivery.cause != Some(Cause::Erased) {
            delivery.reopen(now);
        }
    }
    release::release(&mut row, config, gates, now);
    if row.next_due().is_some() && is_purged {
        // "duplicate" promises that the event is safe: with its body.
        store::put_body(sql, &row, body)?;
        row.packed.purged_at = None;
    }
    if row != before {
        store::update(sql, &row, &config.windows())?;
    }
    Ok(Accepted {
        status: Status::Duplicate,
        revision: row.revision,
        accepted_at: row.accepted_at.0,
        leases: Vec::new(),
    })
}
