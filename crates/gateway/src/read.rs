//! The minimal read API: `/api/events` and `/api/events/{id}`.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use waxseal::Code;

use crate::delivery::{Attempt, Cause, Delivery, DeliveryState};
use crate::event::{self, EventState, Mark, Noted};
use crate::form;
use crate::key::{EventKey, Shard, parse_webhook_id, write_webhook_id};
use crate::limits;
use crate::problem::{self, Answer};
use crate::row::Row;
use crate::version;

/// Asks a ledger for its latest events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// How many at the most.
    pub limit: u32,
}

/// Asks a ledger for one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventQuery {
    pub(crate) key: EventKey,
}

/// A part of the event log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventsView {
    /// Events, the newest first; revisions of one event in their order.
    pub events: Vec<EventView>,
    /// How many more there are that this version cannot read.
    #[serde(default)]
    pub unreadable: usize,
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
    /// When it was accepted.
    pub accepted_at: i64,
    /// The body's length.
    pub body_bytes: usize,
    /// The way to each origin.
    pub deliveries: Vec<DeliveryView>,
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
    /// The latest attempts.
    pub attempts: Vec<Attempt>,
}

version::message!(ListQuery, "list query");
version::message!(EventQuery, "event query");
version::message!(EventsView, "list of events");

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
            accepted_at: row.accepted_at.0,
            body_bytes: facts.body_bytes,
            deliveries: row.packed.deliveries.iter().map(DeliveryView::of).collect(),
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
            attempts: delivery.attempts.clone(),
        }
    }
}

/// Reads what `/api/events` asks for: `limit`, at most [`limits::PAGE_EVENTS`].
#[must_use]
pub fn parse_list(url: &str) -> ListQuery {
    let cap = u32::try_from(limits::PAGE_EVENTS).unwrap_or(u32::MAX);
    let limit = form::pairs(form::query(url))
        .find_map(|(name, value)| (name == "limit").then(|| value.parse().ok())?);
    ListQuery {
        limit: limit.unwrap_or(cap).clamp(1, cap),
    }
}

/// Reads what `/api/events/{id}` asks for, and which ledger knows.
///
/// # Errors
/// The answer, if it is no id of an event.
pub fn parse_event(id: &str) -> Result<(Shard, EventQuery), Answer> {
    let (key, _) = parse_webhook_id(id).ok_or_else(problem::not_found)?;
    Ok((key.shard(), EventQuery { key }))
}

/// Answers with the latest events of all ledgers. A ledger that did not answer
/// makes the whole answer a fault: a list with holes would be believed.
#[must_use]
pub fn list_answer(query: ListQuery, ledgers: &[(Shard, Option<Vec<u8>>)]) -> Answer {
    let mut events = Vec::new();
    let mut unreadable = 0;
    for (_, ledger) in ledgers {
        match ledger.as_deref().map(EventsView::parse) {
            Some(Ok(view)) => {
                unreadable += view.unreadable;
                events.extend(view.events);
            }
            Some(Err(fault)) => return problem::answer(fault.code()),
            None => return problem::answer(Code::StoreUnavailable),
        }
    }
    events.sort_by(|a, b| (b.accepted_at, &a.id).cmp(&(a.accepted_at, &b.id)));
    events.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
    answer_with(&EventsView { events, unreadable })
}

/// Answers with every revision of one event.
#[must_use]
pub fn event_answer(ledger: Option<&[u8]>) -> Answer {
    match ledger.map(EventsView::parse) {
        Some(Ok(view)) if view.events.is_empty() => problem::not_found(),
        Some(Ok(view)) => answer_with(&view),
        Some(Err(fault)) => problem::answer(fault.code()),
        None => problem::answer(Code::StoreUnavailable),
    }
}

fn answer_with(view: &EventsView) -> Answer {
    match serde_json::to_value(view) {
        Ok(body) => Answer::json(200, &body),
        Err(_) => problem::answer(Code::Internal),
    }
}

/// Checks that a request may read. Compares digests in constant time; a token
/// that is not set, or empty, opens nothing.
///
/// # Errors
/// The answer to give: `token_missing` without a presented token, else `token_mismatch`.
pub fn check_token(authorization: Option<&str>, tokens: &[String]) -> Result<(), Answer> {
    let Some(presented) = authorization else {
        return Err(problem::unauthorized(Code::TokenMissing));
    };
    let token = presented.strip_prefix("Bearer ").map(Sha256::digest);
    let mut is_any = subtle::Choice::from(0);
    for known in tokens.iter().filter(|known| !known.is_empty()) {
        if let Some(token) = &token {
            is_any |= Sha256::digest(known).as_slice().ct_eq(token.as_slice());
        }
    }
    if is_any.into() {
        Ok(())
    } else {
        Err(problem::unauthorized(Code::TokenMismatch))
    }
}
