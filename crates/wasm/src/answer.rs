//! What an export answers: one byte that says which kind, then its content.

use alloc::string::String;
use alloc::vec::Vec;

use waxseal::wire;
use waxseal::{Code, ConfigError, Proof, Reject, SignError};

/// An answer's bytes.
pub(crate) type Answer = Vec<u8>;

/// It went well; the content depends on the export.
const OK: u8 = 0;
/// A [`Reject`]: code and sentence.
const REJECT: u8 = 1;
/// A [`ConfigError`]: code and sentence.
const CONFIG: u8 = 2;
/// The caller passed what cannot be signed: a sentence.
const MISUSE: u8 = 3;
/// The host wrote a frame that is not one.
const MALFORMED: u8 = 4;

/// Starts an answer that went well.
pub(crate) fn ok() -> Answer {
    kind(OK)
}

pub(crate) fn malformed() -> Answer {
    kind(MALFORMED)
}

pub(crate) fn reject(reject: &Reject) -> Answer {
    failure(REJECT, reject.code(), &reject.detail())
}

pub(crate) fn config_error(error: &ConfigError) -> Answer {
    failure(CONFIG, error.code(), error.detail())
}

pub(crate) fn misuse(error: &SignError) -> Answer {
    let mut out = kind(MISUSE);
    write_text(&mut out, &error.detail());
    out
}

/// The position that stands for no key: the scheme checks nothing.
const NO_KEY: u8 = u8::MAX;

/// Writes a verdict: the position of the key that matched and, if one is
/// signed, the timestamp.
pub(crate) fn decided(decided: &Result<Proof, Reject>) -> Answer {
    match decided {
        Err(error) => reject(error),
        Ok(proof) => {
            let mut out = ok();
            match proof.matched {
                Some(matched) => write_count(&mut out, matched.key),
                None => wire::write_u8(&mut out, NO_KEY),
            }
            if let Some(timestamp) = proof.timestamp {
                wire::write_i64(&mut out, timestamp.0);
            }
            out
        }
    }
}

/// Writes pairs of texts behind their number.
pub(crate) fn write_pairs(out: &mut Answer, pairs: &[(String, String)]) {
    write_count(out, pairs.len());
    for (name, value) in pairs {
        write_text(out, name);
        write_text(out, value);
    }
}

pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
    wire::write_bytes(out, text.as_bytes());
}

/// Writes a number of at most [`waxseal::limits::MACS`] or of elements of a row.
pub(crate) fn write_count(out: &mut Vec<u8>, count: usize) {
    wire::write_u8(out, u8::try_from(count).unwrap_or(u8::MAX));
}

fn failure(kind_of: u8, code: Code, detail: &str) -> Answer {
    let mut out = kind(kind_of);
    write_text(&mut out, code.as_str());
    write_text(&mut out, detail);
    out
}

fn kind(kind: u8) -> Answer {
    let mut out = Vec::with_capacity(16);
    out.push(kind);
    out
}
