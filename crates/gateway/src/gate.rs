//! How an origin stands in one ledger: paused, left alone after failures, or at its cap.
//!
//! A gate decides whether a call may start. What it holds back keeps its retry
//! budget: no attempt is recorded. Each ledger keeps gates of its own, and its
//! share of a cap; pauses and open breakers are stored, everything else is
//! forgotten with the object's memory, which costs a few calls too many.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use waxseal::UnixMillis;

use crate::key::SHARDS;
use crate::limits;
use crate::order::{GateOrder, Pause, PauseCause};
use crate::rate::Rate;
use crate::read::BreakerView;
use crate::schedule::later;
use crate::version;

/// What the operator allows towards one origin, over all ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caps {
    /// Calls at once.
    pub(crate) parallel: Option<u32>,
    /// Calls per span.
    pub(crate) rate: Option<Rate>,
    /// Calls that fail in a row before the origin is left alone; 0 never.
    pub(crate) breaker: u32,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            parallel: None,
            rate: None,
            breaker: limits::BREAKER_FAILURES,
        }
    }
}

impl Caps {
    /// One ledger's share of the calls at once: at least one.
    fn parallel_share(&self) -> Option<usize> {
        let share = self.parallel?.div_ceil(u32::from(SHARDS));
        usize::try_from(share.max(1)).ok()
    }

    /// One ledger's pause between two calls, in milliseconds.
    fn pause_millis(&self) -> u64 {
        self.rate.map_or(0, |rate| {
            let spread = rate.span_millis.saturating_mul(SHARDS.into());
            spread.div_ceil(u64::from(rate.events.max(1)))
        })
    }
}

/// How an origin stands in one ledger.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Gate {
    #[serde(skip_serializing_if = "Option::is_none")]
    paused: Option<Pause>,
    /// When an operator resumed it last: an older pause that another ledger tells of is over.
    resumed_at: i64,
    /// Calls that failed in a row.
    failures: u32,
    /// How often the breaker opened since the last success.
    openings: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_until: Option<i64>,
    /// When the lease of each running call ends.
    #[serde(skip)]
    running: Vec<i64>,
    /// When the rate allows the next call.
    #[serde(skip)]
    slot: i64,
    #[serde(flatten)]
    unknown: serde_json::Map<String, serde_json::Value>,
}

/// Whether a call may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// It may.
    Go,
    /// Not before this moment.
    Wait(UnixMillis),
    /// Not until an operator says so.
    Hold,
}

/// How a call ended, as far as a gate cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The origin answered, if only to refuse.
    Alive,
    /// It did not answer, or cannot take anything now.
    Failed,
    /// It wants nothing any more (410).
    Gone,
    /// It was not asked: the request could not be written.
    Unasked,
}

impl Gate {
    /// Says whether a call may start now.
    pub(crate) fn pass(&mut self, caps: &Caps, now: UnixMillis) -> Pass {
        if self.paused.is_some() {
            return Pass::Hold;
        }
        self.running.retain(|end| *end > now.0);
        if let Some(until) = self.open_until {
            // When the pause is over, one call tells whether the origin is back.
            let until = self.running.iter().copied().fold(until, i64::max);
            if until > now.0 {
                return Pass::Wait(UnixMillis(until));
            }
        }
        if caps
            .parallel_share()
            .is_some_and(|share| self.running.len() >= share)
        {
            let first = self.running.iter().min().copied();
            return Pass::Wait(UnixMillis(first.unwrap_or(now.0)));
        }
        if caps.rate.is_some() && self.slot > now.0 {
            return Pass::Wait(UnixMillis(self.slot));
        }
        Pass::Go
    }

    /// Notes that a call begins, whose lease ends then.
    pub(crate) fn begin(&mut self, caps: &Caps, lease_end: UnixMillis, now: UnixMillis) {
        self.running.push(lease_end.0);
        self.slot = later(UnixMillis(self.slot.max(now.0)), caps.pause_millis()).0;
    }

    /// Notes how a call ended. Says whether what is stored of the gate has changed.
    pub(crate) fn end(&mut self, caps: &Caps, ended: Ended, now: UnixMillis) -> bool {
        // Leases of one origin are equally long: the one that ends first began first.
        if let Some(first) = self.running.iter().min().copied() {
            let position = self.running.iter().position(|end| *end == first);
            position.map(|position| self.running.swap_remove(position));
        }
        match ended {
            Ended::Alive => {
                let was_open = self.open_until.take().is_some();
                self.failures = 0;
                self.openings = 0;
                was_open
            }
            Ended::Unasked => false,
            Ended::Gone => self.pause(Pause {
                at: now.0,
                cause: PauseCause::Gone,
                by: "waxseal".into(),
            }),
            Ended::Failed => {
                self.failures = self.failures.saturating_add(1);
                let is_open = self.open_until.is_some_and(|until| until > now.0);
                let opens = caps.breaker > 0 && self.failures >= caps.breaker && !is_open;
                if opens {
                    self.openings = self.openings.saturating_add(1);
                    let doubled = 1_u64 << self.openings.saturating_sub(1).min(16);
                    let pause = limits::BREAKER_PAUSE_MILLIS
                        .saturating_mul(doubled)
                        .min(limits::BREAKER_PAUSE_CAP_MILLIS);
                    self.open_until = Some(later(now, pause).0);
                }
                opens
            }
        }
    }

    /// Carries out an order. Says whether what is stored of the gate has changed.
    pub(crate) fn order(&mut self, order: &GateOrder, now: UnixMillis) -> bool {
        if order.paused {
            let at = order.at.unwrap_or(now.0);
            return at >= self.resumed_at
                && self.pause(Pause {
                    at,
                    cause: order.cause,
                    by: order.by.clone(),
                });
        }
        // An operator who resumes says that the origin is well.
        self.paused = None;
        self.open_until = None;
        self.failures = 0;
        self.openings = 0;
        self.resumed_at = now.0;
        true
    }

    fn pause(&mut self, pause: Pause) -> bool {
        if self.paused.is_some() {
            return false;
        }
        self.paused = Some(pause);
        true
    }

    /// Says whether nothing is sent until an operator says so.
    pub(crate) fn is_paused(&self) -> bool {
        self.paused.is_some()
    }

    /// Shows the pause.
    pub(crate) fn paused(&self) -> Option<Pause> {
        self.paused.clone()
    }

    /// Shows the breaker, if it is open or waits for the call that tells.
    pub(crate) fn breaker(&self) -> Option<BreakerView> {
        self.open_until.map(|open_until| BreakerView {
            failures: self.failures,
            open_until,
        })
    }
}

version::message!(pub(crate) Gate, "gate");
