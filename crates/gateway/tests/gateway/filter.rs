//! Filters: which events an origin gets by the values in them.

use serde_json::{Value, json};
use waxseal_gateway::config::Config;
use waxseal_gateway::event::EventState;
use waxseal_gateway::intake::Head;

use crate::forward::{forwarded, postback};
use crate::support::{NOW, Sender, config};

fn with(filter: &str) -> Config {
    config(&format!(
        r#"{{
          "sources": {{
            "github": {{ "scheme": "github", "secrets": ["GITHUB"] }},
            "postback": {{ "scheme": "token", "query": "token", "secrets": ["TOKEN"], "methods": ["GET", "POST"] }},
          }},
          "origins": {{ "o": {{ "url": "https://o.example.com", "events": ["*"], "secrets": ["CRM"], "tests": true, "where": {filter} }} }},
        }}"#
    ))
}

fn github(body: &[u8]) -> Head {
    Sender::new("github", "GITHUB").head("github", "x", body, NOW)
}

/// Says whether an event with this at `/v` gets to the origin.
fn passes(condition: &Value, body: &str) -> bool {
    let config = with(&json!({ "/v": condition }).to_string());
    let (calls, view) = forwarded(&config, "github", github(body.as_bytes()), body.as_bytes());
    let is_routed = view.state == EventState::Accepted;
    assert_eq!(is_routed, view.deliveries.len() == 1);
    assert_eq!(is_routed, calls.len() == 1);
    assert!(
        is_routed || view.state == EventState::Unrouted,
        "kept, whatever it lacks"
    );
    is_routed
}

