//! When a delivery is tried again, and when it is over.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use waxseal::UnixMillis;

use crate::http_date;
use crate::limits;
use crate::outcome::{Outcome, Received};

/// The pauses between attempts. Travels with the event, so that a ledger that
/// still runs an older configuration keeps to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The pause after the first, second, … attempt, in milliseconds.
    pub delays: Vec<u64>,
    /// Whether the last pause repeats until retention ends.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub repeat: bool,
}

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

impl Schedule {
    /// 30 s, 2 m, 10 m, 1 h, 4 h (R17b). The default.
    #[must_use]
    pub fn backoff() -> Self {
        Self::list(&[30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 4 * HOUR])
    }

    /// 5 m, 15 m, then hourly until retention ends (R17a).
    #[must_use]
    pub fn hourly() -> Self {
        Self {
            repeat: true,
            ..Self::list(&[5 * MINUTE, 15 * MINUTE, HOUR])
        }
    }

    /// 30 s, 2 m, 10 m, then spread evenly: 15 attempts in 24 h (R17c).
    #[must_use]
    pub fn day() -> Self {
        const FIRST: [u64; 3] = [30 * SECOND, 2 * MINUTE, 10 * MINUTE];
        const LATER: u64 = 11;
        let rest = (24 * HOUR - FIRST.iter().sum::<u64>()) / LATER;
        let mut delays = FIRST.to_vec();
        delays.extend((0..LATER).map(|_| rest));
        Self {
            delays,
            repeat: false,
        }
    }

    /// These pauses, in milliseconds.
    #[must_use]
    pub fn list(delays: &[u64]) -> Self {
        Self {
            delays: delays.to_vec(),
            repeat: false,
        }
    }

    /// Returns the pause after so many attempts; nothing when they are spent.
    #[must_use]
    pub fn delay_after(&self, attempts: u32) -> Option<u64> {
        let position = usize::try_from(attempts).ok()?.checked_sub(1)?;
        match self.delays.get(position) {
            Some(delay) => Some(*delay),
            None if self.repeat => self.delays.last().copied(),
            None => None,
        }
    }

    /// Decides when to try again after a failure.
    ///
    /// `jitter` is any random number; it only adds. `retry_after` is a floor.
    /// Nothing means that the delivery is over: attempts spent, or the next one
    /// would fall behind `end`.
    #[must_use]
    pub fn next(
        &self,
        attempts: u32,
        failed_at: UnixMillis,
        retry_after_millis: Option<u64>,
        jitter: u32,
        end: UnixMillis,
    ) -> Option<UnixMillis> {
        let delay = self.delay_after(attempts)?;
        let spread = (delay / limits::JITTER_PART).saturating_mul(u64::from(jitter)) >> 32;
        let delay = delay
            .saturating_add(spread)
            .max(retry_after_millis.unwrap_or(0));
        let next = later(failed_at, delay);
        (next <= end).then_some(next)
    }
}

impl Schedule {
    /// The schedules that have a name in configurations.
    #[must_use]
    pub fn presets() -> [(&'static str, Self); 3] {
        [
            ("backoff", Self::backoff()),
            ("hourly", Self::hourly()),
            ("day", Self::day()),
        ]
    }

    /// Lists when a delivery is tried again if every attempt, the first one at `from`, fails at
    /// once: without jitter, until `end`.
    pub fn dates(&self, from: UnixMillis, end: UnixMillis) -> impl Iterator<Item = UnixMillis> {
        let mut failed_at = from;
        (1..).map_while(move |attempts| {
            failed_at = self.next(attempts, failed_at, None, 0, end)?;
            Some(failed_at)
        })
    }
}

/// What an outcome means for the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The origin has it.
    Done,
    /// To be tried again, not before the pause that the origin asked for.
    Again {
        /// What `Retry-After` asked for, in milliseconds, capped.
        retry_after_millis: Option<u64>,
    },
    /// The origin refuses it; another attempt would be refused too.
    Final,
    /// Nothing was sent, and another attempt could not be written either. It
    /// says nothing of the origin.
    Unsent,
    /// The origin wants no events any more (410): it is paused, and this one is held.
    Gone,
}

impl Verdict {
    /// Judges an outcome (R18): 2xx is done; 408, 429, 5xx, time-out and network
    /// failures are tried again; 410 pauses the origin; redirects and other 4xx
    /// are final, and so is a request that cannot be written.
    #[must_use]
    pub fn of(outcome: &Outcome, now: UnixMillis) -> Self {
        match &outcome.received {
            Received::Unsent { .. } => Verdict::Unsent,
            Received::Timeout | Received::Network { .. } => Verdict::Again {
                retry_after_millis: None,
            },
            Received::Answer {
                status,
                retry_after,
                ..
            } => match *status {
                200..=299 => Verdict::Done,
                410 => Verdict::Gone,
                300..=407 | 409..=428 | 430..=499 => Verdict::Final,
                _ => Verdict::Again {
                    retry_after_millis: retry_after
                        .as_deref()
                        .and_then(|text| parse_retry_after(text, now)),
                },
            },
        }
    }
}

/// Reads `Retry-After` (RFC 9110 section 10.2.3): seconds or a date, as
/// milliseconds from now, capped. A date in the past is zero; garbage is nothing.
#[must_use]
pub fn parse_retry_after(text: &str, now: UnixMillis) -> Option<u64> {
    let text = text.trim_ascii();
    let millis = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Too many digits for a number is simply very long.
        text.parse::<u64>()
            .unwrap_or(u64::MAX)
            .saturating_mul(1_000)
    } else {
        let at = http_date::parse(text)?;
        u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0)
    };
    Some(millis.min(limits::RETRY_AFTER_CAP_MILLIS))
}

/// Adds milliseconds to a moment.
#[must_use]
pub fn later(at: UnixMillis, millis: u64) -> UnixMillis {
    UnixMillis(at.0.saturating_add(i64::try_from(millis).unwrap_or(i64::MAX)))
}

/// Returns the earlier of two moments, as far as they are there.
#[must_use]
pub(crate) fn earlier<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
