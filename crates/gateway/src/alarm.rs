//! The alarm handler of a ledger as a machine.
//!
//! It arms the next alarm first, so that a handler that dies is followed by
//! another; every attempt is recorded before its call; calls run side by side,
//! and a slot that is free claims what is due next.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::UnixMillis;

use crate::fault::Fault;
use crate::forward::{Call, Ticket};
use crate::limits;
use crate::message::Marker;
use crate::outcome::Outcome;
use crate::schedule::later;

/// What the host is to do. Several may be outstanding at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Set the alarm. Answer: [`Tell::Armed`] or [`Tell::Fault`].
    Arm(UnixMillis),
    /// Run [`crate::ledger::claim`]. Answer: [`Tell::Claimed`] or [`Tell::Fault`].
    Claim {
        /// How many calls may start.
        free: usize,
        /// The origin of each call that is under way.
        busy: Vec<String>,
    },
    /// Make a call. Answer: [`Tell::Called`].
    Call(Call),
    /// Run [`crate::ledger::settle`]. Answer: [`Tell::Settled`] or [`Tell::Unsettled`].
    Settle(Ticket, Outcome),
    /// Write a KV marker, best effort. Answer: [`Tell::Marked`].
    Mark {
        /// What to write.
        marker: Marker,
        /// How long it may take, in milliseconds.
        budget_millis: u64,
    },
    /// Set the alarm to what [`crate::arming::Arming::rest`] says of
    /// [`crate::ledger::next_alarm`]. Answer: [`Tell::Rested`] or [`Tell::Fault`].
    Rest,
}

/// What the host answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The alarm is set.
    Armed,
    /// These attempts are recorded; their calls are to be made.
    Claimed(Vec<Call>),
    /// A call ended.
    Called(Ticket, Outcome),
    /// Its outcome is recorded. A marker is there if the event is done.
    Settled(Ticket, Option<Marker>),
    /// Its outcome could not be recorded: the lease's end will tell.
    Unsettled(Ticket),
    /// The marker is written, or not.
    Marked,
    /// The alarm for what comes next is set.
    Rested,
    /// Arm, claim or rest failed: the run ends when its calls have ended.
    Fault(Fault),
}

/// One run of the alarm handler.
#[derive(Debug)]
pub struct Alarm {
    until: UnixMillis,
    running: Vec<Ticket>,
    is_claiming: bool,
    has_begun_rest: bool,
    fault: Option<Fault>,
}

impl Alarm {
    /// Begins a run.
    #[must_use]
    pub fn begin(now: UnixMillis) -> (Self, Vec<Ask>) {
        let alarm = Self {
            until: later(now, limits::ALARM_BUDGET_MILLIS),
            running: Vec::new(),
            is_claiming: false,
            has_begun_rest: false,
            fault: None,
        };
        (
            alarm,
            alloc::vec![Ask::Arm(later(now, limits::GUARD_MILLIS))],
        )
    }

    /// Takes an answer and says what is to be done next. The run is over when
    /// nothing is outstanding.
    pub fn tell(&mut self, tell: Tell, now: UnixMillis) -> Vec<Ask> {
        match tell {
            Tell::Armed => self.claim(now),
            Tell::Claimed(calls) => {
                self.is_claiming = false;
                self.running
                    .extend(calls.iter().map(|call| call.ticket.clone()));
                let asks: Vec<Ask> = calls.into_iter().map(Ask::Call).collect();
                if asks.is_empty() { self.rest() } else { asks }
            }
            Tell::Called(ticket, outcome) => alloc::vec![Ask::Settle(ticket, outcome)],
            Tell::Settled(ticket, marker) => {
                let mark = marker.map(|marker| Ask::Mark {
                    marker,
                    budget_millis: limits::MARK_BUDGET_MILLIS,
                });
                let mut asks = self.end_call(&ticket, now);
                asks.extend(mark);
                asks
            }
            Tell::Unsettled(ticket) => self.end_call(&ticket, now),
            Tell::Marked | Tell::Rested => Vec::new(),
            // Calls that run go on; nothing new is started. The guard stays as it
            // is: what comes next would be due at once and fail at once, for ever.
            // If it is the guard that failed, the platform repeats a handler that fails.
            Tell::Fault(fault) => {
                self.is_claiming = false;
                self.fault.get_or_insert(fault);
                Vec::new()
            }
        }
    }

    /// Ends the run. An error is for the host to throw, so that the platform runs it again.
    ///
    /// # Errors
    /// The first fault.
    pub fn end(self) -> Result<(), Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn end_call(&mut self, ticket: &Ticket, now: UnixMillis) -> Vec<Ask> {
        if let Some(position) = self.running.iter().position(|running| running == ticket) {
            self.running.swap_remove(position);
        }
        self.claim(now)
    }

    fn claim(&mut self, now: UnixMillis) -> Vec<Ask> {
        if self.is_claiming {
            return Vec::new();
        }
        let free = limits::PARALLEL_CALLS.saturating_sub(self.running.len());
        if self.fault.is_some() || now >= self.until || free == 0 {
            return self.rest();
        }
        self.is_claiming = true;
        let busy = self
            .running
            .iter()
            .map(|ticket| ticket.turn.origin.clone())
            .collect();
        alloc::vec![Ask::Claim { free, busy }]
    }

    fn rest(&mut self) -> Vec<Ask> {
        let is_over = self.running.is_empty() && self.fault.is_none();
        if self.is_claiming || self.has_begun_rest || !is_over {
            return Vec::new();
        }
        self.has_begun_rest = true;
        alloc::vec![Ask::Rest]
    }
}
