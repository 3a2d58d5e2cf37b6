//! What vendors ask before they send events: answered at once, without a
//! store, and never in a way that helps to forge an event (I6, I14, I17).

use waxseal::UnixMillis;
use waxseal_gateway::config::Config;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::problem::Answer;

use crate::support::{NOW, Sender, after, config};

const CONFIG: &str = r#"{
  "sources": {
    "meta": { "scheme": "meta", "secrets": ["GITHUB"], "verify_token": "VERIFY" },
    "x": { "scheme": "x", "secrets": ["GITHUB"] },
    "zoom": { "scheme": "zoom", "secrets": ["GITHUB"] },
    "slack": { "scheme": "slack", "secrets": ["GITHUB"] },
    "dropbox": { "scheme": "dropbox", "secrets": ["GITHUB"] },
    "asana": { "scheme": "asana", "secrets": ["GITHUB"] },
    "trello": { "scheme": "trello", "secrets": ["GITHUB"] },
    "shop": { "scheme": "woocommerce", "secrets": ["GITHUB"] },
    "strava": { "scheme": "strava", "accept_unsigned": true, "verify_token": "VERIFY", "methods": ["GET", "POST"] },
    "listed": { "scheme": "dropbox", "secrets": ["GITHUB"], "allow_ips": ["203.0.113.0/24"] },
    "own": { "secrets": ["GITHUB"], "scheme": { "signature": "header:x-sig", "message": "v0:{body}",
      "handshake": ["GET if query:a header cache-control={query:a}", "PUT if query:b json c={query:b} d=x-{hmac-hex:query:b}"] } },
  },
}"#;

fn head(source: &str, method: &str, query: &str) -> Head {
    Head {
        method: method.into(),
        url: format!("https://hooks.example.com/in/{source}{query}"),
        headers: Vec::new(),
        address: Some("203.0.113.7".into()),
        ..Head::default()
    }
}

/// Drives a request to its answer. A store that is asked for fails the test.
fn run(config: &Config, purpose: Purpose, source: &str, head: Head, body: &[u8]) -> (Answer, bool) {
    run_at(config, purpose, source, head, body, NOW)
}

fn run_at(
    config: &Config,
    purpose: Purpose,
    source: &str,
    head: Head,
    body: &[u8],
    now: UnixMillis,
) -> (Answer, bool) {
    let (mut intake, mut ask) = Intake::begin(config, purpose, source, head);
    if matches!(ask, Ask::Body { .. }) {
        ask = intake.tell(Tell::Body(body.to_vec()), now);
    }
    let Ask::Answer(answer) = ask else {
        panic!("a store was asked: {ask:?}");
    };
    assert_eq!(intake.tell(Tell::Answered, now), Ask::Done);
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(values(&answer, name), [value], "{name}");
    }
    (answer, intake.is_handshake())
}

fn values<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let named = answer.headers.iter().filter(|(other, _)| other == name);
    named.map(|(_, value)| value.as_str()).collect()
}

/// Asks as a vendor does, and returns status, media type and body.
fn ask(source: &str, method: &str, query: &str) -> (u16, String, String) {
    let config = config(CONFIG);
    let head = head(source, method, query);
    let (answer, is_handshake) = run(&config, Purpose::Accept, source, head, b"");
    assert_eq!(is_handshake, answer.status == 200);
    let media = values(&answer, "content-type").concat();
    (answer.status, media, answer.body)
}

fn code(answer: &Answer) -> String {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    format!("{} {}", answer.status, body["code"].as_str().unwrap())
}

fn refused(source: &str, method: &str, query: &str) -> String {
    let config = config(CONFIG);
    let (answer, is_handshake) = run(
        &config,
        Purpose::Accept,
        source,
        head(source, method, query),
        b"",
    );
    assert!(!is_handshake);
    code(&answer)
}

const TEXT: &str = "text/plain; charset=utf-8";

#[test]
fn meta_gets_its_challenge_for_the_verify_token_and_nothing_else() {
    let query = |token: &str| {
        format!("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}")
    };
    assert_eq!(
        ask("meta", "GET", &query("meatyhamhock")),
        (200, TEXT.into(), "1158201444".into())
    );
    assert_eq!(
        refused("meta", "GET", &query("other")),
        "401 token_mismatch"
    );
    assert_eq!(refused("meta", "GET", &query("")), "401 token_missing");
    assert_eq!(
        refused("meta", "GET", "?hub.mode=subscribe&hub.challenge=1"),
        "401 token_missing"
    );
    // A challenge that a browser could read as something else is not echoed.
    let script = query("meatyhamhock").replace("1158201444", "%22%3E%0D%0Aa:b");
    assert_eq!(refused("meta", "GET", &script), "400 signature_malformed");
}

