//! Reads what is kept of a request beside what was signed, how much of it, and what of it is
//! shown to nobody.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use waxseal::Code;
use waxseal::scheme::{Algorithm, BodyUse, Place, Scheme};

use crate::config::table::Node;
use crate::config::value::is_header_name;
use crate::limits;
use crate::mask::Masks;

/// Headers that hold credentials.
const SECRET: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// Headers of one connection, which say nothing of the event (RFC 9110 section 7.6.1).
const OF_CONNECTION: [&str; 9] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Reads the names of headers that are kept although nobody signed them.
pub(super) fn read_headers(node: &Node<'_>, scheme: &Scheme<'_>) -> Vec<String> {
    let texts = node.texts("keep_headers");
    if texts.len() > limits::KEPT_HEADERS {
        let detail = format!("has more than {} names", limits::KEPT_HEADERS);
        node.mistake("/keep_headers", Code::ConfigInvalid, detail);
    }
    let tokens = token_headers(scheme);
    let mut names: Vec<String> = Vec::new();
    for (path, text) in texts {
        let name = text.to_ascii_lowercase();
        let is = |list: &[&str]| list.contains(&name.as_str());
        let wrong = if !is_header_name(text) {
            "must be the name of a header"
        } else if is(&SECRET) || tokens.contains(&name) {
            "holds a secret, which is neither stored nor forwarded"
        } else if is(&OF_CONNECTION) {
            "belongs to the connection and says nothing of the event"
        } else if is(&["content-type", "content-encoding"]) {
            "is forwarded under its own name"
        } else if names.contains(&name) {
            "stands there twice"
        } else {
            names.push(name);
            continue;
        };
        node.mistake(&path, Code::ConfigInvalid, wrong.to_string());
    }
    names
}

/// Lists the headers in which a scheme's token travels, in lower case.
pub(crate) fn token_headers(scheme: &Scheme<'_>) -> Vec<String> {
    if !matches!(scheme.algorithm, Algorithm::Token | Algorithm::Basic) {
        return Vec::new();
    }
    let headers = scheme.places.iter().filter_map(|place| match place {
        Place::Header(names) => Some(*names),
        Place::Query(_) | Place::Form(_) | Place::Pointer(_) => None,
    });
    headers
        .flat_map(|names| names.split(','))
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Reads where personal data stands.
pub(super) fn read_masks(node: &Node<'_>) -> Masks {
    let texts = node.texts("mask");
    if texts.len() > limits::MASKS {
        let detail = format!("has more than {} pointers", limits::MASKS);
        node.mistake("/mask", Code::ConfigInvalid, detail);
    }
    let mut masks = Masks::default();
    for (path, text) in texts {
        if let Err(detail) = masks.add(text) {
            node.mistake(&path, Code::ConfigInvalid, detail);
        }
    }
    masks
}

/// Reads the largest body. What is refused here would be refused at every request: a scheme that
/// reads the body for its message does so up to a limit of its own.
pub(super) fn read_max_body(node: &Node<'_>, scheme: &Scheme<'_>) -> usize {
    let Some(bytes) = node.size_bytes("max_body") else {
        return limits::BODY_BYTES;
    };
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let refuse = |detail: String| node.mistake("/max_body", Code::ConfigInvalid, detail);
    if bytes == 0 || bytes > limits::LARGEST_BODY_BYTES {
        refuse("must be between 1B and 16MB".into());
    } else if bytes > waxseal::limits::READ_BODY_BYTES && scheme.body_use() == BodyUse::Read {
        refuse(format!(
            "must be 1MB or less: {} is verified by what stands in the body, which is read up to there",
            scheme.id
        ));
    }
    bytes.min(limits::LARGEST_BODY_BYTES)
}
