//! Which schemes a request may be signed in: ranked, with reasons, ambiguity admitted.

mod own;

use own::{Sent, post, with_request};
use waxseal::identify;

fn found(sent: Sent<'_>) -> Vec<(String, u32, String)> {
    with_request(sent, |request| {
        identify(request)
            .into_iter()
            .map(|candidate| (candidate.scheme.into(), candidate.score, candidate.because))
            .collect()
    })
}

fn first(sent: Sent<'_>) -> (String, u32, String) {
    found(sent).into_iter().next().unwrap_or_default()
}

const HEX: &str = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

#[test]
fn a_header_of_its_own_and_its_form_name_a_vendor() {
    let header = format!("t=1780000000,v1={HEX}");
    let headers = [("Stripe-Signature", header.as_str())];
    assert_eq!(
        found(post(&headers, r#"{"id":"evt_1","type":"a.b"}"#)),
        [(
            "stripe".into(),
            22,
            "the header stripe-signature is there and has the form of hmac-sha256, the body's /id too, the body's /type too".into()
        )]
    );
    assert_eq!(
        found(post(&headers, "{}")),
        [(
            "stripe".into(),
            20,
            "the header stripe-signature is there and has the form of hmac-sha256".into()
        )]
    );
}

#[test]
fn a_wrong_form_is_admitted_with_a_low_score() {
    assert_eq!(
        found(post(&[("stripe-signature", "nonsense")], "{}")),
        [(
            "stripe".into(),
            2,
            "the header stripe-signature is there, though not in the scheme's form".into()
        )]
    );
}

#[test]
fn what_is_empty_or_absent_is_no_sign() {
    assert_eq!(found(post(&[], "{}")), []);
    assert_eq!(found(post(&[("stripe-signature", "")], "{}")), []);
}

#[test]
fn a_scheme_whose_signed_headers_are_missing_is_no_candidate() {
    let signature = format!("v0={HEX}");
    let alone = [("x-slack-signature", signature.as_str())];
    let because = first(post(&alone, "{}"));
    let with_time = [
        ("x-slack-signature", signature.as_str()),
        ("x-slack-request-timestamp", "1780000000"),
    ];
    assert_eq!(
        first(post(&with_time, "{}")),
        (
            "slack".into(),
            23,
            "the header x-slack-signature is there and has the form of hmac-sha256, x-slack-request-timestamp too".into()
        )
    );
    assert_eq!(because.1, 20);
    let svix = [(
        "svix-signature",
        "v1,dXBvbiBhIHRpbWUgdGhlcmUgd2FzIGEgd2ViaG9vay4=",
    )];
    assert!(
        found(post(&svix, "{}"))
            .iter()
            .all(|(scheme, ..)| scheme != "svix"),
        "its id is signed and not there"
    );
}

#[test]
fn further_headers_of_a_scheme_raise_it_over_those_that_share_its_signature() {
    let signature = format!("sha256={HEX}");
    let headers = [
        ("x-hub-signature-256", signature.as_str()),
        ("x-github-event", "push"),
        ("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
    ];
    let all = found(post(&headers, "{}"));
    let scores: Vec<u32> = all.iter().map(|(_, score, _)| *score).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert_eq!(
        all.first().cloned().unwrap_or_default(),
        (
            "github".into(),
            26,
            "the header x-hub-signature-256 is there and has the form of hmac-sha256, x-github-delivery too, x-github-event too".into()
        )
    );
    assert!(
        all.len() > 1 && all.iter().any(|(scheme, ..)| scheme == "meta"),
        "{all:?}"
    );
}

#[test]
fn equal_candidates_stay_in_the_order_of_the_table_and_tie() {
    let headers = [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", "1780000000"),
        (
            "webhook-signature",
            "v1,dXBvbiBhIHRpbWUgdGhlcmUgd2FzIGEgd2ViaG9vay4=",
        ),
    ];
    let all = found(post(&headers, "{}"));
    let best = all.first().map_or(0, |(_, score, _)| *score);
    let tied: Vec<&str> = all
        .iter()
        .filter(|(_, score, _)| *score == best)
        .map(|(scheme, ..)| scheme.as_str())
        .collect();
    assert!(
        tied.len() >= 2 && tied.contains(&"standard-webhooks"),
        "{all:?}"
    );
    let order: Vec<usize> = tied
        .iter()
        .map(|id| {
            waxseal::schemes::ids()
                .position(|known| known == *id)
                .unwrap_or(0)
        })
        .collect();
    assert!(order.is_sorted(), "{tied:?}");
}

#[test]
fn a_generic_header_is_a_weak_sign_and_a_vendors_token_a_strong_one() {
    let generic = found(post(&[("authorization", "Bearer abc")], "{}"));
    let brevo = generic.iter().find(|(scheme, ..)| scheme == "brevo");
    assert_eq!(
        brevo,
        Some(&(
            "brevo".into(),
            1,
            "the header authorization is there".into()
        ))
    );
    let own = first(post(&[("x-gitlab-token", "abc")], "{}"));
    assert_eq!((own.0.as_str(), own.1), ("gitlab-token", 10), "{own:?}");
    assert_eq!(own.2, "the header x-gitlab-token is there");
}

#[test]
fn a_header_sent_twice_is_there() {
    let header = format!("t=1780000000,v1={HEX}");
    let headers = [
        ("stripe-signature", header.as_str()),
        ("stripe-signature", "t=1"),
    ];
    assert_eq!(first(post(&headers, "{}")).0, "stripe");
}
