//! What the API asks of a ledger, and what it is shown.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::delivery::{Attempt, Cause, Delivery, DeliveryState, Processed};
use crate::event::{self, EventState, Mark, Noted};
use crate::fault::Fault;
use crate::frame;
use crate::key::{EventKey, write_webhook_id};
use crate::order::Pause;
use crate::row::Row;
use crate::version;

/// Asks a ledger for a part of its event log. Positions are this ledger's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// How many at the most.
    pub limit: u32,
    /// Behind this position, the oldest first: how a reader pulls without missing one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Before this position, the newest first. Without either: the newest there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Which of them.
    #[serde(default)]
    pub filter: Filter,
}

/// Which events are meant. What is not set does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The source's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The event's type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// The state of the event, or of one of its deliveries (of the origin, if one is named).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// An origin that has a delivery of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Whether it is a test event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<bool>,
    /// Accepted at this moment or later, in Unix milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// Accepted before this moment, in Unix milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

impl Filter {
    /// Says whether an event is meant.
    pub(crate) fn matches(&self, row: &Row) -> bool {
        let facts = &row.packed.facts;
        let is = |wanted: &Option<String>, text: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| text == Some(wanted))
        };
        let at = row.accepted_at.0;
        is(&self.source, Some(&facts.source))
            && is(&self.event_type, facts.event_type.as_deref())
            && self.test.is_none_or(|test| test == facts.test)
            && self.since.is_none_or(|since| at >= since)
            && self.until.is_none_or(|until| at < until)
            && self.matches_way(row)
    }

    /// Says whether the state and the origin are those that are meant: of one delivery, both.
    fn matches_way(&self, row: &Row) -> bool {
        let mut deliveries = row.packed.deliveries.iter();
        let is_origin = |delivery: &Delivery| {
            let origin = self.origin.as_ref();
            origin.is_none_or(|origin| *origin == delivery.origin)
        };
        match self.state.as_deref() {
            Some(word) if DeliveryState::parse(word).is_some() => {
                deliveries.any(|delivery| delivery.state.as_str() == word && is_origin(delivery))
            }
            Some(word) if row.packed.state.as_str() != word => false,
            Some(_) | None => self.origin.is_none() || deliveries.any(is_origin),
        }
    }
}

/// Asks a ledger for one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventQuery {
    pub(crate) key: EventKey,
}

/// Asks a ledger for the body of one content of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyQuery {
    /// The event.
    pub key: EventKey,
    /// Its content.
    pub revision: u32,
}

/// What a ledger answers to [`BodyQuery`]; the body's bytes follow it, see [`BodyFound::write`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFound {
    /// Whether the event is there.
    pub is_known: bool,
    /// Whether its body is there too.
    pub is_kept: bool,
    /// The source's name.
    #[serde(default)]
    pub source: String,
    /// `content-type` as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
}

/// A part of the event log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventsView {
    /// Events, the newest first (behind a position: the oldest first);
    /// revisions of one event in their order.
    pub events: Vec<EventView>,
    /// How many more there are that this version cannot read.
    #[serde(default)]
    pub unreadable: usize,
    /// The position up to which this ledger looked: where the next part begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<i64>,
    /// Whether there is more. A filter looks at a bounded number of events, so
    /// a part may be empty although more follow.
    #[serde(default)]
    pub more: bool,
}

/// One event as readers see it. Moments are Unix milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// The `webhook-id`.
    pub id: String,
    /// The source's name.
    pub source: String,
    /// The sender's id.
    #[serde(default)]
    pub event_id: Option<String>,
    /// How many ids stand in a list of events. Such has no id of its own.
    #[serde(default, skip_serializing_if = "event::is_none")]
    pub event_ids: usize,
    /// The event's type.
    #[serde(default)]
    pub event_type: Option<String>,
    /// Where it stands.
    pub state: EventState,
    /// Which content of its key it is, from 0.
    pub revision: u32,
    /// Whether it is a test event.
    pub test: bool,
    /// What is unusual about it.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// What it lacks of its source's contract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Noted>,
    /// How strong its proof was.
    pub assurance: String,
    /// The name of the secret that proved it: says whose API key it was, and when an old secret
    /// can go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// When it was accepted.
    pub accepted_at: i64,
    /// The body's length.
    pub body_bytes: usize,
    /// The way to each origin.
    pub deliveries: Vec<DeliveryView>,
    /// The position in its ledger, from which cursors are made. No answer of the API holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
}

