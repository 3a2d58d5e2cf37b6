//! The bytes of a program, in which a host keeps it between calls. They never
//! outlive a process, so another version is an error and not a migration.
//! What only construction reads (key forms, what is open) does not travel, and
//! what no proof reads (name, id, type, version) stands behind the rest.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::{Bytes, Key, Program};
use crate::define::NUMBERED;
use crate::limits;
use crate::request::numbered;
use crate::scheme::{
    Algorithm, Encoding, Facts, KeyForm, Part, Place, Scheme, Stamp, StampSource, Syntax, Text,
    Unit,
};
use crate::time::Tolerance;
use crate::wire::{self, Reader};

const FORMAT: u8 = 4;

pub(super) fn write(program: &Program<'_>) -> Zeroizing<Vec<u8>> {
    // Growing would leave copies of keys behind: they come into room that is there.
    let mut plain = Vec::with_capacity(256);
    let mut labels = Vec::with_capacity(128);
    write_labels(&mut labels, &program.scheme);
    wire::write_u8(&mut plain, FORMAT);
    wire::write_u8(&mut plain, program.facts.bits());
    write_scheme(&mut plain, &program.scheme);
    let keys: usize = program
        .keys
        .iter()
        .map(|key| key.as_bytes().len() + 6)
        .sum();
    let mut out = Zeroizing::new(Vec::with_capacity(plain.len() + keys + 1 + labels.len()));
    out.extend_from_slice(&plain);
    write_count(&mut out, program.keys.len());
    for key in &program.keys {
        wire::write_u8(&mut out, key.secret);
        wire::write_u8(&mut out, key.form.tag());
        wire::write_bytes(&mut out, key.as_bytes());
    }
    out.extend_from_slice(&labels);
    out
}

pub(super) fn parse(bytes: &[u8]) -> Option<Program<'_>> {
    let mut reader = Reader::new(bytes);
    let mut program = parse_to_prove(&mut reader)?;
    let scheme = &mut program.scheme;
    scheme.id = text(&mut reader)?;
    scheme.event_id = parse_optional_place(&mut reader)?;
    scheme.event_type = parse_optional_place(&mut reader)?;
    scheme.version = parse_optional_place(&mut reader)?;
    reader.rest().is_empty().then_some(program)
}

/// Reads what a proof needs.
pub(super) fn parse_to_prove<'a>(reader: &mut Reader<'a>) -> Option<Program<'a>> {
    if reader.u8()? != FORMAT {
        return None;
    }
    let facts = Facts::from_bits(reader.u8()?);
    let scheme = parse_scheme(reader)?;
    let count = usize::from(reader.u8()?);
    if count > limits::MACS {
        return None;
    }
    let mut keys = Vec::with_capacity(count);
    for _ in 0..count {
        keys.push(Key {
            secret: reader.u8()?,
            form: KeyForm::from_tag(reader.u8()?)?,
            bytes: Bytes::Borrowed(reader.bytes()?),
            keyed: None,
        });
    }
    Some(Program {
        scheme,
        facts,
        keys,
        hashed_bytes: limits::HASHED_BYTES,
    })
}

fn write_scheme(out: &mut Vec<u8>, scheme: &Scheme<'_>) {
    wire::write_u8(out, scheme.algorithm.tag());
    wire::write_u8(out, scheme.encoding.tag());
    write_count(out, scheme.places.len());
    scheme
        .places
        .iter()
        .for_each(|place| write_place(out, place));
    write_syntax(out, &scheme.syntax);
    write_count(out, scheme.message.len());
    scheme.message.iter().for_each(|part| write_part(out, part));
    match &scheme.timestamp {
        None => wire::write_u8(out, 0),
        Some(stamp) => write_stamp(out, stamp),
    }
    write_optional_place(out, &scheme.digest);
    wire::write_optional_text(out, scheme.handshake);
    wire::write_optional_text(out, scheme.url);
}

