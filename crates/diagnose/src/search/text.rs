//! Texts of the request, as they are told.

use alloc::string::String;

use crate::limits;

/// Cuts a text of the request to what is told of it, without control characters.
pub(crate) fn shown(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .take(limits::FACT_CHARACTERS)
        .collect()
}

/// Does so with bytes.
pub(crate) fn shown_bytes(bytes: &[u8]) -> String {
    shown(&String::from_utf8_lossy(bytes))
}
