//! Shadow: a copy of what another system receives is judged, and its sender never learns how.

use serde_json::{Value, json};
use waxseal_gateway::config::Config;
use waxseal_gateway::delivery::Turn;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::message::{Accepted, Status};

use crate::support::{NOW, Sender, after, config};

const BODY: &[u8] = br#"{"type":"commission.created"}"#;

fn shadowed() -> Config {
    config(
        &json!({ "sources": {
            "log": { "scheme": "svix", "secrets": ["SVIX"], "shadow": "log", "allow_ips": ["203.0.113.0/24"] },
            "forward": { "scheme": "svix", "secrets": ["SVIX"], "shadow": "forward", "dedupe": "ledger" },
            "meta": { "scheme": "whatsapp", "secrets": ["GITHUB"], "verify_token": "VERIFY", "shadow": "log" },
        }, "origins": { "o": { "url": "https://o.example.com", "events": ["*"], "secrets": ["CRM"] } } })
        .to_string(),
    )
}

fn svix(source: &str) -> Head {
    Sender::new("svix", "SVIX").head(source, "msg_1", BODY, NOW)
}

fn forged(source: &str) -> Head {
    let mut head = svix(source);
    for (name, value) in &mut head.headers {
        if name.ends_with("-id") {
            value.push(b'x');
        }
    }
    head
}

/// The status, the body, and the line of the log.
fn said(intake: &Intake<'_>, ask: &Ask) -> (u16, String, Option<String>) {
    let Ask::Answer(answer) = ask else {
        panic!("{ask:?}")
    };
    let line = intake.ended().and_then(|ended| ended.trace.log_line());
    (answer.status, answer.body.clone(), line)
}

fn hidden(line: &str) -> (u16, String, Option<String>) {
    (200, r#"{"status":"shadow"}"#.into(), Some(line.into()))
}

fn run<'c>(config: &'c Config, source: &str, head: Head, body: Tell) -> (Intake<'c>, Ask) {
    let (mut intake, ask) = Intake::begin(config, Purpose::Accept, source, head);
    let ask = match ask {
        Ask::Body { .. } => intake.tell(body, NOW),
        other => other,
    };
    (intake, ask)
}

#[test]
fn in_shadow_whatever_fails_is_answered_200_and_nothing_is_stored() {
    let config = shadowed();
    let body = || Tell::Body(BODY.to_vec());
    let away = Head {
        address: None,
        ..svix("log")
    };
    let plain = |source: &str| Head {
        url: format!("http://hooks.example.com/in/{source}"),
        ..svix(source)
    };
    let put = |source: &str| Head {
        method: "PUT".into(),
        ..svix(source)
    };
    let cases = [
        ("log", forged("log"), body(), "signature_mismatch"),
        (
            "log",
            Head {
                headers: Vec::new(),
                ..svix("log")
            },
            body(),
            "signature_missing",
        ),
        ("log", svix("log"), Tell::BodyTooLarge, "body_too_large"),
        ("log", svix("log"), Tell::BodyBroken, "body_malformed"),
        ("log", away, body(), "address_denied"),
        ("log", plain("log"), body(), "insecure_transport"),
        ("log", put("log"), body(), "method_not_allowed"),
        ("log", svix("log"), body(), "valid"),
        ("forward", forged("forward"), body(), "signature_mismatch"),
        ("forward", put("forward"), body(), "method_not_allowed"),
    ];
    for (source, head, body, verdict) in cases {
        let (mut intake, ask) = run(&config, source, head, body);
        let line = format!("shadow {source}: {verdict}");
        assert_eq!(said(&intake, &ask), hidden(&line), "{verdict}");
        assert_eq!(
            intake.tell(Tell::Answered, NOW),
            Ask::Done,
            "nothing follows {verdict}"
        );
    }
}

