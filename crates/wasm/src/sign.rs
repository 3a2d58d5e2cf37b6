//! Signs with the first secret of a configuration.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::wire::Reader;
use waxseal::{ConfigError, SignError, SignInput, Signed, schemes};

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
            Err(error) => return Some(failure(frame, &error)),
        };
        let (id, event_type) = (reader.optional_text()?, reader.optional_text()?);
        meta::with_meta(reader.rest(), &[], |meta| {
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

/// A scheme in which nobody but the vendor can sign is told before what is
/// wrong with the key.
fn failure(frame: &[u8], error: &ConfigError) -> Answer {
    let scheme = Reader::new(frame.get(1..).unwrap_or_default())
        .text()
        .filter(|_| frame.first() == Some(&0))
        .and_then(schemes::find);
    match scheme.map(|scheme| waxseal::check_signable(&scheme)) {
        Some(Err(why)) => answer::misuse(&why),
        Some(Ok(())) | None => answer::config_error(error),
    }
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
