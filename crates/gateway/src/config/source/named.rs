//! Names and fingerprints of a source's secrets: what may be told of them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scheme::Kind;
use zeroize::Zeroizing;

use super::proof::Proof;
use crate::hash::mac;

/// What a fingerprint is made over, beside the source's name.
const DOMAIN: &[u8] = b"waxseal secret v1";

/// Lists what was found, in its order. A fingerprint is keyed with the secret itself, so that
/// only who has the secret can test a guess at it, and the source's name makes one secret in two
/// sources look like two.
pub(super) fn secrets(source: &str, proof: &Proof) -> Vec<(String, String)> {
    proof
        .found
        .iter()
        .map(|found| {
            let hash = mac(found.text.as_bytes(), &[DOMAIN, source.as_bytes()]);
            let hex = hash.iter().take(8).map(|byte| format!("{byte:02x}"));
            (found.name.clone(), hex.collect())
        })
        .collect()
}

/// Lists what must be found nowhere: the secrets' own texts, without a prefix that all have, and
/// of user and password the password too. Public keys are no secrets.
pub(super) fn texts(proof: &Proof, kind: Kind) -> Vec<Zeroizing<String>> {
    let found = proof.found.iter().filter(|_| kind == Kind::Shared);
    found
        .flat_map(|found| {
            let text = found.text.strip_prefix("whsec_").unwrap_or(&found.text);
            let password = text.split_once(':').map(|(_, password)| password);
            core::iter::once(text).chain(password)
        })
        .map(|text| Zeroizing::new(text.into()))
        .collect()
}
