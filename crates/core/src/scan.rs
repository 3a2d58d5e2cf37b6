//! A push scanner for JSON: finds a few scalars without building a document.
//!
//! It reads bytes in pieces of any size, holds a few hundred bytes, and agrees
//! with `JSON.parse` on what is JSON and on which of several equal keys wins
//! (the last). Where it differs, it is stricter: nesting beyond
//! [`limits::JSON_DEPTH`] and invalid UTF-8 are errors. A byte order mark is
//! skipped, as `TextDecoder` does. Rule: RFC 8259.

mod number;
mod text;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::limits;
use crate::pointer::{EVERY, Pointer};
use number::Number;
use text::{Step, Text};

/// A scalar that a pointer leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string, unescaped.
    Text(String),
    /// A number, spelled as received: converting could change it.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

impl Value {
    /// Returns a string or number as text, if it is not empty.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        match self {
            Value::Text(text) | Value::Number(text) => (!text.is_empty()).then_some(text),
            Value::Bool(_) | Value::Null => None,
        }
    }
}

/// The bytes are not one JSON text, or nest too deeply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanError {
    /// Not JSON.
    Malformed {
        /// Offset of the first byte that cannot be.
        at: usize,
    },
    /// Deeper than [`limits::JSON_DEPTH`].
    TooDeep {
        /// Offset of the bracket that went too far.
        at: usize,
    },
    /// Ends in the middle, or is empty.
    Incomplete,
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScanError::Malformed { at } => write!(f, "the body is not JSON at byte {at}"),
            ScanError::TooDeep { at } => write!(
                f,
                "the body nests deeper than {} levels at byte {at}",
                limits::JSON_DEPTH
            ),
            ScanError::Incomplete => f.write_str("the body ends before its JSON does"),
        }
    }
}

impl core::error::Error for ScanError {}

/// Finds the values of some pointers. Feed it, then finish it.
#[derive(Debug)]
pub struct Scanner<'p> {
    pointers: &'p [Pointer],
    found: Vec<Found>,
    frames: Vec<Frame>,
    state: State,
    /// The pointers on whose path the current member's value lies.
    on_path: Mask,
    offset: usize,
    error: Option<ScanError>,
}

/// What a pointer led to: one value, or one per element of a list.
#[derive(Clone, Debug, Default)]
struct Found {
    values: Vec<Value>,
    /// Where the values of the current element begin.
    floor: usize,
}

/// One bit per pointer.
type Mask = u16;

/// An open container. Its position in the stack is the number of tokens that lead to it.
#[derive(Debug)]
struct Frame {
    /// The index of the current element, or nothing in an object.
    index: Option<usize>,
    on_path: Mask,
}

#[derive(Debug)]
enum State {
    /// Bytes of a byte order mark seen.
    Start(u8),
    Value,
    ValueOrEnd,
    KeyOrEnd,
    Key,
    Colon,
    CommaOrEnd,
    Done,
    Text {
        is_key: bool,
        text: Text,
    },
    Number(Number),
    Literal {
        word: &'static [u8],
        seen: usize,
    },
}

const BOM: [u8; 3] = [0xef, 0xbb, 0xbf];

impl<'p> Scanner<'p> {
    /// Starts a scan for at most [`limits::POINTERS`] pointers; further ones find nothing.
    #[must_use]
    pub fn new(pointers: &'p [Pointer]) -> Self {
        Self {
            pointers,
            found: alloc::vec![Found::default(); pointers.len()],
            frames: Vec::new(),
            state: State::Start(0),
            on_path: 0,
            offset: 0,
            error: None,
        }
    }