#[test]
fn a_limiter_is_not_felt_in_shadow_either() {
    let config = shadowed();
    let head = Head {
        has_limiter: true,
        ..svix("log")
    };
    let (mut intake, ask) = Intake::begin(&config, Purpose::Accept, "log", head);
    assert!(matches!(ask, Ask::Limit { .. }));
    let ask = intake.tell(Tell::Limit { has_room: false }, NOW);
    assert_eq!(said(&intake, &ask), hidden("shadow log: rate_limited"));
}

#[test]
fn what_is_genuine_goes_the_normal_way_in_forward_and_faults_of_ours_are_503() {
    let config = shadowed();
    let begin = || {
        run(
            &config,
            "forward",
            svix("forward"),
            Tell::Body(BODY.to_vec()),
        )
    };
    let (mut intake, ask) = begin();
    assert!(matches!(ask, Ask::Accept { .. }), "{ask:?}");
    let accepted = |status, leases| {
        let accepted = Accepted {
            status,
            revision: 0,
            accepted_at: NOW.0,
            leases,
        };
        Tell::Accepted(accepted.write().unwrap())
    };
    let turn = Turn {
        origin: "o".into(),
        attempt: 1,
        generation: 0,
    };
    let ask = intake.tell(accepted(Status::Accepted, vec![turn]), NOW);
    let (status, body, line) = said(&intake, &ask);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status, body["status"].as_str(), line),
        (200, Some("accepted"), None)
    );
    assert!(matches!(intake.tell(Tell::Answered, NOW), Ask::Deliver(_)));

    let (mut intake, _) = begin();
    let ask = intake.tell(Tell::Fault(Fault::unavailable("down")), NOW);
    assert_eq!(said(&intake, &ask).0, 503, "the sender must repeat it");
    let (mut intake, _) = begin();
    let full = Status::RateLimited {
        retry_after_seconds: 7,
    };
    let ask = intake.tell(accepted(full, Vec::new()), NOW);
    assert_eq!(
        said(&intake, &ask).0,
        429,
        "a genuine event that is not stored must come again"
    );
}

#[test]
fn a_handshake_is_answered_in_shadow_and_a_trial_told_the_truth() {
    let config = shadowed();
    let token = ["meaty", "hamhock"].concat();
    let asked = |token: &str| Head {
        method: "GET".into(),
        url: format!(
            "https://hooks.example.com/in/meta?hub.mode=subscribe&hub.verify_token={token}&hub.challenge=42"
        ),
        ..Head::default()
    };
    let (intake, ask) = run(&config, "meta", asked(&token), Tell::Body(Vec::new()));
    assert_eq!(said(&intake, &ask), (200, "42".into(), None));
    let (intake, ask) = run(&config, "meta", asked("wrong"), Tell::Body(Vec::new()));
    assert_eq!(said(&intake, &ask), hidden("shadow meta: token_mismatch"));

    let (mut intake, _) = Intake::begin(&config, Purpose::Try, "log", forged("log"));
    let ask = intake.tell(Tell::Body(BODY.to_vec()), NOW);
    let Ask::Answer(answer) = ask else {
        panic!("{ask:?}")
    };
    assert_eq!(answer.status, 401);
    assert!(intake.ended().is_none(), "a trial is counted nowhere");
}

#[test]
fn a_stale_event_is_no_genuine_one() {
    let config = shadowed();
    let (mut intake, _) = Intake::begin(&config, Purpose::Accept, "forward", svix("forward"));
    let ask = intake.tell(Tell::Body(BODY.to_vec()), after(NOW, 3_600_000));
    assert_eq!(
        said(&intake, &ask),
        hidden("shadow forward: timestamp_stale")
    );
}

#[test]
fn shadow_has_two_words() {
    let whole = json!({ "sources": { "s": { "scheme": "github", "secrets": ["GITHUB"], "shadow": true } } });
    let said = Config::parse(&whole.to_string(), &crate::support::secret).unwrap_err();
    assert_eq!(
        said.to_string(),
        "/sources/s/shadow: must be one of log, forward (scheme_invalid)"
    );
}
