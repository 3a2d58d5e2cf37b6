//! Personal data is masked for readers: every value at a pointer, and nothing else.

use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::{Value, json};
use waxseal_gateway::config::Config;
use waxseal_gateway::limits;
use waxseal_gateway::mask::Masks;

use crate::support::secret;

fn parse(pointers: &[&str]) -> Result<Masks, String> {
    let whole = json!({ "sources": { "s": { "scheme": "github", "secrets": ["GITHUB"], "mask": pointers } } });
    Config::parse(&whole.to_string(), &secret)
        .map(|config| config.source("s").unwrap().masks().clone())
        .map_err(|invalid| invalid.to_string())
}

fn shown(pointers: &[&str], body: &str) -> Option<String> {
    let masked = parse(pointers)
        .unwrap()
        .body(body.as_bytes())
        .map(Cow::into_owned);
    masked.map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn each_value_at_a_pointer_is_masked_and_all_else_stays_byte_for_byte() {
    let cases = [
        (
            &["/email"][..],
            r#"{"id":1.0e2,"email":"a@b.c"}"#,
            r#"{"id":1.0e2,"email":"***"}"#,
        ),
        (
            &["/a/b"],
            "{ \"a\" : { \"b\" : [1, {\"c\":\"}\\\"\"} ] , \"c\" : 2 } }\n",
            "{ \"a\" : { \"b\" : \"***\" , \"c\" : 2 } }\n",
        ),
        (
            &["/items/*/name"],
            r#"{"items":[{"name":"x","n":1},[],{"n":2},{"name":null}]}"#,
            r#"{"items":[{"name":"***","n":1},[],{"n":2},{"name":"***"}]}"#,
        ),
        (
            &["/a/*/b/*"],
            r#"{"a":[{"b":[1,2]},{"b":{"*":3,"x":4}}]}"#,
            r#"{"a":[{"b":["***","***"]},{"b":{"*":"***","x":4}}]}"#,
        ),
        (
            &["/items/1"],
            r#"{"items":[1,2,3]}"#,
            r#"{"items":[1,"***",3]}"#,
        ),
        (&["/1"], r#"{"1":"x","2":"y"}"#, r#"{"1":"***","2":"y"}"#),
        (&["/*"], r#"[true,{"a":1},"x"]"#, r#"["***","***","***"]"#),
        (
            &["/a~1b", "/m~0n"],
            r#"{"a/b":1,"m~n":2,"ab":3}"#,
            r#"{"a/b":"***","m~n":"***","ab":3}"#,
        ),
        (&["/"], r#"{"":1,"x":2}"#, r#"{"":"***","x":2}"#),
        // Readers of JSON differ in which of two they take: both are masked.
        (
            &["/email"],
            r#"{"email":"first","email":"second"}"#,
            r#"{"email":"***","email":"***"}"#,
        ),
        // A key may be written in escapes.
        (
            &["/email"],
            r#"{"\u0065mail":"x"}"#,
            r#"{"\u0065mail":"***"}"#,
        ),
        (
            &["/email"],
            r#"{"x\ud800":{"email":"x"},"e":1}"#,
            r#"{"x\ud800":"***","e":1}"#,
        ),
        (&["/a", "/a/b"], r#"{"a":{"b":1}}"#, r#"{"a":"***"}"#),
        (
            &["/a/b/c"],
            r#"{"a":"text","b":1}"#,
            r#"{"a":"text","b":1}"#,
        ),
        (&["/email"], "\u{feff}{\"email\":1}", r#"{"email":"***"}"#),
        (&["/email"], "7", "7"),
        (&["/email"], "[]", "[]"),
        (&["/email"], " {} ", " {} "),
    ];
    for (pointers, body, expected) in cases {
        assert_eq!(
            shown(pointers, body).as_deref(),
            Some(expected),
            "{pointers:?} {body}"
        );
    }
}

#[test]
fn what_is_no_json_is_withheld_as_a_whole() {
    for body in [
        "",
        "x",
        "email=a%40b.c",
        "{\"email\":\"a@b.c\"",
        "{\"email\":1} x",
        "{\"email\":1}{}",
        "<email/>",
        "{'email':1}",
    ] {
        assert_eq!(shown(&["/email"], body), None, "{body}");
    }
    assert_eq!(
        parse(&["/email"]).unwrap().body(b"{\"a\":\"\xff\"} \xff"),
        None
    );
    // Nothing to mask: nothing is looked at.
    let none = Masks::default();
    assert!(none.is_empty());
    assert_eq!(none.body(b"\xff").as_deref(), Some(&b"\xff"[..]));
}

#[test]
fn the_work_is_bounded_in_bytes_and_in_depth() {
    let masks = parse(&["/email"]).unwrap();
    let long = format!("\"{}\"", "x".repeat(limits::MASK_BYTES - 2));
    assert!(masks.body(long.as_bytes()).is_some());
    assert!(masks.body(format!("{long} ").as_bytes()).is_none());
    let depth = 1_000_000;
    let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(
        masks.body(deep.as_bytes()).as_deref(),
        Some(deep.as_bytes())
    );
    assert_eq!(masks.body(&deep.as_bytes()[..depth]), None);
    // As deep as a pointer may lead.
    let steps = "/a".repeat(limits::MASK_STEPS);
    let nested = format!(
        "{}1{}",
        r#"{"a":"#.repeat(limits::MASK_STEPS),
        "}".repeat(limits::MASK_STEPS)
    );
    assert_eq!(
        shown(&[&steps], &nested),
        Some(nested.replace('1', "\"***\""))
    );
}

#[test]
fn a_postback_says_in_its_query_what_others_say_in_json() {
    let masks = parse(&["/email", "/deep/email"]).unwrap();
    assert_eq!(
        masks.query("a=1&email=x%40y&em%61il=z&deep=2&email"),
        "a=1&email=***&em%61il=***&deep=2&email"
    );
    assert_eq!(Masks::default().query("email=x"), "email=x");
}

#[test]
fn a_pointer_that_is_none_is_told_with_its_path() {
    let at = "/sources/s/mask/0: ";
    for wrong in ["", "email", "$.email", "/a~2", "query:email"] {
        let expected = format!(
            "{at}must be a JSON pointer such as /customer/email or /items/*/name (config_invalid)"
        );
        assert_eq!(parse(&[wrong]).unwrap_err(), expected, "{wrong}");
    }
    assert_eq!(
        parse(&["/a", "/a"]).unwrap_err(),
        "/sources/s/mask/1: stands there twice (config_invalid)"
    );
    let deep = "/a".repeat(limits::MASK_STEPS + 1);
    assert_eq!(
        parse(&[&deep]).unwrap_err(),
        format!("{at}has more than 32 steps (config_invalid)")
    );
    let many: Vec<String> = (0..33).map(|number| format!("/{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(
        parse(&many).unwrap_err(),
        "/sources/s/mask: has more than 32 pointers (config_invalid)"
    );
    assert!(parse(&many[..32]).is_ok());
}

/// Any JSON whose strings and numbers all hold the same marker.
fn marked() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!("SECRET_MARK")),
        Just(json!(77_777_777_u64)),
        "\\PC{0,6}".prop_map(|text| json!(format!("{text}SECRET_MARK\"\\"))),
    ];
    let key = prop::sample::select(vec!["a", "b", "c/d", "*", "0", ""]);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..4).prop_map(|map| Value::Object(
                map.into_iter()
                    .map(|(key, value)| (key.into(), value))
                    .collect()
            )),
        ]
    })
}

