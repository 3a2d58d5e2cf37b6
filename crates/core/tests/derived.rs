//! What is derived from a row: what its signature covers, how strong a success
//! is, what a host has to hand over.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use own::{Fields, KEY};
use waxseal::scheme::{Algorithm, BodyUse, KeyForm, Kind, Part, Place, Scheme, Unit};
use waxseal::{
    Assurance, Code, Covers, Options, Pointer, Program, Secret, define::define, schemes,
};

fn scheme<'a>(fields: &Fields<'a>) -> Scheme<'a> {
    let has = |name: &str| fields.iter().any(|(field, _)| *field == name);
    let usual = [("signature", "header:x-sig"), ("message", "{body}")];
    let usual = usual.into_iter().filter(|(name, _)| !has(name));
    define("mine", usual.chain(fields.iter().copied())).unwrap()
}

#[test]
fn a_label_is_authenticated_only_where_the_message_covers_it() {
    let labels = [
        ("id", "header:x-id"),
        ("type", "query:type"),
        ("version", "/v"),
    ];
    let covers = |message| scheme(&[&labels[..], &[("message", message)]].concat()).covers();
    let none = Covers::default();
    assert_eq!(covers("{body}"), Covers { body: true, ..none });
    assert_eq!(
        covers("{header:x-id}.{body}"),
        Covers {
            body: true,
            id: true,
            ..none
        }
    );
    assert_eq!(
        covers("{url}"),
        Covers {
            url: true,
            event_type: true,
            ..none
        }
    );
    assert_eq!(
        covers("{path}"),
        Covers {
            url: true,
            event_type: true,
            ..none
        }
    );
    assert_eq!(
        covers("{query:type}"),
        Covers {
            event_type: true,
            ..none
        }
    );
    assert_eq!(covers("{method}"), none);
    assert_eq!(covers("{form}"), none);
    let in_body =
        |message| scheme(&[("id", "/id"), ("type", "form:type"), ("message", message)]).covers();
    assert_eq!(
        in_body("{body}"),
        Covers {
            body: true,
            id: true,
            event_type: true,
            ..none
        }
    );
    assert_eq!(in_body("{/id}"), Covers { id: true, ..none });
    assert_eq!(
        in_body("{form:type}"),
        Covers {
            event_type: true,
            ..none
        }
    );
    assert_eq!(in_body("{form}"), none);
}

#[test]
fn a_timestamp_is_covered_in_the_message_or_in_a_covered_place() {
    let timed = |message, place| {
        scheme(&[("message", message), ("timestamp", place)])
            .covers()
            .timestamp
    };
    assert!(timed("{timestamp}.{body}", "header:x-time"));
    assert!(timed("{body}", "/time"));
    assert!(timed("{header:x-time}.{body}", "header:x-time"));
    assert!(!scheme(&[]).covers().timestamp);
}

#[test]
fn assurance_says_how_strong_a_success_is() {
    let strong = |fields: &Fields<'_>| scheme(fields).assurance();
    assert_eq!(strong(&[]), Assurance::Signed);
    assert_eq!(strong(&[("algorithm", "ed25519")]), Assurance::Signed);
    assert_eq!(strong(&[("message", "{/id}")]), Assurance::SignedPartial);
    assert_eq!(strong(&[("message", "{form}")]), Assurance::SignedPartial);
    let bare = |algorithm| {
        define("mine", [("algorithm", algorithm)].into_iter())
            .unwrap()
            .assurance()
    };
    assert_eq!(bare("basic"), Assurance::Token);
    assert_eq!(bare("none"), Assurance::None);
    let token = [("algorithm", "token"), ("signature", "header:x")];
    assert_eq!(
        define("mine", token.into_iter()).unwrap().assurance(),
        Assurance::Token
    );
    assert_eq!(
        [
            Assurance::None,
            Assurance::Token,
            Assurance::SignedPartial,
            Assurance::Signed
        ]
        .map(Assurance::as_str),
        ["none", "token", "signed_partial", "signed"]
    );
}

