//! Public keys: read at construction, checked against at a request. Which
//! algorithms a build has is said by its features.

#[cfg(feature = "rsa")]
mod rsa;

use alloc::string::String;
use alloc::vec::Vec;

#[cfg(any(feature = "p256", feature = "rsa"))]
use der::{Decode as _, Tag, Tagged as _, asn1::AnyRef};

use crate::decode;
use crate::scheme::Algorithm;

/// SubjectPublicKeyInfo of Ed25519 up to the key, RFC 8410 section 4.
const ED25519_SPKI: &[u8] = &[
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Says whether this build can check the algorithm.
pub(crate) const fn is_available(algorithm: Algorithm) -> bool {
    match algorithm {
        Algorithm::Ed25519 => cfg!(feature = "ed25519"),
        Algorithm::EcdsaP256 => cfg!(feature = "p256"),
        Algorithm::RsaSha256 => cfg!(feature = "rsa"),
        Algorithm::HmacSha256
        | Algorithm::HmacSha1
        | Algorithm::HmacSha512
        | Algorithm::Sha256
        | Algorithm::Token
        | Algorithm::Basic
        | Algorithm::None => true,
    }
}

/// Reads a key as vendors show it: PEM, base64 (of SubjectPublicKeyInfo or of
/// the key itself), hexadecimal, or behind `whpk_`. Returns the key's own bytes
/// for Ed25519 and SubjectPublicKeyInfo for the others; nothing for anything else.
pub(crate) fn parse(algorithm: Algorithm, given: &[u8]) -> Option<Vec<u8>> {
    // Bytes are the key as they are: its last one may look like a blank.
    let is_text = |byte: &u8| (0x20..=0x7e).contains(byte) || byte.is_ascii_whitespace();
    let der = if given.iter().all(is_text) {
        parse_text(given.trim_ascii())?
    } else {
        given.to_vec()
    };
    let key = if algorithm == Algorithm::Ed25519 {
        der.strip_prefix(ED25519_SPKI).unwrap_or(&der).to_vec()
    } else {
        der
    };
    is_key(algorithm, &key).then_some(key)
}

fn parse_text(text: &[u8]) -> Option<Vec<u8>> {
    match text.strip_prefix(b"whpk_") {
        Some(rest) => decode::parse_base64(rest),
        None => parse_pem(text)
            .or_else(|| decode::parse_hex(text))
            .or_else(|| decode::parse_base64(text)),
    }
}

/// RFC 7468: base64 between two lines.
fn parse_pem(text: &[u8]) -> Option<Vec<u8>> {
    // Environment variables often hold line ends as the two characters `\n`.
    let text = core::str::from_utf8(text).ok()?;
    let mut lines = text.split('\\');
    let mut plain = String::from(lines.next()?);
    lines.for_each(|line| plain.push_str(line.strip_prefix(['n', 'r']).unwrap_or(line)));
    let inner = plain
        .trim_ascii()
        .strip_prefix("-----BEGIN PUBLIC KEY-----")?
        .strip_suffix("-----END PUBLIC KEY-----")?;
    let base64: Vec<u8> = inner
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    decode::parse_base64(&base64)
}

/// Returns the key's bits in SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7),
/// if its algorithm, in DER, is this one.
#[cfg(any(feature = "p256", feature = "rsa"))]
fn bits<'a>(spki: &'a [u8], algorithm: &[u8]) -> Option<&'a [u8]> {
    let spki = content(spki, Tag::Sequence)?.strip_prefix(algorithm)?;
    // The first byte counts bits that are no part of it.
    content(spki, Tag::BitString)?.strip_prefix(&[0])
}

/// Returns the content of a text of DER that is one value with this tag.
#[cfg(any(feature = "p256", feature = "rsa"))]
fn content(text: &[u8], tag: Tag) -> Option<&[u8]> {
    let value = AnyRef::from_der(text).ok()?;
    (value.tag() == tag).then(|| value.value())
}

fn is_key(algorithm: Algorithm, key: &[u8]) -> bool {
    match algorithm {
        Algorithm::Ed25519 => ed25519::is_key(key),
        Algorithm::EcdsaP256 => p256::is_key(key),
        Algorithm::RsaSha256 => rsa::is_key(key),
        Algorithm::HmacSha256
        | Algorithm::HmacSha1
        | Algorithm::HmacSha512
        | Algorithm::Sha256
        | Algorithm::Token
        | Algorithm::Basic
        | Algorithm::None => false,
    }
}

/// Checks a signature over a message.
pub(crate) fn verify(algorithm: Algorithm, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match algorithm {
        Algorithm::Ed25519 => ed25519::verify(key, message, signature),
        Algorithm::EcdsaP256 => p256::verify(key, message, signature),
        Algorithm::RsaSha256 => rsa::verify(key, message, signature),
        Algorithm::HmacSha256
        | Algorithm::HmacSha1
        | Algorithm::HmacSha512
        | Algorithm::Sha256
        | Algorithm::Token
        | Algorithm::Basic
        | Algorithm::None => false,
    }
}

#[cfg(feature = "ed25519")]
mod ed25519 {
    use ed25519_dalek::{Signature, VerifyingKey};

    fn parse(key: &[u8]) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        // A key of small order makes signatures that hold for any message.
        (!key.is_weak()).then_some(key)
    }

    pub(super) fn is_key(key: &[u8]) -> bool {
        parse(key).is_some()
    }

    pub(super) fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let (Some(key), Ok(signature)) = (parse(key), Signature::from_slice(signature)) else {
            return false;
        };
        key.verify_strict(message, &signature).is_ok()
    }
}

#[cfg(feature = "p256")]
mod p256 {
    use p256::ecdsa::signature::Verifier as _;
    use p256::ecdsa::{DerSignature, VerifyingKey};

    /// `id-ecPublicKey` with `secp256r1`, RFC 5480 section 2.1.
    const ALGORITHM: [u8; 21] = [
        0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
        0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
    ];

    fn parse(key: &[u8]) -> Option<VerifyingKey> {
        VerifyingKey::from_sec1_bytes(super::bits(key, &ALGORITHM)?).ok()
    }

    pub(super) fn is_key(key: &[u8]) -> bool {
        parse(key).is_some()
    }

    pub(super) fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let (Some(key), Ok(signature)) = (parse(key), DerSignature::from_bytes(signature)) else {
            return false;
        };
        key.verify(message, &signature).is_ok()
    }
}

macro_rules! absent {
    ($($feature:literal $name:ident;)+) => { $(
        #[cfg(not(feature = $feature))]
        mod $name {
            pub(super) fn is_key(_: &[u8]) -> bool {
                false
            }

            pub(super) fn verify(_: &[u8], _: &[u8], _: &[u8]) -> bool {
                false
            }
        }
    )+ };
}

absent! {
    "ed25519" ed25519;
    "p256" p256;
    "rsa" rsa;
}
