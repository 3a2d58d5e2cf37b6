use super::{FORM, JSON, OPEN, assert_explained, place};
use crate::body::name;

// "a b+c&d=é/~*.-_!'()" as each library writes it: made with Node 20, Python 3.11 and PHP 8.2.
const URL_SEARCH_PARAMS: &str = "a%5Bb%5D=a+b%2Bc%26d%3D%C3%A9%2F%7E*.-_%21%27%28%29&c=null";
const PYTHON: &str = "a%5Bb%5D=a+b%2Bc%26d%3D%C3%A9%2F~%2A.-_%21%27%28%29&c=null";
const PHP: &str = "a%5Bb%5D=a+b%2Bc%26d%3D%C3%A9%2F%7E%2A.-_%21%27%28%29&c=null";
const RFC_3986: &str = "a%5Bb%5D=a%20b%2Bc%26d%3D%C3%A9%2F~%2A.-_%21%27%28%29&c=null";
const COMPONENT: &str = "a%5Bb%5D=a%20b%2Bc%26d%3D%C3%A9%2F~*.-_!'()&c=null";
const FIELDS: &str = r#"{"a[b]":"a b+c&d=é/~*.-_!'()","c":"null"}"#;

#[test]
fn json_of_the_fields_is_written_as_every_library_writes_a_form() {
    for signed in [URL_SEARCH_PARAMS, PYTHON, PHP, RFC_3986, COMPONENT] {
        for hints in [FORM, OPEN] {
            if hints.content_type == FORM.content_type || signed == URL_SEARCH_PARAMS {
                assert_explained(FIELDS, signed, &hints, ("body_form_decoded", "fields"));
            }
        }
    }
    let named = name(FIELDS.as_bytes(), PHP.as_bytes(), &FORM);
    assert_eq!(
        named.message,
        "The body is JSON that was made of a form's fields; the sender signed the form."
    );
}

#[test]
fn a_form_is_written_as_every_other_library_writes_it() {
    let all = [URL_SEARCH_PARAMS, PYTHON, PHP, RFC_3986, COMPONENT];
    for received in all {
        for signed in all {
            if received != signed {
                assert_explained(received, signed, &FORM, ("body_form_decoded", "form"));
            }
        }
    }
}

#[test]
fn decoded_text_is_encoded_again() {
    let signed = "user=J%C3%BCrgen+M&url=https%3A%2F%2Fa.b%2Fc&empty=";
    assert_explained(
        "user=Jürgen M&url=https://a.b/c&empty=",
        signed,
        &FORM,
        ("body_form_decoded", "text"),
    );
    assert_explained(
        "user=Jürgen+M&url=https://a.b/c&empty=",
        signed,
        &FORM,
        ("body_form_decoded", "text"),
    );
    let signed = signed.replace('+', "%20");
    assert_explained(
        "user=Jürgen M&url=https://a.b/c&empty=",
        &signed,
        &FORM,
        ("body_form_decoded", "text"),
    );
    let named = name("a=b c".as_bytes(), b"a=b+c", &FORM);
    assert_eq!(
        named.message,
        "The body is the decoded text of a form; the sender signed the form as it was sent."
    );
    assert_eq!(named.offset, 3);
}

#[test]
fn the_value_of_one_field_is_put_back() {
    let received = r#"{"action":"opened","repository":{"url":"https://a.b/c?d=e&f"},"t":"a b"}"#;
    let plus = "payload=%7B%22action%22%3A%22opened%22%2C%22repository%22%3A%7B%22url%22%3A%22https%3A%2F%2Fa.b%2Fc%3Fd%3De%26f%22%7D%2C%22t%22%3A%22a+b%22%7D";
    let percent = plus.replace('+', "%20");
    for signed in [plus, &percent] {
        assert_explained(received, signed, &FORM, ("body_form_decoded", "value"));
    }
    // The whole decoded text, where the value holds the signs of a form.
    let text = ["payload=", received].concat();
    assert_explained(&text, plus, &FORM, ("body_form_decoded", "text"));
    assert_explained(&text, percent, &FORM, ("body_form_decoded", "text"));
}

#[test]
fn lists_and_inner_fields_take_brackets_or_come_again() {
    for (received, signed) in [
        (r#"{"id":["1"],"to":["a","b"]}"#, "id=1&to=a&to=b"),
        (r#"{"to":["a","b"]}"#, "to%5B%5D=a&to%5B%5D=b"),
        (r#"{"to":["a","b"]}"#, "to%5B0%5D=a&to%5B1%5D=b"),
        (r#"{"to":["a","b"]}"#, "to[]=a&to[]=b"),
        (
            r#"{"user":{"id":"1","name":{"first":"A"}}}"#,
            "user%5Bid%5D=1&user%5Bname%5D%5Bfirst%5D=A",
        ),
        (r#"{"user":{"id":"1"}}"#, "user[id]=1"),
        (r#"{"id":7,"ok":true,"x":1.50}"#, "id=7&ok=true&x=1.50"),
    ] {
        assert_explained(received, signed, &FORM, ("body_form_decoded", "fields"));
    }
}

#[test]
fn fields_that_a_form_cannot_say_are_not_left_out() {
    for received in [
        r#"{"a":"1","b":[]}"#,
        r#"{"a":"1","b":{}}"#,
        r#"{"a":"1","b":"\ud800"}"#,
    ] {
        assert_eq!(
            place(received.as_bytes(), b"a=1", &FORM),
            None,
            "{received}"
        );
    }
}

#[test]
fn json_that_was_sent_as_json_is_a_form_last_of_all() {
    let received = br#"{"a":"1"}"#;
    let first = place(received, b"a=1", &FORM);
    let last = place(received, b"a=1", &JSON);
    assert!(first < Some(3) && last > Some(8), "{first:?} {last:?}");
}
