//! Ends what is over: bodies by their retention, tombstones by the dedupe window.

use waxseal::UnixMillis;

use super::store;
use super::walk::Walk;
use crate::config::{Config, Windows};
use crate::delivery::DeliveryState;
use crate::fault::Fault;
use crate::row::{Phase, Row};
use crate::schedule::later;
use crate::sql::Sql;

/// Ends some of what is over; the rest is due at once.
pub(super) fn purge(sql: &mut dyn Sql, config: &Config, now: UnixMillis) -> Result<(), Fault> {
    let windows = config.windows();
    for row in store::over(sql, now)? {
        end(sql, row, &windows, now)?;
    }
    for walk in Walk::ALL {
        go_on(sql, walk, &windows, now)?;
    }
    Ok(())
}

/// Walks over events that are old enough. One that is not over yet, because it
/// was delivered late, gets an entry in the index; one that waits for something
/// else has one.
fn go_on(sql: &mut dyn Sql, walk: Walk, windows: &Windows, now: UnixMillis) -> Result<(), Fault> {
    if !walk.is_due(sql, windows, now)? {
        return Ok(());
    }
    let mut passed = None;
    for columns in walk.ahead(sql)? {
        let seq = store::seq(&columns)?;
        let Some(row) = store::read_or_set_aside(sql, columns, now)? else {
            passed = Some(seq);
            continue;
        };
        if later(row.accepted_at, walk.age_millis(windows)) > now {
            break;
        }
        passed = Some(seq);
        let (phase, next) = row.place(windows);
        if !walk.finds(phase) {
            continue;
        }
        if next.is_some_and(|next| next > now) {
            // Its entry in the index depends on having been passed.
            walk.set_passed(sql, seq)?;
        }
        end(sql, row, windows, now)?;
    }
    match passed {
        Some(seq) => walk.set_passed(sql, seq),
        None => Ok(()),
    }
}

/// Ends an event, if its time is over; the windows may have changed since it was written.
fn end(sql: &mut dyn Sql, mut row: Row, windows: &Windows, now: UnixMillis) -> Result<(), Fault> {
    let (phase, next) = row.place(windows);
    if next.is_none_or(|next| next > now) {
        return store::update(sql, &row, windows);
    }
    match phase {
        Phase::Dead | Phase::Done => {
            for delivery in &mut row.packed.deliveries {
                if delivery.state == DeliveryState::Dead {
                    delivery.state = DeliveryState::Expired;
                }
            }
            row.packed.purged_at = Some(now.0);
            store::update_without_body(sql, &row, windows)
        }
        Phase::Tombstone => store::delete(sql, &row),
        Phase::Open | Phase::Held | Phase::Unrouted | Phase::Unreadable | Phase::Timed => {
            store::update(sql, &row, windows)
        }
    }
}
