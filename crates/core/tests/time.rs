//! Times as RFC 3339 writes them, and windows.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use own::{KEY, NOW, judge_at, post, tag};
use proptest::prelude::*;
use waxseal::{Options, Program, Secret, Tolerance, UnixMillis, parse_rfc3339, write_rfc3339};

fn read(text: &str) -> Option<i64> {
    parse_rfc3339(text.as_bytes(), false).map(|at| at.0)
}

#[test]
fn known_moments_are_read() {
    // RFC 3339 section 5.8, and days round which calendars turn.
    for (text, millis) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("1985-04-12T23:20:50.52Z", 482_196_050_520),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000),
        ("1990-12-31T23:59:60Z", 662_688_000_000),
        ("1990-12-31T15:59:60-08:00", 662_688_000_000),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("2000-03-01T00:00:00Z", 951_868_800_000),
        ("2024-02-29T12:34:56Z", 1_709_210_096_000),
        ("2100-03-01T00:00:00Z", 4_107_542_400_000),
        ("0000-03-01T00:00:00Z", -62_162_035_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("2026-05-29T14:21:12.123456789Z", 1_780_064_472_123),
        ("2026-05-29T14:21:12.9Z", 1_780_064_472_900),
        ("2026-05-29t14:21:12z", 1_780_064_472_000),
        ("2026-05-29 14:21:12Z", 1_780_064_472_000),
        ("2026-05-29T16:51:12+02:30", 1_780_064_472_000),
        ("2026-05-28T14:22:12-23:59", 1_780_064_472_000),
    ] {
        assert_eq!(read(text), Some(millis), "{text}");
    }
}

