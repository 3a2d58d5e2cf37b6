//! Replays, by an attacker and by an operator, and the wrong ways to take them.

use serde_json::Value;
use waxseal::UnixMillis;
use waxseal_gateway::config::Config;
use waxseal_gateway::delivery::DeliveryState;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::key::{EventKey, Identity};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::message::{Accepted, Status};
use waxseal_gateway::order::ReopenOrder;

use crate::support::{CONFIG, Database, NOW, Sender, after, config};

const DAY: i64 = 86_400_000;

/// A wrong way to take a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bad {
    Nothing,
    /// The window of the timestamp is not checked.
    ClockIgnored,
    /// An id that nobody signed is the key.
    LabelAsKey,
}

struct Receiver {
    config: Config,
    database: Database,
    bad: Bad,
}

impl Receiver {
    fn new(bad: Bad) -> Self {
        Self {
            config: config(CONFIG),
            database: Database::new(),
            bad,
        }
    }

    /// Takes a request as the Worker does. Says whether it counted as new.
    fn take(
        &mut self,
        source: &str,
        head: &Head,
        body: &[u8],
        now: UnixMillis,
    ) -> Result<Status, u16> {
        let Self {
            config,
            database,
            bad,
        } = self;
        let (mut intake, _) = Intake::begin(config, Purpose::Accept, source, head.clone());
        let seen_at = if *bad == Bad::ClockIgnored { NOW } else { now };
        let mut ask = intake.tell(Tell::Body(body.to_vec()), seen_at);
        if matches!(ask, Ask::Filter { .. }) {
            ask = intake.tell(Tell::Filter(None), now);
        }
        let mut message = match ask {
            Ask::Accept { message, .. } => message,
            Ask::Answer(answer) => return Err(answer.status),
            other => panic!("{other:?}"),
        };
        if *bad == Bad::LabelAsKey {
            let (_, id) = head
                .headers
                .iter()
                .find(|(name, _)| name == "x-github-delivery")
                .unwrap();
            message = with_key(&message, EventKey::derive(source, Identity::Id(id)));
        }
        let mut memory = Memory::default();
        let bytes =
            database.transaction(|sql| ledger::accept(sql, config, &mut memory, &message, now));
        let accepted = Accepted::parse(&bytes.unwrap()).unwrap();
        // The origins have it at once, and time does its work.
        for row in ledger::page_after(database, 0).unwrap().rows {
            for delivery in &row.packed.deliveries {
                self.report(
                    &row.key,
                    &delivery.origin,
                    delivery.attempt,
                    delivery.generation,
                    200,
                    now,
                );
            }
        }
        Ok(accepted.status)
    }

    fn report(
        &mut self,
        key: &EventKey,
        origin: &str,
        attempt: u32,
        generation: u32,
        status: u16,
        now: UnixMillis,
    ) {
        let message = serde_json::json!({
            "v": 1, "min": 1, "key": String::from(*key), "revision": 0,
            "results": [{ "origin": origin, "attempt": attempt, "generation": generation,
                "outcome": { "received": "answer", "status": status, "duration_millis": 1 } }],
        });
        let message = message.to_string();
        self.database
            .transaction(|sql| {
                ledger::report(
                    sql,
                    &self.config,
                    &mut Memory::default(),
                    message.as_bytes(),
                    now,
                    0,
                )
            })
            .unwrap();
    }

    /// Lets the alarm do what is due.
    fn wait(&mut self, now: UnixMillis) {
        for _ in 0..3 {
            self.database
                .transaction(|sql| {
                    ledger::claim(sql, &self.config, &mut Memory::default(), now, 6, &[])
                })
                .unwrap();
        }
    }
}

/// An operator's replay of an event towards these origins.
fn reopen(key: EventKey, origins: &[&str]) -> Vec<u8> {
    let order = ReopenOrder {
        key,
        revision: Some(0),
        origins: origins.iter().map(|origin| (*origin).into()).collect(),
        routes: Vec::new(),
    };
    order.write().unwrap()
}

/// Replaces the key in an accept message.
fn with_key(message: &[u8], key: EventKey) -> Vec<u8> {
    let length = usize::try_from(u32::from_be_bytes(message[..4].try_into().unwrap())).unwrap();
    let mut head: Value = serde_json::from_slice(&message[4..4 + length]).unwrap();
    head["key"] = String::from(key).into();
    let head = head.to_string().into_bytes();
    let mut out = u32::try_from(head.len()).unwrap().to_be_bytes().to_vec();
    out.extend_from_slice(&head);
    out.extend_from_slice(&message[4 + length..]);
    out
}

