//! Messages for people.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Part, RenderError, TemplateError, compile, render};
use crate::document::Document;

/// A compiled message: text of any kind with the placeholders of a
/// [`Template`](super::Template), secrets excepted.
///
/// ```
/// use waxseal_events::{Document, template::Message};
///
/// let message = Message::compile("Payout {/data/id} failed: {/data/cents|major:USD} USD")?;
/// let event = Document::parse_json(br#"{"data":{"id":"po_1","cents":1250}}"#)?;
/// let text = message.render(&event, &|value, out| out.push_str(value))?;
/// assert_eq!(text, "Payout po_1 failed: 12.50 USD");
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Message {
    pub(super) parts: Vec<Part>,
}

impl Message {
    /// Compiles a message.
    ///
    /// # Errors
    /// [`TemplateError`] with the byte at which the mistake stands.
    pub fn compile(text: &str) -> Result<Self, TemplateError> {
        compile::message(text)
    }

    /// Writes the text for an event. `escape` writes a value as the reader's
    /// format wants it; what the operator wrote stays as it is.
    ///
    /// # Errors
    /// [`RenderError`] with the pointer and the cause: a value that is absent
    /// is never left out.
    pub fn render(
        &self,
        document: &Document<'_>,
        escape: &dyn Fn(&str, &mut String),
    ) -> Result<String, RenderError> {
        render::message(self, document, escape)
    }
}
