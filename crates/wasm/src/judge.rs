//! The second step: the host hands in MACs, the core decides.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::{Judgement, Program};

use crate::answer;
use crate::verify::moment;
use crate::{buffer, meta};

/// Bytes of one MAC.
const MAC_BYTES: usize = 32;

/// Judges the MACs of the first keys of the plan, one behind the other.
/// Answers a verdict, or that another MAC is needed.
#[wasm_bindgen]
#[must_use]
pub fn judge(
    program: usize,
    meta: usize,
    macs: usize,
    body_bytes: usize,
    now: f64,
    first: usize,
) -> usize {
    buffer::call([program, meta, macs], |[program, frame, macs]| {
        let program = Program::parse(program)?;
        meta::with_meta(frame, |meta| {
            let plan = match waxseal::plan(&program, meta, moment(now), first) {
                Ok(plan) => plan,
                Err(reject) => return answer::reject(&reject),
            };
            let macs: Vec<&[u8]> = macs.chunks_exact(MAC_BYTES).collect();
            match plan.judge(&macs, body_bytes) {
                Judgement::More => answer::more(),
                Judgement::Done(decided) => answer::decided(&decided),
            }
        })
    })
}
