//! Retry dates.

use proptest::prelude::*;
use waxseal::UnixMillis;
use waxseal_gateway::limits::RETRY_AFTER_CAP_MILLIS;
use waxseal_gateway::outcome::Outcome;
use waxseal_gateway::schedule::{Schedule, Verdict, parse_retry_after};

use crate::support::NOW;

const FOREVER: UnixMillis = UnixMillis(i64::MAX);

fn seconds(schedule: &Schedule, count: u32) -> Vec<Option<u64>> {
    (1..=count)
        .map(|attempts| schedule.delay_after(attempts).map(|delay| delay / 1000))
        .collect()
}

#[test]
fn backoff_has_the_five_pauses_of_its_source_and_ends() {
    let expected = [
        Some(30),
        Some(120),
        Some(600),
        Some(3_600),
        Some(14_400),
        None,
        None,
    ];
    assert_eq!(seconds(&Schedule::backoff(), 7), expected);
    assert_eq!(Schedule::backoff().delay_after(0), None);
}

#[test]
fn hourly_goes_on_every_hour_until_retention_ends() {
    assert_eq!(
        seconds(&Schedule::hourly(), 5),
        [300, 900, 3_600, 3_600, 3_600].map(Some)
    );
    let end = UnixMillis(NOW.0 + 3_600_000);
    assert_eq!(Schedule::hourly().next(700, NOW, None, 0, end), Some(end));
    let end = UnixMillis(end.0 - 1);
    assert_eq!(
        Schedule::hourly().next(700, NOW, None, 0, end),
        None,
        "one millisecond too late"
    );
}

#[test]
fn day_makes_fifteen_attempts_within_a_day() {
    let day = Schedule::day();
    let pauses: Vec<u64> = (1..15)
        .map(|attempts| day.delay_after(attempts).unwrap())
        .collect();
    assert_eq!(pauses[..4], [30_000, 120_000, 600_000, 7_786_363]);
    let total: u64 = pauses.iter().sum();
    assert!((86_399_000..=86_400_000).contains(&total), "{total}");
    assert_eq!(day.delay_after(15), None);
}

#[test]
fn jitter_only_adds_and_at_most_a_tenth() {
    let schedule = Schedule::list(&[30_000]);
    let least = schedule.next(1, NOW, None, 0, FOREVER).unwrap().0 - NOW.0;
    let most = schedule.next(1, NOW, None, u32::MAX, FOREVER).unwrap().0 - NOW.0;
    assert_eq!(least, 30_000);
    assert!((32_999..=33_000).contains(&most), "{most}");
}

#[test]
fn retry_after_is_a_floor_with_a_cap() {
    let schedule = Schedule::list(&[30_000]);
    let next = |text: &str| {
        let floor = parse_retry_after(text, NOW);
        schedule.next(1, NOW, floor, 0, FOREVER).unwrap().0 - NOW.0
    };
    assert_eq!(next("5"), 30_000, "shorter than the pause");
    assert_eq!(next("120"), 120_000);
    assert_eq!(next("0"), 30_000);
    assert_eq!(next("99999999999999999999999999"), 86_400_000);
    assert_eq!(next("Thu, 01 Jan 2026 00:02:00 GMT"), 120_000);
    assert_eq!(next("Thu, 01 Jan 2099 00:00:00 GMT"), 86_400_000);
    assert_eq!(
        next("Wed, 31 Dec 2025 00:00:00 GMT"),
        30_000,
        "a date that is over"
    );
    for garbage in [
        "",
        "-5",
        "1.5",
        "soon",
        "1e3",
        "٣",
        "Thu, 99 Jan 2026 00:02:00 GMT",
    ] {
        assert_eq!(parse_retry_after(garbage, NOW), None, "{garbage}");
        assert_eq!(next(garbage), 30_000, "{garbage}");
    }
}

#[test]
fn a_status_says_whether_another_attempt_has_a_chance() {
    let verdict = |status| Verdict::of(&Outcome::answer(status, None, b"", 1), NOW);
    let again = Verdict::Again {
        retry_after_millis: None,
    };
    for status in [200, 201, 202, 204, 299] {
        assert_eq!(verdict(status), Verdict::Done, "{status}");
    }
    for status in [408, 429, 500, 502, 503, 504, 599, 0, 100, 199, 600, 999] {
        assert_eq!(verdict(status), again, "{status}");
    }
    for status in [
        300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 407, 409, 422, 428, 430, 499,
    ] {
        assert_eq!(verdict(status), Verdict::Final, "{status}");
    }
    assert_eq!(verdict(410), Verdict::Gone);
    assert_eq!(Verdict::of(&Outcome::timeout(10_000), NOW), again);
    assert_eq!(
        Verdict::of(&Outcome::network("connection reset", 3), NOW),
        again
    );
    let slow_down = Outcome::answer(429, Some("7".into()), b"", 1);
    assert_eq!(
        Verdict::of(&slow_down, NOW),
        Verdict::Again {
            retry_after_millis: Some(7_000)
        }
    );
}

#[test]
fn an_answer_is_kept_up_to_its_cap_and_as_text() {
    let outcome = Outcome::answer(500, None, &[0xff; 10_000], 1);
    let text = serde_json::to_string(&outcome).unwrap();
    assert!(text.len() < 2_000, "{}", text.len());
    assert!(text.contains('\u{fffd}'));
}

proptest! {
    #[test]
    fn dates_never_go_back_and_never_pass_the_end(
        delays in prop::collection::vec(0_u64..100_000_000, 0..9), repeat: bool, attempts in 0_u32..12,
        floor in prop::option::of(0..RETRY_AFTER_CAP_MILLIS), jitter: u32, room in 0_i64..10_000_000_000,
    ) {
        let schedule = Schedule { delays, repeat };
        let end = UnixMillis(NOW.0 + room);
        if let Some(next) = schedule.next(attempts, NOW, floor, jitter, end) {
            prop_assert!(next <= end);
            let least = schedule.delay_after(attempts).unwrap().max(floor.unwrap_or(0));
            prop_assert!(next.0 - NOW.0 >= i64::try_from(least).unwrap());
            let most = least + least / 10;
            prop_assert!(next.0 - NOW.0 <= i64::try_from(most).unwrap());
        }
    }

    #[test]
    fn no_retry_after_makes_it_panic(text in "\\PC{0,40}", now: i64) {
        if let Some(millis) = parse_retry_after(&text, UnixMillis(now)) {
            prop_assert!(millis <= RETRY_AFTER_CAP_MILLIS);
        }
    }
}
