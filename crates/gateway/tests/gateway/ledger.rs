//! The event log and the delivery log, over the real SQLite.

use serde_json::json;
use waxseal::UnixMillis;
use waxseal_gateway::config::{Config, Windows};
use waxseal_gateway::delivery::{Cause, DeliveryState};
use waxseal_gateway::event::EventState;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::forward::Call;
use waxseal_gateway::key::{EventKey, Identity, write_webhook_id};
use waxseal_gateway::ledger::{self, Account, Memory};
use waxseal_gateway::limits;
use waxseal_gateway::message::{Accepted, ReportTaken, Status};
use waxseal_gateway::order::{ReopenOrder, ReopenTaken};
use waxseal_gateway::outcome::Outcome;
use waxseal_gateway::row::{Phase, Row};
use waxseal_gateway::sql::{Bind, Columns, Sql};

use crate::support::{CONFIG, Database, NOW, after, config, event, secret};

/// A ledger with its configuration.
pub(crate) struct Ledger {
    pub(crate) config: Config,
    pub(crate) database: Database,
    pub(crate) memory: Memory,
}

impl Ledger {
    pub(crate) fn new(config: Config) -> Self {
        Self::open(config, Database::new())
    }

    pub(crate) fn open(config: Config, database: Database) -> Self {
        let mut ledger = Self {
            config,
            database,
            memory: Memory::default(),
        };
        ledger.notice();
        ledger
    }

    pub(crate) fn notice(&mut self) {
        self.database
            .transaction(|sql| ledger::notice(sql, &self.config))
            .unwrap();
    }

    pub(crate) fn accept(&mut self, message: &[u8], now: UnixMillis) -> Accepted {
        let Self {
            config,
            database,
            memory,
        } = self;
        let bytes = database.transaction(|sql| ledger::accept(sql, config, memory, message, now));
        Accepted::parse(&bytes.unwrap()).unwrap()
    }

    pub(crate) fn event(
        &mut self,
        source: &str,
        id: &str,
        amount: u32,
        now: UnixMillis,
    ) -> Accepted {
        let message = event(&self.config, source, id, amount, now);
        self.accept(&message, now)
    }

    pub(crate) fn report(
        &mut self,
        source: &str,
        id: &str,
        results: &[(&str, u32, u32, u16)],
        now: UnixMillis,
    ) -> bool {
        let results: Vec<_> = results
            .iter()
            .map(|(origin, attempt, generation, status)| {
                json!({ "origin": origin, "attempt": attempt, "generation": generation,
                    "outcome": { "received": "answer", "status": status, "duration_millis": 12 } })
            })
            .collect();
        let key = String::from(key(source, id));
        let message =
            json!({ "v": 1, "min": 1, "key": key, "revision": 0, "results": results }).to_string();
        let taken = self
            .database
            .transaction(|sql| {
                ledger::report(
                    sql,
                    &self.config,
                    &mut self.memory,
                    message.as_bytes(),
                    now,
                    0,
                )
            })
            .unwrap();
        ReportTaken::parse(&taken).unwrap().all_delivered
    }

    pub(crate) fn claim(&mut self, now: UnixMillis) -> Vec<Call> {
        self.database
            .transaction(|sql| ledger::claim(sql, &self.config, &mut self.memory, now, 6, &[]))
            .unwrap()
    }

    pub(crate) fn settle(&mut self, call: &Call, outcome: &Outcome, now: UnixMillis) -> bool {
        self.database
            .transaction(|sql| {
                ledger::settle(
                    sql,
                    &self.config,
                    &mut self.memory,
                    &call.ticket,
                    outcome,
                    now,
                    0,
                )
            })
            .unwrap()
            .is_some()
    }

    pub(crate) fn reopen(&mut self, order: &ReopenOrder, now: UnixMillis) -> ReopenTaken {
        let message = order.write().unwrap();
        let taken = self
            .database
            .transaction(|sql| ledger::reopen(sql, &self.config, &message, now))
            .unwrap();
        ReopenTaken::parse(&taken).unwrap()
    }

    pub(crate) fn revisions(&mut self, source: &str, id: &str) -> Vec<Row> {
        ledger::revisions(&mut self.database, &key(source, id)).unwrap()
    }

    pub(crate) fn row(&mut self, source: &str, id: &str) -> Row {
        self.revisions(source, id).remove(0)
    }

    pub(crate) fn states(
        &mut self,
        source: &str,
        id: &str,
    ) -> Vec<(String, DeliveryState, Option<Cause>)> {
        let deliveries = self.row(source, id).packed.deliveries;
        deliveries
            .into_iter()
            .map(|delivery| (delivery.origin, delivery.state, delivery.cause))
            .collect()
    }

