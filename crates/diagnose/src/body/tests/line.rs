use super::{JSON, OPEN, assert_explained, place};
use crate::body::name;

const COMPACT: &str = r#"{"id":"evt_1","items":[1,2]}"#;
const LINES: &str = "{\n  \"id\": \"evt_1\",\n  \"items\": [ 1, 2 ],\n  \"more\": [\n    {\n      \"a\": []\n    }\n  ]\n}\n";

#[test]
fn a_line_break_at_the_end_was_added() {
    for (end, kind) in [
        ("\n", "lf"),
        ("\r\n", "crlf"),
        ("\n\n", "lf"),
        ("\r\n\r\n", "crlf"),
    ] {
        let received = [COMPACT, end].concat();
        assert_explained(&received, COMPACT, &JSON, ("body_newline_added", kind));
        assert_explained(
            ["a=1", end].concat(),
            "a=1",
            &OPEN,
            ("body_newline_added", kind),
        );
    }
    assert_explained("a\n\n", "a\n", &OPEN, ("body_newline_added", "lf"));
    let named = name(b"{}\r\n", b"{}", &JSON);
    assert_eq!(
        named.message,
        "The body ends with a line break (CRLF) that the sender did not sign."
    );
    assert_eq!(named.offset, 2);
}

#[test]
fn the_line_break_at_the_end_was_removed() {
    for (end, kind) in [("\n", "lf"), ("\r\n", "crlf")] {
        let signed = [COMPACT, end].concat();
        assert_explained(COMPACT, &signed, &JSON, ("body_newline_removed", kind));
        assert_explained(
            "hello",
            ["hello", end].concat(),
            &OPEN,
            ("body_newline_removed", kind),
        );
    }
    assert_eq!(
        place(
            COMPACT.as_bytes(),
            [COMPACT, "\n"].concat().as_bytes(),
            &JSON
        ),
        Some(0)
    );
    let named = name(b"{}", b"{}\n", &JSON);
    assert_eq!(
        named.message,
        "The sender signed a line break (LF) at the end of the body, which is gone."
    );
    assert_eq!(named.offset, 2);
}

#[test]
fn line_ends_were_changed_either_way() {
    let crlf = LINES.replace('\n', "\r\n");
    assert_explained(&crlf, LINES, &JSON, ("body_line_endings", "crlf"));
    assert_explained(LINES, &crlf, &JSON, ("body_line_endings", "lf"));
    assert_explained("a\r\nb\r\n", "a\nb\n", &OPEN, ("body_line_endings", "crlf"));
    assert_explained("a\nb", "a\r\nb", &OPEN, ("body_line_endings", "lf"));
    let named = name(b"a\r\nb", b"a\nb", &OPEN);
    assert_eq!(
        named.message,
        "The line breaks of the body were changed from LF to CRLF."
    );
    assert_eq!(named.offset, 1);
}

#[test]
fn curl_took_every_line_break_out_of_an_indented_file() {
    let tabs = LINES.replace("  ", "\t");
    let inline = "{\n  \"a\": [{\n    \"b\": 1\n  }],\n  \"c\": {}\n}\n";
    for signed in [
        LINES.into(),
        LINES.trim_end().into(),
        LINES.replace('\n', "\r\n"),
        LINES.trim_end().replace('\n', "\r\n"),
        tabs,
        inline.into(),
    ] {
        let received = signed.replace(['\r', '\n'], "");
        assert_explained(&received, &signed, &JSON, ("body_line_endings", "removed"));
        let place = place(received.as_bytes(), signed.as_bytes(), &JSON);
        assert!(place < Some(5), "{place:?}");
    }
    let named = name(b"{  \"a\": 1}", b"{\n  \"a\": 1\n}", &JSON);
    assert_eq!(
        named.message,
        "The line breaks of the body were taken out, as `curl --data @file` does; the sender signed it with them."
    );
    assert_eq!(named.offset, 1);
}

#[test]
fn line_breaks_between_tokens_were_put_in() {
    let received = "{\"a\": 1,\n\"b\": 2}\n";
    assert_explained(
        received,
        "{\"a\": 1,\"b\": 2}",
        &JSON,
        ("body_line_endings", "added"),
    );
}
