//! What is no variant: a forgery could be explained by it.

use alloc::vec::Vec;

use super::{FORM, JSON, MOST, OPEN, place, variants};
use crate::body::Hints;

#[test]
fn content_is_never_left_out_or_changed() {
    for (received, signed) in [
        (r#"{"amount":1,"amount":2}"#, r#"{"amount":1}"#),
        (r#"{"amount":1,"amount":2}"#, r#"{"amount":2}"#),
        (r#"{"amount":1,"amount":2}"#, r#"{"amount":2,"amount":1}"#),
        (r#"{"amount":1.0}"#, r#"{"amount":1}"#),
        (r#"{"amount":1e2}"#, r#"{"amount":100}"#),
        (r#"{"amount":"1"}"#, r#"{"amount":1}"#),
        (r#"{"a":"x "}"#, r#"{"a":"x"}"#),
        (r#"{"a":1,"b":null}"#, r#"{"a":1}"#),
        (r#"{"a":[2,1]}"#, r#"{"a":[1,2]}"#),
        (r#"{"a":1}}"#, r#"{"a":1}"#),
        (r#"{"a":1} x"#, r#"{"a":1}"#),
        (r#"{"a":1}{"a":2}"#, r#"{"a":1}"#),
        (" {\"a\":1}\u{a0}", r#"{"a":1}"#),
        ("a=1&a=2", "a=1"),
        ("a=1&b=2", "b=2&a=1"),
        ("10\n0", "100"),
        ("x", ""),
        ("\n", ""),
        ("\"\"", ""),
        ("{}", ""),
    ] {
        for hints in [JSON, FORM, OPEN] {
            assert_eq!(
                place(received.as_bytes(), signed.as_bytes(), &hints),
                None,
                "{received}"
            );
        }
    }
}

#[test]
fn no_body_and_bodies_beyond_a_mebibyte_have_no_variants() {
    assert_eq!(variants(b"", &JSON, MOST).count(), 0);
    let long = alloc::vec![b'1'; 1024 * 1024 + 1];
    assert_eq!(variants(&long, &JSON, MOST).count(), 0);
    assert_ne!(variants(&long[1..], &JSON, MOST).count(), 0);
}

#[test]
fn json_is_read_to_a_depth_of_128() {
    for (depth, is_read) in [(128, true), (129, false)] {
        let received = ["[".repeat(depth), "1, 2".into(), "]".repeat(depth)].concat();
        let signed = received.replace(' ', "");
        let place = place(received.as_bytes(), signed.as_bytes(), &JSON);
        assert_eq!(place.is_some(), is_read, "{depth}");
    }
}

#[test]
fn indenting_deep_json_does_not_make_megabytes() {
    let received = [
        "[".repeat(128),
        "1,".repeat(60_000),
        "1".into(),
        "]".repeat(128),
    ]
    .concat();
    let hints = Hints {
        content_length: Some(7),
        ..JSON
    };
    let bytes: usize = variants(received.as_bytes(), &hints, MOST)
        .map(|variant| variant.body.len())
        .sum();
    assert!(bytes < 16 * 1024 * 1024, "{bytes}");
}

#[test]
fn names_of_nested_fields_do_not_make_megabytes() {
    let received = ["{\"", &"k".repeat(200), "\":[", &"1,".repeat(60_000), "1]}"].concat();
    let longest = variants(received.as_bytes(), &FORM, MOST)
        .map(|variant| variant.body.len())
        .max();
    assert!(longest < Some(2 * 1024 * 1024), "{longest:?}");
}

#[test]
fn as_many_bodies_are_made_as_are_asked_for() {
    let received = r#"{"a":"é/<b>","b":[1,2],"c":"'+"}"#;
    let all: Vec<_> = variants(received.as_bytes(), &JSON, 100).collect();
    assert!(all.len() > 30, "{}", all.len());
    for most in [0, 1, 16] {
        let some: Vec<_> = variants(received.as_bytes(), &JSON, most).collect();
        assert_eq!(some, all[..most]);
    }
}
