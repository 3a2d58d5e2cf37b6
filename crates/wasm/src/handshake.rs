//! Answers what a vendor asks before it sends events.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::Request;

use crate::answer;
use crate::program::{self, Numbered};
use crate::verify::{moment, wipe_behind};
use crate::{buffer, meta};

/// Answers a handshake whose body and verify token stand behind program and
/// meta; a token of no bytes is none. Answers nothing if the request is none,
/// else headers and body.
#[wasm_bindgen]
#[must_use]
pub fn handshake(program: usize, meta: usize, body: usize, token: usize, now: f64) -> usize {
    buffer::call(
        [program, meta, body, token],
        |[program, meta, body, token]| {
            let Numbered { program, names } = program::parse(program)?;
            meta::with_meta(meta, &names, |meta| {
                let request = Request { meta: *meta, body };
                let token = (!token.is_empty()).then_some(&*token);
                let answer = waxseal::handshake(&program, &request, token, moment(now));
                wipe_behind(&program);
                match answer {
                    Err(error) => answer::reject(&error),
                    Ok(None) => answer::ok(),
                    Ok(Some(found)) => {
                        let mut out = answer::ok();
                        answer::write_pairs(&mut out, &found.headers);
                        answer::write_text(&mut out, &found.body);
                        out
                    }
                }
            })
        },
    )
}
