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
//! Start at [`verify()`] for an example, at [`scheme`] for the grammar.
//! [`plan()`] and [`Plan::judge`] are the same in two steps, for hosts that
//! compute MACs faster than this crate can.
//!
//! Secrets: [`Secret`] and [`Program`] redact their `Debug` output and zeroise
//! their memory. No error holds a secret or a computed MAC.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod code;
mod config_error;
mod decode;
mod judge;
pub mod limits;
mod options;
mod plan;
mod pointer;
mod program;
mod reject;
mod request;
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

pub use code::{Class, Code};
pub use config_error::ConfigError;
pub use judge::{Judgement, Matched, Proof};
pub use options::Options;
pub use plan::{Mac, Plan, plan};
pub use pointer::Pointer;
pub use program::{Key, Program};
pub use reject::Reject;
pub use request::{Header, Meta, Request};
pub use scheme::{Assurance, Covers, Scheme};
pub use secret::Secret;
pub use sign::{SignError, SignInput, Signed, sign};
pub use time::{Tolerance, UnixMillis};
pub use verified::{Fields, Verified, read_fields};
pub use verify::{hmac_sha256, prove, verify};

/// Compiles and runs the Rust example of the repository's README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
