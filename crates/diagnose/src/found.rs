//! What a search hands back beside its findings.

use alloc::string::String;
use alloc::vec::Vec;

/// The request as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// The body's bytes.
    pub body: Vec<u8>,
    /// The URL.
    pub url: String,
}

/// What a search took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// MACs, hashes and public-key checks.
    pub macs: usize,
    /// Bytes that they hashed: at most [`limits::HASHED_BYTES`](crate::limits::HASHED_BYTES).
    pub hashed_bytes: usize,
    /// Bodies that were made of the received one.
    pub bodies: usize,
    /// Whether everything was tried, rather than ended by the budget.
    pub is_complete: bool,
}
