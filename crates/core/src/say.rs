//! Puts sentences together. Formatting by `format!` would bring its machinery,
//! a third of the wasm, for texts and whole numbers alone.

use alloc::string::String;

/// Joins texts.
macro_rules! say {
    ($($part:expr),+ $(,)?) => {
        $crate::say::join(&[$(::core::convert::AsRef::<str>::as_ref(&$part)),+], "")
    };
}

pub(crate) use say;

/// Joins texts with one between every two.
pub(crate) fn join(parts: &[&str], between: &str) -> String {
    let mut text = String::new();
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}

/// Writes a number.
pub(crate) fn decimal(number: impl TryInto<i64>) -> String {
    let number: i64 = number.try_into().unwrap_or(i64::MAX);
    let mut digits = [0_u8; 20];
    let mut rest = number.unsigned_abs();
    let mut len = 0;
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(rest % 10).unwrap_or(0) + b'0';
        rest /= 10;
        len += 1;
        if rest == 0 {
            break;
        }
    }
    let mut text = String::with_capacity(len + 1);
    if number < 0 {
        text.push('-');
    }
    text.extend(
        digits
            .iter()
            .skip(digits.len() - len)
            .copied()
            .map(char::from),
    );
    text
}

/// Writes a number with leading zeros.
pub(crate) fn padded(number: i64, width: usize) -> String {
    let digits = decimal(number);
    let mut text = String::with_capacity(width);
    text.extend(core::iter::repeat_n(
        '0',
        width.saturating_sub(digits.len()),
    ));
    text.push_str(&digits);
    text
}

/// Shows what a person wrote, in quotes: its beginning, without control characters.
pub(crate) fn quote(text: &str) -> String {
    say!("\"", beginning(text), "\"")
}

/// Shows the first 64 characters, control characters as question marks.
pub(crate) fn beginning(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars().take(64) {
        shown.push(if c.is_control() { '?' } else { c });
    }
    shown
}
