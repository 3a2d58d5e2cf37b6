//! A program as the host keeps it: the names of the headers that it reads, so
//! that a request's frame can number them, then its own bytes.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::Program;
use waxseal::wire::{self, Reader};

/// A program and the names of the headers that it reads.
pub(crate) struct Numbered<'a> {
    pub(crate) program: Program<'a>,
    pub(crate) names: Vec<&'a str>,
}

/// Writes both.
pub(crate) fn write(program: &Program<'_>, names: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    // As many as `BY_NAME` of `meta` are all given by name.
    let count = u8::try_from(names.len()).unwrap_or(u8::MAX);
    let count = if count == u8::MAX { 0 } else { count };
    wire::write_u8(&mut out, count);
    for name in names.iter().take(count.into()) {
        wire::write_bytes(&mut out, name.as_bytes());
    }
    out.extend_from_slice(&program.write());
    out
}

/// Reads both.
pub(crate) fn parse(bytes: &[u8]) -> Option<Numbered<'_>> {
    parse_as(bytes, Program::parse)
}

/// Reads as much of both as a proof needs.
pub(crate) fn parse_to_prove(bytes: &[u8]) -> Option<Numbered<'_>> {
    parse_as(bytes, Program::parse_to_prove)
}

fn parse_as<'a>(
    bytes: &'a [u8],
    parse: fn(&'a [u8]) -> Option<Program<'a>>,
) -> Option<Numbered<'a>> {
    let mut reader = Reader::new(bytes);
    let count = reader.u8()?;
    let mut names = Vec::with_capacity(count.into());
    for _ in 0..count {
        names.push(reader.text()?);
    }
    let program = parse(reader.rest())?;
    Some(Numbered { program, names })
}
