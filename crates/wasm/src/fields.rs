//! Id, type and version of a verified event.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::scan::Scanner;
use waxseal::{Program, read_fields, wire};

use crate::answer;
use crate::{buffer, host, meta};

/// Reads id, type and version; the body is pulled through `room` bytes behind
/// program and meta. Answers three optional texts.
#[wasm_bindgen]
#[must_use]
pub fn fields(program: usize, meta: usize, room: usize) -> usize {
    buffer::call([program, meta, room], |[program, frame, room]| {
        let program = Program::parse(program)?;
        meta::with_meta(frame, |meta| {
            let scheme = program.scheme();
            let feed =
                |scanner: &mut Scanner<'_>| host::feed(room, &mut |piece| scanner.feed(piece));
            let fields = read_fields(scheme, meta, feed);
            let mut out = answer::ok();
            for text in [fields.id, fields.event_type, fields.version] {
                wire::write_optional_text(&mut out, text.as_deref());
            }
            out
        })
    })
}
