//! What an operator orders: replay, pause, erase, and what an origin tells.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::memory::Memory;
use super::store;
use crate::config::Config;
use crate::delivery::{Attempt, Cause, Delivery, DeliveryState, Processed};
use crate::event::EventState;
use crate::fault::Fault;
use crate::key::write_webhook_id;
use crate::limits;
use crate::message::Route;
use crate::order::{
    EraseOrder, EraseTaken, GateOrder, GateTaken, OutcomeOrder, OutcomeTaken, Pauses, ReopenOrder,
    ReopenTaken, ReplayOrder, ReplayTaken,
};
use crate::outcome::Received;
use crate::read::Filter;
use crate::route::routes;
use crate::row::Row;
use crate::schedule::later;
use crate::sql::Sql;

/// Starts deliveries of one event anew. Takes and returns messages of [`crate::order`].
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn reopen(
    sql: &mut dyn Sql,
    config: &Config,
    message: &[u8],
    now: UnixMillis,
) -> Result<Vec<u8>, Fault> {
    let order = ReopenOrder::parse(message)?;
    let mut taken = ReopenTaken {
        missing: order.origins.clone(),
        ..ReopenTaken::default()
    };
    for mut row in store::revisions(sql, &order.key)? {
        if order.revision.is_some_and(|meant| meant != row.revision) {
            continue;
        }
        taken.is_known = true;
        if row.packed.purged_at.is_some() {
            taken.is_purged = true;
            continue;
        }
        let mut reopened = start(
            &mut row,
            |delivery| order.origins.is_empty() || order.origins.contains(&delivery.origin),
            now,
        );
        reopened.extend(add(&mut row, &order.routes, now));
        if !reopened.is_empty() {
            store::update(sql, &row, &config.windows())?;
        }
        let has = |origin: &String| row.packed.deliveries.iter().any(|it| it.origin == *origin);
        taken.missing.retain(|origin| !has(origin));
        taken.reopened.append(&mut reopened);
    }
    taken.write()
}

/// Starts anew those deliveries that are meant and not open. Returns their origins.
fn start(row: &mut Row, is_meant: impl Fn(&Delivery) -> bool, now: UnixMillis) -> Vec<String> {
    let mut started = Vec::new();
    for delivery in &mut row.packed.deliveries {
        if !delivery.state.is_open() && is_meant(delivery) {
            delivery.reopen(now);
            started.push(delivery.origin.clone());
        }
    }
    started
}

/// Adds deliveries for origins that have none. Returns them.
fn add(row: &mut Row, routes: &[Route], now: UnixMillis) -> Vec<String> {
    let mut added = Vec::new();
    for route in routes {
        let mut known = row.packed.deliveries.iter();
        if known.any(|delivery| delivery.origin == route.origin) {
            continue;
        }
        let (schedule, timeout) = (route.schedule.clone(), route.timeout_millis);
        let delivery = Delivery::new(&route.origin, schedule, timeout, now);
        row.packed.deliveries.push(delivery);
        added.push(route.origin.clone());
    }
    if !added.is_empty() && row.packed.state == EventState::Unrouted {
        row.packed.state = EventState::Accepted;
    }
    added
}

/// Starts deliveries of many events anew, one pause after the other. Takes and
/// returns messages of [`crate::order`].
///
/// # Errors
/// The database's; `internal` for a message that cannot be read.
pub fn replay(
    sql: &mut dyn Sql,
    config: &Config,
    message: &[u8],
    now: UnixMillis,
) -> Result<Vec<u8>, Fault> {
    let order = ReplayOrder::parse(message)?;
    let most = u64::from(order.limit.min(limits::REPLAY_EVENTS));
    let mut taken = ReplayTaken::default();
    let mut looked = 0;
    let mut after = order.after;
    loop {
        let page = store::page_after(sql, after)?;
        let Some(last) = page.last else {
            return taken.write();
        };
        for row in page.rows {
            if taken.matched >= most || looked >= limits::LOOK_EVENTS {
                taken.more = true;
                return taken.write();
            }
            looked += 1;
            taken.last = Some(row.seq);
            replay_row(sql, config, &order, row, &mut taken, now)?;
        }
        after = last;
        taken.last = Some(last);
    }
}

