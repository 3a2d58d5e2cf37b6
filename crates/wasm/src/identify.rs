//! Finds the schemes that a request may have been signed in.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::{Request, wire};

use crate::answer;
use crate::{buffer, meta};

/// Lists candidates for a request whose body stands behind meta, best first:
/// scheme, score, and what speaks for it.
#[wasm_bindgen]
#[must_use]
pub fn identify(meta: usize, body: usize) -> usize {
    buffer::call([meta, body], |[meta, body]| {
        meta::with_meta(meta, &[], |meta| {
            let found = waxseal::identify(&Request { meta: *meta, body });
            let mut out = answer::ok();
            wire::write_u32(&mut out, u32::try_from(found.len()).unwrap_or(0));
            for candidate in found {
                answer::write_text(&mut out, candidate.scheme);
                wire::write_u32(&mut out, candidate.score);
                answer::write_text(&mut out, &candidate.because);
            }
            out
        })
    })
}
