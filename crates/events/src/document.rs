//! A verified body as values.
//!
//! Numbers stay the text that they were written in, because money must not pass
//! through a float. A query or form is read as one flat object of texts, so
//! that the same pointers, contracts and templates serve postbacks.

mod form;
mod json;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

/// A JSON value that borrows from its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(&'a str),
    /// A string, unescaped. A lone surrogate became U+FFFD.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Json<'a>>),
    /// An object, in the order of the body, repeated names included.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Json<'_> {
    /// Names the kind of value, for messages: values themselves are not shown,
    /// because they may be personal.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::Text(text) if text.is_empty() => "an empty text",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }

    /// Returns the text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Json::Text(text) = self {
            return Some(text);
        }
        None
    }

    /// Returns a number as it is written, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        if let Json::Number(number) = self {
            return Some(number);
        }
        None
    }
}

/// What a pointer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'d, 'a> {
    /// A value, `null` included.
    Value(&'d Json<'a>),
    /// Nothing.
    Absent,
    /// A parameter that stands in a form more than once.
    Repeated,
}

/// A body that was read.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    root: Json<'a>,
    is_form: bool,
}

impl<'a> Document<'a> {
    /// Reads a JSON body (RFC 8259), a byte order mark before it allowed. As in
    /// `JSON.parse`, the last of repeated names counts.
    ///
    /// # Errors
    /// [`BodyError`] with the byte where reading ended.
    pub fn parse_json(body: &'a [u8]) -> Result<Self, BodyError> {
        Ok(Self {
            root: json::parse(body)?,
            is_form: false,
        })
    }

    /// Reads a query (without its `?`) or a form body as the WHATWG URL standard
    /// does: an object of texts. A parameter that stands there twice is found
    /// as [`Found::Repeated`].
    ///
    /// # Errors
    /// [`BodyError`]: too large, or not UTF-8 once decoded.
    pub fn parse_form(raw: &'a [u8]) -> Result<Self, BodyError> {
        Ok(Self {
            root: form::parse(raw)?,
            is_form: true,
        })
    }

    /// Returns the outermost value.
    #[must_use]
    pub fn root(&self) -> &Json<'a> {
        &self.root
    }

    /// Says whether this was a query or form, where every value is a text.
    #[must_use]
    pub fn is_form(&self) -> bool {
        self.is_form
    }
}

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyError {
    /// What is wrong.
    pub cause: BodyCause,
    /// The byte at which it shows.
    pub at: usize,
}

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyCause {
    /// More than [`crate::limits::BODY_BYTES`].
    TooLarge,
    /// Nested beyond [`crate::limits::DEPTH`].
    TooDeep,
    /// More than [`crate::limits::VALUES`] values.
    TooMany,
    /// Not UTF-8.
    NotUtf8,
    /// Not JSON.
    NotJson,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.cause {
            BodyCause::TooLarge => "is larger than 1 MiB",
            BodyCause::TooDeep => "is nested more than 128 deep",
            BodyCause::TooMany => "has more than 100000 values",
            BodyCause::NotUtf8 => "is not UTF-8",
            BodyCause::NotJson => "is not JSON",
        };
        write!(f, "the body {what} (byte {})", self.at)
    }
}

impl core::error::Error for BodyError {}
