//! Writes URLs and messages.

use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;

use super::{Message, Part, RenderCause, RenderError, Template, Unit};
use crate::document::{Document, Found, Json};
use crate::kind;
use crate::limits;
use crate::money::Money;
use crate::pointer::Pointer;

pub(super) fn url<'s>(
    template: &Template,
    document: &Document<'_>,
    secret: &dyn Fn(&str) -> Option<&'s str>,
) -> Result<String, RenderError> {
    let mut url = String::with_capacity(template.text.len() + 64);
    for part in &template.parts {
        match part {
            Part::Literal(text) => url.push_str(text),
            Part::Secret(name) => encode(known(name, secret)?, &mut url),
            Part::Value(_) | Part::Major { .. } => encode(&value(part, document)?, &mut url),
        }
        if url.len() > limits::URL_BYTES {
            return Err(whole(RenderCause::TooLong));
        }
    }
    if has_dots(url.get(template.origin..).unwrap_or_default()) {
        return Err(whole(RenderCause::DotSegment));
    }
    Ok(url)
}

pub(super) fn message(
    message: &Message,
    document: &Document<'_>,
    escape: &dyn Fn(&str, &mut String),
) -> Result<String, RenderError> {
    let mut text = String::new();
    for part in &message.parts {
        match part {
            Part::Literal(words) => text.push_str(words),
            Part::Value(_) | Part::Major { .. } | Part::Secret(_) => {
                escape(&value(part, document)?, &mut text);
            }
        }
        if text.len() > limits::MESSAGE_BYTES {
            return Err(whole(RenderCause::TooLong));
        }
    }
    Ok(text)
}

/// Returns what a part stands for in this event.
fn value<'d>(part: &'d Part, document: &'d Document<'_>) -> Result<Cow<'d, str>, RenderError> {
    match part {
        Part::Literal(text) => Ok(Cow::Borrowed(text)),
        Part::Value(pointer) => scalar(pointer, document),
        Part::Major { amount, currency } => major(amount, currency, document).map(Cow::Owned),
        Part::Secret(name) => Err(unknown(name)),
    }
}

fn known<'s>(name: &str, secret: &dyn Fn(&str) -> Option<&'s str>) -> Result<&'s str, RenderError> {
    secret(name)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> RenderError {
    RenderError {
        pointer: format!("secret:{name}"),
        cause: RenderCause::Absent,
    }
}

fn whole(cause: RenderCause) -> RenderError {
    RenderError {
        pointer: String::new(),
        cause,
    }
}

fn fails(pointer: &Pointer, cause: RenderCause) -> RenderError {
    RenderError {
        pointer: pointer.as_str().to_owned(),
        cause,
    }
}

fn find<'d, 'a>(
    pointer: &Pointer,
    document: &'d Document<'a>,
) -> Result<&'d Json<'a>, RenderError> {
    match pointer.find(document) {
        Found::Value(Json::Null) => Err(fails(pointer, RenderCause::Null)),
        Found::Value(value) => Ok(value),
        Found::Absent => Err(fails(pointer, RenderCause::Absent)),
        Found::Repeated => Err(fails(pointer, RenderCause::Repeated)),
    }
}

fn scalar<'d>(pointer: &Pointer, document: &'d Document<'_>) -> Result<Cow<'d, str>, RenderError> {
    let text = match find(pointer, document)? {
        Json::Bool(flag) => {
            if *flag {
                "true"
            } else {
                "false"
            }
        }
        Json::Number(number) => number,
        Json::Text(text) => text.as_ref(),
        Json::Null | Json::List(_) | Json::Object(_) => {
            return Err(fails(pointer, RenderCause::NotScalar));
        }
    };
    match text.len() {
        0 => Err(fails(pointer, RenderCause::Empty)),
        1..=limits::VALUE_BYTES => Ok(Cow::Borrowed(text)),
        _ => Err(fails(pointer, RenderCause::TooLong)),
    }
}

fn major(amount: &Pointer, unit: &Unit, document: &Document<'_>) -> Result<String, RenderError> {
    let minor = kind::minor(find(amount, document)?, document.is_form())
        .ok_or_else(|| fails(amount, RenderCause::NotMinor))?;
    let currency = match unit {
        Unit::Fixed(currency) => *currency,
        Unit::At(pointer) => kind::currency(find(pointer, document)?)
            .ok_or_else(|| fails(pointer, RenderCause::NotCurrency))?,
    };
    let money = Money::from_minor(minor, currency);
    Ok(money
        .map_err(|_| fails(amount, RenderCause::NotCurrency))?
        .write_major())
}

/// Percent-encodes all but the unreserved characters of RFC 3986 section 2.3.
fn encode(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| {
        DIGITS
            .get(usize::from(value))
            .copied()
            .map_or('0', char::from)
    };
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
}

/// Says whether a path leads elsewhere than it reads. What follows its `?` is
/// no path.
pub(super) fn has_dots(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').any(is_dots)
}

/// Says whether a segment is `.` or `..` in any spelling that the WHATWG URL
/// standard resolves.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let tail = ["%2e", "%2E", "."]
            .iter()
            .find_map(|dot| rest.strip_prefix(dot));
        match tail {
            Some(tail) if dots < 2 => rest = tail,
            _ => return false,
        }
        dots += 1;
    }
    dots > 0
}
