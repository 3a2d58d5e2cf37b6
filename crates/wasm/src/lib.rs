//! The core for JavaScript: numbers as arguments, byte ranges in one buffer.
//!
//! A call goes like this. The host asks `reserve` for room, writes
//! frames (see `waxseal::wire`) one behind the other, and calls an export
//! with their lengths. The call overwrites all of it with zeros, puts its
//! answer (see `answer.rs`) at the front and returns the answer's length.
//!
//! Nothing else is kept: a compiled program is an answer that the host keeps
//! and hands in again. No handles, no `free`, and an instance can be replaced
//! between any two calls.
//!
//! No decision is made here. A frame that the host wrote wrong is answered
//! with `MALFORMED`, which a host reports as a fault of its own.
//!
//! wasm-bindgen gives the exports their names and TypeScript types. Its glue is
//! not used: only numbers cross, and the loaders in `npm/waxseal` replace an
//! instance that trapped.

#![cfg(target_arch = "wasm32")]
#![no_std]

extern crate alloc;

mod answer;
mod arena;
pub mod buffer;
pub mod compile;
mod config;
#[cfg(feature = "diagnose")]
pub mod diagnose;
pub mod fields;
pub mod handshake;
mod host;
pub mod identify;
#[cfg(feature = "inspector")]
pub mod inspect;
mod meta;
mod panic;
mod program;
pub mod sign;
pub mod verify;
