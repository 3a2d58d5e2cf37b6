//! Signs with the first secret of a configuration.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::wire::Reader;
use waxseal::{SignError, SignInput, Signed};

use crate::answer::{self, Answer};
use crate::verify::moment;
use crate::{buffer, config, meta};

/// Signs the body that stands behind a frame of configuration, id, type, and
/// method, URL and headers as in the frame of a request. Answers headers, then
/// query parameters, each as a number of pairs.
#[wasm_bindgen]
#[must_use]
pub fn sign(frame: usize, body: usize, timestamp: f64) -> usize {
    buffer::call([frame, body], |[frame, body]| {
        let mut reader = Reader::new(frame);
        let program = match config::compile(&mut reader)? {
            Ok(program) => program,
            Err(error) => return Some(answer::config_error(&error)),
        };
        let (id, event_type) = (reader.optional_text()?, reader.optional_text()?);
        meta::with_meta(reader.rest(), |meta| {
            let input = SignInput {
                method: meta.method,
                url: meta.url,
                headers: meta.headers,
                id,
                event_type,
                body,
                timestamp: moment(timestamp),
            };
            write(&waxseal::sign(&program, &input))
        })
    })
}

fn write(signed: &Result<Signed, SignError>) -> Answer {
    match signed {
        Err(error) => answer::misuse(error),
        Ok(signed) => {
            let mut out = answer::ok();
            answer::write_pairs(&mut out, &signed.headers);
            answer::write_pairs(&mut out, &signed.query);
            out
        }
    }
}
