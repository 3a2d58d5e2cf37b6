//! Moments as bodies write them: RFC 3339, or seconds or milliseconds since 1970.

use waxseal::UnixMillis;

use crate::http_date::{days, digits};

/// Reads a moment; nothing for anything else. Digits alone are seconds if there
/// are 9 to 11, milliseconds if there are 12 to 14, as in the core.
pub(crate) fn parse(text: &str) -> Option<UnixMillis> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        return match text.len() {
            9..=11 => Some(UnixMillis::from_seconds(number)),
            12..=14 => Some(UnixMillis(number)),
            _ => None,
        };
    }
    parse_rfc3339(text)
}

/// `2026-05-29T14:21:12Z`, with a fraction and an offset if there are any.
fn parse_rfc3339(text: &str) -> Option<UnixMillis> {
    let (date, rest) = text.split_at_checked(10)?;
    let mut parts = date.splitn(3, '-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2).filter(|month| (1..=12).contains(month))?;
    let day = digits(parts.next()?, 2).filter(|day| (1..=31).contains(day))?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, rest) = rest.split_at_checked(8)?;
    let seconds = days(year, month, day) * 86_400 + parse_clock(clock, 60)?;
    let (fraction, zone) = match rest.strip_prefix('.') {
        None => ("", rest),
        Some(rest) => rest.split_at_checked(rest.bytes().take_while(u8::is_ascii_digit).count())?,
    };
    if rest.starts_with('.') && fraction.is_empty() {
        return None;
    }
    let millis: i64 = fraction
        .bytes()
        .chain(*b"000")
        .take(3)
        .fold(0, |millis, digit| millis * 10 + i64::from(digit - b'0'));
    let offset = match zone {
        "Z" | "z" => 0,
        _ => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
            (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))?
        }
    };
    Some(UnixMillis((seconds - offset) * 1_000 + millis))
}

/// Reads `14:21:12`. A leap second is taken as `:60`.
pub(crate) fn parse_clock(text: &str, last_second: i64) -> Option<i64> {
    let mut parts = text.split(':').map(|part| digits(part, 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = parts.next().is_none() && hour < 24 && minute < 60 && second <= last_second;
    is_time.then_some(hour * 3_600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_has_many_spellings() {
        let moment = Some(UnixMillis(1_780_064_472_000));
        for text in [
            "2026-05-29T14:21:12Z",
            "2026-05-29t14:21:12z",
            "2026-05-29 14:21:12.000000Z",
            "2026-05-29T16:21:12+02:00",
            "2026-05-29T09:51:12-04:30",
            "1780064472",
            "1780064472000",
        ] {
            assert_eq!(parse(text), moment, "{text}");
        }
        assert_eq!(
            parse("2026-05-29T14:21:12.5Z"),
            Some(UnixMillis(1_780_064_472_500))
        );
        assert_eq!(
            parse("2026-05-29T14:21:12.1239Z"),
            Some(UnixMillis(1_780_064_472_123))
        );
    }

    #[test]
    fn what_is_no_moment_is_nothing() {
        for text in [
            "",
            "0",
            "12345678",
            "123456789012345",
            "-1780064472",
            "2026-05-29",
            "2026-05-29T14:21:12",
            "2026-05-29T14:21:12.Z",
            "2026-13-29T14:21:12Z",
            "2026-00-29T14:21:12Z",
            "2026-05-32T14:21:12Z",
            "2026-05-29T24:21:12Z",
            "2026-05-29T14:21:12+2:00",
            "2026-05-29T14:21:12+25:00",
            "2026-05-29T14:21:12Zx",
            "26-05-29T14:21:12Z",
            "2026-05-29T14:21:12é",
            "ééééééééééééé",
            "٢٠٢٦-05-29T14:21:12Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}", almost in "[0-9T:Z.+-]{0,32}") {
            let _ = parse(&text);
            let _ = parse(&almost);
        }
    }
}
