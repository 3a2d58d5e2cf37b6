//! Values of the configuration that are written as text.

use alloc::format;
use alloc::string::String;

/// Ten years in milliseconds: longer is a slip of the unit.
const LONGEST_MILLIS: u64 = 10 * 366 * 86_400_000;

/// Reads a span such as `30s` as milliseconds.
pub(crate) fn parse_duration(text: &str) -> Result<u64, String> {
    let wrong =
        || format!("{text:?} is no duration: write a number and ms, s, m, h or d, such as \"30s\"");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).ok_or_else(wrong)?;
    let unit = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    match number.checked_mul(unit) {
        Some(millis) if millis <= LONGEST_MILLIS => Ok(millis),
        _ => Err(format!("{text:?} is longer than ten years")),
    }
}

/// Reads a size such as `4MB` as bytes. 1 KB is 1024 bytes.
pub(crate) fn parse_size(text: &str) -> Result<u64, String> {
    let wrong =
        || format!("{text:?} is no size: write a number and B, KB or MB, such as \"512KB\"");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).ok_or_else(wrong)?;
    let unit: u64 = match unit {
        "B" => 1,
        "KB" => 1_024,
        "MB" => 1_024 * 1_024,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    number.checked_mul(unit).ok_or_else(wrong)
}

/// Checks the name of a source or origin: it stands in URLs, headers and logs.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if name.is_empty() || name.len() > 64 || !name.bytes().all(is_plain) {
        return Err("a name has 1 to 64 letters, digits, - or _".into());
    }
    Ok(())
}

/// Checks the name of an HTTP header (RFC 9110 section 5.6.2).
pub(crate) fn is_header_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

/// Returns the known word that is nearest to a mistyped one.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len() / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Counts the letters to add, drop or change (Levenshtein), without case.
fn distance(a: &str, b: &str) -> usize {
    let mut row: alloc::vec::Vec<usize> = (0..=b.chars().count()).collect();
    // Nobody mistypes a word into one of hundreds of letters; the work is bounded.
    for (line, left) in (1..).zip(a.chars().take(64)) {
        let mut diagonal = line - 1;
        let mut before = line;
        for (cell, right) in row
            .iter_mut()
            .zip(core::iter::once(None).chain(b.chars().map(Some)))
        {
            let above = *cell;
            *cell = match right {
                None => line,
                Some(right) => {
                    let change = usize::from(!left.eq_ignore_ascii_case(&right));
                    (diagonal + change).min(above + 1).min(before + 1)
                }
            };
            diagonal = above;
            before = *cell;
        }
    }
    row.last().copied().unwrap_or(0) + a.chars().count().saturating_sub(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit_and_an_end() {
        assert_eq!(parse_duration("50ms"), Ok(50));
        assert_eq!(parse_duration("30s"), Ok(30_000));
        assert_eq!(parse_duration("400d"), Ok(34_560_000_000));
        for text in [
            "",
            "30",
            "s",
            "-1s",
            "1.5h",
            "1 s",
            "1w",
            "٣s",
            "18446744073709551616s",
        ] {
            assert!(
                parse_duration(text).unwrap_err().contains("is no duration"),
                "{text}"
            );
        }
        for text in ["4000d", "18446744073709551615d"] {
            assert!(
                parse_duration(text)
                    .unwrap_err()
                    .contains("longer than ten years"),
                "{text}"
            );
        }
    }

    #[test]
    fn the_nearest_word_is_one_that_a_slip_makes() {
        let known = ["secrets", "scheme", "header", "retention"];
        assert_eq!(nearest("secret", known.into_iter()), Some("secrets"));
        assert_eq!(nearest("Schema", known.into_iter()), Some("scheme"));
        assert_eq!(nearest("retension", known.into_iter()), Some("retention"));
        assert_eq!(nearest("colour", known.into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }
}
