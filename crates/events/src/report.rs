//! What a check found.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::catalog::Event;
use crate::document::BodyError;

/// What a check found. It decides nothing: the event is genuine either way.
#[derive(Clone, Debug)]
pub struct Report {
    /// The type in the catalog. None if the event has none, or one that is not there.
    pub event: Option<&'static Event>,
    /// Whether the event says that it is a test.
    pub is_test: bool,
    /// What is missing or malformed, in the order of the catalog.
    pub findings: Vec<Finding>,
}

/// Something that is not as the contract says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The field's name. Empty if the body itself is meant.
    pub field: &'static str,
    /// Where it stands, as a JSON pointer. Empty if the body itself is meant.
    pub path: String,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong. Values are never part of it: they may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The body cannot be read.
    Unreadable(BodyError),
    /// A required field is not there.
    Missing {
        /// What should be there.
        expected: &'static str,
    },
    /// A parameter stands there more than once.
    Repeated,
    /// A field holds something else.
    Malformed {
        /// What should be there.
        expected: &'static str,
        /// The kind of value that is there.
        found: &'static str,
    },
    /// The type is not in the catalog. A note: new types break nothing.
    UnknownType,
    /// A major version above all that are listed: fields may have changed their meaning.
    NewMajor,
    /// Another version that is not listed, such as one that was retired.
    UnlistedVersion,
}

impl Problem {
    /// Returns the code for logs and interfaces.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Problem::Unreadable(_) => "body_unreadable",
            Problem::Missing { .. } => "field_missing",
            Problem::Repeated => "field_repeated",
            Problem::Malformed { .. } => "field_malformed",
            Problem::UnknownType => "type_unknown",
            Problem::NewMajor => "version_new_major",
            Problem::UnlistedVersion => "version_unlisted",
        }
    }
}

/// What is done with a genuine event that is not as its contract says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// It is taken and marked.
    #[default]
    Warn,
    /// It is refused as `body_malformed`. A type that the catalog does not have
    /// is taken all the same.
    Reject,
}

impl Report {
    /// Makes the report of a body that cannot be read.
    #[must_use]
    pub fn unreadable(error: BodyError) -> Self {
        Self {
            event: None,
            is_test: false,
            findings: [Finding {
                field: "",
                path: String::new(),
                problem: Problem::Unreadable(error),
            }]
            .into(),
        }
    }

    /// Says whether nothing was found, notes aside.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.problem == Problem::UnknownType)
    }

    /// Says whether the event is refused under this policy.
    #[must_use]
    pub fn is_rejected(&self, policy: Policy) -> bool {
        policy == Policy::Reject && !self.is_good()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        match self.problem {
            Problem::Unreadable(error) => write!(f, "{error}"),
            Problem::Missing { expected } => write!(f, "is missing; expected {expected}"),
            Problem::Repeated => f.write_str("stands there more than once"),
            Problem::Malformed { expected, found } => {
                write!(f, "expected {expected}; found {found}")
            }
            Problem::UnknownType => f.write_str("is a type that the catalog does not have"),
            Problem::NewMajor => {
                f.write_str("is a new major version: fields may have changed their meaning")
            }
            Problem::UnlistedVersion => f.write_str("is a version that is not listed"),
        }
    }
}
