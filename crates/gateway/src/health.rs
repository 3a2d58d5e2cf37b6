//! The answer of `/health`.

use alloc::vec::Vec;

use serde_json::json;
use waxseal::{Code, UnixMillis};

use crate::config::{Config, Invalid};
use crate::control::message::Heartbeat;
use crate::key::Shard;
use crate::ledger::Summary;
use crate::limits;
use crate::problem::{self, Answer};
use crate::schedule::{earlier, later};

/// What this instance did since it started, in memory alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Handshakes that were answered. They leave no other trace.
    pub handshakes: u64,
}

/// Answers whether events can be accepted, and what is waiting.
///
/// 503 if the configuration is invalid or a ledger did not answer: then some
/// events cannot be accepted. What waits is counted in events. `heartbeat` is the
/// control object's answer: without one the cron's age is not known, which is
/// told as `null` and stops no event.
#[must_use]
pub fn answer(
    config: &Result<Config, Invalid>,
    ledgers: &[(Shard, Option<Vec<u8>>)],
    heartbeat: Option<&[u8]>,
    counts: Counts,
    now: UnixMillis,
) -> Answer {
    let Ok(config) = config else {
        return problem::config_invalid();
    };
    let mut total = Summary::default();
    for (_, bytes) in ledgers {
        let Some(Ok(summary)) = bytes.as_deref().map(Summary::parse) else {
            return problem::answer(Code::StoreUnavailable);
        };
        total.add(&summary);
    }
    let is_overdue = total
        .next_due
        .is_some_and(|next| later(UnixMillis(next), limits::GUARD_MILLIS) < now);
    let oldest = total
        .oldest_open
        .map(|oldest| now.0.saturating_sub(oldest).max(0) / 1_000);
    Answer::json(
        200,
        &json!({
            "status": if is_overdue { "overdue" } else { "ok" },
            "sources": config.sources().count(),
            "origins": config.origins().count(),
            "instance": { "handshakes": counts.handshakes },
            "cron": { "age_seconds": cron_age(heartbeat, now) },
            "events": {
                "open": total.open,
                "held": total.held,
                "dead": total.dead,
                "unrouted": total.unrouted,
                "unreadable": total.unreadable,
                "oldest_open_seconds": oldest,
            },
        }),
    )
}

/// Whole seconds since the cron ran; nothing if it is not known.
fn cron_age(heartbeat: Option<&[u8]>, now: UnixMillis) -> Option<i64> {
    let at = Heartbeat::parse(heartbeat?).ok()?.cron_at?;
    Some(now.0.saturating_sub(at).max(0) / 1_000)
}

impl Summary {
    fn add(&mut self, other: &Summary) {
        self.open = self.open.saturating_add(other.open);
        self.held = self.held.saturating_add(other.held);
        self.dead = self.dead.saturating_add(other.dead);
        self.unrouted = self.unrouted.saturating_add(other.unrouted);
        self.unreadable = self.unreadable.saturating_add(other.unreadable);
        self.oldest_open = earlier(self.oldest_open, other.oldest_open);
        self.next_due = earlier(self.next_due, other.next_due);
    }
}
