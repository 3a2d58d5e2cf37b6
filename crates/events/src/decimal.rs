//! Decimal numbers as they are written, without floats.

use core::cmp::Ordering;

use crate::money::MoneyError;

/// Compares two numbers as JSON writes them (RFC 8259 section 6), digit by
/// digit: nothing is rounded, `1250`, `1250.0` and `1.25e3` are equal. Nothing
/// if one of them is no number, or its exponent has more than six digits.
///
/// ```
/// use core::cmp::Ordering;
/// use waxseal_events::decimal::compare;
///
/// assert_eq!(compare("0.1", "1e-1"), Some(Ordering::Equal));
/// assert_eq!(compare("9007199254740993", "9007199254740992"), Some(Ordering::Greater));
/// assert_eq!(compare("1,250", "1250"), None);
/// ```
#[must_use]
pub fn compare(left: &str, right: &str) -> Option<Ordering> {
    let left = Decimal::parse_number(left)?;
    Some(left.order(Decimal::parse_number(right)?))
}

/// Says whether a text is a number in plain decimals, such as `-12.50`: no
/// exponent, no plus, no grouping.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    Decimal::parse_text(text).is_some()
}

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
                let size = power.strip_prefix('-').unwrap_or(power).len();
                let power = (size <= 6).then(|| power.parse().ok()).flatten()?;
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

    fn order(self, other: Self) -> Ordering {
        match (self.leading(), other.leading()) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) if other.is_negative => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) if self.is_negative => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(left), Some(right)) => match (self.is_negative, other.is_negative) {
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => left.cmp(&right).then_with(|| self.order_digits(other)),
                (true, true) => right.cmp(&left).then_with(|| other.order_digits(self)),
            },
        }
    }

    /// Returns the power of ten of the first digit that is not zero; nothing for zero.
    fn leading(self) -> Option<i64> {
        let zeros = self.digits().position(|digit| digit != b'0')?;
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Some(signed(self.whole.len()) - signed(zeros) + self.power)
    }

    /// Compares the digits from the first that is not zero.
    fn order_digits(self, other: Self) -> Ordering {
        let significant = |number: Self| number.digits().skip_while(|digit| *digit == b'0');
        let length = self.digits().count().max(other.digits().count());
        let padded = |number| {
            significant(number)
                .chain(core::iter::repeat(b'0'))
                .take(length)
        };
        padded(self).cmp(padded(other))
    }

    fn digits(self) -> impl Iterator<Item = u8> + 'a {
        self.whole.bytes().chain(self.fraction.bytes())
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