#[test]
fn a_body_is_opaque_where_it_enters_the_message_only_as_bytes() {
    let uses = |fields: &Fields<'_>| {
        let scheme = scheme(fields);
        (scheme.is_body_opaque(), scheme.body_use())
    };
    let timed = |place: &'static str| [("message", "{timestamp}.{body}"), ("timestamp", place)];
    assert_eq!(uses(&[]), (true, BodyUse::Hashed));
    assert_eq!(uses(&timed("header:x-time")), (true, BodyUse::Hashed));
    assert_eq!(uses(&[("message", "{url}")]), (true, BodyUse::Unused));
    assert_eq!(uses(&[("message", "{/a}")]), (false, BodyUse::Read));
    assert_eq!(uses(&[("message", "{form:a}")]), (false, BodyUse::Read));
    assert_eq!(uses(&[("message", "{form}")]), (false, BodyUse::Read));
    assert_eq!(
        uses(&[("signature", "form:sig"), ("message", "{url}")]),
        (false, BodyUse::Read)
    );
    assert_eq!(
        uses(&[("signature", "/sig"), ("message", "{url}")]),
        (false, BodyUse::Read)
    );
    assert_eq!(
        uses(&[("digest", "query:sum"), ("message", "{url}")]),
        (false, BodyUse::Read)
    );
    assert_eq!(uses(&timed("/time")), (false, BodyUse::Read));
    assert_eq!(uses(&[("timestamp", "/time")]), (true, BodyUse::Read));
    assert_eq!(uses(&[("algorithm", "ed25519")]), (true, BodyUse::Read));
}

#[test]
fn a_host_learns_what_of_the_url_and_method_is_read() {
    let reads = |fields: &Fields<'_>| {
        let scheme = scheme(fields);
        (
            scheme.reads_method(),
            scheme.reads_url(),
            scheme.reads_absolute_url(),
        )
    };
    let (no, query) = ((false, false, false), (false, true, false));
    assert_eq!(reads(&[]), no);
    assert_eq!(
        reads(&[("message", "{method}.{body}")]),
        (true, false, false)
    );
    assert_eq!(reads(&[("message", "{url}{body}")]), (false, true, true));
    assert_eq!(reads(&[("message", "{path}{body}")]), query);
    assert_eq!(reads(&[("signature", "query:sig")]), query);
    assert_eq!(reads(&[("message", "{query:a}.{body}")]), query);
    assert_eq!(reads(&[("digest", "query:sum")]), query);
    assert_eq!(reads(&[("id", "query:id")]), query);
    assert_eq!(reads(&[("type", "query:type")]), query);
    assert_eq!(reads(&[("version", "query:v")]), query);
    assert_eq!(
        reads(&[("message", "{timestamp}.{body}"), ("timestamp", "query:t")]),
        query
    );
    assert_eq!(reads(&[("id", "header:x-id"), ("type", "/type")]), no);
}

#[test]
fn a_host_learns_which_headers_are_read_each_once() {
    let scheme = scheme(&[
        ("signature", "header:x-sig,y-sig query:sig"),
        (
            "message",
            "{header:x-id}.{timestamp}.{headers:x-list}.{query:q}.{body}",
        ),
        ("timestamp", "header:x-time"),
        ("digest", "header:x-sum"),
        ("id", "header:x-id"),
        ("type", "header:x-type"),
        ("version", "/v"),
    ]);
    assert_eq!(
        scheme.reads(),
        [
            "x-sig", "y-sig", "x-time", "x-sum", "x-id", "x-list", "x-type"
        ]
    );
    assert!(scheme.reads_all_headers());
    let numbered = self::scheme(&[("signature", "header:x-{1..3}")]);
    assert_eq!(numbered.reads(), ["x-1", "x-2", "x-3"]);
    assert!(!numbered.reads_all_headers());
}

