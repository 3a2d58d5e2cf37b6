//! Text that was read in one character set and written in another, and
//! Unicode's normal forms.

use alloc::string::String;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;

/// The UTF-8 byte order mark.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// A character set of one byte per character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// ISO 8859-1: every byte is the character of its number.
    Latin1,
    /// As the WHATWG Encoding Standard has it: bytes without a character are C1 controls.
    Windows1252,
}

/// What windows-1252 has at 80 to 9F. Source: WHATWG `index-windows-1252.txt`.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Charset {
    pub(super) const ALL: [Charset; 2] = [Charset::Latin1, Charset::Windows1252];

    /// Reads bytes as text.
    pub(super) fn read(self, bytes: &[u8]) -> String {
        bytes.iter().map(|byte| self.character(*byte)).collect()
    }

    /// Says whether bytes, read as text, are this UTF-8.
    pub(super) fn reads(self, bytes: &[u8], text: &[u8]) -> bool {
        let text = core::str::from_utf8(text);
        text.is_ok_and(|text| {
            bytes
                .iter()
                .map(|byte| self.character(*byte))
                .eq(text.chars())
        })
    }

    /// Writes text, or nothing if it has other characters.
    pub(super) fn write(self, text: &str) -> Option<Vec<u8>> {
        text.chars().map(|c| self.byte(c)).collect()
    }

    fn character(self, byte: u8) -> char {
        let special = usize::from(byte).checked_sub(0x80);
        let special = special.and_then(|position| WINDOWS_1252.get(position));
        match (self, special) {
            (Charset::Windows1252, Some(c)) => *c,
            _ => char::from(byte),
        }
    }

    fn byte(self, c: char) -> Option<u8> {
        let plain = u8::try_from(u32::from(c)).ok();
        if self == Charset::Latin1 {
            return plain;
        }
        if let Some(position) = WINDOWS_1252.iter().position(|special| *special == c) {
            return u8::try_from(position + 0x80).ok();
        }
        plain.filter(|byte| !matches!(byte, 0x80..0xa0))
    }
}

/// A form of UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Utf16 {
    pub is_big_endian: bool,
    pub has_bom: bool,
}

impl Utf16 {
    pub(super) const ALL: [Utf16; 4] = [
        Utf16 {
            is_big_endian: false,
            has_bom: true,
        },
        Utf16 {
            is_big_endian: false,
            has_bom: false,
        },
        Utf16 {
            is_big_endian: true,
            has_bom: true,
        },
        Utf16 {
            is_big_endian: true,
            has_bom: false,
        },
    ];

    pub(super) fn name(self) -> &'static str {
        if self.is_big_endian {
            "utf-16be"
        } else {
            "utf-16le"
        }
    }

    /// Tells the form by the mark, or by the zeros of the first characters.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let (is_big_endian, has_bom) = match bytes {
            [0xff, 0xfe, _, _, ..] => (false, true),
            [0xfe, 0xff, _, _, ..] => (true, true),
            [1..=255, 0, 1..=255, 0, ..] => (false, false),
            [0, 1..=255, 0, 1..=255, ..] => (true, false),
            _ => return None,
        };
        let is_whole = bytes.len().is_multiple_of(2);
        is_whole.then_some(Self {
            is_big_endian,
            has_bom,
        })
    }

    /// Reads bytes as text, without the mark.
    pub(super) fn read(self, bytes: &[u8]) -> Option<String> {
        let bytes = bytes.get(if self.has_bom { 2.. } else { 0.. })?;
        let (pairs, rest) = bytes.as_chunks::<2>();
        let halves = pairs.iter().map(|pair| self.half(*pair));
        let text = char::decode_utf16(halves).collect::<Result<String, _>>();
        text.ok().filter(|_| rest.is_empty())
    }

    pub(super) fn write(self, text: &str) -> Vec<u8> {
        let mark = self.has_bom.then_some(0xfeff);
        let halves = mark.into_iter().chain(text.encode_utf16());
        let pairs = halves.map(|half: u16| match self.is_big_endian {
            true => half.to_be_bytes(),
            false => half.to_le_bytes(),
        });
        pairs.flatten().collect()
    }

    fn half(self, pair: [u8; 2]) -> u16 {
        match self.is_big_endian {
            true => u16::from_be_bytes(pair),
            false => u16::from_le_bytes(pair),
        }
    }
}

/// Composes text that is decomposed throughout. Otherwise the form of it is not
/// the work of a normaliser, and composing would change characters for good.
pub(super) fn composed(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let form: String = text.nfc().collect();
    (form != text && form.nfd().eq(text.chars())).then_some(form)
}

/// Decomposes text that is composed throughout.
pub(super) fn decomposed(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let form: String = text.nfd().collect();
    (form != text && form.nfc().eq(text.chars())).then_some(form)
}

/// Says whether a normaliser makes one text of the other, and the reverse.
pub(super) fn is_composed(decomposed: &str, composed: &str) -> bool {
    decomposed != composed
        && decomposed.nfc().eq(composed.chars())
        && composed.nfd().eq(decomposed.chars())
}
