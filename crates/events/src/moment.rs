//! Moments as events write them.

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(pub i64);

/// Reads an ISO 8601 date and time, strictly: the extended form with zone, as
/// RFC 3339 section 5.6 narrows it down, in capitals, such as
/// `2026-05-29T14:21:12Z` or `2026-05-29T16:21:12.5+02:00`. The date must exist.
/// A leap second may stand only at the end of a day in UTC.
#[must_use]
pub fn parse_iso8601(text: &str) -> Option<UnixMillis> {
    let mut rest = text.as_bytes();
    let year = number(&mut rest, 4, 0..=9999)?;
    literal(&mut rest, b'-')?;
    let month = number(&mut rest, 2, 1..=12)?;
    literal(&mut rest, b'-')?;
    let day = number(&mut rest, 2, 1..=days_in(year, month))?;
    literal(&mut rest, b'T')?;
    let hour = number(&mut rest, 2, 0..=23)?;
    literal(&mut rest, b':')?;
    let minute = number(&mut rest, 2, 0..=59)?;
    literal(&mut rest, b':')?;
    let second = number(&mut rest, 2, 0..=60)?;
    let millis = fraction(&mut rest)?;
    let minutes = hour * 60 + minute - zone(&mut rest)?;
    if second == 60 && minutes.rem_euclid(24 * 60) != 24 * 60 - 1 {
        return None;
    }
    let minutes = days(year, month, day) * 24 * 60 + minutes;
    rest.is_empty()
        .then_some(UnixMillis((minutes * 60 + second) * 1000 + millis))
}

/// Reads digits alone as postbacks send them: 9 to 11 are seconds since 1970,
/// 12 to 14 milliseconds, as everywhere in waxseal.
#[must_use]
pub fn parse_unix(text: &str) -> Option<UnixMillis> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i64 = match text.len() {
        9..=14 => text.parse().ok()?,
        _ => return None,
    };
    Some(UnixMillis(if text.len() <= 11 {
        value * 1000
    } else {
        value
    }))
}

fn number(rest: &mut &[u8], digits: usize, range: core::ops::RangeInclusive<i64>) -> Option<i64> {
    let (head, tail) = rest.split_at_checked(digits)?;
    *rest = tail;
    let value = head.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + i64::from(byte - b'0'))
    })?;
    range.contains(&value).then_some(value)
}

fn literal(rest: &mut &[u8], byte: u8) -> Option<()> {
    *rest = rest.strip_prefix(&[byte])?;
    Some(())
}

/// Reads `.5` as 500 milliseconds. What is finer is left out.
fn fraction(rest: &mut &[u8]) -> Option<i64> {
    let Some(tail) = rest.strip_prefix(b".") else {
        return Some(0);
    };
    let count = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, tail) = tail.split_at_checked(count).filter(|_| count > 0)?;
    *rest = tail;
    let millis = digits.iter().chain(b"000").take(3);
    Some(millis.fold(0, |millis, digit| millis * 10 + i64::from(digit - b'0')))
}

/// Reads `Z` or `+02:00`, in minutes east.
fn zone(rest: &mut &[u8]) -> Option<i64> {
    if let Some(tail) = rest.strip_prefix(b"Z") {
        *rest = tail;
        return Some(0);
    }
    let sign = match rest.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    *rest = rest.get(1..)?;
    let hours = number(rest, 2, 0..=23)?;
    literal(rest, b':')?;
    Some(sign * (hours * 60 + number(rest, 2, 0..=59)?))
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

/// Days since 1970-01-01 in the Gregorian calendar. Years are counted from
/// March, so that the leap day is the last one.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // Months from March have 31 30 31 30 31 days, again and again.
    let before = (153 * month + 2) / 5;
    year * 365 + leaps + before + day - 719_469
}
