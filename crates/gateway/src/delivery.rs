//! One event's way to one origin.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use waxseal::UnixMillis;

use crate::limits;
use crate::outcome::{Outcome, Received};
use crate::schedule::{Schedule, Verdict, later};

/// The state of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its next attempt.
    Pending,
    /// An attempt is under way; its lease has an end.
    Delivering,
    /// The origin has it.
    Delivered,
    /// Waits for an operator, however long.
    Held,
    /// Given up, with the body kept.
    Dead,
    /// Dead, and its body's retention is over.
    Expired,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [DeliveryState; 6] = [
        DeliveryState::Pending,
        DeliveryState::Delivering,
        DeliveryState::Delivered,
        DeliveryState::Held,
        DeliveryState::Dead,
        DeliveryState::Expired,
    ];

    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            DeliveryState::Pending => "pending",
            DeliveryState::Delivering => "delivering",
            DeliveryState::Delivered => "delivered",
            DeliveryState::Held => "held",
            DeliveryState::Dead => "dead",
            DeliveryState::Expired => "expired",
        }
    }

    /// Finds a state by its name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Says whether something will still happen by itself.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, DeliveryState::Pending | DeliveryState::Delivering)
    }
}

/// Why a delivery is held or dead, or an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The configuration has no origin of this name any more.
    OriginRemoved,
    /// The origin is paused.
    Paused,
    /// An operator erased the body.
    Erased,
    /// The stored body is not there, or not the one that was accepted.
    BodyLost,
    /// The request for this origin cannot be signed.
    Unsignable,
    /// A template of the origin needs what this event does not have.
    TemplateMissing {
        /// The JSON pointer; empty for the body, URL or message as a whole.
        path: String,
        /// What is wrong there, such as `absent`; see `waxseal_events::template::RenderCause::code`.
        /// `body_unreadable` where nothing can be read at all.
        problem: String,
    },
    /// The origin answered this status, which is final.
    Status(u16),
    /// The last attempt ended so, and no further one is due.
    Exhausted,
    /// The last attempt's outcome was lost, and no further one is due.
    Unknown,
}

/// One attempt. Recorded before its call, its outcome after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Counts the delivery's attempts from 1.
    pub number: u32,
    /// The replay that it belongs to; 0 is the first run.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u32,
    /// When it began.
    pub started_at: i64,
    /// What came of it. Nothing while it runs, and when the report was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// One event's way to one origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// The origin's name.
    pub origin: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// When the next attempt is due, or the lease of the running one ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
    /// The number of the latest attempt.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub attempt: u32,
    /// How many attempts this generation has had.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub spent: u32,
    /// How often it was replayed or reopened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u32,
    /// The oldest generation whose success closes it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub since: u32,
    /// When this generation began.
    pub opened_at: i64,
    /// The pauses between attempts.
    pub schedule: Schedule,
    /// How long a call may take, in milliseconds.
    pub timeout_millis: u64,
    /// When it was delivered, held, given up or expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<i64>,
    /// Why it is held or dead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The latest attempts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// What the origin told of it later: processed, or failed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processed: Option<Processed>,
    /// What a newer version wrote beside this.
    #[serde(flatten)]
    pub(crate) unknown: serde_json::Map<String, serde_json::Value>,
}

/// What an origin made of an event behind its 2xx.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Processed {
    /// When it told so.
    pub at: i64,
    /// Whether the event was processed.
    pub is_processed: bool,
    /// Why not, in the origin's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Names one attempt, so that its report can be told from a later one's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The origin's name.
    pub origin: String,
    /// The attempt's number.
    pub attempt: u32,
    /// The replay that it belongs to.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u32,
}

impl Delivery {
    /// Makes a delivery that is due now.
    pub(crate) fn new(
        origin: &str,
        schedule: Schedule,
        timeout_millis: u64,
        now: UnixMillis,
    ) -> Self {
        Self {
            origin: origin.into(),
            state: DeliveryState::Pending,
            next: Some(now.0),
            attempt: 0,
            spent: 0,
            generation: 0,
            since: 0,
            opened_at: now.0,
            schedule,
            timeout_millis,
            closed_at: None,
            cause: None,
            attempts: Vec::new(),
            processed: None,
            unknown: serde_json::Map::new(),
        }
    }

    /// Says whether an attempt is due, or the lease of one has ended.
    pub(crate) fn is_due(&self, now: UnixMillis) -> bool {
        self.state.is_open() && self.next.is_none_or(|next| next <= now.0)
    }

    /// Records the start of an attempt and leases it to whoever makes the call.
    pub(crate) fn start(&mut self, now: UnixMillis) -> Turn {
        self.attempt = self.attempt.saturating_add(1);
        self.spent = self.spent.saturating_add(1);
        self.state = DeliveryState::Delivering;
        self.next = Some(lease_end(now, self.timeout_millis).0);
        self.attempts.push(Attempt {
            number: self.attempt,
            generation: self.generation,
            started_at: now.0,
            outcome: None,
        });
        let surplus = self.attempts.len().saturating_sub(limits::ATTEMPTS_KEPT);
        self.attempts.drain(..surplus);
        Turn {
            origin: self.origin.clone(),
            attempt: self.attempt,
            generation: self.generation,
        }
    }

