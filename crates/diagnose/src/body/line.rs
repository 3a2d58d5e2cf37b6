//! Line breaks: LF and CRLF, at the end and everywhere.

use alloc::vec::Vec;

use super::json::{Json, Kind};

/// Returns the bytes without the line breaks at their end.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !is_break(*byte));
    bytes
        .get(..end.map_or(0, |end| end + 1))
        .unwrap_or_default()
}

/// Returns the bytes without the last line break, if they end with one.
pub(super) fn without_last(bytes: &[u8]) -> Option<&[u8]> {
    bytes
        .strip_suffix(b"\r\n")
        .or_else(|| bytes.strip_suffix(b"\n"))
        .or_else(|| bytes.strip_suffix(b"\r"))
}

/// Writes every line break as LF.
pub(super) fn as_lf(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\r' || rest.peek() != Some(&b'\n') {
            text.push(byte);
        }
    }
    text
}

/// Writes every line break as CRLF.
pub(super) fn as_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    for byte in as_lf(bytes) {
        if byte == b'\n' {
            text.push(b'\r');
        }
        text.push(byte);
    }
    text
}

/// Leaves out every line break, as `curl --data @file` does.
pub(super) fn joined(bytes: &[u8]) -> Vec<u8> {
    let kept = bytes.iter().copied().filter(|byte| !is_break(*byte));
    kept.collect()
}

pub(super) fn has_break(bytes: &[u8]) -> bool {
    bytes.iter().copied().any(is_break)
}

pub(super) fn has_crlf(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"\r\n")
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// Says whether an indented text lost its line breaks: it is on one line, and
/// its first value stands behind more than one space or a tab.
pub(super) fn is_joined(json: &Json<'_>) -> bool {
    let is_on_one_line = !json.gaps().any(|gap| has_break(gap.as_bytes()));
    is_on_one_line && json.is_container() && json.gaps().nth(1).is_some_and(is_indent)
}

/// Puts the line breaks back that an indented text lost: one before each
/// indent, and before the closing bracket of what was indented.
pub(super) fn broken_again(json: &Json<'_>, line_break: &str, end: &str) -> Vec<u8> {
    let mut text = Vec::new();
    let mut open = Vec::new();
    for (gap, token) in json.gaps().zip(json.tokens()) {
        let indent = gap.trim_start_matches([',', ':']);
        let is_indented = match token.kind {
            Kind::Close => open.pop().unwrap_or(false),
            Kind::Object | Kind::Array | Kind::Key | Kind::Text | Kind::Scalar => is_indent(indent),
        };
        let sign = gap.strip_suffix(indent).unwrap_or_default();
        let line_break = if is_indented { line_break } else { "" };
        for part in [sign, line_break, indent, json.spelling(*token)] {
            text.extend_from_slice(part.as_bytes());
        }
        if let Some(is_open_indented) = open.last_mut() {
            *is_open_indented |= is_indented && token.kind != Kind::Close;
        }
        if matches!(token.kind, Kind::Object | Kind::Array) {
            open.push(false);
        }
    }
    text.extend_from_slice(end.as_bytes());
    text
}

fn is_indent(white: &str) -> bool {
    white.starts_with("  ") || white.starts_with('\t')
}
