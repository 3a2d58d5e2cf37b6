//! What an operator orders of a ledger: replay, pause, erase, an origin's outcome.
//!
//! Each is a message to one ledger or to all of them, and each is safe to repeat.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::key::{EventKey, Shard};
use crate::message::Route;
use crate::read::Filter;
use crate::version;

/// Starts deliveries of one event anew. Answer: [`ReopenTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopenOrder {
    /// The event.
    pub key: EventKey,
    /// One content of it; none means every one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The origins that are to get it; empty means all that had it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// Origins to add where they did not have the event: an unrouted one, or a resend.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
}

/// What came of [`ReopenOrder`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopenTaken {
    /// Whether the event is there.
    pub is_known: bool,
    /// Whether its body is gone: then there is nothing to send.
    #[serde(default)]
    pub is_purged: bool,
    /// The origins that get it again, each once per content.
    #[serde(default)]
    pub reopened: Vec<String>,
    /// The origins that were named and have no delivery of it.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// Starts deliveries of many events anew, in the order of acceptance. Answer: [`ReplayTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayOrder {
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
    /// Which of their origins; empty means each one whose delivery is not open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// Behind which position of this ledger.
    pub after: i64,
    /// How many events at the most.
    pub limit: u32,
    /// Counts alone, and starts nothing.
    pub is_dry: bool,
    /// When the first of them is due, in Unix milliseconds.
    pub begin_at: i64,
    /// The pause between two events, in milliseconds: an origin that was down is not run over.
    pub pause_millis: u64,
}

/// What came of [`ReplayOrder`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayTaken {
    /// Events that match and have something to start.
    pub matched: u64,
    /// Deliveries that start, or would.
    pub deliveries: u64,
    /// The first of the events, by `webhook-id`.
    #[serde(default)]
    pub ids: Vec<String>,
    /// The position up to which this ledger looked.
    #[serde(default)]
    pub last: Option<i64>,
    /// Whether there is more behind it.
    #[serde(default)]
    pub more: bool,
}

/// Pauses an origin in one ledger, or resumes it. Answer: [`GateTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateOrder {
    /// The origin's name.
    pub origin: String,
    /// Whether it is to be paused.
    pub paused: bool,
    /// Why it is paused.
    #[serde(default)]
    pub cause: PauseCause,
    /// Who wants it so: the name of a token, never the token.
    pub by: String,
    /// Since when, where one ledger's pause is told to another; nothing means now.
    /// An operator who resumed it later has the last word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
}

/// Why an origin is paused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseCause {
    /// An operator wants it.
    #[default]
    Operator,
    /// The origin answered 410.
    Gone,
}

/// A pause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub at: i64,
    /// Why.
    pub cause: PauseCause,
    /// Who wanted it: the name of a token, or `waxseal`.
    pub by: String,
}

/// What came of [`GateOrder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateTaken {
    /// Whether the origin is paused now.
    pub paused: bool,
}

/// Tells which origins are paused in one ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pauses {
    /// Each of them, by name.
    pub paused: BTreeMap<String, Pause>,
}

/// Says what to tell which ledger, so that an origin that is paused in one is
/// paused in all: one ledger alone sees a 410, and a pause may reach some
/// ledgers and not others.
///
/// Only pauses spread. A ledger that was resumed later leaves a spread one be.
#[must_use]
pub fn spread(told: &[(Shard, Pauses)]) -> Vec<(Shard, GateOrder)> {
    let mut latest: BTreeMap<&str, &Pause> = BTreeMap::new();
    for (origin, pause) in told.iter().flat_map(|(_, pauses)| &pauses.paused) {
        let known = latest.entry(origin).or_insert(pause);
        if pause.at > known.at {
            *known = pause;
        }
    }
    let mut orders = Vec::new();
    for (shard, pauses) in told {
        for (origin, pause) in &latest {
            if !pauses.paused.contains_key(*origin) {
                let order = GateOrder {
                    origin: (*origin).into(),
                    paused: true,
                    cause: pause.cause,
                    by: pause.by.clone(),
                    at: Some(pause.at),
                };
                orders.push((*shard, order));
            }
        }
    }
    orders
}

/// Erases the bodies of an event, every content of it. Answer: [`EraseTaken`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseOrder {
    /// The event.
    pub key: EventKey,
}

/// What came of [`EraseOrder`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseTaken {
    /// Whether the event is there.
    pub is_known: bool,
    /// Bodies that were there and are erased.
    pub erased: u32,
}

/// Tells what an origin made of an event behind its 2xx. Answer: [`OutcomeTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeOrder {
    /// The event.
    pub key: EventKey,
    /// Its content.
    pub revision: u32,
    /// The origin that tells.
    pub origin: String,
    /// Whether it was processed; otherwise it failed.
    pub is_processed: bool,
    /// Why it failed, in the origin's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What came of [`OutcomeOrder`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeTaken {
    /// Whether the event has a delivery to this origin.
    pub is_known: bool,
}

version::message!(ReopenOrder, "reopen order");
version::message!(ReopenTaken, "reopen answer");
version::message!(ReplayOrder, "replay order");
version::message!(ReplayTaken, "replay answer");
version::message!(GateOrder, "gate order");
version::message!(GateTaken, "gate answer");
version::message!(Pauses, "list of pauses");
version::message!(EraseOrder, "erase order");
version::message!(EraseTaken, "erase answer");
version::message!(OutcomeOrder, "outcome order");
version::message!(OutcomeTaken, "outcome answer");
