//! Secrets that a request carries never come back: not by Debug, not by an origin's answer, not by
//! what the host says of a failed connection.

use waxseal_gateway::config::Config;
use waxseal_gateway::forward::Call;
use waxseal_gateway::intake::{Ask, Intake, Purpose, Tell};
use waxseal_gateway::ledger::{self, Memory};
use waxseal_gateway::limits::RESPONSE_KEPT_BYTES;
use waxseal_gateway::outcome::{Outcome, Received};
use waxseal_gateway::read::EventView;

use crate::forward::{forwarded, header, to};
use crate::support::{Database, NOW, Sender, config, secret};

const TEXT: &str = r#"{
  "sources": { "shop": { "scheme": "affiliatebase", "secrets": ["AFFILIATEBASE"] } },
  "origins": {
    "crm": { "url": "https://crm.example.com/in?key={secret:BASIC}", "events": ["*"], "secrets": ["CRM"],
      "headers": { "authorization": "Bearer {secret:TOKEN}", "x-both": "{secret:CRM_KEY}/{secret:TOKEN}" } },
    "network": { "postback": "https://t.example.com/{secret:CRM_KEY}?key={secret:BASIC}", "events": ["*"] },
    "team": { "url": "{secret:SLACK_URL}", "format": "slack", "text": "x", "events": ["*"] },
  },
}"#;

const BODY: &[u8] = br#"{"id":"evt_1","type":"payout.failed"}"#;

fn calls(config: &Config) -> Vec<Call> {
    let head = Sender::new("affiliatebase", "AFFILIATEBASE").head("shop", "evt_1", BODY, NOW);
    forwarded(config, "shop", head, BODY).0
}

/// Every spelling in which a secret of the configuration could show.
fn needles() -> Vec<String> {
    let url = secret("SLACK_URL").unwrap();
    let path = url.split_once(".com").unwrap().1.to_owned();
    let mut needles = vec![url, path, "T00000000".into(), "XXXXXXXX".into()];
    for name in ["BASIC", "TOKEN", "CRM_KEY", "CRM"] {
        let text = secret(name).unwrap();
        needles.push(text.replace(':', "%3A"));
        needles.push(text.replace(':', "%3a"));
        needles.push(text);
    }
    needles
}

fn check(shown: &str) {
    for needle in needles() {
        assert!(!shown.contains(&needle), "{needle} in {shown}");
    }
}

#[test]
fn the_requests_do_carry_them() {
    let calls = calls(&config(TEXT));
    let token = secret("TOKEN").unwrap();
    assert_eq!(
        header(to(&calls, "crm"), "authorization"),
        Some(format!("Bearer {token}").as_str())
    );
    assert!(
        to(&calls, "crm")
            .request
            .url
            .ends_with("?key=acme%3A0123456789abcdef")
    );
    assert!(
        to(&calls, "network")
            .request
            .url
            .contains("/crm-key?key=acme%3A")
    );
    assert_eq!(to(&calls, "team").request.url, secret("SLACK_URL").unwrap());
}

#[test]
fn debug_shows_none_of_them() {
    let config = config(TEXT);
    let calls = calls(&config);
    check(&format!("{config:?}"));
    check(&format!("{calls:?}"));
    check(&format!("{:#?}", Ask::Deliver(calls)));
}

/// Answers as servers do that echo what they got.
fn echoes(call: &Call) -> Vec<String> {
    let url = &call.request.url;
    let path = url.split_once("://").unwrap().1.split_once('/').unwrap().1;
    let headers: String = call
        .request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    vec![
        format!("<pre>Cannot GET /{path}</pre>"),
        format!("<pre>Cannot GET /{}</pre>", path.replace('&', "&amp;")),
        format!(
            "{{\"url\":\"{url}\",\"headers\":\"{}\"}}",
            headers.replace('\n', " ")
        ),
        format!("{{\"path\":\"\\/{}\"}}", path.replace('/', "\\/")),
        format!("GET /{} HTTP/1.1\n{headers}", path.replace("%3A", ":")),
        format!("GET /{} HTTP/1.1", path.replace("%3A", "%3a")),
    ]
}

