//! Decimal numbers as they are written, without floats.

use crate::money::MoneyError;

/// A decimal number that borrows its digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
    power: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a JSON number.
    pub(crate) fn parse_number(text: &'a str) -> Option<Self> {
        match text.split_once(['e', 'E']) {
            None => Self::parse_text(text),
            Some((digits, power)) => {
                let power = power.strip_prefix('+').unwrap_or(power);
                // More digits say nothing that fits, and could overflow below.
                let power = (power.len() <= 6).then(|| power.parse().ok()).flatten()?;
                Some(Self {
                    power,
                    ..Self::parse_text(digits)?
                })
            }
        }
    }

    /// Reads a text such as `12.50`: no sign but minus, no grouping, no comma.
    pub(crate) fn parse_text(text: &'a str) -> Option<Self> {
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (is_digits(whole) && is_digits(fraction)).then_some(Self {
            is_negative,
            whole,
            fraction,
            power: 0,
        })
    }

    /// Returns the number times ten to this exponent.
    ///
    /// # Errors
    /// `TooPrecise` if that is no integer, `TooLarge` if it does not fit.
    pub(crate) fn scale(self, exponent: u8) -> Result<i64, MoneyError> {
        let all = || self.whole.bytes().chain(self.fraction.bytes());
        let leading = all().take_while(|digit| *digit == b'0').count();
        let written = self.whole.len() + self.fraction.len() - leading;
        if written == 0 {
            return Ok(0);
        }
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        // Digits before the point once it has moved.
        let kept = signed(self.whole.len()) - signed(leading) + self.power + i64::from(exponent);
        let kept = match usize::try_from(kept) {
            Ok(kept) if kept > 0 => kept,
            _ => return Err(MoneyError::TooPrecise),
        };
        if all()
            .skip(leading + kept.min(written))
            .any(|digit| digit != b'0')
        {
            return Err(MoneyError::TooPrecise);
        }
        // i64 has 19 digits.
        if kept > 19 {
            return Err(MoneyError::TooLarge);
        }
        let digits = all()
            .skip(leading)
            .chain(core::iter::repeat(b'0'))
            .take(kept);
        let mut value: i64 = 0;
        for digit in digits {
            let digit = i64::from(digit - b'0');
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit))
                .ok_or(MoneyError::TooLarge)?;
        }
        Ok(if self.is_negative { -value } else { value })
    }
}
