use alloc::vec::Vec;

use super::{JSON, assert_explained, explain, place, variants};
use crate::body::json::Json;
use crate::body::{Hints, name};

/// What one value with every special character looks like as each library
/// writes it. Made with Node 20, Python 3.11, PHP 8.2 and Ruby 3.1; Go, .NET
/// and Gson by their documentation.
const JAVASCRIPT: &str = "{\"b\":\"a/b <i> & 'x' = + `t` é € 😀 \u{2028} \u{7f} \\b\\f\\n\\r\\t\\u0001\\u001f\\\"\\\\\",\"a\":[1,2,{}],\"e\":{},\"l\":[],\"n\":null,\"t\":true}";
const PYTHON: &str = r#"{"b": "a/b <i> & 'x' = + `t` \u00e9 \u20ac \ud83d\ude00 \u2028 \u007f \b\f\n\r\t\u0001\u001f\"\\", "a": [1, 2, {}], "e": {}, "l": [], "n": null, "t": true}"#;
const PYTHON_UNICODE: &str = "{\"b\": \"a/b <i> & 'x' = + `t` é € 😀 \u{2028} \u{7f} \\b\\f\\n\\r\\t\\u0001\\u001f\\\"\\\\\", \"a\": [1, 2, {}], \"e\": {}, \"l\": [], \"n\": null, \"t\": true}";
const PYTHON_COMPACT: &str = r#"{"b":"a/b <i> & 'x' = + `t` \u00e9 \u20ac \ud83d\ude00 \u2028 \u007f \b\f\n\r\t\u0001\u001f\"\\","a":[1,2,{}],"e":{},"l":[],"n":null,"t":true}"#;
const PHP: &str = "{\"b\":\"a\\/b <i> & 'x' = + `t` \\u00e9 \\u20ac \\ud83d\\ude00 \\u2028 \u{7f} \\b\\f\\n\\r\\t\\u0001\\u001f\\\"\\\\\",\"a\":[1,2,{}],\"e\":{},\"l\":[],\"n\":null,\"t\":true}";
const PHP_UNICODE: &str = "{\"b\":\"a\\/b <i> & 'x' = + `t` é € 😀 \\u2028 \u{7f} \\b\\f\\n\\r\\t\\u0001\\u001f\\\"\\\\\",\"a\":[1,2,{}],\"e\":{},\"l\":[],\"n\":null,\"t\":true}";
const GO: &str = "{\"b\":\"a/b \\u003ci\\u003e \\u0026 'x' = + `t` é € 😀 \\u2028 \u{7f} \\b\\f\\n\\r\\t\\u0001\\u001f\\\"\\\\\",\"a\":[1,2,{}],\"e\":{},\"l\":[],\"n\":null,\"t\":true}";

const TWO: &str =
    "{\n  \"id\": \"evt_1\",\n  \"amount\": 1.50,\n  \"items\": [\n    1,\n    {}\n  ]\n}";
const PLAIN: &str = r#"{"id":"evt_1","amount":1.50,"items":[1,{}]}"#;

#[test]
fn every_writer_is_undone_to_every_other() {
    let all = [
        JAVASCRIPT,
        PYTHON,
        PYTHON_UNICODE,
        PYTHON_COMPACT,
        PHP,
        PHP_UNICODE,
        GO,
    ];
    for received in all {
        for signed in all {
            if received != signed {
                let (cause, _) = explain(received, signed, &JSON);
                assert_eq!(cause, "body_reserialized", "{received} from {signed}");
            }
        }
    }
}

#[test]
fn the_writer_of_what_was_received_is_named() {
    for (received, signed, kind) in [
        (JAVASCRIPT, PHP, "javascript"),
        (PYTHON, JAVASCRIPT, "python"),
        (PYTHON_UNICODE, JAVASCRIPT, "python"),
        (PHP, JAVASCRIPT, "php"),
        (PHP_UNICODE, PYTHON, "php"),
        (GO, JAVASCRIPT, "go"),
    ] {
        assert_explained(received, signed, &JSON, ("body_reserialized", kind));
    }
}

