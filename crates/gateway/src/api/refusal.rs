//! Why a call is refused: a problem (RFC 9457) with a code, and for a parameter its place.

use alloc::format;
use alloc::string::String;

use serde_json::json;
use waxseal::Code;

use super::ask::Reply;
use crate::problem::{self, Answer};

/// Codes of the API beyond the core's: `(code, status, title)`.
pub(super) const CODES: [(&str, u16, &str); 4] = [
    (
        "parameter_invalid",
        400,
        "A parameter is unknown, repeated or malformed. Nothing was done.",
    ),
    (
        "admin_required",
        403,
        "The token may read. This needs the admin token.",
    ),
    ("not_found", 404, "Nothing is there under this name."),
    (
        "not_possible",
        409,
        "This cannot be done as things are. Nothing was done.",
    ),
];

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    what: What,
    at: Option<String>,
    detail: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Core(Code),
    Own(&'static str, u16, &'static str),
}

impl Refusal {
    /// Refuses with a code of the one vocabulary.
    pub(super) fn of(code: Code) -> Self {
        Self::plain(What::Core(code))
    }

    /// Refuses a parameter. `at` is its place: `query:limit`, `body:/origins/0`.
    pub(super) fn parameter(at: String, detail: impl Into<String>) -> Self {
        Self {
            at: Some(at),
            detail: Some(detail.into()),
            ..Self::own("parameter_invalid")
        }
    }

    /// Refuses a token that may only read.
    pub(super) fn admin_required() -> Self {
        Self::own("admin_required")
    }

    /// Nothing is there.
    pub(super) fn not_found() -> Self {
        Self::own("not_found")
    }

    /// Refuses what the state of things does not allow, and says what to change.
    pub(super) fn not_possible(detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::own("not_possible")
        }
    }

    /// Returns the code.
    pub(super) fn code(&self) -> &'static str {
        match self.what {
            What::Core(code) => code.as_str(),
            What::Own(code, ..) => code,
        }
    }

    fn own(name: &str) -> Self {
        let found = CODES.iter().find(|(code, ..)| *code == name);
        Self::plain(
            found.map_or(What::Core(Code::Internal), |(code, status, title)| {
                What::Own(code, *status, title)
            }),
        )
    }

    fn plain(what: What) -> Self {
        Self {
            what,
            at: None,
            detail: None,
        }
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        let (code, status, title) = match refusal.what {
            What::Core(code) => return problem::answer(code).into(),
            What::Own(code, status, title) => (code, status, title),
        };
        let mut body = json!({
            "type": format!("urn:waxseal:problem:{code}"),
            "title": title,
            "status": status,
            "code": code,
        });
        for (name, value) in [("at", refusal.at), ("detail", refusal.detail)] {
            if let (Some(value), Some(fields)) = (value, body.as_object_mut()) {
                fields.insert(name.into(), value.into());
            }
        }
        Answer::problem(status, &body).into()
    }
}