/// Someone who captured one request sends it again and again, up to beyond the
/// dedupe window. Counts how often it was new.
fn replay_captured(bad: Bad) -> usize {
    let body = br#"{"id":"evt_1","type":"commission.created"}"#;
    let head =
        Sender::new("affiliatebase", "AFFILIATEBASE").head("affiliatebase", "evt_1", body, NOW);
    let mut receiver = Receiver::new(bad);
    let mut accepted = 0;
    for pause in [
        0,
        1_000,
        299_000,
        301_000,
        3_600_000,
        31 * DAY,
        401 * DAY,
        402 * DAY,
    ] {
        let now = after(NOW, pause);
        receiver.wait(now);
        accepted +=
            usize::from(receiver.take("affiliatebase", &head, body, now) == Ok(Status::Accepted));
    }
    accepted
}

#[test]
fn a_captured_request_counts_once_for_ever() {
    assert_eq!(replay_captured(Bad::Nothing), 1);
}

#[test]
fn a_window_that_is_not_checked_is_found_out() {
    assert_eq!(
        replay_captured(Bad::ClockIgnored),
        2,
        "behind the dedupe window it is new again"
    );
}

/// The same under new values of a header that GitHub does not sign.
fn relabel_captured(bad: Bad) -> usize {
    let body = br#"{"action":"opened"}"#;
    let mut receiver = Receiver::new(bad);
    let mut accepted = 0;
    for delivery in ["d1", "d2", "d3", "", "d1"] {
        let mut head = Sender::new("github", "GITHUB").head("github", "d0", body, NOW);
        head.url = format!("https://hooks.example.com/in/github?n={delivery}");
        for (name, value) in &mut head.headers {
            if name == "x-github-delivery" {
                *value = delivery.as_bytes().to_vec();
            }
        }
        accepted += usize::from(receiver.take("github", &head, body, NOW) == Ok(Status::Accepted));
    }
    accepted
}

#[test]
fn a_captured_github_request_under_another_delivery_id_or_url_is_a_duplicate() {
    assert_eq!(relabel_captured(Bad::Nothing), 1);
}

#[test]
fn an_unsigned_id_as_key_is_found_out() {
    assert!(relabel_captured(Bad::LabelAsKey) > 1);
}

/// An operator replays a delivery that is dead or delivered; reports of older
/// attempts come before and after the replay's attempt began. Returns the
/// cases in which one of them ended the replay.
fn late_reports(is_number_ignored: bool) -> Vec<String> {
    let mut ended = Vec::new();
    for (first, name) in [(404, "dead"), (200, "delivered")] {
        for late in [200, 301, 410, 429, 500] {
            for has_begun in [false, true] {
                let mut receiver = Receiver::new(Bad::Nothing);
                let body = br#"{"id":"evt_1","type":"commission.created"}"#;
                let head = Sender::new("affiliatebase", "AFFILIATEBASE").head(
                    "affiliatebase",
                    "evt_1",
                    body,
                    NOW,
                );
                let message =
                    crate::support::message(&receiver.config, "affiliatebase", head, body, NOW);
                let Receiver {
                    config, database, ..
                } = &mut receiver;
                database
                    .transaction(|sql| {
                        ledger::accept(sql, config, &mut Memory::default(), &message, NOW)
                    })
                    .unwrap();
                let key = EventKey::derive("affiliatebase", Identity::Id(b"evt_1"));
                receiver.report(&key, "crm", 1, 0, first, NOW);
                receiver.report(&key, "dwh", 1, 0, 200, NOW);
                let Receiver {
                    config, database, ..
                } = &mut receiver;
                database
                    .transaction(|sql| ledger::reopen(sql, config, &reopen(key, &["crm"]), NOW))
                    .unwrap();
                if has_begun {
                    receiver.wait(after(NOW, 1));
                }
                let current = ledger::revision(&mut receiver.database, &key, 0)
                    .unwrap()
                    .unwrap();
                let delivery = &current.packed.deliveries[0];
                let (attempt, generation) = if is_number_ignored {
                    (delivery.attempt, delivery.generation)
                } else {
                    (1, 0)
                };
                receiver.report(&key, "crm", attempt, generation, late, after(NOW, 2));
                let row = ledger::revision(&mut receiver.database, &key, 0)
                    .unwrap()
                    .unwrap();
                let state = row.packed.deliveries[0].state;
                // What was dead and is with the origin after all needs no replay.
                let is_news = name == "dead" && late == 200 && state == DeliveryState::Delivered;
                let is_next = row.packed.deliveries[0].next == delivery.next;
                let is_under_way = state.is_open() && is_next;
                if !is_news && !is_under_way {
                    ended.push(format!(
                        "{name}, then {late}, begun {has_begun}: {}",
                        state.as_str()
                    ));
                }
            }
        }
    }
    ended
}

#[test]
fn no_late_report_ends_an_operators_replay() {
    assert_eq!(late_reports(false), Vec::<String>::new());
}

#[test]
fn reports_without_attempt_and_generation_are_found_out() {
    let ended = late_reports(true);
    assert!(
        ended.contains(&"dead, then 410, begun true: held".to_string()),
        "{ended:?}"
    );
    assert!(
        ended.contains(&"delivered, then 200, begun true: delivered".to_string()),
        "{ended:?}"
    );
}
