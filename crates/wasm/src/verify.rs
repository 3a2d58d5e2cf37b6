//! Verifies. Three exports for the three places where the body may be hashed.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::{Mac, Program, UnixMillis, prove};

use crate::answer::{self, Answer};
use crate::{buffer, host, meta};

/// Verifies a request whose body stands behind program and meta. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify(program: usize, meta: usize, body: usize, now: f64, first: usize) -> usize {
    buffer::call([program, meta, body], |[program, meta, body]| {
        run(program, meta, body.len(), now, first, |op| {
            op.compute(|update| update(body))
        })
    })
}

/// Verifies a request whose body of `body_bytes` is pulled through `room` bytes
/// behind program and meta. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify_pulled(
    program: usize,
    meta: usize,
    room: usize,
    body_bytes: usize,
    now: f64,
    first: usize,
) -> usize {
    buffer::call([program, meta, room], |[program, meta, room]| {
        run(program, meta, body_bytes, now, first, |op| {
            op.compute(|update| host::feed(room, update))
        })
    })
}

/// Verifies a request whose body of `body_bytes` the host hashes, as often as
/// it is asked to. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify_by_host(
    program: usize,
    meta: usize,
    body_bytes: usize,
    now: f64,
    first: usize,
) -> usize {
    buffer::call([program, meta], |[program, meta]| {
        run(program, meta, body_bytes, now, first, host::compute)
    })
}

fn run(
    program: &[u8],
    frame: &[u8],
    body_bytes: usize,
    now: f64,
    first: usize,
    compute: impl FnMut(&Mac<'_>) -> [u8; 32],
) -> Option<Answer> {
    let program = Program::parse(program)?;
    meta::with_meta(frame, |meta| {
        let now = moment(now);
        answer::decided(&prove(&program, meta, body_bytes, now, first, compute))
    })
}

/// JavaScript's milliseconds. The host has checked that they are whole and finite.
#[expect(
    clippy::as_conversions,
    reason = "the only conversion there is; it saturates"
)]
pub(crate) fn moment(now: f64) -> UnixMillis {
    UnixMillis(now as i64)
}
