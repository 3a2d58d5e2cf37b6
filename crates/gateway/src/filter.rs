//! Filters: which events an origin gets by the values in them.
//!
//! Numbers are compared digit by digit as they are written, never as floats:
//! `1250`, `1250.0` and `1.25e3` are one number. A text is no number where one
//! is asked for by value; for `min` and `max` a text in plain decimals, such as
//! `"12.50"`, counts. In a form or query, where everything is a text, texts
//! stand for numbers and booleans too.
//!
//! A value that is absent meets nothing but `"exists": false`; one that stands
//! in a form more than once meets nothing at all, and in a body that cannot be
//! read (no JSON or form, not UTF-8, too large or too deep) nothing is met.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use waxseal_events::decimal::{self, compare};
use waxseal_events::document::{Found, Json};
use waxseal_events::{Document, Pointer};

/// What a value must meet. All of its tests must hold.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) at: Pointer,
    pub(crate) tests: Vec<Test>,
}

#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// It is one of these.
    OneOf(Vec<Scalar>),
    /// It is there and none of these.
    NoneOf(Vec<Scalar>),
    /// It is a number of at least this.
    Min(String),
    /// It is a number of at most this.
    Max(String),
    /// It is there, `null` included; or it is not.
    Exists(bool),
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
}

/// Says whether an event meets all conditions. Without any, every event does.
pub(crate) fn matches(conditions: &[Condition], document: Option<&Document<'_>>) -> bool {
    conditions.is_empty()
        || document
            .is_some_and(|document| conditions.iter().all(|condition| condition.holds(document)))
}

impl Condition {
    fn holds(&self, document: &Document<'_>) -> bool {
        match self.at.find(document) {
            Found::Value(value) => self
                .tests
                .iter()
                .all(|test| test.holds(value, document.is_form())),
            Found::Absent => self
                .tests
                .iter()
                .all(|test| matches!(test, Test::Exists(false))),
            Found::Repeated => false,
        }
    }
}

impl Test {
    fn holds(&self, value: &Json<'_>, is_form: bool) -> bool {
        let is = |scalar: &Scalar| scalar.is(value, is_form);
        match self {
            Test::OneOf(scalars) => scalars.iter().any(is),
            Test::NoneOf(scalars) => !scalars.iter().any(is),
            Test::Min(least) => order(value, least).is_some_and(Ordering::is_ge),
            Test::Max(most) => order(value, most).is_some_and(Ordering::is_le),
            Test::Exists(is_wanted) => *is_wanted,
        }
    }
}

/// Compares a value with a number, if it is one.
fn order(value: &Json<'_>, number: &str) -> Option<Ordering> {
    match value {
        Json::Number(text) => compare(text, number),
        Json::Text(text) if decimal::is_plain(text) => compare(text, number),
        Json::Null | Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => None,
    }
}

impl Scalar {
    fn is(&self, value: &Json<'_>, is_form: bool) -> bool {
        match (self, value) {
            (Scalar::Null, Json::Null) => true,
            (Scalar::Bool(wanted), Json::Bool(flag)) => wanted == flag,
            (Scalar::Number(wanted), Json::Number(text)) => {
                compare(text, wanted) == Some(Ordering::Equal)
            }
            (Scalar::Text(wanted), Json::Text(text)) => wanted == text,
            (Scalar::Bool(wanted), Json::Text(text)) if is_form => {
                *text == if *wanted { "true" } else { "false" }
            }
            (Scalar::Number(wanted), Json::Text(text)) if is_form => {
                decimal::is_plain(text) && compare(text, wanted) == Some(Ordering::Equal)
            }
            (Scalar::Null | Scalar::Bool(_) | Scalar::Number(_) | Scalar::Text(_), _) => false,
        }
    }
}
