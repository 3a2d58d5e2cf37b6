//! The life of one request: every answer of the host, well, badly and out of turn.

use serde_json::Value;
use waxseal::UnixMillis;
use waxseal_gateway::config::Config;
use waxseal_gateway::delivery::Turn;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::limits;
use waxseal_gateway::message::{Accepted, ReportTaken, Status};
use waxseal_gateway::outcome::Outcome;
use waxseal_gateway::problem::Answer;

use crate::support::{CONFIG, NOW, Sender, after, config, secret};

const BODY: &[u8] = br#"{"type":"commission.created"}"#;

fn svix(source: &str) -> Head {
    Sender::new("svix", "SVIX").head(source, "msg_1", BODY, NOW)
}

fn begin<'c>(config: &'c Config, source: &str, head: Head) -> (Intake<'c>, Ask) {
    Intake::begin(config, Purpose::Accept, source, head)
}

fn answer(ask: Ask) -> Answer {
    match ask {
        Ask::Answer(answer) => {
            let header = |name: &str| {
                answer
                    .headers
                    .iter()
                    .find(|(other, _)| *other == name)
                    .map(|(_, value)| value.as_str())
            };
            assert_eq!(header("cache-control"), Some("no-store"));
            if answer.status == 503 {
                assert_eq!(header("retry-after"), Some("5"));
            }
            answer
        }
        other => panic!("not an answer: {other:?}"),
    }
}

fn code(ask: Ask) -> (u16, String) {
    let answer = answer(ask);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["status"], answer.status);
    (answer.status, body["code"].as_str().unwrap().into())
}

fn status(ask: Ask) -> String {
    let answer = answer(ask);
    assert_eq!(answer.status, 200);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(body["id"].as_str().unwrap().starts_with("wx_"));
    body["status"].as_str().unwrap().into()
}

/// Brings an intake to the moment when it waits for the ledger.
fn until_accept<'c>(config: &'c Config, source: &str) -> (Intake<'c>, Ask) {
    let (mut intake, _) = begin(config, source, svix(source));
    let mut ask = intake.tell(Tell::Body(BODY.to_vec()), NOW);
    if matches!(ask, Ask::Filter { .. }) {
        ask = intake.tell(Tell::Filter(None), NOW);
    }
    (intake, ask)
}

fn accepted(status: Status, origins: &[&str]) -> Tell {
    let leases = origins
        .iter()
        .map(|origin| Turn {
            origin: (*origin).into(),
            attempt: 1,
            generation: 0,
        })
        .collect();
    Tell::Accepted(
        Accepted {
            status,
            revision: 0,
            accepted_at: NOW.0,
            leases,
        }
        .write()
        .unwrap(),
    )
}

#[test]
fn what_can_be_refused_without_the_body_is_refused_without_it() {
    let config = config(CONFIG);
    let refused = |source: &str, head: Head| code(begin(&config, source, head).1);
    assert_eq!(
        refused("nobody", svix("nobody")),
        (404, "source_unknown".into())
    );
    let insecure = Head {
        url: "http://hooks.example.com/in/svix".into(),
        ..svix("svix")
    };
    assert_eq!(
        refused("svix", insecure),
        (403, "insecure_transport".into())
    );
    for address in [None, Some("198.51.100.1"), Some("nonsense"), Some("")] {
        let head = Head {
            address: address.map(String::from),
            ..svix("listed")
        };
        assert_eq!(
            refused("listed", head),
            (403, "address_denied".into()),
            "{address:?}"
        );
    }
    assert!(matches!(
        begin(&config, "listed", svix("listed")).1,
        Ask::Body { .. }
    ));
}

