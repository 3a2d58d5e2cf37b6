//! The alarm's work: attempts that are due, leases that ended, bodies that are over.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::{purge, release, store};
use crate::config::{Config, Origin};
use crate::delivery::{Cause, Delivery, DeliveryState};
use crate::fault::Fault;
use crate::forward::{Call, Parcel};
use crate::limits;
use crate::row::Row;
use crate::schedule::later;
use crate::sql::Sql;

/// Starts attempts that are due, at most `free` of them, and records each
/// before its call. `busy` names the origin of each call that is under way.
/// Purges what is over, too.
///
/// # Errors
/// The database's; `internal` for a row that cannot be read.
pub fn claim(
    sql: &mut dyn Sql,
    config: &Config,
    now: UnixMillis,
    free: usize,
    busy: &[String],
) -> Result<Vec<Call>, Fault> {
    purge::purge(sql, config, now)?;
    release::release_some(sql, config, now)?;
    for row in store::set_aside(sql, now)? {
        store::update(sql, &row, &config.windows())?;
    }
    let mut slots = Slots {
        free,
        busy: busy.to_vec(),
    };
    let mut calls = Vec::new();
    for mut row in store::due(sql, now)? {
        let mut body = None;
        for position in 0..row.packed.deliveries.len() {
            calls.extend(advance(
                sql, config, &mut row, position, &mut body, &mut slots, now,
            )?);
        }
        store::update(sql, &row, &config.windows())?;
        if slots.free == 0 {
            break;
        }
    }
    Ok(calls)
}

/// How many calls may start, and which origins have some already.
struct Slots {
    free: usize,
    busy: Vec<String>,
}

impl Slots {
    fn has_room(&self, origin: &str) -> bool {
        let running = self.busy.iter().filter(|busy| *busy == origin).count();
        running < limits::CALLS_PER_ORIGIN
    }

    fn take(&mut self, origin: &str) {
        self.free = self.free.saturating_sub(1);
        self.busy.push(origin.into());
    }
}

/// Brings one delivery forward: nothing, a new state, or a call.
fn advance(
    sql: &mut dyn Sql,
    config: &Config,
    row: &mut Row,
    position: usize,
    body: &mut Option<Rc<[u8]>>,
    slots: &mut Slots,
    now: UnixMillis,
) -> Result<Option<Call>, Fault> {
    let Some(delivery) = row.packed.deliveries.get_mut(position) else {
        return Ok(None);
    };
    if !delivery.is_due(now) {
        return Ok(None);
    }
    if delivery.state == DeliveryState::Delivering {
        delivery.end_lease(now, config.windows().retention_millis);
    }
    if delivery.state != DeliveryState::Pending {
        return Ok(None);
    }
    let Some(origin) = config.origin(&delivery.origin) else {
        delivery.close(DeliveryState::Held, Some(Cause::OriginRemoved), now);
        return Ok(None);
    };
    if slots.free == 0 {
        return Ok(None);
    }
    if !slots.has_room(&origin.name) {
        // Behind the others in the queue, so that a slow origin's events do not hide theirs.
        delivery.next = Some(later(now, origin.timeout_millis).0);
        return Ok(None);
    }
    if body.is_none() {
        *body = store::body(sql, row)?.filter(|body| row.hash(body) == row.packed.content);
    }
    Ok(start(row, position, origin, body.as_ref(), slots, now))
}

/// Records an attempt and makes its call.
fn start(
    row: &mut Row,
    position: usize,
    origin: &Origin,
    body: Option<&Rc<[u8]>>,
    slots: &mut Slots,
    now: UnixMillis,
) -> Option<Call> {
    let delivery: &mut Delivery = row.packed.deliveries.get_mut(position)?;
    let Some(body) = body else {
        delivery.close(DeliveryState::Held, Some(Cause::BodyLost), now);
        return None;
    };
    delivery.timeout_millis = origin.timeout_millis;
    let turn = delivery.start(now);
    let parcel = Parcel {
        key: row.key,
        revision: row.revision,
        is_conflict: row.packed.state == crate::event::EventState::Conflict,
        facts: &row.packed.facts,
        body,
    };
    match parcel.call(origin, turn, now) {
        Ok(call) => {
            slots.take(&origin.name);
            Some(call)
        }
        Err(unsent) => {
            let delivery = row.packed.deliveries.get_mut(position)?;
            delivery.refuse(unsent.state(), unsent.cause(), now);
            None
        }
    }
}