    pub(crate) fn next(&mut self) -> Option<UnixMillis> {
        ledger::next_alarm(&mut self.database, &self.config, &self.memory).unwrap()
    }

    pub(crate) fn account(&mut self) -> Account {
        ledger::account(&mut self.database).unwrap()
    }

    /// Counts the bodies that are kept, wherever they stand.
    pub(crate) fn bodies(&mut self) -> i64 {
        self.count(
            "(SELECT seq FROM events WHERE body IS NOT NULL
              UNION SELECT seq FROM parts UNION SELECT seq FROM bodies)",
        )
    }

    pub(crate) fn count(&mut self, table: &str) -> i64 {
        match self
            .database
            .raw(&format!("SELECT count(*) FROM {table}"))
            .remove(0)
            .remove(0)
        {
            rusqlite::types::Value::Integer(count) => count,
            other => panic!("{other:?}"),
        }
    }
}

/// An operator's replay of every content of an event, towards every origin.
pub(crate) fn order(key: EventKey) -> ReopenOrder {
    ReopenOrder {
        key,
        revision: None,
        origins: Vec::new(),
        routes: Vec::new(),
    }
}

pub(crate) fn key(source: &str, id: &str) -> EventKey {
    EventKey::derive(source, Identity::Id(id.as_bytes()))
}

pub(crate) fn ok() -> Outcome {
    Outcome::answer(200, None, b"thanks", 12)
}

pub(crate) fn failed(status: u16) -> Outcome {
    Outcome::answer(status, None, b"no", 12)
}

#[test]
fn a_new_event_is_stored_with_its_body_and_every_delivery() {
    let mut ledger = Ledger::new(config(CONFIG));
    let accepted = ledger.event("affiliatebase", "evt_1", 5, NOW);
    assert_eq!((accepted.status, accepted.revision), (Status::Accepted, 0));
    let leased: Vec<&str> = accepted
        .leases
        .iter()
        .map(|turn| turn.origin.as_str())
        .collect();
    assert_eq!(leased, ["crm", "dwh"]);
    let row = ledger.row("affiliatebase", "evt_1");
    assert_eq!(
        (row.seq, row.accepted_at, row.packed.state),
        (1, NOW, EventState::Accepted)
    );
    assert_eq!(row.packed.facts.event_id.as_deref(), Some("evt_1"));
    assert_eq!(
        row.packed.facts.event_type.as_deref(),
        Some("commission.created")
    );
    for delivery in &row.packed.deliveries {
        assert_eq!(
            (delivery.state, delivery.attempt),
            (DeliveryState::Delivering, 1),
            "recorded before the call"
        );
        assert_eq!(
            delivery.next,
            Some(NOW.0 + 15_000),
            "timeout and five seconds"
        );
        assert_eq!(delivery.attempts[0].outcome, None);
    }
    let body = ledger::body(&mut ledger.database, &row).unwrap().unwrap();
    assert_eq!(row.hash(&body), row.packed.content);
    assert_eq!(ledger.next(), Some(after(NOW, 15_000)));
}

#[test]
fn the_same_content_is_a_duplicate_and_writes_nothing() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let before = ledger.database.raw("SELECT * FROM events");
    let again = ledger.event("affiliatebase", "evt_1", 5, after(NOW, 60_000));
    assert_eq!(
        (again.status, again.revision, again.accepted_at),
        (Status::Duplicate, 0, NOW.0)
    );
    assert!(again.leases.is_empty());
    assert_eq!(ledger.database.raw("SELECT * FROM events"), before);
}

#[test]
fn the_same_id_at_another_source_is_another_event() {
    let mut ledger = Ledger::new(config(CONFIG));
    assert_eq!(
        ledger.event("affiliatebase", "evt_1", 5, NOW).status,
        Status::Accepted
    );
    assert_eq!(
        ledger.event("forward", "evt_1", 5, NOW).status,
        Status::Accepted
    );
}

#[test]
fn a_conflict_is_kept_and_shown_but_not_delivered() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let conflict = ledger.event("affiliatebase", "evt_1", 6, NOW);
    assert_eq!((conflict.status, conflict.revision), (Status::Conflict, 1));
    assert!(conflict.leases.is_empty());
    let rows = ledger.revisions("affiliatebase", "evt_1");
    assert_eq!(
        (rows[1].packed.state, rows[1].packed.deliveries.len()),
        (EventState::Conflict, 0)
    );
    assert!(
        ledger::body(&mut ledger.database, &rows[1])
            .unwrap()
            .is_some()
    );
    let (phase, next) = rows[1].place(&Windows::default());
    assert_eq!(
        (phase, next),
        (Phase::Done, Some(after(NOW, 90 * 86_400_000)))
    );
}