/// The pointer of every leaf, with indexes as `*` where asked for.
fn leaves(value: &Value, path: &str, is_every: bool, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            leaves(value, &format!("{path}/{key}"), is_every, out);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| {
            let at = if is_every { "*".into() } else { at.to_string() };
            leaves(value, &format!("{path}/{at}"), is_every, out);
        }),
        _ => out.push(path.into()),
    }
}

/// Masks a tree: another way to the same end.
fn mask_tree(value: &mut Value, steps: &[String]) {
    let Some((step, rest)) = steps.split_first() else {
        *value = json!("***");
        return;
    };
    match value {
        Value::Object(map) => map
            .get_mut(step)
            .into_iter()
            .for_each(|value| mask_tree(value, rest)),
        Value::Array(items) => {
            let is_here = |at: usize| step == "*" || *step == at.to_string();
            let here = items.iter_mut().enumerate().filter(|(at, _)| is_here(*at));
            here.for_each(|(_, value)| mask_tree(value, rest));
        }
        _ => {}
    }
}

fn steps() -> impl Strategy<Value = Vec<Vec<String>>> {
    let step =
        prop::sample::select(vec!["a", "b", "c/d", "*", "0", "1", ""]).prop_map(String::from);
    prop::collection::btree_set(prop::collection::vec(step, 1..5), 1..5)
        .prop_map(|set| set.into_iter().collect())
}

proptest! {
    #[test]
    fn any_pointers_mask_what_a_walk_over_the_tree_masks(value in marked(), steps in steps(), is_pretty in any::<bool>()) {
        let pointers: Vec<String> = steps
            .iter()
            .map(|steps| steps.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect())
            .collect();
        let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
        let body = if is_pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let mut expected = value;
        // The longest first, so that none looks into what another has masked already.
        let mut longest = steps;
        longest.sort_by_key(|steps| core::cmp::Reverse(steps.len()));
        longest.iter().for_each(|steps| mask_tree(&mut expected, steps));
        let shown: Value = serde_json::from_str(&shown(&pointers, &body).unwrap()).unwrap();
        prop_assert_eq!(shown, expected);
    }

    #[test]
    fn no_byte_of_a_masked_value_survives(inner in marked(), is_every in any::<bool>(), is_pretty in any::<bool>()) {
        let value = json!({ "root": inner, "open": "stays" });
        let mut pointers = Vec::new();
        leaves(&value["root"], "/root", is_every, &mut pointers);
        pointers.sort();
        pointers.dedup();
        prop_assume!(pointers.len() <= limits::MASKS);
        let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
        let body = if is_pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let shown = shown(&pointers, &body).unwrap();
        prop_assert!(!shown.contains("SECRET_MARK") && !shown.contains("77777777"), "{}", shown);
        let read: Value = serde_json::from_str(&shown).unwrap();
        prop_assert_eq!(&read["open"], "stays");
        // Without the last pointer, what it masked is there: the test can fail. One with `*` may
        // lead to what another leads to.
        if let Some((_, fewer)) = pointers.split_last().filter(|_| !is_every) {
            let more = self::shown(fewer, &body).unwrap();
            prop_assert!(more.contains("SECRET_MARK") || more.contains("77777777"), "{}", more);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(body in prop::collection::vec(any::<u8>(), 0..64), text in "[\\[\\]{}\",:\\\\a1 *~/]{0,40}") {
        let masks = parse(&["/a", "/*/a", "/a/*"]).unwrap();
        let _ = masks.body(&body);
        if let Some(shown) = masks.body(text.as_bytes()) {
            prop_assert!(serde_json::from_slice::<serde::de::IgnoredAny>(&shown).is_ok());
        }
        let _ = masks.query(&text);
    }
}
