//! Id, type and version of a verified event.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::{read_fields, wire};

use crate::answer;
use crate::program::{self, Numbered};
use crate::{buffer, host, meta};

/// Reads id, type and version; the body is pulled through `room` bytes behind
/// program and meta. Answers three optional texts, then the ids of a list.
#[wasm_bindgen]
#[must_use]
pub fn fields(program: usize, meta: usize, room: usize) -> usize {
    buffer::call([program, meta, room], |[program, frame, room]| {
        let Numbered { program, names } = program::parse(program)?;
        meta::with_meta(frame, &names, |meta| {
            let scheme = program.scheme();
            let fields = read_fields(scheme, meta, |update| host::feed(room, update));
            let mut out = answer::ok();
            for text in [fields.id, fields.event_type, fields.version] {
                wire::write_optional_text(&mut out, text.as_deref());
            }
            wire::write_u32(&mut out, u32::try_from(fields.ids.len()).unwrap_or(0));
            fields
                .ids
                .iter()
                .for_each(|id| answer::write_text(&mut out, id));
            out
        })
    })
}
