//! The scanner against `serde_json`, which shares no code with it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use waxseal::Pointer;
use waxseal::scan::{ScanError, Scanner, Value};

fn pointers(texts: &[&str]) -> Vec<Pointer> {
    texts
        .iter()
        .map(|text| Pointer::parse(text).expect("a pointer"))
        .collect()
}

fn scan_in(json: &[u8], paths: &[&str], piece: usize) -> Result<Vec<Option<Value>>, ScanError> {
    let pointers = pointers(paths);
    let mut scanner = Scanner::new(&pointers);
    json.chunks(piece.max(1))
        .for_each(|chunk| scanner.feed(chunk));
    scanner.finish()
}

fn scan(json: &str, path: &str) -> Option<Value> {
    let whole = scan_in(json.as_bytes(), &[path], usize::MAX).expect(json);
    for piece in 1..8 {
        assert_eq!(
            scan_in(json.as_bytes(), &[path], piece).as_ref(),
            Ok(&whole),
            "{json} by {piece}"
        );
    }
    whole[0].clone()
}

fn text(value: &str) -> Option<Value> {
    Some(Value::Text(value.into()))
}

#[test]
fn a_pointer_finds_strings_numbers_booleans_and_null() {
    let json = r#" {"id":"evt_1","n":-1.5e+3,"t":true,"z":null,"data":{"list":[{"id":7},"x"]}} "#;
    assert_eq!(scan(json, "/id"), text("evt_1"));
    assert_eq!(scan(json, "/n"), Some(Value::Number("-1.5e+3".into())));
    assert_eq!(scan(json, "/t"), Some(Value::Bool(true)));
    assert_eq!(scan(json, "/z"), Some(Value::Null));
    assert_eq!(
        scan(json, "/data/list/0/id"),
        Some(Value::Number("7".into()))
    );
    assert_eq!(scan(json, "/data/list/1"), text("x"));
    assert_eq!(scan(json, "/data/list/01"), None);
    assert_eq!(scan(json, "/data"), None);
    assert_eq!(scan(json, "/absent"), None);
}