    /// Reads the next bytes. After an error, bytes are ignored.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while self.error.is_none() && !bytes.is_empty() {
            let rest = if let State::Text { text, .. } = &mut self.state {
                let (step, rest) = text.read(bytes);
                self.offset += bytes.len() - rest.len();
                self.step_text(step);
                rest
            } else {
                self.read_byte(bytes)
            };
            bytes = rest;
        }
    }

    /// Returns the value of each pointer, in their order: nothing where there
    /// is none, where it is an object or array, or where it is longer than
    /// [`limits::FIELD_BYTES`] or holds half a surrogate pair.
    ///
    /// # Errors
    /// The bytes were not exactly one JSON text.
    pub fn finish(self) -> Result<Vec<Option<Value>>, ScanError> {
        let all = self.finish_all()?;
        Ok(all.into_iter().map(|mut values| values.pop()).collect())
    }

    /// Returns all values of each pointer: of one with the token `*` up to
    /// [`limits::IDS`], in the order of the list.
    ///
    /// # Errors
    /// As [`Scanner::finish`].
    pub fn finish_all(mut self) -> Result<Vec<Vec<Value>>, ScanError> {
        if let (None, State::Number(number)) = (self.error, &self.state)
            && number.is_complete()
        {
            self.end_number();
        }
        match (self.error, self.state) {
            (Some(error), _) => Err(error),
            (None, State::Done) => Ok(self.found.into_iter().map(|found| found.values).collect()),
            (None, _) => Err(ScanError::Incomplete),
        }
    }

    /// Reads one byte outside a string and returns what follows it.
    fn read_byte<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let [byte, rest @ ..] = bytes else {
            return bytes;
        };
        if let State::Number(number) = &mut self.state {
            if number.push(*byte) {
                self.offset += 1;
                return rest;
            }
            if !number.is_complete() {
                self.fail();
                return rest;
            }
            // The byte belongs to what follows the number.
            self.end_number();
        }
        self.step(*byte);
        self.offset += 1;
        rest
    }

    fn step(&mut self, byte: u8) {
        if let State::Literal { word, seen } = &mut self.state {
            if word.get(*seen) != Some(&byte) {
                return self.fail();
            }
            *seen += 1;
            if *seen == word.len() {
                let value = match *word {
                    b"true" => Value::Bool(true),
                    b"false" => Value::Bool(false),
                    _ => Value::Null,
                };
                self.end_value(Some(value));
            }
            return;
        }
        if let State::Start(seen) = &mut self.state {
            if BOM.get(usize::from(*seen)) == Some(&byte) {
                *seen += 1;
                return;
            }
            if !matches!(*seen, 0 | 3) {
                return self.fail();
            }
        }
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            return;
        }
        match (&self.state, byte) {
            (State::ValueOrEnd, b']') | (State::KeyOrEnd, b'}') => self.end_container(),
            (State::CommaOrEnd, b']') if self.is_in_array() => self.end_container(),
            (State::CommaOrEnd, b'}') if !self.is_in_array() => self.end_container(),
            (State::CommaOrEnd, b',') => self.next_member(),
            (State::KeyOrEnd | State::Key, b'"') => self.start_key(),
            (State::Colon, b':') => self.state = State::Value,
            (State::Start(_) | State::Value | State::ValueOrEnd, _) => self.start_value(byte),
            _ => self.fail(),
        }
    }

    fn step_text(&mut self, step: Step) {
        match step {
            Step::More => {}
            Step::Fail => self.fail(),
            Step::End(text) => {
                let is_key = matches!(self.state, State::Text { is_key: true, .. });
                if is_key {
                    self.end_key(text.as_deref());
                } else {
                    self.end_value(text.map(Value::Text));
                }
            }
        }
    }

    fn start_key(&mut self) {
        let is_wanted = self.frames.last().is_some_and(|frame| frame.on_path != 0);
        self.state = State::Text {
            is_key: true,
            text: Text::new(is_wanted),
        };
    }

    fn end_key(&mut self, key: Option<&str>) {
        self.on_path = key.map_or(0, |key| self.matching(|token| token == key));
        self.forget_on_path();
        self.state = State::Colon;
    }

    fn start_value(&mut self, byte: u8) {
        if self.frames.is_empty() {
            self.on_path = Mask::MAX;
        } else if self.is_in_array() {
            self.on_path = self.matching_index();
            self.start_element();
        }
        self.state = match byte {
            b'{' => return self.start_container(None),
            b'[' => return self.start_container(Some(0)),
            b'"' => State::Text {
                is_key: false,
                text: Text::new(self.is_wanted()),
            },
            b't' => State::Literal {
                word: b"true",
                seen: 1,
            },
            b'f' => State::Literal {
                word: b"false",
                seen: 1,
            },
            b'n' => State::Literal {
                word: b"null",
                seen: 1,
            },
            b'-' | b'0'..=b'9' => State::Number(Number::new(byte, self.is_wanted())),
            _ => return self.fail(),
        };
    }

    fn end_number(&mut self) {
        if let State::Number(number) = core::mem::replace(&mut self.state, State::CommaOrEnd) {
            self.end_value(number.into_text().map(Value::Number));
        }
    }

    fn end_value(&mut self, value: Option<Value>) {
        let depth = self.frames.len();
        for (position, pointer) in self.pointers.iter().enumerate() {
            if has(self.on_path, position)
                && pointer.tokens().len() == depth
                && let Some(found) = self.found.get_mut(position)
            {
                found.values.truncate(found.floor);
                if found.values.len() < limits::IDS {
                    found.values.extend(value.clone());
                }
            }
        }
        self.after_value();
    }

    fn start_container(&mut self, index: Option<usize>) {
        if self.frames.len() >= limits::JSON_DEPTH {
            self.error = Some(ScanError::TooDeep { at: self.offset });
            return;
        }
        self.frames.push(Frame {
            index,
            on_path: self.on_path,
        });
        self.state = if index.is_some() {
            State::ValueOrEnd
        } else {
            State::KeyOrEnd
        };
    }

    fn end_container(&mut self) {
        self.frames.pop();
        self.after_value();
    }

    fn after_value(&mut self) {
        self.state = if self.frames.is_empty() {
            State::Done
        } else {
            State::CommaOrEnd
        };
    }

    fn next_member(&mut self) {
        self.state = match self.frames.last_mut() {
            Some(Frame {
                index: Some(index), ..
            }) => {
                *index += 1;
                State::Value
            }
            _ => State::Key,
        };
    }

    fn is_in_array(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| frame.index.is_some())
    }

    /// Says whether the value being read is one that a pointer ends at.
    fn is_wanted(&self) -> bool {
        let depth = self.frames.len();
        let mut pointers = self.pointers.iter().enumerate();
        pointers.any(|(position, pointer)| {
            has(self.on_path, position) && pointer.tokens().len() == depth
        })
    }

    fn matching_index(&self) -> Mask {
        let index = self.frames.last().and_then(|frame| frame.index);
        self.matching(|token| {
            // RFC 6901 section 4: no leading zeros.
            let is_plain = token == "0" || !token.starts_with(['0', '+']);
            token == EVERY || is_plain && index.is_some() && token.parse().ok() == index
        })
    }

    /// Selects the pointers that lead here and go on with a token that fits.
    fn matching(&self, fits: impl Fn(&str) -> bool) -> Mask {
        let Some(frame) = self.frames.last() else {
            return 0;
        };
        let level = self.frames.len() - 1;
        let mut mask = 0;
        for (position, pointer) in self.pointers.iter().enumerate() {
            if has(frame.on_path, position)
                && pointer.tokens().get(level).is_some_and(|token| fits(token))
            {
                mask |= bit(position);
            }
        }
        mask
    }

    /// A key that comes again replaces all that its first value held: within
    /// the current element, if it stands in one of a list.
    fn forget_on_path(&mut self) {
        let level = self.frames.len().saturating_sub(1);
        for (position, (found, pointer)) in self.found.iter_mut().zip(self.pointers).enumerate() {
            if has(self.on_path, position) {
                if pointer.list_level().is_none_or(|list| level < list) {
                    found.floor = 0;
                }
                found.values.truncate(found.floor);
            }
        }
    }

    /// Keeps what the elements before this one led to.
    fn start_element(&mut self) {
        let level = self.frames.len().saturating_sub(1);
        for (position, (found, pointer)) in self.found.iter_mut().zip(self.pointers).enumerate() {
            if has(self.on_path, position) && pointer.list_level() == Some(level) {
                found.floor = found.values.len();
            }
        }
    }

    fn fail(&mut self) {
        self.error = Some(ScanError::Malformed { at: self.offset });
    }
}

fn bit(position: usize) -> Mask {
    u32::try_from(position)
        .ok()
        .and_then(|shift| Mask::checked_shl(1, shift))
        .unwrap_or(0)
}

fn has(mask: Mask, position: usize) -> bool {
    mask & bit(position) != 0
}
