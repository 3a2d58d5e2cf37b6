//! Definitions: what is refused and with which path and sentence, and what a text means.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use own::{Fields, refused};
use waxseal::define::{CUSTOM, FIELDS};
use waxseal::scheme::{
    Algorithm, Encoding, KeyForm, Open, Part, Place, Scheme, Stamp, StampSource, Syntax, Unit,
};
use waxseal::{Code, Tolerance, define::define};

const SIGNATURE: (&str, &str) = ("signature", "header:x-sig");
const BODY: (&str, &str) = ("message", "{body}");

fn scheme<'a>(more: &Fields<'a>) -> Scheme<'a> {
    let fields = [SIGNATURE].into_iter().chain(more.iter().copied());
    define("mine", fields).unwrap()
}

/// The refusal of a scheme that would be right but for these fields.
fn because(more: &Fields<'_>) -> String {
    let has = |name: &str| more.iter().any(|(field, _)| *field == name);
    let mut fields = Vec::new();
    if !has("signature") {
        fields.push(SIGNATURE);
    }
    if !has("message") {
        fields.push(BODY);
    }
    fields.extend(more);
    refused(&fields)
}

fn message(text: &str) -> String {
    because(&[("message", text)])
}

#[test]
fn a_refusal_has_the_path_of_its_field_and_says_what_to_do() {
    let cases: &[(&Fields<'_>, &str)] = &[
        (
            &[("signatur", "header:x")],
            "/signatur: no field has this name; known are algorithm, signature, form, encoding, key, message, timestamp, unit, tolerance, digest, id, type, version, opens, handshake",
        ),
        (&[("id", "")], "/id: is empty; leave it out"),
        (&[("id", "/a"), ("id", "/a")], "/id: is set twice"),
        (
            &[("algorithm", "md5")],
            "/algorithm: \"md5\" is none of hmac-sha256, hmac-sha1, hmac-sha512, ed25519, ecdsa-p256, rsa-sha256, sha256, token, basic, none",
        ),
        (
            &[("encoding", "HEX")],
            "/encoding: \"HEX\" is none of hex, base64, base64url",
        ),
        (
            &[("key", "utf8 rot13")],
            "/key: \"rot13\" is none of utf8, whsec, whsec-or-bare, hex, base64, sha1",
        ),
        (
            &[("key", "raw")],
            "/key: raw and public are not forms of a text",
        ),
        (
            &[("key", "utf8 public")],
            "/key: raw and public are not forms of a text",
        ),
        (&[("key", " ")], "/key: name one form at least"),
        (
            &[("opens", "all")],
            "/opens: \"all\" is none of header, query, prefix, encoding, pointers",
        ),
        (
            &[("unit", "milliseconds")],
            "/unit: has no effect without a timestamp",
        ),
        (
            &[("tolerance", "300")],
            "/tolerance: has no effect without a timestamp",
        ),
        (
            &[("timestamp", "header:x-time")],
            "/timestamp: nothing signs it: anyone can set it",
        ),
        (
            &[("form", "t={timestamp},v1={signature},...")],
            "/timestamp: nothing signs it: anyone can set it",
        ),
        (
            &[
                ("form", "t={timestamp},v1={signature},..."),
                ("timestamp", "header:x-time"),
            ],
            "/timestamp: the form says where the timestamp stands; leave one of the two out",
        ),
        (&[("signature", " ")], "/signature: names no place"),
        (
            &[("signature", "header:x-sig-{1..101}")],
            "/signature: headers are numbered {1..100} at most",
        ),
        (
            &[("signature", "header:x-sig-{1..0}")],
            "/signature: headers are numbered {1..100} at most",
        ),
        (
            &[("signature", "header:X-sig-{1..2}")],
            "/signature: headers are numbered {1..100} at most",
        ),
        (
            &[("handshake", "GET text {query:a}")],
            "/handshake: a rule needs a condition, else every request is one",
        ),
        (
            &[("algorithm", "basic")],
            "/signature: this algorithm has no signature; leave it out",
        ),
        (
            &[("algorithm", "none")],
            "/signature: this algorithm has no signature; leave it out",
        ),
        (
            &[("algorithm", "token")],
            "/message: nothing is signed with this algorithm; leave it out",
        ),
        (
            &[("algorithm", "ed25519"), ("key", "utf8")],
            "/key: this algorithm takes no text secret; leave it out",
        ),
        (
            &[("algorithm", "sha256")],
            "/message: {secret} belongs into the message of sha256, and only there",
        ),
        (
            &[("message", "{secret}.{body}")],
            "/message: {secret} belongs into the message of sha256, and only there",
        ),
        (
            &[("message", "{timestamp}.{body}")],
            "/timestamp: the message has {timestamp}: say where it stands",
        ),
    ];
    for (fields, sentence) in cases {
        assert_eq!(because(fields), format!("scheme_invalid: {sentence}"));
    }
}

#[test]
fn what_must_be_there_is_asked_for() {
    assert_eq!(
        refused(&[BODY]),
        "scheme_invalid: /signature: say where the signature stands, for example header:x-signature"
    );
    assert_eq!(
        refused(&[SIGNATURE]),
        "scheme_invalid: /message: say which bytes are signed, for example {body}"
    );
}

#[test]
fn tokens_have_a_prefix_at_most_and_no_time() {
    let token =
        |more: (&'static str, &'static str)| refused(&[("algorithm", "token"), SIGNATURE, more]);
    for form in [
        "{signature},...",
        "[Bearer ]{signature}",
        "{key-id}/{signature}",
        "v1={signature},...",
    ] {
        assert_eq!(
            token(("form", form)),
            "scheme_invalid: /form: a token has a prefix at most",
            "{form}"
        );
    }
    assert_eq!(
        token(("timestamp", "header:x-time")),
        "scheme_invalid: /timestamp: nothing signs it with this algorithm"
    );
    let fields = [
        ("algorithm", "token"),
        SIGNATURE,
        ("form", "Bearer {signature}"),
    ];
    assert!(own::define(&fields).is_ok());
}

#[test]
fn long_texts_are_refused_at_4097_bytes() {
    let with =
        |bytes: usize| because(&[("message", &format!("{}{{body}}", "a".repeat(bytes - 6)))]);
    assert_eq!(
        with(4097),
        "scheme_invalid: /message: is longer than 4096 bytes"
    );
    assert!(with(4096).starts_with("taken"));
    let name = "n".repeat(100);
    let told = because(&[(&name, "x")]);
    assert!(
        told.starts_with(&format!("scheme_invalid: /{}: no field", "n".repeat(64))),
        "{told}"
    );
}

#[test]
fn a_tolerance_is_seconds_or_two_or_none() {
    let read = |text| {
        let scheme = scheme(&[
            ("message", "{timestamp}.{body}"),
            ("timestamp", "header:x-time"),
            ("tolerance", text),
        ]);
        scheme.timestamp.unwrap().tolerance
    };
    assert_eq!(read("none"), None);
    assert_eq!(read("60"), Some(Tolerance::both(60)));
    assert_eq!(read("0"), Some(Tolerance::both(0)));
    let apart = Tolerance {
        past_seconds: 600,
        future_seconds: 300,
    };
    assert_eq!(read("600/300"), Some(apart));
    for wrong in [
        "-1",
        "+1",
        "1.5",
        "5m",
        "/",
        "1/",
        "/1",
        "1/2/3",
        "4294967296",
        " 1",
    ] {
        assert_eq!(
            because(&[
                ("message", "{timestamp}.{body}"),
                ("timestamp", "header:x-time"),
                ("tolerance", wrong)
            ]),
            "scheme_invalid: /tolerance: must be seconds (300), past/future (600/300) or none",
            "{wrong}"
        );
    }
}

#[test]
fn what_is_left_out_has_its_usual_meaning() {
    let scheme = scheme(&[
        ("message", "{timestamp}.{body}"),
        ("timestamp", "header:x-time"),
    ]);
    assert_eq!(scheme.id, "mine");
    assert_eq!(scheme.algorithm, Algorithm::HmacSha256);
    assert_eq!(scheme.encoding, Encoding::Hex);
    assert_eq!(scheme.key, [KeyForm::Utf8]);
    assert_eq!(scheme.places, [Place::Header("x-sig")]);
    assert_eq!(
        scheme.timestamp,
        Some(Stamp {
            from: StampSource::Place(Place::Header("x-time")),
            unit: Unit::Seconds,
            tolerance: Some(Tolerance::both(300)),
        })
    );
    assert_eq!(
        scheme.syntax,
        Syntax::Items {
            between: None,
            key_id: false,
            prefix: "",
            bare: false
        }
    );
    assert!(scheme.opens.is_empty() && scheme.handshake.is_none() && scheme.digest.is_none());
    assert_eq!(CUSTOM, "custom");
}

#[test]
fn every_field_arrives_where_it_belongs() {
    let scheme = scheme(&[
        ("algorithm", "hmac-sha512"),
        ("encoding", "base64url"),
        ("key", "whsec-or-bare hex base64 sha1 whsec"),
        ("message", "{url}{body}"),
        ("digest", "query:sum"),
        ("id", "header:x-id"),
        ("type", "form:event"),
        ("version", "/v"),
        ("opens", "header query prefix encoding pointers"),
        ("handshake", "GET if query:a text {query:a}"),
    ]);
    assert_eq!(scheme.algorithm, Algorithm::HmacSha512);
    assert_eq!(scheme.encoding, Encoding::Base64Url);
    assert_eq!(
        scheme.key,
        [
            KeyForm::WhsecOrBare,
            KeyForm::Hex,
            KeyForm::Base64,
            KeyForm::Sha1,
            KeyForm::Whsec
        ]
    );
    assert_eq!(scheme.digest, Some(Place::Query("sum")));
    assert_eq!(scheme.event_id, Some(Place::Header("x-id")));
    assert_eq!(scheme.event_type, Some(Place::Form("event")));
    assert_eq!(scheme.version, Some(Place::Pointer("/v")));
    assert_eq!(
        scheme.opens,
        [
            Open::Header,
            Open::Query,
            Open::Prefix,
            Open::Encoding,
            Open::Pointers
        ]
    );
    assert_eq!(scheme.handshake, Some("GET if query:a text {query:a}"));
}

fn items(between: Option<u8>, prefix: &str) -> Syntax<'_> {
    Syntax::Items {
        between,
        key_id: false,
        prefix,
        bare: false,
    }
}

