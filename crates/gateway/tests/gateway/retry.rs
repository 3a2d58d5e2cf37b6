//! When an origin that fails is asked again, from the first attempt to the last.

use waxseal::UnixMillis;
use waxseal_gateway::config::Config;
use waxseal_gateway::delivery::{Cause, DeliveryState, Turn};
use waxseal_gateway::forward::Ticket;
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::outcome::Outcome;
use waxseal_gateway::row::Row;

use crate::support::{Database, NOW, config, event};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

fn one(retry: &str) -> Config {
    config(&format!(
        r#"{{
          "sources": {{ "shop": {{ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] }} }},
          "origins": {{ "crm": {{ "url": "https://crm.example.com", "events": ["*"], "secrets": ["CRM"], "breaker": 0 {retry} }} }},
          "retention": "2d",
        }}"#
    ))
}

/// Lets every attempt end so, at once, and returns when each began, from the first, and the end.
fn attempts(config: &Config, outcome: &Outcome, jitter: u32) -> (Vec<i64>, Row) {
    let mut database = Database::new();
    let message = event(config, "shop", "evt_1", 1, NOW);
    let mut memory = Memory::default();
    database
        .transaction(|sql| ledger::accept(sql, config, &mut memory, &message, NOW))
        .unwrap();
    let row = |database: &mut Database| ledger::page_after(database, 0).unwrap().rows.remove(0);
    let mut ticket = Ticket {
        key: row(&mut database).key,
        revision: 0,
        turn: Turn {
            origin: "crm".into(),
            attempt: 1,
            generation: 0,
        },
    };
    let mut begun = vec![0];
    let mut now = NOW;
    loop {
        database
            .transaction(|sql| {
                ledger::settle(sql, config, &mut memory, &ticket, outcome, now, jitter)
            })
            .unwrap();
        let after = row(&mut database);
        let delivery = &after.packed.deliveries[0];
        let Some(next) = delivery.next else {
            return (begun, after);
        };
        let early = UnixMillis(next - 1);
        let calls =
            database.transaction(|sql| ledger::claim(sql, config, &mut memory, early, 6, &[]));
        assert!(calls.unwrap().is_empty(), "not a millisecond too soon");
        now = UnixMillis(next);
        let calls =
            database.transaction(|sql| ledger::claim(sql, config, &mut memory, now, 6, &[]));
        let calls = calls.unwrap();
        assert_eq!(calls.len(), 1);
        ticket = calls[0].ticket.clone();
        begun.push(now.0 - NOW.0);
    }
}

fn failed() -> Outcome {
    Outcome::answer(500, None, b"", 0)
}

#[test]
fn backoff_tries_six_times_within_six_hours() {
    for retry in [
        "",
        r#", "retry": "backoff""#,
        r#", "retry": ["30s", "2m", "10m", "1h", "4h"]"#,
    ] {
        let (begun, row) = attempts(&one(retry), &failed(), 0);
        assert_eq!(
            begun,
            [
                0,
                30 * SECOND,
                150 * SECOND,
                750 * SECOND,
                HOUR + 750 * SECOND,
                5 * HOUR + 750 * SECOND
            ]
        );
        let delivery = &row.packed.deliveries[0];
        assert_eq!(delivery.state, DeliveryState::Dead);
        assert_eq!(delivery.cause, Some(Cause::Exhausted));
        assert_eq!(delivery.attempts.len(), 6);
    }
}

