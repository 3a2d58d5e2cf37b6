//! Dates of HTTP (RFC 9110 section 5.6.7), in all three forms that a recipient must take.

use waxseal::UnixMillis;

use crate::moment::parse_clock;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Reads a date; nothing for anything else.
pub(crate) fn parse(text: &str) -> Option<UnixMillis> {
    match text.split_once(", ") {
        Some((_, rest)) if rest.contains('-') => parse_rfc850(rest),
        Some((_, rest)) => parse_imf(rest),
        None => parse_asctime(text),
    }
}

/// `06 Nov 1994 08:49:37 GMT`
fn parse_imf(text: &str) -> Option<UnixMillis> {
    let mut words = text.split(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let time = words.next()?;
    (words.next() == Some("GMT") && words.next().is_none()).then_some(())?;
    moment(digits(year, 4)?, month, digits(day, 2)?, time)
}

/// `06-Nov-94 08:49:37 GMT`
fn parse_rfc850(text: &str) -> Option<UnixMillis> {
    let (date, time) = text.strip_suffix(" GMT")?.split_once(' ')?;
    let mut words = date.split('-');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    words.next().is_none().then_some(())?;
    let short = digits(year, 2)?;
    // Two digits: the century that is nearest to this software's life.
    let year = if short < 70 {
        2000 + short
    } else {
        1900 + short
    };
    moment(year, month, digits(day, 2)?, time)
}

/// `Sun Nov  6 08:49:37 1994`
fn parse_asctime(text: &str) -> Option<UnixMillis> {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let (_, month, day) = (words.next()?, words.next()?, words.next()?);
    let (time, year) = (words.next()?, words.next()?);
    words.next().is_none().then_some(())?;
    moment(
        digits(year, 4)?,
        month,
        digits(day, day.len().clamp(1, 2))?,
        time,
    )
}

fn moment(year: i64, month: &str, day: i64, time: &str) -> Option<UnixMillis> {
    let month = (1..)
        .zip(MONTHS)
        .find_map(|(number, name)| (name == month).then_some(number))?;
    let clock = parse_clock(time, 60)?;
    (1..=31).contains(&day).then_some(())?;
    let seconds = days(year, month, day) * 86_400 + clock;
    Some(UnixMillis::from_seconds(seconds))
}

/// Days since 1970-01-01 in the Gregorian calendar: years counted from March,
/// so that the leap day is a year's last.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
        - 719_468
}

/// Reads exactly so many digits.
pub(crate) fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_rfc_9110_name_the_same_moment() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(text), Some(UnixMillis(784_111_777_000)), "{text}");
        }
        assert_eq!(
            parse("Thu, 29 Feb 2024 00:00:00 GMT"),
            Some(UnixMillis(1_709_164_800_000))
        );
    }

    #[test]
    fn what_is_no_date_is_nothing() {
        for text in [
            "",
            ",",
            ", ",
            "soon",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 40 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "a b c d e f",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
