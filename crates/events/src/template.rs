//! What is written from an event, with placeholders, compiled once: the URL of
//! an outgoing postback ([`Template`]), or a message for people ([`Message`]).
//!
//! `https://t.example.com/pb?cid={/data/click_id}&payout={/data/amount_cents|major:/data/currency}`
//!
//! A placeholder is a JSON pointer (RFC 6901) in braces. With `|major:` and the
//! pointer of a currency, or its code, an integer in minor units is written in
//! major ones. Values in a URL are percent-encoded: nothing in an event can add
//! a parameter, a path segment or another host.
//!
//! `{secret:NAME}` in a URL stands for a secret. A template holds its name only;
//! whoever renders gives the value.

mod compile;
mod error;
mod message;
mod render;

pub use error::{RenderCause, RenderError, TemplateCause, TemplateError};
pub use message::Message;

use alloc::string::String;
use alloc::vec::Vec;

use crate::currency::Currency;
use crate::document::Document;
use crate::pointer::Pointer;

/// A compiled template of a URL.
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
    Major {
        amount: Pointer,
        currency: Unit,
    },
    /// The name of a secret, never its value.
    Secret(String),
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
        compile::url(text)
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

    /// Iterates over the names of the secrets that it needs.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Secret(name) => Some(name.as_str()),
            Part::Literal(_) | Part::Value(_) | Part::Major { .. } => None,
        })
    }

    /// Writes the URL for an event. A value that is absent, empty or no scalar
    /// is an error: a parameter is never sent empty.
    ///
    /// # Errors
    /// [`RenderError`] with the pointer and the cause. A secret is absent:
    /// see [`Template::render_with`].
    pub fn render(&self, document: &Document<'_>) -> Result<String, RenderError> {
        self.render_with(document, &|_| None)
    }

    /// Writes the URL for an event, with secrets by their names. The result is
    /// as secret as they are.
    ///
    /// # Errors
    /// [`RenderError`] with the pointer, or `secret:` and the name, and the
    /// cause. It holds no secret.
    pub fn render_with<'s>(
        &self,
        document: &Document<'_>,
        secret: &dyn Fn(&str) -> Option<&'s str>,
    ) -> Result<String, RenderError> {
        render::url(self, document, secret)
    }
}