#[test]
fn a_host_learns_whether_labels_stand_in_the_body() {
    assert!(scheme(&[("id", "/id")]).has_labels_in_body());
    assert!(scheme(&[("version", "form:v")]).has_labels_in_body());
    assert!(!scheme(&[("id", "header:x-id"), ("type", "query:t")]).has_labels_in_body());
    assert!(!scheme(&[]).has_labels_in_body());
    let fields = [
        ("signature", "header:x-sig"),
        ("message", "{body}"),
        ("id", "/id"),
        ("type", "header:x-type"),
        ("version", "/v"),
    ];
    assert_eq!(own::define(&fields).unwrap().pointers(), ["/id", "/v"]);
}

#[test]
fn algorithms_have_their_kinds_and_tags() {
    let all = [
        (Algorithm::HmacSha256, Kind::Shared, true, 32),
        (Algorithm::HmacSha1, Kind::Shared, true, 20),
        (Algorithm::HmacSha512, Kind::Shared, true, 64),
        (Algorithm::Ed25519, Kind::Public, true, 64),
        (Algorithm::EcdsaP256, Kind::Public, true, 72),
        (Algorithm::RsaSha256, Kind::Public, true, 512),
        (Algorithm::Sha256, Kind::Shared, true, 32),
        (Algorithm::Token, Kind::Shared, false, 0),
        (Algorithm::Basic, Kind::Shared, false, 0),
        (Algorithm::None, Kind::Nothing, false, 0),
    ];
    assert_eq!(Algorithm::ALL.len(), all.len());
    for (algorithm, kind, signs, bytes) in all {
        assert_eq!(algorithm.kind(), kind);
        assert_eq!(algorithm.is_signature(), signs);
        assert_eq!(algorithm.tag_bytes(), bytes);
    }
}

#[test]
fn parts_say_where_they_stand() {
    let place = Place::Header("x");
    let value = Part::Value {
        place: place.clone(),
        lower: false,
        exact: 0,
    };
    assert_eq!(value.place(), Some(&place));
    assert_eq!(value.signed_headers(), None);
    let list = Part::SignedHeaders("x-list");
    assert_eq!(
        (list.place(), list.signed_headers()),
        (None, Some("x-list"))
    );
    assert_eq!(Part::Body.place(), None);
}

#[test]
fn covers_field_follows_the_place() {
    let url = scheme(&[("message", "{path}")]);
    assert!(url.covers_field(&Place::Query("a")));
    assert!(!url.covers_field(&Place::Header("a")));
    assert!(!url.covers_field(&Place::Pointer("/a")));
    let body = scheme(&[]);
    assert!(body.covers_field(&Place::Pointer("/a")) && body.covers_field(&Place::Form("a")));
    assert!(!body.covers_field(&Place::Query("a")));
}

