//! Configuration to program.

use alloc::string::String;
use alloc::vec::Vec;

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::scheme::BodyUse;
use waxseal::wire::{self, Reader};
use waxseal::{Covers, Program, Scheme};

use crate::answer::{self, Answer};
use crate::{buffer, config, program};

/// Compiles a configuration. Answers the program and what a host needs to know
/// of it: algorithm, assurance, coverage, what it reads, pointers, short
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

fn describe(program: &Program<'_>) -> Answer {
    let scheme = program.scheme();
    let mut out = answer::ok();
    let names = scheme.reads();
    wire::write_bytes(&mut out, &program::write(program, &names));
    answer::write_text(&mut out, scheme.algorithm.word());
    answer::write_text(&mut out, scheme.assurance().as_str());
    wire::write_u8(&mut out, covers(scheme.covers()));
    wire::write_u8(&mut out, body_use(scheme.body_use()));
    wire::write_u8(&mut out, reads(scheme));
    write_texts(&mut out, names.iter().map(String::as_str));
    write_texts(&mut out, program.pointers().into_iter());
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

fn body_use(used: BodyUse) -> u8 {
    match used {
        BodyUse::Unused => 0,
        BodyUse::Hashed => 1,
        BodyUse::Read => 2,
    }
}

/// One bit each for the method, the URL, headers whose names are not known
/// beforehand, the whole URL, labels in the body, and handshakes.
fn reads(scheme: &Scheme<'_>) -> u8 {
    u8::from(scheme.reads_method())
        | u8::from(scheme.reads_url()) << 1
        | u8::from(scheme.reads_all_headers()) << 2
        | u8::from(scheme.reads_absolute_url()) << 3
        | u8::from(scheme.has_labels_in_body()) << 4
        | u8::from(scheme.handshake.is_some()) << 5
}

fn write_texts<'a>(out: &mut Vec<u8>, texts: impl ExactSizeIterator<Item = &'a str>) {
    answer::write_count(out, texts.len());
    texts.for_each(|text| answer::write_text(out, text));
}
