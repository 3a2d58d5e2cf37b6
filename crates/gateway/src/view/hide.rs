//! Takes secrets out of what is shown: a request may carry its secret where nobody looks for one.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::Value;

use super::Proof;
use crate::capture::{SHORTEST_SECRET_BYTES, without};

/// Masks the text of every secret, wherever it stands. Public keys are no secrets.
pub(super) fn hide(shown: &mut Value, proofs: &[Proof<'_>]) {
    let secrets: Vec<&[u8]> = proofs
        .iter()
        .filter_map(|proof| match proof {
            Proof::Text(text) => Some(text.strip_prefix("whsec_").unwrap_or(text).as_bytes()),
            Proof::Bytes(bytes) => Some(*bytes),
            Proof::Public(_) => None,
        })
        .flat_map(|secret| {
            // Of user and password, the password too.
            let colon = secret.iter().position(|byte| *byte == b':');
            let password = colon.and_then(|at| secret.get(at + 1..));
            core::iter::once(secret).chain(password)
        })
        .filter(|secret| secret.len() >= SHORTEST_SECRET_BYTES)
        .collect();
    if !secrets.is_empty() {
        mask(shown, &secrets);
    }
}

fn mask(shown: &mut Value, secrets: &[&[u8]]) {
    match shown {
        Value::String(text) => {
            for secret in secrets {
                let clean = without(core::mem::take(text).into_bytes(), secret);
                *text = String::from_utf8_lossy(&clean).into_owned();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, secrets)),
        Value::Object(members) => members.values_mut().for_each(|it| mask(it, secrets)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