#[test]
fn content_that_was_there_before_is_a_duplicate_also_when_it_comes_back() {
    for source in ["affiliatebase", "forward"] {
        let mut ledger = Ledger::new(config(CONFIG));
        ledger.event(source, "evt_1", 5, NOW);
        assert_eq!(
            ledger.event(source, "evt_1", 6, NOW).status,
            Status::Conflict
        );
        let reverted = ledger.event(source, "evt_1", 5, NOW);
        assert_eq!((reverted.status, reverted.revision), (Status::Duplicate, 0));
        let again = ledger.event(source, "evt_1", 6, NOW);
        assert_eq!((again.status, again.revision), (Status::Duplicate, 1));
        assert_eq!(ledger.count("events"), 2);
    }
}

#[test]
fn a_forwarded_conflict_is_a_revision_with_deliveries_and_an_id_of_its_own() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("forward", "evt_1", 5, NOW);
    let conflict = ledger.event("forward", "evt_1", 6, NOW);
    assert_eq!(
        (conflict.status, conflict.revision, conflict.leases.len()),
        (Status::Conflict, 1, 2)
    );
    ledger.event("forward", "evt_1", 7, NOW);
    let calls = ledger.claim(after(NOW, 15_000));
    let ids: Vec<&str> = calls
        .iter()
        .map(|call| header(call, "webhook-id").unwrap())
        .collect();
    let key = key("forward", "evt_1");
    for revision in 0..3 {
        let id = write_webhook_id(&key, revision);
        assert_eq!(
            ids.iter().filter(|other| **other == id).count(),
            2,
            "{id} in {ids:?}"
        );
    }
    let revised = calls.iter().find(|call| call.ticket.revision == 2).unwrap();
    assert_eq!(header(revised, "waxseal-revision"), Some("2"));
    assert_eq!(header(revised, "waxseal-conflict"), Some("true"));
    let first = calls.iter().find(|call| call.ticket.revision == 0).unwrap();
    assert_eq!(
        (
            header(first, "waxseal-revision"),
            header(first, "waxseal-conflict")
        ),
        (None, None)
    );
}

fn header<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    call.request
        .headers
        .iter()
        .find(|(other, _)| other == name)
        .map(|(_, value)| value.as_str())
}

#[test]
fn a_rejected_conflict_is_refused_every_time_and_stores_nothing() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("reject", "evt_1", 5, NOW);
    for _ in 0..3 {
        assert_eq!(
            ledger.event("reject", "evt_1", 6, NOW).status,
            Status::Refused
        );
    }
    assert_eq!(
        ledger.event("reject", "evt_1", 5, NOW).status,
        Status::Duplicate
    );
    assert_eq!(ledger.count("events"), 1);
}

#[test]
fn contents_of_one_key_are_limited() {
    let mut ledger = Ledger::new(config(CONFIG));
    for amount in 0..40 {
        let expected = match amount {
            0 => Status::Accepted,
            1..32 => Status::Conflict,
            _ => Status::Refused,
        };
        assert_eq!(
            ledger.event("affiliatebase", "evt_1", amount, NOW).status,
            expected,
            "{amount}"
        );
    }
    assert_eq!(ledger.count("events"), 32);
}

#[test]
fn an_event_that_no_origin_matches_is_kept_for_an_operator() {
    let text = CONFIG
        .replace(r#""events": ["*"]"#, r#""events": ["payout.*"]"#)
        .replace("commission.*", "x");
    let mut ledger = Ledger::new(config(&text));
    assert_eq!(
        ledger.event("affiliatebase", "evt_1", 5, NOW).status,
        Status::Unrouted
    );
    assert_eq!(
        ledger.event("affiliatebase", "evt_1", 5, NOW).status,
        Status::Duplicate
    );
    assert_eq!(
        ledger
            .row("affiliatebase", "evt_1")
            .place(&Windows::default()),
        (Phase::Unrouted, None)
    );
    ledger.claim(after(NOW, 4_000 * 86_400_000));
    assert_eq!(ledger.next(), None, "never by age");
    assert_eq!((ledger.count("events"), ledger.bodies()), (1, 1));
    assert_eq!(ledger::summary(&mut ledger.database).unwrap().unrouted, 1);
}

#[test]
fn a_rate_that_is_spent_stores_nothing_and_still_knows_duplicates() {
    let mut ledger = Ledger::new(config(CONFIG));
    assert_eq!(
        ledger.event("limited", "evt_1", 5, NOW).status,
        Status::Accepted
    );
    // "1/m" is one per minute also for the share of a single ledger.
    assert_eq!(
        ledger.event("limited", "evt_2", 5, NOW).status,
        Status::RateLimited {
            retry_after_seconds: 60
        }
    );
    assert_eq!(
        ledger.event("limited", "evt_1", 5, NOW).status,
        Status::Duplicate
    );
    assert_eq!(
        ledger.event("affiliatebase", "evt_2", 5, NOW).status,
        Status::Accepted,
        "another source"
    );
    assert_eq!(
        ledger
            .event("limited", "evt_2", 5, after(NOW, 60_000))
            .status,
        Status::Accepted
    );
    assert_eq!(ledger.count("events"), 3);
}

#[test]
fn a_success_closes_and_the_last_one_says_that_all_is_done() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    assert!(!ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200)],
        after(NOW, 50)
    ));
    assert!(ledger.report(
        "affiliatebase",
        "evt_1",
        &[("dwh", 1, 0, 204)],
        after(NOW, 60)
    ));
    let row = ledger.row("affiliatebase", "evt_1");
    assert!(row.is_delivered());
    assert_eq!(
        row.place(&Windows::default()),
        (Phase::Done, Some(after(NOW, 60 + 30 * 86_400_000)))
    );
    assert!(ledger.claim(after(NOW, 20_000)).is_empty());
    assert_eq!(ledger.account().deliveries, [0, 0, 2, 0, 0, 0]);
}

