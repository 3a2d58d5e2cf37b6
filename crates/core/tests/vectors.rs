//! Runs `tests/vectors/*.json`, the same files that every other host runs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod vector;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use vector::handshake::{self, Asking};
use vector::{Vector, run};
use waxseal::schemes;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn vectors(scheme: &str) -> Vec<Vector> {
    let path = folder().join(format!("{scheme}.json"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn askings(scheme: &str) -> Vec<Asking> {
    let path = folder().join(format!("handshakes/{scheme}.json"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The schemes whose vendors ask before they send events.
fn asked() -> impl Iterator<Item = &'static str> {
    let is_asked = |row: &schemes::Definition| row.fields().any(|(name, _)| name == "handshake");
    schemes::all().filter(is_asked).map(|row| row.id)
}

#[test]
fn every_vector_of_every_scheme_gives_its_code() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for scheme in schemes::all() {
        for vector in vectors(scheme.id) {
            count += 1;
            wrong.extend(
                run(&vector)
                    .err()
                    .map(|why| format!("{}: {why}", vector.id)),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} vectors:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 10_000, "only {count} vectors were found");
}

#[test]
fn every_scheme_has_positives_and_negatives() {
    for scheme in schemes::all() {
        let all = vectors(scheme.id);
        let positives = all.iter().filter(|vector| vector.expect == "valid").count();
        assert!(positives > 0, "{} has no positive vector", scheme.id);
        assert!(
            all.len() > positives,
            "{} has no negative vector",
            scheme.id
        );
        assert!(
            all.iter().all(|vector| vector.scheme == scheme.id),
            "{}: a foreign vector",
            scheme.id
        );
    }
}

#[test]
fn a_wrong_expectation_is_reported() {
    for vector in vectors("stripe").into_iter().take(5) {
        let wrong = Vector {
            expect: "token_missing".into(),
            ..vector
        };
        assert!(run(&wrong).unwrap_err().contains("expected token_missing"));
    }
}

#[test]
fn every_handshake_is_answered_as_its_vector_says_or_not_at_all() {
    let (mut count, mut wrong) = (0, Vec::new());
    for scheme in asked() {
        for asking in askings(scheme) {
            count += 1;
            let id = &asking.vector.id;
            assert_eq!(asking.vector.scheme, scheme, "{id}");
            wrong.extend(
                handshake::run(&asking)
                    .err()
                    .map(|why| format!("{id}: {why}")),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} vectors:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 500, "only {count} vectors were found");
}

#[test]
fn every_scheme_with_a_handshake_has_vectors_of_it_and_no_other_has() {
    let mut files: Vec<String> = fs::read_dir(folder().join("handshakes"))
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".json").map(str::to_owned)
        })
        .collect();
    files.sort();
    let mut schemes: Vec<&str> = asked().collect();
    schemes.sort_unstable();
    assert_eq!(files, schemes);
    for scheme in schemes {
        let all = askings(scheme);
        for expect in ["answered", "no_handshake"] {
            let has = all.iter().any(|asking| asking.vector.expect == expect);
            assert!(has, "{scheme} has no vector with {expect}");
        }
    }
}

#[test]
fn a_wrong_answer_is_reported() {
    for asking in askings("x").into_iter().take(3) {
        let change = |change: fn(&mut handshake::Expected)| {
            let mut wrong = asking.clone();
            wrong.answer.as_mut().map(change).unwrap();
            handshake::run(&wrong).unwrap_err()
        };
        assert_eq!(handshake::run(&asking), Ok(()));
        assert!(change(|answer| answer.body.push(' ')).contains("got Some"));
        assert!(change(|answer| answer.headers.clear()).contains("got Some"));
        let mut none = asking.clone();
        none.vector.expect = "no_handshake".into();
        assert_eq!(
            handshake::run(&none).unwrap_err(),
            "expected no_handshake, got answered"
        );
    }
}

#[test]
fn the_key_that_is_tried_first_never_changes_the_verdict() {
    for scheme in schemes::all() {
        for vector in vectors(scheme.id) {
            // One key beyond those that there are, and each of them where there are several.
            let keys = vector.program().map_or(0, |program| program.keys().len());
            for first in 1..=keys {
                let with_hint = Vector {
                    first,
                    ..vector.clone()
                };
                assert_eq!(run(&with_hint), run(&vector), "{} first {first}", vector.id);
            }
        }
    }
}

#[test]
fn a_program_survives_its_bytes() {
    let mut seen = HashSet::new();
    for scheme in schemes::all() {
        for vector in vectors(scheme.id) {
            let Ok(program) = vector.program() else {
                continue;
            };
            let bytes = program.write();
            if !seen.insert(bytes.to_vec()) {
                continue;
            }
            let read = waxseal::Program::parse(&bytes).unwrap();
            assert_eq!(*read.write(), *bytes, "{}", vector.id);
            for cut in 0..bytes.len() {
                assert!(
                    waxseal::Program::parse(&bytes[..cut]).is_none(),
                    "{} cut at {cut}",
                    vector.id
                );
            }
        }
    }
}

#[test]
fn a_program_numbers_no_header_beyond_what_a_definition_may() {
    let program = vectors("docusign")[0].clone();
    let bytes = program.program().unwrap().write().to_vec();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let at = text(&bytes).find("{1..100}").unwrap();
    assert!(waxseal::Program::parse(&bytes).is_some());
    let mut more = bytes.clone();
    more[at + 4..at + 7].copy_from_slice(b"101");
    assert!(waxseal::Program::parse(&more).is_none());
}
