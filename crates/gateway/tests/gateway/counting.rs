//! What an isolate counts, when it tells it, and that the sums are right whatever is lost.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use waxseal::UnixMillis;
use waxseal_gateway::config::Config;
use waxseal_gateway::control::message::{Armed, Captured, Flush, Flushed};
use waxseal_gateway::counting::Counting;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::limits;
use waxseal_gateway::message::{Accepted, Status};

use crate::support::{NOW, Sender, after, config, secret};

const BODY: &[u8] = br#"{"type":"commission.created"}"#;

fn known() -> Config {
    config(
        &json!({ "sources": {
            "svix": { "scheme": "svix", "secrets": ["SVIX", "OLD"], "dedupe": "ledger" },
            "token": { "scheme": "token", "query": "t", "secrets": ["TOKEN"], "methods": ["GET", "POST"], "mask": ["/email"] },
            "header": { "scheme": "token", "header": "x-key", "secrets": ["TOKEN"] },
            "form": { "scheme": { "algorithm": "token", "signature": "form:pass" }, "secrets": ["TOKEN"], "forward_token": true },
            "json": { "scheme": { "algorithm": "token", "signature": "/auth/pass" }, "secrets": ["TOKEN"], "forward_token": true },
            "basic": { "scheme": "basic", "secrets": ["BASIC"] },
            "shadow": { "scheme": "svix", "secrets": ["SVIX"], "shadow": "log" },
        }, "origins": {} })
        .to_string(),
    )
}

fn svix(source: &str) -> Head {
    Sender::new("svix", "SVIX").head(source, "msg_1", BODY, NOW)
}

fn unsigned(source: &str) -> Head {
    Head {
        headers: Vec::new(),
        ..svix(source)
    }
}

/// Runs a request to its answer; the ledger accepts what comes to it.
fn run<'c>(config: &'c Config, source: &str, head: Head, body: &[u8]) -> Intake<'c> {
    let (mut intake, mut ask) = Intake::begin(config, Purpose::Accept, source, head);
    intake.watch();
    loop {
        ask = match ask {
            Ask::Answer(_) => return intake,
            Ask::Body { .. } => intake.tell(Tell::Body(body.to_vec()), NOW),
            Ask::Filter { .. } => intake.tell(Tell::Filter(None), NOW),
            Ask::Accept { .. } => {
                let accepted = Accepted {
                    status: Status::Unrouted,
                    revision: 0,
                    accepted_at: NOW.0,
                    leases: Vec::new(),
                };
                intake.tell(Tell::Accepted(accepted.write().unwrap()), NOW)
            }
            other => panic!("{other:?}"),
        };
    }
}

fn add(counting: &mut Counting, intake: &Intake<'_>, now: UnixMillis) {
    counting.add(intake.ended().unwrap().trace, now);
}

fn counted(flush: &Flush) -> Vec<(String, String, u64)> {
    flush
        .counts
        .iter()
        .map(|count| (count.source.clone(), count.what.clone(), count.number))
        .collect()
}

fn confirmed() -> Option<Flushed> {
    Some(Flushed::default())
}

