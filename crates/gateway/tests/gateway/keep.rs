//! What is kept of a request beside what was signed: headers, size, and the name of its secret.

use serde_json::{Value, json};
use waxseal_gateway::config::Config;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};
use waxseal_gateway::limits;
use waxseal_gateway::message::Accept;

use crate::support::{NOW, Sender, secret};

fn parse(source: &Value) -> Result<Config, String> {
    let whole = json!({ "sources": { "s": source } }).to_string();
    Config::parse(&whole, &secret).map_err(|invalid| invalid.to_string())
}

fn github(more: &Value) -> Value {
    let mut source = json!({ "scheme": "github", "secrets": ["GITHUB"] });
    let members = more.as_object().unwrap().clone();
    source.as_object_mut().unwrap().extend(members);
    source
}

fn facts(config: &Config, head: Head, body: &[u8]) -> Value {
    let (mut intake, _) = Intake::begin(config, Purpose::Accept, "s", head);
    let mut ask = intake.tell(Tell::Body(body.to_vec()), NOW);
    if matches!(ask, Ask::Filter { .. }) {
        ask = intake.tell(Tell::Filter(None), NOW);
    }
    let Ask::Accept { message, .. } = ask else {
        panic!("{ask:?}")
    };
    let (accept, _) = Accept::parse(&message).unwrap();
    serde_json::to_value(&accept).unwrap()["facts"].take()
}