#[test]
fn a_failure_is_tried_again_by_the_schedule_and_then_dead_with_its_body() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let mut now = after(NOW, 100);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 500), ("dwh", 1, 0, 200)],
        now,
    );
    for (pause, attempt) in [
        (30, "2"),
        (120, "3"),
        (600, "4"),
        (3_600, "5"),
        (14_400, "6"),
    ] {
        assert_eq!(ledger.next(), Some(after(now, pause * 1000)));
        assert!(
            ledger.claim(after(now, pause * 1000 - 1)).is_empty(),
            "not before it is due"
        );
        now = after(now, pause * 1000);
        let calls = ledger.claim(now);
        assert_eq!(calls.len(), 1);
        assert_eq!(header(&calls[0], "waxseal-attempt"), Some(attempt));
        now = after(now, 10);
        assert!(!ledger.settle(&calls[0], &failed(503), now));
    }
    let (_, state, cause) = ledger.states("affiliatebase", "evt_1").remove(0);
    assert_eq!(
        (state, cause),
        (DeliveryState::Dead, Some(Cause::Exhausted))
    );
    let row = ledger.row("affiliatebase", "evt_1");
    assert_eq!(row.packed.deliveries[0].attempts.len(), 6);
    assert!(ledger::body(&mut ledger.database, &row).unwrap().is_some());
    assert_eq!(ledger::summary(&mut ledger.database).unwrap().dead, 1);
}

#[test]
fn a_final_answer_is_dead_at_once_and_names_its_status() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404), ("dwh", 1, 0, 301)],
        NOW,
    );
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(
        states[0],
        ("crm".into(), DeliveryState::Dead, Some(Cause::Status(404)))
    );
    assert_eq!(
        states[1],
        ("dwh".into(), DeliveryState::Dead, Some(Cause::Status(301)))
    );
}

#[test]
fn a_lease_that_ends_costs_one_attempt_and_never_the_event() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    assert!(
        ledger.claim(after(NOW, 14_999)).is_empty(),
        "the Worker may still be calling"
    );
    let calls = ledger.claim(after(NOW, 15_000));
    assert_eq!(calls.len(), 2);
    assert!(
        calls
            .iter()
            .all(|call| header(call, "waxseal-attempt") == Some("2"))
    );
    // Six crashes in a row: the outcome of the last is unknown.
    let mut now = after(NOW, 15_000);
    for _ in 0..4 {
        now = after(now, 15_000);
        assert_eq!(ledger.claim(now).len(), 2);
    }
    now = after(now, 15_000);
    assert!(ledger.claim(now).is_empty());
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(
        states[0],
        ("crm".into(), DeliveryState::Dead, Some(Cause::Unknown))
    );
}

#[test]
fn a_late_success_closes_and_any_other_late_report_is_only_logged() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let second = ledger.claim(after(NOW, 15_000));
    // The first attempt's report comes while the second is under way.
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404), ("dwh", 1, 0, 200)],
        after(NOW, 15_001),
    );
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(
        states[0].1,
        DeliveryState::Delivering,
        "a late failure changes nothing"
    );
    assert_eq!(
        states[1].1,
        DeliveryState::Delivered,
        "a late success closes"
    );
    let logged = ledger.row("affiliatebase", "evt_1").packed.deliveries[0].attempts[0]
        .outcome
        .clone();
    assert!(logged.is_some(), "but it is in the log");
    // The second attempt to the closed one fails: it stays delivered.
    for call in &second {
        ledger.settle(call, &failed(404), after(NOW, 15_002));
    }
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(
        states[0],
        ("crm".into(), DeliveryState::Dead, Some(Cause::Status(404)))
    );
    assert_eq!(states[1].1, DeliveryState::Delivered);
}

