//! Keeps borders where they are. The bytes under a signature have none of their
//! own: `T.B` is a time and a body, or a body alone, and whoever holds a genuine
//! delivery can hand its bytes over cut in another way. What explains such a
//! request would explain a forgery, so it is no explanation.

use alloc::vec::Vec;

use waxseal::parse_rfc3339;
use waxseal::scheme::{Part, Scheme};

/// Says whether bytes that another template made of a request could be a
/// genuine message of this scheme, cut elsewhere.
pub(crate) fn could_be_cut(scheme: &Scheme<'_>, signed: &[u8], received: &[u8]) -> bool {
    let parts = scheme.message.as_slice();
    let is_body = |part: &Part<'_>| matches!(part, Part::Body | Part::SortedForm { .. });
    let Some(at) = parts.iter().position(is_body) else {
        return ends(parts, signed, Side::Front).contains(&signed.len());
    };
    let (before, after) = parts.split_at_checked(at).unwrap_or((parts, &[]));
    let begins = ends(before, signed, Side::Front);
    let stops = ends(after.get(1..).unwrap_or_default(), signed, Side::Back);
    // What is no JSON here may have been cut off in front of it.
    let is_json = is_enclosed(received);
    stops.iter().any(|length| {
        let body = signed.get(..signed.len().saturating_sub(*length));
        let body = body.unwrap_or_default();
        let mut bodies = begins.iter().filter_map(|begin| body.get(*begin..));
        bodies.any(|body| !is_json || is_enclosed(body))
    })
}

fn is_enclosed(body: &[u8]) -> bool {
    matches!(
        body.trim_ascii(),
        [b'{', .., b'}'] | [b'[', .., b']'] | [b'"', .., b'"']
    )
}

/// From which side bytes are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Front,
    Back,
}

