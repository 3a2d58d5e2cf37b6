//! Money in integer minor units. A reversal is a negative amount.

use alloc::string::String;
use core::fmt;

use crate::currency::Currency;
use crate::decimal::Decimal;

/// An amount in the minor unit of its currency: cents, fils, or whole yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
    exponent: u8,
}

impl Money {
    /// Takes an amount in minor units: 1250 is 12.50 USD, 1250 JPY, 1.250 KWD.
    ///
    /// # Errors
    /// [`MoneyError::NoMinorUnit`] for gold and the like.
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        let exponent = currency.exponent().ok_or(MoneyError::NoMinorUnit)?;
        Ok(Self {
            minor,
            currency,
            exponent,
        })
    }

    /// Reads an amount in major units, such as `-12.5` for minus 1250 cents.
    /// Never rounds.
    ///
    /// # Errors
    /// [`MoneyError`]: no number, more decimals than the currency has, too large.
    pub fn parse_major(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let mut money = Self::from_minor(0, currency)?;
        let decimal = Decimal::parse_text(text).ok_or(MoneyError::NotANumber)?;
        money.minor = decimal.scale(money.exponent)?;
        Ok(money)
    }

    /// Returns the amount in minor units.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// Returns the currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Writes the amount in major units with all decimals of its currency, a
    /// point, no grouping: `12.50`, `1250`, `-1.250`.
    #[must_use]
    pub fn write_major(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let mut digits = alloc::format!(
            "{:0>1$}",
            self.minor.unsigned_abs(),
            1 + usize::from(self.exponent)
        );
        if self.exponent > 0 {
            digits.insert(digits.len() - usize::from(self.exponent), '.');
        }
        digits.insert_str(0, sign);
        digits
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.write_major(), self.currency)
    }
}

/// Why a value is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MoneyError {
    /// Not a decimal number.
    NotANumber,
    /// More decimals than the currency has: rounding would change the amount.
    TooPrecise,
    /// Beyond 64 bits.
    TooLarge,
    /// The currency has no minor unit.
    NoMinorUnit,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MoneyError::NotANumber => "is not a decimal number",
            MoneyError::TooPrecise => "has more decimals than its currency",
            MoneyError::TooLarge => "is too large",
            MoneyError::NoMinorUnit => "is in a currency without a minor unit",
        })
    }
}

impl core::error::Error for MoneyError {}