#[test]
fn headers_that_nobody_signed_are_kept_by_name_under_a_name_that_says_so() {
    let config = parse(&github(
        &json!({ "keep_headers": ["X-Request-Id", "traceparent", "x-github-event"] }),
    ))
    .unwrap();
    let mut head = Sender::new("github", "GITHUB").head("s", "1", b"{}", NOW);
    head.headers.push(("x-request-ID".into(), b"r-1".to_vec()));
    head.headers.push((
        "traceparent".into(),
        vec![b'x'; limits::KEPT_HEADER_BYTES + 1],
    ));
    head.headers.push(("x-other".into(), b"no".to_vec()));
    let facts = facts(&config, head, b"{}");
    let kept: Vec<(&str, &str)> = facts["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
        .collect();
    assert!(
        kept.contains(&("waxseal-original-x-request-id", "r-1")),
        "{kept:?}"
    );
    let named = |name: &str| {
        kept.iter()
            .filter(|(other, _)| other.ends_with(name))
            .count()
    };
    assert_eq!(
        named("x-github-event"),
        1,
        "what the scheme reads is not kept twice"
    );
    assert_eq!((named("traceparent"), named("x-other")), (0, 0), "{kept:?}");
}

#[test]
fn no_secret_and_nothing_of_the_connection_is_kept() {
    let said = |source: &Value, name: &str| {
        let mut source = source.clone();
        source["keep_headers"] = json!([name]);
        parse(&source)
            .map(|_| String::new())
            .unwrap_or_else(|said| said)
    };
    let at = "/sources/s/keep_headers/0: ";
    let token = json!({ "scheme": "token", "header": "X-Api-Key", "secrets": ["TOKEN"] });
    for (source, name) in [
        (github(&json!({})), "Authorization"),
        (github(&json!({})), "cookie"),
        (github(&json!({})), "Proxy-Authorization"),
        (token.clone(), "x-api-key"),
        (
            json!({ "scheme": "basic", "secrets": ["BASIC"] }),
            "authorization",
        ),
    ] {
        let expected =
            format!("{at}holds a secret, which is neither stored nor forwarded (config_invalid)");
        assert_eq!(said(&source, name), expected, "{name}");
    }
    for name in [
        "connection",
        "Host",
        "TE",
        "transfer-encoding",
        "upgrade",
        "keep-alive",
        "trailer",
    ] {
        let expected =
            format!("{at}belongs to the connection and says nothing of the event (config_invalid)");
        assert_eq!(said(&github(&json!({})), name), expected, "{name}");
    }
    assert_eq!(
        said(&token, "Content-Type"),
        format!("{at}is forwarded under its own name (config_invalid)")
    );
    assert_eq!(
        said(&token, "x y"),
        format!("{at}must be the name of a header (config_invalid)")
    );
    let twice = parse(&github(&json!({ "keep_headers": ["a", "A"] }))).unwrap_err();
    assert_eq!(
        twice,
        "/sources/s/keep_headers/1: stands there twice (config_invalid)"
    );
    let many: Vec<String> = (0..17).map(|number| format!("x-{number}")).collect();
    let said = parse(&github(&json!({ "keep_headers": many }))).unwrap_err();
    assert_eq!(
        said,
        "/sources/s/keep_headers: has more than 16 names (config_invalid)"
    );
    assert!(parse(&github(&json!({ "keep_headers": many[..16] }))).is_ok());
}

/// The cap that an intake asks for, and what becomes of so many bytes.
fn sized(source: &Value, bytes: usize) -> (usize, String) {
    let config = parse(source).unwrap();
    let body = vec![b'x'; bytes];
    let head = Sender::new("github", "GITHUB").head("s", "1", &body, NOW);
    let (mut intake, ask) = Intake::begin(&config, Purpose::Try, "s", head);
    let Ask::Body { cap_bytes } = ask else {
        panic!("{ask:?}")
    };
    let Ask::Answer(answer) = intake.tell(Tell::Body(body), NOW) else {
        panic!()
    };
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let said = if answer.status == 200 {
        &body["verdict"]
    } else {
        &body["code"]
    };
    (cap_bytes, said.as_str().unwrap().into())
}

#[test]
fn a_body_is_taken_up_to_the_size_that_its_source_says() {
    const MIB: usize = 1024 * 1024;
    let with = |size: &str| github(&json!({ "max_body": size }));
    assert_eq!(sized(&github(&json!({})), MIB), (MIB, "valid".into()));
    assert_eq!(
        sized(&github(&json!({})), MIB + 1),
        (MIB, "body_too_large".into())
    );
    assert_eq!(sized(&with("2KB"), 2048), (2048, "valid".into()));
    assert_eq!(sized(&with("2KB"), 2049), (2048, "body_too_large".into()));
    assert_eq!(sized(&with("9B"), 9), (9, "valid".into()));
    assert_eq!(sized(&with("5MB"), 5 * MIB), (5 * MIB, "valid".into()));
    assert_eq!(
        sized(&with("5MB"), 5 * MIB + 1),
        (5 * MIB, "body_too_large".into())
    );
}

#[test]
fn a_large_body_is_checked_against_old_and_new_while_they_rotate() {
    const BYTES: usize = 5 * 1024 * 1024;
    // Without its own budget, five MiB would be tried with the first secret alone.
    let source = json!({ "scheme": "github", "secrets": ["TOKEN", "GITHUB"], "max_body": "5MB" });
    assert_eq!(sized(&source, BYTES), (BYTES, "valid".into()));
}

#[test]
fn a_size_is_a_number_with_a_unit_within_what_can_be_held() {
    let said = |size: Value| {
        parse(&github(&json!({ "max_body": size })))
            .map(|_| ())
            .unwrap_err()
    };
    let at = "/sources/s/max_body: ";
    for wrong in [
        "",
        "4",
        "MB",
        "4mb",
        "4 MB",
        "4MiB",
        "-1KB",
        "1.5MB",
        "4GB",
        "99999999999999999999MB",
        "9007199254740993MB9",
        "18446744073709551615MB",
    ] {
        let expected = format!(
            "{at}{wrong:?} is no size: write a number and B, KB or MB, such as \"512KB\" (scheme_invalid)"
        );
        assert_eq!(said(json!(wrong)), expected, "{wrong}");
    }
    assert_eq!(
        said(json!(4096)),
        format!("{at}must be a size such as \"512KB\" (scheme_invalid)")
    );
    for wrong in ["0B", "17MB", "16385KB"] {
        assert_eq!(
            said(json!(wrong)),
            format!("{at}must be between 1B and 16MB (config_invalid)"),
            "{wrong}"
        );
    }
    assert!(parse(&github(&json!({ "max_body": "16MB" }))).is_ok());
    // Its signature is made of what stands in the body.
    let read = json!({ "scheme": "mailgun", "secrets": ["GITHUB"], "max_body": "2MB" });
    let said = parse(&read).unwrap_err();
    assert_eq!(
        said,
        format!(
            "{at}must be 1MB or less: mailgun is verified by what stands in the body, which is read up to there (config_invalid)"
        )
    );
}

#[test]
fn of_several_named_secrets_the_event_says_which_proved_it() {
    let config = parse(&json!({ "scheme": "token", "header": "x-api-key", "secrets": ["TOKEN", "MISSING?", "GITHUB"] })).unwrap();
    let with = |name: &str| Head {
        method: "POST".into(),
        url: "https://hooks.example.com/in/s".into(),
        headers: vec![("x-api-key".into(), secret(name).unwrap().into_bytes())],
        ..Head::default()
    };
    for name in ["TOKEN", "GITHUB"] {
        let facts = facts(&config, with(name), b"{}");
        assert_eq!(facts["secret_name"], json!(name));
        assert!(
            !facts.to_string().contains(&secret(name).unwrap()),
            "the token itself is kept nowhere"
        );
    }
}

#[test]
fn a_fingerprint_tells_values_and_sources_apart_and_no_value() {
    let whole = json!({ "sources": {
        "a": { "scheme": "github", "secrets": ["GITHUB", "TOKEN", "MISSING?"] },
        "b": { "scheme": "github", "secrets": ["GITHUB"] },
    } });
    let read = |lookup: &dyn Fn(&str) -> Option<String>| {
        let config = Config::parse(&whole.to_string(), lookup).unwrap();
        let of = |name: &str| config.source(name).unwrap().secrets().to_vec();
        (of("a"), of("b"))
    };
    let (a, b) = read(&secret);
    let names: Vec<&str> = a.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["GITHUB", "TOKEN"]);
    for (_, fingerprint) in a.iter().chain(&b) {
        assert!(
            fingerprint.len() == 16 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit())
        );
    }
    assert_ne!(a[0].1, a[1].1, "another value");
    assert_ne!(a[0].1, b[0].1, "another source");
    assert_eq!(read(&secret), (a.clone(), b), "the same again");
    let changed = read(&|name| {
        if name == "GITHUB" {
            secret("OLD")
        } else {
            secret(name)
        }
    });
    assert_ne!(
        a[0].1, changed.0[0].1,
        "a rotated secret under the same name"
    );
    // The rule of the contract: HMAC over length-prefixed parts, its first eight bytes.
    let parts: Vec<u8> = ["waxseal secret v1", "a"]
        .iter()
        .flat_map(|part| {
            [
                &u64::try_from(part.len()).unwrap().to_be_bytes()[..],
                part.as_bytes(),
            ]
            .concat()
        })
        .collect();
    let mac = waxseal::hmac_sha256(secret("GITHUB").unwrap().as_bytes(), &[&parts]);
    let hex: String = mac
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(a[0].1, hex);
}