/// Lists how many bytes from one side on the parts can take.
fn ends(parts: &[Part<'_>], bytes: &[u8], side: Side) -> Vec<usize> {
    let mut all = alloc::vec![0];
    for at in 0..parts.len() {
        let at = if side == Side::Front {
            at
        } else {
            parts.len() - 1 - at
        };
        let Some(part) = parts.get(at) else { continue };
        let mut next: Vec<usize> = Vec::new();
        for taken in all {
            for length in lengths(part, rest(bytes, taken, side), side) {
                next.push(taken + length);
            }
        }
        next.sort_unstable();
        next.dedup();
        all = next;
    }
    all
}

fn rest(bytes: &[u8], taken: usize, side: Side) -> &[u8] {
    let rest = match side {
        Side::Front => bytes.get(taken..),
        Side::Back => bytes.get(..bytes.len().saturating_sub(taken)),
    };
    rest.unwrap_or_default()
}

/// The longest value that stands beside a body. Vendors send ids of up to 64 characters.
const VALUE_BYTES: usize = 200;

/// The longest URL, or list of headers.
const URL_BYTES: usize = 2048;

/// The longest time.
const TIME_BYTES: usize = 40;

/// Lists how many bytes one part can take.
fn lengths(part: &Part<'_>, bytes: &[u8], side: Side) -> Vec<usize> {
    let piece = |length: usize| match side {
        Side::Front => bytes.get(..length),
        Side::Back => bytes.get(bytes.len().checked_sub(length)?..),
    };
    let is = |length: usize, wanted: &[u8]| piece(length) == Some(wanted);
    let visible = |most: usize| -> Vec<usize> {
        let is_visible = |byte: &u8| (0x21..=0x7e).contains(byte);
        let run = match side {
            Side::Front => bytes.iter().take_while(|byte| is_visible(byte)).count(),
            Side::Back => bytes
                .iter()
                .rev()
                .take_while(|byte| is_visible(byte))
                .count(),
        };
        (1..=run.min(most)).collect()
    };
    match part {
        Part::Literal(text) if is(text.len(), text.as_bytes()) => alloc::vec![text.len()],
        Part::Literal(_) => Vec::new(),
        Part::Secret | Part::OptionalStart | Part::OptionalEnd => alloc::vec![0],
        Part::Timestamp => (1..=TIME_BYTES)
            .filter(|length| piece(*length).is_some_and(is_time))
            .collect(),
        Part::Method => ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
            .iter()
            .filter(|method| is(method.len(), method.as_bytes()))
            .map(|method| method.len())
            .collect(),
        Part::Value { .. } => visible(VALUE_BYTES),
        Part::Url { .. } | Part::Path | Part::SignedHeaders(_) => visible(URL_BYTES),
        // There is one, and it was taken out.
        Part::Body | Part::SortedForm { .. } => Vec::new(),
    }
}

/// Says whether a text is a whole time, in any unit: its length says so, or its form.
pub(crate) fn is_time(text: &[u8]) -> bool {
    let is_number = text.iter().all(u8::is_ascii_digit);
    if is_number {
        return matches!(text.len(), 10 | 13 | 16 | 19);
    }
    parse_rfc3339(text, true).is_some() || is_http_date(text)
}

/// RFC 9110 section 5.6.7: `Tue, 14 Nov 2023 22:13:20 GMT`.
fn is_http_date(text: &[u8]) -> bool {
    let is_of_it = |byte: &u8| byte.is_ascii_alphanumeric() || b" ,:".contains(byte);
    text.len() == 29 && text.ends_with(b" GMT") && text.iter().all(is_of_it)
}

/// Says whether a byte begins or ends JSON: beside it a time was cut from nothing.
pub(crate) fn is_json_end(byte: u8) -> bool {
    b"{}[]\"".contains(&byte)
}

#[cfg(test)]
mod tests {
    use waxseal::schemes;

    use super::*;

    fn cut(scheme: &str, signed: &str, received: &str) -> bool {
        let scheme = schemes::find(scheme).unwrap();
        could_be_cut(&scheme, signed.as_bytes(), received.as_bytes())
    }

    #[test]
    fn a_message_that_is_cut_elsewhere_is_seen() {
        let genuine = r#"1700000000.{"id":"evt_1"}"#;
        assert!(cut("stripe", genuine, genuine));
        assert!(cut(
            "slack",
            r#"v0:1700000000:{"a":1}"#,
            r#"v0:1700000000:{"a":1}"#
        ));
        let svix = r#"msg_1.1700000000.{"a":1}"#;
        assert!(cut("svix", svix, svix));
        assert!(cut("svix", svix, r#"1700000000.{"a":1}"#));
        assert!(cut("svix", svix, r#"{"a":1}"#));
        // The end of a form, the beginning of a list.
        assert!(cut("github", "amount=1&paid.true", "amount=1&paid"));
        assert!(cut("github", "1700000000,2,3", ",2,3"));
    }

    #[test]
    fn a_message_of_another_template_is_not() {
        assert!(!cut("stripe", r#"{"id":"evt_1"}"#, r#"{"id":"evt_1"}"#));
        assert!(!cut("svix", r#"1700000000.{"a":1}"#, r#"{"a":1}"#));
        assert!(!cut("stripe", r#"msg_1.1700000000.{"a":1}"#, r#"{"a":1}"#));
        assert!(!cut("github", r#"1700000000.{"a":1}"#, r#"{"a":1}"#));
        assert!(!cut("github", r#"{"a":1}.msg_1"#, r#"{"a":1}"#));
        assert!(!cut("box", r#"{"a":1}.2023-11-14T22:13:20Z"#, r#"{"a":1}"#));
    }

    #[test]
    fn a_time_is_whole_or_none() {
        for text in [
            "1700000000",
            "1700000000000",
            "2023-11-14T22:13:20Z",
            "Tue, 14 Nov 2023 22:13:20 GMT",
        ] {
            assert!(is_time(text.as_bytes()), "{text}");
        }
        for text in [
            "170000000",
            "17000000001",
            "1700000000{",
            "1700000000.{\"a",
            "2023-11-14T22:13:20Z{",
            "",
        ] {
            assert!(!is_time(text.as_bytes()), "{text}");
        }
    }
}
