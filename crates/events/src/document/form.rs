//! Reads queries and form bodies: `application/x-www-form-urlencoded`, as the
//! WHATWG URL standard does.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::{BodyCause, BodyError, Json};
use crate::limits;

pub(super) fn parse(raw: &[u8]) -> Result<Json<'_>, BodyError> {
    let fails = |cause, at| Err(BodyError { cause, at });
    if raw.len() > limits::BODY_BYTES {
        return fails(BodyCause::TooLarge, limits::BODY_BYTES);
    }
    let mut members = Vec::new();
    let mut at = 0;
    for pair in raw.split(|byte| *byte == b'&') {
        let start = at;
        at += pair.len() + 1;
        if pair.is_empty() {
            continue;
        }
        if members.len() == limits::VALUES {
            return fails(BodyCause::TooMany, start);
        }
        let middle = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = match middle.and_then(|middle| pair.split_at_checked(middle)) {
            Some((name, value)) => (name, value.get(1..).unwrap_or_default()),
            None => (pair, &[][..]),
        };
        match (decode(name), decode(value)) {
            (Some(name), Some(value)) => members.push((name, Json::Text(value))),
            _ => return fails(BodyCause::NotUtf8, start),
        }
    }
    Ok(Json::Object(members))
}

/// Decodes a name or value: `+` is a blank, `%XX` a byte, a stray `%` itself.
/// Nothing if the result is not UTF-8.
fn decode(raw: &[u8]) -> Option<Cow<'_, str>> {
    if !raw.iter().any(|byte| matches!(byte, b'%' | b'+')) {
        return core::str::from_utf8(raw).ok().map(Cow::Borrowed);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [byte, tail @ ..] = rest {
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        rest = match decoded {
            Some(_) => tail.get(2..).unwrap_or_default(),
            None => tail,
        };
        let plain = if *byte == b'+' { b' ' } else { *byte };
        out.push(decoded.unwrap_or(plain));
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
