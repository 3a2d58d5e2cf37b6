//! One finding: a cause, how sure it is, and what a person does about it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::cause::{Cause, Certainty};
use crate::fix::{self, Line};

/// A cause of this mismatch. Holds no MAC, no expected signature and no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What happened.
    pub cause: Cause,
    /// How sure that is.
    pub certainty: Certainty,
    /// The sentence for a person.
    pub message: String,
    /// What to do, in a sentence.
    pub fix: String,
    /// The line to write, where one is typical.
    pub lines: &'static [Line],
    /// The facts.
    pub evidence: Vec<(Fact, Value)>,
}

/// Names a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// Seconds outside now: past positive, future negative.
    SkewSeconds,
    /// The first byte of the body that differs, from 0.
    Offset,
    /// What was received: a URL, an id, a header's value.
    Received,
    /// What was signed in its place.
    Signed,
    /// Which secret: its position from 0, or the name of another one.
    Secret,
    /// How the secret's text becomes the key.
    Form,
    /// A scheme's id.
    Scheme,
    /// A message's template.
    Message,
    /// An algorithm's name.
    Algorithm,
    /// How a signature is written.
    Encoding,
    /// A header's name.
    Header,
    /// What content-length says.
    ContentLength,
    /// How long the body is.
    BodyBytes,
    /// A timestamp's unit.
    Unit,
    /// What something is.
    Kind,
}

impl Fact {
    /// Every fact, in the order of the documentation.
    pub const ALL: &'static [Fact] = &[
        Fact::SkewSeconds,
        Fact::Offset,
        Fact::Received,
        Fact::Signed,
        Fact::Secret,
        Fact::Form,
        Fact::Scheme,
        Fact::Message,
        Fact::Algorithm,
        Fact::Encoding,
        Fact::Header,
        Fact::ContentLength,
        Fact::BodyBytes,
        Fact::Unit,
        Fact::Kind,
    ];

    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Fact::SkewSeconds => "skewSeconds",
            Fact::Offset => "offset",
            Fact::Received => "received",
            Fact::Signed => "signed",
            Fact::Secret => "secret",
            Fact::Form => "form",
            Fact::Scheme => "scheme",
            Fact::Message => "message",
            Fact::Algorithm => "algorithm",
            Fact::Encoding => "encoding",
            Fact::Header => "header",
            Fact::ContentLength => "contentLength",
            Fact::BodyBytes => "bodyBytes",
            Fact::Unit => "unit",
            Fact::Kind => "kind",
        }
    }
}

/// A fact's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}

impl Finding {
    /// Makes a finding with the usual fix of its cause.
    pub(crate) fn new(cause: Cause, certainty: Certainty, message: impl Into<String>) -> Self {
        debug_assert!(
            certainty <= cause.highest(),
            "{cause} cannot be {certainty:?}"
        );
        Self {
            cause,
            certainty,
            message: message.into(),
            fix: fix::of(cause).into(),
            lines: fix::lines(cause),
            evidence: Vec::new(),
        }
    }

    /// Adds a fact.
    pub(crate) fn with(mut self, fact: Fact, value: impl Into<Value>) -> Self {
        self.evidence.push((fact, value.into()));
        self
    }

    /// Says what to do, where it is more than the usual.
    pub(crate) fn fixed_by(mut self, fix: impl Into<String>) -> Self {
        self.fix = fix.into();
        self
    }
}
