//! RFC 6901 pointers.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::document::{Document, Found, Json};
use crate::limits;

/// Where a value stands in a document, such as `/data/currency`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    text: String,
    tokens: Vec<String>,
}

impl Pointer {
    /// Parses a pointer (RFC 6901). The empty one is refused: it names the
    /// whole document, and a field is a part of it.
    ///
    /// # Errors
    /// What is wrong, as a sentence that follows the pointer's text.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let rest = text
            .strip_prefix('/')
            .ok_or("does not start with /, as a JSON pointer does")?;
        let tokens = rest.split('/').map(unescape).collect::<Option<Vec<_>>>();
        let tokens = tokens.ok_or("has a ~ that is neither ~0 (for ~) nor ~1 (for /)")?;
        if tokens.len() > limits::DEPTH {
            return Err("is deeper than any document that is read");
        }
        Ok(Self {
            text: text.to_owned(),
            tokens,
        })
    }

    /// Returns the text that it was parsed from.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Finds the value in a document.
    #[must_use]
    pub fn find<'d, 'a>(&self, document: &'d Document<'a>) -> Found<'d, 'a> {
        let mut here = document.root();
        for token in &self.tokens {
            let next = match here {
                Json::Object(members) => {
                    let mut named = members.iter().rev().filter(|(name, _)| name == token);
                    let last = named.next();
                    // JSON has one reading of a repeated name, JSON.parse's: the
                    // last. A form has none, so nobody may profit from one.
                    if document.is_form() && named.next().is_some() {
                        return Found::Repeated;
                    }
                    last.map(|(_, value)| value)
                }
                Json::List(items) => position(token).and_then(|position| items.get(position)),
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => None,
            };
            match next {
                Some(value) => here = value,
                None => return Found::Absent,
            }
        }
        Found::Value(here)
    }
}

/// Reads a position in a list: digits without a leading zero.
fn position(token: &str) -> Option<usize> {
    let is_plain = token.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain && (token == "0" || !token.starts_with('0')))
        .then(|| token.parse().ok())
        .flatten()
}

fn unescape(token: &str) -> Option<String> {
    let mut out = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        match c {
            '~' => match chars.next()? {
                '0' => out.push('~'),
                '1' => out.push('/'),
                _ => return None,
            },
            c => out.push(c),
        }
    }
    Some(out)
}