/// One delivery as readers see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliveryView {
    /// The origin's name.
    pub origin: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// When the next attempt is due, or the lease of the running one ends.
    #[serde(default)]
    pub next: Option<i64>,
    /// How often it was replayed or reopened.
    pub generation: u32,
    /// Why it is held or dead.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// What the origin told of it later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Processed>,
    /// The latest attempts.
    pub attempts: Vec<Attempt>,
}

/// How the origins stand in one ledger, or in all together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatesView {
    /// Each configured origin, and each that has something waiting.
    pub origins: Vec<GateView>,
    /// Whether all that waits was counted.
    #[serde(default)]
    pub is_complete: bool,
}

/// How one origin stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateView {
    /// The origin's name.
    pub origin: String,
    /// Whether it is paused, since when and why.
    #[serde(default)]
    pub paused: Option<Pause>,
    /// Whether too many calls failed in a row, so that it is left alone for a while.
    #[serde(default)]
    pub breaker: Option<BreakerView>,
    /// What waits for it.
    pub waiting: WaitingView,
}

/// An open breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakerView {
    /// Calls that failed in a row.
    pub failures: u32,
    /// When the next call is made, in Unix milliseconds.
    pub open_until: i64,
}

/// Deliveries that are not done, by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// Waiting for their next attempt.
    pub pending: u64,
    /// Under way.
    pub delivering: u64,
    /// Waiting for an operator.
    pub held: u64,
    /// Given up.
    pub dead: u64,
}

/// Asks a ledger what happened since a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatsQuery {
    /// Unix milliseconds.
    pub since: i64,
}

/// The upper bounds of [`StatsView::latency`], in milliseconds; the last counter has none.
pub const LATENCY_BOUNDS_MILLIS: [u64; 9] =
    [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000];

/// What happened to the events that were accepted since a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatsView {
    /// Whether every such event was looked at; otherwise only the newest, from `from` on.
    pub is_complete: bool,
    /// When the oldest event that was looked at was accepted.
    #[serde(default)]
    pub from: Option<i64>,
    /// Events by state.
    pub events: BTreeMap<String, u64>,
    /// Events by source.
    pub sources: BTreeMap<String, u64>,
    /// Deliveries by state.
    pub deliveries: BTreeMap<String, u64>,
    /// Attempts by what came back: a status code, `timeout`, `network`, `unsent`, `unknown`.
    pub attempts: BTreeMap<String, u64>,
    /// Attempts that ended, by duration: one counter per bound, and one for the rest.
    pub latency: Vec<u64>,
}

version::message!(ListQuery, "list query");
version::message!(EventQuery, "event query");
version::message!(BodyQuery, "body query");
version::message!(GatesView, "list of origins");
version::message!(StatsQuery, "stats query");
version::message!(StatsView, "stats");
version::message!(EventsView, "list of events");

impl BodyFound {
    /// Writes the answer: its length in four big-endian bytes, itself as JSON, then the body's bytes.
    ///
    /// # Errors
    /// `internal`, if it cannot be written; that cannot happen for what this crate makes.
    pub fn write(&self, body: &[u8]) -> Result<Vec<u8>, Fault> {
        frame::write(&version::write(self)?, body)
    }

    /// Reads what [`BodyFound::write`] wrote, and the body behind it.
    ///
    /// # Errors
    /// `internal` for anything else, also for a version that this code cannot read.
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Fault> {
        let (head, body) = frame::parse("body answer", bytes)?;
        Ok((version::parse("body answer", head)?, body))
    }
}

impl EventView {
    /// Shows a row.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        let facts = &row.packed.facts;
        Self {
            id: write_webhook_id(&row.key, row.revision),
            source: facts.source.clone(),
            event_id: facts.event_id.clone(),
            event_ids: facts.event_ids,
            event_type: facts.event_type.clone(),
            state: row.packed.state,
            revision: row.revision,
            test: facts.test,
            mark: facts.mark,
            findings: facts.findings.clone(),
            assurance: facts.assurance.clone(),
            secret: facts.secret_name.clone(),
            accepted_at: row.accepted_at.0,
            body_bytes: facts.body_bytes,
            deliveries: row.packed.deliveries.iter().map(DeliveryView::of).collect(),
            position: Some(row.seq),
        }
    }
}

impl DeliveryView {
    fn of(delivery: &Delivery) -> Self {
        Self {
            origin: delivery.origin.clone(),
            state: delivery.state,
            next: delivery.next,
            generation: delivery.generation,
            cause: delivery.cause.clone(),
            outcome: delivery.processed.clone(),
            attempts: delivery.attempts.clone(),
        }
    }
}
