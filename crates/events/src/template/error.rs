//! Why a template does not compile, and why it cannot be written for an event.

use alloc::string::String;
use core::fmt;

/// Why a template does not compile. The operator's mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The byte of the template, counted from 0.
    pub at: usize,
    /// What is wrong there.
    pub cause: TemplateCause,
}

/// What is wrong with a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateCause {
    /// Neither `https://` nor `http://` at the start.
    NoScheme,
    /// No host, or one with credentials.
    BadHost,
    /// A placeholder in scheme, host or port.
    PlaceholderInHost,
    /// A character that a URL cannot hold, or a fragment.
    BadCharacter,
    /// A `%` without two hexadecimal digits.
    BadEscape,
    /// A `{` that is not closed.
    Unclosed,
    /// A `}` that closes nothing.
    Unopened,
    /// A placeholder without a JSON pointer.
    BadPointer(&'static str),
    /// A modifier other than `major:`.
    BadModifier,
    /// A currency that is neither a JSON pointer nor an ISO 4217 code with a minor unit.
    BadCurrency,
    /// A path with a segment `.` or `..`.
    DotSegment,
    /// A secret without a name of letters, digits and `_`.
    BadSecret,
    /// A message without words.
    Empty,
    /// A control character in a message.
    Control,
    /// More than [`crate::limits::TEMPLATE_BYTES`].
    TooLong,
    /// More than [`crate::limits::PLACEHOLDERS`].
    TooMany,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: ", self.at)?;
        f.write_str(match self.cause {
            TemplateCause::NoScheme => "must begin with https:// or http://",
            TemplateCause::BadHost => "must have a host here, without credentials",
            TemplateCause::PlaceholderInHost => {
                "a placeholder must not stand in scheme, host or port: an event could choose who gets it"
            }
            TemplateCause::BadCharacter => {
                "must be printable ASCII without blank, quote, backslash, angle bracket or fragment"
            }
            TemplateCause::BadEscape => "a % must be followed by two hexadecimal digits",
            TemplateCause::Unclosed => "the brace that opens here is never closed",
            TemplateCause::Unopened => "a closing brace without an opening one",
            TemplateCause::BadPointer(detail) => {
                return write!(f, "a placeholder holds a JSON pointer such as {{/data/id}}, and this one {detail}");
            }
            TemplateCause::BadModifier => {
                "the only modifier is major: and a currency, as in {/amount|major:/currency}"
            }
            TemplateCause::BadCurrency => {
                "major: is followed by a JSON pointer to a currency or by an ISO 4217 code that has a minor unit"
            }
            TemplateCause::DotSegment => {
                "the path that begins here has a segment . or .., which leads elsewhere: write where it leads"
            }
            TemplateCause::BadSecret => {
                "secret: is followed by the name of a secret (letters, digits and _), never by the secret itself"
            }
            TemplateCause::Empty => "must not be empty",
            TemplateCause::Control => "a control character other than a line break or tab",
            TemplateCause::TooLong => "the template is longer than 4096 bytes",
            TemplateCause::TooMany => "the template has more than 32 placeholders",
        })
    }
}

impl core::error::Error for TemplateError {}

/// Why a URL or message cannot be written for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The pointer whose value is at fault, or `secret:` and a name. Empty if
    /// the URL or message as a whole is.
    pub pointer: String,
    /// What is wrong with the value. The value itself is not told.
    pub cause: RenderCause,
}

/// What is wrong with a value that a template needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RenderCause {
    /// Nothing stands there.
    Absent,
    /// `null` stands there.
    Null,
    /// An empty text stands there.
    Empty,
    /// The parameter stands in the form more than once.
    Repeated,
    /// A list or an object stands there.
    NotScalar,
    /// No integer in minor units stands there.
    NotMinor,
    /// No active ISO 4217 code with a minor unit stands there.
    NotCurrency,
    /// The value is longer than [`crate::limits::VALUE_BYTES`], the URL than
    /// [`crate::limits::URL_BYTES`], or the message than
    /// [`crate::limits::MESSAGE_BYTES`].
    TooLong,
    /// A path segment would become `.` or `..` and lead elsewhere.
    DotSegment,
}

impl RenderCause {
    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            RenderCause::Absent => "absent",
            RenderCause::Null => "null",
            RenderCause::Empty => "empty",
            RenderCause::Repeated => "repeated",
            RenderCause::NotScalar => "not_scalar",
            RenderCause::NotMinor => "not_minor",
            RenderCause::NotCurrency => "not_currency",
            RenderCause::TooLong => "too_long",
            RenderCause::DotSegment => "dot_segment",
        }
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        f.write_str(match self.cause {
            RenderCause::Absent => "is missing",
            RenderCause::Null => "is null",
            RenderCause::Empty => "is empty",
            RenderCause::Repeated => "stands there more than once",
            RenderCause::NotScalar => "is a list or an object",
            RenderCause::NotMinor => "is not an integer in minor units",
            RenderCause::NotCurrency => "is not an active ISO 4217 code with a minor unit",
            RenderCause::TooLong => "is too long",
            RenderCause::DotSegment => "a path segment would become . or .. and lead elsewhere",
        })
    }
}

impl core::error::Error for RenderError {}
