//! Limits of the search, each with its reason. Work is counted in bytes and
//! bodies, never in time: the same request has the same diagnosis everywhere.

/// Bytes hashed for one diagnosis over all hypotheses. A body of 64 KiB can be
/// hashed eighty times, one of 1 KiB four thousand times; in wasm it takes a
/// few hundredths of a second.
pub const HASHED_BYTES: usize = 5 * 1024 * 1024;

/// Other bodies that are made of the received one. Each costs memory and a hash for every key.
pub const BODIES: usize = 16;

/// What a MAC hashes besides its message: two padded keys and the end of two hashes.
pub(crate) const MAC_BYTES: usize = 256;

/// What a check under a public key counts as: as long as hashing so many bytes takes.
pub(crate) const PUBLIC_KEY_BYTES: usize = 64 * 1024;

/// Bytes of a signature that must be there to be compared: 80 bits.
pub(crate) const TAG_BYTES: usize = 10;

/// Ways to read the request (template, header, URL, id …) that are tried.
pub(crate) const READINGS: usize = 160;

/// Keys that are tried with one reading.
pub(crate) const KEYS: usize = 96;

/// Characters of a value that is told as a fact.
pub(crate) const FACT_CHARACTERS: usize = 300;