#[test]
fn hourly_tries_until_retention_ends() {
    let (begun, row) = attempts(&one(r#", "retry": "hourly""#), &failed(), 0);
    assert_eq!(
        begun[..5],
        [0, 5 * MINUTE, 20 * MINUTE, 80 * MINUTE, 140 * MINUTE]
    );
    assert!(
        begun
            .windows(2)
            .skip(2)
            .all(|pair| pair[1] - pair[0] == HOUR)
    );
    let last = *begun.last().unwrap();
    assert!(last <= 48 * HOUR && last > 47 * HOUR, "{last}");
    assert_eq!(begun.len(), 50);
    assert_eq!(row.packed.deliveries[0].cause, Some(Cause::Exhausted));
}

#[test]
fn day_tries_fifteen_times_in_a_day() {
    let (begun, _) = attempts(&one(r#", "retry": "day""#), &failed(), 0);
    assert_eq!(begun[..4], [0, 30 * SECOND, 150 * SECOND, 750 * SECOND]);
    assert_eq!(begun.len(), 15);
    let last = *begun.last().unwrap();
    assert!(last <= 24 * HOUR && last > 24 * HOUR - SECOND, "{last}");
    let spread: Vec<i64> = begun[3..]
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    assert_eq!(spread, [7_786_363; 11]);
}

#[test]
fn an_empty_list_tries_once() {
    let (begun, row) = attempts(&one(r#", "retry": []"#), &failed(), 0);
    assert_eq!(begun, [0]);
    assert_eq!(row.packed.deliveries[0].cause, Some(Cause::Exhausted));
}

#[test]
fn jitter_adds_to_every_pause_and_takes_from_none() {
    for retry in ["backoff", "day"] {
        let config = one(&format!(r#", "retry": "{retry}""#));
        let (plain, _) = attempts(&config, &failed(), 0);
        let (spread, _) = attempts(&config, &failed(), u32::MAX);
        assert_eq!(plain.len(), spread.len());
        for (plain, spread) in plain.windows(2).zip(spread.windows(2)) {
            let (least, pause) = (plain[1] - plain[0], spread[1] - spread[0]);
            assert!(
                pause > least && pause <= least + least / 10,
                "{least} {pause}"
            );
        }
    }
}

/// The second attempt after an answer with this `Retry-After`, from the first.
fn second(status: u16, retry_after: &str) -> Option<i64> {
    let outcome = Outcome::answer(status, Some(retry_after.into()), b"", 0);
    let (begun, _) = attempts(&one(r#", "retry": ["30s"]"#), &outcome, 0);
    begun.get(1).copied()
}

#[test]
fn every_form_of_retry_after_is_a_floor_with_a_cap() {
    for status in [408, 429, 500, 503] {
        for (retry_after, wanted) in [
            ("120", 120 * SECOND),
            (" 120 ", 120 * SECOND),
            ("31", 31 * SECOND),
            ("30", 30 * SECOND),
            ("0", 30 * SECOND),
            ("86400", 24 * HOUR),
            ("86401", 24 * HOUR),
            ("99999999999999999999999999", 24 * HOUR),
            ("Thu, 01 Jan 2026 00:02:00 GMT", 120 * SECOND),
            ("Thursday, 01-Jan-26 00:02:00 GMT", 120 * SECOND),
            ("Thu Jan  1 00:02:00 2026", 120 * SECOND),
            ("Thu, 01 Jan 2026 00:00:00 GMT", 30 * SECOND),
            ("Wed, 31 Dec 2025 00:00:00 GMT", 30 * SECOND),
            ("Fri, 01 Jan 2100 00:00:00 GMT", 24 * HOUR),
            ("-1", 30 * SECOND),
            ("-99999999999999999999", 30 * SECOND),
            ("1.5", 30 * SECOND),
            ("+120", 30 * SECOND),
            ("120 s", 30 * SECOND),
            ("120, 240", 30 * SECOND),
            ("PT2M", 30 * SECOND),
            ("soon", 30 * SECOND),
            ("", 30 * SECOND),
            ("\u{662}\u{663}", 30 * SECOND),
            ("2026-01-01T00:02:00Z", 30 * SECOND),
        ] {
            assert_eq!(
                second(status, retry_after),
                Some(wanted),
                "{status} {retry_after:?}"
            );
        }
    }
}

#[test]
fn a_final_status_ends_it_whatever_retry_after_says() {
    for status in [
        300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 409, 413, 421, 422, 425, 451,
        499,
    ] {
        let outcome = Outcome::answer(status, Some("1".into()), b"", 0);
        let (begun, row) = attempts(&one(""), &outcome, 0);
        assert_eq!(begun, [0], "{status}");
        let delivery = &row.packed.deliveries[0];
        assert_eq!(
            (delivery.state, delivery.cause.clone()),
            (DeliveryState::Dead, Some(Cause::Status(status)))
        );
    }
}

#[test]
fn what_has_no_status_is_tried_like_a_server_error() {
    for outcome in [
        Outcome::timeout(10_000),
        Outcome::network("connection reset", 3),
        Outcome::answer(504, None, b"", 1),
    ] {
        let (begun, _) = attempts(&one(r#", "retry": ["1s", "2s"]"#), &outcome, 0);
        assert_eq!(begun, [0, SECOND, 3 * SECOND]);
    }
}

#[test]
fn a_retry_after_behind_the_end_of_retention_ends_it() {
    let outcome = Outcome::answer(503, Some("86400".into()), b"", 0);
    let (begun, row) = attempts(&one(r#", "retry": "hourly""#), &outcome, 0);
    assert_eq!(begun, [0, 24 * HOUR, 48 * HOUR]);
    assert_eq!(row.packed.deliveries[0].state, DeliveryState::Dead);
}
