//! Handshakes: what is answered and what is refused, rule by rule.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use own::{KEY, NOW, Sent, hex, post, refused, tag, told, with_request};
use waxseal::{Answer, Options, Program, Secret, handshake, hmac_sha256, verify};

fn program(scheme: &str) -> Program<'static> {
    Program::compile(scheme, &Options::default(), &[Secret::text(KEY)]).unwrap()
}

fn get(url: &str) -> Sent<'_> {
    Sent {
        method: "GET",
        url,
        headers: &[],
        body: b"",
    }
}

/// What is answered, without the headers that stand in every answer; or why not.
fn answer(program: &Program<'_>, sent: Sent<'_>, token: Option<&str>) -> String {
    with_request(sent, |request| {
        match handshake(program, request, token.map(str::as_bytes), NOW) {
            Ok(None) => "no handshake".into(),
            Ok(Some(Answer { headers, body })) => {
                let [(name, media), (sniff, nosniff), more @ ..] = headers.as_slice() else {
                    return format!("headers are missing: {headers:?}");
                };
                assert_eq!(name, "content-type");
                assert_eq!(
                    (sniff.as_str(), nosniff.as_str()),
                    ("x-content-type-options", "nosniff")
                );
                let more: String = more
                    .iter()
                    .map(|(name, value)| format!("{name}={value} "))
                    .collect();
                format!("{media} {more}{body}")
            }
            Err(reject) => told(&reject),
        }
    })
}

#[test]
fn a_challenge_is_echoed_only_with_the_verify_token() {
    let meta = program("meta");
    let url = "/in?hub.mode=subscribe&hub.verify_token=my%20token&hub.challenge=1158201444";
    assert_eq!(
        answer(&meta, get(url), Some("my token")),
        "text/plain; charset=utf-8 1158201444"
    );
    for token in [None, Some("other"), Some(""), Some("my%20token")] {
        let count = usize::from(token.is_some());
        assert_eq!(
            answer(&meta, get(url), token),
            format!("token_mismatch: the token is none of the {count} configured")
        );
    }
    let missing = "token_missing: the query parameter hub.verify_token is missing or empty";
    let without = "/in?hub.mode=subscribe&hub.challenge=1";
    assert_eq!(answer(&meta, get(without), Some("my token")), missing);
    let empty = "/in?hub.mode=subscribe&hub.verify_token=&hub.challenge=1";
    assert_eq!(answer(&meta, get(empty), Some("")), missing);
}

#[test]
fn what_does_not_fit_the_rule_is_no_handshake() {
    let meta = program("meta");
    let url = "/in?hub.mode=subscribe&hub.verify_token=t&hub.challenge=1";
    let other = "/in?hub.mode=unsubscribe&hub.verify_token=t&hub.challenge=1";
    assert_eq!(answer(&meta, get(other), Some("t")), "no handshake");
    assert_eq!(answer(&meta, get("/in"), Some("t")), "no handshake");
    let sent = Sent {
        method: "POST",
        ..get(url)
    };
    assert_eq!(answer(&meta, sent, Some("t")), "no handshake");
    assert_eq!(answer(&program("github"), get(url), None), "no handshake");
}

#[test]
fn a_missing_challenge_is_named() {
    let url = "/in?hub.mode=subscribe&hub.verify_token=t";
    assert_eq!(
        answer(&program("meta"), get(url), Some("t")),
        "signature_malformed: the query parameter hub.challenge is not there"
    );
}

#[test]
fn an_echo_is_plain_text_of_at_most_1024_bytes() {
    let meta = program("meta");
    let ask = |challenge: &str| {
        let url = format!("/in?hub.mode=subscribe&hub.verify_token=t&hub.challenge={challenge}");
        answer(&meta, get(&url), Some("t"))
    };
    let long = "x".repeat(1024);
    assert_eq!(ask(&long), format!("text/plain; charset=utf-8 {long}"));
    assert_eq!(ask("%20%7e"), "text/plain; charset=utf-8  ~");
    let refusal =
        "signature_malformed: the query parameter hub.challenge is no challenge that can be echoed";
    for wrong in [
        "%22",
        "%5c",
        "%0d%0a",
        "%7f",
        "%1f",
        "%c3%a9",
        &"x".repeat(1025),
    ] {
        assert_eq!(ask(wrong), refusal, "{wrong}");
    }
}

