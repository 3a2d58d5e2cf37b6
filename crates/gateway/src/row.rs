//! An event as the ledger keeps it: one row, the states of all its deliveries packed into it.
//!
//! | table | columns |
//! |---|---|
//! | `keys` | `key` (32 bytes), `revision` → `seq`. Small rows in the order of a hash |
//! | `events` | `seq` (the order of acceptance), `key`, `revision`, `phase`, `next` (ms), `accepted_at` (ms), `version`, `packed` (JSON: [`Packed`]), `body` (last, so that no other column is behind it) |
//! | `parts` | `seq`, `part`, `bytes`: a body that would make its row too long |
//! | `bodies` | `seq`, `body`: the bodies that version 1 stored |
//! | `meta` | `name`, `value`: the version of the tables; the configuration that was last seen; the highest `seq` that was purged; how far the walks over what is done have come; paused origins |
//!
//! `seq` never repeats: it follows the highest that is or was there, so that a
//! reader's cursor misses nothing.
//!
//! `phase` and `next` are derived from the packed part on every write. The index
//! over them has only what waits: it finds what is due and what is counted. What
//! is done needs no entry: a walk in the order of acceptance comes by when its
//! time is over, so that an event that is accepted and delivered writes four
//! rows (key, event, its entry in the index, the event again).

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use waxseal::UnixMillis;

use crate::config::Windows;
use crate::delivery::{Delivery, DeliveryState};
use crate::event::{EventState, Facts};
use crate::fault::Fault;
use crate::key::{ContentHash, EventKey};
use crate::native::Native;
use crate::schedule::later;
use crate::sql::{Columns, Reader};
use crate::version;

/// An event and its deliveries.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The position in the order of acceptance; 0 before it is stored.
    pub seq: i64,
    /// The dedupe key.
    pub key: EventKey,
    /// Which content of the key it is, from 0.
    pub revision: u32,
    /// When it was accepted.
    pub accepted_at: UnixMillis,
    /// Everything else.
    pub packed: Packed,
}

/// What no statement looks into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Packed {
    /// The event's state.
    pub state: EventState,
    /// The content's hash.
    pub content: ContentHash,
    /// What is known of the request.
    pub facts: Facts,
    /// The way to each origin.
    #[serde(default)]
    pub deliveries: Vec<Delivery>,
    /// When the body was purged, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purged_at: Option<i64>,
    /// What a newer version wrote beside this.
    #[serde(flatten)]
    pub(crate) unknown: serde_json::Map<String, serde_json::Value>,
}

/// What an event waits for. The numbers stand in rows: never change them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// A delivery is open: something is due at `next`.
    Open,
    /// A delivery is held and none is open: an operator.
    Held,
    /// A delivery is dead: the end of its retention at `next`.
    Dead,
    /// No origin matched: an operator.
    Unrouted,
    /// Nothing is left to do: the end of the body's retention at `next`.
    Done,
    /// The body is gone: the end of the dedupe window at `next`.
    Tombstone,
    /// This version cannot read the row: another look at `next`. The packed
    /// part stays as it is, and what the event waits for is derived from it
    /// when a version comes that can.
    Unreadable,
    /// Done or a tombstone, and the walk over such has passed it: another look at `next`.
    Timed,
}

impl Phase {
    /// Returns the number that stands in rows.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Phase::Open => 0,
            Phase::Held => 1,
            Phase::Dead => 2,
            Phase::Unrouted => 3,
            Phase::Done => 4,
            Phase::Tombstone => 5,
            Phase::Unreadable => 6,
            Phase::Timed => 7,
        }
    }
}