    /// Handles a lease that ended without a report: the attempt is spent, its
    /// outcome unknown. The next one is due at once, if there is one.
    pub(crate) fn end_lease(&mut self, now: UnixMillis, retention_millis: u64) {
        let end = later(UnixMillis(self.opened_at), retention_millis);
        if self.schedule.delay_after(self.spent).is_some() && now <= end {
            self.state = DeliveryState::Pending;
            self.next = Some(now.0);
        } else {
            self.close(DeliveryState::Dead, Some(Cause::Unknown), now);
        }
    }

    /// Takes the report of an attempt.
    ///
    /// A success of this generation closes the delivery however late it comes.
    /// Any other report counts only if it is of the attempt that is under way;
    /// otherwise it is logged and changes nothing.
    pub(crate) fn report(&mut self, report: &Reported<'_>) {
        let Reported {
            turn,
            outcome,
            now,
            jitter,
            retention_millis,
        } = *report;
        let attempt = self.attempts.iter_mut().find(|attempt| {
            attempt.number == turn.attempt && attempt.generation == turn.generation
        });
        if let Some(attempt) = attempt {
            attempt.outcome.get_or_insert_with(|| outcome.clone());
        }
        let is_current = self.state == DeliveryState::Delivering
            && self.attempt == turn.attempt
            && self.generation == turn.generation;
        match Verdict::of(outcome, now) {
            Verdict::Done => {
                let was_started = (1..=self.attempt).contains(&turn.attempt)
                    && turn.generation <= self.generation;
                if was_started
                    && turn.generation >= self.since
                    && self.state != DeliveryState::Delivered
                {
                    self.close(DeliveryState::Delivered, None, now);
                }
            }
            Verdict::Final | Verdict::Unsent if is_current => {
                let cause = match &outcome.received {
                    Received::Answer { status, .. } => Cause::Status(*status),
                    Received::Unsent { cause } => cause.clone(),
                    Received::Timeout | Received::Network { .. } => Cause::Exhausted,
                };
                self.close(DeliveryState::Dead, Some(cause), now);
            }
            Verdict::Gone if is_current => self.hold(Cause::Paused, now),
            Verdict::Again { retry_after_millis } if is_current => {
                let end = later(UnixMillis(self.opened_at), retention_millis);
                match self
                    .schedule
                    .next(self.spent, now, retry_after_millis, jitter, end)
                {
                    Some(next) => {
                        self.state = DeliveryState::Pending;
                        self.next = Some(next.0);
                    }
                    None => self.close(DeliveryState::Dead, Some(Cause::Exhausted), now),
                }
            }
            Verdict::Final | Verdict::Unsent | Verdict::Gone | Verdict::Again { .. } => {}
        }
    }

    /// Ends the delivery for now.
    pub(crate) fn close(&mut self, state: DeliveryState, cause: Option<Cause>, now: UnixMillis) {
        self.state = state;
        self.next = None;
        self.closed_at = Some(now.0);
        self.cause = cause;
    }

    /// Ends the delivery because the request of the attempt that was started cannot be written.
    pub(crate) fn refuse(&mut self, state: DeliveryState, cause: Cause, now: UnixMillis) {
        if let Some(attempt) = self.attempts.last_mut() {
            attempt
                .outcome
                .get_or_insert_with(|| Outcome::unsent(cause.clone()));
        }
        self.close(state, Some(cause), now);
    }

    /// Holds the delivery until an operator, or a change of the configuration, lets it go.
    pub(crate) fn hold(&mut self, cause: Cause, now: UnixMillis) {
        self.close(DeliveryState::Held, Some(cause), now);
    }

    /// Lets go a delivery that was held: it goes on where it was.
    pub(crate) fn let_go(&mut self, now: UnixMillis) {
        self.state = DeliveryState::Pending;
        self.next = Some(now.0);
        self.closed_at = None;
        self.cause = None;
    }

    /// Starts a new generation: all attempts again, reports of older failures are history.
    ///
    /// A success of an older generation still closes it, unless it had been
    /// delivered before: then the replay is wanted for its own sake.
    pub(crate) fn reopen(&mut self, now: UnixMillis) {
        self.generation = self.generation.saturating_add(1);
        if self.state == DeliveryState::Delivered {
            self.since = self.generation;
        }
        self.state = DeliveryState::Pending;
        self.next = Some(now.0);
        self.spent = 0;
        self.opened_at = now.0;
        self.closed_at = None;
        self.cause = None;
    }
}

/// A report and what is needed to judge it.
#[derive(Clone, Copy)]
pub(crate) struct Reported<'a> {
    pub(crate) turn: &'a Turn,
    pub(crate) outcome: &'a Outcome,
    pub(crate) now: UnixMillis,
    pub(crate) jitter: u32,
    pub(crate) retention_millis: u64,
}

/// When a lease that begins now ends.
pub(crate) fn lease_end(now: UnixMillis, timeout_millis: u64) -> UnixMillis {
    later(
        now,
        timeout_millis.saturating_add(limits::LEASE_MARGIN_MILLIS),
    )
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde calls"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