#[test]
fn the_sentence_says_what_differs_and_by_how_much() {
    let named = name(PYTHON.as_bytes(), JAVASCRIPT.as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "The body was parsed and written again, as Python's json.dumps writes it, with other spacing and other escapes. It has 155 bytes, and had 119."
    );
    assert_eq!(named.offset, 5);
    let named = name(br#"{"a":1,"b":2}"#, br#"{"b":2,"a":1}"#, &JSON);
    assert_eq!(
        named.message,
        "The body was parsed and written again, as JavaScript's JSON.stringify writes it, with another order of keys. It has 13 bytes, and had 13."
    );
    assert_eq!(named.offset, 2);
}

#[test]
fn an_indented_body_was_signed_compact() {
    for indented in [
        TWO.into(),
        TWO.replace("  ", "    "),
        TWO.replace("  ", "\t"),
        TWO.replace('\n', "\r\n"),
        alloc::format!("{TWO}\n"),
    ] {
        assert_explained(&indented, PLAIN, &JSON, ("body_pretty_printed", "indented"));
        assert_eq!(place(indented.as_bytes(), PLAIN.as_bytes(), &JSON), Some(0));
    }
    let php = "{\n    \"u\": \"https:\\/\\/a.b\",\n    \"t\": \"\\u00e9\"\n}";
    let signed = r#"{"u":"https://a.b","t":"é"}"#;
    assert_explained(php, signed, &JSON, ("body_pretty_printed", "indented"));
}

#[test]
fn a_compact_body_was_signed_indented() {
    for signed in [
        TWO.into(),
        TWO.replace("  ", "    "),
        TWO.replace("  ", "\t"),
        alloc::format!("{TWO}\n"),
        alloc::format!("{}\n", TWO.replace("  ", "    ")),
    ] {
        assert_explained(PLAIN, signed, &JSON, ("body_reserialized", "javascript"));
    }
}

#[test]
fn an_indent_that_became_another_is_a_rewrite() {
    let four = TWO.replace("  ", "    ");
    assert_explained(&four, TWO, &JSON, ("body_reserialized", "indented"));
    let named = name(four.as_bytes(), TWO.as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "The body was parsed and written again, with other spacing. It has 85 bytes, and had 69."
    );
}

#[test]
fn only_json_is_read_as_json() {
    for wrong in [
        "",
        " ",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "1.e2",
        "tru",
        "nulll",
        "NaN",
        "'a'",
        "\"",
        "\"\u{1}\"",
        "\"\u{1f}\"",
        "\"\n\"",
        r#""\x""#,
        r#""\u12g4""#,
        r#""\u123""#,
        r#""\"#,
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[}",
        "{]",
        "]",
        "}",
        "{\"a\":1,}",
        "{1:2}",
        "{\"a\" 1}",
        "{\"a\"}",
        "{\"a\":}",
        "{,}",
        "{\"a\":1]",
        ":",
        ",",
        "[]x",
        "[][]",
        "\u{feff}[]",
        "[\u{b}]",
        "[\u{a0}]",
        "/**/1",
    ] {
        assert!(Json::read(wrong.as_bytes()).is_none(), "{wrong}");
    }
    for right in [
        "0",
        "-0",
        "-0.0e-0",
        "1E+2",
        "10",
        "true",
        "null",
        "\"\u{7f}\u{2028}\"",
        r#""\"\\\/\b\f\n\r\t\uD83d""#,
        "[]",
        "{}",
        " [ ] ",
        "\t{\r\n\"\" : [ ] }\n",
        "[[],{},[1,\"\",{\"a\":{}}]]",
        "{\"a\":1,\"a\":2}",
    ] {
        assert!(Json::read(right.as_bytes()).is_some(), "{right}");
    }
    assert!(Json::read(b"\"\xff\"").is_none());
}

#[test]
fn python_spacing_was_signed_compact_and_the_reverse() {
    let python = r#"{"id": "evt_1", "amount": 1.50, "items": [1, {}]}"#;
    assert_explained(python, PLAIN, &JSON, ("body_reserialized", "python"));
    assert_explained(PLAIN, python, &JSON, ("body_reserialized", "javascript"));
    assert_explained(python, TWO, &JSON, ("body_reserialized", "python"));
    assert_explained(TWO, python, &JSON, ("body_pretty_printed", "indented"));
}

#[test]
fn go_s_encoder_ends_with_a_line_break() {
    let signed = "{\"a\":\"\\u003cb\\u003e\",\"c\":1}\n";
    assert_explained(
        r#"{"a":"<b>","c":1}"#,
        signed,
        &JSON,
        ("body_reserialized", "javascript"),
    );
    assert_explained(
        r#"{"a": "<b>", "c": 1}"#,
        signed,
        &JSON,
        ("body_reserialized", "python"),
    );
}

#[test]
fn keys_that_were_signed_in_order_are_put_in_order() {
    let received = r#"{"b":{"z":1,"é":2,"a":3},"a":[{"y":1,"x":2}],"a":0}"#;
    let signed = r#"{"a":[{"x":2,"y":1}],"a":0,"b":{"a":3,"z":1,"é":2}}"#;
    assert_explained(received, signed, &JSON, ("body_reserialized", "javascript"));
}

#[test]
fn numbers_and_equal_keys_stay_as_they_are_spelled() {
    let received = r#"{"n": 1.0, "n": 1.00, "n": -0, "e": 1E+2, "big": 12345678901234567890123}"#;
    let signed = r#"{"n":1.0,"n":1.00,"n":-0,"e":1E+2,"big":12345678901234567890123}"#;
    assert_explained(received, signed, &JSON, ("body_reserialized", "python"));
}

#[test]
fn half_a_surrogate_pair_stays_an_escape() {
    let received = r#"{"a": "\ud83d", "b": "\uDE00\ud83d\ude00"}"#;
    let signed = r#"{"a":"\ud83d","b":"\ude00😀"}"#;
    assert_explained(received, signed, &JSON, ("body_reserialized", "json"));
}

#[test]
fn bodies_as_long_as_the_content_length_come_first() {
    let received = r#"{"a":"é/b","c":[1]}"#;
    for signed in [
        "{\n\t\"a\": \"é/b\",\n\t\"c\": [\n\t\t1\n\t]\n}\n",
        r#"{"a":"é\/b","c":[1]}"#,
    ] {
        let hints = Hints {
            content_length: Some(signed.len().try_into().unwrap()),
            ..JSON
        };
        let bodies: Vec<_> = variants(received.as_bytes(), &hints, 64)
            .map(|variant| variant.body)
            .collect();
        let is_so_long: Vec<bool> = bodies
            .iter()
            .map(|body| body.len() == signed.len())
            .collect();
        assert!(is_so_long.is_sorted_by(|one, next| one >= next) && is_so_long[0]);
        assert!(place(received.as_bytes(), signed.as_bytes(), &hints) < Some(3));
        assert!(place(received.as_bytes(), signed.as_bytes(), &JSON).is_none_or(|place| place > 3));
    }
}

#[test]
fn a_length_of_compressed_bytes_says_nothing() {
    let (received, signed) = (r#"{"a":1}"#, "{\n\t\"a\": 1\n}");
    let hints = Hints {
        content_length: Some(signed.len().try_into().unwrap()),
        content_encoding: "gzip",
        ..JSON
    };
    assert_ne!(
        place(received.as_bytes(), signed.as_bytes(), &hints),
        Some(0)
    );
}