fn told(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).unwrap() + &format!("{outcome:?}")
}

#[test]
fn an_answer_that_echoes_them_is_kept_without_them() {
    for call in calls(&config(TEXT)) {
        for echo in echoes(&call) {
            let outcome = call.answered(404, Some(echo.clone()), echo.as_bytes(), 3);
            check(&told(&outcome));
            let Received::Answer { body, .. } = &outcome.received else {
                panic!("{outcome:?}")
            };
            assert!(body.contains("[secret]"), "{body}");
            assert!(
                !body.is_empty() && body.len() <= RESPONSE_KEPT_BYTES + "[secret]".len(),
                "{body}"
            );
        }
    }
}

#[test]
fn an_answer_that_is_cut_within_one_keeps_no_part_of_it() {
    let calls = calls(&config(TEXT));
    let call = to(&calls, "crm");
    let token = secret("TOKEN").unwrap();
    for kept in 4..token.len() {
        let mut body = vec![b'.'; RESPONSE_KEPT_BYTES - kept];
        body.extend_from_slice(&token.as_bytes()[..kept]);
        let outcome = call.answered(500, None, &body, 3);
        let Received::Answer { body, .. } = &outcome.received else {
            panic!("{outcome:?}")
        };
        assert!(!body.contains(&token[..kept]), "{kept}: {body}");
    }
}

#[test]
fn what_the_host_says_of_a_failure_is_kept_without_them() {
    for call in calls(&config(TEXT)) {
        let url = &call.request.url;
        for said in [
            format!("Invalid URL: {url}"),
            format!("connect to {} failed", url.trim_start_matches("https://")),
            "Network connection lost.".into(),
        ] {
            let outcome = call.failed(&said, 3);
            check(&told(&outcome));
        }
        let outcome = call.failed("Network connection lost.", 3);
        assert!(told(&outcome).contains("Network connection lost."));
    }
}

#[test]
fn neither_ledger_nor_event_log_holds_them() {
    let config = config(TEXT);
    let mut database = Database::new();
    let head = Sender::new("affiliatebase", "AFFILIATEBASE").head("shop", "evt_1", BODY, NOW);
    let (mut intake, _) = Intake::begin(&config, Purpose::Accept, "shop", head);
    let mut ask = intake.tell(Tell::Body(BODY.to_vec()), NOW);
    if matches!(ask, Ask::Filter { .. }) {
        ask = intake.tell(Tell::Filter(None), NOW);
    }
    let Ask::Accept { message, .. } = ask else {
        panic!("{ask:?}")
    };
    check(&String::from_utf8_lossy(&message));
    let mut memory = Memory::default();
    let bytes = database
        .transaction(|sql| ledger::accept(sql, &config, &mut memory, &message, NOW))
        .unwrap();
    check(&String::from_utf8_lossy(&bytes));
    let _ = intake.tell(Tell::Accepted(bytes), NOW);
    let Ask::Deliver(calls) = intake.tell(Tell::Answered, NOW) else {
        panic!("no calls")
    };
    let outcomes = calls
        .iter()
        .map(|call| call.answered(500, None, echoes(call).concat().as_bytes(), 1))
        .collect();
    let Ask::Report { message, .. } = intake.tell(Tell::Delivered(outcomes), NOW) else {
        panic!("no report")
    };
    check(&String::from_utf8_lossy(&message));
    database
        .transaction(|sql| ledger::report(sql, &config, &mut memory, &message, NOW, 0))
        .unwrap();
    let row = ledger::page_after(&mut database, 0).unwrap().rows.remove(0);
    check(&row.write_packed().unwrap());
    check(&serde_json::to_string(&EventView::of(&row)).unwrap());
}
