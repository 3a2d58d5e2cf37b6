//! What cannot work is refused at construction, by code and by a sentence that helps.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod every;

use waxseal::scheme::{Encoding, Kind};
use waxseal::{Code, ConfigError, Options, Program, Secret, Tolerance};

const GOOD: &str = "a secret of at least sixteen bytes";

fn compile(
    scheme: &str,
    options: Options<'static>,
    secrets: &[&str],
) -> Result<Program<'static>, ConfigError> {
    let secrets: Vec<Secret> = secrets.iter().copied().map(Secret::text).collect();
    Program::compile(scheme, &options, &secrets)
}

fn refused(scheme: &str, options: Options<'static>, secrets: &[&str]) -> (Code, String) {
    let error = compile(scheme, options, secrets).unwrap_err();
    (error.code(), error.detail().to_owned())
}

fn with_secret(scheme: &str, secret: &str) -> (Code, String) {
    refused(scheme, Options::default(), &[secret])
}

#[test]
fn an_unknown_scheme_is_told_with_close_ones() {
    let (code, detail) = with_secret("strip", GOOD);
    assert_eq!(code, Code::SchemeUnknown);
    assert!(
        detail.starts_with("no scheme is called \"strip\"; did you mean stripe"),
        "{detail}"
    );
}

#[test]
fn empty_secrets_are_refused_by_every_scheme() {
    for scheme in every::all() {
        if scheme.algorithm.kind() == Kind::Nothing {
            continue;
        }
        for secrets in [&[][..], &[""]] {
            let (code, _) = refused(scheme.id, every::options(&scheme), secrets);
            assert_eq!(code, Code::SecretEmpty, "{}", scheme.id);
        }
    }
    assert_eq!(
        with_secret("svix", "whsec_"),
        (
            Code::SecretEmpty,
            "nothing follows the secret's prefix whsec_".into()
        )
    );
    for scheme in ["affiliatebase", "stripe", "github"] {
        assert_eq!(
            with_secret(scheme, "whsec_").0,
            Code::SecretEmpty,
            "{scheme}"
        );
    }
    assert_eq!(
        with_secret("github", "").1,
        "the secret is empty; is its environment variable set?"
    );
}

#[test]
fn a_public_key_is_never_a_mac_key() {
    let publics = [
        "whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA",
        "MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "  MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
        "ssh-ed25519 AAAA",
    ];
    for scheme in every::all() {
        if scheme.algorithm.kind() != Kind::Shared || scheme.id == "token" {
            continue;
        }
        for public in publics {
            let (code, detail) = with_secret(scheme.id, public);
            assert_eq!(code, Code::SecretMalformed, "{} {public}", scheme.id);
            assert!(
                detail.ends_with("; this scheme needs the shared secret"),
                "{detail}"
            );
        }
        let der = Secret::bytes(
            [
                &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70][..],
                &[0; 35],
            ]
            .concat(),
        );
        let error = Program::compile(scheme.id, &Options::default(), &[der]).unwrap_err();
        assert_eq!(
            error.detail(),
            "the secret is an Ed25519 public key; this scheme needs the shared secret"
        );
    }
}

#[test]
fn a_secret_that_does_not_decode_is_malformed_and_not_shown() {
    for scheme in ["svix", "standard-webhooks"] {
        let (code, detail) = with_secret(scheme, "whsec_not base64!");
        assert_eq!(
            (code, detail.as_str()),
            (
                Code::SecretMalformed,
                "the secret is not base64; copy it whole, without quotes or spaces"
            )
        );
    }
    let (_, detail) = refused(
        "svix",
        Options::default(),
        &["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_*"],
    );
    assert!(detail.starts_with("secret 2 of 2: "), "{detail}");
}

#[test]
fn short_secrets_are_named_and_no_candidate_beside_proper_ones() {
    let program = compile("github", Options::default(), &[GOOD, "fifteen bytes.."]).unwrap();
    assert_eq!(program.short_secrets(), [1]);
    // "whsec_" and 8 base64 characters: six bytes as key, 14 as text.
    let program = compile("affiliatebase", Options::default(), &["whsec_AAAAAAAAAAAA"]).unwrap();
    assert!(program.short_secrets().is_empty());
    // Both short: the first form alone, and named.
    let program = compile("affiliatebase", Options::default(), &["whsec_AAAA"]).unwrap();
    assert_eq!(program.short_secrets(), [0]);
    assert_eq!(program.keys().len(), 1);
}

