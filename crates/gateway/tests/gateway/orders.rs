//! What an operator orders of a ledger: replay of one and of many, erase, outcomes, pages, statistics.

use std::collections::BTreeSet;

use waxseal::UnixMillis;
use waxseal_gateway::delivery::{Cause, DeliveryState};
use waxseal_gateway::event::EventState;
use waxseal_gateway::forward::Call;
use waxseal_gateway::ledger;
use waxseal_gateway::limits;
use waxseal_gateway::message::Status;
use waxseal_gateway::order::{
    EraseOrder, EraseTaken, OutcomeOrder, OutcomeTaken, ReopenOrder, ReplayOrder, ReplayTaken,
};
use waxseal_gateway::read::{
    BodyFound, BodyQuery, EventView, EventsView, Filter, ListQuery, StatsQuery, StatsView,
};

use crate::ledger::{Ledger, key, ok, order};
use crate::support::{CONFIG, NOW, after, config};

fn ledger() -> Ledger {
    Ledger::new(config(CONFIG))
}

/// An event of a type that only the origin `dwh` gets, and nobody after a change.
const NOBODY: &str = r#"{ "sources": { "affiliatebase": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] } },
    "origins": { "crm": { "url": "https://crm.example.com/in", "events": ["payout.*"], "secrets": ["CRM"] } } }"#;

impl Ledger {
    /// Accepts an event that `dwh` takes and `crm` answers so.
    fn one(&mut self, id: &str, status: u16, now: UnixMillis) {
        self.event("affiliatebase", id, 5, now);
        self.report(
            "affiliatebase",
            id,
            &[("crm", 1, 0, status), ("dwh", 1, 0, 200)],
            now,
        );
    }

    fn replay(&mut self, order: &ReplayOrder, now: UnixMillis) -> ReplayTaken {
        let message = order.write().unwrap();
        let taken = self
            .database
            .transaction(|sql| ledger::replay(sql, &self.config, &message, now))
            .unwrap();
        ReplayTaken::parse(&taken).unwrap()
    }

    fn erase(&mut self, id: &str, now: UnixMillis) -> EraseTaken {
        let message = EraseOrder {
            key: key("affiliatebase", id),
        }
        .write()
        .unwrap();
        let taken = self
            .database
            .transaction(|sql| ledger::erase(sql, &self.config, &message, now))
            .unwrap();
        EraseTaken::parse(&taken).unwrap()
    }

    fn page(&mut self, query: &ListQuery) -> EventsView {
        let bytes = ledger::list(&mut self.database, &query.write().unwrap()).unwrap();
        EventsView::parse(&bytes).unwrap()
    }

    fn body(&mut self, id: &str) -> (BodyFound, Vec<u8>) {
        let query = BodyQuery {
            key: key("affiliatebase", id),
            revision: 0,
        };
        let bytes = ledger::body_of(&mut self.database, &query.write().unwrap()).unwrap();
        let (found, body) = BodyFound::parse(&bytes).unwrap();
        (found, body.to_vec())
    }

    fn stats(&mut self, since: i64) -> StatsView {
        let query = StatsQuery { since }.write().unwrap();
        StatsView::parse(&ledger::stats(&mut self.database, &query).unwrap()).unwrap()
    }
}

fn dead(limit: u32) -> ReplayOrder {
    ReplayOrder {
        filter: Filter {
            state: Some("dead".into()),
            ..Filter::default()
        },
        origins: Vec::new(),
        after: 0,
        limit,
        is_dry: false,
        begin_at: 0,
        pause_millis: 0,
    }
}

fn ids(view: &EventsView) -> Vec<&str> {
    view.events
        .iter()
        .map(|event: &EventView| event.event_id.as_deref().unwrap())
        .collect()
}

