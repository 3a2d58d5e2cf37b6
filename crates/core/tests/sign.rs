//! What signing writes, and why it refuses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use own::{Fields, KEY, NOW, tag};
use waxseal::{
    Header, Options, Program, Secret, SignError, SignInput, Signed, UnixMillis, check_signable,
    schemes, sign,
};

const INPUT: SignInput<'_> = SignInput {
    method: "POST",
    url: "https://example.test/in?a=1#top",
    headers: &[],
    body: b"{}",
    id: Some("msg_1"),
    event_type: Some("a.b"),
    timestamp: NOW,
};

fn signed(fields: &Fields<'_>, input: &SignInput<'_>) -> Result<Signed, SignError> {
    let fields = [("signature", "header:x-sig")]
        .into_iter()
        .filter(|(name, _)| !fields.iter().any(|(field, _)| field == name))
        .chain(fields.iter().copied());
    let program = Program::compile_own(fields, &Options::default(), &[Secret::text(KEY)]).unwrap();
    sign(&program, input)
}

fn headers(fields: &Fields<'_>) -> Vec<(String, String)> {
    signed(fields, &INPUT).unwrap().headers
}

fn pair(name: &str, value: impl Into<String>) -> (String, String) {
    (name.into(), value.into())
}

#[test]
fn every_form_is_written_as_it_is_read() {
    let body = tag("{}");
    let plain = ("message", "{body}");
    for (form, value) in [
        ("{signature}", body.clone()),
        ("sha256={signature}", format!("sha256={body}")),
        ("v1,{signature} ...", format!("v1,{body}")),
        ("[v1,]{signature} ...", format!("v1,{body}")),
        ("v1={signature},...", format!("v1={body}")),
        (
            "{key-id}/SHA256/{signature},...",
            format!("waxseal/SHA256/{body}"),
        ),
    ] {
        assert_eq!(
            headers(&[plain, ("form", form)]),
            [pair("x-sig", value)],
            "{form}"
        );
    }
    let timed = tag("1780000000.{}");
    let message = ("message", "{timestamp}.{body}");
    for (form, value) in [
        (
            "t={timestamp},v1={signature},...",
            format!("t=1780000000,v1={timed}"),
        ),
        (
            "ts={timestamp};h1={signature};...",
            format!("ts=1780000000;h1={timed}"),
        ),
        ("{timestamp},{signature},...", format!("1780000000,{timed}")),
    ] {
        assert_eq!(
            headers(&[message, ("form", form)]),
            [pair("x-sig", value)],
            "{form}"
        );
    }
}

#[test]
fn labels_and_times_come_before_the_signature_each_in_its_header() {
    assert_eq!(
        headers(&[
            ("message", "{header:x-id}.{timestamp}.{body}"),
            ("timestamp", "header:x-time"),
            ("id", "header:x-id"),
            ("type", "header:x-type"),
        ]),
        [
            pair("x-id", "msg_1"),
            pair("x-type", "a.b"),
            pair("x-time", "1780000000"),
            pair("x-sig", tag("msg_1.1780000000.{}")),
        ]
    );
}

#[test]
fn the_first_of_aliases_and_numbered_headers_is_written() {
    let body = ("message", "{body}");
    assert_eq!(
        headers(&[body, ("signature", "header:a-sig,b-sig")]),
        [pair("a-sig", tag("{}"))]
    );
    assert_eq!(
        headers(&[body, ("signature", "header:x-sig-{1..100}")]),
        [pair("x-sig-1", tag("{}"))]
    );
}

