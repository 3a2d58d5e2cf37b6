//! Strings: RFC 8259 section 7, in valid UTF-8 (Unicode table 3-7).

use alloc::string::String;
use alloc::vec::Vec;

use crate::limits;

/// A string being read, behind its opening quote.
#[derive(Debug)]
pub(super) struct Text {
    kept: Kept,
    escape: Escape,
    /// The high half of a surrogate pair that waits for its low half.
    high: Option<u16>,
    utf8: Utf8,
}

/// What came of some bytes.
pub(super) enum Step {
    /// The string goes on.
    More,
    /// The string ended. Its text, if it was wanted and can be told.
    End(Option<String>),
    /// Not a string.
    Fail,
}

#[derive(Debug)]
enum Kept {
    /// Not wanted, too long, or not representable in UTF-8.
    Nothing,
    Bytes(Vec<u8>),
}

#[derive(Debug)]
enum Escape {
    None,
    Backslash,
    Unicode { digits: u8, value: u16 },
}

impl Text {
    pub(super) fn new(is_wanted: bool) -> Self {
        let kept = if is_wanted {
            Kept::Bytes(Vec::new())
        } else {
            Kept::Nothing
        };
        Self {
            kept,
            escape: Escape::None,
            high: None,
            utf8: Utf8::default(),
        }
    }

    /// Reads as far as possible and returns what it did not read.
    pub(super) fn read<'b>(&mut self, bytes: &'b [u8]) -> (Step, &'b [u8]) {
        let mut rest = bytes;
        while let [byte, tail @ ..] = rest {
            if matches!(self.escape, Escape::None) {
                let plain = rest
                    .iter()
                    .position(|byte| !is_plain(*byte))
                    .unwrap_or(rest.len());
                if plain > 0 && self.utf8.is_between() {
                    let (run, behind) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
                    self.end_pair();
                    self.keep(run);
                    rest = behind;
                    continue;
                }
            }
            match self.read_byte(*byte) {
                Step::More => rest = tail,
                Step::Fail => return (Step::Fail, rest),
                Step::End(text) => return (Step::End(text), tail),
            }
        }
        (Step::More, rest)
    }

    fn read_byte(&mut self, byte: u8) -> Step {
        match (&mut self.escape, byte) {
            (Escape::None, b'"') if self.utf8.is_between() => return self.end(),
            (Escape::None, b'\\') if self.utf8.is_between() => self.escape = Escape::Backslash,
            (Escape::None, _) => return self.read_utf8(byte),
            (Escape::Backslash, b'u') => {
                self.escape = Escape::Unicode {
                    digits: 0,
                    value: 0,
                }
            }
            (Escape::Backslash, _) => {
                let Some(plain) = unescape(byte) else {
                    return Step::Fail;
                };
                self.end_pair();
                self.keep(&[plain]);
                self.escape = Escape::None;
            }
            (Escape::Unicode { digits, value }, _) => {
                let Some(digit) = char::from(byte)
                    .to_digit(16)
                    .and_then(|digit| u16::try_from(digit).ok())
                else {
                    return Step::Fail;
                };
                *value = (*value << 4) | digit;
                *digits += 1;
                if *digits == 4 {
                    let unit = *value;
                    self.escape = Escape::None;
                    self.push_unit(unit);
                }
            }
        }
        Step::More
    }

    fn read_utf8(&mut self, byte: u8) -> Step {
        if byte < 0x20 || !self.utf8.push(byte) {
            return Step::Fail;
        }
        self.end_pair();
        self.keep(&[byte]);
        Step::More
    }

    fn end(&mut self) -> Step {
        self.end_pair();
        let kept = core::mem::replace(&mut self.kept, Kept::Nothing);
        Step::End(match kept {
            Kept::Nothing => None,
            Kept::Bytes(bytes) => String::from_utf8(bytes).ok(),
        })
    }

    /// Takes one UTF-16 code unit of an escape.
    fn push_unit(&mut self, unit: u16) {
        if let (Some(high), 0xdc00..=0xdfff) = (self.high, unit) {
            self.high = None;
            let pair = char::decode_utf16([high, unit]).next();
            return self.keep_char(pair.and_then(Result::ok));
        }
        self.end_pair();
        match unit {
            0xd800..=0xdbff => self.high = Some(unit),
            unit => self.keep_char(char::from_u32(u32::from(unit))),
        }
    }

    /// Something other than the low half followed a high half.
    fn end_pair(&mut self) {
        if self.high.take().is_some() {
            self.kept = Kept::Nothing;
        }
    }

    fn keep_char(&mut self, c: Option<char>) {
        match c {
            Some(c) => self.keep(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => self.kept = Kept::Nothing,
        }
    }

    fn keep(&mut self, run: &[u8]) {
        let Kept::Bytes(bytes) = &mut self.kept else {
            return;
        };
        if bytes.len() + run.len() > limits::FIELD_BYTES {
            self.kept = Kept::Nothing;
        } else {
            bytes.extend_from_slice(run);
        }
    }
}

/// ASCII that stands for itself.
fn is_plain(byte: u8) -> bool {
    (0x20..0x80).contains(&byte) && byte != b'"' && byte != b'\\'
}

fn unescape(byte: u8) -> Option<u8> {
    match byte {
        b'"' | b'\\' | b'/' => Some(byte),
        b'b' => Some(0x08),
        b'f' => Some(0x0c),
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        _ => None,
    }
}

/// Checks UTF-8 byte by byte, across pieces.
#[derive(Debug)]
struct Utf8 {
    missing: u8,
    low: u8,
    high: u8,
}

impl Default for Utf8 {
    fn default() -> Self {
        Self {
            missing: 0,
            low: 0x80,
            high: 0xbf,
        }
    }
}

impl Utf8 {
    fn is_between(&self) -> bool {
        self.missing == 0
    }

    fn push(&mut self, byte: u8) -> bool {
        if self.missing > 0 {
            let fits = (self.low..=self.high).contains(&byte);
            *self = Self {
                missing: self.missing - 1,
                ..Self::default()
            };
            return fits;
        }
        let (missing, low, high) = match byte {
            0x00..=0x7f => (0, 0x80, 0xbf),
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xe1..=0xec | 0xee | 0xef => (2, 0x80, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            _ => return false,
        };
        *self = Self { missing, low, high };
        true
    }
}