#[test]
fn one_event_is_sent_again_to_whom_it_is_meant_for_and_says_so() {
    let mut ledger = ledger();
    ledger.one("evt_1", 404, NOW);
    let mut to_crm = order(key("affiliatebase", "evt_1"));
    to_crm.origins = vec!["crm".into(), "nobody".into()];
    let taken = ledger.reopen(&to_crm, after(NOW, 10));
    assert_eq!((taken.is_known, taken.is_purged), (true, false));
    assert_eq!(
        (taken.reopened, taken.missing),
        (vec!["crm".into()], vec!["nobody".to_string()])
    );
    let calls = ledger.claim(after(NOW, 10));
    let header = |call: &Call, name: &str| {
        let mut headers = call.request.headers.iter();
        headers
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.clone())
    };
    assert_eq!(calls.len(), 1, "dwh has it");
    assert_eq!(header(&calls[0], "waxseal-replay").as_deref(), Some("1"));
    assert_eq!(header(&calls[0], "waxseal-attempt").as_deref(), Some("2"));
    // A report of the time before does not end it.
    ledger.report(
        "affiliatebase",
        "evt_1",
        &[("crm", 1, 0, 404)],
        after(NOW, 11),
    );
    assert_eq!(
        ledger.states("affiliatebase", "evt_1")[0].1,
        DeliveryState::Delivering
    );
    ledger.settle(&calls[0], &ok(), after(NOW, 12));
    assert_eq!(ledger.account().deliveries, [0, 0, 2, 0, 0, 0]);
    assert!(
        !ledger
            .reopen(&order(key("affiliatebase", "evt_9")), NOW)
            .is_known
    );
}

#[test]
fn an_open_delivery_is_not_started_twice() {
    let mut ledger = ledger();
    ledger.event("affiliatebase", "evt_1", 5, NOW);
    let taken = ledger.reopen(&order(key("affiliatebase", "evt_1")), after(NOW, 1));
    assert_eq!(taken.reopened, Vec::<String>::new());
    assert_eq!(
        ledger.row("affiliatebase", "evt_1").packed.deliveries[0].generation,
        0
    );
}

#[test]
fn an_unrouted_event_finds_its_origin_by_a_resend_and_by_a_replay() {
    for is_replay in [false, true] {
        let mut ledger = Ledger::new(config(NOBODY));
        assert_eq!(
            ledger.event("affiliatebase", "evt_1", 5, NOW).status,
            Status::Unrouted
        );
        ledger.config = config(CONFIG);
        if is_replay {
            let mut unrouted = dead(10);
            unrouted.filter.state = Some("unrouted".into());
            let taken = ledger.replay(&unrouted, after(NOW, 1));
            assert_eq!((taken.matched, taken.deliveries), (1, 2));
        } else {
            let crm = waxseal_gateway::message::Route {
                origin: "crm".into(),
                schedule: waxseal_gateway::schedule::Schedule::backoff(),
                timeout_millis: 10_000,
            };
            let resend = ReopenOrder {
                origins: vec!["crm".into()],
                routes: vec![crm],
                ..order(key("affiliatebase", "evt_1"))
            };
            let taken = ledger.reopen(&resend, after(NOW, 1));
            assert_eq!(
                (taken.reopened, taken.missing),
                (vec!["crm".to_string()], vec![])
            );
        }
        assert_eq!(
            ledger.row("affiliatebase", "evt_1").packed.state,
            EventState::Accepted
        );
        let calls = ledger.claim(after(NOW, 1));
        assert_eq!(calls.len(), if is_replay { 2 } else { 1 });
        assert!(!calls[0].request.body.is_empty());
    }
}

#[test]
fn a_bulk_replay_counts_first_and_sends_the_dead_alone_one_pause_after_the_other() {
    let mut ledger = ledger();
    for (number, status) in [404, 200, 404, 503, 404].into_iter().enumerate() {
        ledger.one(&format!("evt_{number}"), status, NOW);
    }
    let before = ledger.database.changes();
    let mut replay = ReplayOrder {
        is_dry: true,
        begin_at: NOW.0 + 1_000,
        pause_millis: 500,
        ..dead(2)
    };
    let counted = ledger.replay(&replay, after(NOW, 10));
    assert_eq!(
        (counted.matched, counted.deliveries, counted.more),
        (2, 2, true)
    );
    assert_eq!(
        ledger.database.changes(),
        before,
        "a dry run changes nothing"
    );
    replay.is_dry = false;
    let first = ledger.replay(&replay, after(NOW, 10));
    assert_eq!((first.matched, first.ids.len(), first.more), (2, 2, true));
    replay.after = first.last.unwrap();
    let rest = ledger.replay(&replay, after(NOW, 10));
    assert_eq!((rest.matched, rest.more), (1, false));
    let next =
        |ledger: &mut Ledger, id: &str| ledger.row("affiliatebase", id).packed.deliveries[0].next;
    assert_eq!(next(&mut ledger, "evt_0"), Some(NOW.0 + 1_000));
    assert_eq!(next(&mut ledger, "evt_2"), Some(NOW.0 + 1_500));
    assert_eq!(
        next(&mut ledger, "evt_4"),
        Some(NOW.0 + 1_000),
        "a page begins where it is told"
    );
    assert_eq!(
        ledger.states("affiliatebase", "evt_1")[0].1,
        DeliveryState::Delivered
    );
    assert_eq!(ledger.claim(after(NOW, 999)).len(), 0);
    assert_eq!(ledger.claim(after(NOW, 1_500)).len(), 3);
}

