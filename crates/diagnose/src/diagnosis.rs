//! The entry: a verdict as the verifier gives it, and why.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Code, ConfigError, Program, verify};

use crate::case::{Case, Who};
use crate::finding::Finding;
use crate::found::{Matching, Work};
use crate::search;

/// What was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The code that verifying answers; nothing if the request is genuine.
    pub code: Option<Code>,
    /// Its sentence.
    pub detail: String,
    /// The causes, best first. Two that are proved together stand first and second.
    pub causes: Vec<Finding>,
    /// What was signed, if that is proved and differs from what was received.
    pub matching: Option<Matching>,
    /// What it took.
    pub work: Work,
}

/// Says why a request is refused. It verifies as [`waxseal::verify()`] does and
/// never answers anything else than that: what is found does not make a request genuine.
///
/// What is told holds no MAC, no expected signature and no secret. It is for
/// the receiver alone: an answer to the sender holds the code and nothing more.
#[must_use]
pub fn diagnose(case: &Case<'_>) -> Diagnosis {
    let (code, detail) = match compile(case) {
        Err(error) => (error.code(), error.detail().into()),
        Ok(program) => match verify(&program, &case.request, case.now, 0) {
            Ok(_) => return genuine(),
            Err(reject) => (reject.code(), reject.detail()),
        },
    };
    let found = search::search(case);
    Diagnosis {
        code: Some(code),
        detail,
        causes: found.causes,
        matching: found.matching,
        work: found.work,
    }
}

fn compile<'a>(case: &Case<'a>) -> Result<Program<'a>, ConfigError> {
    match case.who {
        Who::Id(id) => Program::compile(id, &case.options, case.secrets),
        Who::Own(fields) => {
            Program::compile_own(fields.iter().copied(), &case.options, case.secrets)
        }
    }
}

fn genuine() -> Diagnosis {
    Diagnosis {
        code: None,
        detail: String::new(),
        causes: Vec::new(),
        matching: None,
        work: Work {
            macs: 0,
            hashed_bytes: 0,
            bodies: 0,
            is_complete: true,
        },
    }
}
