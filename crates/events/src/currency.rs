//! Currencies and their exponents (ISO 4217).

mod list;

use core::fmt;

/// An active currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: Option<u8>,
}

impl Currency {
    /// Finds a currency by its code of three capital letters. Nothing for a code
    /// that the standard does not have, or has withdrawn.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let position = list::LIST.binary_search_by(|(known, _)| (*known).cmp(code));
        let (code, exponent) = *list::LIST.get(position.ok()?)?;
        Some(Self { code, exponent })
    }

    /// Iterates over all, in alphabetical order.
    pub fn all() -> impl Iterator<Item = Self> {
        list::LIST.iter().map(|(code, exponent)| Self {
            code,
            exponent: *exponent,
        })
    }

    /// Returns the code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Returns how many decimals the minor unit is: 2 for USD, 0 for JPY, 3 for
    /// KWD, 4 for CLF. None for what has no minor unit, such as gold.
    #[must_use]
    pub fn exponent(self) -> Option<u8> {
        self.exponent
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}
