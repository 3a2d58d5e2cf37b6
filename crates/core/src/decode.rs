//! Tags from text and back.

use alloc::string::String;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::limits;
use crate::scheme::Encoding;

// Padding carries nothing and senders differ in it. Trailing bits that are
// not zero are refused: a tag has one spelling per encoding, padding aside.
const INDIFFERENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// RFC 4648 section 4, padded or not when read, padded when written.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, INDIFFERENT);

/// RFC 4648 section 5, padded or not when read.
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, INDIFFERENT);

/// A decoded tag of at most [`limits::TAG_BYTES`] bytes.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    bytes: [u8; limits::TAG_BYTES],
    len: usize,
}

impl Tag {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// Decodes a tag; nothing for a wrong alphabet or any length but `len`.
pub(crate) fn parse_tag(encoding: Encoding, text: &[u8], len: usize) -> Option<Tag> {
    // One more group than the longest tag needs: the decoder estimates generously.
    let mut buffer = [0; limits::TAG_BYTES + 8];
    let written = match encoding {
        Encoding::Hex => parse_hex(text, &mut buffer)?,
        Encoding::Base64 => BASE64.decode_slice(text, &mut buffer).ok()?,
        Encoding::Base64Url => BASE64_URL.decode_slice(text, &mut buffer).ok()?,
    };
    if written != len {
        return None;
    }
    let mut bytes = [0; limits::TAG_BYTES];
    bytes.get_mut(..len)?.copy_from_slice(buffer.get(..len)?);
    Some(Tag { bytes, len })
}

/// Writes a tag as the encoding's usual spelling.
pub(crate) fn write_tag(encoding: Encoding, tag: &[u8]) -> String {
    match encoding {
        Encoding::Hex => write_hex(tag),
        Encoding::Base64 => BASE64.encode(tag),
        Encoding::Base64Url => BASE64_URL.encode(tag),
    }
}

fn parse_hex(text: &[u8], out: &mut [u8]) -> Option<usize> {
    let pairs = text.chunks_exact(2);
    if !pairs.remainder().is_empty() || text.len() / 2 > out.len() {
        return None;
    }
    for (slot, pair) in out.iter_mut().zip(pairs) {
        let [high, low] = *pair else { return None };
        *slot = parse_hex_pair(high, low)?;
    }
    Some(text.len() / 2)
}

/// Decodes one byte from two hexadecimal digits of any case.
pub(crate) fn parse_hex_pair(high: u8, low: u8) -> Option<u8> {
    Some((nibble(high)? << 4) | nibble(low)?)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn write_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| {
        char::from(if nibble < 10 {
            b'0' + nibble
        } else {
            b'a' - 10 + nibble
        })
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
