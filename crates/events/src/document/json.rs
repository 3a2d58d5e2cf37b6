//! Reads JSON (RFC 8259), every number as its text.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::{BodyCause, BodyError, Json};
use crate::limits;

pub(super) fn parse(body: &[u8]) -> Result<Json<'_>, BodyError> {
    if body.len() > limits::BODY_BYTES {
        return Err(BodyError {
            cause: BodyCause::TooLarge,
            at: limits::BODY_BYTES,
        });
    }
    let text = core::str::from_utf8(body).map_err(|error| BodyError {
        cause: BodyCause::NotUtf8,
        at: error.valid_up_to(),
    })?;
    let mut reader = Reader {
        text,
        at: if text.starts_with('\u{feff}') { 3 } else { 0 },
        values: 0,
    };
    let value = reader.value(0)?;
    reader.skip_blanks();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.wrong()),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Json<'a>, BodyError> {
        self.skip_blanks();
        self.values += 1;
        if self.values > limits::VALUES {
            return Err(self.fails(BodyCause::TooMany));
        }
        match self.peek() {
            Some(b'{' | b'[') if depth == limits::DEPTH => Err(self.fails(BodyCause::TooDeep)),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => Err(self.wrong()),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json<'a>, BodyError> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return Err(self.wrong());
            }
            let name = self.string()?;
            if !self.takes(b':') {
                return Err(self.wrong());
            }
            members.push((name, self.value(depth)?));
            if self.takes(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.takes(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json<'a>, BodyError> {
        let mut items = Vec::new();
        self.at += 1;
        if self.takes(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.takes(b']') {
                return Ok(Json::List(items));
            }
            if !self.takes(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn number(&mut self) -> Result<Json<'a>, BodyError> {
        let start = self.at;
        self.passes(b'-');
        if !self.passes(b'0') {
            self.digits()?;
        }
        if self.passes(b'.') {
            self.digits()?;
        }
        if self.passes(b'e') || self.passes(b'E') {
            let _ = self.passes(b'+') || self.passes(b'-');
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(Json::Number(text))
    }

    fn digits(&mut self) -> Result<(), BodyError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.wrong());
        }
        Ok(())
    }

    /// Reads a string. It is borrowed unless it has an escape.
    fn string(&mut self) -> Result<Cow<'a, str>, BodyError> {
        self.at += 1;
        let mut owned: Option<String> = None;
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            let run = self.text.get(start..self.at).unwrap_or_default();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(run),
                        Some(text) => Cow::Owned(text + run),
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(run);
                    self.at += 1;
                    let c = self.escape()?;
                    text.push(c);
                }
                _ => return Err(self.wrong()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, BodyError> {
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.wrong()),
        };
        self.at += 1;
        Ok(c)
    }

    /// Reads `uXXXX`, and the low half that belongs to a high one.
    fn unicode(&mut self) -> Result<char, BodyError> {
        let high = self.hex()?;
        if !(0xd800..0xdc00).contains(&high) {
            return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let after = self.at;
        if self.passes(b'\\') && self.peek() == Some(b'u') {
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                let both = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        // Lone: what follows it stands for itself.
        self.at = after;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Result<u32, BodyError> {
        let digits = self.text.get(self.at + 1..self.at + 5);
        let digits = digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let value = digits.and_then(|text| u32::from_str_radix(text, 16).ok());
        let value = value.ok_or_else(|| self.wrong())?;
        self.at += 5;
        Ok(value)
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, BodyError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.wrong());
        }
        self.at += word.len();
        Ok(value)
    }

    /// Skips blanks, then the byte if it is the next.
    fn takes(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        self.passes(byte)
    }

    fn passes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wrong(&self) -> BodyError {
        self.fails(BodyCause::NotJson)
    }

    fn fails(&self, cause: BodyCause) -> BodyError {
        BodyError { cause, at: self.at }
    }
}
