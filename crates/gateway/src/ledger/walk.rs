//! How far the looks at what is done have come.

use alloc::string::ToString as _;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use super::store;
use crate::config::Windows;
use crate::fault::Fault;
use crate::limits;
use crate::row::Phase;
use crate::schedule::later;
use crate::sql::{Columns, Sql};

/// A short window is not made much longer by waiting for company.
const PURGE_PART: u64 = 24;

/// Goes through the events in the order of acceptance, once: what was delivered
/// needs no entry in an index to be found when its time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// Over delivered events, whose bodies end.
    Bodies,
    /// Over tombstones, which end with the dedupe window.
    Tombstones,
}

impl Walk {
    pub(super) const ALL: [Walk; 2] = [Walk::Bodies, Walk::Tombstones];

    /// The walk that finds events of this phase.
    pub(super) fn over(phase: Phase) -> Option<Self> {
        match phase {
            Phase::Done => Some(Walk::Bodies),
            Phase::Tombstone => Some(Walk::Tombstones),
            Phase::Open
            | Phase::Held
            | Phase::Dead
            | Phase::Unrouted
            | Phase::Unreadable
            | Phase::Timed => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Walk::Bodies => "bodies_walked",
            Walk::Tombstones => "tombstones_walked",
        }
    }

    /// How old an event is when the walk may pass it, in milliseconds.
    pub(super) const fn age_millis(self, windows: &Windows) -> u64 {
        match self {
            Walk::Bodies => windows.retention_millis,
            Walk::Tombstones => windows.dedupe_millis,
        }
    }

    /// Says whether it is this walk that finds events of this phase.
    pub(super) fn finds(self, phase: Phase) -> bool {
        Self::over(phase) == Some(self)
    }

    /// The position that it has passed.
    pub(super) fn passed(self, sql: &mut dyn Sql) -> Result<i64, Fault> {
        store::position(sql, self.name())
    }

    pub(super) fn set_passed(self, sql: &mut dyn Sql, seq: i64) -> Result<(), Fault> {
        store::set_meta(sql, self.name(), &seq.to_string())
    }

    /// The events that come next on it.
    pub(super) fn ahead(self, sql: &mut dyn Sql) -> Result<Vec<Columns>, Fault> {
        let passed = self.passed(sql)?;
        store::some_after(sql, passed)
    }

    /// Says whether the event that comes next on it is old enough. Asked with every claim.
    pub(super) fn is_due(
        self,
        sql: &mut dyn Sql,
        windows: &Windows,
        now: UnixMillis,
    ) -> Result<bool, Fault> {
        Ok(self.over_at(sql, windows)?.is_some_and(|at| at <= now))
    }

    /// When it may go on; nothing if no event is ahead.
    pub(super) fn next(
        self,
        sql: &mut dyn Sql,
        windows: &Windows,
    ) -> Result<Option<UnixMillis>, Fault> {
        let age = self.age_millis(windows);
        let company = (age / PURGE_PART).min(limits::PURGE_GRAIN_MILLIS);
        Ok(self.over_at(sql, windows)?.map(|at| later(at, company)))
    }

    /// When the event that comes next on it is old enough.
    fn over_at(self, sql: &mut dyn Sql, windows: &Windows) -> Result<Option<UnixMillis>, Fault> {
        let passed = self.passed(sql)?;
        let first = store::accepted_after(sql, passed)?;
        Ok(first.map(|at| later(at, self.age_millis(windows))))
    }
}
