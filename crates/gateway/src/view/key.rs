//! What makes an accepted request the same event as another.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::capture::{MASK, SHORTEST_SECRET_BYTES, find};
use crate::config::Source;
use crate::form;
use crate::key::{EventKey, Identity};
use crate::message::Accept;

/// Shows the key with its parts, none of which is a token: the query is without it, of a body
/// only the hash is told.
pub(super) fn show(source: &Source, accept: &Accept, body: &[u8]) -> Value {
    let facts = &accept.facts;
    let part = |name: &str, value: &str| json!({ "name": name, "value": value });
    let id = facts
        .event_id
        .as_deref()
        .filter(|id| accept.key == EventKey::derive(source.name(), Identity::Id(id.as_bytes())));
    let mut parts = Vec::from([part("source", source.name())]);
    let covers = source.program().scheme().covers();
    let (by, is_authenticated) = match id {
        Some(id) => {
            parts.push(part("id", id));
            ("id", covers.id)
        }
        None => {
            if facts.url_counts {
                parts.push(part("method", &facts.method));
                parts.push(part("query", &query(source, &facts.query)));
            }
            parts.push(part("body", &hex(&Sha256::digest(body))));
            ("content", covers.body && (covers.url || !facts.url_counts))
        }
    };
    json!({
        "by": by,
        "parts": parts,
        "contentHash": hex(accept.content.as_bytes()),
        "dedupeKey": hex(accept.key.as_bytes()),
        "isAuthenticated": is_authenticated,
    })
}

/// Masks what holds a secret once it is decoded: such is found by nobody who looks for its text.
fn query(source: &Source, raw: &str) -> String {
    form::masked(raw, MASK, |_, value| {
        let mut texts = source.secret_texts.iter().map(|text| text.as_bytes());
        texts.any(|text| text.len() >= SHORTEST_SECRET_BYTES && find(value, text).is_some())
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
