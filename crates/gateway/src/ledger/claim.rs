//! The alarm's work: attempts that are due, and leases that ended.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::memory::{Gates, Memory};
use super::{purge, release, store};
use crate::config::{Config, Origin};
use crate::delivery::{Cause, Delivery, DeliveryState, lease_end};
use crate::event::EventState;
use crate::fault::Fault;
use crate::forward::{Call, Parcel};
use crate::gate::Pass;
use crate::limits;
use crate::row::Row;
use crate::schedule::{earlier, later};
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
    memory: &mut Memory,
    now: UnixMillis,
    free: usize,
    busy: &[String],
) -> Result<Vec<Call>, Fault> {
    purge::purge(sql, config, now)?;
    let gates = memory.gates(sql)?;
    release::release_some(sql, config, &gates, now)?;
    for row in store::set_aside(sql, now)? {
        store::update(sql, &row, &config.windows())?;
    }
    let mut claim = Claim {
        config,
        gates,
        now,
        free,
        busy: busy.to_vec(),
        calls: Vec::new(),
        until: None,
    };
    let is_whole = claim.look(sql)?;
    let Claim { calls, until, .. } = claim;
    memory.block(now, until.filter(|_| is_whole));
    Ok(calls)
}

/// One look at what is due.
struct Claim<'a> {
    config: &'a Config,
    gates: Gates<'a>,
    now: UnixMillis,
    /// How many calls may start.
    free: usize,
    /// The origin of each call that runs.
    busy: Vec<String>,
    calls: Vec<Call>,
    /// When the first cap that holds something back has room again.
    until: Option<UnixMillis>,
}

/// What becomes of a delivery that is due.
enum Step {
    /// Nothing: it is not due, or something else stands in its way.
    Stay,
    /// It has changed.
    Changed,
}

impl Claim<'_> {
    /// Goes through due rows, the longest due first. Says whether it saw all of them.
    ///
    /// Rows that a cap holds back stay as they are, and those behind them are
    /// looked at. A cap that holds back too many would hide them: then its rows
    /// go behind the others.
    fn look(&mut self, sql: &mut dyn Sql) -> Result<bool, Fault> {
        let mut left: Vec<Row> = Vec::new();
        loop {
            let page = store::due(sql, self.now, left.len())?;
            let is_last = page.count < limits::CLAIM_ROWS;
            for mut row in page.rows {
                if self.free == 0 {
                    return Ok(false);
                }
                let before = row.next_due();
                self.advance_all(sql, &mut row)?;
                // One with another date stands elsewhere in the queue, and is met again there.
                if row.next_due() == before {
                    left.push(row);
                }
            }
            if is_last || self.free == 0 {
                return Ok(is_last);
            }
            if left.len() >= limits::CLAIM_LOOK {
                self.put_behind(sql, core::mem::take(&mut left))?;
            }
        }
    }

    /// Moves rows behind the others in the queue.
    fn put_behind(&mut self, sql: &mut dyn Sql, rows: Vec<Row>) -> Result<(), Fault> {
        for mut row in rows {
            for delivery in &mut row.packed.deliveries {
                if delivery.is_due(self.now) {
                    delivery.next = Some(later(self.now, delivery.timeout_millis).0);
                }
            }
            store::update(sql, &row, &self.config.windows())?;
        }
        Ok(())
    }

    fn advance_all(&mut self, sql: &mut dyn Sql, row: &mut Row) -> Result<(), Fault> {
        let mut body = None;
        let mut is_changed = false;
        for position in 0..row.packed.deliveries.len() {
            let step = self.advance(sql, row, position, &mut body)?;
            is_changed |= matches!(step, Step::Changed);
        }
        if is_changed {
            store::update(sql, row, &self.config.windows())?;
        }
        Ok(())
    }

    /// Brings one delivery forward: nothing, a new state, or a call.
    fn advance(
        &mut self,
        sql: &mut dyn Sql,
        row: &mut Row,
        position: usize,
        body: &mut Option<Rc<[u8]>>,
    ) -> Result<Step, Fault> {
        let now = self.now;
        let Some(delivery) = row.packed.deliveries.get_mut(position) else {
            return Ok(Step::Stay);
        };
        if !delivery.is_due(now) {
            return Ok(Step::Stay);
        }
        let mut step = Step::Stay;
        if delivery.state == DeliveryState::Delivering {
            delivery.end_lease(now, self.config.windows().retention_millis);
            step = Step::Changed;
        }
        if delivery.state != DeliveryState::Pending {
            return Ok(step);
        }
        let Some(origin) = self.config.origin(&delivery.origin) else {
            delivery.hold(Cause::OriginRemoved, now);
            return Ok(Step::Changed);
        };
        if self.free == 0 {
            return Ok(step);
        }
        match self.pass(origin) {
            Pass::Go => {}
            Pass::Hold => {
                delivery.hold(Cause::Paused, now);
                return Ok(Step::Changed);
            }
            // Soon: it stays in the queue where it is. Later: it has a new date.
            Pass::Wait(until) if until <= later(now, limits::GUARD_MILLIS) => {
                self.until = earlier(self.until, Some(until));
                return Ok(step);
            }
            Pass::Wait(until) => {
                delivery.next = Some(until.0);
                return Ok(Step::Changed);
            }
        }
        if body.is_none() {
            *body = store::body(sql, row)?.filter(|body| {
                row.packed.facts.hash_on(self.config.native(), body) == row.packed.content
            });
        }
        self.start(row, position, origin, body.as_ref());
        Ok(Step::Changed)
    }

    fn pass(&mut self, origin: &Origin) -> Pass {
        let running = self.busy.iter().filter(|busy| **busy == origin.name);
        if running.count() >= limits::CALLS_PER_ORIGIN {
            return Pass::Wait(later(self.now, origin.timeout_millis));
        }
        self.gates.pass(self.config, &origin.name, self.now)
    }

    /// Records an attempt and makes its call.
    fn start(&mut self, row: &mut Row, position: usize, origin: &Origin, body: Option<&Rc<[u8]>>) {
        let now = self.now;
        let Some(delivery): Option<&mut Delivery> = row.packed.deliveries.get_mut(position) else {
            return;
        };
        let Some(body) = body else {
            return delivery.hold(Cause::BodyLost, now);
        };
        delivery.timeout_millis = origin.timeout_millis;
        let turn = delivery.start(now);
        let parcel = Parcel {
            key: row.key,
            revision: row.revision,
            is_conflict: row.packed.state == EventState::Conflict,
            facts: &row.packed.facts,
            body,
            native: self.config.native(),
        };
        match parcel.call(origin, turn, now) {
            Ok(call) => {
                self.free = self.free.saturating_sub(1);
                self.busy.push(origin.name.clone());
                let end = lease_end(now, origin.timeout_millis);
                self.gates.begin(self.config, &origin.name, end, now);
                self.calls.push(call);
            }
            Err(unsent) => {
                if let Some(delivery) = row.packed.deliveries.get_mut(position) {
                    delivery.refuse(unsent.state(), unsent.cause(), now);
                }
            }
        }
    }
}
