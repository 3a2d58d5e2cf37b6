//! The one buffer in which frames come in and answers go out.

use core::hint::black_box;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer::{self, Answer};
use crate::arena;

/// Bytes of stack that calls leave behind. The deepest use 2.4 KiB; a test
/// searches the whole memory for what a call held.
const STACK_BYTES: usize = 4096;

/// The same for a call that checks a signature under a public key.
const DEEP_STACK_BYTES: usize = 64 * 1024;

/// Makes room for at least `bytes` and returns where it begins. The address
/// holds until the next call that asks for more, or answers with more.
#[wasm_bindgen]
#[must_use]
pub fn reserve(bytes: usize) -> *const u8 {
    arena::reserve(bytes)
}

/// Hands the frames of these lengths to `work`, wipes them and leaves the
/// answer at the front. Returns the answer's length.
pub(crate) fn call<const N: usize>(
    lens: [usize; N],
    work: impl FnOnce([&mut [u8]; N]) -> Option<Answer>,
) -> usize {
    let used = lens
        .iter()
        .fold(0, |sum: usize, len| sum.saturating_add(*len));
    let answer = apart(|| split(arena::buffer(used)?, lens).and_then(work));
    wipe_stack();
    arena::finish(answer.unwrap_or_else(answer::malformed), used)
}

/// Runs in a frame of its own, which is given up when it returns.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites where the frames of the functions that ran have been: padded
/// keys, decoded secrets, hash states.
#[inline(never)]
fn wipe_stack() {
    let mut frames = [0_u8; STACK_BYTES];
    black_box(&mut frames);
}

/// Does the same as deep as curves and long integers go.
#[inline(never)]
pub(crate) fn wipe_deep_stack() {
    let mut frames = [0_u8; DEEP_STACK_BYTES];
    black_box(&mut frames);
}

fn split<const N: usize>(buffer: &mut [u8], lens: [usize; N]) -> Option<[&mut [u8]; N]> {
    let mut rest = buffer;
    let mut frames: [&mut [u8]; N] = core::array::from_fn(|_| &mut [][..]);
    for (frame, len) in frames.iter_mut().zip(lens) {
        (*frame, rest) = rest.split_at_mut_checked(len)?;
    }
    Some(frames)
}