#[test]
fn times_are_written_in_their_unit() {
    let time = |unit, at| {
        let input = SignInput {
            timestamp: UnixMillis(at),
            ..INPUT
        };
        signed(
            &[
                ("message", "{timestamp}.{body}"),
                ("timestamp", "header:x-time"),
                ("unit", unit),
            ],
            &input,
        )
        .map(|signed| signed.headers.into_iter().next().unwrap().1)
    };
    assert_eq!(time("seconds", NOW.0), Ok("1780000000".into()));
    assert_eq!(time("milliseconds", NOW.0), Ok("1780000000123".into()));
    assert_eq!(time("unix", NOW.0), Ok("1780000000123".into()));
    assert_eq!(
        time("rfc3339", NOW.0),
        Ok("2026-05-28T20:26:40.123Z".into())
    );
    assert_eq!(
        time("rfc3339-utc", NOW.0),
        Ok("2026-05-28T20:26:40.123Z".into())
    );
    let out = Err(SignError::TimestampOutOfRange);
    for (unit, at) in [
        ("seconds", 99_999_999_999),
        ("seconds", -1_780_000_000_000),
        ("milliseconds", 99_999_999_999),
        ("milliseconds", 100_000_000_000_000),
        ("milliseconds", -178_000_000_000),
        ("rfc3339", 253_402_300_800_000),
        ("rfc3339", -62_167_219_201_000),
        ("rfc3339-utc", i64::MAX),
    ] {
        assert_eq!(time(unit, at), out, "{unit} {at}");
    }
    assert!(time("seconds", 100_000_000_000).is_ok());
    assert!(time("milliseconds", 100_000_000_000).is_ok());
    assert!(time("rfc3339", 253_402_300_799_999).is_ok());
    assert_eq!(
        SignError::TimestampOutOfRange.to_string(),
        "the timestamp is outside the years that receivers take"
    );
}

#[test]
fn a_missing_id_is_told_before_anything_else() {
    let without = SignInput { id: None, ..INPUT };
    let fields = [("message", "{header:x-id}.{body}")];
    assert_eq!(signed(&fields, &without), Err(SignError::IdMissing));
    let with_row = [("message", "{header:x-id}.{body}"), ("id", "header:x-id")];
    assert_eq!(signed(&with_row, &without), Err(SignError::IdMissing));
    assert_eq!(
        SignError::IdMissing.to_string(),
        "this scheme signs an id: pass one"
    );
    // The caller may send the header along instead.
    let along = SignInput {
        headers: &[Header {
            name: "X-Id",
            value: b"msg_2",
        }],
        ..without
    };
    assert_eq!(
        signed(&fields, &along).unwrap().headers,
        [pair("x-sig", tag("msg_2.{}"))]
    );
}

#[test]
fn one_of_several_signed_headers_is_no_id_unless_the_row_says_so() {
    let two = [("message", "{header:x-a}.{header:x-b}.{body}")];
    let error = signed(&two, &INPUT).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this cannot be signed: the signed header x-a is missing or empty"
    );
    let fixed = [("message", "{header:x-nonce|5}{body}")];
    assert_eq!(
        signed(&fixed, &INPUT).unwrap_err().to_string(),
        "this cannot be signed: the signed header x-nonce is missing or empty"
    );
}

#[test]
fn what_a_header_cannot_carry_is_refused() {
    let fields = [
        ("message", "{header:x-id}.{body}"),
        ("id", "header:x-id"),
        ("type", "header:x-type"),
    ];
    let malformed = |header: &str| {
        Err(SignError::TextMalformed {
            header: header.into(),
        })
    };
    for id in ["a\nb", "é", " a", "a ", "\x7f", "a.b"] {
        let input = SignInput {
            id: Some(id),
            ..INPUT
        };
        assert_eq!(signed(&fields, &input), malformed("x-id"), "{id:?}");
    }
    let input = SignInput {
        event_type: Some("a\r\nb"),
        ..INPUT
    };
    assert_eq!(signed(&fields, &input), malformed("x-type"));
    assert_eq!(
        signed(&fields, &input).unwrap_err().to_string(),
        "the value for x-type must be visible ASCII without the scheme's separator"
    );
}

