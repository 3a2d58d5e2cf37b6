//! What must hold for every scheme, body and byte.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use waxseal::scheme::Algorithm;
use waxseal::{
    Code, Header, Meta, Options, Program, Reject, Request, Scheme, Secret, SignInput, Signed,
    UnixMillis, schemes, sign, verify,
};

const NOW: UnixMillis = UnixMillis(1_780_000_000_123);

fn options(scheme: &Scheme) -> Options {
    match scheme.algorithm {
        Algorithm::Token => Options {
            header: Some("x-token".into()),
            ..Options::default()
        },
        Algorithm::HmacSha256 => Options::default(),
    }
}

fn program(scheme: &Scheme) -> Program {
    let secret = ["d2F4c2VhbCB0ZXN0IHNlY3Jl", "dCBvZiAzMiBieXRlcw=="].concat();
    Program::compile(&scheme.id, &options(scheme), &[Secret::text(secret)]).unwrap()
}

fn signed(program: &Program, body: &[u8]) -> Signed {
    sign(
        program,
        &SignInput {
            body,
            id: Some("msg_1"),
            event_type: Some("a.b"),
            timestamp: NOW,
        },
    )
    .unwrap()
}

fn judge(program: &Program, signed: &Signed, body: &[u8], now: UnixMillis) -> Result<(), Reject> {
    judge_from(program, signed, body, now, 0)
}

fn judge_from(
    program: &Program,
    signed: &Signed,
    body: &[u8],
    now: UnixMillis,
    first: usize,
) -> Result<(), Reject> {
    let headers: Vec<Header<'_>> = signed
        .headers
        .iter()
        .map(|(name, value)| Header {
            name,
            value: value.as_bytes(),
        })
        .collect();
    let meta = Meta {
        method: "POST",
        url: "/",
        headers: &headers,
    };
    verify(program, &Request { meta, body }, now, first).map(|_| ())
}

