//! Says what is wrong with a timestamp whose text the signature covers.

use alloc::format;
use alloc::string::String;

use waxseal::scheme::{Scheme, Stamp, Unit};
use waxseal::{Request, UnixMillis, explain, parse_rfc3339};

use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};

/// Returns what is found: another unit, a time outside the window, both or nothing.
pub(crate) fn tell(
    scheme: &Scheme<'_>,
    request: &Request<'_>,
    now: UnixMillis,
) -> impl Iterator<Item = Finding> {
    let found = scheme.timestamp.as_ref().map(|stamp| {
        let text = explain::time_text(scheme, stamp, request).unwrap_or_default();
        match explain::age_seconds(scheme, stamp, &text, now) {
            Ok(age) => (None, skew(stamp, age)),
            Err(_) => {
                let (unit, age) = read(&text, now);
                (
                    Some(other_unit(stamp, unit)),
                    age.and_then(|age| skew(stamp, age)),
                )
            }
        }
    });
    let (unit, skew) = found.unwrap_or_default();
    unit.into_iter().chain(skew)
}

/// Reads a text as its digits say: its unit, and its age in seconds.
pub(crate) fn read(text: &[u8], now: UnixMillis) -> (&'static str, Option<i64>) {
    let age = |millis: i64| Some(now.0.saturating_sub(millis) / 1000);
    let number = core::str::from_utf8(text)
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse::<i64>().ok());
    match (number, text.len()) {
        (Some(number), 9..=11) => ("seconds", age(number.saturating_mul(1000))),
        (Some(number), 12..=14) => ("milliseconds", age(number)),
        (Some(number), 15..=17) => ("microseconds", age(number / 1000)),
        (Some(number), 18..=19) => ("nanoseconds", age(number / 1_000_000)),
        _ => match parse_rfc3339(text, true) {
            Some(at) => ("rfc3339", age(at.0)),
            None => ("text", None),
        },
    }
}

/// Says what a scheme's unit is called.
pub(crate) const fn unit_of(stamp: &Stamp<'_>) -> &'static str {
    match stamp.unit {
        Unit::Seconds => "seconds",
        Unit::Millis => "milliseconds",
        Unit::Rfc3339 | Unit::Rfc3339Utc => "RFC 3339",
        Unit::Unix => "seconds or milliseconds",
    }
}

fn other_unit(stamp: &Stamp<'_>, unit: &'static str) -> Finding {
    let message = format!(
        "The timestamp is signed as it stands, but in {unit}; the scheme has {}.",
        unit_of(stamp)
    );
    Finding::new(Cause::TimestampUnit, Certainty::Proved, message).with(Fact::Unit, unit)
}

fn skew(stamp: &Stamp<'_>, age: i64) -> Option<Finding> {
    let (side, allowed) = outside(stamp, age)?;
    let seconds = age.unsigned_abs();
    let message = format!(
        "The signature is right and its timestamp is {seconds} s {side}; {allowed} s are allowed. {}",
        reason(stamp, age)
    );
    Some(
        Finding::new(Cause::TimestampSkew, Certainty::Proved, message).with(Fact::SkewSeconds, age),
    )
}

/// Says on which side of the window an age lies, and how many seconds are
/// allowed there; nothing within it.
pub(crate) fn outside(stamp: &Stamp<'_>, age: i64) -> Option<(&'static str, u32)> {
    let tolerance = stamp.tolerance?;
    if age > i64::from(tolerance.past_seconds) {
        return Some(("old", tolerance.past_seconds));
    }
    let is_ahead = age.saturating_neg() > i64::from(tolerance.future_seconds);
    is_ahead.then_some(("ahead", tolerance.future_seconds))
}

/// What such a skew usually comes from.
fn reason(stamp: &Stamp<'_>, age: i64) -> String {
    let is_written = matches!(stamp.unit, Unit::Rfc3339 | Unit::Rfc3339Utc);
    let hours = (age + 900 * age.signum()) / 3600;
    let near = (age - hours * 3600).abs() <= 60;
    if is_written && near && (1..=14).contains(&hours.abs()) {
        return format!(
            "That is {} h: a time zone was left out or read wrongly.",
            hours.abs()
        );
    }
    match age {
        86_400.. => {
            "So old a delivery was replayed or retried: fetch a new one to test with.".into()
        }
        0.. => "It was retried, held up or replayed, or this clock is ahead.".into(),
        _ => "This clock is behind, or the sender's is ahead.".into(),
    }
}
