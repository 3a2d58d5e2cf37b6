//! The search for the cause of a mismatch, over any request, secret and other secret.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waxseal::{Program, Secret, verify};
use waxseal_diagnose::{Certainty, Diagnosis, Other, Value, Who, diagnose, limits};
use waxseal_fuzz::{Case, OWN, split_at_first, text};

/// Stands in secrets of the seeds, and must stand in nothing that is told.
const MARK: &[u8] = b"3f9c1d7be2a84560";

fuzz_target!(|bytes: &[u8]| {
    // Another secret may stand before the case.
    let (other, rest) = if bytes.contains(&OWN) {
        split_at_first(bytes, OWN)
    } else {
        (&[][..], bytes)
    };
    let case = Case::parse(rest);
    let secrets = if case.is_of_a_stranger() {
        vec![stranger(rest)]
    } else {
        case.secrets()
    };
    let others = [Other {
        name: "other",
        secret: Secret::text(text(other)),
    }];
    let scheme = case.scheme();
    let found = diagnose(&waxseal_diagnose::Case {
        who: Who::Id(scheme.id),
        options: case.options(),
        secrets: &secrets,
        others: if other.is_empty() || case.is_of_a_stranger() {
            &[]
        } else {
            &others
        },
        request: case.request(),
        now: case.now(),
    });
    check_verdict(&case, &secrets, &found);
    check_work(&found);
    let is_secret = count_marks(bytes) == 1
        && (count_marks(other) == 1 || count_marks(case.secret_bytes()) == 1);
    check_words(&found, is_secret);
    if case.is_of_a_stranger() {
        let is_proved = |certainty| certainty == Certainty::Proved;
        assert!(
            !found.causes.iter().any(|cause| is_proved(cause.certainty)),
            "a signature by nobody's key is explained"
        );
    }
});

/// A key that nobody signed with: what hashing the whole case makes.
fn stranger(case: &[u8]) -> Secret {
    Secret::bytes(&waxseal::hmac_sha256(b"a stranger's key", &[case]))
}

/// What is found changes no verdict.
fn check_verdict(case: &Case<'_>, secrets: &[Secret], found: &Diagnosis) {
    let verdict = match Program::compile(case.scheme().id, &case.options(), secrets) {
        Err(error) => Some(error.code()),
        Ok(program) => match verify(&program, &case.request(), case.now(), 0) {
            Ok(_) => None,
            Err(reject) => Some(reject.code()),
        },
    };
    assert_eq!(found.code, verdict);
    if verdict.is_none() {
        assert!(found.causes.is_empty() && found.matching.is_none());
    }
}

fn check_work(found: &Diagnosis) {
    assert!(found.work.hashed_bytes <= limits::HASHED_BYTES);
    assert!(found.work.bodies <= limits::BODIES);
}

fn count_marks(bytes: &[u8]) -> usize {
    bytes
        .windows(MARK.len())
        .filter(|piece| *piece == MARK)
        .count()
}

/// Everything that is told is a sentence or a fact of bounded length. `is_secret`: the mark stands in a secret and nowhere else.
fn check_words(found: &Diagnosis, is_secret: bool) {
    for cause in &found.causes {
        assert!(cause.certainty <= cause.cause.highest());
        assert!(!cause.message.is_empty() && !cause.fix.is_empty());
        let facts = cause.evidence.iter().filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            Value::Number(_) => None,
        });
        for told in facts.chain([cause.message.as_str(), &cause.fix]) {
            assert!(
                told.chars().count() <= 2000,
                "{} bytes are told",
                told.len()
            );
            assert!(
                !is_secret || count_marks(told.as_bytes()) == 0,
                "a secret is told"
            );
        }
    }
}