#[test]
fn a_reject_is_counted_by_its_code_and_an_accepted_event_only_uses_its_secret() {
    let config = known();
    let mut counting = Counting::default();
    for _ in 0..3 {
        add(
            &mut counting,
            &run(&config, "svix", unsigned("svix"), BODY),
            NOW,
        );
    }
    add(
        &mut counting,
        &run(&config, "nobody-1", unsigned("x"), BODY),
        NOW,
    );
    add(
        &mut counting,
        &run(&config, "nobody-2", unsigned("x"), BODY),
        NOW,
    );
    add(
        &mut counting,
        &run(&config, "svix", svix("svix"), BODY),
        after(NOW, 5),
    );
    add(
        &mut counting,
        &run(&config, "shadow", svix("shadow"), BODY),
        after(NOW, 6),
    );
    add(
        &mut counting,
        &run(&config, "shadow", unsigned("shadow"), BODY),
        NOW,
    );
    let flush = counting.begin(&config, "one".into(), after(NOW, 61_000));
    let count = |source: &str, what: &str, number| (source.into(), what.into(), number);
    assert_eq!(
        counted(&flush),
        [
            // Names that nobody configured are one: whoever calls chooses them.
            count("", "source_unknown", 2),
            count("shadow", "shadow", 2),
            count("shadow", "signature_missing", 1),
            count("svix", "signature_missing", 3),
        ]
    );
    let uses: Vec<(&str, &str, i64)> = flush
        .uses
        .iter()
        .map(|used| (used.source.as_str(), used.secret.as_str(), used.at - NOW.0))
        .collect();
    assert_eq!(uses, [("shadow", "SVIX", 6), ("svix", "SVIX", 5)]);
    assert_eq!(
        flush.uses[1].fingerprint,
        config.source("svix").unwrap().secrets()[0].1
    );
    assert_eq!(flush.minute, (NOW.0 + 61_000) / 60_000);
    assert_eq!(flush.id, "one");
    let text = String::from_utf8(flush.write().unwrap()).unwrap();
    assert!(!text.contains(&secret("SVIX").unwrap()));
}

#[test]
fn the_secrets_are_told_once_and_again_until_that_was_confirmed() {
    let config = known();
    let mut counting = Counting::default();
    add(
        &mut counting,
        &run(&config, "svix", svix("svix"), BODY),
        NOW,
    );
    let first = counting.begin(&config, "one".into(), NOW);
    assert_eq!(first.configured.len(), 8);
    counting.end("one", None);
    assert_eq!(counting.begin(&config, "two".into(), NOW), first);
    counting.end("one", confirmed());
    assert_eq!(counting.begin(&config, "three".into(), NOW).configured, []);
}

#[test]
fn one_of_many_requests_flushes_and_not_more_often_than_every_ten_seconds() {
    let config = known();
    let mut counting = Counting::default();
    assert_eq!(counting.announce(NOW, NOW), None, "nothing happened");
    let reject = run(&config, "svix", unsigned("svix"), BODY);
    add(&mut counting, &reject, NOW);
    assert_eq!(counting.announce(NOW, NOW), Some(0), "the first at once");
    add(&mut counting, &reject, NOW);
    assert_eq!(counting.announce(NOW, NOW), None, "somebody is about to");
    let _ = counting.begin(&config, "one".into(), NOW);
    assert_eq!(
        counting.announce(after(NOW, 10), after(NOW, 10)),
        None,
        "and is not back yet"
    );
    counting.end("one", confirmed());
    assert_eq!(
        counting.announce(after(NOW, 20), after(NOW, 20)),
        None,
        "nothing happened since"
    );
    add(&mut counting, &reject, after(NOW, 3_000));
    assert_eq!(
        counting.announce(after(NOW, 3_000), after(NOW, 3_000)),
        Some(7_000),
        "who is early waits"
    );
    let _ = counting.begin(&config, "two".into(), after(NOW, 10_000));
    counting.end("two", confirmed());
    add(&mut counting, &reject, after(NOW, 60_000));
    assert_eq!(
        counting.announce(after(NOW, 60_000), after(NOW, 60_000)),
        Some(0)
    );
    // The request that was to flush ended with its isolate's patience: another takes its place.
    assert_eq!(
        counting.announce(
            after(NOW, 60_000 + limits::FLUSH_LOST_MILLIS - 1),
            after(NOW, 60_000 + limits::FLUSH_LOST_MILLIS - 1)
        ),
        None
    );
    assert_eq!(
        counting.announce(
            after(NOW, 60_000 + limits::FLUSH_LOST_MILLIS),
            after(NOW, 60_000 + limits::FLUSH_LOST_MILLIS)
        ),
        Some(0)
    );
    // A clock that went back an hour holds nothing up for longer than ten seconds.
    let _ = counting.begin(&config, "three".into(), after(NOW, 90_000));
    counting.end("three", confirmed());
    add(&mut counting, &reject, after(NOW, -3_600_000));
    assert_eq!(
        counting.announce(after(NOW, -3_600_000), after(NOW, -3_600_000)),
        Some(10_000)
    );
}