#[test]
fn a_challenge_under_the_mac_is_short_and_plain() {
    use base64::Engine as _;
    let x = program("x");
    let ask = |challenge: &str| answer(&x, get(&format!("/in?crc_token={challenge}")), None);
    let mac =
        base64::engine::general_purpose::STANDARD.encode(hmac_sha256(KEY.as_bytes(), &[b"ab-_9"]));
    assert_eq!(
        ask("ab-_9"),
        format!("application/json {{\"response_token\":\"sha256={mac}\"}}")
    );
    assert!(ask(&"x".repeat(128)).starts_with("application/json"));
    let refusal = "signature_malformed: the query parameter crc_token is no challenge that can be signed: up to 128 letters, digits, - and _";
    for wrong in [&"x".repeat(129), "a.b", "a%20b", "%7B%7D", "a%3D", "%c3%a9"] {
        assert_eq!(ask(wrong), refusal, "{wrong}");
    }
}

#[test]
fn a_signed_rule_is_answered_only_when_the_signature_holds() {
    let zoom = program("zoom");
    let body = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}"#;
    let time = "1780000000";
    let good = format!("v0={}", tag(format!("v0:{time}:{body}")));
    let ask = |signature: &str, time: &str, body: &str| {
        let headers = [
            ("x-zm-signature", signature),
            ("x-zm-request-timestamp", time),
        ];
        answer(&zoom, post(&headers, body), None)
    };
    let encrypted = hex(&hmac_sha256(KEY.as_bytes(), &[b"abc"]));
    assert_eq!(
        ask(&good, time, body),
        format!("application/json {{\"plainToken\":\"abc\",\"encryptedToken\":\"{encrypted}\"}}")
    );
    assert!(ask(&good, "1780000001", body).starts_with("signature_mismatch: 1 key tried"));
    let old = format!("v0={}", tag(format!("v0:1779990000:{body}")));
    assert!(ask(&old, "1779990000", body).starts_with("timestamp_stale"));
    let other = body.replace("url_validation", "other");
    assert_eq!(ask(&good, time, &other), "no handshake");
}

fn custom(rules: &str) -> Program<'_> {
    own::define(&[
        ("signature", "header:x-sig"),
        ("message", "{body}"),
        ("handshake", rules),
    ])
    .unwrap()
}

#[test]
fn the_first_rule_that_fits_answers() {
    let rules = "GET if query:a if query:b=2 text {query:b}\nGET if query:a header x-echo={query:a}\nPUT token header:x-token empty\nHEAD empty";
    let program = custom(rules);
    let ask = |url| answer(&program, get(url), None);
    let plain = "text/plain; charset=utf-8";
    assert_eq!(ask("/?a=1&b=2"), format!("{plain} 2"));
    assert_eq!(ask("/?a=1&b=3"), format!("{plain} x-echo=1 "));
    assert_eq!(ask("/?b=2"), "no handshake");
    let put = |headers| Sent {
        method: "PUT",
        url: "/",
        headers,
        body: b"",
    };
    assert_eq!(
        answer(&program, put(&[("x-token", "t")]), Some("t")),
        format!("{plain} ")
    );
    assert_eq!(
        answer(&program, put(&[]), Some("t")),
        "token_missing: the header x-token is missing or empty"
    );
    let head = Sent {
        method: "HEAD",
        ..get("/")
    };
    assert_eq!(answer(&program, head, None), format!("{plain} "));
    assert_eq!(program.scheme().handshake_methods(), ["GET", "PUT", "HEAD"]);
    assert!(program.scheme().has_verify_token());
}

#[test]
fn a_rule_that_reads_the_body_never_takes_what_is_signed() {
    let program = custom("POST if form:ping=1 text {form:ping}");
    let ask = |headers: &[(&str, &str)]| answer(&program, post(headers, "ping=1"), None);
    assert_eq!(ask(&[]), "text/plain; charset=utf-8 1");
    assert_eq!(ask(&[("x-sig", &tag("ping=1"))]), "no handshake");
    assert_eq!(ask(&[("x-sig", &tag("other"))]), "no handshake");
    assert_eq!(ask(&[("x-sig", "nonsense")]), "no handshake");
}

#[test]
fn a_text_that_anybody_can_have_signed_is_no_event() {
    let program = custom("GET if query:a text {hmac-hex:query:a}");
    let verdict = |body: &str| own::judge(&program, post(&[("x-sig", &tag(body))], body));
    let refusal = "signature_malformed: the signed text is one that a handshake signs for anybody";
    for body in ["a", "true", &"x".repeat(128)] {
        assert_eq!(verdict(body), refusal, "{body}");
    }
    for body in ["", "{}", "a b", &"x".repeat(129)] {
        assert_eq!(verdict(body), "valid", "{body}");
    }
    // A handshake that is signed itself, or that signs nothing, gives nothing away.
    for rules in [
        "POST signed if /a text {hmac-hex:/a}",
        "GET if query:a text {query:a}",
        "GET if query:a header x={query:a}",
        "GET if query:a empty",
    ] {
        let program = custom(rules);
        assert_eq!(
            own::judge(&program, post(&[("x-sig", &tag("a"))], "a")),
            "valid"
        );
    }
    for rules in [
        "GET if query:a header x={hmac-base64:query:a}",
        "GET if query:a json x={query:a} y={hmac-base64:query:a}",
    ] {
        let program = custom(rules);
        assert_eq!(
            own::judge(&program, post(&[("x-sig", &tag("a"))], "a")),
            refusal
        );
    }
}

