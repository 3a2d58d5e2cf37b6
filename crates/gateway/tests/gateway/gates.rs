//! Pause and resume, the breaker, and caps: what holds a delivery back and lets it go.

use waxseal::UnixMillis;
use waxseal_gateway::delivery::{Cause, DeliveryState};
use waxseal_gateway::key::Shard;
use waxseal_gateway::ledger;
use waxseal_gateway::limits;
use waxseal_gateway::order::{GateOrder, GateTaken, Pause, PauseCause, Pauses, spread};
use waxseal_gateway::read::{GateView, GatesView};

use crate::ledger::{Ledger, failed, ok};
use crate::support::{CONFIG, NOW, after, config};

/// A ledger whose origin `crm` has these settings beside its own.
fn ledger_with(settings: &str) -> Ledger {
    let crm = r#""crm": { "#;
    Ledger::new(config(&CONFIG.replace(crm, &format!("{crm}{settings}, "))))
}

impl Ledger {
    fn gate(&mut self, paused: bool, cause: PauseCause, at: Option<i64>, now: UnixMillis) -> bool {
        let order = GateOrder {
            origin: "crm".into(),
            paused,
            cause,
            by: "admin".into(),
            at,
        };
        let message = order.write().unwrap();
        let taken = self
            .database
            .transaction(|sql| ledger::pause(sql, &mut self.memory, &message, now))
            .unwrap();
        GateTaken::parse(&taken).unwrap().paused
    }

    fn pause(&mut self, now: UnixMillis) {
        assert!(self.gate(true, PauseCause::Operator, None, now));
    }

    fn resume(&mut self, now: UnixMillis) {
        assert!(!self.gate(false, PauseCause::Operator, None, now));
    }

    fn view(&mut self) -> GateView {
        let view = ledger::origins(&mut self.database, &self.config, &mut self.memory).unwrap();
        let view = GatesView::parse(&view).unwrap();
        assert!(view.is_complete);
        view.origins
            .into_iter()
            .find(|view| view.origin == "crm")
            .unwrap()
    }

    /// Claims, and lets every call to `crm` come to this end.
    fn claim_and_end(&mut self, status: u16, now: UnixMillis) -> usize {
        let calls = self.claim(now);
        for call in &calls {
            let is_crm = call.ticket.turn.origin == "crm";
            let outcome = if is_crm { failed(status) } else { ok() };
            self.settle(call, &outcome, now);
        }
        calls
            .iter()
            .filter(|call| call.ticket.turn.origin == "crm")
            .count()
    }

    fn crm(&mut self, id: &str) -> (DeliveryState, Option<Cause>) {
        let (_, state, cause) = self.states("affiliatebase", id).remove(0);
        (state, cause)
    }
}

const DAY: i64 = 86_400_000;

#[test]
fn a_paused_origin_gets_nothing_however_long_and_everything_when_it_is_resumed() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "before", 5, NOW);
    ledger.report(
        "affiliatebase",
        "before",
        &[("crm", 1, 0, 500), ("dwh", 1, 0, 200)],
        NOW,
    );
    ledger.pause(NOW);
    let accepted = ledger.event("affiliatebase", "during", 5, NOW);
    let leased: Vec<&str> = accepted
        .leases
        .iter()
        .map(|turn| turn.origin.as_str())
        .collect();
    assert_eq!(leased, ["dwh"], "the Worker does not call it either");
    ledger.report("affiliatebase", "during", &[("dwh", 1, 0, 200)], NOW);
    assert_eq!(
        ledger.crm("during"),
        (DeliveryState::Held, Some(Cause::Paused))
    );
    assert_eq!(ledger.claim_and_end(200, after(NOW, 30_000)), 0);
    assert_eq!(
        ledger.crm("before"),
        (DeliveryState::Held, Some(Cause::Paused))
    );
    let view = ledger.view();
    let paused = view.paused.unwrap();
    assert_eq!(
        (paused.at, paused.cause, paused.by.as_str()),
        (NOW.0, PauseCause::Operator, "admin")
    );
    assert_eq!(view.waiting.held, 2);

    let later = after(NOW, 500 * DAY);
    ledger.claim(later);
    assert_eq!(ledger.bodies(), 2, "never by age");
    // What the object forgets, the database knows.
    ledger.memory.forget();
    assert_eq!(ledger.claim_and_end(200, later), 0);
    ledger.resume(later);
    assert_eq!(ledger.next(), Some(UnixMillis(1)), "the alarm lets them go");
    assert_eq!(ledger.claim_and_end(200, later), 2);
    assert_eq!(ledger.crm("before").0, DeliveryState::Delivered);
    assert_eq!(ledger.crm("during").0, DeliveryState::Delivered);
    assert_eq!(ledger.view().paused, None);
}

