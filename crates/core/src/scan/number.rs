//! The grammar of numbers, RFC 8259 section 6.

use alloc::string::String;

use crate::limits;

/// A number being read, as text.
#[derive(Debug)]
pub(super) struct Number {
    state: State,
    text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Minus,
    Zero,
    Digits,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
}

impl Number {
    /// Starts with a minus sign or digit.
    pub(super) fn new(first: u8, is_wanted: bool) -> Self {
        let state = match first {
            b'-' => State::Minus,
            b'0' => State::Zero,
            _ => State::Digits,
        };
        Self {
            state,
            text: is_wanted.then(|| String::from(char::from(first))),
        }
    }

    /// Takes a byte if it belongs to the number.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        let next = match (self.state, byte) {
            (State::Minus, b'0') => State::Zero,
            (State::Minus, b'1'..=b'9') | (State::Digits, b'0'..=b'9') => State::Digits,
            (State::Zero | State::Digits, b'.') => State::Point,
            (State::Point | State::Fraction, b'0'..=b'9') => State::Fraction,
            (State::Zero | State::Digits | State::Fraction, b'e' | b'E') => State::Exponent,
            (State::Exponent, b'+' | b'-') => State::ExponentSign,
            (State::Exponent | State::ExponentSign | State::ExponentDigits, b'0'..=b'9') => {
                State::ExponentDigits
            }
            _ => return false,
        };
        self.state = next;
        if let Some(text) = &mut self.text {
            if text.len() < limits::FIELD_BYTES {
                text.push(char::from(byte));
            } else {
                self.text = None;
            }
        }
        true
    }

    /// Says whether a number may end here.
    pub(super) fn is_complete(&self) -> bool {
        matches!(
            self.state,
            State::Zero | State::Digits | State::Fraction | State::ExponentDigits
        )
    }

    pub(super) fn into_text(self) -> Option<String> {
        self.text
    }
}