#[test]
fn a_text_may_stand_in_front_of_an_answer() {
    let program = custom("GET if query:a text pre-_.=:,/9{hmac-hex:query:a}");
    let mac = hex(&hmac_sha256(KEY.as_bytes(), &[b"q"]));
    assert_eq!(
        answer(&program, get("/?a=q"), None),
        format!("text/plain; charset=utf-8 pre-_.=:,/9{mac}")
    );
}

#[test]
fn a_rule_that_cannot_be_read_is_refused() {
    let shape = "each line must be: METHOD [signed] [if PLACE[=TEXT]] [unless PLACE] [token PLACE] text|json|header|empty …";
    let template = "an answer is a text, then {place}, {hmac-hex:place} or {hmac-base64:place}";
    let condition = "a rule needs a condition, else every request is one";
    let place = |text: &str| {
        format!(
            "\"{text}\" is no place: write header:x-name in lower case, query:name, form:name, or a JSON pointer such as /data/id (RFC 6901)"
        )
    };
    let cases = [
        (" ", shape.to_owned()),
        ("GET", shape.into()),
        ("get if query:a empty", shape.into()),
        ("GET if", shape.into()),
        ("GET token", shape.into()),
        ("GET if query:a", shape.into()),
        ("GET if query:a empty now", shape.into()),
        ("GET if query:a text", shape.into()),
        ("GET if query:a text {query:a} {query:b}", shape.into()),
        ("GET if query:a header {query:a}", shape.into()),
        ("GET if query:a header X-Up={query:a}", shape.into()),
        ("GET if query:a json", shape.into()),
        ("GET if query:a json {query:a}", shape.into()),
        ("GET if query:a json a\"b={query:a}", shape.into()),
        ("GET if query:a html {query:a}", shape.into()),
        ("GET if query:a text plain", template.into()),
        ("GET if query:a text {query:a}x", template.into()),
        ("GET if query:a text <b>{query:a}", template.into()),
        ("GET if cookie:a empty", place("cookie:a")),
        ("GET token cookie:a empty", place("cookie:a")),
        ("GET if query:a text {cookie:a}", place("cookie:a")),
        (
            "GET if query:a text {hmac-md5:query:a}",
            place("hmac-md5:query:a"),
        ),
        ("GET empty", condition.into()),
        ("GET signed empty", condition.into()),
        ("GET unless query:a empty", condition.into()),
        ("GET if query:a unless", shape.into()),
        ("GET unless query:a if query:b empty", shape.into()),
        ("GET if query:a unless cookie:a empty", place("cookie:a")),
        ("HEAD empty\nGET empty", condition.into()),
    ];
    for (rules, why) in cases {
        let told = refused(&[
            ("signature", "header:x-sig"),
            ("message", "{body}"),
            ("handshake", rules),
        ]);
        assert_eq!(
            told,
            format!("scheme_invalid: /handshake: {why}"),
            "{rules}"
        );
    }
}

#[test]
fn a_rule_does_not_hold_for_what_it_excludes() {
    let program = own::define(&[
        ("signature", "header:x-sig"),
        ("message", "{body}"),
        ("handshake", "GET if query:a unless query:event empty"),
    ])
    .unwrap();
    let answered = |url| answer(&program, get(url), None);
    assert_eq!(answered("/?a=1"), "text/plain; charset=utf-8 ");
    assert_eq!(answered("/?a=1&event=x"), "no handshake");
}

#[test]
fn an_event_with_the_header_of_the_asking_is_verified() {
    let program = program("ringcentral");
    let headers = [("Validation-Token", KEY)];
    let event = |body| Sent {
        method: "POST",
        url: "/",
        headers: &headers,
        body,
    };
    let body = br#"{"uuid":"1","event":"/restapi/v1.0/account/1"}"#;
    assert_eq!(answer(&program, event(body), None), "no handshake");
    with_request(event(body), |request| {
        let verified = verify(&program, request, NOW, 0).unwrap();
        assert_eq!(verified.fields().id.as_deref(), Some("1"));
    });
}