#[test]
fn a_report_that_comes_twice_counts_once() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report("affiliatebase", "evt_1", &[("crm", 1, 0, 500)], NOW);
    let row = ledger.row("affiliatebase", "evt_1");
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404)],
        after(NOW, 5),
    );
    assert_eq!(ledger.row("affiliatebase", "evt_1"), row);
}

#[test]
fn a_report_of_what_was_never_started_changes_nothing() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let row = ledger.row("affiliatebase", "evt_1");
    let results = [
        ("crm", 2, 0, 200),
        ("crm", 1, 1, 200),
        ("nobody", 1, 0, 200),
        ("crm", 0, 9, 500),
        ("crm", 0, 0, 200),
    ];
    assert!(!ledger.report("affiliatebase", "evt_1", &results, NOW));
    assert_eq!(ledger.row("affiliatebase", "evt_1"), row);
    assert!(!ledger.report("affiliatebase", "unknown", &[("crm", 1, 0, 200)], NOW));
}

#[test]
fn a_duplicate_reopens_what_is_dead() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404), ("dwh", 1, 0, 200)],
        NOW,
    );
    let later = after(NOW, 86_400_000);
    assert_eq!(
        ledger.event("affiliatebase", "evt_1", 5, later).status,
        Status::Duplicate
    );
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(states[0], ("crm".into(), DeliveryState::Pending, None));
    assert_eq!(
        states[1].1,
        DeliveryState::Delivered,
        "what is done stays done"
    );
    let calls = ledger.claim(later);
    assert_eq!(calls.len(), 1);
    assert_eq!(
        header(&calls[0], "waxseal-attempt"),
        Some("2"),
        "attempts are numbered on"
    );
    let delivery = &ledger.row("affiliatebase", "evt_1").packed.deliveries[0];
    assert_eq!(
        (delivery.generation, delivery.spent),
        (1, 1),
        "with all its retries anew"
    );
}

#[test]
fn an_older_success_closes_what_was_dead_but_not_the_replay_of_what_was_delivered() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404), ("dwh", 1, 0, 200)],
        NOW,
    );
    let key = key("affiliatebase", "evt_1");
    let taken = ledger.reopen(&order(key), after(NOW, 1));
    assert_eq!(taken.reopened, ["crm", "dwh"]);
    assert_eq!(
        ledger
            .states("affiliatebase", "evt_1")
            .iter()
            .filter(|(_, state, _)| state.is_open())
            .count(),
        2
    );
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
        after(NOW, 2),
    );
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(
        states[0].1,
        DeliveryState::Delivered,
        "the origin has it after all"
    );
    assert_eq!(
        states[1].1,
        DeliveryState::Pending,
        "this replay is wanted for its own sake"
    );
    let calls = ledger.claim(after(NOW, 3));
    assert_eq!(calls.len(), 1);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("dwh", 1, 0, 404)],
        after(NOW, 4),
    );
    assert_eq!(
        ledger.states("affiliatebase", "evt_1")[1].1,
        DeliveryState::Delivering
    );
    assert!(
        ledger.settle(&calls[0], &ok(), after(NOW, 5)),
        "all done: to be marked"
    );
}

#[test]
fn a_removed_origin_is_held_and_released_when_it_is_there_again() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let whole = ledger.config;
    let without = CONFIG.replace(r#""crm": {"#, r#""new": {"#);
    ledger.config = config(&without);
    let calls = ledger.claim(after(NOW, 15_000));
    assert_eq!(calls.len(), 1, "the other origin is not held up");
    ledger.settle(&calls[0], &ok(), after(NOW, 15_010));
    let states = ledger.states("affiliatebase", "evt_1");
    assert_eq!(
        states[0],
        (
            "crm".into(),
            DeliveryState::Held,
            Some(Cause::OriginRemoved)
        )
    );
    ledger.claim(after(NOW, 4_000 * 86_400_000));
    assert_eq!(ledger.next(), None, "never by age");
    assert_eq!(ledger.bodies(), 1);
    ledger.notice();
    assert_eq!(
        ledger.next(),
        Some(UnixMillis(1)),
        "a changed configuration wakes the alarm"
    );
    ledger.claim(after(NOW, 20_000));
    assert_eq!(
        ledger.states("affiliatebase", "evt_1")[0].1,
        DeliveryState::Held,
        "still not there"
    );
    ledger.claim(after(NOW, 20_001));
    assert_eq!(ledger.next(), None, "and the look at the held ones ended");
    ledger.config = whole;
    ledger.notice();
    assert_eq!(ledger.claim(after(NOW, 30_000)).len(), 1);
}

