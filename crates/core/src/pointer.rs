//! RFC 6901 pointers.

use alloc::string::String;
use alloc::vec::Vec;

/// The token for every element of an array. Ours: RFC 6901 has none.
pub(crate) const EVERY: &str = "*";

/// A parsed JSON pointer. A token `*` stands for every element of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    tokens: Vec<String>,
}

impl Pointer {
    /// Parses a pointer; nothing if it does not start with `/`, has a bad
    /// escape, more than one `*` or is deeper than the scanner follows. The empty pointer (the
    /// whole document) is refused: a field is a scalar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('/')?;
        let tokens = rest.split('/').map(unescape).collect::<Option<Vec<_>>>()?;
        let lists = tokens.iter().filter(|token| *token == EVERY).count();
        (tokens.len() < crate::limits::JSON_DEPTH && lists <= 1).then_some(Self { tokens })
    }

    /// Returns the position of the token `*`.
    pub(crate) fn list_level(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token == EVERY)
    }

    /// Returns the reference tokens, unescaped.
    #[must_use]
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }
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