#[test]
fn a_pause_keeps_the_retry_budget() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 500), ("dwh", 1, 0, 200)],
        NOW,
    );
    ledger.pause(NOW);
    ledger.claim(after(NOW, 30_000));
    ledger.resume(after(NOW, 40_000));
    let delivery = |ledger: &mut Ledger| {
        ledger
            .row("affiliatebase", "evt_1")
            .packed
            .deliveries
            .remove(0)
    };
    let calls = ledger.claim(after(NOW, 40_000));
    assert_eq!(calls.len(), 1);
    assert_eq!(
        (delivery(&mut ledger).attempt, delivery(&mut ledger).spent),
        (2, 2)
    );
}

#[test]
fn a_call_under_way_when_the_pause_comes_still_counts() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.pause(after(NOW, 1));
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200)],
        after(NOW, 50),
    );
    assert_eq!(ledger.crm("evt_1").0, DeliveryState::Delivered);
}

#[test]
fn gone_pauses_the_origin_and_loses_nothing() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 410), ("dwh", 1, 0, 200)],
        NOW,
    );
    assert_eq!(
        ledger.crm("evt_1"),
        (DeliveryState::Held, Some(Cause::Paused))
    );
    ledger.memory.forget();
    let paused = ledger.view().paused.unwrap();
    assert_eq!(
        (paused.cause, paused.by.as_str()),
        (PauseCause::Gone, "waxseal")
    );
    ledger.resume(after(NOW, 1_000));
    assert_eq!(ledger.claim_and_end(200, after(NOW, 1_000)), 1);
}

#[test]
fn an_older_pause_of_another_ledger_does_not_undo_a_resume() {
    let mut ledger = Ledger::new(config(CONFIG));
    assert!(ledger.gate(true, PauseCause::Gone, Some(NOW.0), after(NOW, 10)));
    ledger.resume(after(NOW, 20));
    assert!(!ledger.gate(true, PauseCause::Gone, Some(NOW.0), after(NOW, 30)));
    assert!(ledger.gate(true, PauseCause::Gone, Some(NOW.0 + 25), after(NOW, 40)));
}

#[test]
fn pausing_twice_is_pausing_once_and_resuming_what_runs_changes_nothing() {
    let mut ledger = Ledger::new(config(CONFIG));
    ledger.pause(NOW);
    ledger.pause(after(NOW, 5));
    assert_eq!(
        ledger.view().paused.unwrap().at,
        NOW.0,
        "the first one stands"
    );
    ledger.resume(after(NOW, 6));
    ledger.resume(after(NOW, 7));
    assert_eq!(ledger.view().paused, None);
}

/// Fails calls to `crm` until its breaker opens; returns how many it took.
fn fail_until_open(ledger: &mut Ledger) -> usize {
    for number in 1..=30 {
        let id = format!("evt_{number}");
        ledger.event("affiliatebase", &id, 5, NOW);
        ledger.report(
            "affiliatebase",
            &id,
            &[("crm", 1, 0, 503), ("dwh", 1, 0, 200)],
            NOW,
        );
        if ledger.view().breaker.is_some() {
            return number;
        }
    }
    panic!("the breaker never opened");
}

