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
    /// The key, padded and hashed already.
    pub(crate) keyed: Option<&'a Keyed>,
}

/// Hands the body's bytes, in pieces of any size, to the function it is given.
pub type Feed<'f> = dyn FnMut(&mut dyn FnMut(&[u8])) + 'f;

impl Mac<'_> {
    /// Computes it here, writes it to `out`, which has
    /// [`tag_bytes`](Algorithm::tag_bytes) of the algorithm, and returns how
    /// many bytes were written: none for an algorithm that makes no MAC.
    pub fn compute(&self, feed: &mut Feed<'_>, out: &mut [u8]) -> usize {
        let mut all = |update: &mut dyn FnMut(&[u8])| {
            update(self.prefix);
            if self.has_body {
                feed(update);
            }
            update(self.suffix);
        };
        if self.algorithm == Algorithm::Sha256 {
            let mut hash = Sha256::new();
            all(&mut |piece| hash.update(piece));
            return write(&hash.finalize(), out);
        }
        match self.keyed {
            Some(keyed) => keyed.finish(&mut all, out),
            None => {
                Keyed::new(self.algorithm, self.key).map_or(0, |keyed| keyed.finish(&mut all, out))
            }
        }
    }
}

/// An HMAC that has taken in its key and nothing else: the two blocks that
/// every message under this key begins with are hashed once.
#[derive(Clone)]
pub(crate) enum Keyed {
    Sha256(Hmac<Sha256>),
    Sha1(Hmac<Sha1>),
    Sha512(Hmac<Sha512>),
}

impl Keyed {
    /// Takes the key in; nothing for an algorithm that makes no HMAC.
    pub(crate) fn new(algorithm: Algorithm, key: &[u8]) -> Option<Self> {
        // HMAC takes keys of any length; the error of these constructors cannot occur.
        match algorithm {
            Algorithm::HmacSha256 => Hmac::new_from_slice(key).ok().map(Self::Sha256),
            Algorithm::HmacSha1 => Hmac::new_from_slice(key).ok().map(Self::Sha1),
            Algorithm::HmacSha512 => Hmac::new_from_slice(key).ok().map(Self::Sha512),
            Algorithm::Sha256
            | Algorithm::Ed25519
            | Algorithm::EcdsaP256
            | Algorithm::RsaSha256
            | Algorithm::Token
            | Algorithm::Basic
            | Algorithm::None => None,
        }
    }

    fn finish(&self, feed: &mut Feed<'_>, out: &mut [u8]) -> usize {
        match self {
            Self::Sha256(mac) => finish(mac.clone(), feed, out),
            Self::Sha1(mac) => finish(mac.clone(), feed, out),
            Self::Sha512(mac) => finish(mac.clone(), feed, out),
        }
    }
}

fn finish<M: hmac::Mac>(mut mac: M, feed: &mut Feed<'_>, out: &mut [u8]) -> usize {
    feed(&mut |piece| mac.update(piece));
    write(&mac.finalize().into_bytes(), out)
}

/// Nothing less than a whole MAC is ever written: a part of one proves nothing.
fn write(mac: &[u8], out: &mut [u8]) -> usize {
    let Some(out) = out.get_mut(..mac.len()) else {
        return 0;
    };
    for (to, from) in out.iter_mut().zip(mac) {
        *to = *from;
    }
    mac.len()
}

/// Computes HMAC-SHA256 over the pieces one after the other.
#[must_use]
pub fn hmac_sha256(key: &[u8], pieces: &[&[u8]]) -> [u8; 32] {
    let mut out = [0; 32];
    if let Some(keyed) = Keyed::new(Algorithm::HmacSha256, key) {
        let mut feed =
            |update: &mut dyn FnMut(&[u8])| pieces.iter().for_each(|piece| update(piece));
        keyed.finish(&mut feed, &mut out);
    }
    out
}

/// Computes the SHA-1 of a text: a key form, not a signature.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    Sha1::digest(bytes).to_vec()
}
