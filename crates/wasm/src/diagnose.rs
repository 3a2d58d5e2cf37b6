//! Says why a request is refused: as JSON, because it is read by people's tools
//! and no hot path comes here.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::wasm_bindgen;
use waxseal::wire::{self, Reader};
use waxseal::{ConfigError, Request};
use waxseal_diagnose::{Case, Diagnosis, Finding, Other, Who, diagnose as search};

use crate::answer::{self, Answer};
use crate::config::{self, Config};
use crate::verify::moment;
use crate::{buffer, meta};

/// Diagnoses a request whose body stands behind a frame of configuration and
/// other secrets, and meta. Answers JSON, then what was signed, if that is
/// proved and differs from what was received.
#[wasm_bindgen]
#[must_use]
pub fn diagnose(config: usize, meta: usize, body: usize, now: f64) -> usize {
    buffer::call([config, meta, body], |[frame, meta, body]| {
        let mut reader = Reader::new(frame);
        let config = match config::parse(&mut reader)? {
            Ok(config) => config,
            Err(error) => return Some(refuse(&error)),
        };
        let others = parse_others(&mut reader)?;
        meta::with_meta(meta, &[], |meta| {
            let request = Request { meta: *meta, body };
            let answer = write(&search(&case(&config, &others, request, now)));
            // The search may have checked signatures under public keys.
            buffer::wipe_deep_stack();
            answer
        })
    })
}

fn parse_others<'a>(reader: &mut Reader<'a>) -> Option<Vec<Other<'a>>> {
    let count = reader.u32()?;
    let mut others = Vec::new();
    for _ in 0..count {
        others.push(Other {
            name: reader.text()?,
            secret: config::parse_secret(reader)?,
        });
    }
    Some(others)
}

fn case<'a>(
    config: &'a Config<'a>,
    others: &'a [Other<'a>],
    request: Request<'a>,
    now: f64,
) -> Case<'a> {
    Case {
        who: match &config.who {
            config::Who::Id(id) => Who::Id(id),
            config::Who::Own(fields) => Who::Own(fields),
        },
        options: config.options.clone(),
        secrets: &config.secrets,
        others,
        request,
        now: moment(now),
    }
}

/// An option that cannot be read leaves nothing to search with.
fn refuse(error: &ConfigError) -> Answer {
    let found = json!({
        "code": error.code().as_str(),
        "detail": error.detail(),
        "causes": [],
        "work": { "macs": 0, "hashedBytes": 0, "bodies": 0, "isComplete": true },
    });
    let mut out = answer::ok();
    answer::write_text(&mut out, &found.to_string());
    wire::write_u8(&mut out, 0);
    out
}

fn write(found: &Diagnosis) -> Answer {
    let mut out = answer::ok();
    answer::write_text(&mut out, &text(found));
    match &found.matching {
        None => wire::write_u8(&mut out, 0),
        Some(matching) => {
            wire::write_u8(&mut out, 1);
            wire::write_bytes(&mut out, &matching.body);
            answer::write_text(&mut out, &matching.url);
        }
    }
    out
}

fn text(found: &Diagnosis) -> String {
    let work = &found.work;
    json!({
        "code": found.code.map(|code| code.as_str()),
        "detail": found.code.map(|_| &found.detail),
        "causes": found.causes.iter().map(cause).collect::<Vec<_>>(),
        "work": {
            "macs": work.macs,
            "hashedBytes": work.hashed_bytes,
            "bodies": work.bodies,
            "isComplete": work.is_complete,
        },
    })
    .to_string()
}

fn cause(found: &Finding) -> Value {
    let lines = found
        .lines
        .iter()
        .map(|line| json!({ "framework": line.framework.as_str(), "line": line.line }));
    let evidence = found.evidence.iter().map(|(fact, value)| {
        let value = match value {
            waxseal_diagnose::Value::Text(text) => Value::from(text.as_str()),
            waxseal_diagnose::Value::Number(number) => Value::from(*number),
        };
        (fact.as_str().into(), value)
    });
    json!({
        "code": found.cause.as_str(),
        "certainty": found.certainty.as_str(),
        "message": found.message,
        "fix": found.fix,
        "lines": lines.collect::<Vec<_>>(),
        "evidence": evidence.collect::<Map<_, _>>(),
    })
}