#[test]
fn an_open_breaker_leaves_the_origin_alone_and_the_retry_budget_intact() {
    let mut ledger = ledger_with(r#""breaker": 3"#);
    assert_eq!(fail_until_open(&mut ledger), 3);
    let pause = i64::try_from(limits::BREAKER_PAUSE_MILLIS).unwrap();
    let open_until = ledger.view().breaker.unwrap().open_until;
    assert_eq!(open_until, NOW.0 + pause);

    let accepted = ledger.event("affiliatebase", "new", 5, after(NOW, 10));
    assert_eq!(accepted.leases.len(), 1, "dwh alone");
    ledger.report(
        "affiliatebase",
        "new",
        &[("dwh", 1, 0, 200)],
        after(NOW, 20),
    );
    let spent =
        |ledger: &mut Ledger, id: &str| ledger.row("affiliatebase", id).packed.deliveries[0].spent;
    assert_eq!(spent(&mut ledger, "new"), 0);
    assert_eq!(ledger.claim(after(NOW, pause - 1)).len(), 0);
    assert_eq!(spent(&mut ledger, "evt_1"), 1);

    // When the pause is over, one call tells.
    ledger.memory.forget();
    let probe = ledger.claim(after(NOW, pause));
    assert_eq!(probe.len(), 1, "not all four");
    ledger.settle(&probe[0], &failed(503), after(NOW, pause + 10));
    let again = ledger.view().breaker.unwrap();
    assert_eq!(
        again.open_until,
        NOW.0 + pause + 10 + 2 * pause,
        "twice as long"
    );
    let probe = ledger.claim(UnixMillis(again.open_until));
    assert_eq!(probe.len(), 1);
    ledger.settle(&probe[0], &ok(), UnixMillis(again.open_until + 10));
    assert_eq!(ledger.view().breaker, None);
    assert_eq!(
        ledger.claim(UnixMillis(again.open_until + 20)).len(),
        3,
        "and the others follow"
    );
}

#[test]
fn a_refusal_is_a_sign_of_life_and_opens_no_breaker() {
    let mut ledger = ledger_with(r#""breaker": 2"#);
    for number in 0..6 {
        let id = format!("evt_{number}");
        ledger.event("affiliatebase", &id, 5, NOW);
        let status = if number % 2 == 0 { 503 } else { 422 };
        ledger.report(
            "affiliatebase",
            &id,
            &[("crm", 1, 0, status), ("dwh", 1, 0, 200)],
            NOW,
        );
    }
    assert_eq!(ledger.view().breaker, None);
}

#[test]
fn a_breaker_of_zero_never_opens() {
    let mut ledger = ledger_with(r#""breaker": 0"#);
    for number in 0..30 {
        let id = format!("evt_{number}");
        ledger.event("affiliatebase", &id, 5, NOW);
        ledger.report(
            "affiliatebase",
            &id,
            &[("crm", 1, 0, 503), ("dwh", 1, 0, 200)],
            NOW,
        );
    }
    assert_eq!(ledger.view().breaker, None);
}

#[test]
fn one_ledger_keeps_to_its_share_of_parallel_calls() {
    // 32 over 16 ledgers: two.
    let mut ledger = ledger_with(r#""parallel": 32"#);
    let leases = |ledger: &mut Ledger, id: &str| {
        let accepted = ledger.event("affiliatebase", id, 5, NOW);
        accepted
            .leases
            .iter()
            .filter(|turn| turn.origin == "crm")
            .count()
    };
    let counts: Vec<usize> = ["evt_1", "evt_2", "evt_3", "evt_4"]
        .into_iter()
        .map(|id| leases(&mut ledger, id))
        .collect();
    assert_eq!(counts, [1, 1, 0, 0]);
    assert!(
        ledger.memory.has_left(),
        "the alarm is to be armed for them"
    );
    assert_eq!(ledger.claim(NOW).len(), 0);
    let next = ledger.next().unwrap();
    assert_eq!(
        next,
        after(NOW, 15_000),
        "when the first lease ends, not at once and again and again"
    );
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 200), ("dwh", 1, 0, 200)],
        after(NOW, 40),
    );
    assert!(ledger.next().unwrap() <= after(NOW, 40), "a slot is free");
    assert_eq!(ledger.claim(after(NOW, 40)).len(), 1);
    assert_eq!(ledger.claim(after(NOW, 41)).len(), 0);
}

#[test]
fn one_ledger_keeps_to_its_share_of_the_rate() {
    // 960 per minute over 16 ledgers: one per second.
    let mut ledger = ledger_with(r#""rate": "960/m""#);
    for number in 0..10 {
        ledger.event("affiliatebase", &format!("evt_{number}"), 5, NOW);
        ledger.report(
            "affiliatebase",
            &format!("evt_{number}"),
            &[("dwh", 1, 0, 200)],
            NOW,
        );
    }
    let mut called = 1; // by the Worker
    for step in 1..=40 {
        called += ledger.claim_and_end(200, after(NOW, step * 250));
    }
    assert_eq!(called, 10, "ten in ten seconds");
    let mut ledger = ledger_with(r#""rate": "960/m""#);
    for number in 0..10 {
        ledger.event("affiliatebase", &format!("evt_{number}"), 5, NOW);
    }
    let mut called = 1;
    for step in 1..=12 {
        called += ledger.claim_and_end(200, after(NOW, step * 250));
    }
    assert_eq!(called, 4, "and four in three");
}

#[test]
fn an_origin_at_its_cap_hides_nobody() {
    let mut ledger = ledger_with(r#""parallel": 16"#);
    let many = limits::CLAIM_LOOK + 40;
    for number in 0..many {
        let id = format!("evt_{number}");
        ledger.event("affiliatebase", &id, 5, NOW);
        ledger.report("affiliatebase", &id, &[("dwh", 1, 0, 200)], NOW);
    }
    ledger.event("affiliatebase", "last", 5, after(NOW, 5));
    ledger.report(
        "affiliatebase",
        "last",
        &[("dwh", 1, 0, 503)],
        after(NOW, 5),
    );
    let calls = ledger.claim(after(NOW, 40_000));
    let origins: Vec<&str> = calls
        .iter()
        .map(|call| call.ticket.turn.origin.as_str())
        .collect();
    assert!(
        origins.contains(&"dwh"),
        "{many} of crm stand before it: {origins:?}"
    );
    assert!(origins.len() <= 2, "{origins:?}");
    let account = ledger.account();
    let total = u64::try_from(2 * (many + 1)).unwrap();
    assert_eq!(
        account.deliveries.iter().sum::<u64>(),
        total,
        "and nothing is lost"
    );
}

#[test]
fn a_pause_that_one_ledger_knows_is_told_to_the_others() {
    let gone = |at: i64| Pause {
        at,
        cause: PauseCause::Gone,
        by: "waxseal".into(),
    };
    let pauses = |list: &[(&str, i64)]| Pauses {
        paused: list
            .iter()
            .map(|(origin, at)| ((*origin).into(), gone(*at)))
            .collect(),
    };
    let shard = |number| Shard::find(number).unwrap();
    let told = [
        (shard(0), pauses(&[("crm", 10)])),
        (shard(1), pauses(&[])),
        (shard(2), pauses(&[("crm", 30), ("dwh", 5)])),
    ];
    let orders: Vec<(Shard, String, Option<i64>)> = spread(&told)
        .into_iter()
        .map(|(shard, order)| {
            assert_eq!((order.paused, order.cause), (true, PauseCause::Gone));
            (shard, order.origin, order.at)
        })
        .collect();
    let expected = [
        (shard(0), "dwh".to_string(), Some(5)),
        (shard(1), "crm".to_string(), Some(30)),
        (shard(1), "dwh".to_string(), Some(5)),
    ];
    assert_eq!(orders, expected);
    assert_eq!(spread(&[(shard(0), pauses(&[]))]), []);
}

#[test]
fn a_ledger_tells_what_is_paused_in_it() {
    let mut ledger = Ledger::new(config(CONFIG));
    let told = |ledger: &mut Ledger| {
        let bytes = ledger::pauses(&mut ledger.database, &mut ledger.memory).unwrap();
        let paused = Pauses::parse(&bytes).unwrap().paused;
        paused.into_keys().collect::<Vec<String>>()
    };
    assert_eq!(told(&mut ledger), Vec::<String>::new());
    ledger.pause(NOW);
    assert_eq!(told(&mut ledger), ["crm"]);
    ledger.resume(after(NOW, 1));
    assert_eq!(told(&mut ledger), Vec::<String>::new());
}

#[test]
fn rows_that_change_while_they_are_held_back_hide_nobody() {
    let origins = r#""origins": {"#;
    let late = r#""origins": { "late": { "url": "https://late.example.com/in", "events": ["click"], "secrets": ["DWH"] }, "#;
    let text = CONFIG.replace(origins, late);
    let crm = r#""crm": { "#;
    let mut ledger = Ledger::new(config(
        &text.replace(crm, &format!(r#"{crm}"breaker": 1, "#)),
    ));
    // The Worker died after it had accepted these: their leases end one after the other.
    for number in 0..70 {
        let id = format!("evt_{number}");
        ledger.event("affiliatebase", &id, 5, after(NOW, number));
    }
    let body = br#"{"event":"click","ref":"r1"}"#;
    let head = crate::support::Sender::new("track360", "TRACK360").head("keyed", "x", body, NOW);
    let message = crate::support::message(&ledger.config, "keyed", head, body, NOW);
    ledger.accept(&message, after(NOW, 100));
    ledger.event("affiliatebase", "bad", 5, after(NOW, 200));
    let results = [("crm", 1, 0, 503), ("dwh", 1, 0, 200)];
    ledger.report("affiliatebase", "bad", &results, after(NOW, 14_000));
    assert!(ledger.view().breaker.is_some());
    let calls = ledger.claim(after(NOW, 16_000));
    let origins: Vec<&str> = calls
        .iter()
        .map(|call| call.ticket.turn.origin.as_str())
        .collect();
    assert!(origins.contains(&"late"), "{origins:?}");
}