#[test]
fn the_last_of_equal_keys_wins_with_all_that_it_holds() {
    assert_eq!(scan(r#"{"id":"a","id":"b"}"#, "/id"), text("b"));
    assert_eq!(scan(r#"{"id":"a","\u0069d":"b"}"#, "/id"), text("b"));
    assert_eq!(scan(r#"{"id":"a","id":{}}"#, "/id"), None);
    assert_eq!(scan(r#"{"data":{"id":"a"},"data":{}}"#, "/data/id"), None);
    assert_eq!(scan(r#"{"data":{"id":"a"},"data":5}"#, "/data/id"), None);
    assert_eq!(
        scan(r#"{"data":{"id":"a"},"other":{"id":"b"}}"#, "/data/id"),
        text("a")
    );
}

#[test]
fn escapes_are_read_and_half_pairs_are_absent() {
    assert_eq!(
        scan(r#"{"id":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é"}"#, "/id"),
        text("\"\\/\u{8}\u{c}\n\r\té😀é")
    );
    for lone in [
        r#"{"id":"\ud800"}"#,
        r#"{"id":"\udc00"}"#,
        r#"{"id":"\ud800x"}"#,
        r#"{"id":"\ud800\n"}"#,
        r#"{"id":"\ud800\ud800"}"#,
    ] {
        assert_eq!(scan(lone, "/id"), None, "{lone}");
    }
}

#[test]
fn names_that_javascript_treats_specially_are_plain_keys() {
    assert_eq!(scan(r#"{"__proto__":{"id":"x"}}"#, "/id"), None);
    assert_eq!(
        scan(r#"{"__proto__":{"id":"x"}}"#, "/__proto__/id"),
        text("x")
    );
    assert_eq!(scan(r#"{"a/b":{"~":"x"}}"#, "/a~1b/~0"), text("x"));
}

#[test]
fn a_byte_order_mark_is_skipped_and_half_of_one_is_not() {
    assert_eq!(scan("\u{feff}{\"id\":\"x\"}", "/id"), text("x"));
    assert_eq!(
        scan_in(b"\xef\xbb{}", &["/id"], 9),
        Err(ScanError::Malformed { at: 2 })
    );
}

#[test]
fn a_value_that_is_too_long_is_absent_and_the_rest_is_read() {
    let json = format!(r#"{{"id":"{}","type":"t"}}"#, "x".repeat(1025));
    assert_eq!(
        scan_in(json.as_bytes(), &["/id", "/type"], 99),
        Ok(vec![None, text("t")])
    );
    let json = format!(r#"{{"id":{}}}"#, "1".repeat(1025));
    assert_eq!(scan(&json, "/id"), None);
}

#[test]
fn nesting_beyond_the_limit_is_named() {
    let deep = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(scan_in(deep(128).as_bytes(), &["/id"], 64), Ok(vec![None]));
    assert_eq!(
        scan_in(deep(129).as_bytes(), &["/id"], 64),
        Err(ScanError::TooDeep { at: 128 })
    );
}

#[test]
fn what_is_not_json_is_refused_as_serde_refuses_it() {
    let broken = [
        "",
        " ",
        "{",
        "}",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "tru",
        "truex",
        "nul",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "1 2",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "[1}",
        "{\"a\":1]",
        "{} {}",
        "{\"a\" 1}",
        "{,}",
        "[,]",
        "NaN",
        "\u{a0}1",
    ];
    for json in broken {
        assert!(
            serde_json::from_str::<serde_json::Value>(json).is_err(),
            "{json:?} is JSON after all"
        );
        assert!(scan_in(json.as_bytes(), &["/a"], 3).is_err(), "{json:?}");
    }
}

#[test]
fn invalid_utf8_is_refused_where_serde_refuses_it() {
    for bytes in [
        &b"\xff"[..],
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe2\x82",
        b"\xf0\x80\x80\x80",
        b"\x80",
    ] {
        let json = [b"[\"", bytes, b"\"]"].concat();
        assert!(serde_json::from_slice::<serde_json::Value>(&json).is_err());
        for piece in 1..4 {
            assert!(scan_in(&json, &["/0"], piece).is_err(), "{bytes:?}");
        }
    }
}

/// Any JSON, with few keys so that paths are hit.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "\\PC{0,8}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::hash_map("[ab~/é]{1}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn expected(value: Option<&serde_json::Value>) -> Option<Value> {
    match value? {
        serde_json::Value::Null => Some(Value::Null),
        serde_json::Value::Bool(is) => Some(Value::Bool(*is)),
        serde_json::Value::Number(number) => Some(Value::Number(number.to_string())),
        serde_json::Value::String(text) => Some(Value::Text(text.clone())),
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
    }
}

proptest! {
    #[test]
    fn pointers_agree_with_serde_json(json in any_json(), pretty: bool, piece in 1_usize..9) {
        let paths = ["/a", "/b", "/a/a", "/a/0", "/0", "/1/b", "/a/b/a", "/~0", "/~1/a", "/é"];
        let written = if pretty { serde_json::to_vec_pretty(&json) } else { serde_json::to_vec(&json) }.unwrap();
        let got = scan_in(&written, &paths, piece).unwrap();
        for (path, value) in paths.iter().zip(got) {
            prop_assert_eq!(value, expected(json.pointer(path)), "{}", path);
        }
    }

    #[test]
    fn any_bytes_are_judged_as_serde_json_judges_them(bytes in prop::collection::vec(prop::sample::select(
        b"{}[]\",:\\u0019ade.-+ tfrn\xc3\xa9\xff".to_vec()), 0..24), piece in 1_usize..5) {
        let ours = scan_in(&bytes, &["/a", "/0"], piece);
        // Two readings differ by design: half surrogate pairs are JSON to JSON.parse and to us,
        // and numbers beyond f64 are numbers.
        let theirs = serde_json::from_slice::<serde_json::Value>(&bytes);
        let lenient = String::from_utf8_lossy(&bytes).contains("\\u") || bytes.windows(2).any(|two| matches!(two, [b'e', b'0'..=b'9'] | [b'e', b'+']));
        if !lenient {
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn a_scan_does_not_depend_on_how_the_bytes_are_cut(bytes: Vec<u8>, piece in 1_usize..7) {
        prop_assert_eq!(scan_in(&bytes, &["/a"], piece), scan_in(&bytes, &["/a"], usize::MAX));
    }
}

#[test]
fn an_error_says_at_which_byte_however_the_text_is_cut() {
    for (json, at) in [
        ("x", 0),
        (" x", 1),
        ("{\"ab\":\"cd\",x", 11),
        ("[1,\"é\"}", 7),
        ("\"a\u{1}\"", 2),
        ("\"ab\\x\"", 4),
        ("[\"abc\", 1.x]", 10),
        ("[true,fals3]", 10),
        ("{} {}", 3),
    ] {
        for piece in [1, 3, usize::MAX] {
            assert_eq!(
                scan_in(json.as_bytes(), &["/a"], piece),
                Err(ScanError::Malformed { at }),
                "{json} {piece}"
            );
        }
    }
    let deep = "[".repeat(200);
    let at = waxseal::limits::JSON_DEPTH;
    assert_eq!(
        scan_in(deep.as_bytes(), &["/a"], 7),
        Err(ScanError::TooDeep { at })
    );
    assert_eq!(scan_in(b"[1", &["/a"], 7), Err(ScanError::Incomplete));
}