#[test]
fn only_the_vendor_signs_with_a_private_key_and_only_the_caller_writes_the_body() {
    let check = |fields: &[(&'static str, &'static str)]| {
        let scheme = waxseal::define::define("mine", fields.iter().copied()).unwrap();
        check_signable(&scheme)
    };
    let body = ("message", "{body}");
    let private = [
        ("algorithm", "ed25519"),
        ("signature", "header:x-sig"),
        body,
    ];
    assert_eq!(check(&private), Err(SignError::PrivateKey));
    for place in ["form:sig", "/sig"] {
        let fields = [("signature", place), ("message", "{/a}")];
        assert_eq!(check(&fields), Err(SignError::InBody), "{place}");
    }
    for place in ["form:time", "/time"] {
        let fields = [("signature", "header:x-sig"), body, ("timestamp", place)];
        assert_eq!(check(&fields), Err(SignError::InBody), "{place}");
    }
    for place in ["header:x-sig", "query:sig"] {
        assert_eq!(check(&[("signature", place), body]), Ok(()), "{place}");
    }
    assert_eq!(
        SignError::PrivateKey.to_string(),
        "this scheme signs with a private key, which only the vendor holds"
    );
    assert_eq!(
        SignError::InBody.to_string(),
        "this scheme puts its signature or its timestamp into the body, which is yours to write"
    );
}

#[test]
fn tokens_are_written_behind_their_prefix_or_into_the_query() {
    let token = ("algorithm", "token");
    assert_eq!(
        headers(&[token, ("form", "Bearer {signature}")]),
        [pair("x-sig", format!("Bearer {KEY}"))]
    );
    let signed = signed(&[token, ("signature", "query:tok-en")], &INPUT).unwrap();
    assert!(signed.headers.is_empty());
    assert_eq!(signed.query, [pair("tok-en", KEY.replace(' ', "%20"))]);
    let basic = Program::compile_own(
        [("algorithm", "basic")].into_iter(),
        &Options::default(),
        &[Secret::text("Aladdin:open sesame")],
    )
    .unwrap();
    // RFC 7617 section 2.
    assert_eq!(
        sign(&basic, &INPUT).unwrap().headers,
        [pair("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")]
    );
    let none = Program::compile_own(
        [("algorithm", "none")].into_iter(),
        &Options::default(),
        &[],
    )
    .unwrap();
    assert_eq!(sign(&none, &INPUT), Ok(Signed::default()));
}

#[test]
fn bytes_in_a_query_are_percent_encoded() {
    let program = Program::compile_own(
        [("algorithm", "token"), ("signature", "query:t")].into_iter(),
        &Options::default(),
        &[Secret::bytes(*b"aZ0-._~ +/%&=\x7fxxx")],
    )
    .unwrap();
    assert_eq!(
        sign(&program, &INPUT).unwrap().query,
        [pair("t", "aZ0-._~%20%2B%2F%25%26%3D%7Fxxx")]
    );
}

#[test]
fn a_token_that_is_no_text_is_not_sent() {
    let fields = [("algorithm", "token"), ("signature", "header:x-token")];
    let secret = Secret::bytes(*b"sixteen bytes an\xff");
    let program = Program::compile_own(fields.into_iter(), &Options::default(), &[secret]).unwrap();
    assert_eq!(
        sign(&program, &INPUT).unwrap_err().to_string(),
        "the value for x-token must be visible ASCII without the scheme's separator"
    );
}

#[test]
fn encodings_are_written_as_vendors_write_them() {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};
    let mac = waxseal::hmac_sha256(KEY.as_bytes(), &[b"{}"]);
    let value = |encoding| {
        headers(&[("message", "{body}"), ("encoding", encoding)])
            .into_iter()
            .next()
            .unwrap()
            .1
    };
    assert_eq!(value("hex"), tag("{}"));
    assert_eq!(value("base64"), STANDARD.encode(mac));
    assert_eq!(value("base64url"), URL_SAFE.encode(mac));
}

#[test]
fn url_method_and_path_are_signed_without_the_fragment() {
    let one = |message| {
        headers(&[("message", message)])
            .into_iter()
            .next()
            .unwrap()
            .1
    };
    assert_eq!(one("{url}"), tag("https://example.test/in?a=1"));
    assert_eq!(one("{path}"), tag("/in?a=1"));
    assert_eq!(one("{method}\n{path}\n{body}"), tag("POST\n/in?a=1\n{}"));
    assert_eq!(one("{query:a}.{body}"), tag("1.{}"));
}

#[test]
fn every_signable_row_says_so_without_a_secret() {
    let public = schemes::find("discord").unwrap();
    assert_eq!(check_signable(&public), Err(SignError::PrivateKey));
    let shared = schemes::find("stripe").unwrap();
    assert_eq!(check_signable(&shared), Ok(()));
}