#[test]
fn a_source_that_takes_post_alone_is_asked_by_get_and_takes_no_event_so() {
    let config = config(CONFIG);
    for query in ["", "?hub.mode=unsubscribe", "?hub.challenge=1"] {
        let (answer, _) = run(
            &config,
            Purpose::Accept,
            "meta",
            head("meta", "GET", query),
            b"",
        );
        assert_eq!(code(&answer), "405 method_not_allowed", "{query}");
        assert_eq!(values(&answer, "allow"), ["POST"]);
    }
    for method in ["PUT", "HEAD", "DELETE", "get"] {
        assert_eq!(
            refused("meta", method, "?hub.mode=subscribe"),
            "405 method_not_allowed"
        );
    }
}

#[test]
fn x_gets_the_mac_of_its_challenge() {
    let query = "?crc_token=9b4507b3-9040-4669-9ca3-6b94edb50553";
    let key = ["0123456789abcdef", "0123456789abcdef"].concat();
    let tag = waxseal::hmac_sha256(key.as_bytes(), &[b"9b4507b3-9040-4669-9ca3-6b94edb50553"]);
    use base64::Engine as _;
    let tag = base64::engine::general_purpose::STANDARD.encode(tag);
    assert_eq!(
        ask("x", "GET", query),
        (
            200,
            "application/json".into(),
            format!(r#"{{"response_token":"sha256={tag}"}}"#)
        )
    );
}

#[test]
fn x_signs_no_text_that_an_event_could_be() {
    for body in [
        "{\"id\":1}",
        "{}",
        "[1]",
        "\"a\"",
        "a=b",
        "a b",
        "1.5",
        "{",
        "",
    ] {
        let escaped: String = body.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = refused("x", "GET", &format!("?crc_token={escaped}"));
        let expected = if body.is_empty() {
            "405 method_not_allowed"
        } else {
            "400 signature_malformed"
        };
        assert_eq!(answer, expected, "{body}");
    }
    let long = "a".repeat(129);
    assert_eq!(
        refused("x", "GET", &format!("?crc_token={long}")),
        "400 signature_malformed"
    );
}

#[test]
fn what_x_signs_for_anybody_is_no_event() {
    for text in ["true", "12345", "evil"] {
        let (_, _, body) = ask("x", "GET", &format!("?crc_token={text}"));
        let tag = body.strip_prefix(r#"{"response_token":""#).unwrap();
        let tag = tag.strip_suffix(r#""}"#).unwrap();
        let forged = Head {
            headers: vec![("x-twitter-webhooks-signature".into(), tag.into())],
            ..head("x", "POST", "")
        };
        let (answer, _) = run(
            &config(CONFIG),
            Purpose::Accept,
            "x",
            forged,
            text.as_bytes(),
        );
        assert_eq!(code(&answer), "400 signature_malformed", "{text}");
    }
}

/// A signed challenge is answered after its signature holds.
fn signed_first(source: &'static str, body: &str, expected: &str) {
    let config = config(CONFIG);
    let sender = Sender::new(source, "GITHUB");
    let genuine = || sender.head(source, "msg_1", body.as_bytes(), NOW);
    let (answer, is_handshake) = run(&config, Purpose::Accept, source, genuine(), body.as_bytes());
    assert!(is_handshake);
    assert_eq!((answer.status, answer.body.as_str()), (200, expected));

    let unsigned = head(source, "POST", "");
    let (answer, _) = run(&config, Purpose::Accept, source, unsigned, body.as_bytes());
    assert_eq!(code(&answer), "401 signature_missing");
    let altered = body.replace("abc", "abd");
    let (answer, _) = run(
        &config,
        Purpose::Accept,
        source,
        genuine(),
        altered.as_bytes(),
    );
    assert_eq!(code(&answer), "401 signature_mismatch");
    assert!(!answer.body.contains("abd"));
    let late = after(NOW, 301_000);
    let (answer, _) = run_at(
        &config,
        Purpose::Accept,
        source,
        genuine(),
        body.as_bytes(),
        late,
    );
    assert_eq!(code(&answer), "401 timestamp_stale");
}

#[test]
fn slack_is_verified_before_it_is_answered() {
    signed_first(
        "slack",
        r#"{"type":"url_verification","challenge":"abc"}"#,
        "abc",
    );
}

#[test]
fn zoom_is_verified_before_its_token_is_signed() {
    let key = ["0123456789abcdef", "0123456789abcdef"].concat();
    let tag = waxseal::hmac_sha256(key.as_bytes(), &[b"abc"]);
    let tag: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
    signed_first(
        "zoom",
        r#"{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}"#,
        &format!(r#"{{"plainToken":"abc","encryptedToken":"{tag}"}}"#),
    );
}

#[test]
fn zoom_signs_no_text_that_has_the_form_of_its_messages() {
    let body = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"v0:1:abc"}}"#;
    let head = Sender::new("zoom", "GITHUB").head("zoom", "msg_1", body.as_bytes(), NOW);
    let (answer, _) = run(
        &config(CONFIG),
        Purpose::Accept,
        "zoom",
        head,
        body.as_bytes(),
    );
    assert_eq!(code(&answer), "400 signature_malformed");
}

#[test]
fn dropbox_and_asana_get_back_what_they_sent_and_trello_gets_nothing() {
    assert_eq!(
        ask("dropbox", "GET", "?challenge=aZ_9"),
        (200, TEXT.into(), "aZ_9".into())
    );
    assert_eq!(ask("trello", "HEAD", ""), (200, TEXT.into(), String::new()));
    let config = config(CONFIG);
    let asked = Head {
        headers: vec![("x-hook-secret".into(), b"abc".to_vec())],
        ..head("asana", "POST", "")
    };
    let (answer, is_handshake) = run(&config, Purpose::Accept, "asana", asked, b"");
    assert!(is_handshake);
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert_eq!(values(&answer, "x-hook-secret"), ["abc"]);
}

#[test]
fn an_event_is_no_handshake_whatever_its_text_says() {
    let config = config(CONFIG);
    let order = br#"{"id":1,"note":"x&webhook_id=7&y"}"#;
    let head = Sender::new("woocommerce", "GITHUB").head("shop", "1", order, NOW);
    let (mut intake, _) = Intake::begin(&config, Purpose::Accept, "shop", head);
    let asked = intake.tell(Tell::Body(order.to_vec()), NOW);
    assert!(matches!(asked, Ask::Filter { .. }), "{asked:?}");
    assert!(!intake.is_handshake());
}

#[test]
fn a_sender_that_proves_nothing_still_asks_with_its_token() {
    let right = "?hub.mode=subscribe&hub.challenge=c1&hub.verify_token=meatyhamhock";
    assert_eq!(
        ask("strava", "GET", right),
        (
            200,
            "application/json".into(),
            r#"{"hub.challenge":"c1"}"#.into()
        )
    );
    let wrong = right.replace("hamhock", "ham");
    assert_eq!(refused("strava", "GET", &wrong), "401 token_mismatch");
}

#[test]
fn addresses_and_transport_are_checked_before_a_handshake() {
    let config = config(CONFIG);
    let asked = |address: &str, url: &str| {
        let head = Head {
            address: Some(address.into()),
            url: url.into(),
            ..head("listed", "GET", "")
        };
        let (answer, _) = run(&config, Purpose::Accept, "listed", head, b"");
        answer
    };
    let url = "https://hooks.example.com/in/listed?challenge=abc";
    assert_eq!(asked("203.0.113.9", url).body, "abc");
    assert_eq!(code(&asked("198.51.100.1", url)), "403 address_denied");
    let plain = url.replace("https", "http");
    assert_eq!(
        code(&asked("203.0.113.9", &plain)),
        "403 insecure_transport"
    );
}

#[test]
fn a_trial_is_told_that_it_is_a_handshake_and_gets_no_answer_to_it() {
    let config = config(CONFIG);
    let tried = |source: &str, query: &str| {
        run(
            &config,
            Purpose::Try,
            source,
            head(source, "GET", query),
            b"",
        )
        .0
    };
    let answer = tried("x", "?crc_token=abc");
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, r#"{"verdict":"handshake"}"#)
    );
    let wrong = tried(
        "meta",
        "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=x",
    );
    assert_eq!(code(&wrong), "401 token_mismatch");
}

#[test]
fn a_rule_of_ones_own_takes_no_guard_away() {
    let config = config(CONFIG);
    let (answer, _) = run(
        &config,
        Purpose::Accept,
        "own",
        head("own", "GET", "?a=public"),
        b"",
    );
    assert_eq!(
        (answer.status, values(&answer, "cache-control")),
        (200, vec!["no-store"])
    );
    let (status, _, body) = ask("own", "PUT", "?b=abc");
    assert_eq!(status, 200);
    assert!(body.starts_with(r#"{"c":"abc","d":"x-"#), "{body}");
}
