//! What a ledger's object keeps in memory, and may forget at any moment.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::store;
use crate::config::Config;
use crate::fault::Fault;
use crate::gate::{Caps, Ended, Gate, Pass};
use crate::order::GateOrder;
use crate::schedule::Verdict;
use crate::sql::Sql;

/// The memory of one ledger. An eviction forgives what sources and origins have
/// spent of their rates, and that is all it costs: what must last is stored.
#[derive(Debug, Default)]
pub struct Memory {
    /// How far each source has spent its rate.
    spent_until: BTreeMap<String, i64>,
    /// Nothing before they were read.
    gates: Option<BTreeMap<String, Gate>>,
    /// What the last look at due rows left where it was.
    blocked: Option<Blocked>,
    has_left: bool,
    /// The highest position that was given; nothing before it was read.
    last: Option<i64>,
}

/// Due rows that a cap holds back.
#[derive(Clone, Copy, Debug)]
struct Blocked {
    /// When they were looked at: every row that was due then is started or held back.
    since: UnixMillis,
    /// When the first cap has room again.
    until: UnixMillis,
}

impl Memory {
    pub(super) fn spent_until(&self, source: &str) -> Option<i64> {
        self.spent_until.get(source).copied()
    }

    pub(super) fn charge(&mut self, source: &str, until: i64) {
        self.spent_until.insert(source.into(), until);
    }

    /// Returns the gates, which are read from the database once.
    pub(super) fn gates<'m>(&'m mut self, sql: &mut dyn Sql) -> Result<Gates<'m>, Fault> {
        let gates = match self.gates.take() {
            Some(gates) => gates,
            None => store::gates(sql)?,
        };
        Ok(Gates(self.gates.insert(gates)))
    }

    /// Says whether the last accept or report left something to the alarm, which
    /// is to be armed for it. Forgets it.
    pub fn has_left(&mut self) -> bool {
        core::mem::take(&mut self.has_left)
    }

    /// Notes that an accept left something to the alarm; `until` says when the
    /// gates that hold it back may open.
    pub(super) fn leave(&mut self, now: UnixMillis, until: Option<UnixMillis>) {
        self.has_left = true;
        // It stands behind others that wait: no look at them is needed for it alone.
        if let (Some(blocked), Some(until)) = (&mut self.blocked, until) {
            blocked.since = now;
            blocked.until = blocked.until.min(until);
        }
    }

    pub(super) fn block(&mut self, since: UnixMillis, until: Option<UnixMillis>) {
        self.blocked = until.map(|until| Blocked { since, until });
    }

    /// A call ended, or an origin is resumed: what was held back may go.
    pub(super) fn unblock(&mut self) {
        self.has_left |= self.blocked.take().is_some();
    }

    /// Returns the next position in the order of acceptance.
    pub(super) fn next_position(&mut self, sql: &mut dyn Sql) -> Result<i64, Fault> {
        let last = match self.last {
            Some(last) => last,
            None => store::last(sql)?,
        };
        let next = last.saturating_add(1);
        self.last = Some(next);
        Ok(next)
    }

    /// Behind which due date the next one counts, and when what was held back may go.
    pub(super) fn blocked(&self) -> (UnixMillis, Option<UnixMillis>) {
        match self.blocked {
            Some(Blocked { since, until }) => (since, Some(until)),
            None => (UnixMillis(-1), None),
        }
    }

    /// Forgets everything, as an eviction does.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// The gates of all origins, by name.
pub(super) struct Gates<'m>(&'m mut BTreeMap<String, Gate>);

impl Gates<'_> {
    pub(super) fn pass(&mut self, config: &Config, origin: &str, now: UnixMillis) -> Pass {
        match self.0.get_mut(origin) {
            Some(gate) => gate.pass(&caps(config, origin), now),
            None => Pass::Go,
        }
    }

    pub(super) fn begin(
        &mut self,
        config: &Config,
        origin: &str,
        lease_end: UnixMillis,
        now: UnixMillis,
    ) {
        let gate = self.0.entry(origin.into()).or_default();
        gate.begin(&caps(config, origin), lease_end, now);
    }

    /// Takes the end of a call, and stores the gate if that matters.
    pub(super) fn end(
        &mut self,
        sql: &mut dyn Sql,
        config: &Config,
        origin: &str,
        verdict: Verdict,
        now: UnixMillis,
    ) -> Result<(), Fault> {
        let ended = match verdict {
            Verdict::Done | Verdict::Final => Ended::Alive,
            Verdict::Again { .. } => Ended::Failed,
            Verdict::Gone => Ended::Gone,
            Verdict::Unsent => Ended::Unasked,
        };
        let gate = self.0.entry(origin.into()).or_default();
        if gate.end(&caps(config, origin), ended, now) {
            store::set_gate(sql, origin, gate)?;
        }
        Ok(())
    }

    pub(super) fn order(
        &mut self,
        sql: &mut dyn Sql,
        order: &GateOrder,
        now: UnixMillis,
    ) -> Result<bool, Fault> {
        let gate = self.0.entry(order.origin.clone()).or_default();
        if gate.order(order, now) {
            store::set_gate(sql, &order.origin, gate)?;
        }
        Ok(gate.is_paused())
    }

    pub(super) fn is_paused(&self, origin: &str) -> bool {
        self.0.get(origin).is_some_and(Gate::is_paused)
    }

    pub(super) fn get(&self, origin: &str) -> Option<&Gate> {
        self.0.get(origin)
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

fn caps(config: &Config, origin: &str) -> Caps {
    config
        .origin(origin)
        .map(|origin| origin.caps)
        .unwrap_or_default()
}
