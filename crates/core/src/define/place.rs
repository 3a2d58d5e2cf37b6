//! Places: `header:x-signature`, `query:token`, `form:bt_payload`, `/data/id`.

use alloc::vec::Vec;

use super::invalid;
use crate::config_error::ConfigError;
use crate::pointer::Pointer;
use crate::request;
use crate::say::{quote, say};
use crate::scheme::Place;

/// Numbered headers: DocuSign sends up to a hundred.
pub(crate) const NUMBERED: u32 = 100;

/// Reads one place.
pub(crate) fn parse<'a>(text: &'a str, field: &str) -> Result<Place<'a>, ConfigError> {
    let place = if text.starts_with('/') {
        Pointer::parse(text).map(|_| Place::Pointer(text))
    } else {
        match text.split_once(':') {
            Some(("header", names)) if names.split(',').all(is_header_name) => {
                Some(Place::Header(names))
            }
            Some(("query", name)) if is_field_name(name) => Some(Place::Query(name)),
            Some(("form", name)) if is_field_name(name) => Some(Place::Form(name)),
            _ => None,
        }
    };
    place.ok_or_else(|| {
        invalid(
            field,
            say!(
                quote(text),
                " is no place: write header:x-name in lower case, query:name, form:name, or a JSON pointer such as /data/id (RFC 6901)"
            ),
        )
    })
}

/// Reads the places of the signature.
pub(super) fn parse_all(text: &str) -> Result<Vec<Place<'_>>, ConfigError> {
    let mut places = Vec::new();
    for word in text.split_ascii_whitespace() {
        let names = word.strip_prefix("header:").unwrap_or_default();
        places.push(match request::numbered(names) {
            Some((before, 1..=NUMBERED)) if is_header_name(before) => Place::Header(names),
            Some(_) => {
                return Err(invalid(
                    "signature",
                    "headers are numbered {1..100} at most",
                ));
            }
            None => parse(word, "signature")?,
        });
    }
    if places.is_empty() {
        return Err(invalid("signature", "names no place"));
    }
    Ok(places)
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
