//! Moments and spans. The core has no clock: `now` is always an argument.

use crate::say::{padded, say};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    /// Makes a moment from whole seconds.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Returns the whole seconds, rounded towards the past.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

/// How far a timestamp may lie from the receiver's clock, in seconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// How old a timestamp may be.
    pub past_seconds: u32,
    /// How far ahead a timestamp may be.
    pub future_seconds: u32,
}

impl Tolerance {
    /// Makes the same tolerance for both directions.
    #[must_use]
    pub const fn both(seconds: u32) -> Self {
        Self {
            past_seconds: seconds,
            future_seconds: seconds,
        }
    }
}

/// Reads `2026-05-29T14:21:12Z` (RFC 3339 section 5.6), with a fraction and an
/// offset if there are any; nothing for anything else. `is_utc_default` takes a
/// time without its zone too, as UTC. A leap second counts as the next one.
#[must_use]
pub fn parse_rfc3339(text: &[u8], is_utc_default: bool) -> Option<UnixMillis> {
    let [
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b'T' | b't' | b' ',
        clock @ ..,
    ] = text
    else {
        return None;
    };
    let (year, month, day) = (
        number(&[*y1, *y2, *y3, *y4])?,
        number(&[*m1, *m2])?,
        number(&[*d1, *d2])?,
    );
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let [h1, h2, b':', i1, i2, b':', s1, s2, rest @ ..] = clock else {
        return None;
    };
    let (hour, minute, second) = (
        number(&[*h1, *h2])?,
        number(&[*i1, *i2])?,
        number(&[*s1, *s2])?,
    );
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (millis, zone) = parse_fraction(rest)?;
    let offset = match zone {
        b"Z" | b"z" => 0,
        b"" if is_utc_default => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', i1, i2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*i1, *i2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = hours * 3_600 + minutes * 60;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset;
    Some(UnixMillis(seconds * 1_000 + millis))
}

/// Reads `.123456789` as milliseconds, rounded down, and returns what follows.
fn parse_fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let len = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, rest) = digits.split_at_checked(len)?;
    if digits.is_empty() {
        return None;
    }
    let millis = digits
        .iter()
        .chain(b"000")
        .take(3)
        .fold(0, |millis, digit| millis * 10 + i64::from(digit - b'0'));
    Some((millis, rest))
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
    })
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts days since 1970-01-01: whole years, then days before the month, from
/// a year that begins in March, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719 468 days lie between 0000-03-01 and 1970-01-01.
    year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// Writes a moment as `2026-05-29T14:21:12.345Z`.
#[must_use]
pub fn write_rfc3339(at: UnixMillis) -> alloc::string::String {
    let (seconds, millis) = (at.seconds(), at.0.rem_euclid(1000));
    let (mut day, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // The civil date by searching years, then months: at most a few hundred steps, off the hot path.
    let mut year = 1970 + day.div_euclid(366).min(day.div_euclid(365));
    while days(year + 1, 1, 1) <= day {
        year += 1;
    }
    day -= days(year, 1, 1);
    let mut month = 1;
    while day >= days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    say!(
        padded(year, 4),
        "-",
        padded(month, 2),
        "-",
        padded(day + 1, 2),
        "T",
        padded(clock / 3_600, 2),
        ":",
        padded(clock / 60 % 60, 2),
        ":",
        padded(clock % 60, 2),
        ".",
        padded(millis, 3),
        "Z"
    )
}
