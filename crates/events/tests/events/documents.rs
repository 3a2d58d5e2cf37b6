use waxseal_events::document::{BodyCause, BodyError, Document, Found, Json};
use waxseal_events::{Pointer, limits};

fn error(body: &[u8]) -> (BodyCause, usize) {
    let BodyError { cause, at } = Document::parse_json(body).unwrap_err();
    (cause, at)
}

fn at<'d, 'a>(document: &'d Document<'a>, pointer: &str) -> Found<'d, 'a> {
    Pointer::parse(pointer).unwrap().find(document)
}

#[test]
fn numbers_stay_as_they_are_written() {
    let body = br#"[0.10, 12345678901234567890.12, 1E400, -0, 1e+2, 1e-2]"#;
    let document = Document::parse_json(body).unwrap();
    for (position, text) in [
        "0.10",
        "12345678901234567890.12",
        "1E400",
        "-0",
        "1e+2",
        "1e-2",
    ]
    .iter()
    .enumerate()
    {
        let found = at(&document, &format!("/{position}"));
        assert_eq!(found, Found::Value(&Json::Number(text)));
    }
}

#[test]
fn strings_are_unescaped_and_a_lone_surrogate_becomes_the_replacement_character() {
    for (written, text) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0041\u00e9\u20AC""#, "Aé€"),
        (r#""\ud83d\ude00""#, "😀"),
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        ("\"é😀\u{7f}\"", "é😀\u{7f}"),
    ] {
        let document = Document::parse_json(written.as_bytes()).unwrap();
        assert_eq!(document.root(), &Json::Text(text.into()), "{written}");
    }
}

#[test]
fn what_is_not_json_is_told_with_its_byte() {
    for (body, at) in [
        ("", 0),
        ("  ", 2),
        ("{", 1),
        ("{\"a\" 1}", 5),
        ("{\"a\":1,}", 7),
        ("{a:1}", 1),
        ("[1,]", 3),
        ("[1 2]", 3),
        ("01", 1),
        ("-", 1),
        ("1.", 2),
        ("1e", 2),
        ("+1", 0),
        (".5", 0),
        ("NaN", 0),
        ("tru", 0),
        ("nullx", 4),
        ("\"a", 2),
        ("\"a\nb\"", 2),
        ("\"\\x\"", 2),
        ("\"\\u12g4\"", 2),
        ("\"\\u+123\"", 2),
        ("{} {}", 3),
        ("// a\n{}", 0),
        ("\u{a0}1", 0),
    ] {
        assert_eq!(error(body.as_bytes()), (BodyCause::NotJson, at), "{body}");
    }
    assert_eq!(error(b"{\"a\":\"\xff\"}"), (BodyCause::NotUtf8, 6));
    assert_eq!(error(b"\"\xed\xa0\x80\"").0, BodyCause::NotUtf8);
}

#[test]
fn a_byte_order_mark_is_passed_over_once() {
    assert!(Document::parse_json(b"\xef\xbb\xbf{}").is_ok());
    assert_eq!(
        error(b"\xef\xbb\xbf\xef\xbb\xbf{}"),
        (BodyCause::NotJson, 3)
    );
}

#[test]
fn size_depth_and_number_of_values_end_somewhere() {
    let nested = |depth| [vec![b'['; depth], vec![b']'; depth]].concat();
    assert!(Document::parse_json(&nested(limits::DEPTH)).is_ok());
    assert_eq!(error(&nested(limits::DEPTH + 1)), (BodyCause::TooDeep, 128));
    assert_eq!(error(&vec![b'['; limits::BODY_BYTES]).0, BodyCause::TooDeep);
    let long = |bytes| [b"\"", vec![b'a'; bytes - 2].as_slice(), b"\""].concat();
    assert!(Document::parse_json(&long(limits::BODY_BYTES)).is_ok());
    assert_eq!(error(&long(limits::BODY_BYTES + 1)).0, BodyCause::TooLarge);
    let list = |values: usize| format!("[{}1]", "1,".repeat(values - 2)).into_bytes();
    assert!(Document::parse_json(&list(limits::VALUES)).is_ok());
    assert_eq!(error(&list(limits::VALUES + 1)).0, BodyCause::TooMany);
    let form = |pairs| Document::parse_form("a&".repeat(pairs).as_bytes()).map(drop);
    assert_eq!(form(limits::VALUES), Ok(()));
    assert_eq!(
        form(limits::VALUES + 1).unwrap_err().cause,
        BodyCause::TooMany
    );
    assert!(Document::parse_form(&vec![b'a'; limits::BODY_BYTES]).is_ok());
    let large = Document::parse_form(&vec![b'a'; limits::BODY_BYTES + 1]).map(drop);
    assert_eq!(
        large.unwrap_err().to_string(),
        "the body is larger than 1 MiB (byte 1048576)"
    );
}

#[test]
fn pointers_follow_rfc_6901() {
    let body = br#"{"a/b":1,"m~n":2,"":3,"list":[10,{"x":11}],"a":{"0":12}}"#;
    let document = Document::parse_json(body).unwrap();
    for (pointer, number) in [
        ("/a~1b", "1"),
        ("/m~0n", "2"),
        ("/", "3"),
        ("/list/0", "10"),
        ("/list/1/x", "11"),
        ("/a/0", "12"),
    ] {
        assert_eq!(
            at(&document, pointer),
            Found::Value(&Json::Number(number)),
            "{pointer}"
        );
    }
    for pointer in [
        "/list/00",
        "/list/2",
        "/list/-",
        "/list/+0",
        "/a/b",
        "/list/0/x",
        "/A",
    ] {
        assert_eq!(at(&document, pointer), Found::Absent, "{pointer}");
    }
    for (pointer, detail) in [
        ("", "does not start with /, as a JSON pointer does"),
        ("a", "does not start with /, as a JSON pointer does"),
        ("/a~", "has a ~ that is neither ~0 (for ~) nor ~1 (for /)"),
        ("/a~2", "has a ~ that is neither ~0 (for ~) nor ~1 (for /)"),
    ] {
        assert_eq!(Pointer::parse(pointer).unwrap_err(), detail, "{pointer}");
    }
    assert!(Pointer::parse(&"/a".repeat(limits::DEPTH)).is_ok());
    let deep = Pointer::parse(&"/a".repeat(limits::DEPTH + 1)).unwrap_err();
    assert_eq!(deep, "is deeper than any document that is read");
}

#[test]
fn of_repeated_names_json_has_the_last_and_a_form_none() {
    let json = Document::parse_json(br#"{"a":1,"a":2}"#).unwrap();
    assert_eq!(at(&json, "/a"), Found::Value(&Json::Number("2")));
    let form = Document::parse_form(b"a=1&a=1&b=2").unwrap();
    assert_eq!(at(&form, "/a"), Found::Repeated);
    assert_eq!(at(&form, "/b"), Found::Value(&Json::Text("2".into())));
}

#[test]
fn forms_are_decoded_as_browsers_do() {
    let form = Document::parse_form(b"a=1+2%2B%c3%A9&&b&c==&%64=x%zz%2").unwrap();
    for (pointer, text) in [("/a", "1 2+é"), ("/b", ""), ("/c", "="), ("/d", "x%zz%2")] {
        assert_eq!(
            at(&form, pointer),
            Found::Value(&Json::Text(text.into())),
            "{pointer}"
        );
    }
    let error = Document::parse_form(b"a=1&b=%ff").unwrap_err();
    assert_eq!(error.to_string(), "the body is not UTF-8 (byte 4)");
}
