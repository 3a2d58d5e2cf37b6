//! Signs with the first secret of a configuration.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::wire::{self, Reader};
use waxseal::{SignError, SignInput, Signed};

use crate::answer::{self, Answer};
use crate::verify::moment;
use crate::{buffer, config};

/// Signs the body that stands behind a frame of configuration, id and type.
/// Answers headers, then query parameters, each as a number of pairs.
#[wasm_bindgen]
#[must_use]
pub fn sign(frame: usize, body: usize, timestamp: f64) -> usize {
    buffer::call([frame, body], |[frame, body]| {
        let mut reader = Reader::new(frame);
        let program = match config::compile(&mut reader)? {
            Ok(program) => program,
            Err(error) => return Some(answer::config_error(&error)),
        };
        let input = SignInput {
            id: reader.optional_text()?,
            event_type: reader.optional_text()?,
            body,
            timestamp: moment(timestamp),
        };
        Some(write(&waxseal::sign(&program, &input)))
    })
}

fn write(signed: &Result<Signed, SignError>) -> Answer {
    match signed {
        Err(error) => answer::misuse(error),
        Ok(signed) => {
            let mut out = answer::ok();
            for pairs in [&signed.headers, &signed.query] {
                answer::write_count(&mut out, pairs.len());
                for (name, value) in pairs {
                    wire::write_bytes(&mut out, name.as_bytes());
                    wire::write_bytes(&mut out, value.as_bytes());
                }
            }
            out
        }
    }
}