#[test]
fn nobody_announces_what_he_will_not_live_to_do() {
    let config = known();
    let mut counting = Counting::default();
    let reject = run(&config, "svix", unsigned("svix"), BODY);
    add(&mut counting, &reject, NOW);
    assert_eq!(counting.announce(NOW, NOW), Some(0));
    let _ = counting.begin(&config, "one".into(), NOW);
    counting.end("one", None);
    assert_eq!(counting.announce(NOW, after(NOW, 15_000)), Some(0));
    counting.end("one", None);
    let _ = counting.begin(&config, "one".into(), after(NOW, 15_000));
    counting.end("one", None);
    assert_eq!(
        counting.announce(NOW, after(NOW, 15_001)),
        None,
        "it would end at 29 s"
    );
    assert_eq!(
        counting.announce(after(NOW, 15_001), after(NOW, 15_001)),
        Some(9_999),
        "another request will"
    );
}

#[test]
fn a_flush_that_was_not_confirmed_is_told_again_as_it_was_and_the_rest_waits() {
    let config = known();
    let mut counting = Counting::default();
    let reject = run(&config, "svix", unsigned("svix"), BODY);
    add(&mut counting, &reject, NOW);
    assert_eq!(counting.announce(NOW, NOW), Some(0));
    let first = counting.begin(&config, "one".into(), NOW);
    add(&mut counting, &reject, NOW);
    counting.end("one", None);
    assert_eq!(
        counting.announce(NOW, NOW),
        Some(10_000),
        "it is tried again"
    );
    let again = counting.begin(&config, "two".into(), after(NOW, 10_000));
    assert_eq!(again, first, "same id, same counts");
    counting.end("one", confirmed());
    assert_eq!(
        counting.announce(after(NOW, 10_000), after(NOW, 10_000)),
        Some(10_000),
        "what came meanwhile"
    );
    let rest = counting.begin(&config, "three".into(), after(NOW, 20_000));
    assert_eq!((counted(&rest)[0].2, rest.id.as_str()), (1, "three"));
    // An answer to a message of old confirms no other one.
    counting.end("one", confirmed());
    assert_eq!(
        counting.begin(&config, "four".into(), after(NOW, 30_000)),
        rest
    );
    // The object knows an id for an hour: after that, once is better than twice.
    let late = counting.begin(&config, "five".into(), after(NOW, 20_000 + 51 * 60_000));
    assert_eq!((late.id.as_str(), late.counts.len()), ("five", 0));
}

/// The object's side, as far as sums go: it counts an id once.
#[derive(Default)]
struct Object {
    seen: BTreeSet<String>,
    sums: BTreeMap<(String, String), u64>,
}

