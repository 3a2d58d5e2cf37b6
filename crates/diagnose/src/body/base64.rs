//! Bodies in base64, as AWS hands binary ones to a function. Rule: RFC 4648.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::general_purpose::STANDARD as PADDED;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, ANY_PADDING);
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, ANY_PADDING);

/// Decodes base64 or base64url, padded or not, on one line or several.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.iter().all(|byte| is_digit(*byte)) {
        return None;
    }
    let digits: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
        .collect();
    let bytes = PLAIN.decode(&digits).or_else(|_| URL.decode(&digits));
    bytes.ok().filter(|bytes| !bytes.is_empty())
}

pub(super) fn write(bytes: &[u8]) -> String {
    PADDED.encode(bytes)
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=' | b'\r' | b'\n')
}