#[test]
fn a_form_is_one_item_a_list_pairs_or_positions() {
    let pairs = |between, key| Syntax::Pairs { between, key };
    let with_key_id = |between, prefix| Syntax::Items {
        between,
        key_id: true,
        prefix,
        bare: false,
    };
    let bare = |between, prefix| Syntax::Items {
        between,
        key_id: false,
        prefix,
        bare: true,
    };
    let plain: &[(&str, Syntax<'_>)] = &[
        ("{signature}", items(None, "")),
        ("sha256={signature}", items(None, "sha256=")),
        ("sha256 {signature}", items(None, "sha256 ")),
        ("{signature},...", items(Some(b','), "")),
        ("{signature} ...", items(Some(b' '), "")),
        ("v1,{signature} ...", items(Some(b' '), "v1,")),
        ("[v1,]{signature} ...", bare(Some(b' '), "v1,")),
        ("[sha256=]{signature}", bare(None, "sha256=")),
        (
            "{key-id}/SHA256/{signature},...",
            with_key_id(Some(b','), "/SHA256/"),
        ),
        ("{key-id}|{signature}&...", with_key_id(Some(b'&'), "|")),
        ("{key-id}={signature},...", with_key_id(Some(b','), "=")),
        ("v1={signature},...", pairs(b',', "v1")),
        ("v-1_b={signature};...", pairs(b';', "v-1_b")),
        ("v1:{signature},...", items(Some(b','), "v1:")),
        ("={signature},...", items(Some(b','), "=")),
        ("a.b={signature},...", items(Some(b','), "a.b=")),
    ];
    for (text, expected) in plain {
        let scheme = scheme(&[BODY, ("form", text)]);
        assert_eq!(scheme.syntax, *expected, "{text}");
        assert_eq!(scheme.timestamp, None, "{text}");
    }
    let timed: &[(&str, Syntax<'_>, StampSource<'_>)] = &[
        (
            "t={timestamp},v1={signature},...",
            pairs(b',', "v1"),
            StampSource::Pair("t"),
        ),
        (
            "ts={timestamp};h1={signature};...",
            pairs(b';', "h1"),
            StampSource::Pair("ts"),
        ),
        (
            "t={timestamp}, v1={signature},...",
            pairs(b',', "v1"),
            StampSource::Pair("t"),
        ),
        (
            "{timestamp},{signature},...",
            Syntax::Positional { between: b',' },
            StampSource::First,
        ),
        (
            "{timestamp}:{signature}:...",
            Syntax::Positional { between: b':' },
            StampSource::First,
        ),
    ];
    for (text, syntax, from) in timed {
        let scheme = scheme(&[("message", "{timestamp}.{body}"), ("form", text)]);
        assert_eq!(scheme.syntax, *syntax, "{text}");
        assert_eq!(scheme.timestamp.unwrap().from, *from, "{text}");
    }
}

#[test]
fn a_form_that_cannot_be_is_shown_its_kinds() {
    for form in [
        "signature",
        "{signature}x",
        "{signature}...",
        "{signature}é...",
        "{signature}\0...",
        "v1,{signature}\n...",
        "t={timestamp}\tv1={signature}\t...",
        "{signature}\x7f...",
        "...",
        ",...",
        "{signature}",
        "{timestamp},{signature}",
        "{signature},{timestamp},...",
        "t={timestamp},v1={signature}",
        "t={timestamp},t={signature},...",
        "t={timestamp},v1:{signature},...",
        "t:{timestamp},v1={signature},...",
        "={timestamp},v1={signature},...",
        "t={timestamp},={signature},...",
        "t.t={timestamp},v1={signature},...",
        "t={timestamp},v={timestamp},...",
        "a={signature},b={signature},...",
        "{{signature}",
        "}{signature}",
        "[{signature}",
        "]{signature}",
        "[]{signature}",
        "{key-id}{signature}",
        "[{key-id}/]{signature}",
        "v\n={signature}",
        "é={signature}",
        "\x7f={signature}",
        "{other}={signature}",
    ]
    .into_iter()
    .filter(|form| *form != "{signature}")
    {
        assert_eq!(
            because(&[("form", form)]),
            "scheme_invalid: /form: must be like {signature}, sha256={signature}, v1={signature},... or t={timestamp},v1={signature},...",
            "{form}"
        );
    }
}

#[test]
fn a_message_is_literals_and_parts() {
    let value = |place| Part::Value {
        place,
        lower: false,
        exact: 0,
    };
    let scheme = scheme(&[(
        "message",
        "a{method}\n{url}.{path}.{url|decoded}.{header:x-id}.{header:x-n|36}.{query:data.id|lower}.{form:f}.{/a/b}.{headers:x-signed}.{form}[id:{query:q};].{body}",
    )]);
    let dot = || Part::Literal(".");
    assert_eq!(
        scheme.message,
        [
            Part::Literal("a"),
            Part::Method,
            Part::Literal("\n"),
            Part::Url { decoded: false },
            dot(),
            Part::Path,
            dot(),
            Part::Url { decoded: true },
            dot(),
            value(Place::Header("x-id")),
            dot(),
            Part::Value {
                place: Place::Header("x-n"),
                lower: false,
                exact: 36
            },
            dot(),
            Part::Value {
                place: Place::Query("data.id"),
                lower: true,
                exact: 0
            },
            dot(),
            value(Place::Form("f")),
            dot(),
            value(Place::Pointer("/a/b")),
            dot(),
            Part::SignedHeaders("x-signed"),
            dot(),
            Part::SortedForm { once: false },
            Part::OptionalStart,
            Part::Literal("id:"),
            value(Place::Query("q")),
            Part::Literal(";"),
            Part::OptionalEnd,
            dot(),
            Part::Body,
        ]
    );
}

#[test]
fn a_message_that_cannot_be_read_says_where_it_stops() {
    let place = |text: &str| {
        format!(
            "\"{text}\" is no place: write header:x-name in lower case, query:name, form:name, or a JSON pointer such as /data/id (RFC 6901)"
        )
    };
    let pairs = "braces and brackets come in pairs and do not nest";
    let modifier = |text: &str| format!("\"{text}\" is no modifier: lower, or a length up to 255");
    let cases = [
        ("{body", "a { is not closed".to_owned()),
        ("body}", pairs.into()),
        ("{body}]", pairs.into()),
        ("[[{header:a}]]{body}", pairs.into()),
        ("[{header:a}{body}", "a [ is not closed".into()),
        ("{body}{body}", "{body} stands in it more than once".into()),
        ("{Body}", "there is no part \"Body\"".into()),
        ("{}", "there is no part \"\"".into()),
        ("{body|lower}", "there is no part \"body|lower\"".into()),
        ("{header:X-Id}", place("header:X-Id")),
        ("{header:}", place("header:")),
        ("{headers:}", place("headers:")),
        ("{query:a b}", place("query:a b")),
        ("{query:}", place("query:")),
        ("{form:ä}", place("form:ä")),
        ("{cookie:a}", place("cookie:a")),
        ("{/a/~2}", place("/a/~2")),
        ("{header:a|upper}", modifier("upper")),
        ("{header:a|0}", modifier("0")),
        ("{header:a|256}", modifier("256")),
    ];
    for (text, why) in cases {
        assert_eq!(
            message(text),
            format!("scheme_invalid: /message: {why}"),
            "{text}"
        );
    }
}

#[test]
fn two_variable_parts_side_by_side_need_a_shape() {
    let refused = [
        ("{header:a}{body}", "a header", "{body}"),
        ("{body}{header:a}", "{body}", "a header"),
        ("{query:a}{body}", "a query parameter", "{body}"),
        ("{form:a}{form:b}", "a form field", "a form field"),
        ("{/a}{/b}", "a value of the body", "a value of the body"),
        ("{form}{/b}", "{form}", "a value of the body"),
        ("{headers:a}{body}", "{headers:…}", "{body}"),
        ("{url}{path}", "{url}", "{path}"),
        ("{body}{path}", "{body}", "{path}"),
        ("{header:a}{url}", "a header", "{url}"),
        ("{header:a}[{header:b}]{body}", "a header", "a header"),
    ];
    for (text, left, right) in refused {
        assert_eq!(
            message(text),
            format!(
                "scheme_invalid: /message: {left} and {right} stand side by side and either could end anywhere: put a length on a header ({{header:x|36}})"
            ),
            "{text}"
        );
    }
    for text in [
        "{header:a|36}{body}",
        "{body}{header:a|36}",
        "{method}{body}",
        "{url}{body}",
        "{path}{body}",
        "{body}{url}",
        "{url}{form}",
        "{url}{/a}",
        "{url}{form:a}",
        "{header:a}.{body}",
    ] {
        assert!(message(text).starts_with("taken"), "{text}");
    }
}

#[test]
fn a_written_time_is_told_from_texts_of_any_length() {
    let timed = |message, unit| {
        because(&[
            ("message", message),
            ("timestamp", "header:x-time"),
            ("unit", unit),
        ])
    };
    let tight = "{header:x-id}{timestamp}{body}";
    for unit in ["rfc3339", "rfc3339-utc"] {
        assert!(timed(tight, unit).starts_with("taken"), "{unit}");
    }
    for unit in ["seconds", "milliseconds"] {
        assert_eq!(
            timed(tight, unit),
            "scheme_invalid: /message: digits between a header and {body} could stand anywhere in them: put a length on a header ({header:x|36})"
        );
        assert!(timed("{url}{timestamp}{body}", unit).starts_with("taken"));
        assert!(timed("{header:x-id|9}{timestamp}{body}", unit).starts_with("taken"));
        assert!(timed("{timestamp}{body}", unit).starts_with("taken"));
    }
}

#[test]
fn names_are_those_that_requests_can_carry() {
    let good = "signature-1_2.3~";
    assert!(because(&[("id", &format!("query:{good}"))]).starts_with("taken"));
    assert!(because(&[("id", &format!("form:{good}"))]).starts_with("taken"));
    assert!(because(&[("id", "header:a,b!#$%&'*+-.^_`|~0")]).starts_with("taken"));
    for wrong in [
        "header:a,,b",
        "header:a,",
        "header:a b",
        "header:ä",
        "header:a:b",
        "header:",
        "query:",
        "query:%20",
        "query:a+b",
        "form:a&b",
        "form:",
        "cookie:a",
        "/~",
        "a",
        "//*/*",
        "header:x-{1..3}",
    ] {
        let told = because(&[("id", wrong)]);
        assert_eq!(
            told,
            format!(
                "scheme_invalid: /id: \"{wrong}\" is no place: write header:x-name in lower case, query:name, form:name, or a JSON pointer such as /data/id (RFC 6901)"
            )
        );
    }
}

#[test]
fn signatures_may_stand_in_several_places() {
    let scheme = define(
        "mine",
        [
            (
                "signature",
                "header:a,b query:c form:d /e/f header:g-{1..100}",
            ),
            BODY,
        ]
        .into_iter(),
    )
    .unwrap();
    assert_eq!(
        scheme.places,
        [
            Place::Header("a,b"),
            Place::Query("c"),
            Place::Form("d"),
            Place::Pointer("/e/f"),
            Place::Header("g-{1..100}"),
        ]
    );
    let basic = define("mine", [("algorithm", "basic")].into_iter()).unwrap();
    assert_eq!(basic.places, [Place::Header("authorization")]);
    let none = define("mine", [("algorithm", "none")].into_iter()).unwrap();
    assert!(none.places.is_empty());
}

#[test]
fn what_a_person_wrote_is_shown_short_and_without_control_characters() {
    let long = "x".repeat(100);
    let told = because(&[("algorithm", &long)]);
    assert!(
        told.starts_with(&format!(
            "scheme_invalid: /algorithm: \"{}\" is",
            "x".repeat(64)
        )),
        "{told}"
    );
    let told = because(&[("algorithm", "a\x1b[1mb")]);
    assert!(told.contains("\"a?[1mb\""), "{told}");
}

#[test]
fn the_words_of_the_documentation_are_those_that_are_read() {
    for field in FIELDS {
        for word in field.words {
            let known = match field.name {
                "algorithm" => Algorithm::find(word).map(Algorithm::word),
                "encoding" => Encoding::find(word).map(Encoding::word),
                "key" => KeyForm::find(word).map(KeyForm::word),
                "unit" => Unit::find(word).map(Unit::word),
                "opens" => Open::find(word).map(Open::word),
                _ => None,
            };
            assert_eq!(known, Some(*word), "{}", field.name);
        }
    }
    let error = define("x", [("algorithm", "x")].into_iter()).unwrap_err();
    assert_eq!(error.code(), Code::SchemeInvalid);
}

#[test]
fn a_message_has_as_many_parts_as_a_program_can_carry() {
    let message = |parts: usize| ["{body}".to_owned(), ".{timestamp}".repeat(parts / 2)].concat();
    let program = |message: &str| {
        let fields = [
            ("signature", "header:x-sig"),
            ("message", message),
            ("timestamp", "header:x-time"),
        ];
        let secret = waxseal::Secret::text(["a secret of at least ", "sixteen bytes"].concat());
        waxseal::Program::compile_own(fields.into_iter(), &waxseal::Options::default(), &[secret])
            .map(|program| program.keep().program().keys().len())
    };
    assert_eq!(program(&message(126)), Ok(1));
    let error = program(&message(128)).unwrap_err();
    assert_eq!(error.code(), waxseal::Code::SchemeInvalid);
    assert_eq!(
        error.detail(),
        "/message: has more than 128 parts, or signature as many places"
    );
}