impl Object {
    fn take(&mut self, flush: &Flush) {
        if self.seen.insert(flush.id.clone()) {
            for count in &flush.counts {
                *self
                    .sums
                    .entry((count.source.clone(), count.what.clone()))
                    .or_default() += count.number;
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Reject,
    Unknown,
    /// A flush that arrives, or not, and whose answer arrives, or not.
    Flush {
        arrives: bool,
        is_answered: bool,
    },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => Just(Act::Reject),
        1 => Just(Act::Unknown),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(arrives, is_answered)| Act::Flush { arrives, is_answered }),
    ];
    prop::collection::vec(act, 0..40)
}

proptest! {
    #[test]
    fn whatever_is_lost_on_the_way_the_sums_are_right(acts in acts()) {
        let config = known();
        let (reject, unknown) = (
            run(&config, "svix", unsigned("svix"), BODY),
            run(&config, "nobody", unsigned("x"), BODY),
        );
        let (mut counting, mut object) = (Counting::default(), Object::default());
        let mut truth = BTreeMap::new();
        let mut now = NOW;
        let flush = |counting: &mut Counting, object: &mut Object, number: usize, now: UnixMillis, arrives: bool, is_answered: bool| {
            let message = counting.begin(&config, number.to_string(), now);
            if arrives {
                object.take(&message);
            }
            counting.end(&message.id, (arrives && is_answered).then(Flushed::default));
        };
        for (number, act) in acts.into_iter().enumerate() {
            match act {
                Act::Reject => {
                    add(&mut counting, &reject, now);
                    *truth.entry(("svix".to_string(), "signature_missing".to_string())).or_default() += 1;
                }
                Act::Unknown => {
                    add(&mut counting, &unknown, now);
                    *truth.entry((String::new(), "source_unknown".to_string())).or_default() += 1;
                }
                Act::Flush { arrives, is_answered } => {
                    flush(&mut counting, &mut object, number, now, arrives, is_answered);
                }
            }
            now = after(now, 10_000);
        }
        // Twice: what was told and not confirmed, and what came since.
        flush(&mut counting, &mut object, 998, now, true, true);
        flush(&mut counting, &mut object, 999, now, true, true);
        prop_assert_eq!(object.sums, truth);
    }
}

#[test]
fn one_flush_brings_no_more_counters_than_the_object_takes() {
    let sources: BTreeMap<String, Value> = (0..256)
        .map(|number| {
            (
                format!("s{number}"),
                json!({ "scheme": "svix", "secrets": ["SVIX"], "methods": ["POST"] }),
            )
        })
        .collect();
    let config = config(&json!({ "sources": sources }).to_string());
    let mut counting = Counting::default();
    for name in sources.keys() {
        let put = Head {
            method: "PUT".into(),
            ..unsigned(name)
        };
        let plain = Head {
            url: "http://far.example.com".into(),
            ..unsigned(name)
        };
        let mut broken = unsigned(name);
        broken
            .headers
            .push(("svix-signature".into(), b"v1,!".to_vec()));
        let mut other = svix(name);
        other.headers.iter_mut().for_each(|(name, value)| {
            if name == "svix-id" {
                value.push(b'x')
            }
        });
        for head in [put, plain, broken, unsigned(name), other] {
            add(&mut counting, &run(&config, name, head, BODY), NOW);
        }
    }
    let first = counting.begin(&config, "one".into(), NOW);
    assert_eq!(first.counts.len(), limits::FLUSH_COUNTS);
    counting.end("one", confirmed());
    assert_eq!(counting.announce(NOW, NOW), Some(10_000), "the rest is due");
    let rest = counting.begin(&config, "two".into(), NOW);
    assert_eq!(first.counts.len() + rest.counts.len(), 256 * 5);
}

fn armed(source: &str, left: u32) -> Counting {
    let mut counting = Counting::default();
    let armed = Armed {
        source: source.into(),
        until: NOW.0 + 1_000,
        left,
    };
    counting.end("", Some(Flushed { armed: vec![armed] }));
    counting
}

fn capture(source: &str, head: Head, body: &[u8]) -> Captured {
    let config = known();
    let intake = run(&config, source, head, body);
    armed(source, 10)
        .capture(intake.ended().unwrap(), NOW)
        .unwrap()
}

fn body(captured: &Captured) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(&captured.body)
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn an_armed_source_is_captured_until_its_time_or_number_is_up() {
    let config = known();
    let intake = run(&config, "svix", unsigned("svix"), BODY);
    let ended = || intake.ended().unwrap();
    let mut counting = armed("svix", 2);
    assert!(counting.is_armed("svix", NOW) && !counting.is_armed("token", NOW));
    assert!(counting.capture(ended(), NOW).is_some());
    assert!(counting.capture(ended(), NOW).is_some());
    assert!(counting.capture(ended(), NOW).is_none(), "its number is up");
    assert!(
        armed("svix", 2)
            .capture(ended(), after(NOW, 1_000))
            .is_none(),
        "its time is up"
    );
    assert!(
        armed("token", 2).capture(ended(), NOW).is_none(),
        "another source"
    );
    let unknown = run(&config, "nobody", unsigned("x"), BODY);
    assert!(
        armed("", 2)
            .capture(unknown.ended().unwrap(), NOW)
            .is_none()
    );
    let mut disarmed = armed("svix", 2);
    disarmed.end("", confirmed());
    assert!(!disarmed.is_armed("svix", NOW), "the next flush says so");
}

#[test]
fn a_capture_holds_what_came_whole_and_says_how_it_ended() {
    let mut head = svix("svix");
    head.url = "https://hooks.example.com/in/svix?a=1#x".into();
    let captured = capture("svix", head.clone(), BODY);
    assert_eq!(
        (
            captured.code.as_str(),
            captured.method.as_str(),
            captured.at
        ),
        ("unrouted", "POST", NOW.0)
    );
    assert_eq!(captured.url, "https://hooks.example.com/in/svix?a=1");
    assert_eq!((body(&captured).as_bytes(), captured.is_cut), (BODY, false));
    assert_eq!(captured.address.as_deref(), Some("203.0.113.7"));
    let signature = head
        .headers
        .iter()
        .find(|(name, _)| name.ends_with("signature"))
        .unwrap();
    let seen = captured
        .headers
        .iter()
        .find(|(name, _)| *name == signature.0)
        .unwrap();
    assert_eq!(
        seen.1.as_bytes(),
        signature.1,
        "a signature is what a mismatch is found by"
    );
    let large = vec![b'x'; limits::CAPTURE_BODY_BYTES + 1];
    let captured = capture("svix", unsigned("svix"), &large);
    assert_eq!(
        (
            captured.code.as_str(),
            body(&captured).len(),
            captured.is_cut
        ),
        ("signature_missing", limits::CAPTURE_BODY_BYTES, true)
    );
    let put = Head {
        method: "PUT".into(),
        ..unsigned("svix")
    };
    let captured = capture("svix", put, BODY);
    assert_eq!(
        (
            captured.code.as_str(),
            captured.body.as_str(),
            captured.is_cut
        ),
        ("method_not_allowed", "", true)
    );
}

#[test]
fn no_secret_is_captured_wherever_it_stands() {
    let token = secret("TOKEN").unwrap();
    let with = |source: &str, query: &str, headers: &[(&str, &str)], body: &str| {
        let head = Head {
            method: "POST".into(),
            url: format!("https://hooks.example.com/in/{source}{query}"),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), value.as_bytes().to_vec()))
                .collect(),
            ..Head::default()
        };
        let captured = capture(source, head, body.as_bytes());
        let text = format!(
            "{} {}",
            String::from_utf8(captured.write().unwrap()).unwrap(),
            self::body(&captured)
        );
        assert!(!text.contains(&token) && !text.contains("s3cret"), "{text}");
        captured
    };
    let query = format!("?t={token}&a=1");
    assert_eq!(
        with("token", &query, &[], "{}").url,
        "https://hooks.example.com/in/token?t=***&a=1"
    );
    // A wrong one may be the right one of another place.
    assert_eq!(
        with("token", "?t=s3cret&api_key=s3cret", &[], "{}").url,
        "https://hooks.example.com/in/token?t=***&api_key=***"
    );
    let seen = with(
        "header",
        "",
        &[
            ("X-Key", "s3cret"),
            ("Authorization", "Bearer s3cret"),
            ("cookie", "s3cret"),
            ("x-access-token", "s3cret"),
            ("accept", "*/*"),
        ],
        "{}",
    );
    let values: Vec<&str> = seen
        .headers
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(values, ["***", "***", "***", "***", "*/*"]);
    // In the wrong place: under a name that says nothing, in the query, in the body.
    let seen = with(
        "header",
        &format!("?x={token}"),
        &[("x-other", &format!("Key {token}"))],
        &format!(r#"{{"a":"{token}","b":"{token}"}}"#),
    );
    assert_eq!(seen.url, "https://hooks.example.com/in/header?x=***");
    assert_eq!(seen.headers[0].1, "***");
    assert_eq!(body(&seen), r#"{"a":"***","b":"***"}"#);
    assert_eq!(
        body(&with("form", "", &[], "pass=s3cret&a=1")),
        "pass=***&a=1"
    );
    assert_eq!(
        body(&with(
            "json",
            "",
            &[],
            r#"{"auth":{"pass":"s3cret"},"a":1}"#
        )),
        r#"{"auth":{"pass":"***"},"a":1}"#
    );
    let unreadable = with("json", "", &[], r#"{"auth":{"pass":"s3cret"#);
    assert_eq!((unreadable.body.as_str(), unreadable.is_cut), ("", true));
}

#[test]
fn the_text_of_a_signing_secret_is_found_too_and_of_basic_the_password() {
    // Its key is what follows the prefix, decoded: a sender that is set up wrongly sends the text.
    let text = secret("SVIX").unwrap();
    let bare = text.strip_prefix("whsec_").unwrap().to_string();
    let mut head = unsigned("svix");
    head.url = format!("{}?x={bare}", head.url);
    head.headers = vec![("x-note".into(), text.clone().into_bytes())];
    let captured = capture("svix", head, format!("{{\"a\":\"{text}\"}}").as_bytes());
    assert_eq!(
        captured.headers,
        [("x-note".to_string(), "***".to_string())]
    );
    assert!(captured.url.ends_with("?x=***"), "{}", captured.url);
    assert_eq!(body(&captured), r#"{"a":"whsec_***"}"#);

    let password = secret("BASIC")
        .unwrap()
        .split_once(':')
        .unwrap()
        .1
        .to_string();
    let head = Head {
        headers: vec![("x-note".into(), password.clone().into_bytes())],
        ..unsigned("basic")
    };
    let captured = capture("basic", head, password.as_bytes());
    assert_eq!(
        (captured.headers[0].1.as_str(), body(&captured).as_str()),
        ("***", "***")
    );
}

#[test]
fn a_capture_says_that_what_is_proved_is_masked_and_not_of_anything_else() {
    let masked = |source: &str, query: &str, headers: &[(&str, &str)], body: &str| {
        let head = Head {
            method: "POST".into(),
            url: format!("https://hooks.example.com/in/{source}{query}"),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), value.as_bytes().to_vec()))
                .collect(),
            ..Head::default()
        };
        capture(source, head, body.as_bytes()).is_masked
    };
    let text = secret("SVIX").unwrap();
    assert!(!masked("svix", "?api_key=1#x", &[("cookie", "a")], "{}"));
    assert!(masked("svix", "", &[], &format!("[\"{text}\"]")));
    assert!(masked("svix", "", &[("Svix-Id", &text)], "{}"));
    assert!(masked("token", "?t=wrong", &[], "{}"));
    assert!(masked("header", "", &[("x-key", "wrong")], "{}"));
    assert!(!masked("header", "", &[("x-other", "wrong")], "{}"));
}

#[test]
fn personal_data_is_masked_in_captures_too() {
    let head = || Head {
        method: "POST".into(),
        url: "https://hooks.example.com/in/token?email=a%40b.c&id=1".into(),
        ..Head::default()
    };
    let captured = capture("token", head(), br#"{"email":"a@b.c","id":1}"#);
    assert_eq!(
        captured.url,
        "https://hooks.example.com/in/token?email=***&id=1"
    );
    assert_eq!(body(&captured), r#"{"email":"***","id":1}"#);
    let captured = capture("token", head(), b"email=a@b.c");
    assert_eq!(
        (captured.body.as_str(), captured.is_cut),
        ("", true),
        "withheld as a whole"
    );
}