#[test]
fn secrets_become_keys_by_their_forms_in_order() {
    let keys = |forms: &'static str, secret: Secret| {
        let fields = [
            ("signature", "header:x"),
            ("message", "{body}"),
            ("key", forms),
        ];
        Program::compile_own(fields.into_iter(), &Options::default(), &[secret])
            .map(|program| {
                let all = program.keys().iter();
                all.map(|key| (key.form(), key.as_bytes().to_vec()))
                    .collect::<Vec<_>>()
            })
            .map_err(|error| error.to_string())
    };
    let base64 = "MDEyMzQ1Njc4OTAxMjM0NTY3ODk=";
    let plain = b"01234567890123456789".to_vec();
    let prefixed = ["whsec_", base64].concat();
    let tagged = ["v1,", &prefixed].concat();
    let one = |form, bytes: &[u8]| Ok(vec![(form, bytes.to_vec())]);
    assert_eq!(
        keys("utf8", Secret::text(prefixed.clone())),
        one(KeyForm::Utf8, prefixed.as_bytes())
    );
    assert_eq!(
        keys("whsec", Secret::text(prefixed.clone())),
        one(KeyForm::Whsec, &plain)
    );
    assert_eq!(
        keys("whsec", Secret::text(tagged.clone())),
        one(KeyForm::Whsec, &plain)
    );
    assert_eq!(
        keys("whsec-or-bare", Secret::text(tagged)),
        one(KeyForm::WhsecOrBare, &plain)
    );
    assert_eq!(
        keys("whsec-or-bare", Secret::text(base64)),
        one(KeyForm::WhsecOrBare, &plain)
    );
    assert_eq!(
        keys("base64", Secret::text(base64)),
        one(KeyForm::Base64, &plain)
    );
    assert_eq!(
        keys("hex", Secret::text("00112233445566778899aAbBcCdDeEfF")),
        one(
            KeyForm::Hex,
            &[
                0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd,
                0xee, 0xff
            ]
        )
    );
    // SHA-1 of "abc", FIPS 180.
    assert_eq!(
        keys("sha1", Secret::text("abc")),
        one(
            KeyForm::Sha1,
            &[
                0xa9, 0x99, 0x3e, 0x36, 0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e, 0x25, 0x71, 0x78, 0x50,
                0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d
            ]
        )
    );
    assert_eq!(
        keys("hex", Secret::bytes(plain.clone())),
        one(KeyForm::Raw, &plain)
    );
    assert_eq!(
        keys("utf8 whsec", Secret::text(prefixed.clone())),
        Ok(vec![
            (KeyForm::Utf8, prefixed.into_bytes()),
            (KeyForm::Whsec, plain)
        ])
    );
    assert_eq!(
        keys("whsec", Secret::text(base64)),
        Err("secret_malformed: the secret fits none of the scheme's key forms".into())
    );
    assert_eq!(
        keys("whsec", Secret::text("whsec_!")),
        Err(
            "secret_malformed: the secret is not base64; copy it whole, without quotes or spaces"
                .into()
        )
    );
    assert_eq!(
        keys("hex", Secret::text("0g")),
        Err("secret_malformed: the secret is not hexadecimal; copy it whole, without quotes or spaces".into())
    );
    assert_eq!(
        keys("hex", Secret::text("012")),
        Err("secret_malformed: the secret is not hexadecimal; copy it whole, without quotes or spaces".into())
    );
}

#[test]
fn a_guessable_key_is_no_candidate_beside_a_proper_one() {
    let forms = |secret: &str, forms: &'static str| {
        let fields = [
            ("signature", "header:x"),
            ("message", "{body}"),
            ("key", forms),
        ];
        let program = Program::compile_own(
            fields.into_iter(),
            &Options::default(),
            &[Secret::text(secret)],
        )
        .unwrap();
        let found: Vec<KeyForm> = program.keys().iter().map(waxseal::Key::form).collect();
        (found, program.short_secrets())
    };
    // Sixteen characters, of which base64 makes twelve bytes.
    assert_eq!(
        forms("AAAAAAAAAAAAAAAA", "utf8 base64"),
        (vec![KeyForm::Utf8], vec![])
    );
    assert_eq!(
        forms("AAAAAAAAAAAAAAAA", "base64 utf8"),
        (vec![KeyForm::Utf8], vec![])
    );
    assert_eq!(forms("AAAA", "utf8 base64"), (vec![KeyForm::Utf8], vec![0]));
    assert_eq!(
        forms("AAAAAAAAAAAAAAA", "utf8"),
        (vec![KeyForm::Utf8], vec![0])
    );
}

#[test]
fn what_cannot_be_compiled_names_the_secret_among_several() {
    let compile = |id: &str, secrets: &[&str]| {
        let secrets: Vec<Secret> = secrets.iter().copied().map(Secret::text).collect();
        Program::compile(id, &Options::default(), &secrets)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        compile("stripe", &[KEY, ""]),
        Err(
            "secret_empty: secret 2 of 2: the secret is empty; is its environment variable set?"
                .into()
        )
    );
    assert_eq!(
        compile("stripe", &[]),
        Err("secret_empty: stripe needs a secret".into())
    );
    assert_eq!(
        compile("none", &[KEY]).map_err(|told| told.split(':').next().unwrap().to_owned()),
        Err("scheme_invalid".into())
    );
    let nine = [KEY; 9];
    assert_eq!(compile("stripe", &nine[..8]), Ok(()));
    assert_eq!(
        compile("stripe", &nine),
        Err("key_invalid: 9 secrets make more than 8 keys with the key forms of stripe; remove old ones".into())
    );
}

