//! Tags from text and back.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::scheme::Encoding;

// Padding carries nothing and senders differ in it. Trailing bits that are
// not zero are refused: a tag has one spelling per encoding, padding aside.
const INDIFFERENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// RFC 4648 section 4, padded or not when read, padded when written.
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, INDIFFERENT);

/// RFC 4648 section 5, padded or not when read.
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, INDIFFERENT);

/// Decodes a tag into `out` and returns its length; nothing for a wrong
/// alphabet, or where `out` is too short. A text never says more bytes than it has.
pub(crate) fn read_tag(encoding: Encoding, text: &[u8], out: &mut [u8]) -> Option<usize> {
    match encoding {
        Encoding::Hex => read_hex(text, out),
        Encoding::Base64 => BASE64.decode_slice(text, out).ok(),
        Encoding::Base64Url => BASE64_URL.decode_slice(text, out).ok(),
    }
}

/// Decodes base64. By way of `read_tag`: the library's code for it stands there
/// already, and each of its own methods brings it anew.
pub(crate) fn parse_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = alloc::vec![0; text.len()];
    let len = read_tag(Encoding::Base64, text, &mut bytes)?;
    bytes.truncate(len);
    Some(bytes)
}

/// Does what the library's own method does, without the text of its panic.
fn encode(engine: &GeneralPurpose, bytes: &[u8]) -> String {
    let mut text = alloc::vec![0; bytes.len().div_ceil(3) * 4];
    let written = engine.encode_slice(bytes, &mut text).unwrap_or(0);
    text.truncate(written);
    String::from_utf8(text).unwrap_or_default()
}

/// Writes a tag as the encoding's usual spelling.
pub(crate) fn write_tag(encoding: Encoding, tag: &[u8]) -> String {
    match encoding {
        Encoding::Hex => write_hex(tag),
        Encoding::Base64 => encode(&BASE64, tag),
        Encoding::Base64Url => encode(&BASE64_URL, tag),
    }
}

/// Decodes hexadecimal digits of any case.
pub(crate) fn parse_hex(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = alloc::vec![0; text.len() / 2];
    read_hex(text, &mut bytes).map(|_| bytes)
}

/// Does the same into `out`. A plain loop: it runs at every call, and code built
/// for size calls every closure of an iterator.
fn read_hex(text: &[u8], out: &mut [u8]) -> Option<usize> {
    let mut rest = text;
    for (written, byte) in out.iter_mut().enumerate() {
        let [high, low, tail @ ..] = rest else {
            return rest.is_empty().then_some(written);
        };
        *byte = parse_hex_pair(*high, *low)?;
        rest = tail;
    }
    rest.is_empty().then_some(out.len())
}

/// Decodes one byte from two hexadecimal digits of any case.
#[inline(always)]
pub(crate) fn parse_hex_pair(high: u8, low: u8) -> Option<u8> {
    Some((nibble(high)? << 4) | nibble(low)?)
}

#[inline(always)]
fn nibble(digit: u8) -> Option<u8> {
    let decimal = digit.wrapping_sub(b'0');
    if decimal < 10 {
        return Some(decimal);
    }
    // Bit 0x20 is the case of a letter.
    let letter = (digit | 0x20).wrapping_sub(b'a');
    (letter < 6).then(|| letter + 10)
}

fn write_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| {
        char::from(if nibble < 10 {
            b'0' + nibble
        } else {
            b'a' - 10 + nibble
        })
    };
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}
