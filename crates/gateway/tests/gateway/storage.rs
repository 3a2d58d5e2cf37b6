//! How the ledger stores: versions of its tables, long bodies, and what ends by age.

use waxseal_gateway::ledger;
use waxseal_gateway::limits;
use waxseal_gateway::message::Status;

use crate::ledger::{Ledger, ok};
use crate::support::{CONFIG, Database, NOW, Sender, after, config, message};

const DAY: i64 = 86_400_000;

/// A ledger that version 1 left, opened by this one.
fn yesterday() -> Ledger {
    let database = Database::of(include_str!("databases/version-1.sql"));
    Ledger::open(config(CONFIG), database)
}

#[test]
fn yesterdays_database_goes_on_where_it_was() {
    let mut ledger = yesterday();
    assert_eq!(ledger.account().deliveries, [1, 0, 4, 0, 1, 0]);
    let again = ledger.event("affiliatebase", "evt_1", 5, NOW);
    assert_eq!(again.status, Status::Duplicate);
    let calls = ledger.claim(after(NOW, 30_000));
    assert_eq!(calls.len(), 1, "the retry that was due");
    let body = String::from_utf8_lossy(&calls[0].request.body).into_owned();
    assert!(
        body.contains("evt_2"),
        "with the body where version 1 stored it: {body}"
    );
    ledger.settle(&calls[0], &ok(), after(NOW, 30_100));
    assert_eq!(ledger.account().deliveries, [0, 0, 5, 0, 1, 0]);
    ledger.event("affiliatebase", "evt_4", 5, NOW);
    assert_eq!(ledger.row("affiliatebase", "evt_4").seq, 4);
}

#[test]
fn yesterdays_bodies_end_with_their_retention() {
    let mut ledger = yesterday();
    let call = ledger.claim(after(NOW, 30_000)).remove(0);
    ledger.settle(&call, &ok(), after(NOW, 30_100));
    ledger.claim(after(NOW, 31 * DAY));
    assert_eq!(
        (ledger.bodies(), ledger.count("events")),
        (1, 3),
        "the dead one is kept longer"
    );
    ledger.claim(after(NOW, 91 * DAY));
    assert_eq!((ledger.bodies(), ledger.count("events")), (0, 3));
    ledger.claim(after(NOW, 401 * DAY));
    assert_eq!((ledger.count("keys"), ledger.count("events")), (0, 0));
}

#[test]
fn opening_a_database_twice_changes_nothing() {
    let mut ledger = yesterday();
    let before = ledger.database.changes();
    ledger::migrate(&mut ledger.database).unwrap();
    assert_eq!(ledger.database.changes(), before);
    let schema = ledger
        .database
        .raw("SELECT value FROM meta WHERE name = 'schema'");
    assert_eq!(schema, [[rusqlite::types::Value::Text("2".into())]]);
}

#[test]
fn a_body_longer_than_a_row_comes_back_byte_for_byte() {
    let (inline, part) = (limits::BODY_INLINE_BYTES, limits::BODY_PART_BYTES);
    let cases = [
        (100, 0),
        (inline, 0),
        (inline + 1, 1),
        (part, 1),
        (part + 1, 2),
        (limits::BODY_BYTES, 2),
    ];
    for (length, parts) in cases {
        let mut ledger = Ledger::new(config(CONFIG));
        let sender = Sender::new("affiliatebase", "AFFILIATEBASE");
        let start = r#"{"id":"evt_1","type":"commission.created","data":""#;
        let body = format!("{start}{}\"}}", "x".repeat(length - start.len() - 2));
        assert_eq!(body.len(), length);
        let body = body.as_bytes();
        let head = sender.head("affiliatebase", "evt_1", body, NOW);
        let message = message(&ledger.config, "affiliatebase", head, body, NOW);
        ledger.accept(&message, NOW);
        assert_eq!(ledger.count("parts"), parts, "{length} bytes");
        let calls = ledger.claim(after(NOW, 15_000));
        assert_eq!(calls.len(), 2);
        for call in &calls {
            assert!(*call.request.body == *body, "{length} bytes");
            ledger.settle(call, &ok(), after(NOW, 15_100));
        }
        ledger.claim(after(NOW, 31 * DAY));
        let left = (ledger.bodies(), ledger.count("parts"));
        assert_eq!(left, (0, 0), "{length} bytes");
    }
}

