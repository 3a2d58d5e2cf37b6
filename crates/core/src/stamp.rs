//! Reads the signed timestamp: its text as received, and a strict copy as a number.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::reject::Reject;
use crate::request::{Conflict, Meta};
use crate::say::say;
use crate::scheme::{Facts, Scheme, Stamp, StampSource, Unit};
use crate::signature;
use crate::time::{self, Tolerance, UnixMillis};

/// A timestamp as a number, for the window. Its text goes under the signature.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) at: UnixMillis,
    is_whole_seconds: bool,
    tolerance: Option<Tolerance>,
}

/// Finds the text of the timestamp.
pub(crate) fn find_text<'a>(
    scheme: &Scheme<'_>,
    stamp: &Stamp<'_>,
    meta: &Meta<'a>,
    body: &'a [u8],
) -> Result<Cow<'a, [u8]>, Reject> {
    let found = match &stamp.from {
        StampSource::Place(place) => meta.find(place, body),
        StampSource::Pair(key) => beside(scheme, meta, Some(key)),
        StampSource::First => beside(scheme, meta, None),
    };
    match found {
        Ok(Some(text)) if !text.is_empty() => Ok(text),
        Ok(_) => Err(Reject::TimestampMissing {
            place: describe(scheme, stamp),
        }),
        Err(Conflict) => Err(malformed(scheme, stamp, signature::CONFLICT)),
    }
}

fn beside<'a>(
    scheme: &Scheme<'_>,
    meta: &Meta<'a>,
    key: Option<&str>,
) -> Result<Option<Cow<'a, [u8]>>, Conflict> {
    Ok(signature::parse_beside(scheme, meta, key)?.map(Cow::Borrowed))
}

/// Reads that text strictly.
pub(crate) fn parse_moment(
    scheme: &Scheme<'_>,
    facts: Facts,
    stamp: &Stamp<'_>,
    text: &[u8],
) -> Result<Moment, Reject> {
    let is_tight = facts.is_time_tight;
    let is_short = text.len() < 12;
    let (at, why) = match stamp.unit {
        Unit::Seconds => (
            parse_digits(text, if is_tight { 10..=10 } else { 9..=11 })
                .map(UnixMillis::from_seconds),
            "is not a Unix time in seconds: 9 to 11 digits, nothing else",
        ),
        Unit::Millis => (
            parse_digits(text, if is_tight { 13..=13 } else { 12..=14 }).map(UnixMillis),
            "is not a Unix time in milliseconds: 12 to 14 digits, nothing else",
        ),
        Unit::Unix => (
            parse_digits(text, 9..=14).map(|number| {
                if is_short {
                    UnixMillis::from_seconds(number)
                } else {
                    UnixMillis(number)
                }
            }),
            "is not a Unix time: 9 to 14 digits, nothing else",
        ),
        Unit::Rfc3339 => (
            time::parse_rfc3339(text, false),
            "is not a time as RFC 3339 writes it, with its zone",
        ),
        Unit::Rfc3339Utc => (
            time::parse_rfc3339(text, true),
            "is not a time as RFC 3339 writes it",
        ),
    };
    Ok(Moment {
        at: at.ok_or_else(|| malformed(scheme, stamp, why))?,
        is_whole_seconds: stamp.unit == Unit::Seconds || (stamp.unit == Unit::Unix && is_short),
        tolerance: stamp.tolerance,
    })
}

impl Moment {
    /// Returns the age in seconds: negative ahead of `now`. Seconds are
    /// compared as seconds, so that the edge does not depend on the fraction.
    pub(crate) fn age_seconds(&self, now: UnixMillis) -> i64 {
        if self.is_whole_seconds {
            return now.seconds().saturating_sub(self.at.seconds());
        }
        let millis = now.0.saturating_sub(self.at.0);
        // Away from zero: 300.001 s is outside 300 s.
        if millis >= 0 {
            millis.saturating_add(999) / 1000
        } else {
            millis.saturating_sub(999) / 1000
        }
    }

    /// Checks the window. Call it only for a moment that the signature has authenticated.
    pub(crate) fn check_window(&self, now: UnixMillis) -> Result<(), Reject> {
        let Some(tolerance) = self.tolerance else {
            return Ok(());
        };
        let age_seconds = self.age_seconds(now);
        if age_seconds > i64::from(tolerance.past_seconds) {
            return Err(Reject::TimestampStale {
                age_seconds,
                tolerance,
            });
        }
        if -age_seconds > i64::from(tolerance.future_seconds) {
            return Err(Reject::TimestampFuture {
                ahead_seconds: -age_seconds,
                tolerance,
            });
        }
        Ok(())
    }
}

fn malformed(scheme: &Scheme<'_>, stamp: &Stamp<'_>, why: &'static str) -> Reject {
    Reject::TimestampMalformed {
        place: describe(scheme, stamp),
        why: Cow::Borrowed(why),
    }
}

/// Says where the timestamp stands, for a person.
pub(crate) fn describe(scheme: &Scheme<'_>, stamp: &Stamp<'_>) -> String {
    match &stamp.from {
        StampSource::Place(place) => signature::describe(place),
        StampSource::Pair(key) => say!("`", key, "=` in ", signature::describe_first(scheme)),
        StampSource::First => say!("the time in ", signature::describe_first(scheme)),
    }
}

fn parse_digits(text: &[u8], digits: core::ops::RangeInclusive<usize>) -> Option<i64> {
    if !digits.contains(&text.len()) {
        return None;
    }
    let mut number = 0;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(byte - b'0');
    }
    Some(number)
}
