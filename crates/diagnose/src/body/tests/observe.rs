use alloc::vec::Vec;

use super::{FORM, Hints, JSON, OPEN};
use crate::body::observe;

/// Cause, certainty, kind of all that is seen.
fn seen(
    received: impl AsRef<[u8]>,
    hints: &Hints<'_>,
) -> Vec<(&'static str, &'static str, &'static str)> {
    let all = observe(received.as_ref(), hints);
    all.iter()
        .map(|seen| (seen.cause.as_str(), seen.certainty.as_str(), seen.kind))
        .collect()
}

fn of_length(length: u64) -> Hints<'static> {
    Hints {
        content_length: Some(length),
        ..JSON
    }
}

fn encoded(encoding: &'static str) -> Hints<'static> {
    Hints {
        content_encoding: encoding,
        ..JSON
    }
}

#[track_caller]
fn assert_seen_first(
    received: impl AsRef<[u8]>,
    hints: &Hints<'_>,
    expected: (&str, &str, &str),
    message: &str,
) {
    let all = observe(received.as_ref(), hints);
    let first = &all[0];
    assert_eq!(
        (first.cause.as_str(), first.certainty.as_str(), first.kind),
        expected
    );
    assert_eq!(first.message, message);
}

const COMPACT: &str = r#"{"id":"evt_1","a":[1,2]}"#;

#[test]
fn an_ordinary_body_shows_nothing() {
    assert_eq!(seen(COMPACT, &JSON), []);
    assert_eq!(seen(COMPACT, &of_length(24)), []);
    assert_eq!(seen("a=1&b=x+y", &FORM), []);
    assert_eq!(seen("", &OPEN), []);
    assert_eq!(seen("", &of_length(0)), []);
    assert_eq!(seen("{}", &of_length(2)), []);
}

#[test]
fn an_empty_body_that_was_not_sent_empty() {
    assert_seen_first(
        "",
        &of_length(24),
        ("body_empty", "observed", "read"),
        "The body is empty here; the request was sent with 24 bytes. Something read it before.",
    );
    assert_seen_first(
        "",
        &JSON,
        ("body_empty", "observed", "read"),
        "The body is empty here, though the request has a content-type. Something read it before.",
    );
    assert_eq!(
        seen("{}", &of_length(24)),
        [("body_empty", "observed", "parser")]
    );
    for nothing in ["{}", "null", "undefined", "\"\"", "[]"] {
        assert_seen_first(
            nothing,
            &of_length(24),
            ("body_empty", "observed", "parser"),
            "The body is what a parser gives that read nothing; the request was sent with 24 bytes.",
        );
    }
}

#[test]
fn a_body_that_is_shorter_than_its_length() {
    assert_seen_first(
        &COMPACT[..10],
        &of_length(24),
        ("body_truncated", "observed", "length"),
        "The request was sent with 24 bytes, and the body has 10: the rest is missing.",
    );
    assert_seen_first(
        &COMPACT[..10],
        &JSON,
        ("body_truncated", "likely", "json"),
        "The body is JSON that breaks off before its end.",
    );
    for end in 1..COMPACT.len() {
        assert_eq!(
            seen(&COMPACT[..end], &JSON),
            [("body_truncated", "likely", "json")],
            "{end}"
        );
    }
    assert_eq!(
        seen("{\"a\":\"\u{e9}".as_bytes().split_last().unwrap().1, &JSON)[0].0,
        "body_truncated"
    );
    for whole in ["{\"a\":x}", "{\"a\":1}}", "{\"a\":\"\n", "{a:1}", "[1,,"] {
        assert_eq!(seen(whole, &JSON), [], "{whole}");
    }
    assert_eq!(
        seen(COMPACT, &of_length(30)),
        [("body_reserialized", "likely", "length")]
    );
}

#[test]
fn a_body_that_is_shorter_for_another_reason_is_not_called_truncated() {
    assert_eq!(
        seen(b"{\"a\":\"\xe9\"}", &of_length(10)),
        [("body_latin1", "likely", "latin-1")]
    );
    let hints = Hints {
        content_length: Some(9),
        ..FORM
    };
    assert_eq!(
        seen("a=\u{e9}", &hints),
        [("body_form_decoded", "likely", "text")]
    );
    assert_eq!(
        seen("{\"a\":{}", &of_length(9)),
        [("body_truncated", "observed", "length")]
    );
}

#[test]
fn a_body_that_is_longer_than_its_length() {
    assert_seen_first(
        [COMPACT, "\n"].concat(),
        &of_length(24),
        ("body_newline_added", "observed", "length"),
        "The request was sent with 24 bytes, and the body has 25: the line break at its end was added.",
    );
    assert_seen_first(
        ["\u{feff}", COMPACT].concat(),
        &of_length(24),
        ("body_bom", "observed", "length"),
        "The request was sent with 24 bytes, and the body has 27: the byte order mark before it was added.",
    );
    assert_seen_first(
        "{\n  \"a\": 1\n}",
        &of_length(7),
        ("body_pretty_printed", "likely", "length"),
        "The request was sent with 7 bytes, and the body has 12: it was changed on the way.",
    );
    assert_eq!(
        seen(COMPACT, &of_length(7)),
        [("body_reserialized", "likely", "length")]
    );
}

#[test]
fn what_string_makes_of_objects() {
    for text in [
        "[object Object]",
        "\"[object Object]\"",
        "[object Object]\n",
    ] {
        assert_seen_first(
            text,
            &JSON,
            ("body_stringified_object", "observed", "object"),
            "The body is the text [object Object]: an object was made a string, and its content is lost.",
        );
    }
    assert_eq!(
        seen("[object Object]", &of_length(24)),
        [("body_stringified_object", "observed", "object")]
    );
    assert_eq!(seen("{'a': 1", &JSON), []);
    assert_eq!(seen("[object ReadableStream]", &JSON)[0].2, "object");
    assert_eq!(
        seen("{'a': 1, 'b': None}", &JSON),
        [("body_stringified_object", "observed", "python")]
    );
    assert_eq!(
        seen("{\"type\":\"Buffer\",\"data\":[1,2]}", &JSON),
        [("body_stringified_object", "observed", "bytes")]
    );
    assert_eq!(
        seen("b'{\"a\":1}'", &JSON),
        [("body_stringified_object", "observed", "bytes")]
    );
    assert_seen_first(
        r#""{\"a\":1}""#,
        &JSON,
        ("body_stringified_object", "observed", "string"),
        "The body is not the text that was sent, but a value made text again: it looks like JSON.stringify of a string.",
    );
    assert_eq!(seen("\"hello\"", &JSON), []);
}

#[test]
fn bytes_that_were_lost_or_garbled() {
    assert_seen_first(
        "{\"a\":\"\u{fffd}\"}",
        &JSON,
        ("body_latin1", "observed", "lossy"),
        "The body has the character U+FFFD in it: bytes that are not UTF-8 were replaced when it was made text, and are lost.",
    );
    assert_eq!(
        seen("{\"a\":\"Ã©\"}", &JSON),
        [("body_latin1", "likely", "latin-1")]
    );
    assert_eq!(
        seen("{\"a\":\"â‚¬\"}", &JSON),
        [("body_latin1", "likely", "windows-1252")]
    );
    assert_eq!(
        seen(b"{\"a\":\"\xe9\"}", &JSON),
        [("body_latin1", "likely", "latin-1")]
    );
    assert_eq!(seen("{\"a\":\"é\"}", &JSON), []);
    assert_eq!(
        seen(b"{\0}\0", &JSON),
        [("body_reencoded", "observed", "utf-16le")]
    );
}

#[test]
fn a_compression_that_is_named_and_gone_or_still_there() {
    for encoding in ["gzip", "deflate", "br", "zstd"] {
        assert_eq!(
            seen(COMPACT, &encoded(encoding)),
            [("body_decompressed", "observed", encoding)]
        );
    }
    assert_seen_first(
        COMPACT,
        &encoded("GZIP"),
        ("body_decompressed", "observed", "gzip"),
        "The request says that its body is compressed (gzip), and the body is plain text: it was decompressed on the way.",
    );
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56";
    assert_eq!(seen(gzip, &JSON), [("body_decompressed", "likely", "gzip")]);
    assert_eq!(
        seen(gzip, &encoded("gzip")),
        [("body_decompressed", "observed", "gzip")]
    );
    assert_eq!(
        seen(b"\x28\xb5\x2f\xfd\x00\x01", &OPEN),
        [("body_decompressed", "likely", "zstd")]
    );
    assert_eq!(seen(b"\x0b\x02\x80\x01\x02", &encoded("br"))[0].2, "br");
}

#[test]
fn base64_with_json_in_it() {
    assert_seen_first(
        "eyJhIjoiPz8/Pj4+In0=",
        &JSON,
        ("body_base64", "observed", "base64"),
        "The body is base64, and JSON is in it.",
    );
    assert_eq!(
        seen("YT0xJmI9eHl6JmM9ZA==", &FORM),
        [("body_base64", "likely", "base64")]
    );
    assert_eq!(seen("abcdefghijklmnop", &OPEN), []);
}

#[test]
fn a_form_that_is_no_form_any_more() {
    assert_seen_first(
        COMPACT,
        &FORM,
        ("body_form_decoded", "observed", "fields"),
        "The request says that its body is a form, and the body is JSON: it was made of the form's fields.",
    );
    assert_eq!(
        seen("a=b c", &FORM),
        [("body_form_decoded", "likely", "text")]
    );
}

#[test]
fn json_that_looks_written_again() {
    assert_eq!(
        seen("{\n  \"b\": 1\n}", &JSON),
        [("body_pretty_printed", "likely", "indented")]
    );
    assert_eq!(
        seen(r#"{"b": 1, "a": 2}"#, &JSON),
        [("body_reserialized", "likely", "python")]
    );
    assert_eq!(
        seen(r#"{"a":1,"b":2,"c":3,"d":4}"#, &JSON),
        [("body_reserialized", "likely", "sorted")]
    );
    assert_eq!(
        seen([COMPACT, "\n"].concat(), &JSON),
        [("body_newline_added", "likely", "lf")]
    );
    assert_eq!(
        seen(["\u{feff}", COMPACT].concat(), &JSON),
        [("body_bom", "likely", "added")]
    );
    assert_eq!(
        seen("a\r\nb", &OPEN),
        [("body_line_endings", "likely", "crlf")]
    );
}
