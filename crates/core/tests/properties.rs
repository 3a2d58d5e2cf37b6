//! What must hold for every scheme, body and byte.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod every;

use std::sync::LazyLock;

use every::{NOW, program};
use proptest::prelude::*;
use waxseal::scheme::{Kind, Place, StampSource};
use waxseal::{
    Code, Header, Meta, Options, Program, Reject, Request, Scheme, Secret, SignError, SignInput,
    Signed, UnixMillis, schemes, sign, verify,
};

static SIGNABLE: LazyLock<Vec<Scheme<'static>>> = LazyLock::new(every::signable);

fn signed(program: &Program<'_>, body: &[u8]) -> Signed {
    every::signed(program, body).unwrap()
}

/// One scheme a case: hundreds of cases meet all of them.
fn any_scheme() -> impl Strategy<Value = &'static Scheme<'static>> {
    any::<prop::sample::Index>().prop_map(|at| at.get(&SIGNABLE))
}

fn judge(
    program: &Program<'_>,
    signed: &Signed,
    body: &[u8],
    now: UnixMillis,
) -> Result<(), Reject> {
    judge_from(program, signed, body, now, 0)
}

fn judge_from(
    program: &Program<'_>,
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
    let url = signed
        .query
        .iter()
        .fold(every::URL.to_owned(), |url, (name, value)| {
            format!("{url}&{name}={value}")
        });
    let meta = Meta {
        method: "POST",
        url: &url,
        headers: &headers,
    };
    verify(program, &Request { meta, body }, now, first).map(|_| ())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_sign_makes_verify_accepts(scheme in any_scheme(), body: Vec<u8>) {
        let program = program(scheme);
        prop_assert_eq!(judge(&program, &signed(&program, &body), &body, NOW), Ok(()), "{}", scheme.id);
    }

    #[test]
    fn any_flipped_bit_of_a_covered_body_is_refused(scheme in any_scheme(), body in prop::collection::vec(any::<u8>(), 1..200), at: prop::sample::Index, bit in 0..8) {
        prop_assume!(scheme.covers().body);
        let program = program(scheme);
        let signed = signed(&program, &body);
        let mut changed = body.clone();
        changed[at.index(body.len())] ^= 1_u8 << bit;
        let code = judge(&program, &signed, &changed, NOW).unwrap_err().code();
        prop_assert_eq!(code, Code::SignatureMismatch, "{}", scheme.id);
    }

    #[test]
    fn any_changed_byte_of_a_signed_header_is_refused(scheme in any_scheme(), at: prop::sample::Index, with in 0x20_u8..0x7f) {
        let program = program(scheme);
        let original = signed(&program, b"{}");
        let is_covered = |name: &str| scheme.places.iter().any(|place| named(place, name))
            || scheme.message.iter().filter_map(|part| part.place()).any(|place| named(place, name));
        let covered: Vec<usize> = original.headers.iter().enumerate()
            .filter(|(_, (name, _))| is_covered(name))
            .map(|(position, _)| position).collect();
        prop_assume!(!covered.is_empty());
        let mut changed = original.clone();
        let value = &mut changed.headers[covered[at.index(covered.len())]].1;
        let mut bytes = value.clone().into_bytes();
        let position = at.index(bytes.len());
        // A key id in front of a tag is nobody's promise.
        let is_key_id = value.starts_with("waxseal") && position < 7;
        let is_same = bytes[position].eq_ignore_ascii_case(&with) || is_key_id;
        bytes[position] = with;
        *value = String::from_utf8(bytes).unwrap();
        let is_padding_only = original.headers.iter().zip(&changed.headers).all(|((_, a), (_, b))| a.trim_end_matches(['=', ' ']) == b.trim_end_matches(['=', ' ']));
        if !is_same && !is_padding_only {
            prop_assert!(judge(&program, &changed, b"{}", NOW).is_err(), "{} {:?}", scheme.id, changed);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(scheme in any_scheme(), others in any::<bool>(), values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 8), body: Vec<u8>, now: i64) {
        let mut names = scheme.reads();
        if others {
            names.push("other".into());
        }
        let headers: Vec<Header<'_>> = names.iter().zip(&values).map(|(name, value)| Header { name, value }).collect();
        let meta = Meta { method: "POST", url: "/?token=%", headers: &headers };
        let request = Request { meta, body: &body };
        let program = program(scheme);
        if let Err(reject) = verify(&program, &request, UnixMillis(now), 0) {
            prop_assert_eq!(reject.code().class(), waxseal::Class::Reject);
            prop_assert!(!reject.to_string().is_empty());
        }
        let _ = waxseal::handshake(&program, &request, Some(b"token"), UnixMillis(now));
    }

    #[test]
    fn no_program_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = Program::parse(&bytes);
        let with_version = [&[2][..], &bytes].concat();
        let _ = Program::parse(&with_version);
    }
}

fn named(place: &Place<'_>, name: &str) -> bool {
    matches!(place, Place::Header(names) if names.split(',').any(|known| known == name))
}

#[test]
fn what_cannot_be_signed_says_why() {
    let mut others = 0;
    for scheme in every::all() {
        if scheme.algorithm.kind() != Kind::Shared {
            continue;
        }
        match every::signed(&program(&scheme), b"{}") {
            Ok(_) => {}
            Err(SignError::InBody) => {
                let in_body =
                    |place: &Place<'_>| matches!(place, Place::Form(_) | Place::Pointer(_));
                let stamp = scheme.timestamp.as_ref().map(|stamp| &stamp.from);
                let is_stamp = matches!(stamp, Some(StampSource::Place(place)) if in_body(place));
                assert!(
                    is_stamp || scheme.places.iter().any(in_body),
                    "{}",
                    scheme.id
                );
            }
            // They sign further headers, or values of a body that `{}` lacks.
            Err(SignError::Refused(_) | SignError::TextMalformed { .. }) => others += 1,
            Err(error) => panic!("{}: {error}", scheme.id),
        }
    }
    assert!(
        others < 15,
        "{others} schemes need more than their own headers"
    );
    assert!(SIGNABLE.len() > 250, "only {} schemes", SIGNABLE.len());
}

#[test]
fn moving_bytes_across_the_border_is_malformed() {
    let svix = schemes::find("svix").unwrap();
    let program = program(&svix);
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
        "the signed header svix-id or webhook-id contains the separator that follows it in the signed bytes"
    );
}

#[test]
fn stale_timestamp_is_reported_only_after_a_valid_mac() {
    let program = program(&schemes::find("stripe").unwrap());
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
                method: "POST",
                url: every::URL,
                headers: &[],
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
        let raised = both.clone().with_hashed_bytes(2 * size);
        assert_eq!(judge(&raised, &signed, &body, NOW), Ok(()));
        let lowered = both.clone().with_hashed_bytes(2 * size - 1);
        let verdict = judge(&lowered, &signed, &body, NOW);
        assert_eq!(verdict.unwrap_err().code(), Code::BodyTooLarge);
    }
}

#[test]
fn no_text_of_a_reject_or_of_debug_holds_the_secret_or_a_mac() {
    for scheme in SIGNABLE.iter() {
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