fn write_labels(out: &mut Vec<u8>, scheme: &Scheme<'_>) {
    write_text(out, scheme.id);
    write_optional_place(out, &scheme.event_id);
    write_optional_place(out, &scheme.event_type);
    write_optional_place(out, &scheme.version);
}

fn parse_scheme<'a>(reader: &mut Reader<'a>) -> Option<Scheme<'a>> {
    Some(Scheme {
        algorithm: Algorithm::from_tag(reader.u8()?)?,
        encoding: Encoding::from_tag(reader.u8()?)?,
        places: parse_all(reader, parse_place)?,
        syntax: parse_syntax(reader)?,
        message: parse_all(reader, parse_part)?,
        timestamp: parse_stamp(reader)?,
        digest: parse_optional_place(reader)?,
        handshake: reader.optional_text()?,
        url: reader.optional_text()?,
        id: "",
        event_id: None,
        event_type: None,
        version: None,
        key: Vec::new(),
        opens: Vec::new(),
    })
}

fn parse_all<'a, T>(
    reader: &mut Reader<'a>,
    parse: fn(&mut Reader<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    let count = usize::from(reader.u8()?);
    if count > limits::PARTS {
        return None;
    }
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        all.push(parse(reader)?);
    }
    Some(all)
}

fn write_place(out: &mut Vec<u8>, place: &Place<'_>) {
    let (tag, text) = match place {
        Place::Header(text) => (0, text),
        Place::Query(text) => (1, text),
        Place::Form(text) => (2, text),
        Place::Pointer(text) => (3, text),
    };
    wire::write_u8(out, tag);
    write_text(out, text);
}

fn parse_place<'a>(reader: &mut Reader<'a>) -> Option<Place<'a>> {
    let tag = reader.u8()?;
    let text = text(reader)?;
    Some(match tag {
        // As many as a definition may number: each costs a pass over the headers.
        0 if numbered(text).is_none_or(|(_, last)| last <= NUMBERED) => Place::Header(text),
        1 => Place::Query(text),
        2 => Place::Form(text),
        3 => Place::Pointer(text),
        _ => return None,
    })
}

fn write_optional_place(out: &mut Vec<u8>, place: &Option<Place<'_>>) {
    match place {
        None => wire::write_u8(out, 0),
        Some(place) => {
            wire::write_u8(out, 1);
            write_place(out, place);
        }
    }
}

fn parse_optional_place<'a>(reader: &mut Reader<'a>) -> Option<Option<Place<'a>>> {
    match reader.u8()? {
        0 => Some(None),
        _ => parse_place(reader).map(Some),
    }
}

fn write_syntax(out: &mut Vec<u8>, syntax: &Syntax<'_>) {
    match syntax {
        Syntax::Items {
            between,
            key_id,
            prefix,
            bare,
        } => {
            wire::write_u8(out, 0);
            // No separator is a control character.
            wire::write_u8(out, between.unwrap_or(0));
            wire::write_u8(out, u8::from(*key_id) | u8::from(*bare) << 1);
            write_text(out, prefix);
        }
        Syntax::Pairs { between, key } => {
            wire::write_u8(out, 1);
            wire::write_u8(out, *between);
            write_text(out, key);
        }
        Syntax::Positional { between } => {
            wire::write_u8(out, 2);
            wire::write_u8(out, *between);
        }
    }
}

fn parse_syntax<'a>(reader: &mut Reader<'a>) -> Option<Syntax<'a>> {
    let (tag, between) = (reader.u8()?, reader.u8()?);
    Some(match tag {
        0 => {
            let bits = reader.u8()?;
            Syntax::Items {
                between: Some(between).filter(|byte| *byte != 0),
                key_id: bits & 1 != 0,
                prefix: text(reader)?,
                bare: bits & 2 != 0,
            }
        }
        1 => Syntax::Pairs {
            between,
            key: text(reader)?,
        },
        2 => Syntax::Positional { between },
        _ => return None,
    })
}

