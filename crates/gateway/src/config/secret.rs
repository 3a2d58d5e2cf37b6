//! Secrets are named in the configuration and live in the environment; public
//! keys may stand in either.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::Code;
use zeroize::Zeroizing;

use super::table::Node;

/// Finds a secret by its name.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A secret that was found, and where it is named.
pub(crate) struct Found {
    pub(crate) path: String,
    /// The variable's name; the path of a key that stands in the configuration itself.
    pub(crate) name: String,
    pub(crate) text: Zeroizing<String>,
}

/// Finds the secrets that a list names. `NAME?` may be absent.
pub(crate) fn read(node: &Node<'_>, lookup: Lookup<'_>) -> Vec<Found> {
    read_list(node, "secrets", lookup, |_| None)
}

/// Finds public keys. They are no secrets: what is no name is the key itself.
pub(crate) fn read_keys(node: &Node<'_>, lookup: Lookup<'_>) -> Vec<Found> {
    read_list(node, "keys", lookup, |text| {
        let name = text.strip_suffix('?').unwrap_or(text);
        (!is_variable(name)).then(|| Zeroizing::new(text.into()))
    })
}

/// Says whether a text is the name of a variable: capitals, digits and `_`.
/// A key in hexadecimal, which may be in capitals, is longer than names are.
fn is_variable(text: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let is_hex_key = text.len() >= 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && text.bytes().all(is_name)
        && !is_hex_key
}

fn read_list(
    node: &Node<'_>,
    list: &str,
    lookup: Lookup<'_>,
    itself: impl Fn(&str) -> Option<Zeroizing<String>>,
) -> Vec<Found> {
    let named = node.texts(list);
    let mut found = Vec::new();
    let mut is_wrong = false;
    for (path, text) in &named {
        if let Some(text) = itself(text) {
            found.push(Found {
                name: path.trim_start_matches('/').into(),
                path: path.clone(),
                text,
            });
            continue;
        }
        let (name, is_optional) = match text.strip_suffix('?') {
            Some(name) => (name, true),
            None => (*text, false),
        };
        match resolve(name, lookup) {
            Ok(Some(text)) => found.push(Found {
                path: path.clone(),
                name: name.into(),
                text,
            }),
            Ok(None) if is_optional => {}
            Ok(None) => {
                is_wrong = true;
                node.mistake(path, Code::SecretEmpty, unset(name));
            }
            Err((code, detail)) => {
                is_wrong = true;
                node.mistake(path, code, detail);
            }
        }
    }
    if found.is_empty() && !is_wrong && node.is_texts(list) {
        node.mistake(
            &format!("/{list}"),
            Code::SecretEmpty,
            format!("none of the {list} is set"),
        );
    }
    found
}

/// Finds one secret. An empty one is a mistake even where it may be absent:
/// it is there, and it protects nothing.
pub(crate) fn resolve(
    name: &str,
    lookup: Lookup<'_>,
) -> Result<Option<Zeroizing<String>>, (Code, String)> {
    // Whoever puts the secret itself here must not find it in a log.
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || name.len() > 128 || !name.chars().all(is_name) {
        let detail =
            "must be the name of a secret (letters, digits and _), never the secret itself";
        return Err((Code::ConfigInvalid, detail.into()));
    }
    match lookup(name).map(Zeroizing::new) {
        Some(text) if text.is_empty() => {
            Err((Code::SecretEmpty, format!("the secret {name} is empty")))
        }
        other => Ok(other),
    }
}

/// Finds one secret that must be there.
pub(crate) fn require(name: &str, lookup: Lookup<'_>) -> Result<Zeroizing<String>, (Code, String)> {
    resolve(name, lookup)?.ok_or_else(|| (Code::SecretEmpty, unset(name)))
}

/// Says that a secret is not set.
pub(crate) fn unset(name: &str) -> String {
    format!("the secret {name} is not set: npx wrangler secret put {name}, or locally .dev.vars")
}
