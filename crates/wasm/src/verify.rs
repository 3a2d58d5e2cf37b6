//! Verifies. Three exports for the three places where the body may be hashed.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::scheme::Kind;
use waxseal::{Host, Program, UnixMillis, prove};

use crate::answer::{self, Answer};
use crate::host::{Hashing, Pulled};
use crate::program::{self, Numbered};
use crate::{buffer, meta};

/// Verifies a request whose body stands behind program and meta. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify(program: usize, meta: usize, body: usize, now: f64, first: usize) -> usize {
    buffer::call([program, meta, body], |[program, meta, body]| {
        let mut body: &[u8] = body;
        run(program, meta, &mut body, now, first)
    })
}

/// Verifies a request whose body of `bytes` is pulled through `room` bytes
/// behind program and meta. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify_pulled(
    program: usize,
    meta: usize,
    room: usize,
    bytes: usize,
    now: f64,
    first: usize,
) -> usize {
    buffer::call([program, meta, room], |[program, meta, room]| {
        run(program, meta, &mut Pulled { room, bytes }, now, first)
    })
}

/// Verifies a request whose body of `bytes` the host hashes, as often as it is
/// asked to. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify_by_host(program: usize, meta: usize, bytes: usize, now: f64, first: usize) -> usize {
    buffer::call([program, meta], |[program, meta]| {
        run(program, meta, &mut Hashing { bytes }, now, first)
    })
}

fn run(
    program: &[u8],
    frame: &[u8],
    host: &mut dyn Host,
    now: f64,
    first: usize,
) -> Option<Answer> {
    let Numbered { program, names } = program::parse_to_prove(program)?;
    meta::with_meta(frame, &names, |meta| {
        let answer = answer::decided(&prove(&program, meta, host, moment(now), first));
        wipe_behind(&program);
        answer
    })
}

/// Wipes what a check under a public key leaves deeper in the stack than others.
pub(crate) fn wipe_behind(program: &Program<'_>) {
    if program.scheme().algorithm.kind() == Kind::Public {
        buffer::wipe_deep_stack();
    }
}

/// JavaScript's milliseconds. The host has checked that they are whole and finite.
#[expect(
    clippy::as_conversions,
    reason = "the only conversion there is; it saturates"
)]
pub(crate) fn moment(now: f64) -> UnixMillis {
    UnixMillis(now as i64)
}