fn write_part(out: &mut Vec<u8>, part: &Part<'_>) {
    let tag = match part {
        Part::Literal(_) => 0,
        Part::Timestamp => 1,
        Part::Body => 2,
        Part::Method => 3,
        Part::Url { decoded: false } => 4,
        Part::Url { decoded: true } => 5,
        Part::Path => 6,
        Part::Value { .. } => 7,
        Part::SortedForm { once: false } => 8,
        Part::SortedForm { once: true } => 13,
        Part::SignedHeaders(_) => 9,
        Part::Secret => 10,
        Part::OptionalStart => 11,
        Part::OptionalEnd => 12,
    };
    wire::write_u8(out, tag);
    match part {
        Part::Literal(text) | Part::SignedHeaders(text) => write_text(out, text),
        Part::Value {
            place,
            lower,
            exact,
        } => {
            wire::write_u8(out, u8::from(*lower));
            wire::write_u8(out, *exact);
            write_place(out, place);
        }
        Part::Timestamp
        | Part::Body
        | Part::Method
        | Part::Url { .. }
        | Part::Path
        | Part::SortedForm { .. }
        | Part::Secret
        | Part::OptionalStart
        | Part::OptionalEnd => {}
    }
}

fn parse_part<'a>(reader: &mut Reader<'a>) -> Option<Part<'a>> {
    Some(match reader.u8()? {
        0 => Part::Literal(text(reader)?),
        1 => Part::Timestamp,
        2 => Part::Body,
        3 => Part::Method,
        4 => Part::Url { decoded: false },
        5 => Part::Url { decoded: true },
        6 => Part::Path,
        7 => {
            let (lower, exact) = (reader.u8()? != 0, reader.u8()?);
            Part::Value {
                place: parse_place(reader)?,
                lower,
                exact,
            }
        }
        8 => Part::SortedForm { once: false },
        13 => Part::SortedForm { once: true },
        9 => Part::SignedHeaders(text(reader)?),
        10 => Part::Secret,
        11 => Part::OptionalStart,
        12 => Part::OptionalEnd,
        _ => return None,
    })
}

fn write_stamp(out: &mut Vec<u8>, stamp: &Stamp<'_>) {
    match &stamp.from {
        StampSource::Place(place) => {
            wire::write_u8(out, 1);
            write_place(out, place);
        }
        StampSource::Pair(key) => {
            wire::write_u8(out, 2);
            write_text(out, key);
        }
        StampSource::First => wire::write_u8(out, 3),
    }
    wire::write_u8(out, stamp.unit.tag());
    match stamp.tolerance {
        None => wire::write_u8(out, 0),
        Some(tolerance) => {
            wire::write_u8(out, 1);
            wire::write_u32(out, tolerance.past_seconds);
            wire::write_u32(out, tolerance.future_seconds);
        }
    }
}

fn parse_stamp<'a>(reader: &mut Reader<'a>) -> Option<Option<Stamp<'a>>> {
    let from = match reader.u8()? {
        0 => return Some(None),
        1 => StampSource::Place(parse_place(reader)?),
        2 => StampSource::Pair(text(reader)?),
        3 => StampSource::First,
        _ => return None,
    };
    let unit = Unit::from_tag(reader.u8()?)?;
    let tolerance = match reader.u8()? {
        0 => None,
        _ => Some(Tolerance {
            past_seconds: reader.u32()?,
            future_seconds: reader.u32()?,
        }),
    };
    Some(Some(Stamp {
        from,
        unit,
        tolerance,
    }))
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    wire::write_bytes(out, text.as_bytes());
}

fn text<'a>(reader: &mut Reader<'a>) -> Option<Text<'a>> {
    reader.text()
}

/// Writes a count of at most [`limits::PARTS`]; a greater one is refused when read.
fn write_count(out: &mut Vec<u8>, count: usize) {
    wire::write_u8(out, u8::try_from(count).unwrap_or(u8::MAX));
}
