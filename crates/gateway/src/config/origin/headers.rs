//! Headers that an origin gets besides ours.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::Code;
use zeroize::Zeroizing;

use crate::config::secret::{self, Lookup};
use crate::config::table::Node;
use crate::config::value::is_header_name;

/// Headers that waxseal sets itself, or that belong to the connection.
fn is_reserved(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "host",
        "content-length",
        "content-type",
        "content-encoding",
        "transfer-encoding",
        "connection",
        "upgrade",
        "te",
        "trailer",
        "expect",
        "keep-alive",
        "idempotency-key",
    ];
    const PREFIXES: [&str; 5] = ["waxseal-", "webhook-", "svix-", "proxy-", "cf-"];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Reads the headers. What is secret in them is added to `used`.
pub(super) fn read(
    node: &Node<'_>,
    lookup: Lookup<'_>,
    used: &mut Vec<Zeroizing<String>>,
) -> Vec<(String, Zeroizing<String>)> {
    let mut headers: Vec<(String, Zeroizing<String>)> = Vec::new();
    for (path, name, template) in node.text_map("headers") {
        let lower = name.to_ascii_lowercase();
        let wrong = if !is_header_name(name) {
            Some("must be the name of an HTTP header")
        } else if is_reserved(&lower) {
            Some("is set by waxseal or by the connection")
        } else if headers.iter().any(|(other, _)| *other == lower) {
            Some("stands there twice")
        } else {
            None
        };
        if let Some(detail) = wrong {
            node.mistake(&path, Code::OriginInvalid, detail.into());
            continue;
        }
        match fill(template, lookup, used) {
            Ok(value) => headers.push((lower, value)),
            Err((code, detail)) => node.mistake(&path, code, detail),
        }
    }
    headers
}

/// Puts secrets in their places.
fn fill(
    template: &str,
    lookup: Lookup<'_>,
    used: &mut Vec<Zeroizing<String>>,
) -> Result<Zeroizing<String>, (Code, String)> {
    let mut value = Zeroizing::new(String::new());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{secret:") {
        let (name, after) = behind.split_once('}').ok_or_else(|| {
            let detail = "has a {secret: that is not closed";
            (Code::OriginInvalid, String::from(detail))
        })?;
        let secret = secret::require(name, lookup)?;
        value.push_str(before);
        value.push_str(&secret);
        used.push(secret);
        rest = after;
    }
    value.push_str(rest);
    // A line break would let a value become a header of its own.
    if !value
        .bytes()
        .all(|byte| byte == b'\t' || (0x20..=0x7e).contains(&byte))
        || value.trim() != value.as_str()
    {
        return Err((
            Code::OriginInvalid,
            "must be visible ASCII, without blanks around it".into(),
        ));
    }
    Ok(value)
}