/// A ledger that keeps bodies for a day and keys for three.
fn forgetful() -> Ledger {
    let windows = r#"{ "retention": "1d", "dedupe_window": "3d", "#;
    Ledger::new(config(&CONFIG.replacen('{', windows, 1)))
}

#[test]
fn what_is_delivered_behind_the_walk_is_purged_by_its_own_date() {
    let mut ledger = forgetful();
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.event("affiliatebase", "evt_2", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_2",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
        NOW,
    );
    // The walk over bodies passes both; the first one is still open.
    ledger.claim(after(NOW, DAY));
    assert_eq!(ledger.bodies(), 1);
    let late = after(NOW, 2 * DAY);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
        late,
    );
    assert_eq!(
        ledger.next(),
        Some(after(late, DAY)),
        "found by its own date"
    );
    ledger.claim(after(late, DAY - 1));
    assert_eq!(ledger.bodies(), 1);
    ledger.claim(after(late, DAY));
    assert_eq!(ledger.bodies(), 0);
    // The walk over tombstones has passed neither yet, or both: they end either way.
    ledger.claim(after(late, 2 * DAY));
    assert_eq!((ledger.count("keys"), ledger.next()), (0, None));
}

#[test]
fn a_walk_stops_at_what_is_not_old_enough_and_goes_on_later() {
    let mut ledger = forgetful();
    for (day, id) in (0..4).zip(["evt_1", "evt_2", "evt_3", "evt_4"]) {
        let now = after(NOW, day * DAY / 4);
        ledger.event("affiliatebase", id, 5, now);
        ledger.report(
            "affiliatebase",
            id,
            &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
            now,
        );
    }
    for (quarter, left) in [(3, 4), (4, 3), (5, 2), (6, 1), (7, 0)] {
        ledger.claim(after(NOW, quarter * DAY / 4));
        assert_eq!(ledger.bodies(), left, "after {quarter} quarters of a day");
    }
    assert_eq!(ledger.count("keys"), 4);
    ledger.claim(after(NOW, 4 * DAY));
    assert_eq!((ledger.count("keys"), ledger.count("events")), (0, 0));
}

#[test]
fn a_row_on_the_walk_that_cannot_be_read_stops_nobody() {
    let mut ledger = forgetful();
    for id in ["evt_1", "evt_2"] {
        ledger.event("affiliatebase", id, 5, NOW);
        ledger.report(
            "affiliatebase",
            id,
            &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
            NOW,
        );
    }
    ledger
        .database
        .execute("UPDATE events SET packed = '{}' || packed WHERE seq = 1");
    ledger.claim(after(NOW, DAY));
    assert_eq!(ledger.bodies(), 1, "the other one is purged");
    let summary = ledger::summary(&mut ledger.database).unwrap();
    assert_eq!(
        summary.unreadable, 1,
        "and this one is counted, not forgotten"
    );
    ledger
        .database
        .execute("UPDATE events SET packed = substr(packed, 3) WHERE seq = 1");
    ledger.claim(after(NOW, 2 * DAY));
    ledger.claim(after(NOW, 2 * DAY));
    assert_eq!(ledger.bodies(), 0, "until it can be read");
}

#[test]
fn windows_that_grow_keep_what_a_walk_has_passed() {
    let mut ledger = forgetful();
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.claim(after(NOW, DAY));
    ledger.config = config(CONFIG);
    ledger.notice();
    let late = after(NOW, 2 * DAY);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
        late,
    );
    ledger.claim(after(late, 29 * DAY));
    assert_eq!(ledger.bodies(), 1);
    ledger.claim(after(late, 30 * DAY));
    assert_eq!(ledger.bodies(), 0);
}
