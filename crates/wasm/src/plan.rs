//! The first step for a host that computes MACs itself.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::{Program, wire};

use crate::answer::{self, Answer};
use crate::verify::moment;
use crate::{buffer, meta};

/// Plans a verification. Answers what stands before and behind the body and
/// the positions of the keys, in the order in which to try them, or a reject.
#[wasm_bindgen]
#[must_use]
pub fn plan(program: usize, meta: usize, now: f64, first: usize) -> usize {
    buffer::call([program, meta], |[program, frame]| {
        let program = Program::parse(program)?;
        meta::with_meta(frame, |meta| {
            match waxseal::plan(&program, meta, moment(now), first) {
                Ok(plan) => write(&plan),
                Err(reject) => answer::reject(&reject),
            }
        })
    })
}

fn write(plan: &waxseal::Plan<'_>) -> Answer {
    let mut out = answer::ok();
    let first = plan.ops().next();
    let (prefix, suffix) = first.map_or((&[][..], &[][..]), |op| (op.prefix, op.suffix));
    wire::write_bytes(&mut out, prefix);
    wire::write_bytes(&mut out, suffix);
    for op in plan.ops() {
        answer::write_count(&mut out, op.position);
    }
    out
}
