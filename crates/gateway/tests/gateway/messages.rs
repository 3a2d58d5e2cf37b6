//! Rows and messages: what is written is read, by this version and the one before.

use proptest::prelude::*;
use serde_json::{Value, json};
use waxseal_gateway::delivery::Turn;
use waxseal_gateway::ledger::{self, Summary};
use waxseal_gateway::message::{Accept, Accepted, Report, ReportTaken, Status};
use waxseal_gateway::read::{EventQuery, EventsView, ListQuery};
use waxseal_gateway::row::Row;
use waxseal_gateway::sql;

use crate::support::{CONFIG, NOW, config, event};

fn head(message: &[u8]) -> (Value, Vec<u8>) {
    let length = usize::try_from(u32::from_be_bytes(message[..4].try_into().unwrap())).unwrap();
    (
        serde_json::from_slice(&message[4..4 + length]).unwrap(),
        message[4 + length..].to_vec(),
    )
}

fn framed(head: &Value, body: &[u8]) -> Vec<u8> {
    let head = head.to_string().into_bytes();
    let mut out = u32::try_from(head.len()).unwrap().to_be_bytes().to_vec();
    out.extend_from_slice(&head);
    out.extend_from_slice(body);
    out
}

#[test]
fn an_accept_message_carries_all_that_an_older_configuration_would_not_know() {
    let (head, body) = head(&event(&config(CONFIG), "affiliatebase", "evt_1", 5, NOW));
    assert_eq!((&head["v"], &head["min"]), (&json!(2), &json!(1)));
    assert_eq!(
        head["routes"][1],
        json!({
            "origin": "dwh", "schedule": { "delays": [30_000, 120_000, 600_000, 3_600_000, 14_400_000] }, "timeout_millis": 10_000,
        })
    );
    assert_eq!(head["facts"]["body_bytes"], json!(body.len()));
}

#[test]
fn a_newer_message_is_read_if_it_says_so_and_a_fault_otherwise() {
    let message = event(&config(CONFIG), "affiliatebase", "evt_1", 5, NOW);
    let (mut head, body) = head(&message);
    head["v"] = json!(3);
    head["color"] = json!("red");
    assert_eq!(
        Accept::parse(&framed(&head, &body)).unwrap().0,
        Accept::parse(&message).unwrap().0
    );
    head["min"] = json!(3);
    let fault = Accept::parse(&framed(&head, &body)).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "internal: a accept message of version 3 needs version 3 to read it, this is 2"
    );
}

#[test]
fn an_accept_message_that_was_cut_or_has_another_body_is_a_fault() {
    let message = event(&config(CONFIG), "affiliatebase", "evt_1", 5, NOW);
    for cut in 0..message.len() {
        assert!(Accept::parse(&message[..cut]).is_err(), "{cut}");
    }
    let longer = [&message[..], b"x"].concat();
    assert!(Accept::parse(&longer).is_err());
    let last = message.len() - 1;
    let mut altered = message.clone();
    altered[last] ^= 1;
    let mut database = crate::support::Database::new();
    let config = config(CONFIG);
    let result = database.transaction(|sql| {
        ledger::accept(sql, &config, &mut ledger::Memory::default(), &altered, NOW)
    });
    assert_eq!(
        result.unwrap_err().detail(),
        "the body of an accept message is not the one that was hashed"
    );
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        Just(Status::Accepted),
        Just(Status::Duplicate),
        Just(Status::Conflict),
        Just(Status::Unrouted),
        Just(Status::Refused),
        any::<u64>().prop_map(|retry_after_seconds| Status::RateLimited {
            retry_after_seconds
        }),
    ]
}

proptest! {
    #[test]
    fn an_accept_answer_is_read_as_it_was_written(
        status in status(), revision: u32, accepted_at: i64, origins in prop::collection::vec(("\\PC{0,9}", any::<u32>(), any::<u32>()), 0..4),
    ) {
        let leases = origins.into_iter().map(|(origin, attempt, generation)| Turn { origin, attempt, generation }).collect();
        let accepted = Accepted { status, revision, accepted_at, leases };
        prop_assert_eq!(Accepted::parse(&accepted.write().unwrap()).unwrap(), accepted);
    }

    #[test]
    fn other_messages_are_read_as_they_were_written(all_delivered: bool, limit: u32, open: i64, oldest_open: Option<i64>) {
        let taken = ReportTaken { all_delivered };
        prop_assert_eq!(ReportTaken::parse(&taken.write().unwrap()).unwrap(), taken);
        let query = ListQuery { limit, ..ListQuery::default() };
        prop_assert_eq!(ListQuery::parse(&query.write().unwrap()).unwrap(), query);
        let summary = Summary { open, oldest_open, ..Summary::default() };
        prop_assert_eq!(Summary::parse(&summary.write().unwrap()).unwrap(), summary);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "\\PC{0,60}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            let _ = Accept::parse(bytes);
            let _ = Accepted::parse(bytes);
            let _ = Report::parse(bytes);
            let _ = ReportTaken::parse(bytes);
            let _ = ListQuery::parse(bytes);
            let _ = EventQuery::parse(bytes);
            let _ = EventsView::parse(bytes);
            let _ = Summary::parse(bytes);
            let _ = ledger::first_alarm(bytes, NOW);
        }
        let columns = vec![sql::Value::Integer(1), sql::Value::Blob(bytes), sql::Value::Integer(0), sql::Value::Integer(0), sql::Value::Text(text)];
        prop_assert!(Row::parse(columns).is_err());
    }
}