#[test]
fn another_method_is_answered_with_those_that_are_allowed() {
    let config = config(CONFIG);
    let allow = |source: &str, method: &str| {
        let head = Head {
            method: method.into(),
            ..svix(source)
        };
        let answer = answer(begin(&config, source, head).1);
        assert_eq!(answer.status, 405);
        answer
            .headers
            .into_iter()
            .find(|(name, _)| *name == "allow")
            .unwrap()
            .1
    };
    assert_eq!(allow("svix", "GET"), "POST");
    assert_eq!(allow("postback", "PUT"), "GET, POST");
}

#[test]
fn plain_http_is_taken_from_the_machine_itself_only() {
    let config = config(CONFIG);
    for host in [
        "localhost:8787",
        "127.0.0.1",
        "[::1]:80",
        "127.9.9.9:1",
        "x.localhost",
    ] {
        let head = Head {
            url: format!("http://{host}/in/svix"),
            ..svix("svix")
        };
        assert!(
            matches!(begin(&config, "svix", head).1, Ask::Body { .. }),
            "{host}"
        );
    }
    for host in [
        "localhost.example.com",
        "127.0.0.1.example.com",
        "user@127.0.0.1",
        "10.0.0.1",
        "",
    ] {
        let head = Head {
            url: format!("http://{host}/in/svix"),
            ..svix("svix")
        };
        assert_eq!(
            code(begin(&config, "svix", head).1),
            (403, "insecure_transport".into()),
            "{host}"
        );
    }
}

#[test]
fn a_body_beyond_the_cap_is_refused_even_if_the_host_reads_it() {
    let config = config(CONFIG);
    let tell = |tell: Tell| {
        let (mut intake, ask) = begin(&config, "svix", svix("svix"));
        assert_eq!(
            ask,
            Ask::Body {
                cap_bytes: 1024 * 1024
            }
        );
        code(intake.tell(tell, NOW))
    };
    assert_eq!(tell(Tell::BodyTooLarge), (413, "body_too_large".into()));
    assert_eq!(
        tell(Tell::Body(vec![b'x'; limits::BODY_BYTES + 1])),
        (413, "body_too_large".into())
    );
    assert_eq!(
        tell(Tell::Body(vec![b'x'; limits::BODY_BYTES])),
        (401, "signature_mismatch".into())
    );
    assert_eq!(tell(Tell::BodyBroken), (400, "body_malformed".into()));
}

#[test]
fn no_store_is_asked_before_authentication_holds() {
    let config = config(CONFIG);
    let tell = |head: Head, body: &[u8], now: UnixMillis| {
        let (mut intake, _) = begin(&config, "svix", head);
        code(intake.tell(Tell::Body(body.to_vec()), now))
    };
    assert_eq!(
        tell(svix("svix"), b"{}", NOW),
        (401, "signature_mismatch".into())
    );
    assert_eq!(
        tell(
            Head {
                headers: vec![],
                ..svix("svix")
            },
            BODY,
            NOW
        ),
        (401, "signature_missing".into())
    );
    assert_eq!(
        tell(svix("svix"), BODY, after(NOW, 301_000)),
        (401, "timestamp_stale".into())
    );
    assert_eq!(
        tell(svix("svix"), BODY, after(NOW, -301_000)),
        (401, "timestamp_future".into())
    );
    let mut head = svix("svix");
    for (name, value) in &mut head.headers {
        if name == "svix-id" {
            *value = b"msg\r\n1".to_vec();
        }
    }
    assert_eq!(tell(head, BODY, NOW), (400, "signature_malformed".into()));
    let url = "https://hooks.example.com/in/postback?token=wrong&click_id=1";
    let head = Head {
        method: "GET".into(),
        url: url.into(),
        headers: vec![],
        ..Head::default()
    };
    let (mut intake, _) = begin(&config, "postback", head);
    assert_eq!(
        code(intake.tell(Tell::Body(vec![]), NOW)),
        (401, "token_mismatch".into())
    );
}