fn replay_row(
    sql: &mut dyn Sql,
    config: &Config,
    order: &ReplayOrder,
    mut row: Row,
    taken: &mut ReplayTaken,
    now: UnixMillis,
) -> Result<(), Fault> {
    if row.packed.purged_at.is_some() || !order.filter.matches(&row) {
        return Ok(());
    }
    let pause = order.pause_millis.saturating_mul(taken.matched);
    let due = later(UnixMillis(order.begin_at.max(now.0)), pause);
    let mut started = start(&mut row, |delivery| is_meant(order, delivery), due);
    if row.packed.state == EventState::Unrouted {
        let body = store::body(sql, &row)?.unwrap_or_default();
        let is_wanted =
            |route: &Route| order.origins.is_empty() || order.origins.contains(&route.origin);
        let found: Vec<Route> = routes(config, &row.packed.facts, &body)
            .into_iter()
            .filter(is_wanted)
            .collect();
        started.extend(add(&mut row, &found, due));
    }
    if started.is_empty() {
        return Ok(());
    }
    taken.matched = taken.matched.saturating_add(1);
    let count = u64::try_from(started.len()).unwrap_or(u64::MAX);
    taken.deliveries = taken.deliveries.saturating_add(count);
    taken.ids.push(write_webhook_id(&row.key, row.revision));
    if order.is_dry {
        return Ok(());
    }
    store::update(sql, &row, &config.windows())
}

/// Says whether a replay means this delivery. A state in the filter means
/// deliveries of that state; without one, those that are over. What is held
/// goes on when its cause is gone, and is started anew only by its name.
fn is_meant(order: &ReplayOrder, delivery: &Delivery) -> bool {
    let Filter { state, origin, .. } = &order.filter;
    let is_named = order.origins.is_empty() || order.origins.contains(&delivery.origin);
    let is_filtered = origin
        .as_ref()
        .is_none_or(|origin| *origin == delivery.origin);
    let wanted = state
        .as_deref()
        .filter(|word| DeliveryState::parse(word).is_some());
    let is_state = match wanted {
        Some(word) => delivery.state.as_str() == word,
        None => delivery.state != DeliveryState::Held,
    };
    is_named && is_filtered && is_state
}

/// Pauses an origin in this ledger, or resumes it. Takes and returns messages
/// of [`crate::order`].
///
/// # Errors
/// The database's; `internal` for a message that cannot be read.
pub fn pause(
    sql: &mut dyn Sql,
    memory: &mut Memory,
    message: &[u8],
    now: UnixMillis,
) -> Result<Vec<u8>, Fault> {
    let order = GateOrder::parse(message)?;
    let paused = memory.gates(sql)?.order(sql, &order, now)?;
    if !paused {
        // What was held is let go by the alarm, some at a time.
        store::set_release_cursor(sql, Some(0))?;
        memory.unblock();
    }
    GateTaken { paused }.write()
}

/// Tells which origins are paused in this ledger. Returns a message of [`crate::order`].
///
/// # Errors
/// The database's.
pub fn pauses(sql: &mut dyn Sql, memory: &mut Memory) -> Result<Vec<u8>, Fault> {
    let gates = memory.gates(sql)?;
    let paused = |origin: String| Some((origin.clone(), gates.get(&origin)?.paused()?));
    Pauses {
        paused: gates.names().into_iter().filter_map(paused).collect(),
    }
    .write()
}

/// Erases the bodies of an event, and what else of its content is kept: the
/// query, the headers, and what origins answered. Its hash and its log stay. What
/// was still to be delivered is dead. Takes and returns messages of [`crate::order`].
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn erase(
    sql: &mut dyn Sql,
    config: &Config,
    message: &[u8],
    now: UnixMillis,
) -> Result<Vec<u8>, Fault> {
    let order = EraseOrder::parse(message)?;
    let mut taken = EraseTaken::default();
    for mut row in store::revisions(sql, &order.key)? {
        taken.is_known = true;
        taken.erased = taken
            .erased
            .saturating_add(u32::from(row.packed.purged_at.is_none()));
        row.packed.purged_at.get_or_insert(now.0);
        row.packed.facts.query.clear();
        row.packed.facts.headers.clear();
        for delivery in &mut row.packed.deliveries {
            delivery.attempts.iter_mut().for_each(forget_answer);
            if delivery.state != DeliveryState::Delivered {
                delivery.close(DeliveryState::Dead, Some(Cause::Erased), now);
            }
        }
        store::update_without_body(sql, &row, &config.windows())?;
    }
    taken.write()
}

fn forget_answer(attempt: &mut Attempt) {
    if let Some(outcome) = &mut attempt.outcome
        && let Received::Answer { body, .. } = &mut outcome.received
    {
        body.clear();
    }
}

/// Notes what an origin made of an event. Takes and returns messages of [`crate::order`].
///
/// # Errors
/// The database's; `internal` for a message or row that cannot be read.
pub fn outcome(
    sql: &mut dyn Sql,
    config: &Config,
    message: &[u8],
    now: UnixMillis,
) -> Result<Vec<u8>, Fault> {
    let order = OutcomeOrder::parse(message)?;
    let row = store::revision(sql, &order.key, order.revision)?;
    let mut taken = OutcomeTaken::default();
    if let Some(mut row) = row
        && let Some(delivery) = row.delivery_mut(&order.origin)
    {
        taken.is_known = true;
        let processed = Processed {
            at: now.0,
            is_processed: order.is_processed,
            reason: order.reason,
        };
        delivery.processed = Some(processed);
        store::update(sql, &row, &config.windows())?;
    }
    taken.write()
}
