//! How places, lists and messages are read out of a request.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use own::{Fields, KEY, NOW, Sent, hex, judge, post, tag};
use waxseal::{Meta, Options, Program, Request, Secret, verify};

const SIGNATURE: (&str, &str) = ("signature", "header:x-sig");

/// Verdict over a request that is signed over `message`.
fn over(fields: &Fields<'_>, message: &str, sent: Sent<'_>) -> String {
    let program = own::define(&[&[SIGNATURE], fields].concat()).unwrap();
    let tag = tag(message);
    let headers: Vec<(&str, &str)> = [("x-sig", tag.as_str())]
        .into_iter()
        .chain(sent.headers.iter().copied())
        .collect();
    judge(
        &program,
        Sent {
            headers: &headers,
            ..sent
        },
    )
}

fn signed_text(template: &str, message: &str, sent: Sent<'_>) -> String {
    over(&[("message", template)], message, sent)
}

fn to<'a>(url: &'a str, body: &'a str) -> Sent<'a> {
    Sent {
        method: "PATCH",
        url,
        headers: &[],
        body: body.as_bytes(),
    }
}

const MISMATCH: &str = "signature_mismatch: 1 key tried, none makes the 1 signature received: another secret, or the bytes are not those that were signed (pass the raw body)";

#[test]
fn a_url_is_signed_without_its_fragment_and_a_path_without_its_origin() {
    let url = "https://h.test:8443/a%20b?x=1&y=%2F#z?q=1";
    assert_eq!(
        signed_text("{url}", "https://h.test:8443/a%20b?x=1&y=%2F", to(url, "")),
        "valid"
    );
    assert_eq!(
        signed_text("{path}", "/a%20b?x=1&y=%2F", to(url, "")),
        "valid"
    );
    for (url, path) in [
        ("/in?a=1#b", "/in?a=1"),
        ("https://h.test", "/"),
        ("https://h.test?a=1", "/"),
        ("https://h.test/", "/"),
        ("nonsense", "nonsense"),
        ("mailto:someone", "mailto:someone"),
    ] {
        assert_eq!(signed_text("{path}", path, to(url, "")), "valid", "{url}");
    }
    assert_eq!(
        signed_text("{method}.{path}", "PATCH./in", to("/in", "")),
        "valid"
    );
}