#[test]
fn many_held_events_are_released_in_pieces() {
    let mut ledger = Ledger::new(config(CONFIG));
    for number in 0..150 {
        ledger.event("affiliatebase", &format!("evt_{number}"), 5, NOW);
    }
    let whole = ledger.config;
    ledger.config = config(
        &CONFIG
            .replace(r#""crm": {"#, r#""a": {"#)
            .replace(r#""dwh": {"#, r#""b": {"#),
    );
    ledger.notice();
    for _ in 0..4 {
        assert!(ledger.claim(after(NOW, 15_000)).is_empty());
    }
    assert_eq!(ledger::summary(&mut ledger.database).unwrap().held, 150);
    ledger.config = whole;
    ledger.notice();
    let mut claims = 0;
    while ledger::summary(&mut ledger.database).unwrap().held > 0 {
        ledger.claim(after(NOW, 20_000));
        claims += 1;
        assert!(claims < 10);
    }
}

#[test]
fn a_slow_origin_leaves_slots_to_the_others() {
    let mut ledger = Ledger::new(config(CONFIG));
    for number in 0..100 {
        ledger.event("affiliatebase", &format!("evt_{number}"), 5, NOW);
        ledger.report(
            "affiliatebase",
            &format!("evt_{number}"),
            &[("dwh", 1, 0, 200)],
            NOW,
        );
    }
    let body = br#"{"event":"payout.paid","ref":"r1"}"#;
    let head = crate::support::Sender::new("track360", "TRACK360").head("keyed", "x", body, NOW);
    let message = crate::support::message(&ledger.config, "keyed", head, body, NOW);
    ledger.accept(&message, NOW);
    let now = after(NOW, 15_000);
    let mut started: Vec<Call> = Vec::new();
    for _ in 0..4 {
        let busy: Vec<String> = started
            .iter()
            .map(|call| call.ticket.turn.origin.clone())
            .collect();
        let free = 6 - busy.len();
        started.extend(
            ledger
                .database
                .transaction(|sql| {
                    ledger::claim(sql, &ledger.config, &mut ledger.memory, now, free, &busy)
                })
                .unwrap(),
        );
    }
    let of = |origin: &str| {
        started
            .iter()
            .filter(|call| call.ticket.turn.origin == origin)
            .count()
    };
    assert_eq!(
        (of("crm"), of("dwh")),
        (limits::CALLS_PER_ORIGIN, 1),
        "100 events of crm stood before it"
    );
}

#[test]
fn a_body_that_is_gone_or_altered_is_never_sent() {
    for damage in [
        "UPDATE events SET body = NULL",
        "UPDATE events SET body = X'7B7D'",
    ] {
        let mut ledger = Ledger::new(config(CONFIG));
        ledger.event("affiliatebase", "evt_1", 5, NOW);
        ledger.database.execute(damage);
        assert!(ledger.claim(after(NOW, 15_000)).is_empty());
        let states = ledger.states("affiliatebase", "evt_1");
        assert_eq!(
            states[0],
            ("crm".into(), DeliveryState::Held, Some(Cause::BodyLost))
        );
    }
}

#[test]
fn a_delivered_body_is_purged_and_its_key_remembered() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
        NOW,
    );
    let day = 86_400_000;
    ledger.claim(after(NOW, 30 * day - 1));
    assert_eq!(ledger.bodies(), 1);
    ledger.claim(after(NOW, 30 * day));
    assert_eq!((ledger.bodies(), ledger.count("events")), (0, 1));
    let grain = i64::try_from(limits::PURGE_GRAIN_MILLIS).unwrap();
    assert_eq!(
        ledger.next(),
        Some(after(NOW, 400 * day + grain)),
        "an idle ledger still purges"
    );
    let again = ledger.event("affiliatebase", "evt_1", 5, after(NOW, 399 * day));
    assert_eq!(again.status, Status::Duplicate);
    assert_eq!(
        ledger.bodies(),
        0,
        "it was delivered: nothing is kept again"
    );
    ledger.claim(after(NOW, 400 * day));
    assert_eq!((ledger.count("events"), ledger.count("keys")), (0, 0));
    assert_eq!(
        ledger
            .event("affiliatebase", "evt_1", 5, after(NOW, 401 * day))
            .status,
        Status::Accepted
    );
    assert_eq!(
        ledger.row("affiliatebase", "evt_1").seq,
        2,
        "a position never repeats"
    );
}

