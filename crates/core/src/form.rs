//! Form-encoded bodies, as the WHATWG URL standard reads them, and percent-decoding.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::decode;
use crate::limits;
use crate::request::{self, Found};

/// Iterates over decoded names and values, in their order.
fn fields(body: &[u8]) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(pair.len());
            let (name, value) = pair.split_at_checked(at).unwrap_or((pair, &[]));
            (decoded(name), decoded(value.get(1..).unwrap_or_default()))
        })
}

/// Finds a field's value; several different ones are a conflict.
pub(crate) fn find<'a>(body: &[u8], name: &str) -> Found<'a> {
    let values = fields(body).filter(|(field, _)| field == name.as_bytes());
    Ok(request::single(values.map(|(_, value)| value))?.map(Cow::Owned))
}

/// Writes every field, sorted by name, then value, without separators; `once`
/// counts a pair that comes twice once. False for more fields than
/// [`limits::FORM_FIELDS`].
pub(crate) fn write_sorted(body: &[u8], once: bool, out: &mut Vec<u8>) -> bool {
    let mut all: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for field in fields(body) {
        if all.len() == limits::FORM_FIELDS {
            return false;
        }
        match all.binary_search(&field) {
            Ok(_) if once => {}
            Ok(at) | Err(at) => all.insert(at, field),
        }
    }
    for (name, value) in all {
        out.extend_from_slice(&name);
        out.extend_from_slice(&value);
    }
    true
}

/// Decodes `%XX`; what is no two digits stays as it is, and a plus sign stays one.
pub fn percent_decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if text.contains(&b'%') {
        Cow::Owned(decode_with(text, |_| true, |byte| byte))
    } else {
        Cow::Borrowed(text)
    }
}

/// What HubSpot decodes in a URL before it signs it (v3), and nothing else:
/// a space stays `%20`, an ampersand `%26`.
const HUBSPOT_DECODES: &[u8] = b":/?@!$'()*,;";

/// Decodes the characters that HubSpot lists.
pub(crate) fn hubspot_decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if text.contains(&b'%') {
        Cow::Owned(decode_with(
            text,
            |byte| HUBSPOT_DECODES.contains(&byte),
            |byte| byte,
        ))
    } else {
        Cow::Borrowed(text)
    }
}

fn decoded(text: &[u8]) -> Vec<u8> {
    decode_with(
        text,
        |_| true,
        |byte| if byte == b'+' { b' ' } else { byte },
    )
}

fn decode_with(text: &[u8], wants: impl Fn(u8) -> bool, plain: impl Fn(u8) -> u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        let value = match (byte, tail) {
            (b'%', [high, low, ..]) => {
                decode::parse_hex_pair(*high, *low).filter(|byte| wants(*byte))
            }
            _ => None,
        };
        out.push(value.unwrap_or_else(|| plain(*byte)));
        rest = match value {
            Some(_) => tail.get(2..).unwrap_or_default(),
            None => tail,
        };
    }
    out
}
