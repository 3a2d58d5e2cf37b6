use alloc::string::{String, ToString};
use alloc::vec::Vec;

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

use super::{Hints, JSON, OPEN, assert_explained, place};
use crate::body::name;

const BODY: &str = r#"{"id":"evt_1","name":"Zoë","note":"a \"b\" \\ c\n"}"#;

fn gzip(plain: &[u8], flags: u8, extra: &[u8]) -> Vec<u8> {
    let mut bytes = alloc::vec![0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
    bytes.extend_from_slice(extra);
    bytes.extend(compress_to_vec(plain, 6));
    bytes.extend([0; 4]); // the checksum is not looked at
    bytes.extend(u32::try_from(plain.len()).unwrap().to_le_bytes());
    bytes
}

#[test]
fn compressed_bytes_are_decompressed() {
    for (received, kind) in [
        (gzip(BODY.as_bytes(), 0, b""), "gzip"),
        (gzip(BODY.as_bytes(), 8, b"body.json\0"), "gzip"),
        (
            gzip(BODY.as_bytes(), 0x1e, b"\x02\0xyname\0comment\0\x01\x02"),
            "gzip",
        ),
        (compress_to_vec_zlib(BODY.as_bytes(), 6), "zlib"),
        (compress_to_vec_zlib(BODY.as_bytes(), 0), "zlib"),
        (compress_to_vec(BODY.as_bytes(), 6), "deflate"),
    ] {
        assert_explained(&received, BODY, &JSON, ("body_decompressed", kind));
    }
    // Bytes that Python's gzip wrote.
    let received = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\x4a\x54\xb2\x32\xac\x05\x00\x6d\x63\xab\xae\x07\x00\x00\x00";
    let named = name(received, br#"{"a":1}"#, &JSON);
    assert_eq!(
        named.message,
        "The body is still compressed (gzip); the sender signed what is in it."
    );
    assert_explained(received, r#"{"a":1}"#, &JSON, ("body_decompressed", "gzip"));
}

#[test]
fn what_was_decompressed_is_named_too() {
    let named = name(BODY.as_bytes(), &gzip(BODY.as_bytes(), 0, b""), &JSON);
    assert_eq!(
        (named.cause.as_str(), named.kind),
        ("body_decompressed", "gzip")
    );
    assert_eq!(
        named.message,
        "The body was decompressed (gzip); the sender signed the compressed bytes."
    );
}

#[test]
fn a_bomb_is_not_decompressed() {
    let received = gzip(&alloc::vec![b'a'; 1024 * 1024 + 1], 0, b"");
    assert!(received.len() < 4096);
    let longest = super::variants(&received, &JSON, super::MOST)
        .map(|variant| variant.body.len())
        .max();
    assert!(longest < Some(16 * 1024), "{longest:?}");
    let most = alloc::vec![b'a'; 1024 * 1024];
    assert_eq!(place(&gzip(&most, 0, b""), &most, &JSON), Some(0));
}

#[test]
fn bytes_behind_the_compressed_ones_are_not_left_out() {
    for mut received in [
        gzip(BODY.as_bytes(), 0, b""),
        compress_to_vec_zlib(BODY.as_bytes(), 6),
        compress_to_vec(BODY.as_bytes(), 6),
    ] {
        received.push(b' ');
        assert_eq!(place(&received, BODY.as_bytes(), &JSON), None);
        received.pop();
        received.pop();
        assert_eq!(place(&received, BODY.as_bytes(), &JSON), None);
    }
}

#[test]
fn a_length_that_is_not_that_of_the_decompressed_bytes_is_refused() {
    let mut received = gzip(BODY.as_bytes(), 0, b"");
    let length = received.len() - 4;
    received[length] ^= 1;
    assert_eq!(place(&received, BODY.as_bytes(), &JSON), None);
}

#[test]
fn base64_is_decoded() {
    for received in [
        "eyJhIjoiPz8/Pj4+In0=",
        "eyJhIjoiPz8/Pj4+In0",
        "eyJhIjoiPz8_Pj4-In0",
        "eyJhIjoiPz8_Pj4-In0=",
        "eyJhIjoi\r\nPz8/Pj4+\r\nIn0=\r\n",
        "\"eyJhIjoiPz8/Pj4+In0=\"",
    ] {
        assert_explained(
            received,
            r#"{"a":"???>>>"}"#,
            &JSON,
            ("body_base64", "base64"),
        );
    }
    let named = name(b"e30=", b"{}", &JSON);
    assert_eq!(
        named.message,
        "The body is the base64 of what the sender signed."
    );
}

#[test]
fn base64_that_was_signed_is_written_again() {
    assert_explained("{}", "e30=", &OPEN, ("body_base64", "base64"));
    let named = name(b"{}", b"e30=", &JSON);
    assert_eq!(
        named.message,
        "The body was decoded from base64; the sender signed the base64."
    );
}

#[test]
fn a_json_string_is_unwrapped_and_the_reverse() {
    let wrapped = serde_json::Value::from(BODY).to_string();
    assert_explained(&wrapped, BODY, &JSON, ("body_stringified_object", "string"));
    assert_eq!(place(wrapped.as_bytes(), BODY.as_bytes(), &JSON), Some(0));
    assert_explained(
        [&wrapped, "\n"].concat(),
        BODY,
        &JSON,
        ("body_stringified_object", "string"),
    );
    assert_explained("{}", "\"{}\"", &JSON, ("body_stringified_object", "text"));
    let named = name(wrapped.as_bytes(), BODY.as_bytes(), &JSON);
    assert_eq!(
        named.message,
        "The body was made a value and then text again (it looks like JSON.stringify of a string); the sender signed the text inside."
    );
    // Python escapes what is not ASCII.
    let python = r#""{\"a\": \"\u00e9\"}""#;
    assert_explained(
        python,
        r#"{"a": "é"}"#,
        &JSON,
        ("body_stringified_object", "string"),
    );
}

#[test]
fn bytes_that_became_a_value_become_bytes_again() {
    let numbers: Vec<String> = BODY.bytes().map(|byte| byte.to_string()).collect();
    let elements: Vec<String> = numbers
        .iter()
        .enumerate()
        .map(|(position, byte)| ["\"", &position.to_string(), "\":", byte].concat())
        .collect();
    for received in [
        ["{\"type\":\"Buffer\",\"data\":[", &numbers.join(","), "]}"].concat(),
        ["{", &elements.join(","), "}"].concat(),
        numbers.join(","),
        r#"b'{"id":"evt_1","name":"Zo\xc3\xab","note":"a \\"b\\" \\\\ c\\n"}'"#.into(),
    ] {
        assert_explained(received, BODY, &JSON, ("body_stringified_object", "bytes"));
    }
}

#[test]
fn a_value_that_only_looks_like_bytes_is_left_alone() {
    for received in [
        r#"{"type":"Buffer","data":[123,125],"more":1}"#,
        r#"{"type":"Buffer","data":[123,256]}"#,
        r#"{"0":123,"2":125}"#,
        r#"{"0":123,"01":125}"#,
        "123,0125",
        "123,+125",
        "b'{}'; b'{}'",
        r"b'{\q}'",
    ] {
        assert_eq!(place(received.as_bytes(), b"{}", &JSON), None, "{received}");
    }
}

#[test]
fn the_encoding_that_is_named_is_tried_without_its_mark() {
    let hints = Hints {
        content_encoding: "deflate",
        ..JSON
    };
    let received = compress_to_vec(b"aaaaaaaaaaaaaaaa", 6);
    assert_explained(
        received,
        "aaaaaaaaaaaaaaaa",
        &hints,
        ("body_decompressed", "deflate"),
    );
}

#[test]
fn a_dictionary_that_python_or_ruby_wrote_is_written_as_json_again() {
    // Made with Python 3.11 and Ruby 3.1.
    let python = "{'a': None, 'b': True, 'c': \"é'x\", 'd': [1.0, -2], 'e': '\\'\"\\\\\\n\\x7f\\u2028', 'f': {}, 'g': False}";
    let ruby = "{\"a\"=>nil, \"b\"=>true, \"c\"=>\"é'x\", \"d\"=>[1.0, -2], \"e\"=>\"'\\\"\\\\\\n\\u007F\\u2028\", \"f\"=>{}, \"g\"=>false}";
    let signed = "{\"a\":null,\"b\":true,\"c\":\"é'x\",\"d\":[1.0,-2],\"e\":\"'\\\"\\\\\\n\u{7f}\u{2028}\",\"f\":{},\"g\":false}";
    assert_explained(python, signed, &JSON, ("body_stringified_object", "python"));
    assert_explained(ruby, signed, &JSON, ("body_stringified_object", "ruby"));
    assert_eq!(place(python.as_bytes(), signed.as_bytes(), &JSON), Some(0));
    let named = name(b"{'a': 1}", br#"{"a":1}"#, &JSON);
    assert_eq!(
        named.message,
        "The body was parsed, and made text again that is no JSON (it looks like str of a Python dictionary); the sender signed the JSON."
    );
    for signed in [
        r#"{"a": "\u00e9"}"#,
        r#"{"a":"é"}"#,
        r#"{"a":"\u00e9"}"#,
        "{\n  \"a\": \"é\"\n}",
    ] {
        assert_explained(
            "{'a': 'é'}",
            signed,
            &JSON,
            ("body_stringified_object", "python"),
        );
    }
    for received in [
        "{'a': 1",
        "{'a': 01}",
        "{'a': (1,)}",
        "{'a': nan}",
        "{'a': '\\ud83d'}",
        "{'a': 1}}",
        "{a: 1}",
        "['a' 'b']",
        "'a'",
    ] {
        let all = super::variants(received.as_bytes(), &JSON, super::MOST);
        let is_json = |body: &[u8]| {
            serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|value| !value.is_string())
        };
        assert!(
            all.into_iter().all(|variant| !is_json(&variant.body)),
            "{received}"
        );
    }
}
