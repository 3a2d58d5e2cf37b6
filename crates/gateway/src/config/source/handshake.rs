//! Reads the verify token, with which some vendors ask before they send events.

use alloc::format;
use alloc::string::{String, ToString as _};

use waxseal::Code;
use waxseal::scheme::Scheme;
use zeroize::Zeroizing;

use super::proof::Proof;
use crate::config::secret::{self, Lookup};
use crate::config::table::Node;

const NAME: &str = "verify_token";
const PATH: &str = "/verify_token";

/// Finds the token. Where the vendor sends one it must be set: without it,
/// every handshake would fail, and nobody would learn why.
pub(super) fn read_token(
    node: &Node<'_>,
    lookup: Lookup<'_>,
    scheme: &Scheme<'_>,
    proof: &Proof,
) -> Option<Zeroizing<String>> {
    let refuse = |at: &str, code: Code, detail: String| {
        node.mistake(at, code, detail);
        None
    };
    let name = match (node.text(NAME), scheme.has_verify_token()) {
        (Some(name), true) => name,
        (Some(_), false) => {
            let detail = format!("does nothing: {} asks with no verify token", scheme.id);
            return refuse(PATH, Code::SchemeInvalid, detail);
        }
        (None, true) if !node.has(NAME) => {
            let detail = format!(
                "{NAME:?} is missing: {} asks with the token that you chose there, before it sends events",
                scheme.id
            );
            return refuse("", Code::SchemeInvalid, detail);
        }
        (None, _) => return None,
    };
    match secret::resolve(name, lookup) {
        Ok(Some(token)) if proof.found.iter().any(|found| *found.text == *token) => {
            let detail = "is one of the secrets; it travels in URLs, so it must be another text";
            refuse(PATH, Code::SecretMalformed, detail.to_string())
        }
        Ok(Some(token)) => Some(token),
        Ok(None) => refuse(PATH, Code::SecretEmpty, secret::unset(name)),
        Err((code, detail)) => refuse(PATH, code, detail),
    }
}
