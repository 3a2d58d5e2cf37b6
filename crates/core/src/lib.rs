//! **waxseal** checks that a webhook is genuine and says why when it is not.
//!
//! Scope: verify and sign, for the schemes in [`schemes`]. It parses nothing
//! of a body before the signature holds, and of a verified body only id, type
//! and version, on demand.
//!
//! Not in scope: I/O, clocks, randomness, deduplication, delivery. `now` is an
//! argument, the request is borrowed, and whether an event was seen before is
//! for the receiver to know.
//!
//! Start at [`verify()`] for an example, at [`mod@define`] for the language in
//! which schemes are written, at [`scheme`] for what it can say. [`prove()`] is
//! for hosts that hold the body elsewhere, or compute MACs faster than this
//! crate can, [`mod@explain`] for tools that look for the reason of a mismatch.
//!
//! Features: `ed25519` (default), `p256` and `rsa` for public-key signatures.
//! A scheme whose algorithm a build lacks is refused at construction.
//!
//! Secrets: [`Secret`] and [`Program`] redact their `Debug` output and zeroise
//! their memory. No error holds a secret or a computed MAC.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod code;
mod compose;
mod config_error;
mod decode;
pub mod define;
pub mod explain;
mod form;
mod handshake;
mod identify;
pub mod limits;
mod mac;
mod options;
mod pointer;
mod program;
mod prove;
mod public_key;
mod reject;
mod request;
mod say;
pub mod scan;
pub mod scheme;
pub mod schemes;
mod secret;
mod sign;
mod signature;
mod stamp;
mod time;
mod verified;
mod verify;
pub mod wire;
mod words;

pub use code::{Class, Code};
pub use config_error::ConfigError;
pub use handshake::{Answer, handshake};
pub use identify::{Candidate, identify};
pub use mac::{Feed, Mac, hmac_sha256};
pub use options::Options;
pub use pointer::Pointer;
pub use program::{Compiled, Key, Program};
pub use prove::{Host, Matched, Proof, prove};
pub use reject::Reject;
pub use request::{Header, Meta, Request};
pub use scheme::{Assurance, Covers, Scheme};
pub use secret::{DerivedKey, Secret};
pub use sign::{SignError, SignInput, Signed, check_signable, sign, sign_on};
pub use time::{Tolerance, UnixMillis, parse_rfc3339, write_rfc3339};
pub use verified::{Fields, Verified, read_fields};
pub use verify::{verify, verify_on};

/// Compiles and runs the Rust example of the repository's README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