#[test]
fn a_program_is_kept_shown_and_read_without_its_secret() {
    let program = Program::compile("stripe", &Options::default(), &[Secret::text(KEY)]).unwrap();
    assert_eq!(
        format!("{program:?}"),
        "Program { scheme: \"stripe\", keys: 1, .. }"
    );
    let kept = program.keep();
    assert_eq!(format!("{kept:?}"), format!("{program:?}"));
    assert_eq!(kept.program().scheme().places, program.scheme().places);
    assert_eq!(kept.program().keys()[0].as_bytes(), KEY.as_bytes());
    assert!(Program::parse(&[]).is_none());
    let mut longer = program.write().to_vec();
    longer.push(0);
    assert!(Program::parse(&longer).is_none());
    let mut other = program.write().to_vec();
    other[0] ^= 1;
    assert!(Program::parse(&other).is_none(), "another format");
}

#[test]
fn a_program_keeps_every_field_that_a_request_needs() {
    let own: [&Fields<'_>; 4] = [
        &[
            ("form", "[v1,]{signature} ..."),
            (
                "message",
                "{method}\n{url}.{path}.{url|decoded}.{headers:x-list}.{body}",
            ),
        ],
        &[
            ("form", "{key-id}/SHA256/{signature},..."),
            ("message", "[id:{query:id|lower};]{header:x-n|36}{form}"),
            ("digest", "query:sum"),
        ],
        &[
            ("form", "{timestamp},{signature},..."),
            ("message", "{timestamp}.{body}"),
            ("tolerance", "600/300"),
            ("unit", "unix"),
        ],
        &[
            ("form", "t={timestamp},v1={signature},..."),
            ("message", "{timestamp}.{/a}.{form:b}"),
            ("unit", "rfc3339-utc"),
            ("id", "/*/id"),
            ("version", "header:x-v"),
        ],
    ];
    let rows = schemes::all().filter_map(|row| row.scheme());
    let mut count = 0;
    for scheme in rows.chain(own.into_iter().map(scheme)) {
        let id = scheme.id;
        // A key of a kind that every shared secret's form takes; public keys have vectors.
        let base64 = ["whsec_", "MDEyMzQ1Njc4OTAxMjM0NTY3ODk="].concat();
        let secrets = [
            "user:0123456789abcdef",
            "00112233445566778899aabbccddeeff",
            &base64,
        ];
        let compiled = secrets.iter().find_map(|secret| {
            let secrets = if scheme.algorithm.kind() == Kind::Nothing {
                vec![]
            } else {
                vec![Secret::text(*secret)]
            };
            let options = Options {
                header: (id == "token").then_some("x-token"),
                ..Options::default()
            };
            if id == "mine" {
                return None;
            }
            Program::compile(id, &options, &secrets).ok()
        });
        let own_fields = || {
            own.into_iter()
                .find(|fields| self::scheme(fields) == scheme)
        };
        let program = compiled.or_else(|| {
            let fields: Vec<_> = [("signature", "header:x-sig")]
                .into_iter()
                .chain(own_fields()?.iter().copied())
                .collect();
            Program::compile_own(
                fields.into_iter(),
                &Options::default(),
                &[Secret::text(KEY)],
            )
            .ok()
        });
        let Some(program) = program else {
            assert_eq!(scheme.algorithm.kind(), Kind::Public, "{id}");
            continue;
        };
        let bytes = program.write();
        let read = Program::parse(&bytes).unwrap();
        let kept = Scheme {
            key: Vec::new(),
            opens: Vec::new(),
            ..program.scheme().clone()
        };
        assert_eq!(*read.scheme(), kept, "{id}");
        assert_eq!(read.url(), program.url());
        for (ours, theirs) in read.keys().iter().zip(program.keys()) {
            assert_eq!(
                (ours.secret(), ours.form(), ours.as_bytes()),
                (theirs.secret(), theirs.form(), theirs.as_bytes())
            );
        }
        assert_eq!(read.keys().len(), program.keys().len());
        count += 1;
    }
    assert!(count > 250, "only {count} programs");
}