impl Row {
    /// Derives what the event waits for, and until when.
    #[must_use]
    pub fn place(&self, windows: &Windows) -> (Phase, Option<UnixMillis>) {
        let deliveries = &self.packed.deliveries;
        let has = |state| deliveries.iter().any(|delivery| delivery.state == state);
        if let Some(next) = self.next_due() {
            return (Phase::Open, Some(next));
        }
        if has(DeliveryState::Held) {
            return (Phase::Held, None);
        }
        if self.packed.purged_at.is_some() {
            return (
                Phase::Tombstone,
                Some(later(self.accepted_at, windows.dedupe_millis)),
            );
        }
        if self.packed.state == EventState::Unrouted {
            return (Phase::Unrouted, None);
        }
        let closed_at = deliveries
            .iter()
            .filter_map(|delivery| delivery.closed_at)
            .max();
        let closed_at = closed_at.map_or(self.accepted_at, UnixMillis);
        if has(DeliveryState::Dead) {
            return (
                Phase::Dead,
                Some(later(closed_at, windows.dead_retention_millis)),
            );
        }
        // A conflict that was only kept reached nobody: it stays as long as a dead one.
        let retention = if deliveries.is_empty() {
            windows.dead_retention_millis
        } else {
            windows.retention_millis
        };
        (Phase::Done, Some(later(closed_at, retention)))
    }

    /// Returns when the first open delivery is due.
    #[must_use]
    pub fn next_due(&self) -> Option<UnixMillis> {
        self.packed
            .deliveries
            .iter()
            .filter(|delivery| delivery.state.is_open())
            .map(|delivery| UnixMillis(delivery.next.unwrap_or(self.accepted_at.0)))
            .min()
    }

    /// Says whether every origin has the event. One that none was meant for is not delivered.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        let deliveries = &self.packed.deliveries;
        !deliveries.is_empty()
            && deliveries
                .iter()
                .all(|delivery| delivery.state == DeliveryState::Delivered)
    }

    /// Hashes a body as it was hashed when it was accepted.
    #[must_use]
    pub fn hash(&self, body: &[u8]) -> ContentHash {
        self.packed.facts.hash(body)
    }

    pub(crate) fn delivery_mut(&mut self, origin: &str) -> Option<&mut Delivery> {
        self.packed
            .deliveries
            .iter_mut()
            .find(|delivery| delivery.origin == origin)
    }

    /// Writes the packed part.
    ///
    /// # Errors
    /// `internal`, if it cannot be written; that cannot happen for what this crate makes.
    pub fn write_packed(&self) -> Result<String, Fault> {
        String::from_utf8(version::write_as(version::ROW, &self.packed)?)
            .map_err(|_| Fault::internal("a row cannot be written as text"))
    }

    /// Reads `seq, key, revision, accepted_at, packed`.
    ///
    /// # Errors
    /// `internal` for anything else, also for a version that this code cannot read.
    pub fn parse(columns: Columns) -> Result<Self, Fault> {
        let mut reader = Reader::new(columns);
        let seq = reader.integer()?;
        let key: [u8; 32] = reader
            .blob()?
            .try_into()
            .map_err(|_| Fault::internal("a key of the ledger has not 32 bytes"))?;
        let revision = u32::try_from(reader.integer()?)
            .map_err(|_| Fault::internal("a revision of the ledger is out of range"))?;
        let accepted_at = UnixMillis(reader.integer()?);
        let mut packed: Packed = version::parse("row", reader.text()?.as_bytes())?;
        // The version is the envelope's; kept as unknown it would be written twice.
        packed.unknown.remove("v");
        packed.unknown.remove("min");
        Ok(Self {
            seq,
            key: EventKey::from_bytes(key),
            revision,
            accepted_at,
            packed,
        })
    }
}

impl Facts {
    /// Hashes the content of a request with these facts and this body.
    #[must_use]
    pub fn hash(&self, body: &[u8]) -> ContentHash {
        self.hash_on(&Native::default(), body)
    }

    /// Hashes the same with the host's crypto.
    pub(crate) fn hash_on(&self, native: &Native, body: &[u8]) -> ContentHash {
        if self.url_counts {
            ContentHash::derive_on(native, &self.method, &self.query, body)
        } else {
            ContentHash::derive_on(native, "", "", body)
        }
    }
}
