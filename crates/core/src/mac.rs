//! Computes MACs and hashes, with the body fed in pieces.

use alloc::vec::Vec;

use hmac::Hmac;
use hmac::digest::KeyInit;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

use crate::scheme::Algorithm;

/// One MAC to compute: over `prefix`, then the body's bytes if `has_body`, then `suffix`.
#[derive(Clone, Copy)]
pub struct Mac<'a> {
    /// What makes it.
    pub algorithm: Algorithm,
    /// The key's position among [`Program::keys`](crate::Program::keys).
    pub position: usize,
    /// The key's bytes. Secret. Empty for a plain hash, whose prefix holds it.
    pub key: &'a [u8],
    /// What stands before the body.
    pub prefix: &'a [u8],
    /// Whether the body is under it.
    pub has_body: bool,
    /// What stands behind it.
    pub suffix: &'a [u8],
}

/// Hands the body's bytes, in pieces of any size, to the function it is given.
pub type Feed<'f> = dyn FnMut(&mut dyn FnMut(&[u8])) + 'f;

impl Mac<'_> {
    /// Computes it here.
    pub fn compute(&self, feed: &mut Feed<'_>) -> Vec<u8> {
        let mut all = |update: &mut dyn FnMut(&[u8])| {
            update(self.prefix);
            if self.has_body {
                feed(update);
            }
            update(self.suffix);
        };
        match self.algorithm {
            Algorithm::HmacSha256 => hmac::<Hmac<Sha256>>(self.key, &mut all),
            Algorithm::HmacSha1 => hmac::<Hmac<Sha1>>(self.key, &mut all),
            Algorithm::HmacSha512 => hmac::<Hmac<Sha512>>(self.key, &mut all),
            Algorithm::Sha256 => {
                let mut hash = Sha256::new();
                all(&mut |piece| hash.update(piece));
                hash.finalize().to_vec()
            }
            // These make no MAC: nothing is what it would prove.
            Algorithm::Ed25519
            | Algorithm::EcdsaP256
            | Algorithm::RsaSha256
            | Algorithm::Token
            | Algorithm::Basic
            | Algorithm::None => Vec::new(),
        }
    }
}

fn hmac<M: hmac::Mac + KeyInit>(key: &[u8], feed: &mut Feed<'_>) -> Vec<u8> {
    // HMAC takes keys of any length; the error of this constructor cannot occur.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
        return Vec::new();
    };
    feed(&mut |piece| mac.update(piece));
    mac.finalize().into_bytes().to_vec()
}

/// Computes HMAC-SHA256 over the pieces one after the other.
#[must_use]
pub fn hmac_sha256(key: &[u8], pieces: &[&[u8]]) -> [u8; 32] {
    let mac = hmac::<Hmac<Sha256>>(key, &mut |update| {
        pieces.iter().for_each(|piece| update(piece))
    });
    mac.try_into().unwrap_or([0; 32])
}

/// Computes the SHA-1 of a text: a key form, not a signature.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    Sha1::digest(bytes).to_vec()
}