#[test]
fn more_keys_than_the_budget_of_macs_are_refused() {
    let secrets: Vec<String> = (0..5)
        .map(|n| format!("whsec_{}{n}A=", "A".repeat(41)))
        .collect();
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    assert!(compile("svix", Options::default(), &secrets).is_ok());
    let (code, detail) = refused("affiliatebase", Options::default(), &secrets);
    assert_eq!(code, Code::KeyInvalid);
    assert_eq!(
        detail,
        "5 secrets make more than 8 keys with the key forms of affiliatebase; remove old ones"
    );
}

#[test]
fn options_that_a_vendor_fixes_are_refused() {
    let header = || Options {
        header: Some("x-a"),
        ..Options::default()
    };
    assert_eq!(
        refused("stripe", header(), &[GOOD]),
        (
            Code::SchemeInvalid,
            "stripe fixes header; remove that option".into()
        )
    );
    let encoding = Options {
        encoding: Some(Encoding::Hex),
        ..Options::default()
    };
    assert_eq!(
        refused("github", encoding, &[GOOD]).1,
        "github fixes encoding; remove that option"
    );
    let id = Options {
        id: Some("/id"),
        ..Options::default()
    };
    assert_eq!(
        refused("github", id, &[GOOD]).1,
        "github fixes id, type and version; remove that option"
    );
    let tolerance = Options {
        tolerance: Some(Tolerance::both(5)),
        ..Options::default()
    };
    assert_eq!(
        refused("github", tolerance, &[GOOD]).1,
        "github signs no timestamp, so a tolerance has no effect"
    );
    assert!(
        compile(
            "track360",
            Options {
                encoding: Some(Encoding::Base64),
                ..header()
            },
            &[GOOD]
        )
        .is_ok()
    );
}

#[test]
fn places_and_pointers_that_cannot_be_are_refused() {
    let token = |header: Option<&'static str>, query: Option<&'static str>| Options {
        header,
        query,
        ..Options::default()
    };
    assert_eq!(
        refused("token", token(None, None), &[GOOD]).1,
        "say where the token stands: set header or query"
    );
    assert_eq!(
        refused("token", token(Some("a"), Some("b")), &[GOOD]).1,
        "set header or query, not both"
    );
    assert_eq!(
        refused("token", token(Some("a b"), None), &[GOOD]).1,
        "header must be the name of an HTTP header"
    );
    assert_eq!(
        refused("token", token(None, Some("a&b")), &[GOOD]).1,
        "query must be a parameter's name of letters, digits and -._~"
    );
    let prefixed = Options {
        prefix: Some("Bearer "),
        ..token(None, Some("token"))
    };
    assert_eq!(
        refused("token", prefixed, &[GOOD]).1,
        "a prefix stands in a header, not in a query"
    );
    for pointer in ["id", "", "/a~2"] {
        let options = Options {
            id: Some(pointer),
            ..Options::default()
        };
        assert_eq!(
            refused("track360", options, &[GOOD]).1,
            "id must be a JSON pointer such as /data/id (RFC 6901)"
        );
    }
}

#[test]
fn every_code_has_one_name() {
    for code in Code::ALL {
        assert_eq!(Code::find(code.as_str()), Some(*code));
        assert_eq!(
            Code::ALL
                .iter()
                .filter(|other| other.as_str() == code.as_str())
                .count(),
            1
        );
    }
    assert_eq!(Code::find("nothing"), None);
}

#[test]
fn a_timestamp_of_either_unit_needs_literals_round_it() {
    let define = |message: &'static str| {
        let fields = [
            ("signature", "header:x-sig"),
            ("timestamp", "header:x-time"),
            ("unit", "unix"),
            ("message", message),
        ];
        waxseal::define::define("custom", fields.into_iter())
    };
    assert!(define("ts:{timestamp};{body}").is_ok());
    let error = define("{timestamp}{body}").unwrap_err();
    assert_eq!(error.code(), Code::SchemeInvalid);
    assert_eq!(
        error.detail(),
        "/unit: unix has no fixed length: literals must stand round {timestamp}"
    );
}

#[test]
fn digits_between_two_texts_of_any_length_are_no_border() {
    let define = |message: &'static str| {
        let fields = [
            ("signature", "header:x-sig"),
            ("timestamp", "header:x-time"),
            ("message", message),
        ];
        waxseal::define::define("custom", fields.into_iter())
    };
    assert!(define("{header:x-nonce|32}{timestamp}{body}").is_ok());
    assert!(define("{header:x-nonce}.{timestamp}{body}").is_ok());
    let error = define("{header:x-nonce}{timestamp}{body}").unwrap_err();
    assert_eq!(error.code(), Code::SchemeInvalid);
    assert_eq!(
        error.detail(),
        "/message: digits between a header and {body} could stand anywhere in them: put a length on a header ({header:x|36})"
    );
}
