//! Nothing panics on any bytes, and a second reader of JSON agrees.

use proptest::prelude::*;
use serde_json::Value;
use waxseal_events::document::{Found, Json};
use waxseal_events::{
    Amounts, Contract, Currency, Document, Money, Options, Pointer, Template, catalogs, moment,
};

/// Text that is nearly JSON.
fn almost_json() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just(":"),
        Just("\""),
        Just("\\"),
        Just("\\u"),
        Just("d83d"),
        Just("de00"),
        Just("0"),
        Just("-"),
        Just("1.5"),
        Just("e9"),
        Just("true"),
        Just("null"),
        Just(" "),
        Just("\"a\""),
        Just("é"),
        Just("\u{feff}"),
        Just("\n"),
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e15..1e15).prop_map(|number: f64| Value::from(number)),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "USD",
            "JPY",
            "2026-05-29T14:21:12Z",
            "commission.created",
            "1.0",
            ""
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let name = prop_oneof!["id|type|data|currency|amount|amount_cents|test", ".{0,3}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn same(ours: &Json<'_>, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Number(a), Value::Number(b)) => a.parse::<f64>().ok() == b.as_f64(),
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::List(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Value::Object(b)) => {
            a.iter().all(|(name, _)| b.contains_key(name.as_ref()))
                && b.iter().all(|(name, b)| {
                    let last = a.iter().rev().find(|(known, _)| known == name);
                    last.is_some_and(|(_, a)| same(a, b))
                })
        }
        _ => false,
    }
}

/// Everything that takes a document.
fn use_all(document: &Document<'_>) {
    for catalog in catalogs::ALL {
        for amounts in [Amounts::Minor, Amounts::Major] {
            let options = Options {
                amounts,
                ..Options::default()
            };
            let contract = Contract::new(catalog, &options).unwrap();
            let report = contract.check(document, None);
            for finding in &report.findings {
                assert!(!finding.to_string().is_empty());
            }
            if let Ok(minimum) = contract.read_minimum(document) {
                assert!(!minimum.affiliate_id.is_empty());
            }
        }
    }
    let template =
        Template::compile("https://h/{/data/id}?a={/data/amount_cents|major:/data/currency}")
            .unwrap();
    if let Ok(url) = template.render(document) {
        assert!(url.starts_with("https://h/") && url.is_ascii() && !url.contains([' ', '#']));
        assert_eq!(url.matches('?').count(), 1);
        assert_eq!(url.matches('/').count(), 3);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for document in [Document::parse_json(&bytes), Document::parse_form(&bytes)].iter().flatten() {
            use_all(document);
        }
    }

    #[test]
    fn two_readers_of_json_agree(text in almost_json()) {
        let ours = Document::parse_json(text.as_bytes());
        // The other refuses lone surrogates, which JSON.parse takes, numbers
        // beyond a double, and a byte order mark.
        let is_special = ["\\ud", "\\ude", "e9", "\u{feff}"].iter().any(|part| text.contains(part));
        match (&ours, serde_json::from_str::<Value>(&text)) {
            (Ok(ours), Ok(theirs)) => prop_assert!(same(ours.root(), &theirs), "{}", text),
            (Err(_), Err(_)) => {}
            _ => prop_assert!(is_special, "{}", text),
        }
        if let Ok(document) = &ours {
            use_all(document);
        }
    }

    #[test]
    fn what_the_other_writes_is_read_alike(value in any_json()) {
        let text = value.to_string();
        let document = Document::parse_json(text.as_bytes()).unwrap();
        prop_assert!(same(document.root(), &value), "{}", text);
        use_all(&document);
    }

    #[test]
    fn no_pointer_finds_what_the_other_does_not(value in any_json(), pointer in "(/[a-z0-9~]{0,6}){0,3}|/id|/data/id|/0") {
        let text = value.to_string();
        let document = Document::parse_json(text.as_bytes()).unwrap();
        if let Ok(parsed) = Pointer::parse(&pointer) {
            match (parsed.find(&document), value.pointer(&pointer)) {
                (Found::Value(ours), Some(theirs)) => prop_assert!(same(ours, theirs)),
                (Found::Absent, None) => {}
                (ours, theirs) => prop_assert!(false, "{pointer}: {ours:?} {theirs:?}"),
            }
        }
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,60}", url in "https?://[a-z{}/.:%?&=|#~]{0,40}") {
        for text in [&text, &url] {
            let _ = moment::parse_iso8601(text);
            let _ = moment::parse_unix(text);
            let _ = Currency::parse(text);
            let _ = Money::parse_major(text, Currency::parse("USD").unwrap());
            let _ = Pointer::parse(text);
            let options = Options {
                pointers: vec![("type".to_owned(), text.clone())],
                versions: vec![text.clone()],
                currency: Some(text.clone()),
                ..Options::default()
            };
            for catalog in catalogs::ALL {
                let _ = Contract::new(catalog, &options);
            }
            if let Ok(template) = Template::compile(text) {
                let document = Document::parse_json(b"{\"\":\"x\",\"a\":7}").unwrap();
                let rendered = template.render(&document);
                prop_assert!(rendered.is_err() || rendered.is_ok_and(|url| url.starts_with(template.origin())));
            }
        }
    }

    #[test]
    fn no_value_reaches_another_host_or_adds_a_parameter(value in "\\PC{1,20}") {
        let body = serde_json::json!({ "a": value }).to_string();
        let document = Document::parse_json(body.as_bytes()).unwrap();
        let template = Template::compile("https://t.example.com/p/x{/a}?b={/a}&c=1").unwrap();
        let url = template.render(&document).unwrap();
        prop_assert!(url.starts_with("https://t.example.com/p/x"));
        prop_assert!(url.ends_with("&c=1"));
        prop_assert_eq!(url.matches(['&', '=', '?', '#', '/']).count(), 4 + 1 + 3);
        // Decoding gives the value back.
        let query = url.split_once('?').unwrap().1;
        let form = Document::parse_form(query.as_bytes()).unwrap();
        let found = Pointer::parse("/b").unwrap().find(&form);
        prop_assert_eq!(found, Found::Value(&Json::Text(value.as_str().into())));
    }
}
