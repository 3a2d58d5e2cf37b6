//! What the gateway would do with a request.

use alloc::string::ToString as _;
use alloc::vec::Vec;

use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::Request;
use waxseal::wire::Reader;
use waxseal_gateway::view::{Given, Proof, Who, view};

use crate::answer;
use crate::verify::moment;
use crate::{buffer, config, meta};

/// Shows a request whose body stands behind configuration and meta, with its headers by name.
/// Answers a text: the view as JSON.
#[wasm_bindgen]
#[must_use]
pub fn inspect(config: usize, meta: usize, body: usize, now: f64) -> usize {
    buffer::call([config, meta, body], |[frame, meta, body]| {
        let given = parse(&mut Reader::new(frame))?;
        meta::with_meta(meta, &[], |meta| {
            let request = Request { meta: *meta, body };
            let mut out = answer::ok();
            answer::write_text(&mut out, &view(&given, &request, moment(now)).to_string());
            // A source with public keys was compiled, and a request checked under them.
            buffer::wipe_deep_stack();
            out
        })
    })
}

/// The settings in the order of the frame. Behind them stands the encoding.
const SETTINGS: [&str; 7] = ["header", "query", "prefix", "id", "type", "version", "url"];

/// Reads a frame of configuration as it is written; nothing for a malformed one.
fn parse<'a>(reader: &mut Reader<'a>) -> Option<Given<'a>> {
    let who = match config::parse_who(reader)? {
        config::Who::Id(id) => Who::Id(id),
        config::Who::Own(fields) => Who::Own(fields),
    };
    let mut settings = Vec::new();
    for name in SETTINGS.into_iter().chain(["encoding"]) {
        settings.extend(reader.optional_text()?.map(|value| (name, value)));
    }
    let tolerance = config::parse_tolerance(reader)?;
    let mut proofs = Vec::new();
    for _ in 0..reader.u32()? {
        proofs.push(match reader.u8()? {
            0 => Proof::Text(reader.text()?),
            1 => Proof::Bytes(reader.bytes()?),
            _ => Proof::Public(reader.bytes()?),
        });
    }
    Some(Given {
        who,
        settings,
        tolerance,
        proofs,
    })
}