#[test]
fn a_registered_url_stands_for_the_requests() {
    let fields = [SIGNATURE, ("message", "{url}{body}")];
    let options = Options {
        url: Some("https://outside.test/in"),
        ..Options::default()
    };
    let program = Program::compile_own(fields.into_iter(), &options, &[Secret::text(KEY)]).unwrap();
    let tag = tag("https://outside.test/in{}");
    let sent = Sent {
        headers: &[("x-sig", &tag)],
        ..to("http://10.0.0.1/in", "{}")
    };
    assert_eq!(judge(&program, sent), "valid");
    let other = [SIGNATURE, ("message", "{body}")];
    let error =
        Program::compile_own(other.into_iter(), &options, &[Secret::text(KEY)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "scheme_invalid: custom does not sign the URL; remove that option"
    );
}

#[test]
fn only_the_listed_characters_of_a_url_are_decoded() {
    let url = "https://h.test/%3a%2F%3F%40%21%24%27%28%29%2A%2C%3B?a=%20%26%25%41%zz%2";
    let decoded = "https://h.test/:/?@!$'()*,;?a=%20%26%25%41%zz%2";
    assert_eq!(signed_text("{url|decoded}", decoded, to(url, "")), "valid");
    assert_eq!(signed_text("{url}", url, to(url, "")), "valid");
}

#[test]
fn a_query_parameter_is_decoded_and_a_plus_stays_one() {
    let value =
        |query: &str, message: &str| signed_text("{query:a}.{body}", message, to(query, "{}"));
    assert_eq!(value("/?b=2&a=x%20y%2B+&c", "x y++.{}"), "valid");
    assert_eq!(value("/?a=1&a=1", "1.{}"), "valid");
    assert_eq!(value("/?a=%zz%4", "%zz%4.{}"), "valid");
    assert_eq!(
        value("/?a=1&a=2", "1.{}"),
        "signature_malformed: the signed query parameter a was sent more than once with different values"
    );
    assert_eq!(
        value("/?A=1", "1.{}"),
        "signature_missing: the signed query parameter a is missing or empty"
    );
    assert_eq!(
        value("/#?a=1", "1.{}"),
        "signature_missing: the signed query parameter a is missing or empty"
    );
    assert_eq!(value("/?a", ".{}"), "valid");
    assert_eq!(
        value("/?a=1.2", "1.2.{}"),
        "signature_malformed: the signed query parameter a contains the separator that follows it in the signed bytes"
    );
}

#[test]
fn a_value_may_be_lowered_and_may_have_a_length() {
    let lower = "{query:a|lower}.{body}";
    assert_eq!(
        signed_text(lower, "abc-é.{}", to("/?a=ABC-%C3%A9", "{}")),
        "valid"
    );
    assert_eq!(
        signed_text("{query:a}.{body}", "abc.{}", to("/?a=ABC", "{}")),
        MISMATCH
    );
    let exact = "{header:x-n|3}{body}";
    let send = |value| {
        let headers = [("x-n", value)];
        signed_text(exact, &format!("{value}{{}}"), post(&headers, "{}"))
    };
    assert_eq!(send("abc"), "valid");
    for wrong in ["ab", "abcd"] {
        assert_eq!(
            send(wrong),
            "signature_malformed: the signed header x-n does not have the scheme's length"
        );
    }
    assert_eq!(
        send(""),
        "signature_missing: the signed header x-n is missing or empty"
    );
}

#[test]
fn behind_a_part_of_any_length_the_literal_in_front_is_the_border() {
    let send = |template, id: &str, message: &str| {
        let headers = [("x-id", id), ("x-b", "b")];
        signed_text(template, message, post(&headers, "{}"))
    };
    let refusal = "signature_malformed: the signed header x-id contains the separator that follows it in the signed bytes";
    assert_eq!(send("{body}.{header:x-id}", "a", "{}.a"), "valid");
    assert_eq!(send("{body}.{header:x-id}", "a.b", "{}.a.b"), refusal);
    assert_eq!(send("{form}.{header:x-id}", "a.b", "{}.a.b"), refusal);
    assert_eq!(send("{path}.{header:x-id}", "a.b", "/in.a.b"), refusal);
    // What follows is no border there: it is read from the end.
    assert_eq!(
        send("{body}.{header:x-id};{header:x-b}", "a;c", "{}.a;c;b"),
        "valid"
    );
    assert_eq!(send("{header:x-id};{body}", "a;c", "a;c;{}"), refusal);
    assert_eq!(send("{header:x-id};{body}", "a.c", "a.c;{}"), "valid");
}

#[test]
fn every_boundary_of_utf8_is_text() {
    for text in [
        "\u{7f}",
        "\u{80}",
        "\u{7ff}",
        "\u{800}",
        "\u{fff}",
        "\u{1000}",
        "\u{cfff}",
        "\u{d000}",
        "\u{d7ff}",
        "\u{e000}",
        "\u{ffff}",
        "\u{10000}",
        "\u{3ffff}",
        "\u{40000}",
        "\u{fffff}",
        "\u{100000}",
        "\u{10ffff}",
    ] {
        let body = format!("{{\"a\":\"x{text}y\"}}");
        let message = format!("x{text}y.x");
        assert_eq!(
            signed_text("{/a}.x", &message, to("/", &body)),
            "valid",
            "{text:?}"
        );
    }
}

#[test]
fn what_is_in_brackets_is_left_out_with_its_value() {
    let template = "[id:{query:id};][r:{header:x-r};]ts";
    let both = [("x-r", "2")];
    let send = |url, headers| Sent {
        headers,
        ..to(url, "")
    };
    assert_eq!(
        signed_text(template, "id:1;r:2;ts", send("/?id=1", &both)),
        "valid"
    );
    assert_eq!(signed_text(template, "r:2;ts", send("/", &both)), "valid");
    assert_eq!(
        signed_text(template, "id:1;ts", send("/?id=1", &[])),
        "valid"
    );
    assert_eq!(signed_text(template, "ts", send("/", &[])), "valid");
    assert_eq!(signed_text(template, "id:;ts", send("/?id=", &[])), "valid");
    assert_eq!(signed_text(template, "id:1;ts", send("/", &[])), MISMATCH);
}

#[test]
fn headers_are_told_apart_by_name_in_any_case_and_repeat_only_alike() {
    let template = "{header:x-id}.{body}";
    let send = |headers: &[(&str, &str)]| signed_text(template, "1.{}", post(headers, "{}"));
    assert_eq!(send(&[("X-ID", "1")]), "valid");
    assert_eq!(send(&[("x-id", "1"), ("X-Id", "1")]), "valid");
    assert_eq!(
        send(&[("x-id", "1"), ("x-id", "2")]),
        "signature_malformed: the signed header x-id was sent more than once with different values"
    );
    assert_eq!(
        send(&[]),
        "signature_missing: the signed header x-id is missing or empty"
    );
    assert_eq!(
        send(&[("x-id", "")]),
        "signature_missing: the signed header x-id is missing or empty"
    );
    assert_eq!(
        send(&[("x-id", "é")]),
        "signature_malformed: the signed header x-id holds bytes that are not visible ASCII"
    );
}

#[test]
fn of_aliases_the_first_that_is_present_counts() {
    let template = "{header:x-a,x-b}.{body}";
    let send =
        |headers: &[(&str, &str)], message| signed_text(template, message, post(headers, "{}"));
    assert_eq!(send(&[("x-b", "2")], "2.{}"), "valid");
    assert_eq!(send(&[("x-b", "2"), ("x-a", "1")], "1.{}"), "valid");
    assert_eq!(
        send(&[("x-a", ""), ("x-b", "2")], "2.{}"),
        "signature_missing: the signed header x-a or x-b is missing or empty"
    );
    assert_eq!(
        send(&[], ""),
        "signature_missing: the signed header x-a or x-b is missing or empty"
    );
}

#[test]
fn form_fields_are_decoded_as_browsers_write_them() {
    let value = |body: &str, message: &str| signed_text("{form:a}.x", message, to("/", body));
    assert_eq!(value("b=1&a=x+y%2B%zz&c", "x y+%zz.x"), "valid");
    assert_eq!(value("%61=1", "1.x"), "valid");
    assert_eq!(value("a", ".x"), "valid");
    assert_eq!(value("a=1=2", "1=2.x"), "valid");
    assert_eq!(
        value("b=1", "1.x"),
        "signature_missing: the signed form field a is missing or empty"
    );
    assert_eq!(
        value("a=1&a=2", "1.x"),
        "signature_malformed: the signed form field a was sent more than once with different values"
    );
}

#[test]
fn a_whole_form_is_sorted_by_name_and_value() {
    let whole = |body: &str, message: &str| {
        signed_text("{url}{form}", &format!("/{message}"), to("/", body))
    };
    assert_eq!(whole("b=2&a=1&&c", "a1b2c"), "valid");
    assert_eq!(whole("a=2&a=1&a=2", "a1a2a2"), "valid");
    let once = signed_text("{url}{form|once}", "/a1a2", to("/", "a=2&a=1&a=2"));
    assert_eq!(once, "valid");
    assert_eq!(whole("a+b=%41", "a bA"), "valid");
    assert_eq!(whole("", ""), "valid");
    let many = |count: usize| {
        (0..count)
            .map(|at| format!("{at:04}="))
            .collect::<Vec<_>>()
            .join("&")
    };
    let message = |count: usize| (0..count).map(|at| format!("{at:04}")).collect::<String>();
    assert_eq!(whole(&many(1024), &message(1024)), "valid");
    assert_eq!(
        whole(&many(1025), &message(1025)),
        "signature_malformed: the signed form has more than 1024 fields"
    );
}

#[test]
fn a_json_value_is_signed_as_its_text_or_its_spelling() {
    let value = |body: &str, message: &str| signed_text("{/a/b}.x", message, to("/", body));
    assert_eq!(value(r#"{"a":{"b":"A\u00e9"}}"#, "Aé.x"), "valid");
    assert_eq!(value(r#"{"a":{"b":1.50}}"#, "1.50.x"), "valid");
    assert_eq!(value(r#"{"a":{"b":true}}"#, "true.x"), "valid");
    assert_eq!(value(r#"{"a":{"b":false}}"#, "false.x"), "valid");
    for absent in [r#"{"a":{"b":null}}"#, "{}", "no json", r#"{"a":{"b":{}}}"#] {
        assert_eq!(
            value(absent, ".x"),
            "signature_missing: the signed body's /a/b is missing or empty",
            "{absent}"
        );
    }
    let list = |body: &str| signed_text("{/a/*/b}.x", "1.x", to("/", body));
    assert_eq!(list(r#"{"a":[{"b":1}]}"#), "valid");
    assert_eq!(
        list(r#"{"a":[{"b":1},{"b":1}]}"#),
        "signature_malformed: the signed body's /a/*/b was sent more than once with different values"
    );
}

#[test]
fn headers_that_a_header_names_are_signed_if_it_names_itself() {
    let send = |list: &str, more: (&str, &str), message: &str| {
        let headers = [("x-list", list), more];
        signed_text("{headers:x-list}.x", message, post(&headers, ""))
    };
    assert_eq!(
        send("X-List, x-a", ("x-a", "1"), "x-list:X-List, x-a;x-a:1.x"),
        "valid"
    );
    let refused = |what: &str| format!("signature_malformed: the signed header {what}");
    assert_eq!(
        send("x-a", ("x-a", "1"), "x-a:1.x"),
        refused("x-list does not name itself, so that nothing signs it")
    );
    assert_eq!(
        send("x-list,x-b", ("x-a", "1"), ""),
        "signature_missing: the signed header x-b is missing or empty"
    );
    let separator = refused("x-a holds a separator or bytes that are not visible ASCII");
    assert_eq!(send("x-list,x-a", ("x-a", "1;2"), ""), separator);
    assert_eq!(send("x-list,x-a", ("x-a", "é"), ""), separator);
    let many = |count: usize| vec!["x-list"; count].join(",");
    let message = |count: usize| {
        let all = vec![format!("x-list:{}", many(count)); count];
        format!("{}.x", all.join(";"))
    };
    assert_eq!(send(&many(64), ("x-a", ""), &message(64)), "valid");
    assert_eq!(
        send(&many(65), ("x-a", ""), &message(65)),
        refused("x-list names more than 64 headers")
    );
    assert_eq!(
        signed_text("{headers:x-list}.x", "", post(&[], "")),
        "signature_missing: the signed header x-list is missing or empty"
    );
    let twice = [("x-list", "x-list"), ("x-list", "x-list,x-a")];
    assert_eq!(
        signed_text("{headers:x-list}.x", "", post(&twice, "")),
        refused("x-list was sent more than once with different values")
    );
}

#[test]
fn a_digest_stands_for_the_form_and_must_be_the_bodys() {
    // SHA-256 of `{}`.
    let sum = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let fields = [("message", "{url}{form}"), ("digest", "query:sum")];
    let url = format!("/?sum={sum}");
    assert_eq!(over(&fields, &url, to(&url, "{}")), "valid");
    assert_eq!(
        over(&fields, &url, to(&url, "{} ")),
        "signature_mismatch: 0 keys tried, none makes the 1 signature received: another secret, or the bytes are not those that were signed (pass the raw body)"
    );
    for wrong in ["/?sum=44", "/?sum=", &format!("/?sum={sum}00")] {
        assert_eq!(
            over(&fields, wrong, to(wrong, "{}")),
            "signature_malformed: the signed query parameter sum is not a SHA-256 of 64 hexadecimal digits",
            "{wrong}"
        );
    }
    assert_eq!(over(&fields, "/a1", to("/", "a=1")), "valid");
    let twice = format!("/?sum={sum}&sum=1");
    assert_eq!(
        over(&fields, &twice, to(&twice, "{}")),
        "signature_malformed: the signed query parameter sum was sent more than once with different values"
    );
}

/// Verdict on the text of a signature, over `{}`; GOOD stands for the right tag.
fn in_form(form: &str, value: &str) -> String {
    let fields = [SIGNATURE, ("message", "{body}"), ("form", form)];
    let program = own::define(&fields).unwrap();
    let value = value.replace("GOOD", &tag("{}"));
    judge(&program, post(&[("x-sig", &value)], "{}"))
}

#[test]
fn a_malformed_sibling_never_hides_a_right_signature() {
    for (form, values) in [
        ("{signature}", &["GOOD", " GOOD "][..]),
        ("sha256={signature}", &["sha256=GOOD"]),
        (
            "v1,{signature} ...",
            &[
                "v1,GOOD",
                "v1,zz v1,GOOD",
                "v1,GOOD v1,zz",
                "v2,x v1,GOOD",
                "v1,GOOD, v1,zz",
                "v1,zz,  v1,GOOD",
                "v1,GOOD  ",
            ],
        ),
        (
            "[v1,]{signature} ...",
            &["GOOD", "v1,GOOD", "zz GOOD", "v2,zz GOOD"],
        ),
        (
            "v1={signature},...",
            &[
                "v1=GOOD",
                "v1=zz,v1=GOOD",
                "x,v0=GOOD,v1=GOOD",
                " v1=GOOD , v1=zz",
            ],
        ),
        ("{signature},...", &["GOOD", "zz,GOOD", "GOOD,", ",GOOD"]),
        (
            "{key-id}/SHA256/{signature},...",
            &["k/SHA256/GOOD", "/SHA256/GOOD", "a/SHA1/x,k/SHA256/GOOD"],
        ),
        ("{key-id}|{signature}&...", &["k|GOOD", "a|zz&b|GOOD"]),
    ] {
        for value in values {
            assert_eq!(in_form(form, value), "valid", "{form} {value}");
        }
    }
}

#[test]
fn a_signature_that_is_not_one_is_told_by_kind() {
    let malformed = "signature_malformed: the header x-sig is not a signature of 64 hexadecimal digits in the scheme's form";
    let unsupported =
        |wanted: &str| format!("signature_unsupported: the header x-sig has no {wanted} signature");
    for (form, value, expected) in [
        ("{signature}", "zz", malformed.to_owned()),
        ("{signature}", "GOOD0", malformed.into()),
        ("{signature}", "GOODGOOD", malformed.into()),
        ("{signature}", &"0".repeat(2000), malformed.into()),
        ("{signature}", "GOOD,GOOD", malformed.into()),
        ("sha256={signature}", "GOOD", unsupported("`sha256=`")),
        (
            "sha256={signature}",
            "SHA256=GOOD",
            unsupported("`sha256=`"),
        ),
        ("v1,{signature} ...", "v2,GOOD", unsupported("`v1,`")),
        ("[v1,]{signature} ...", "v2,GOOD", unsupported("`v1,`")),
        ("[v1,]{signature} ...", "v2,zz", unsupported("`v1,`")),
        ("v1={signature},...", "v0=GOOD", unsupported("`v1=`")),
        ("v1={signature},...", "GOOD", unsupported("`v1=`")),
        ("v1={signature},...", "V1=GOOD", unsupported("`v1=`")),
        (
            "{key-id}/SHA256/{signature},...",
            "GOOD",
            unsupported("`/SHA256/`"),
        ),
        (
            "{signature}",
            "",
            "signature_missing: the header x-sig is missing or empty".into(),
        ),
        (
            "{signature}",
            "  ",
            "signature_missing: the header x-sig is missing or empty".into(),
        ),
        (
            "{signature}",
            "é",
            "signature_malformed: the header x-sig holds bytes that are not visible ASCII".into(),
        ),
        (
            "{signature}",
            "GOOD\n",
            "signature_malformed: the header x-sig holds bytes that are not visible ASCII".into(),
        ),
        (
            "{signature}",
            "\tGOOD",
            "signature_malformed: the header x-sig holds bytes that are not visible ASCII".into(),
        ),
    ] {
        assert_eq!(in_form(form, value), expected, "{form} {value}");
    }
}

#[test]
fn sixteen_signatures_are_compared_and_a_seventeenth_is_too_many() {
    let list = |wrong: usize| format!("{}v1=GOOD", "v1=zz,".repeat(wrong));
    assert_eq!(in_form("v1={signature},...", &list(15)), "valid");
    assert_eq!(
        in_form("v1={signature},...", &list(16)),
        "signature_malformed: the header x-sig lists more than 16 signatures"
    );
}

#[test]
fn a_malformed_signature_is_told_with_the_length_of_its_encoding() {
    let verdict = |algorithm, encoding| {
        let fields = [
            SIGNATURE,
            ("message", "{body}"),
            ("algorithm", algorithm),
            ("encoding", encoding),
        ];
        judge(
            &own::define(&fields).unwrap(),
            post(&[("x-sig", "?")], "{}"),
        )
    };
    for (algorithm, encoding, what) in [
        ("hmac-sha256", "hex", "64 hexadecimal digits"),
        ("hmac-sha1", "hex", "40 hexadecimal digits"),
        ("hmac-sha512", "hex", "128 hexadecimal digits"),
        ("hmac-sha256", "base64", "44 base64 characters"),
        ("hmac-sha1", "base64", "28 base64 characters"),
        ("hmac-sha512", "base64url", "86 base64url characters"),
        ("hmac-sha256", "base64url", "43 base64url characters"),
    ] {
        assert_eq!(
            verdict(algorithm, encoding),
            format!(
                "signature_malformed: the header x-sig is not a signature of {what} in the scheme's form"
            )
        );
    }
}

#[test]
fn a_time_stands_beside_its_signature() {
    let fields = [
        SIGNATURE,
        ("message", "{timestamp}.{body}"),
        ("form", "t={timestamp},v1={signature},..."),
    ];
    let program = own::define(&fields).unwrap();
    let good = tag("1780000000.{}");
    let send = |value: &str| {
        let value = value.replace("GOOD", &good);
        judge(&program, post(&[("x-sig", &value)], "{}"))
    };
    for value in [
        "t=1780000000,v1=GOOD",
        "v1=GOOD,t=1780000000",
        " v1=GOOD , t=1780000000 ",
        "t=1780000000,t=1780000000,v1=GOOD,x",
    ] {
        assert_eq!(send(value), "valid", "{value}");
    }
    let missing =
        "timestamp_missing: `t=` in the header x-sig, which is signed, is missing or empty";
    assert_eq!(send("v1=GOOD"), missing);
    assert_eq!(send("t=,v1=GOOD"), missing);
    assert_eq!(
        send("t=1780000000,t=1780000001,v1=GOOD"),
        "timestamp_malformed: `t=` in the header x-sig was sent more than once with different values"
    );
    let positional = own::define(&[
        SIGNATURE,
        ("message", "{timestamp}.{body}"),
        ("form", "{timestamp},{signature},..."),
    ])
    .unwrap();
    let send = |value: &str| {
        let value = value.replace("GOOD", &good);
        judge(&positional, post(&[("x-sig", &value)], "{}"))
    };
    assert_eq!(send("1780000000,GOOD"), "valid");
    assert_eq!(send("1780000000,zz,GOOD"), "valid");
    assert_eq!(
        send("1780000000"),
        "signature_unsupported: the header x-sig has no second signature"
    );
    assert_eq!(
        send(",GOOD"),
        "timestamp_missing: the time in the header x-sig, which is signed, is missing or empty"
    );
}

#[test]
fn a_signature_may_stand_in_query_form_and_body() {
    let verdict = |place, sent: Sent<'_>, message: &str| {
        let fields = [("signature", place), ("message", "{header:x-m}")];
        let program = own::define(&fields).unwrap();
        judge(
            &program,
            Sent {
                headers: &[("x-m", message)],
                ..sent
            },
        )
    };
    let good = tag("m");
    assert_eq!(
        verdict("query:s", to(&format!("/?s={good}"), ""), "m"),
        "valid"
    );
    assert_eq!(
        verdict("form:s", to("/", &format!("a=1&s={good}")), "m"),
        "valid"
    );
    assert_eq!(
        verdict("/s", to("/", &format!("{{\"s\":\"{good}\"}}")), "m"),
        "valid"
    );
    for (place, what) in [
        ("query:s", "the query parameter s"),
        ("form:s", "the form field s"),
        ("/s", "the body's /s"),
    ] {
        assert_eq!(
            verdict(place, to("/", ""), "m"),
            format!("signature_missing: {what} is missing or empty")
        );
    }
    assert_eq!(
        verdict("query:s", to("/?s=1&s=2", ""), "m"),
        "signature_malformed: the query parameter s was sent more than once with different values"
    );
}

#[test]
fn numbered_headers_are_read_up_to_their_last() {
    let fields = [("signature", "header:x-sig-{1..12}"), ("message", "{body}")];
    let program = own::define(&fields).unwrap();
    let good = tag("{}");
    let send = |headers: &[(&str, &str)]| judge(&program, post(headers, "{}"));
    for name in ["x-sig-1", "X-Sig-2", "x-sig-12"] {
        assert_eq!(send(&[(name, &good)]), "valid", "{name}");
    }
    for name in [
        "x-sig-0", "x-sig-13", "x-sig-01", "x-sig-+1", "x-sig-", "x-sig", "x-sig-1a",
    ] {
        assert_eq!(
            send(&[(name, &good)]),
            "signature_missing: the header x-sig-{1..12} is missing or empty",
            "{name}"
        );
    }
    let other = "0".repeat(64);
    assert_eq!(send(&[("x-sig-1", &other), ("x-sig-2", &good)]), "valid");
    assert_eq!(
        send(&[("x-sig-1", &other), ("x-sig-1", &good)]),
        "signature_malformed: the header x-sig-{1..12} was sent more than once with different values"
    );
}

#[test]
fn tokens_are_compared_behind_their_prefix() {
    let fields = [
        ("algorithm", "token"),
        SIGNATURE,
        ("form", "Bearer {signature}"),
    ];
    let program = own::define(&fields).unwrap();
    let mismatch = "token_mismatch: the token is none of the 1 configured";
    for (value, expected) in [
        (format!("Bearer {KEY}"), "valid"),
        (KEY.into(), mismatch),
        (format!("bearer {KEY}"), mismatch),
        (format!("Bearer {KEY}x"), mismatch),
        ("Bearer ".into(), mismatch),
        (
            String::new(),
            "token_missing: the header x-sig is missing or empty",
        ),
    ] {
        assert_eq!(
            judge(&program, post(&[("x-sig", &value)], "")),
            expected,
            "{value}"
        );
    }
    let good = format!("Bearer {KEY}");
    let twice = [("x-sig", good.as_str()), ("x-sig", "Bearer x")];
    assert_eq!(judge(&program, post(&twice, "")), mismatch);
    let in_form = own::define(&[("algorithm", "token"), ("signature", "form:t")]).unwrap();
    let body = format!("t={}", KEY.replace(' ', "+"));
    assert_eq!(judge(&in_form, to("/", &body)), "valid");
    assert_eq!(judge(&in_form, to("/", "t=x")), mismatch);
}

#[test]
fn basic_credentials_are_read_as_rfc_7617_writes_them() {
    let program = Program::compile_own(
        [("algorithm", "basic")].into_iter(),
        &Options::default(),
        &[Secret::text("Aladdin:open sesame")],
    )
    .unwrap();
    let send = |value: &str| judge(&program, post(&[("authorization", value)], ""));
    for value in [
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "BASIC QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "basic   QWxhZGRpbjpvcGVuIHNlc2FtZQ",
    ] {
        assert_eq!(send(value), "valid", "{value}");
    }
    for value in [
        "Basic",
        "Basic ",
        "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "Basic !",
        "BasicQWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    ] {
        assert_eq!(
            send(value),
            "token_mismatch: the token is none of the 1 configured",
            "{value}"
        );
    }
    assert_eq!(
        send(""),
        "token_missing: the header authorization is missing or empty"
    );
    let error = Program::compile_own(
        [("algorithm", "basic")].into_iter(),
        &Options::default(),
        &[Secret::text("no colon in this secret")],
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "secret_malformed: the secret must be user:password (RFC 7617)"
    );
}

#[test]
fn a_plain_hash_holds_the_secret_where_the_template_says() {
    use sha2::{Digest as _, Sha256};
    for (template, message) in [
        ("{secret}.{body}", format!("{KEY}.{{}}")),
        ("{header:x-m}.{secret}.{body}", format!("m.{KEY}.{{}}")),
    ] {
        let fields = [("algorithm", "sha256"), SIGNATURE, ("message", template)];
        let program = own::define(&fields).unwrap();
        let tag = hex(&Sha256::digest(message));
        let headers = [("x-sig", tag.as_str()), ("x-m", "m")];
        assert_eq!(judge(&program, post(&headers, "{}")), "valid", "{template}");
        assert_eq!(
            judge(&program, post(&headers, "{ }")),
            MISMATCH,
            "{template}"
        );
    }
}

#[test]
fn a_body_that_is_read_has_a_cap() {
    let fields = [SIGNATURE, ("message", "{/a}.x")];
    let program = own::define(&fields).unwrap();
    let tag = tag("1.x");
    let body = |bytes: usize| {
        let start = r#"{"a":1,"b":""#;
        format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2))
    };
    let cap = waxseal::limits::READ_BODY_BYTES;
    assert_eq!(
        judge(&program, post(&[("x-sig", &tag)], &body(cap))),
        "valid"
    );
    assert_eq!(
        judge(&program, post(&[("x-sig", &tag)], &body(cap + 1))),
        "body_too_large: of the keys, 0 tried and not matching; trying more on 1048577 bytes would exceed the budget of 1048576"
    );
}

#[test]
fn fields_are_read_from_wherever_the_row_says() {
    let fields = [
        SIGNATURE,
        ("message", "{body}"),
        ("id", "query:id"),
        ("type", "form:type"),
        ("version", "header:x-v"),
    ];
    let program = own::define(&fields).unwrap();
    let read = |url: &str, version: &str, body: &str| {
        let tag = tag(body);
        let headers = [("x-sig", tag.as_str()), ("x-v", version)];
        let sent = Sent {
            headers: &headers,
            ..to(url, body)
        };
        own::with_request(sent, |request: &Request<'_>| {
            let fields = verify(&program, request, NOW, 0).unwrap().fields();
            (fields.id, fields.event_type, fields.version)
        })
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        read("/?id=a%20b", "2", "type=c+d"),
        (some("a b"), some("c d"), some("2"))
    );
    assert_eq!(read("/?id=", "", "type="), (None, None, None));
    assert_eq!(read("/?id=a%0Ab", "2", "type=%00"), (None, None, some("2")));
    let long = |bytes| format!("/?id={}", "x".repeat(bytes));
    assert!(read(&long(1024), "2", "").0.is_some());
    assert_eq!(read(&long(1025), "2", "").0, None);
    let body = format!("type=a&{}", "x".repeat(waxseal::limits::READ_BODY_BYTES));
    assert_eq!(read("/", "2", &body).1, None);
}

#[test]
fn ids_of_a_list_are_many_and_none_is_the_events_own() {
    let fields = [
        SIGNATURE,
        ("message", "{body}"),
        ("id", "/*/id"),
        ("type", "/0/type"),
    ];
    let program = own::define(&fields).unwrap();
    let body = r#"[{"id":"a","type":"t"},{"id":2},{"no":1},{"id":null}]"#;
    let tag = tag(body);
    let headers = [("x-sig", tag.as_str())];
    own::with_request(post(&headers, body), |request| {
        let verified = verify(&program, request, NOW, 0).unwrap();
        let fields = verified.fields();
        assert_eq!(fields.id, None);
        assert_eq!(fields.ids, ["a", "2"]);
        assert_eq!(fields.event_type.as_deref(), Some("t"));
        assert_eq!(fields.unreadable, None);
        assert_eq!(verified.request().body, body.as_bytes());
        assert_eq!(verified.scheme().id, "custom");
        assert_eq!(verified.timestamp(), None);
    });
}

#[test]
fn a_body_that_is_no_json_is_said_to_be_unreadable_and_stays_genuine() {
    let fields = [SIGNATURE, ("message", "{body}"), ("id", "/id")];
    let program = own::define(&fields).unwrap();
    let tag = tag("no json");
    let headers = [("x-sig", tag.as_str())];
    own::with_request(post(&headers, "no json"), |request| {
        let fields = verify(&program, request, NOW, 0).unwrap().fields();
        assert_eq!(fields.id, None);
        assert!(fields.unreadable.is_some());
    });
    let meta = Meta {
        method: "POST",
        url: "/",
        headers: &[],
    };
    let unread = waxseal::read_fields(
        &waxseal::schemes::find("github").unwrap(),
        &meta,
        |update| update(b"{}"),
    );
    assert_eq!(unread.unreadable, None);
}
