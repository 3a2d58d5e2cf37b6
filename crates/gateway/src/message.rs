//! What the Worker and the ledger tell each other.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::delivery::Turn;
use crate::event::Facts;
use crate::fault::Fault;
use crate::frame;
use crate::key::{ContentHash, EventKey};
use crate::outcome::Outcome;
use crate::rate::Rate;
use crate::schedule::Schedule;
use crate::version;

/// What is done with another content for a key that is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    /// Keep and show it, deliver nothing. The answer is 200.
    #[default]
    Keep,
    /// Deliver it as a new revision.
    Forward,
    /// Refuse it with 409.
    Reject,
}

/// An origin that is to get the event, with all that an older configuration would not know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The origin's name.
    pub origin: String,
    /// The pauses between attempts.
    pub schedule: Schedule,
    /// How long a call may take, in milliseconds.
    pub timeout_millis: u64,
}

/// Asks a ledger to accept an event. Only [`crate::intake`] makes one, from a `Verified`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    pub(crate) key: EventKey,
    pub(crate) content: ContentHash,
    pub(crate) facts: Facts,
    pub(crate) on_conflict: OnConflict,
    pub(crate) routes: Vec<Route>,
    /// How many deliveries the sender of this message will make itself.
    pub(crate) leases: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rate: Option<Rate>,
}

/// What a ledger answers to [`Accept`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// What became of the event.
    pub status: Status,
    /// The revision that this content is.
    pub revision: u32,
    /// When this content was accepted, in Unix milliseconds.
    pub accepted_at: i64,
    /// Deliveries that the Worker makes now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leases: Vec<Turn>,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Status {
    /// New and durable.
    Accepted,
    /// This content is durable already.
    Duplicate,
    /// Another content of this key is durable; this one is kept or forwarded too.
    Conflict,
    /// New and durable, and no origin matches.
    Unrouted,
    /// Refused: the source's rate is spent.
    RateLimited {
        /// When to try again.
        retry_after_seconds: u64,
    },
    /// Refused: another content of this key is durable.
    Refused,
}

/// An entry for KV: says that every delivery of a content is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The entry's name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// How long it lives, in seconds.
    pub ttl_seconds: u64,
}

/// Tells a ledger what came of leased calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub(crate) key: EventKey,
    pub(crate) revision: u32,
    pub(crate) results: Vec<TurnResult>,
}

/// One call's outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnResult {
    /// Which attempt.
    #[serde(flatten)]
    pub turn: Turn,
    /// What came of it.
    pub outcome: Outcome,
}

/// What a ledger answers to [`Report`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTaken {
    /// Whether every delivery of the event is done.
    pub all_delivered: bool,
}

impl Accept {
    /// Writes the message: its length in four big-endian bytes, itself as JSON, then the body's bytes.
    ///
    /// # Errors
    /// `internal`, if it cannot be written; that cannot happen for what the intake makes.
    pub fn write(&self, body: &[u8]) -> Result<Vec<u8>, Fault> {
        frame::write(&version::write(self)?, body)
    }

    /// Reads what [`Accept::write`] wrote, and the body behind it.
    ///
    /// # Errors
    /// `internal` for anything else, also for a version that this code cannot read.
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Fault> {
        let (head, body) = frame::parse("accept message", bytes)?;
        let message: Self = version::parse("accept message", head)?;
        if message.facts.body_bytes != body.len() {
            return Err(Fault::internal("an accept message is cut short"));
        }
        Ok((message, body))
    }
}

version::message!(Accepted, "accept answer");
version::message!(Report, "report");
version::message!(ReportTaken, "report answer");
