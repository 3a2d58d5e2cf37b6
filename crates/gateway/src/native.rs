//! Hashes and MACs that a host computes faster than this crate, with the same results.

use alloc::boxed::Box;
use core::fmt;

use sha2::{Digest as _, Sha256};
use waxseal::{Host, Mac};

use crate::limits;

/// What a host computes.
pub trait Crypto {
    /// Computes SHA-256 over two pieces. Nothing means that it cannot.
    fn sha256(&self, before: &[u8], body: &[u8]) -> Option<[u8; 32]>;

    /// Computes a MAC over a body into `out`, which is as long as it, and returns how many
    /// bytes were written. Nothing means that it cannot.
    fn mac(&self, mac: &Mac<'_>, body: &[u8], out: &mut [u8]) -> Option<usize>;
}

/// The host's crypto, where there is one. Short bodies are not worth the way to it.
#[derive(Default)]
pub(crate) struct Native(Option<Box<dyn Crypto>>);

impl Native {
    pub(crate) fn new(crypto: Box<dyn Crypto>) -> Self {
        Self(Some(crypto))
    }

    fn of(&self, body: &[u8]) -> Option<&dyn Crypto> {
        let crypto = self.0.as_deref();
        crypto.filter(|_| body.len() >= limits::NATIVE_BYTES)
    }

    /// Computes SHA-256 over two pieces.
    pub(crate) fn sha256(&self, before: &[u8], body: &[u8]) -> [u8; 32] {
        let native = self.of(body).and_then(|crypto| crypto.sha256(before, body));
        native.unwrap_or_else(|| {
            let mut hash = Sha256::new();
            hash.update(before);
            hash.update(body);
            hash.finalize().into()
        })
    }

    /// Holds a body for the verifier.
    pub(crate) fn hold<'a>(&'a self, body: &'a [u8]) -> Held<'a> {
        Held { native: self, body }
    }
}

impl fmt::Debug for Native {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.0.is_some() { "native" } else { "own" };
        f.write_str(name)
    }
}

/// A body in memory, whose MACs the host may compute.
pub(crate) struct Held<'a> {
    native: &'a Native,
    body: &'a [u8],
}

impl Host for Held<'_> {
    fn body_bytes(&self) -> usize {
        self.body.len()
    }

    fn feed(&mut self, update: &mut dyn FnMut(&[u8])) {
        update(self.body);
    }

    fn compute(&mut self, mac: &Mac<'_>, out: &mut [u8]) -> usize {
        let crypto = self.native.of(self.body).filter(|_| mac.has_body);
        let native = crypto.and_then(|crypto| crypto.mac(mac, self.body, out));
        native.unwrap_or_else(|| mac.compute(&mut |update| update(self.body), out))
    }
}
