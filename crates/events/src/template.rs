//! Outgoing postbacks: a URL with placeholders, compiled once.
//!
//! `https://t.example.com/pb?cid={/data/click_id}&payout={/data/amount_cents|major:/data/currency}`
//!
//! A placeholder is a JSON pointer (RFC 6901) in braces. With `|major:` and the
//! pointer of a currency, or its code, an integer in minor units is written in
//! major ones. Values are percent-encoded: nothing in an event can add a
//! parameter, a path segment or another host.

mod compile;
mod error;
mod render;

pub use error::{RenderCause, RenderError, TemplateCause, TemplateError};

use alloc::string::String;
use alloc::vec::Vec;

use crate::currency::Currency;
use crate::document::Document;
use crate::pointer::Pointer;

/// A compiled template.
#[derive(Clone, Debug)]
pub struct Template {
    parts: Vec<Part>,
    origin: usize,
    text: String,
}

#[derive(Clone, Debug)]
enum Part {
    Literal(String),
    Value(Pointer),
    Major { amount: Pointer, currency: Unit },
}

#[derive(Clone, Debug)]
enum Unit {
    At(Pointer),
    Fixed(Currency),
}

impl Template {
    /// Compiles a template.
    ///
    /// # Errors
    /// [`TemplateError`] with the byte at which the mistake stands.
    pub fn compile(text: &str) -> Result<Self, TemplateError> {
        compile::compile(text)
    }

    /// Returns scheme, host and port, which have no placeholder: what a check
    /// of the destination needs.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.text.get(..self.origin).unwrap_or_default()
    }

    /// Returns the text that was compiled.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Writes the URL for an event. A value that is absent, empty or no scalar
    /// is an error: a parameter is never sent empty.
    ///
    /// # Errors
    /// [`RenderError`] with the pointer and the cause.
    pub fn render(&self, document: &Document<'_>) -> Result<String, RenderError> {
        render::render(self, document)
    }
}