#[test]
fn what_is_no_time_is_nothing() {
    for text in [
        "",
        "2026-05-29",
        "2026-05-29T14:21:12",
        "2026-05-29T14:21Z",
        "2026-05-29T14:21:12.Z",
        "2026-05-29T14:21:12,5Z",
        "2026-05-29T14:21:12ZZ",
        "2026-05-29T14:21:12+0200",
        "2026-05-29T14:21:12+24:00",
        "2026-05-29T14:21:12+00:60",
        "2026-05-29T14:21:12*02:00",
        "2026-05-29T24:00:00Z",
        "2026-05-29T23:60:00Z",
        "2026-05-29T23:59:61Z",
        "2026-00-29T00:00:00Z",
        "2026-13-29T00:00:00Z",
        "2026-05-00T00:00:00Z",
        "2026-05-32T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-06-31T00:00:00Z",
        "2026-09-31T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2024-02-30T00:00:00Z",
        "2026-05-29_14:21:12Z",
        "2026/05/29T14:21:12Z",
        "+026-05-29T14:21:12Z",
        "2026-5-29T14:21:12Z",
        "2026-05-29T14:21:1aZ",
        "2026-05-29T1a:21:12Z",
        "2026-05-29T14:2a:12Z",
        "202a-05-29T14:21:12Z",
        " 2026-05-29T14:21:12Z",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_time_without_its_zone_is_utc_only_where_that_is_said() {
    let text = b"2026-05-29T14:21:12.5";
    assert_eq!(parse_rfc3339(text, false), None);
    assert_eq!(
        parse_rfc3339(text, true),
        Some(UnixMillis(1_780_064_472_500))
    );
    let with_zone = b"2026-05-29T14:21:12+01:00";
    assert_eq!(
        parse_rfc3339(with_zone, true),
        Some(UnixMillis(1_780_060_872_000))
    );
}

#[test]
fn moments_are_written_with_milliseconds_and_zone() {
    for (millis, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (1_780_064_472_007, "2026-05-29T14:21:12.007Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] {
        assert_eq!(write_rfc3339(UnixMillis(millis)), text);
    }
}

#[test]
fn seconds_are_rounded_towards_the_past() {
    assert_eq!(UnixMillis(1_999).seconds(), 1);
    assert_eq!(UnixMillis(-1).seconds(), -1);
    assert_eq!(UnixMillis::from_seconds(-3), UnixMillis(-3_000));
    assert_eq!(UnixMillis::from_seconds(i64::MAX), UnixMillis(i64::MAX));
    let both = Tolerance::both(7);
    assert_eq!((both.past_seconds, both.future_seconds), (7, 7));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn what_is_written_is_read(millis in -62_167_219_200_000_i64..=253_402_300_799_999) {
        let text = write_rfc3339(UnixMillis(millis));
        prop_assert_eq!(parse_rfc3339(text.as_bytes(), false), Some(UnixMillis(millis)), "{}", text);
    }

    #[test]
    fn no_bytes_are_too_strange_for_it(bytes: Vec<u8>) {
        let _ = parse_rfc3339(&bytes, true);
    }
}

/// Verdict of a scheme with a timestamp of this unit and tolerance.
fn window(unit: &str, tolerance: &str, text: &str, now: i64) -> String {
    let fields = [
        ("signature", "header:x-sig"),
        ("message", "{timestamp}.{body}"),
        ("timestamp", "header:x-time"),
        ("unit", unit),
        ("tolerance", tolerance),
    ];
    let program = own::define(&fields).unwrap();
    let tag = tag(format!("{text}.{{}}"));
    let headers = [("x-sig", tag.as_str()), ("x-time", text)];
    judge_at(&program, post(&headers, "{}"), UnixMillis(now))
}

const STALE: &str =
    "timestamp_stale: the signature is right, but its timestamp is 601 s old; 600 s are allowed";
const FUTURE: &str = "timestamp_future: the signature is right, but its timestamp is 301 s ahead; 300 s are allowed; is the receiver's clock slow?";

#[test]
fn both_ends_of_a_window_are_inside() {
    let second = 1_780_000_000_i64;
    let at = |age: i64, fraction: i64| {
        window(
            "seconds",
            "600/300",
            "1780000000",
            (second + age) * 1000 + fraction,
        )
    };
    // Seconds are compared as seconds, whatever the fraction.
    assert_eq!(at(600, 999), "valid");
    assert_eq!(at(601, 0), STALE);
    assert_eq!(at(-300, 0), "valid");
    assert_eq!(at(-301, 999), FUTURE);
    let at = |millis: i64| {
        window(
            "milliseconds",
            "600/300",
            "1780000000000",
            second * 1000 + millis,
        )
    };
    assert_eq!(at(600_000), "valid");
    assert_eq!(at(600_001), STALE);
    assert_eq!(at(-300_000), "valid");
    assert_eq!(at(-300_001), FUTURE);
}

#[test]
fn a_unix_time_is_what_its_digits_say() {
    let second = 1_780_000_000_i64;
    let seconds = |age: i64| window("unix", "600/300", "1780000000", (second + age) * 1000 + 999);
    assert_eq!(seconds(600), "valid");
    assert_eq!(seconds(601), STALE);
    let millis = |age: i64| window("unix", "600/300", "1780000000000", second * 1000 + age);
    assert_eq!(millis(600_000), "valid");
    assert_eq!(millis(600_001), STALE);
}

#[test]
fn no_window_is_enforced_where_the_vendor_states_none() {
    assert_eq!(window("seconds", "none", "1000000000", NOW.0), "valid");
    assert_eq!(
        window("rfc3339", "none", "1999-01-01T00:00:00Z", NOW.0),
        "valid"
    );
}

#[test]
fn a_timestamp_has_the_digits_of_its_unit() {
    let malformed = |why: &str| format!("timestamp_malformed: the header x-time {why}");
    let seconds = malformed("is not a Unix time in seconds: 9 to 11 digits, nothing else");
    let millis = malformed("is not a Unix time in milliseconds: 12 to 14 digits, nothing else");
    let unix = malformed("is not a Unix time: 9 to 14 digits, nothing else");
    let zoned = malformed("is not a time as RFC 3339 writes it, with its zone");
    let written = malformed("is not a time as RFC 3339 writes it");
    let cases: [(&str, &[&str], &[&str], &str); 5] = [
        (
            "seconds",
            &["123456789", "12345678901"],
            &["12345678", "123456789012", "1234567890a", "+123456789"],
            &seconds,
        ),
        (
            "milliseconds",
            &["123456789012", "12345678901234"],
            &["12345678901", "123456789012345", "123456789012e5"],
            &millis,
        ),
        (
            "unix",
            &["123456789", "12345678901", "123456789012", "12345678901234"],
            &["12345678", "123456789012345", "-123456789"],
            &unix,
        ),
        (
            "rfc3339",
            &["2026-05-29T14:21:12Z"],
            &["2026-05-29T14:21:12", "1780000000"],
            &zoned,
        ),
        (
            "rfc3339-utc",
            &["2026-05-29T14:21:12"],
            &["2026-05-29", "1780000000"],
            &written,
        ),
    ];
    for (unit, good, wrong, why) in cases {
        for text in good {
            assert_eq!(window(unit, "none", text, NOW.0), "valid", "{unit} {text}");
        }
        for text in wrong {
            assert_eq!(window(unit, "none", text, NOW.0), why, "{unit} {text}");
        }
    }
    assert_eq!(
        window("seconds", "300", "", NOW.0),
        "timestamp_missing: the header x-time, which is signed, is missing or empty"
    );
}

#[test]
fn digits_that_touch_a_body_have_one_length() {
    for (unit, good, wrong) in [
        ("seconds", "1780000000", "780000000"),
        ("milliseconds", "1780000000000", "780000000000"),
    ] {
        let fields = [
            ("signature", "header:x-sig"),
            ("message", "{timestamp}{body}"),
            ("timestamp", "header:x-time"),
            ("unit", unit),
            ("tolerance", "none"),
        ];
        let program = own::define(&fields).unwrap();
        let verdict = |text: &str| {
            let tag = tag(format!("{text}{{}}"));
            judge_at(
                &program,
                post(&[("x-sig", &tag), ("x-time", text)], "{}"),
                NOW,
            )
        };
        assert_eq!(verdict(good), "valid");
        assert!(verdict(wrong).starts_with("timestamp_malformed"), "{unit}");
    }
}

#[test]
fn a_users_tolerance_replaces_the_vendors() {
    let options = Options {
        tolerance: Some(Tolerance::both(5)),
        ..Options::default()
    };
    let program = Program::compile("stripe", &options, &[Secret::text(KEY)]).unwrap();
    let header = format!("t=1779999994,v1={}", tag("1779999994.{}"));
    let headers = [("stripe-signature", header.as_str())];
    assert_eq!(
        judge_at(&program, post(&headers, "{}"), NOW),
        "timestamp_stale: the signature is right, but its timestamp is 6 s old; 5 s are allowed"
    );
}