proptest! {
    #[test]
    fn what_sign_makes_verify_accepts(body: Vec<u8>) {
        for scheme in schemes::ALL {
            let program = program(scheme);
            prop_assert_eq!(judge(&program, &signed(&program, &body), &body, NOW), Ok(()), "{}", scheme.id);
        }
    }

    #[test]
    fn any_flipped_bit_of_a_covered_body_is_a_mismatch(body in prop::collection::vec(any::<u8>(), 1..200), at: prop::sample::Index, bit in 0..8) {
        for scheme in schemes::ALL.iter().filter(|scheme| scheme.covers().body) {
            let program = program(scheme);
            let signed = signed(&program, &body);
            let mut changed = body.clone();
            changed[at.index(body.len())] ^= 1_u8 << bit;
            let code = judge(&program, &signed, &changed, NOW).unwrap_err().code();
            prop_assert_eq!(code, Code::SignatureMismatch, "{}", scheme.id);
        }
    }

    #[test]
    fn any_changed_byte_of_a_signed_header_is_refused(at: prop::sample::Index, with in 0x20_u8..0x7f) {
        for scheme in schemes::ALL.iter().filter(|scheme| scheme.algorithm != Algorithm::Token) {
            let program = program(scheme);
            let original = signed(&program, b"{}");
            let covered: Vec<usize> = original.headers.iter().enumerate()
                .filter(|(_, (name, _))| !name.starts_with("x-github-"))
                .map(|(position, _)| position).collect();
            let mut changed = original.clone();
            let value = &mut changed.headers[covered[at.index(covered.len())]].1;
            let mut bytes = value.clone().into_bytes();
            let position = at.index(bytes.len());
            let is_same = bytes[position].eq_ignore_ascii_case(&with);
            bytes[position] = with;
            *value = String::from_utf8(bytes).unwrap();
            let is_padding_only = original.headers.iter().zip(&changed.headers).all(|((_, a), (_, b))| a.trim_end_matches(['=', ' ']) == b.trim_end_matches(['=', ' ']));
            if !is_same && !is_padding_only {
                prop_assert!(judge(&program, &changed, b"{}", NOW).is_err(), "{} {:?}", scheme.id, changed);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(names in prop::collection::vec(0_usize..12, 0..6), values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 6), body: Vec<u8>, now: i64) {
        const NAMES: [&str; 12] = ["svix-id", "svix-timestamp", "svix-signature", "webhook-id", "webhook-timestamp", "webhook-signature",
            "stripe-signature", "x-hub-signature-256", "x-github-delivery", "x-track360-signature", "x-token", "other"];
        let headers: Vec<Header<'_>> = names.iter().zip(&values).map(|(name, value)| Header { name: NAMES[*name], value }).collect();
        let meta = Meta { method: "POST", url: "/?token=%", headers: &headers };
        for scheme in schemes::ALL {
            let program = program(scheme);
            if let Err(reject) = verify(&program, &Request { meta, body: &body }, UnixMillis(now), 0) {
                prop_assert_eq!(reject.code().class(), waxseal::Class::Reject);
                prop_assert!(!reject.to_string().is_empty());
            }
        }
    }

    #[test]
    fn no_program_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = Program::parse(&bytes);
        let with_version = [&[1, 0, 0, 0, 0][..], &bytes].concat();
        let _ = Program::parse(&with_version);
    }
}

#[test]
fn moving_bytes_across_the_border_is_malformed() {
    let svix = schemes::find("svix").unwrap();
    let program = program(svix);
    let body = b"1780000000.{}";
    let mut moved = signed(&program, body);
    // id "msg_1", time t, body "1780000000.{}"  ->  id "msg_1.t", time 1780000000, body "{}"
    let time = moved
        .headers
        .iter()
        .find(|(name, _)| name == "svix-timestamp")
        .unwrap()
        .1
        .clone();
    for (name, value) in &mut moved.headers {
        match name.as_str() {
            "svix-id" => *value = format!("msg_1.{time}"),
            "svix-timestamp" => *value = "1780000000".into(),
            _ => {}
        }
    }
    let reject = judge(&program, &moved, b"{}", NOW).unwrap_err();
    assert_eq!(reject.code(), Code::SignatureMalformed);
    assert_eq!(
        reject.to_string(),
        "the signed header svix-id contains the separator that follows it in the signed bytes"
    );
}

#[test]
fn stale_timestamp_is_reported_only_after_a_valid_mac() {
    let program = program(schemes::find("stripe").unwrap());
    let signed = signed(&program, b"{}");
    let late = UnixMillis(NOW.0 + 412_000);
    let stale = judge(&program, &signed, b"{}", late).unwrap_err();
    assert_eq!(stale.code(), Code::TimestampStale);
    assert_eq!(
        stale.to_string(),
        "the signature is right, but its timestamp is 412 s old; 300 s are allowed"
    );
    let forged = judge(&program, &signed, b"{} ", late).unwrap_err();
    assert_eq!(forged.code(), Code::SignatureMismatch);
    assert!(
        forged
            .to_string()
            .ends_with("; the timestamp, not authenticated, is 412 s old"),
        "{forged}"
    );
}

#[test]
fn further_keys_are_tried_only_within_the_hashing_budget() {
    let secrets: Vec<Secret> = [
        "wrong secret of 32 bytes padding",
        "right secret of 32 bytes padding",
    ]
    .map(Secret::text)
    .into();
    let alone = Program::compile(
        "track360",
        &Options::default(),
        &[Secret::text("right secret of 32 bytes padding")],
    )
    .unwrap();
    let both = Program::compile("track360", &Options::default(), &secrets).unwrap();
    let budget = waxseal::limits::HASHED_BYTES;
    for (size, expected) in [
        (budget / 2, Ok(())),
        (budget / 2 + 1, Err(Code::BodyTooLarge)),
    ] {
        let body = vec![b'x'; size];
        let signed = sign(
            &alone,
            &SignInput {
                body: &body,
                id: None,
                event_type: None,
                timestamp: NOW,
            },
        )
        .unwrap();
        assert_eq!(judge(&alone, &signed, &body, NOW), Ok(()));
        for first in 0..3 {
            let verdict = judge_from(&both, &signed, &body, NOW, first);
            assert_eq!(
                verdict.map_err(|reject| reject.code()),
                expected,
                "first {first}"
            );
        }
    }
}

#[test]
fn no_text_of_a_reject_or_of_debug_holds_the_secret_or_a_mac() {
    for scheme in schemes::ALL {
        let program = program(scheme);
        let signed = signed(&program, b"{}");
        let right: Vec<&str> = signed
            .headers
            .iter()
            .map(|(_, value)| value.as_str())
            .filter(|value| value.len() > 30)
            .collect();
        let reject = judge(&program, &signed, b"other", NOW)
            .map_or_else(|reject| format!("{reject:?} {reject}"), |()| String::new());
        let shown = format!(
            "{reject} {program:?} {:?}",
            Secret::text("d2F4c2VhbCB0ZXN0")
        );
        assert!(!shown.contains("d2F4c2VhbCB0ZXN0"), "{shown}");
        assert!(!right.iter().any(|value| shown.contains(value)), "{shown}");
    }
}
