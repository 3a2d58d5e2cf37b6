//! Reads the signed timestamp: its text as received, and a strict copy as a number.

use alloc::format;
use alloc::string::String;

use crate::reject::Reject;
use crate::request::{self, Meta};
use crate::scheme::{Scheme, Stamp, StampSource, Unit};
use crate::signature;
use crate::time::{Tolerance, UnixMillis};

/// A timestamp as a number, for the window. Its text goes under the MAC.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) at: UnixMillis,
    unit: Unit,
    tolerance: Tolerance,
}

/// Finds the text of the timestamp that the scheme signs, if it signs one.
pub(crate) fn find_text<'a>(
    scheme: &'a Scheme,
    meta: &Meta<'a>,
) -> Result<Option<&'a [u8]>, Reject> {
    let Some(stamp) = &scheme.timestamp else {
        return Ok(None);
    };
    let found = match &stamp.from {
        StampSource::Header(name) => meta.header(name),
        StampSource::Pair(key) => signature::parse_pair(&scheme.signature, meta, key),
    };
    match found {
        Ok(None | Some([])) => Err(Reject::TimestampMissing {
            place: place(scheme, stamp),
        }),
        Ok(Some(text)) => Ok(Some(text)),
        Err(request::Conflict) => Err(Reject::TimestampMalformed {
            place: place(scheme, stamp),
            why: "was sent more than once with different values",
        }),
    }
}

/// Reads that text strictly.
pub(crate) fn parse_moment(scheme: &Scheme, text: &[u8]) -> Result<Option<Moment>, Reject> {
    let Some(stamp) = &scheme.timestamp else {
        return Ok(None);
    };
    let (digits, why) = match stamp.unit {
        Unit::Seconds => (
            9..=11,
            "is not a Unix time in seconds: 9 to 11 digits, nothing else",
        ),
        Unit::Millis => (
            12..=14,
            "is not a Unix time in milliseconds: 12 to 14 digits, nothing else",
        ),
    };
    let number = parse_digits(text).filter(|_| digits.contains(&text.len()));
    let number = number.ok_or_else(|| Reject::TimestampMalformed {
        place: place(scheme, stamp),
        why,
    })?;
    let at = match stamp.unit {
        Unit::Seconds => UnixMillis::from_seconds(number),
        Unit::Millis => UnixMillis(number),
    };
    Ok(Some(Moment {
        at,
        unit: stamp.unit,
        tolerance: stamp.tolerance,
    }))
}

impl Moment {
    /// Returns the age in seconds: negative ahead of `now`. Seconds are
    /// compared as seconds, so that the edge does not depend on the fraction.
    pub(crate) fn age_seconds(&self, now: UnixMillis) -> i64 {
        match self.unit {
            Unit::Seconds => now.seconds().saturating_sub(self.at.seconds()),
            Unit::Millis => {
                let millis = now.0.saturating_sub(self.at.0);
                // Away from zero: 300.001 s is outside 300 s.
                if millis >= 0 {
                    millis.saturating_add(999) / 1000
                } else {
                    millis.saturating_sub(999) / 1000
                }
            }
        }
    }

    /// Checks the window. Call it only for a moment that the MAC has authenticated.
    pub(crate) fn check_window(&self, now: UnixMillis) -> Result<(), Reject> {
        let age_seconds = self.age_seconds(now);
        if age_seconds > i64::from(self.tolerance.past_seconds) {
            return Err(Reject::TimestampStale {
                age_seconds,
                tolerance: self.tolerance,
            });
        }
        if -age_seconds > i64::from(self.tolerance.future_seconds) {
            return Err(Reject::TimestampFuture {
                ahead_seconds: -age_seconds,
                tolerance: self.tolerance,
            });
        }
        Ok(())
    }
}

fn place(scheme: &Scheme, stamp: &Stamp) -> String {
    match &stamp.from {
        StampSource::Header(name) => format!("the header {name}"),
        StampSource::Pair(key) => {
            format!("`{key}=` in {}", signature::place(&scheme.signature.from))
        }
    }
}

fn parse_digits(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 14 {
        return None;
    }
    text.iter().try_fold(0_i64, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}