/// Each condition, what meets it, and what does not.
fn check(cases: &[(Value, &[&str], &[&str])]) {
    for (condition, met, unmet) in cases {
        for value in *met {
            let body = format!(r#"{{"v":{value}}}"#);
            assert!(passes(condition, &body), "{value} meets {condition}");
        }
        for value in *unmet {
            let body = format!(r#"{{"v":{value}}}"#);
            assert!(
                !passes(condition, &body),
                "{value} does not meet {condition}"
            );
        }
        let absent = passes(condition, r#"{"w":1}"#);
        assert_eq!(
            absent,
            *condition == json!({ "exists": false }),
            "absent and {condition}"
        );
    }
}

#[test]
fn a_value_is_one_of_those_named_with_its_kind() {
    check(&[
        (
            json!("EUR"),
            &[r#""EUR""#, r#""\u0045UR""#],
            &[
                r#""eur""#,
                r#""EUR ""#,
                r#""""#,
                "1",
                "null",
                "true",
                r#"["EUR"]"#,
                r#"{"EUR":1}"#,
            ],
        ),
        (
            json!(["approved", "paid"]),
            &[r#""approved""#, r#""paid""#],
            &[r#""void""#, r#"["approved","paid"]"#],
        ),
        (
            json!(1250),
            &["1250", "1250.0", "1.25e3", "125000E-2"],
            &[r#""1250""#, "1250.01", "-1250", "1251", "true"],
        ),
        (
            json!(0.1),
            &["0.1", "1e-1", "0.10"],
            &["0.1000000000000000055511151231257827", "0.11", "0"],
        ),
        (
            json!(9_007_199_254_740_993_i64),
            &["9007199254740993"],
            &["9007199254740992", "9007199254740993.1"],
        ),
        (
            json!(0),
            &["0", "-0", "0.0", "0e9"],
            &["1", "null", "false", r#""""#],
        ),
        (json!(true), &["true"], &["false", "1", r#""true""#]),
        (json!(null), &["null"], &["0", "false", r#""""#, "{}", "[]"]),
        (
            json!([null, 1, "a", false]),
            &["null", "1", r#""a""#, "false"],
            &["true", "2", r#""b""#],
        ),
        (json!(""), &[r#""""#], &["null", r#"" ""#]),
    ]);
}

#[test]
fn bounds_are_numbers_as_they_are_written() {
    check(&[
        (
            json!({ "min": 1000, "max": 99999 }),
            &[
                "1000",
                "1e3",
                "99999",
                "99999.0",
                "12345.67",
                r#""1000""#,
                r#""99999.00""#,
            ],
            &[
                "999",
                "999.9999999999999999999999",
                "99999.0000000000000000000001",
                "1e5",
                "-1000",
                r#""1e4""#,
                r#""1,000""#,
                r#"" 1000""#,
                r#""""#,
                "null",
                "true",
                "[1000]",
                "{}",
            ],
        ),
        (
            json!({ "min": -1.5 }),
            &["-1.5", "-1.49", "0", "1e300"],
            &["-1.51", "-1e300"],
        ),
        (
            json!({ "max": 0 }),
            &["0", "-0", "-1", "-1e-9"],
            &["1e-9", "1"],
        ),
        (
            json!({ "max": u64::MAX }),
            &["18446744073709551615"],
            &["18446744073709551616"],
        ),
    ]);
}

#[test]
fn what_must_not_be_there_is_said_too() {
    check(&[
        (
            json!({ "not": "a" }),
            &[r#""b""#, "1", "null", r#"["a"]"#, "{}", r#""""#],
            &[r#""a""#],
        ),
        (
            json!({ "not": [1, "a", null] }),
            &["2", r#""1""#, "true"],
            &["1.0", r#""a""#, "null"],
        ),
        (
            json!({ "exists": true }),
            &["1", "null", r#""""#, "[]", "{}", "false"],
            &[],
        ),
        (
            json!({ "exists": false }),
            &[],
            &["1", "null", r#""""#, "{}"],
        ),
        (
            json!({ "min": 1, "not": 5 }),
            &["1", "4.9", "6"],
            &["5", "5.0", "0"],
        ),
        (
            json!({ "not": "a", "exists": true }),
            &[r#""b""#],
            &[r#""a""#],
        ),
    ]);
}

#[test]
fn all_conditions_must_hold() {
    let filter = r#"{ "/data/currency": "EUR", "/data/state": ["approved", "paid"], "/data/amount_cents": { "min": 1000 }, "/data/void": { "exists": false } }"#;
    let config = with(filter);
    let is_routed = |data: &str| {
        let body = format!(r#"{{"data":{data}}}"#);
        !forwarded(&config, "github", github(body.as_bytes()), body.as_bytes())
            .0
            .is_empty()
    };
    assert!(is_routed(
        r#"{"currency":"EUR","state":"paid","amount_cents":1000}"#
    ));
    for data in [
        r#"{"currency":"USD","state":"paid","amount_cents":1000}"#,
        r#"{"currency":"EUR","state":"void","amount_cents":1000}"#,
        r#"{"currency":"EUR","state":"paid","amount_cents":999}"#,
        r#"{"currency":"EUR","state":"paid","amount_cents":1000,"void":null}"#,
        "{}",
        "[]",
    ] {
        assert!(!is_routed(data), "{data}");
    }
    assert!(
        is_routed(r#"{"currency":"USD","currency":"EUR","state":"paid","amount_cents":1000}"#),
        "of a repeated name the last counts, as in JSON.parse"
    );
    assert!(!is_routed(
        r#"{"currency":"EUR","currency":"USD","state":"paid","amount_cents":1000}"#
    ));
}

#[test]
fn a_pointer_reaches_into_lists_and_odd_names() {
    for (pointer, body) in [
        ("/a/0/b", r#"{"a":[{"b":1}]}"#),
        ("/a~1b/c~0d", r#"{"a/b":{"c~d":1}}"#),
        ("/", r#"{"":1}"#),
        ("/0", "[1]"),
    ] {
        let config = with(&json!({ pointer: 1 }).to_string());
        let (calls, _) = forwarded(&config, "github", github(body.as_bytes()), body.as_bytes());
        assert_eq!(calls.len(), 1, "{pointer}");
    }
}

#[test]
fn a_body_that_cannot_be_read_meets_no_filter_and_is_kept() {
    let deep = format!("{{\"v\":{}1{}}}", "[".repeat(200), "]".repeat(200));
    let many = format!("{{\"v\":[{}1]}}", "1,".repeat(100_001));
    for condition in [
        json!({ "exists": true }),
        json!({ "exists": false }),
        json!({ "not": 1 }),
    ] {
        for body in [
            "",
            "not json",
            "{\"v\":1",
            "{\"v\":1}{}",
            deep.as_str(),
            many.as_str(),
        ] {
            assert!(!passes(&condition, body), "{condition}");
        }
        let config = with(&json!({ "/v": condition }).to_string());
        let body = b"{\"v\":\"\xff\"}";
        assert!(
            forwarded(&config, "github", github(body), body)
                .0
                .is_empty()
        );
    }
}

#[test]
fn a_form_has_texts_alone_and_they_count_as_what_they_say() {
    let routed = |condition: Value, query: &str| {
        let config = with(&json!({ "/v": condition }).to_string());
        let url = format!("https://h.example.com/in/postback?token=TOKEN&{query}");
        let by_get = !forwarded(&config, "postback", postback(&url, "GET"), b"")
            .0
            .is_empty();
        let url = "https://h.example.com/in/postback?token=TOKEN";
        let by_post = !forwarded(
            &config,
            "postback",
            postback(url, "POST"),
            format!("{query}&x=1").as_bytes(),
        )
        .0
        .is_empty();
        assert_eq!(by_get, by_post, "{query}");
        by_get
    };
    for (condition, met, unmet) in [
        (json!("a b"), "v=a+b", "v=a"),
        (json!(12.5), "v=12.50", "v=12.51"),
        (json!(1250), "v=1250", "v=1.25e3"),
        (json!(true), "v=true", "v=1"),
        (json!({ "min": 10 }), "v=10.0", "v=9"),
        (json!({ "max": 10 }), "v=-1", "v=ten"),
        (json!({ "not": 1 }), "v=2", "v=1.0"),
        (json!({ "exists": true }), "v=", "w=1"),
        (json!({ "exists": false }), "w=1", "v="),
    ] {
        assert!(routed(condition.clone(), met), "{met} meets {condition}");
        assert!(
            !routed(condition.clone(), unmet),
            "{unmet} does not meet {condition}"
        );
        assert!(
            !routed(condition.clone(), &format!("{met}&v=7&v=7")),
            "{condition}: which of two?"
        );
        assert!(!routed(json!(null), met), "nothing in a form is null");
    }
}
