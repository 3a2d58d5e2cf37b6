//! The bodies that a sender may have signed, if something on the way made
//! another of them, and the names of what it did.
//!
//! A body is proposed only if it says the same as the one received: white space
//! between tokens, escapes, the order of keys, line breaks at the end, a charset
//! or a wrapping may differ, a value never. No proposal leaves anything out, so a
//! forgery is not explained by one: duplicate keys stay, numbers keep their
//! spelling, and compressed bytes count only if nothing follows them.

mod base64;
mod charset;
mod compression;
mod form;
mod json;
mod line;
mod literal;
mod name;
mod observe;
mod plan;
mod recipe;
mod rewrite;
mod wrapping;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use name::name;
pub(crate) use observe::observe;
pub(crate) use plan::variants;

/// Larger bodies have no variants.
pub(crate) const BODY_BYTES: usize = 1024 * 1024;

/// What the request says of its body.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints<'a> {
    /// `content-type`, empty if there is none.
    pub content_type: &'a str,
    /// `content-encoding`, empty if there is none.
    pub content_encoding: &'a str,
    /// `content-length`, if it is a number.
    pub content_length: Option<u64>,
}

impl Hints<'_> {
    fn is_form(&self) -> bool {
        self.says("x-www-form-urlencoded")
    }

    fn is_json(&self) -> bool {
        self.says("json")
    }

    /// Says whether the type names no format that bodies are read by.
    fn is_open(&self) -> bool {
        !self.is_form() && !self.is_json()
    }

    fn says(&self, word: &str) -> bool {
        has_word(self.content_type, word)
    }

    fn is_encoded_as(&self, word: &str) -> bool {
        has_word(self.content_encoding, word)
    }

    /// The length of what was sent, where the header still tells it.
    fn sent_bytes(&self) -> Option<usize> {
        let is_plain = self.content_encoding.trim().is_empty() || self.is_encoded_as("identity");
        let length = self.content_length.filter(|_| is_plain)?;
        usize::try_from(length).ok()
    }
}

/// Says whether `text` holds `word` (which is in lower case), in any case.
fn has_word(text: &str, word: &str) -> bool {
    text.as_bytes()
        .windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// One body that the sender may have signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    /// Its bytes.
    pub body: alloc::vec::Vec<u8>,
}

/// Returns the position of the first byte in which two bodies differ: the
/// shorter one's length if it begins the longer one.
fn first_difference(one: &[u8], other: &[u8]) -> usize {
    one.iter()
        .zip(other)
        .position(|(a, b)| a != b)
        .unwrap_or_else(|| one.len().min(other.len()))
}
