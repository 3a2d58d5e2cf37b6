//! Schema versions: a breaking change raises the major one.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::limits;

/// The versions that a receiver understands. Both the old and the new one stand
/// here while senders change over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    texts: Vec<String>,
}

/// How a version stands to those that are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Listed,
    NewMajor,
    Unlisted,
    Malformed,
}

impl Versions {
    /// Takes the list, such as `1` and `2.0`; an empty one takes any version.
    ///
    /// # Errors
    /// A sentence about the first that is none.
    pub(crate) fn parse(texts: &[String]) -> Result<Self, &'static str> {
        if texts.len() > limits::VERSIONS {
            return Err("more versions than one migration has");
        }
        if !texts.iter().all(|text| is_text(text)) {
            return Err("a version is 1 to 64 printable characters, such as \"2\" or \"2.1\"");
        }
        Ok(Self {
            texts: texts.to_owned(),
        })
    }

    /// Compares: the same text, or else the same major version.
    pub(crate) fn judge(&self, text: &str) -> Standing {
        if !is_text(text) {
            return Standing::Malformed;
        }
        if self.texts.is_empty() || self.texts.iter().any(|listed| listed == text) {
            return Standing::Listed;
        }
        let Some(version) = major(text) else {
            return Standing::Unlisted;
        };
        let mut listed = self.texts.iter().filter_map(|text| major(text));
        if listed.clone().any(|known| known == version) {
            Standing::Listed
        } else if listed.all(|known| known < version) {
            Standing::NewMajor
        } else {
            Standing::Unlisted
        }
    }
}

fn is_text(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Reads the major version of `2`, `2.1`, `v2.1.0`. Dates have none.
fn major(text: &str) -> Option<u32> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let mut parts = text.split('.');
    let is_number = |part: &str| {
        (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let first = parts.next().filter(|part| is_number(part))?;
    (parts.clone().count() <= 2 && parts.all(is_number))
        .then(|| first.parse().ok())
        .flatten()
}
