//! Causes that are proved, one and two at a time, and forgeries that are not.
//! The corpus over many schemes stands in tests/diagnose.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use waxseal::{Header, Meta, Options, Program, Request, Secret, SignInput, UnixMillis, sign};
use waxseal_diagnose::{Case, Cause, Certainty, Diagnosis, Other, Who, diagnose, limits};

const NOW: UnixMillis = UnixMillis(1_700_000_000_000);
const SECRET: &str = concat!("whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

/// A signed request that something happens to.
#[derive(Clone)]
struct Sent {
    scheme: &'static str,
    secret: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    now: UnixMillis,
}

fn sent(scheme: &'static str, body: &str) -> Sent {
    let options = Options {
        header: (scheme == "track360").then_some("x-track360-signature"),
        ..Options::default()
    };
    let program = Program::compile(scheme, &options, &[Secret::text(SECRET)]).unwrap();
    let signed = sign(
        &program,
        &SignInput {
            method: "POST",
            url: "https://example.com/hook",
            headers: &[],
            body: body.as_bytes(),
            id: Some("msg_1"),
            event_type: None,
            timestamp: NOW,
        },
    )
    .unwrap();
    Sent {
        scheme,
        secret: SECRET.into(),
        headers: signed.headers,
        body: body.into(),
        now: NOW,
    }
}

fn look(sent: &Sent, others: &[Other<'_>]) -> Diagnosis {
    let headers: Vec<Header<'_>> = sent
        .headers
        .iter()
        .map(|(name, value)| Header {
            name,
            value: value.as_bytes(),
        })
        .collect();
    diagnose(&Case {
        who: Who::Id(sent.scheme),
        options: Options::default(),
        secrets: &[Secret::text(sent.secret.as_str())],
        others,
        request: Request {
            meta: Meta {
                method: "POST",
                url: "https://example.com/hook",
                headers: &headers,
            },
            body: &sent.body,
        },
        now: sent.now,
    })
}

fn proved(diagnosis: &Diagnosis) -> Vec<Cause> {
    diagnosis
        .causes
        .iter()
        .filter(|found| found.certainty == Certainty::Proved)
        .map(|found| found.cause)
        .collect()
}

const BODY: &str = r#"{"id":"evt_1","type":"payout.paid","data":{"amount":1000,"name":"Zoë"}}"#;

#[test]
fn a_genuine_request_has_no_cause() {
    let diagnosis = look(&sent("stripe", BODY), &[]);
    assert_eq!((diagnosis.code, diagnosis.causes.len()), (None, 0));
}

#[test]
fn one_cause_is_proved_alone() {
    let with = |change: &dyn Fn(&mut Sent)| {
        let mut sent = sent("stripe", BODY);
        change(&mut sent);
        proved(&look(&sent, &[]))
    };
    let value = |sent: &Sent| sent.headers[0].1.clone();
    assert_eq!(with(&|s| s.body.push(b'\n')), [Cause::BodyNewlineAdded]);
    assert_eq!(with(&|s| s.secret.push('\n')), [Cause::SecretWhitespace]);
    assert_eq!(
        with(&|s| s.secret = format!("'{}'", s.secret)),
        [Cause::SecretQuoted]
    );
    assert_eq!(
        with(&|s| s.secret = s.secret.replace("whsec_", "")),
        [Cause::SecretPrefix]
    );
    assert_eq!(with(&|s| s.now.0 += 412_000), [Cause::TimestampSkew]);
    assert_eq!(
        with(&|s| s.headers[0].0 = "HTTP_STRIPE_SIGNATURE".into()),
        [Cause::HeaderRenamed]
    );
    assert_eq!(
        with(&|s| s.headers[0].1 = format!("[\"{}\"]", value(s))),
        [Cause::HeaderJoined]
    );
    let cut = |s: &mut Sent| {
        let text = value(s);
        s.headers[0].1 = text[..text.len() - 30].into();
    };
    assert_eq!(with(&cut), [Cause::SignatureEncoding]);
}

#[test]
fn two_causes_are_proved_together() {
    let mut sent = sent("stripe", BODY);
    sent.body.push(b'\n');
    sent.secret.push(' ');
    assert_eq!(
        proved(&look(&sent, &[])),
        [Cause::BodyNewlineAdded, Cause::SecretWhitespace]
    );
}

#[test]
fn another_scheme_message_hash_and_secret_are_proved() {
    let mut other = sent("github", BODY);
    other.scheme = "rewardful";
    assert_eq!(proved(&look(&other, &[])), [Cause::SchemeOther]);

    let mut message = sent("github", BODY);
    let from_stripe = sent("stripe", BODY).headers[0].1.clone();
    let (time, tag) = from_stripe.split_once(",v1=").unwrap();
    message.headers = vec![("x-hub-signature-256".into(), format!("sha256={tag}"))];
    message
        .headers
        .push(("x-time".into(), time.replace("t=", "")));
    let diagnosis = look(&message, &[]);
    assert_eq!(proved(&diagnosis), [Cause::MessageOther]);
    assert!(diagnosis.causes[0].message.contains("{timestamp}.{body}"));

    let mut secret = sent("stripe", BODY);
    secret.secret = "another secret of enough bytes".into();
    assert_eq!(proved(&look(&secret, &[])), []);
    let others = [Other {
        name: "staging",
        secret: Secret::text(SECRET),
    }];
    let diagnosis = look(&secret, &others);
    assert_eq!(proved(&diagnosis), [Cause::SecretOther]);
    assert!(diagnosis.causes[0].message.contains("staging"));
}

#[test]
fn a_forgery_is_not_explained_and_costs_no_more_than_the_budget() {
    for bytes in [10, 1000, 64 * 1024, 1024 * 1024] {
        let body = format!(
            r#"{{"id":"evt_1","amount":900,"pad":"{}"}}"#,
            "é/<\\n ".repeat(bytes / 8)
        );
        let mut forged = sent("affiliatebase", BODY);
        forged.body = body.into_bytes();
        let diagnosis = look(&forged, &[]);
        assert_eq!(proved(&diagnosis), [], "{bytes}");
        assert!(!diagnosis.causes.is_empty(), "{bytes}");
        let work = diagnosis.work;
        assert!(work.hashed_bytes <= limits::HASHED_BYTES, "{work:?}");
        assert!(work.bodies <= limits::BODIES, "{work:?}");
        assert_eq!(work.is_complete, bytes <= 1000, "{work:?}");
    }
}

#[test]
fn a_configuration_that_cannot_work_is_explained_too() {
    let mut sent = sent("svix", BODY);
    sent.secret = format!("\"{SECRET}\"");
    let diagnosis = look(&sent, &[]);
    assert_eq!(
        diagnosis.code.map(|code| code.as_str()),
        Some("secret_malformed")
    );
    assert_eq!(proved(&diagnosis), [Cause::SecretQuoted]);
}

#[test]
fn nothing_that_is_told_holds_a_secret_or_a_signature() {
    let mut sent = sent("stripe", BODY);
    let tag = sent.headers[0].1.split_once("v1=").unwrap().1.to_owned();
    sent.body.push(b'\n');
    sent.secret.push(' ');
    let text = format!("{:?}", look(&sent, &[]).causes);
    assert!(!text.contains(SECRET) && !text.contains(&SECRET[6..]) && !text.contains(&tag[..24]));
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever is given, the search ends within its budget and proves nothing: no secret made it.
        #[test]
        fn request_ends_within_the_budget_and_proves_nothing(
            at in 0..waxseal::schemes::ids().count(),
            secret in "\\PC{0,40}",
            names in prop::collection::vec("[a-zA-Z_-]{1,20}|stripe-signature|svix-id|svix-timestamp|svix-signature|x-hub-signature-256|authorization|host|x-forwarded-host", 0..6),
            values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 6),
            url in "\\PC{0,60}|https://a\\.example/[a-z?&=%]{0,20}",
            body in prop::collection::vec(any::<u8>(), 0..600),
        ) {
            let id = waxseal::schemes::ids().nth(at).unwrap();
            let headers: Vec<Header<'_>> = names
                .iter()
                .zip(&values)
                .map(|(name, value)| Header { name, value })
                .collect();
            let diagnosis = diagnose(&Case {
                who: Who::Id(id),
                options: Options::default(),
                secrets: &[Secret::text(secret)],
                others: &[],
                request: Request {
                    meta: Meta { method: "POST", url: &url, headers: &headers },
                    body: &body,
                },
                now: NOW,
            });
            prop_assert!(id == "none" || diagnosis.code.is_some(), "{}", id);
            prop_assert_eq!(proved(&diagnosis), []);
            prop_assert!(diagnosis.work.hashed_bytes <= limits::HASHED_BYTES);
            prop_assert!(diagnosis.work.bodies <= limits::BODIES);
        }
    }
}
