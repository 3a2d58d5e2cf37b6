use proptest::prelude::*;
use waxseal_events::moment::{UnixMillis, parse_iso8601, parse_unix};

#[test]
fn one_moment_has_few_spellings() {
    for text in [
        "2026-05-29T14:21:12Z",
        "2026-05-29T14:21:12.000Z",
        "2026-05-29T14:21:12.0009Z",
        "2026-05-29T16:21:12+02:00",
        "2026-05-29T09:51:12-04:30",
        "2026-05-30T00:21:12+10:00",
        "2026-05-29T14:21:12-00:00",
    ] {
        assert_eq!(
            parse_iso8601(text),
            Some(UnixMillis(1_780_064_472_000)),
            "{text}"
        );
    }
    for (text, millis) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2026-05-29T14:21:12.5Z", 1_780_064_472_500),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ] {
        assert_eq!(parse_iso8601(text), Some(UnixMillis(millis)), "{text}");
    }
}

#[test]
fn what_is_no_moment_is_nothing() {
    for text in [
        "",
        "2026",
        "2026-05-29",
        "2026-05-29T14:21Z",
        "2026-05-29T14:21:12",
        "2026-05-29t14:21:12Z",
        "2026-05-29T14:21:12z",
        "2026-05-29 14:21:12Z",
        "2026-05-29T14:21:12.Z",
        "2026-05-29T14:21:12,5Z",
        "2026-05-29T14:21:12+02",
        "2026-05-29T14:21:12+0200",
        "2026-05-29T14:21:12+24:00",
        "2026-05-29T14:21:12+02:60",
        "2026-05-29T14:21:12ZZ",
        "2026-05-29T14:21:12Z ",
        " 2026-05-29T14:21:12Z",
        "2026-05-29T24:00:00Z",
        "2026-05-29T14:60:00Z",
        "2026-05-29T14:21:60Z",
        "2026-05-29T23:59:60+01:00",
        "2026-00-29T14:21:12Z",
        "2026-13-29T14:21:12Z",
        "2026-04-31T14:21:12Z",
        "2026-02-29T14:21:12Z",
        "1900-02-29T14:21:12Z",
        "2026-05-00T14:21:12Z",
        "20260529T142112Z",
        "2026-W22-5T14:21:12Z",
        "+2026-05-29T14:21:12Z",
        "26-05-29T14:21:12Z",
        "٢٠٢٦-05-29T14:21:12Z",
    ] {
        assert_eq!(parse_iso8601(text), None, "{text}");
    }
}

#[test]
fn digits_are_unix_time_by_their_number() {
    assert_eq!(
        parse_unix("1780064472"),
        Some(UnixMillis(1_780_064_472_000))
    );
    assert_eq!(
        parse_unix("1780064472000"),
        Some(UnixMillis(1_780_064_472_000))
    );
    assert_eq!(
        parse_unix("17800644720"),
        Some(UnixMillis(17_800_644_720_000))
    );
    assert_eq!(
        parse_unix("178006447200"),
        Some(UnixMillis(178_006_447_200))
    );
    assert_eq!(parse_unix("999999999"), Some(UnixMillis(999_999_999_000)));
    for text in [
        "",
        "12345678",
        "123456789012345",
        "-1780064472",
        "1780064472.5",
        "+1780064472",
    ] {
        assert_eq!(parse_unix(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn every_day_follows_the_one_before(days in -719_528i64..2_932_896) {
        // A calendar of its own: count years and months one by one.
        let (mut year, mut left) = (0, days + 719_528);
        let leap = |y: i64| y % 4 == 0 && y % 100 != 0 || y % 400 == 0;
        while left >= 365 + i64::from(leap(year)) {
            left -= 365 + i64::from(leap(year));
            year += 1;
        }
        let lengths = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month = 0;
        while left >= lengths[month] {
            left -= lengths[month];
            month += 1;
        }
        let text = format!("{year:04}-{:02}-{:02}T00:00:00Z", month + 1, left + 1);
        prop_assert_eq!(parse_iso8601(&text), Some(UnixMillis(days * 86_400_000)));
    }
}
