//! Configuration to program.

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::wire::{self, Reader};
use waxseal::{Covers, Program};

use crate::answer::{self, Answer};
use crate::{buffer, config};

/// Compiles a configuration. Answers the program and what a host needs to know
/// of it: assurance, coverage, body-opacity, header names, pointers, short
/// secrets, and the keys with secret and form.
#[wasm_bindgen]
#[must_use]
pub fn compile(config: usize) -> usize {
    buffer::call([config], |[frame]| {
        Some(match config::compile(&mut Reader::new(frame))? {
            Ok(program) => describe(&program),
            Err(error) => answer::config_error(&error),
        })
    })
}

fn describe(program: &Program) -> Answer {
    let scheme = program.scheme();
    let mut out = answer::ok();
    wire::write_bytes(&mut out, &program.write());
    answer::write_text(&mut out, scheme.assurance().as_str());
    wire::write_u8(&mut out, covers(scheme.covers()));
    wire::write_u8(&mut out, u8::from(scheme.is_body_opaque()));
    write_texts(&mut out, &scheme.reads());
    write_texts(&mut out, &program.pointers());
    let short = program.short_secrets();
    answer::write_count(&mut out, short.len());
    short
        .into_iter()
        .for_each(|secret| answer::write_count(&mut out, secret));
    answer::write_count(&mut out, program.keys().len());
    for key in program.keys() {
        answer::write_count(&mut out, key.secret());
        answer::write_text(&mut out, key.form().as_str());
        wire::write_bytes(&mut out, key.as_bytes());
    }
    out
}

/// One bit for each thing that the MAC may cover, in the order of the struct.
fn covers(covers: Covers) -> u8 {
    let Covers {
        body,
        id,
        event_type,
        timestamp,
        url,
    } = covers;
    [body, id, event_type, timestamp, url]
        .into_iter()
        .rev()
        .fold(0, |bits, bit| (bits << 1) | u8::from(bit))
}

fn write_texts(out: &mut Vec<u8>, texts: &[&str]) {
    answer::write_count(out, texts.len());
    texts.iter().for_each(|text| answer::write_text(out, text));
}