#[test]
fn a_replay_without_a_state_means_what_is_over_and_not_what_is_held() {
    let mut ledger = ledger();
    ledger.one("evt_1", 410, NOW);
    let mut all = dead(10);
    all.filter.state = None;
    let taken = ledger.replay(&all, after(NOW, 10));
    assert_eq!(
        (taken.matched, taken.deliveries),
        (1, 1),
        "dwh, which has it; crm is held"
    );
    all.filter.state = Some("held".into());
    assert_eq!(ledger.replay(&all, after(NOW, 10)).deliveries, 1);
}

#[test]
fn what_is_erased_leaves_its_hash_and_its_log_and_nothing_else() {
    let mut ledger = ledger();
    ledger.one("evt_1", 503, NOW);
    assert!(ledger.body("evt_1").0.is_kept);
    let taken = ledger.erase("evt_1", after(NOW, 10));
    assert_eq!((taken.is_known, taken.erased), (true, 1));
    let (found, body) = ledger.body("evt_1");
    assert_eq!(
        (found.is_known, found.is_kept, body.len()),
        (true, false, 0)
    );
    let row = ledger.row("affiliatebase", "evt_1");
    assert_eq!(row.packed.facts.headers, []);
    assert_eq!(row.packed.deliveries[0].attempts.len(), 1, "the log stays");
    assert_eq!(
        ledger.states("affiliatebase", "evt_1")[0].2,
        Some(Cause::Erased)
    );
    assert_eq!(
        ledger.claim(after(NOW, 60_000)).len(),
        0,
        "and nothing is sent"
    );
    let again = ledger.event("affiliatebase", "evt_1", 5, after(NOW, 70_000));
    assert_eq!(again.status, Status::Duplicate);
    assert_eq!(ledger.bodies(), 0, "a duplicate does not bring it back");
    assert_eq!(ledger.claim(after(NOW, 70_000)).len(), 0);
    assert_eq!(ledger.erase("evt_1", NOW).erased, 0);
    assert!(!ledger.erase("evt_9", NOW).is_known);
}

#[test]
fn an_origin_tells_what_it_made_of_an_event() {
    let mut ledger = ledger();
    ledger.one("evt_1", 200, NOW);
    let mut tell = |origin: &str, is_processed: bool| {
        let outcome = OutcomeOrder {
            key: key("affiliatebase", "evt_1"),
            revision: 0,
            origin: origin.into(),
            is_processed,
            reason: (!is_processed).then(|| "no such affiliate".into()),
        };
        let message = outcome.write().unwrap();
        let taken = ledger
            .database
            .transaction(|sql| ledger::outcome(sql, &ledger.config, &message, after(NOW, 5)))
            .unwrap();
        OutcomeTaken::parse(&taken).unwrap().is_known
    };
    assert!(tell("crm", false));
    assert!(!tell("nobody", true));
    let processed = ledger.row("affiliatebase", "evt_1").packed.deliveries[0]
        .processed
        .clone()
        .unwrap();
    assert_eq!((processed.at, processed.is_processed), (NOW.0 + 5, false));
    assert_eq!(processed.reason.as_deref(), Some("no such affiliate"));
}

