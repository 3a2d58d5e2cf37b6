//! How many events a source may bring per span of time.

use serde::{Deserialize, Serialize};
use waxseal::UnixMillis;

use crate::key::SHARDS;

/// A rate that a source keeps: so many events in so many milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Events.
    pub events: u32,
    /// The span in milliseconds.
    pub span_millis: u64,
}

impl Rate {
    /// Reads `600/m`: a number and one of `s`, `m`, `h`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (events, unit) = text.split_once('/')?;
        let is_plain = !events.is_empty() && events.bytes().all(|byte| byte.is_ascii_digit());
        let events = is_plain
            .then(|| events.parse().ok())?
            .filter(|events| *events > 0)?;
        let span_millis = match unit {
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return None,
        };
        Some(Self {
            events,
            span_millis,
        })
    }

    /// Charges one event to one ledger's share.
    ///
    /// `spent_until` is what the last charge returned. The algorithm is the
    /// generic cell rate: one number per source, no window that can be filled
    /// twice at its border.
    ///
    /// Keys spread evenly over the ledgers, but not exactly: a share gets room
    /// of three standard deviations above its mean, so that a source within its
    /// rate is not refused by chance. A source above its rate gets at most that
    /// much more.
    ///
    /// # Errors
    /// The seconds after which the event would be taken.
    pub fn charge(&self, spent_until: Option<i64>, now: UnixMillis) -> Result<i64, u64> {
        let share = shard_share(self.events);
        let span = i64::try_from(self.span_millis).unwrap_or(i64::MAX);
        let each = (span / i64::from(share)).max(1);
        let until = spent_until.unwrap_or(now.0).max(now.0);
        let next = until.saturating_add(each);
        let wait = next.saturating_sub(now.0).saturating_sub(span);
        if wait > 0 {
            let seconds = u64::try_from(wait).unwrap_or(0).div_ceil(1_000);
            return Err(seconds.max(1));
        }
        Ok(next)
    }
}

/// A ledger's share: the mean, and three standard deviations of a count with that mean.
fn shard_share(events: u32) -> u32 {
    let mean = events.div_ceil(u32::from(SHARDS));
    mean.saturating_add(mean.isqrt().saturating_add(1).saturating_mul(3))
        .min(events)
        .max(1)
}