#[test]
fn a_dead_event_expires_after_its_own_retention_and_a_duplicate_brings_it_back() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404), ("dwh", 1, 0, 200)],
        NOW,
    );
    let day = 86_400_000;
    ledger.claim(after(NOW, 89 * day));
    assert_eq!(ledger.account().deliveries, [0, 0, 1, 0, 1, 0]);
    ledger.claim(after(NOW, 90 * day));
    assert_eq!(ledger.account().deliveries, [0, 0, 1, 0, 0, 1]);
    assert_eq!(ledger.bodies(), 0);
    let again = ledger.event("affiliatebase", "evt_1", 5, after(NOW, 91 * day));
    assert_eq!(again.status, Status::Duplicate);
    assert_eq!(ledger.bodies(), 1, "\"duplicate\" promises that it is safe");
    let calls = ledger.claim(after(NOW, 91 * day));
    assert_eq!(calls.len(), 1);
    assert!(ledger.settle(&calls[0], &ok(), after(NOW, 91 * day)));
}

#[test]
fn a_failing_statement_leaves_nothing_behind() {
    let config = config(CONFIG);
    let first = event(&config, "affiliatebase", "evt_1", 5, NOW);
    let mut ledger = Ledger::new(config);
    let mut statements = 0;
    loop {
        ledger.database.fail_after = Some(statements);
        let Ledger {
            config,
            database,
            memory,
        } = &mut ledger;
        let result = database.transaction(|sql| ledger::accept(sql, config, memory, &first, NOW));
        if result.is_ok() {
            break;
        }
        memory.forget();
        for table in ["keys", "events", "parts"] {
            assert_eq!(
                ledger.count(table),
                0,
                "{table} after {statements} statements"
            );
        }
        statements += 1;
    }
    ledger.database.fail_after = None;
    assert_eq!(statements, 6, "look-up, gates, position twice, key, event");
    assert_eq!(ledger.count("events"), 1);
}

#[test]
fn the_alarm_that_is_armed_before_an_accept_is_soon_enough_for_it() {
    let config = config(CONFIG);
    let message = event(&config, "affiliatebase", "evt_1", 5, NOW);
    let alarm = ledger::first_alarm(&message, NOW).unwrap();
    let mut ledger = Ledger::new(config);
    ledger.accept(&message, NOW);
    assert_eq!(Some(alarm), ledger.next());
    assert!(ledger::first_alarm(b"garbage", NOW).is_err());
}

#[test]
fn what_is_not_leased_is_due_at_once() {
    let origins: String = (0..8)
        .map(|number| format!(r#""o{number}": {{ "url": "https://example.com/{number}", "events": ["*"], "secrets": ["CRM"] }},"#))
        .collect();
    let text = format!(
        r#"{{ "sources": {{ "affiliatebase": {{ "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] }} }}, "origins": {{ {origins} }} }}"#
    );
    let config = config(&text);
    let message = event(&config, "affiliatebase", "evt_1", 5, NOW);
    assert_eq!(ledger::first_alarm(&message, NOW).unwrap(), NOW);
    let mut ledger = Ledger::new(config);
    assert_eq!(ledger.accept(&message, NOW).leases.len(), 6);
    assert_eq!(ledger.claim(NOW).len(), 2);
}

#[test]
fn a_row_that_cannot_be_read_is_set_aside_and_the_others_go_on() {
    for damage in [r#"{"v":9,"min":9}"#, "garbage", "{}", r#"{"v":1,"min":1}"#] {
        let mut ledger = Ledger::new(config(CONFIG));
        for id in ["evt_1", "evt_2", "evt_3"] {
            ledger.event("affiliatebase", id, 5, NOW);
        }
        let good = ledger.row("affiliatebase", "evt_1").write_packed().unwrap();
        ledger.database.execute(&format!(
            "UPDATE events SET packed = '{damage}' WHERE seq = 1"
        ));
        let due = after(NOW, 15_000);
        assert_eq!(ledger.claim(due).len(), 4, "the two others go on");
        let summary = ledger::summary(&mut ledger.database).unwrap();
        assert_eq!((summary.unreadable, summary.open), (1, 2));
        let packed = ledger
            .database
            .raw("SELECT packed FROM events WHERE seq = 1")
            .remove(0)
            .remove(0);
        assert_eq!(
            packed,
            rusqlite::types::Value::Text(damage.into()),
            "it is not changed"
        );
        assert!(
            ledger.next().unwrap() > due,
            "the alarm does not go round for it"
        );
        let page = ledger::page_after(&mut ledger.database, 0).unwrap();
        assert_eq!(
            (page.rows.len(), page.unreadable, page.last),
            (2, 1, Some(3))
        );
        // The same event again: its sender is not told that it is safe.
        let again = event(&ledger.config, "affiliatebase", "evt_1", 5, NOW);
        let Ledger {
            config,
            database,
            memory,
        } = &mut ledger;
        assert!(
            database
                .transaction(|sql| ledger::accept(sql, config, memory, &again, NOW))
                .is_err()
        );
        // A version comes that can read it.
        ledger.database.execute(&format!(
            "UPDATE events SET packed = '{good}' WHERE seq = 1"
        ));
        let hour = after(due, 3_600_000);
        ledger.claim(hour);
        assert_eq!(ledger::summary(&mut ledger.database).unwrap().unreadable, 0);
        assert!(ledger.row("affiliatebase", "evt_1").packed.deliveries[0].attempt >= 2);
    }
}

/// A database on which rows cannot be set aside: the wrong way.
struct Stubborn<'a>(&'a mut Database);

impl Sql for Stubborn<'_> {
    fn exec(&mut self, sql: &'static str, binds: &[Bind<'_>]) -> Result<Vec<Columns>, Fault> {
        if sql.starts_with("UPDATE events SET phase = 6") {
            return Err(Fault::internal("a row cannot be read"));
        }
        self.0.exec(sql, binds)
    }
}

