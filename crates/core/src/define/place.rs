//! Places: `header:x-signature`, `query:token`, `form:bt_payload`, `/data/id`.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::invalid;
use crate::config_error::ConfigError;
use crate::pointer::Pointer;
use crate::scheme::Place;

/// Numbered headers: DocuSign sends up to a hundred.
const NUMBERED: u32 = 100;

/// Reads one place.
pub(crate) fn parse<'a>(text: &'a str, field: &str) -> Result<Place<'a>, ConfigError> {
    let place = if text.starts_with('/') {
        Pointer::parse(text).map(|_| Place::Pointer(Cow::Borrowed(text)))
    } else {
        match text.split_once(':') {
            Some(("header", names)) if names.split(',').all(is_header_name) => {
                Some(Place::Header(Cow::Borrowed(names)))
            }
            Some(("query", name)) if is_field_name(name) => Some(Place::Query(Cow::Borrowed(name))),
            Some(("form", name)) if is_field_name(name) => Some(Place::Form(Cow::Borrowed(name))),
            _ => None,
        }
    };
    place.ok_or_else(|| {
        let text: String = text.chars().take(64).collect();
        invalid(
            field,
            format_args!(
                "{text:?} is no place: write header:x-name in lower case, query:name, form:name, or a JSON pointer such as /data/id (RFC 6901)"
            ),
        )
    })
}

/// Reads the places of the signature.
pub(super) fn parse_all(text: &str) -> Result<Vec<Place<'_>>, ConfigError> {
    let mut places = Vec::new();
    for word in text.split_ascii_whitespace() {
        match word
            .strip_suffix('}')
            .and_then(|word| word.split_once("{1.."))
        {
            None => places.push(parse(word, "signature")?),
            Some((before, last)) => {
                let last = last
                    .parse()
                    .ok()
                    .filter(|last| (1..=NUMBERED).contains(last));
                let last = last
                    .ok_or_else(|| invalid("signature", "headers are numbered {1..100} at most"))?;
                let Place::Header(name) = parse(before, "signature")? else {
                    return Err(invalid("signature", "only headers are numbered"));
                };
                places.extend((1..=last).map(|n| Place::Header(Cow::Owned(format!("{name}{n}")))));
            }
        }
    }
    if places.is_empty() {
        return Err(invalid("signature", "names no place"));
    }
    Ok(places)
}

pub(super) fn own(place: Place<'_>) -> Place<'static> {
    match place {
        Place::Header(text) => Place::Header(super::own(text)),
        Place::Query(text) => Place::Query(super::own(text)),
        Place::Form(text) => Place::Form(super::own(text)),
        Place::Pointer(text) => Place::Pointer(super::own(text)),
    }
}

/// RFC 9110 section 5.6.2, in lower case so that one spelling is the only one.
pub(crate) fn is_header_name(name: &str) -> bool {
    let is_token = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$%&'*+-.^_`|~".contains(&byte)
    };
    !name.is_empty() && name.bytes().all(is_token)
}

/// RFC 3986 section 2.3: unreserved, so that one spelling is the only one.
pub(crate) fn is_field_name(name: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_unreserved)
}