#[test]
fn pages_show_everything_once_in_both_directions() {
    let mut ledger = ledger();
    let count = usize::try_from(limits::PAGE_EVENTS).unwrap() + 30;
    for number in 0..count {
        ledger.event(
            "affiliatebase",
            &format!("evt_{number:03}"),
            5,
            after(NOW, i64::try_from(number).unwrap()),
        );
    }
    let pull = |ledger: &mut Ledger, mut query: ListQuery, is_back: bool| {
        let mut seen = Vec::new();
        for _ in 0..100 {
            let page = ledger.page(&query);
            seen.extend(ids(&page).into_iter().map(String::from));
            if !page.more {
                return seen;
            }
            if is_back {
                query.before = page.last;
            } else {
                query.after = page.last;
            }
        }
        panic!("no end");
    };
    let forth = pull(
        &mut ledger,
        ListQuery {
            limit: 7,
            after: Some(0),
            ..ListQuery::default()
        },
        false,
    );
    let back = pull(
        &mut ledger,
        ListQuery {
            limit: 9,
            ..ListQuery::default()
        },
        true,
    );
    assert_eq!(forth.len(), count);
    assert_eq!(forth, back.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(forth.iter().collect::<BTreeSet<_>>().len(), count);
    let end = ledger.page(&ListQuery {
        limit: 5,
        after: Some(1_000),
        ..ListQuery::default()
    });
    assert_eq!(
        (end.events.len(), end.last, end.more),
        (0, Some(1_000), false),
        "a reader waits where it is"
    );
}

#[test]
fn a_filter_looks_at_a_bounded_number_of_events_and_goes_on() {
    let mut ledger = ledger();
    let count = limits::LOOK_EVENTS + 20;
    for number in 0..count {
        ledger.event("affiliatebase", &format!("evt_{number}"), 5, NOW);
    }
    let mut query = ListQuery {
        limit: 10,
        after: Some(0),
        filter: Filter {
            event_type: Some("payout.paid".into()),
            ..Filter::default()
        },
        ..ListQuery::default()
    };
    let first = ledger.page(&query);
    assert_eq!((first.events.len(), first.more), (0, true));
    assert_eq!(
        first.last,
        Some(i64::try_from(limits::LOOK_EVENTS).unwrap())
    );
    query.after = first.last;
    assert!(!ledger.page(&query).more);
}

#[test]
fn a_filter_means_what_it_says() {
    let mut ledger = ledger();
    ledger.one("fine", 200, NOW);
    ledger.one("dead", 404, after(NOW, 10));
    ledger.event("affiliatebase", "fine", 6, after(NOW, 20));
    let mut listed = |filter: Filter| {
        let page = ledger.page(&ListQuery {
            limit: 50,
            filter,
            ..ListQuery::default()
        });
        let mut ids: Vec<String> = page
            .events
            .iter()
            .map(|event| format!("{}{}", event.event_id.as_deref().unwrap(), event.revision))
            .collect();
        ids.sort();
        ids
    };
    let text = |text: &str| Some(String::from(text));
    let none = Filter::default;
    assert_eq!(listed(none()), ["dead0", "fine0", "fine1"]);
    assert_eq!(
        listed(Filter {
            state: text("dead"),
            ..none()
        }),
        ["dead0"]
    );
    assert_eq!(
        listed(Filter {
            state: text("dead"),
            origin: text("dwh"),
            ..none()
        }),
        [""; 0]
    );
    assert_eq!(
        listed(Filter {
            state: text("delivered"),
            origin: text("dwh"),
            ..none()
        }),
        ["dead0", "fine0"]
    );
    assert_eq!(
        listed(Filter {
            state: text("conflict"),
            ..none()
        }),
        ["fine1"]
    );
    assert_eq!(
        listed(Filter {
            origin: text("crm"),
            ..none()
        }),
        ["dead0", "fine0"]
    );
    assert_eq!(
        listed(Filter {
            source: text("github"),
            ..none()
        }),
        [""; 0]
    );
    assert_eq!(
        listed(Filter {
            test: Some(true),
            ..none()
        }),
        [""; 0]
    );
    assert_eq!(
        listed(Filter {
            since: Some(NOW.0 + 10),
            until: Some(NOW.0 + 20),
            ..none()
        }),
        ["dead0"]
    );
}

#[test]
fn statistics_count_what_happened_since_a_moment() {
    let mut ledger = ledger();
    ledger.one("old", 500, after(NOW, -1_000));
    ledger.one("evt_1", 200, NOW);
    ledger.one("evt_2", 404, NOW);
    let stats = ledger.stats(NOW.0);
    assert!(stats.is_complete);
    assert_eq!(stats.events.get("accepted"), Some(&2));
    assert_eq!(stats.sources.get("affiliatebase"), Some(&2));
    let deliveries: Vec<(&str, u64)> = stats
        .deliveries
        .iter()
        .map(|(state, count)| (state.as_str(), *count))
        .collect();
    assert_eq!(deliveries, [("dead", 1), ("delivered", 3)]);
    assert_eq!((stats.attempts["200"], stats.attempts["404"]), (3, 1));
    assert_eq!(stats.latency.iter().sum::<u64>(), 4);
    assert_eq!(stats.latency[0], 4, "12 ms each");
}