#[test]
fn a_claim_that_fails_for_one_unreadable_row_is_found_out() {
    let mut ledger = Ledger::new(config(CONFIG));
    for id in ["evt_1", "evt_2"] {
        ledger.event("affiliatebase", id, 5, NOW);
    }
    ledger
        .database
        .execute("UPDATE events SET packed = '{}' WHERE seq = 1");
    let Ledger {
        config,
        database,
        memory,
    } = &mut ledger;
    let now = after(NOW, 15_000);
    let result =
        database.transaction(|sql| ledger::claim(&mut Stubborn(sql), config, memory, now, 6, &[]));
    assert!(result.is_err(), "the good event is not delivered");
    assert_eq!(
        ledger.next(),
        Some(after(NOW, 15_000)),
        "and the alarm goes round and round"
    );
}

#[test]
fn a_row_keeps_what_a_newer_version_wrote_beside_it() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.database.execute(
        r#"UPDATE events SET packed = json_set(packed, '$.v', 9, '$.color', 'red', '$.facts.shape', 'round', '$.deliveries[0].weight', 7)"#,
    );
    ledger.report("affiliatebase", "evt_1", &[("crm", 1, 0, 200)], NOW);
    ledger.report("affiliatebase", "evt_1", &[("dwh", 1, 0, 200)], NOW);
    let seen = ledger.database.raw("SELECT json_extract(packed, '$.color'), json_extract(packed, '$.deliveries[0].weight'), json_extract(packed, '$.facts.shape'), json_extract(packed, '$.v') FROM events");
    use rusqlite::types::Value::{Integer, Text};
    assert_eq!(
        seen,
        [[
            Text("red".into()),
            Integer(7),
            Text("round".into()),
            Integer(2)
        ]]
    );
}

#[test]
fn deliveries_add_up_whatever_happens() {
    let mut ledger = Ledger::new(config(CONFIG));
    for (number, status) in [200, 500, 404, 200, 429].into_iter().enumerate() {
        let id = format!("evt_{number}");
        ledger.event("affiliatebase", &id, 5, NOW);
        ledger.report(
            "affiliatebase",
            &id,
            &[("crm", 1, 0, status), ("dwh", 1, 0, 200)],
            NOW,
        );
    }
    ledger.event("affiliatebase", "evt_0", 6, NOW);
    let account = ledger.account();
    assert_eq!(account.events, [5, 1, 0]);
    assert_eq!(account.deliveries, [2, 0, 7, 0, 1, 0]);
    assert_eq!(
        account.deliveries.iter().sum::<u64>(),
        10,
        "two for each accepted event"
    );
}

#[test]
fn attempts_are_kept_up_to_a_cap_and_numbered_on() {
    let text = CONFIG.replace(
        r#""events": ["*"]"#,
        r#""events": ["*"], "retry": "hourly""#,
    );
    let mut ledger = Ledger::new(Config::parse(&text, &secret).unwrap());
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 500)],
        NOW,
    );
    let mut attempts = 1;
    while ledger::summary(&mut ledger.database).unwrap().open > 0 {
        let next = ledger.next().unwrap();
        let calls = ledger.claim(next);
        attempts += 1;
        ledger.settle(
            &calls[0],
            &Outcome::answer(500, None, &[b'x'; 5_000], 1),
            next,
        );
    }
    assert!(
        (715..=722).contains(&attempts),
        "hourly for thirty days: {attempts}"
    );
    let row = ledger.row("affiliatebase", "evt_1");
    let kept = &row.packed.deliveries[1].attempts;
    assert_eq!((kept.len(), kept[15].number), (16, attempts));
    assert_eq!(row.packed.deliveries[1].state, DeliveryState::Dead);
    assert!(row.write_packed().unwrap().len() < 16 * 1_000);
}