#[test]
fn pointers_are_unescaped_and_bounded() {
    let tokens = |text| Pointer::parse(text).map(|pointer| pointer.tokens().to_vec());
    assert_eq!(
        tokens("/a~1b/~0/"),
        Some(vec!["a/b".into(), "~".into(), String::new()])
    );
    assert_eq!(tokens("/*"), Some(vec!["*".into()]));
    for wrong in ["", "a", "/~", "/~2", "/*/*"] {
        assert_eq!(tokens(wrong), None, "{wrong}");
    }
    let deep = |levels: usize| Pointer::parse(&"/a".repeat(levels)).is_some();
    assert!(deep(waxseal::limits::JSON_DEPTH - 1));
    assert!(!deep(waxseal::limits::JSON_DEPTH));
}

#[test]
fn close_names_are_offered_for_a_wrong_one() {
    let told = |id: &str| {
        Program::compile(id, &Options::default(), &[])
            .unwrap_err()
            .to_string()
    };
    let hint = |id: &str| {
        format!("scheme_unknown: no scheme is called \"{id}\"; docs/schemes.md lists all")
    };
    assert_eq!(told("qq"), hint("qq"));
    assert_eq!(told("st"), hint("st"));
    assert_eq!(told(""), hint(""));
    assert_eq!(told("xyzzyplugh"), hint("xyzzyplugh"));
    for (wrong, known) in [
        ("Stripe", "stripe"),
        ("git-hub", "github"),
        ("strpie-stripe", "stripe"),
        ("shopifi", "shopify"),
        ("hopify", "shopify"),
    ] {
        let told = told(wrong);
        assert!(
            told.contains("did you mean") && told.contains(known),
            "{told}"
        );
    }
}

#[test]
fn words_are_found_by_what_they_write() {
    assert_eq!(Unit::ALL.len(), 5);
    for unit in Unit::ALL {
        assert_eq!(Unit::find(unit.word()), Some(*unit));
    }
    assert_eq!(Unit::find("second"), None);
    assert_eq!(KeyForm::WhsecOrBare.as_str(), "whsec");
    assert_eq!(KeyForm::Utf8.as_str(), "utf8");
    assert_eq!(schemes::find("stripe").unwrap().id, "stripe");
    assert_eq!(schemes::find("Stripe"), None);
}

#[test]
fn codes_have_class_status_rank_and_a_sentence() {
    use waxseal::Class;
    for code in Code::ALL {
        assert_eq!(Code::find(code.as_str()), Some(*code));
        assert_eq!(code.to_string(), code.as_str());
        assert!(!code.summary().trim().is_empty(), "{code}");
        let status = code.http_status();
        match code.class() {
            Class::Reject => assert!((400..500).contains(&status), "{code}"),
            Class::Config | Class::Fault => assert_eq!(status, 503, "{code}"),
        }
    }
    assert_eq!(Code::find("no_such_code"), None);
    assert_eq!(Code::SignatureMismatch.http_status(), 401);
    let ranks = [
        Code::SignatureMissing,
        Code::SignatureUnsupported,
        Code::SignatureMalformed,
        Code::TimestampMissing,
        Code::TimestampMalformed,
        Code::SignatureMismatch,
        Code::BodyTooLarge,
        Code::TimestampStale,
    ];
    assert!(ranks.windows(2).all(|pair| pair[0].rank() < pair[1].rank()));
    assert!(waxseal::ConfigError::new(Code::SecretEmpty, "x").to_string() == "secret_empty: x");
}
