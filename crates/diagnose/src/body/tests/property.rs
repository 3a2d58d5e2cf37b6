use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;
use serde_json::Value;

use super::{MOST, variants};
use crate::body::json::Json;
use crate::body::{Hints, first_difference, name, observe};

fn hints() -> impl Strategy<Value = (String, String, Option<u64>)> {
    let types = prop_oneof![
        Just("application/json"),
        Just("application/x-www-form-urlencoded"),
        Just("text/plain; charset=iso-8859-1"),
        Just("x; charset=utf-16"),
        Just(""),
    ];
    let encodings = prop_oneof![Just(""), Just("gzip"), Just("deflate"), Just("br")];
    let length = proptest::option::of(0..400_u64);
    (types, encodings, length)
        .prop_map(|(kind, encoding, length)| (kind.into(), encoding.into(), length))
}

fn json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![".{0,6}", Just("é/<b>&'+=\u{2028}\u{7f}".to_string())];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map("[a-e]{1,2}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// JSON in some spelling, and JSON with a few bytes changed, removed or put in.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let written = (json(), any::<bool>()).prop_map(|(value, is_pretty)| match is_pretty {
        true => serde_json::to_vec_pretty(&value).unwrap(),
        false => serde_json::to_vec(&value).unwrap(),
    });
    let edits =
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..4);
    let mutated = (written, edits).prop_map(|(mut bytes, edits)| {
        for (position, byte, edit) in edits {
            let at = position.index(bytes.len() + 1);
            match edit {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ if at < bytes.len() => bytes[at] = byte,
                _ => {}
            }
        }
        bytes
    });
    let special =
        "[ -~\\r\\n\\t\u{e9}\u{2028}\u{fffd}\u{feff}e\u{301}]{0,60}".prop_map(String::into_bytes);
    let form = "[a-c%2F+=& \\[\\]]{0,40}".prop_map(String::into_bytes);
    let random = proptest::collection::vec(any::<u8>(), 0..80);
    prop_oneof![4 => mutated, 1 => special, 1 => form, 2 => random]
}

/// What a body says, whatever its spelling: the texts, numbers and literals in
/// it, in order of the alphabet, where it is JSON.
fn content(bytes: &[u8]) -> Option<Vec<String>> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let mut all = Vec::new();
    let mut open = alloc::vec![&value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(elements) => open.extend(elements),
            Value::Object(members) => {
                for (key, value) in members {
                    all.push(key.clone());
                    open.push(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                all.push(value.to_string());
            }
        }
    }
    all.sort();
    Some(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn variants_are_distinct_bounded_and_never_the_received_body(body in bodies(), hint in hints()) {
        let hints = Hints { content_type: &hint.0, content_encoding: &hint.1, content_length: hint.2 };
        let all: Vec<_> = variants(&body, &hints, MOST).map(|variant| variant.body).collect();
        prop_assert!(all.len() <= MOST);
        for (position, variant) in all.iter().enumerate() {
            prop_assert!(!variant.is_empty());
            prop_assert!(variant != &body);
            prop_assert!(!all[..position].contains(variant));
        }
    }

    #[test]
    fn a_variant_of_json_that_is_json_says_the_same(body in bodies(), hint in hints()) {
        let hints = Hints { content_type: &hint.0, content_encoding: "", content_length: hint.2 };
        let Some(before) = content(&body).filter(|content| content.len() > 1) else { return Ok(()) };
        for variant in variants(&body, &hints, 64) {
            let is_json = matches!(variant.body.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'['));
            if let Some(after) = content(&variant.body).filter(|_| is_json && body.is_ascii()) {
                prop_assert_eq!(&after, &before, "{:?}", String::from_utf8_lossy(&variant.body));
            }
        }
    }

    #[test]
    fn no_variant_is_the_beginning_or_the_end_of_the_body_but_for_white_space_and_marks(body in bodies(), hint in hints()) {
        let hints = Hints { content_type: &hint.0, content_encoding: &hint.1, content_length: hint.2 };
        for variant in variants(&body, &hints, 64) {
            let rest = body.strip_prefix(&variant.body[..]).or_else(|| body.strip_suffix(&variant.body[..]));
            if let Some(rest) = rest {
                let is_void = rest == b"\xef\xbb\xbf" || rest.iter().all(u8::is_ascii_whitespace);
                prop_assert!(is_void, "{:?} of {:?}", variant.body, body);
            }
        }
    }

    #[test]
    fn every_variant_has_a_name_whose_message_quotes_nothing(body in bodies(), hint in hints()) {
        let hints = Hints { content_type: &hint.0, content_encoding: &hint.1, content_length: hint.2 };
        for variant in variants(&body, &hints, 64) {
            let named = name(&body, &variant.body, &hints);
            prop_assert!(named.cause.as_str().starts_with("body_"));
            prop_assert!(named.message.is_ascii() && named.message.ends_with('.'));
            prop_assert_eq!(named.offset, first_difference(&body, &variant.body));
            prop_assert!(!named.message.contains("not byte for byte"), "{:?} of {:?}", variant.body, body);
        }
    }

    #[test]
    fn what_serde_reads_is_read(body in bodies()) {
        if serde_json::from_slice::<Value>(&body).is_ok() {
            prop_assert!(Json::read(&body).is_some());
        }
    }

    #[test]
    fn any_two_bodies_have_a_name(one in bodies(), other in bodies()) {
        let named = name(&one, &other, &Hints::default());
        prop_assert!(named.offset <= one.len().min(other.len()));
    }

    #[test]
    fn what_is_seen_is_never_proved_and_each_cause_is_told_once(body in bodies(), hint in hints()) {
        let hints = Hints { content_type: &hint.0, content_encoding: &hint.1, content_length: hint.2 };
        let all = observe(&body, &hints);
        for (position, seen) in all.iter().enumerate() {
            prop_assert!(seen.certainty < crate::cause::Certainty::Proved);
            prop_assert!(all[..position].iter().all(|other| other.cause != seen.cause));
        }
    }
}
