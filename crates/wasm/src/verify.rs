//! The whole verification, MACs included.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::{Program, UnixMillis, prove};

use crate::answer;
use crate::body::Body;
use crate::{buffer, meta};

/// Verifies a request whose body stands behind program and meta. Answers a verdict.
#[wasm_bindgen]
#[must_use]
pub fn verify(program: usize, meta: usize, body: usize, now: f64, first: usize) -> usize {
    buffer::call([program, meta, body], |[program, meta, body]| {
        run(program, meta, body.len(), now, first, Body::Here(body))
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
        run(program, meta, body_bytes, now, first, Body::Pulled(room))
    })
}

fn run(
    program: &[u8],
    frame: &[u8],
    body_bytes: usize,
    now: f64,
    first: usize,
    mut body: Body<'_>,
) -> Option<answer::Answer> {
    let program = Program::parse(program)?;
    meta::with_meta(frame, |meta| {
        let feed = |update: &mut dyn FnMut(&[u8])| body.feed(update);
        answer::decided(&prove(&program, meta, body_bytes, moment(now), first, feed))
    })
}

/// JavaScript's milliseconds. The host has checked that they are whole and finite.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the only conversion there is; it saturates"
)]
pub(crate) fn moment(now: f64) -> UnixMillis {
    UnixMillis(now as i64)
}
