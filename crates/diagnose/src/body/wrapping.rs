//! Bodies that were made a value of a language before they became text again.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::json::{Json, Kind, unescape};

/// What bytes became on their way through a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// A JSON string that holds the text: `JSON.stringify` of a string.
    Text,
    /// `{"type":"Buffer","data":[…]}`: `JSON.stringify` of Node's `Buffer`.
    Buffer,
    /// `{"0":123,…}`: `JSON.stringify` of a `Uint8Array`.
    Elements,
    /// `123,34,…`: `String` of a `Uint8Array`.
    Numbers,
    /// `b'…'`: `str` of Python's `bytes`.
    Literal,
}

impl Wrapping {
    pub(super) const ALL: [Wrapping; 5] = [
        Wrapping::Text,
        Wrapping::Buffer,
        Wrapping::Elements,
        Wrapping::Numbers,
        Wrapping::Literal,
    ];

    /// Says how such a text comes about.
    pub(super) fn maker(self) -> &'static str {
        match self {
            Wrapping::Text => "JSON.stringify of a string",
            Wrapping::Buffer => "JSON.stringify of a Buffer",
            Wrapping::Elements => "JSON.stringify of a Uint8Array",
            Wrapping::Numbers => "String of a Uint8Array",
            Wrapping::Literal => "str of Python's bytes",
        }
    }

    /// Takes the bytes out again.
    pub(super) fn read(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let inner = match self {
            Wrapping::Text if !bytes.starts_with(b"\"") => None,
            Wrapping::Buffer if !bytes.starts_with(b"{\"type\":\"Buffer\"") => None,
            Wrapping::Elements if !bytes.starts_with(b"{\"0\":") => None,
            Wrapping::Text => Json::read(bytes)?.as_text().map(String::into_bytes),
            Wrapping::Buffer => read_buffer(&Json::read(bytes)?),
            Wrapping::Elements => read_elements(&Json::read(bytes)?),
            Wrapping::Numbers => core::str::from_utf8(bytes)
                .ok()?
                .split(',')
                .map(byte)
                .collect(),
            Wrapping::Literal => read_literal(bytes),
        };
        inner.filter(|inner| !inner.is_empty())
    }
}

/// Source: Node's documentation of `buf.toJSON()`.
fn read_buffer(json: &Json<'_>) -> Option<Vec<u8>> {
    let members = json.members(0)?;
    let [(kind, kind_at), (list, list_at)] = members.as_slice() else {
        return None;
    };
    let is_buffer = json.spelling(*kind) == "\"type\""
        && json.spelling(json.token(kind_at.start)?) == "\"Buffer\""
        && json.spelling(*list) == "\"data\"";
    let elements = json.elements(list_at.start).filter(|_| is_buffer)?;
    let bytes = elements.iter().map(|at| scalar(json, *at));
    bytes.collect()
}

fn read_elements(json: &Json<'_>) -> Option<Vec<u8>> {
    let members = json.members(0)?;
    let bytes = members.iter().enumerate().map(|(position, (key, value))| {
        let key = unescape(json.spelling(*key))?;
        let is_next = key == position.to_string();
        scalar(json, value.start).filter(|_| is_next)
    });
    bytes.collect()
}

fn scalar(json: &Json<'_>, at: usize) -> Option<u8> {
    let token = json.token(at)?;
    (token.kind == Kind::Scalar)
        .then(|| byte(json.spelling(token)))
        .flatten()
}

fn byte(digits: &str) -> Option<u8> {
    let is_plain = digits == "0" || !digits.starts_with(['0', '+']);
    digits.parse().ok().filter(|_| is_plain)
}

/// Source: the Python reference, section "String and Bytes literals".
fn read_literal(bytes: &[u8]) -> Option<Vec<u8>> {
    let content = [b'\'', b'"'].into_iter().find_map(|quote| {
        let content = bytes.strip_prefix(b"b")?.strip_prefix(&[quote])?;
        content.strip_suffix(&[quote])
    })?;
    let mut inner = Vec::with_capacity(content.len());
    let mut rest = content.iter().copied();
    while let Some(byte) = rest.next() {
        inner.push(match byte {
            b'\\' => match rest.next()? {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'x' => read_hex(rest.next()?, rest.next()?)?,
                same @ (b'\\' | b'\'' | b'"') => same,
                _ => return None,
            },
            plain => plain,
        });
    }
    Some(inner)
}

pub(super) fn read_hex(high: u8, low: u8) -> Option<u8> {
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}
