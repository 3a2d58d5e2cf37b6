//! Keeps borders where they are. The bytes under a signature have none of their
//! own: `T.B` is a time and a body, or a body alone, and whoever holds a genuine
//! delivery can hand its bytes over cut in another way. What explains such a
//! request would explain a forgery, so it is no explanation.

use waxseal::parse_rfc3339;
use waxseal::scheme::{Part, Scheme};

/// The longest value that stands beside a body. Vendors send ids of up to 64 characters.
const VALUE_BYTES: usize = 200;

/// The longest URL.
const URL_BYTES: usize = 2048;

/// Says whether bytes that another template made of a request could be a
/// genuine message of this scheme, cut elsewhere.
pub(crate) fn could_be_cut(scheme: &Scheme<'_>, signed: &[u8], received: &[u8]) -> bool {
    // What is no JSON here may have been cut off in front of it.
    let is_body: fn(&[u8]) -> bool = if is_enclosed(received) {
        is_enclosed
    } else {
        |_| true
    };
    is_match(&scheme.message, signed, is_body)
}

fn is_enclosed(body: &[u8]) -> bool {
    matches!(
        body.trim_ascii(),
        [b'{', .., b'}'] | [b'[', .., b']'] | [b'"', .., b'"']
    )
}

fn is_match(parts: &[Part<'_>], bytes: &[u8], is_body: fn(&[u8]) -> bool) -> bool {
    let Some((part, behind)) = parts.split_first() else {
        return bytes.is_empty();
    };
    let any = |most: usize, is_piece: &dyn Fn(&[u8]) -> bool| {
        (1..=most.min(bytes.len())).any(|at| {
            bytes
                .split_at_checked(at)
                .is_some_and(|(piece, rest)| is_piece(piece) && is_match(behind, rest, is_body))
        })
    };
    match part {
        Part::Literal(text) => bytes
            .strip_prefix(text.as_bytes())
            .is_some_and(|rest| is_match(behind, rest, is_body)),
        Part::Secret | Part::OptionalStart | Part::OptionalEnd => is_match(behind, bytes, is_body),
        Part::Body if behind.is_empty() => is_body(bytes),
        Part::Body | Part::SortedForm { .. } => any(bytes.len(), &is_body),
        Part::Timestamp => any(40, &is_time),
        Part::Method => any(7, &|piece| piece.iter().all(u8::is_ascii_uppercase)),
        Part::Value { .. } => any(VALUE_BYTES, &is_visible),
        Part::Url { .. } | Part::Path | Part::SignedHeaders(_) => any(URL_BYTES, &is_visible),
    }
}

fn is_visible(piece: &[u8]) -> bool {
    piece
        .last()
        .is_some_and(|byte| (0x21..=0x7e).contains(byte))
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