#[test]
fn a_try_says_the_verdict_and_touches_nothing() {
    let config = config(CONFIG);
    let (mut intake, _) = Intake::begin(&config, Purpose::Try, "svix", svix("svix"));
    let valid = answer(intake.tell(Tell::Body(BODY.to_vec()), NOW));
    assert_eq!(
        (valid.status, valid.body.as_str()),
        (200, r#"{"verdict":"valid"}"#)
    );
    assert_eq!(intake.tell(Tell::Answered, NOW), Ask::Done);
    let (mut intake, _) = Intake::begin(&config, Purpose::Try, "svix", svix("svix"));
    let refused = intake.tell(Tell::Body(b"{}".to_vec()), NOW);
    assert_eq!(code(refused), (401, "signature_mismatch".into()));
    assert_eq!(intake.tell(Tell::Answered, NOW), Ask::Done);
}

#[test]
fn the_filter_answers_only_for_the_very_content() {
    let config = config(CONFIG);
    // The marker of a finished event, as the machine itself asks to write it.
    let (mut intake, _) = until_accept(&config, "svix");
    let _ = intake.tell(accepted(Status::Accepted, &["dwh"]), NOW);
    let _ = intake.tell(Tell::Answered, NOW);
    let _ = intake.tell(
        Tell::Delivered(vec![Outcome::answer(200, None, b"", 1)]),
        NOW,
    );
    let ask = intake.tell(
        Tell::Reported(
            ReportTaken {
                all_delivered: true,
            }
            .write()
            .unwrap(),
        ),
        NOW,
    );
    let Ask::Mark {
        marker,
        budget_millis: 2_000,
    } = ask
    else {
        panic!("{ask:?}")
    };
    assert_eq!(marker.ttl_seconds, 30 * 86_400);
    assert_eq!(intake.tell(Tell::Marked, NOW), Ask::Done);

    let filter = |head: Head, body: &[u8], entry: Option<&str>| {
        let (mut intake, _) = begin(&config, "svix", head);
        let ask = intake.tell(Tell::Body(body.to_vec()), NOW);
        let Ask::Filter {
            name,
            budget_millis: 40,
        } = ask
        else {
            panic!("{ask:?}")
        };
        (
            name,
            intake.tell(Tell::Filter(entry.map(String::from)), NOW),
        )
    };
    let (name, ask) = filter(svix("svix"), BODY, Some(&marker.value));
    assert_eq!(name, marker.name);
    assert_eq!(status(ask), "duplicate");
    let other = br#"{"type":"commission.voided"}"#;
    let head = Sender::new("svix", "SVIX").head("svix", "msg_1", other, NOW);
    let (name, ask) = filter(head, other, Some(&marker.value));
    assert_eq!(name, marker.name, "the same id");
    assert!(
        matches!(ask, Ask::Accept { .. }),
        "other content is for the ledger: {ask:?}"
    );
    for entry in [
        None,
        Some(""),
        Some("1"),
        Some("garbage.0.0"),
        Some("\0.\0.\0"),
    ] {
        assert!(
            matches!(filter(svix("svix"), BODY, entry).1, Ask::Accept { .. }),
            "{entry:?}"
        );
    }
}

#[test]
fn a_filter_that_fails_costs_one_hop_and_no_answer() {
    let config = config(CONFIG);
    let (mut intake, _) = begin(&config, "svix", svix("svix"));
    let _ = intake.tell(Tell::Body(BODY.to_vec()), NOW);
    let ask = intake.tell(Tell::Fault(Fault::unavailable("KV")), NOW);
    assert!(
        matches!(
            ask,
            Ask::Accept {
                budget_millis: 4_000,
                ..
            }
        ),
        "{ask:?}"
    );
}

#[test]
fn a_source_without_kv_neither_asks_nor_marks_it() {
    let config = config(CONFIG);
    let (mut intake, _) = begin(&config, "plain", svix("plain"));
    assert!(matches!(
        intake.tell(Tell::Body(BODY.to_vec()), NOW),
        Ask::Accept { .. }
    ));
    let _ = intake.tell(accepted(Status::Accepted, &["dwh"]), NOW);
    let _ = intake.tell(Tell::Answered, NOW);
    let _ = intake.tell(
        Tell::Delivered(vec![Outcome::answer(200, None, b"", 1)]),
        NOW,
    );
    let taken = ReportTaken {
        all_delivered: true,
    }
    .write()
    .unwrap();
    assert_eq!(intake.tell(Tell::Reported(taken), NOW), Ask::Done);
}

#[test]
fn a_fault_of_ours_is_a_503_with_retry_after_and_never_anything_else() {
    let config = config(CONFIG);
    for (tell, expected) in [
        (Tell::Fault(Fault::unavailable("slow")), "store_unavailable"),
        (Tell::Fault(Fault::overloaded("full")), "store_overloaded"),
        (Tell::Fault(Fault::internal("bug")), "internal"),
        (Tell::Accepted(b"".to_vec()), "internal"),
        (Tell::Accepted(b"{}".to_vec()), "internal"),
        (
            Tell::Accepted(
                br#"{"v":9,"min":9,"status":"accepted","revision":0,"accepted_at":0}"#.to_vec(),
            ),
            "internal",
        ),
    ] {
        let (mut intake, _) = until_accept(&config, "svix");
        let ask = intake.tell(tell.clone(), NOW);
        assert!(
            !format!("{ask:?}").contains("slow"),
            "no detail in the answer"
        );
        assert_eq!(code(ask), (503, expected.into()), "{tell:?}");
        assert_eq!(intake.tell(Tell::Answered, NOW), Ask::Done);
    }
}

#[test]
fn the_ledgers_word_is_the_answer() {
    let config = config(CONFIG);
    let say = |tell: Tell| until_accept(&config, "svix").0.tell(tell, NOW);
    assert_eq!(status(say(accepted(Status::Accepted, &[]))), "accepted");
    assert_eq!(status(say(accepted(Status::Duplicate, &[]))), "duplicate");
    assert_eq!(status(say(accepted(Status::Conflict, &[]))), "conflict");
    assert_eq!(status(say(accepted(Status::Unrouted, &[]))), "unrouted");
    assert_eq!(
        code(say(accepted(Status::Refused, &[]))),
        (409, "event_conflict".into())
    );
    let ask = say(accepted(
        Status::RateLimited {
            retry_after_seconds: 7,
        },
        &[],
    ));
    let limited = answer(ask);
    assert_eq!(limited.status, 429);
    assert!(
        limited
            .headers
            .iter()
            .any(|(name, value)| name == "retry-after" && value == "7")
    );
}

#[test]
fn the_sender_is_answered_before_an_origin_is_called() {
    let config = config(CONFIG);
    let (mut intake, _) = until_accept(&config, "svix");
    let ask = intake.tell(accepted(Status::Accepted, &["crm", "gone", "dwh"]), NOW);
    assert_eq!(status(ask), "accepted");
    let Ask::Deliver(calls) = intake.tell(Tell::Answered, NOW) else {
        panic!()
    };
    let urls: Vec<&str> = calls.iter().map(|call| call.request.url.as_str()).collect();
    assert_eq!(
        urls,
        ["https://crm.example.com/in", "https://dwh.example.com/in"],
        "a removed origin is the alarm's"
    );
    assert!(calls.iter().all(|call| call.timeout_millis == 10_000));
}

#[test]
fn without_a_lease_nothing_is_called() {
    let config = config(CONFIG);
    for origins in [&[][..], &["gone"]] {
        let (mut intake, _) = until_accept(&config, "svix");
        let _ = intake.tell(accepted(Status::Duplicate, origins), NOW);
        assert_eq!(intake.tell(Tell::Answered, NOW), Ask::Done);
    }
}

#[test]
fn a_report_is_tried_three_times_and_then_left_to_the_lease() {
    let config = config(CONFIG);
    let (mut intake, _) = until_accept(&config, "svix");
    let _ = intake.tell(accepted(Status::Accepted, &["dwh"]), NOW);
    let _ = intake.tell(Tell::Answered, NOW);
    let mut ask = intake.tell(
        Tell::Delivered(vec![Outcome::answer(200, None, b"", 1)]),
        NOW,
    );
    let mut pauses = Vec::new();
    let mut messages = Vec::new();
    while let Ask::Report {
        pause_millis,
        message,
        ..
    } = ask
    {
        pauses.push(pause_millis);
        messages.push(message);
        ask = intake.tell(Tell::Fault(Fault::unavailable("")), NOW);
    }
    assert_eq!(pauses, [0, 250, 1_000]);
    assert!(
        messages.windows(2).all(|pair| pair[0] == pair[1]),
        "the same report each time"
    );
    assert_eq!(ask, Ask::Done);
}

#[test]
fn kv_is_marked_only_when_every_delivery_is_done() {
    let config = config(CONFIG);
    let report = |tell: Tell| {
        let (mut intake, _) = until_accept(&config, "svix");
        let _ = intake.tell(accepted(Status::Accepted, &["dwh"]), NOW);
        let _ = intake.tell(Tell::Answered, NOW);
        let _ = intake.tell(
            Tell::Delivered(vec![Outcome::answer(200, None, b"", 1)]),
            NOW,
        );
        intake.tell(tell, NOW)
    };
    assert_eq!(
        report(Tell::Reported(
            ReportTaken {
                all_delivered: false
            }
            .write()
            .unwrap()
        )),
        Ask::Done
    );
    assert_eq!(report(Tell::Reported(b"garbage".to_vec())), Ask::Done);
    assert!(matches!(
        report(Tell::Reported(
            ReportTaken {
                all_delivered: true
            }
            .write()
            .unwrap()
        )),
        Ask::Mark { .. }
    ));
}

#[test]
fn a_marker_ends_with_the_dedupe_window() {
    let text = CONFIG.replacen('{', r#"{ "dedupe_window": "90s", "#, 1);
    let config = Config::parse(&text, &secret).unwrap();
    let marked = |now: UnixMillis| {
        let (mut intake, _) = until_accept(&config, "svix");
        let _ = intake.tell(accepted(Status::Accepted, &["dwh"]), NOW);
        let _ = intake.tell(Tell::Answered, NOW);
        let _ = intake.tell(
            Tell::Delivered(vec![Outcome::answer(200, None, b"", 1)]),
            now,
        );
        match intake.tell(
            Tell::Reported(
                ReportTaken {
                    all_delivered: true,
                }
                .write()
                .unwrap(),
            ),
            now,
        ) {
            Ask::Mark { marker, .. } => Some(marker.ttl_seconds),
            _ => None,
        }
    };
    assert_eq!(marked(NOW), Some(90));
    assert_eq!(marked(after(NOW, 30_000)), Some(60));
    assert_eq!(
        marked(after(NOW, 31_000)),
        None,
        "KV takes no less than 60 s"
    );
    assert_eq!(marked(after(NOW, 91_000)), None);
}

#[test]
fn an_answer_to_what_was_not_asked_fails_closed_at_every_step() {
    let config = config(CONFIG);
    let wrong = [
        Tell::Body(BODY.to_vec()),
        Tell::BodyTooLarge,
        Tell::BodyBroken,
        Tell::Filter(None),
        accepted(Status::Accepted, &["dwh"]),
        Tell::Answered,
        Tell::Delivered(vec![]),
        Tell::Reported(vec![]),
        Tell::Marked,
        Tell::Fault(Fault::internal("")),
    ];
    let right = [
        Tell::Body(BODY.to_vec()),
        Tell::Filter(None),
        accepted(Status::Accepted, &["dwh"]),
        Tell::Answered,
        Tell::Delivered(vec![Outcome::timeout(10_000)]),
        Tell::Reported(
            ReportTaken {
                all_delivered: true,
            }
            .write()
            .unwrap(),
        ),
        Tell::Marked,
    ];
    for step in 0..=right.len() {
        for tell in &wrong {
            let (mut intake, mut ask) = begin(&config, "svix", svix("svix"));
            for tell in &right[..step] {
                ask = intake.tell(tell.clone(), NOW);
            }
            let is_meant = match ask {
                Ask::Limit { .. } => matches!(tell, Tell::Limit { .. } | Tell::Fault(_)),
                Ask::Body { .. } => {
                    matches!(tell, Tell::Body(_) | Tell::BodyTooLarge | Tell::BodyBroken)
                }
                Ask::Filter { .. } => matches!(tell, Tell::Filter(_) | Tell::Fault(_)),
                Ask::Accept { .. } => matches!(tell, Tell::Accepted(_) | Tell::Fault(_)),
                Ask::Answer(_) => matches!(tell, Tell::Answered),
                Ask::Deliver(_) => matches!(tell, Tell::Delivered(_)),
                Ask::Report { .. } => matches!(tell, Tell::Reported(_) | Tell::Fault(_)),
                Ask::Mark { .. } => matches!(tell, Tell::Marked | Tell::Fault(_)),
                Ask::Done => false,
            };
            if is_meant {
                continue;
            }
            let was_answered = step >= 3;
            match intake.tell(tell.clone(), NOW) {
                Ask::Done => assert!(was_answered, "step {step}, {tell:?}"),
                ask => {
                    assert!(!was_answered, "step {step}, {tell:?}");
                    assert_eq!(code(ask), (503, "internal".into()));
                }
            }
        }
    }
}

#[test]
fn too_few_outcomes_leave_the_rest_to_their_leases() {
    let config = config(CONFIG);
    let (mut intake, _) = until_accept(&config, "svix");
    let _ = intake.tell(accepted(Status::Accepted, &["crm", "dwh"]), NOW);
    let _ = intake.tell(Tell::Answered, NOW);
    let ask = intake.tell(
        Tell::Delivered(vec![Outcome::answer(200, None, b"", 1)]),
        NOW,
    );
    let Ask::Report { message, .. } = ask else {
        panic!("{ask:?}")
    };
    let message = String::from_utf8(message).unwrap();
    assert!(
        message.contains("crm") && !message.contains("dwh"),
        "{message}"
    );
}

#[test]
fn an_event_that_is_older_than_its_source_allows_is_stale() {
    let text = CONFIG.replace(
        r#""secrets": ["SVIX"], "dedupe": "ledger""#,
        r#""secrets": ["SVIX"], "dedupe": "ledger", "timestamp": "/occurred_at", "max_age": "1h""#,
    );
    let config = config(&text);
    let take = |body: &str| {
        let head = Sender::new("svix", "SVIX").head("plain", "msg_1", body.as_bytes(), NOW);
        let (mut intake, _) = begin(&config, "plain", head);
        match intake.tell(Tell::Body(body.into()), NOW) {
            Ask::Accept { .. } => (0, String::new()),
            ask => code(ask),
        }
    };
    let accepted = (0, String::new());
    assert_eq!(
        take(r#"{"occurred_at":"2025-12-31T23:00:00Z"}"#),
        accepted,
        "exactly as old as allowed"
    );
    assert_eq!(
        take(r#"{"occurred_at":"2025-12-31T22:59:59.999Z"}"#),
        (401, "timestamp_stale".into())
    );
    assert_eq!(take(r#"{"occurred_at":1767225600}"#), accepted);
    assert_eq!(
        take(r#"{"occurred_at":"yesterday"}"#),
        (400, "timestamp_malformed".into())
    );
    assert_eq!(
        take(r#"{"occurred_at":""}"#),
        (401, "timestamp_missing".into())
    );
    assert_eq!(take("{}"), (401, "timestamp_missing".into()));
    assert_eq!(take("not json"), (401, "timestamp_missing".into()));
}
