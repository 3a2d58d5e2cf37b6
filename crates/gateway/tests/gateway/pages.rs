//! Answers to operators: health, event log, problems; and the configurations that we print.

use serde_json::Value;
use waxseal::{Class, Code};
use waxseal_gateway::config::Config;
use waxseal_gateway::control::message::Heartbeat;
use waxseal_gateway::health::{self, Counts};
use waxseal_gateway::key::Shard;
use waxseal_gateway::ledger::Summary;
use waxseal_gateway::problem::{self, Answer};

use crate::support::{CONFIG, NOW, after, secret};

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer
        .headers
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value.as_str())
}

#[test]
fn every_code_has_a_problem_document() {
    for code in Code::ALL.iter().copied() {
        let answer = problem::answer(code);
        let body = json(&answer);
        assert_eq!(answer.status, code.http_status(), "{code}");
        assert_eq!(body["status"], answer.status);
        assert_eq!(
            header(&answer, "content-type"),
            Some("application/problem+json")
        );
        assert_eq!(header(&answer, "cache-control"), Some("no-store"));
        let shown = body["code"].as_str().unwrap();
        match code.class() {
            Class::Reject => assert_eq!(
                (shown, header(&answer, "retry-after")),
                (code.as_str(), None)
            ),
            Class::Fault => assert_eq!(
                (shown, header(&answer, "retry-after")),
                (code.as_str(), Some("5"))
            ),
            Class::Config => assert_eq!(
                shown, "config_invalid",
                "which mistake it is, is for the log"
            ),
        }
        assert_eq!(body["type"], format!("urn:waxseal:problem:{shown}"));
        assert!(body["title"].as_str().unwrap().ends_with('.'), "{body}");
    }
    assert_eq!(problem::not_found().status, 404);
    assert_eq!(
        header(
            &problem::unauthorized(Code::TokenMissing),
            "www-authenticate"
        ),
        Some("Bearer")
    );
}

const COUNTS: Counts = Counts { handshakes: 7 };

#[test]
fn health_counts_what_waits_over_all_ledgers() {
    let config = Config::parse(CONFIG, &secret);
    let quiet = Summary::default().write().unwrap();
    let busy = Summary {
        open: 3,
        oldest_open: Some(NOW.0 - 90_000),
        next_due: Some(NOW.0),
        held: 1,
        dead: 2,
        unrouted: 4,
        unreadable: 5,
    };
    let busy = busy.write().unwrap();
    let ledgers: Vec<_> = Shard::all()
        .map(|shard| {
            (
                shard,
                Some(if shard.number() < 2 {
                    busy.clone()
                } else {
                    quiet.clone()
                }),
            )
        })
        .collect();
    let answer = health::answer(&config, &ledgers, None, COUNTS, NOW);
    assert_eq!(answer.status, 200);
    assert_eq!(json(&answer)["status"], "ok");
    assert_eq!(
        json(&answer)["instance"],
        serde_json::json!({ "handshakes": 7 })
    );
    assert_eq!(
        json(&answer)["events"],
        serde_json::json!({ "open": 6, "held": 2, "dead": 4, "unrouted": 8, "unreadable": 10, "oldest_open_seconds": 90 })
    );
    assert_eq!(
        json(&health::answer(
            &config,
            &ledgers,
            None,
            COUNTS,
            after(NOW, 30_001)
        ))["status"],
        "overdue"
    );
}

#[test]
fn health_says_how_old_the_cron_is_or_that_nobody_knows() {
    let config = Config::parse(CONFIG, &secret);
    let age = |heartbeat: Option<&[u8]>| {
        let answer = health::answer(&config, &[], heartbeat, COUNTS, NOW);
        assert_eq!(answer.status, 200);
        json(&answer)["cron"]["age_seconds"].clone()
    };
    let beat = |cron_at: Option<i64>| Heartbeat { cron_at }.write().unwrap();
    assert_eq!(age(Some(&beat(Some(NOW.0 - 61_999)))), 61);
    // A clock that went back.
    assert_eq!(age(Some(&beat(Some(NOW.0 + 5_000)))), 0);
    for unknown in [None, Some(beat(None)), Some(b"garbage".to_vec())] {
        assert_eq!(age(unknown.as_deref()), Value::Null);
    }
}

#[test]
fn health_is_a_503_when_some_events_cannot_be_accepted() {
    let invalid = Config::parse("{}", &secret);
    assert_eq!(
        json(&health::answer(&invalid, &[], None, COUNTS, NOW))["code"],
        "config_invalid"
    );
    let valid = Config::parse(CONFIG, &secret);
    let shard = Shard::find(0).unwrap();
    for bytes in [None, Some(b"garbage".to_vec())] {
        let answer = health::answer(&valid, &[(shard, bytes)], None, COUNTS, NOW);
        assert_eq!(
            (answer.status, json(&answer)["code"].as_str()),
            (503, Some("store_unavailable"))
        );
    }
}

/// Every secret is there, in a form that every scheme takes.
fn any_secret(_: &str) -> Option<String> {
    secret("CRM")
}

fn file(path: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    std::fs::read_to_string(format!("{root}{path}")).unwrap()
}

#[test]
fn the_configurations_that_we_print_are_valid() {
    let readme = file("README.md");
    let blocks: Vec<&str> = readme
        .split("```jsonc\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .filter(|block| block.contains("\"sources\""))
        .collect();
    assert!(!blocks.is_empty(), "README.md shows a configuration");
    for text in blocks {
        Config::parse(text, &any_secret)
            .unwrap_or_else(|invalid| panic!("README.md\n{invalid}\n{text}"));
    }
    Config::parse(&file("worker/waxseal.jsonc"), &any_secret)
        .unwrap_or_else(|invalid| panic!("waxseal.jsonc\n{invalid}"));
    let demo = file("worker/demo.jsonc");
    let mut parts = demo.split("{origin:");
    let mut text = parts.next().unwrap().to_string();
    for part in parts {
        text.push_str("http://127.0.0.1:9");
        text.push_str(part.split_once('}').unwrap().1);
    }
    Config::parse(&text, &any_secret).unwrap_or_else(|invalid| panic!("demo.jsonc\n{invalid}"));
}
