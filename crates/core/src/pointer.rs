//! RFC 6901 pointers.

use alloc::string::String;
use alloc::vec::Vec;

/// A parsed JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    tokens: Vec<String>,
}

impl Pointer {
    /// Parses a pointer; nothing if it does not start with `/`, has a bad
    /// escape or is deeper than the scanner follows. The empty pointer (the
    /// whole document) is refused: a field is a scalar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('/')?;
        let tokens = rest.split('/').map(unescape).collect::<Option<Vec<_>>>()?;
        (tokens.len() < crate::limits::JSON_DEPTH).then_some(Self { tokens })
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
