//! The first step: reads the request and says which MACs are needed.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use crate::decode;
use crate::limits;
use crate::program::{Key, Program};
use crate::reject::Reject;
use crate::request::{self, Meta};
use crate::scheme::{Algorithm, Part, Scheme, Source, Syntax};
use crate::signature::{self, Signatures};
use crate::stamp::{self, Moment};
use crate::time::UnixMillis;

/// What is to be computed for one request, and what it will be judged by.
///
/// Holds no result: only [`Plan::judge`](crate::Plan::judge) decides.
pub struct Plan<'a> {
    pub(crate) program: &'a Program,
    pub(crate) now: UnixMillis,
    pub(crate) moment: Option<Moment>,
    pub(crate) proof: Wanted<'a>,
}

/// What would prove the request.
pub(crate) enum Wanted<'a> {
    /// One of the tags is the MAC of prefix, body and suffix.
    Mac {
        tags: Signatures,
        prefix: Vec<u8>,
        suffix: Vec<u8>,
        tries: Tries,
    },
    /// The presented token is one of the keys.
    Token { presented: Cow<'a, [u8]> },
}

/// Which keys are tried, and in which order.
pub(crate) struct Tries {
    /// How many, from the front of the list: what the hashing budget allows.
    pub(crate) count: usize,
    /// The one that goes first.
    first: usize,
    pub(crate) body_bytes: usize,
}

/// One MAC to compute: over `prefix`, then the body's bytes, then `suffix`.
#[derive(Clone, Copy)]
pub struct Mac<'a> {
    /// What makes it.
    pub algorithm: Algorithm,
    /// The key's position among [`Program::keys`].
    pub position: usize,
    /// The key's bytes. Secret.
    pub key: &'a [u8],
    /// What stands before the body.
    pub prefix: &'a [u8],
    /// What stands behind it.
    pub suffix: &'a [u8],
}

/// Reads everything but the body and checks all that is cheap: syntax, tag
/// lengths, digits, borders between signed parts.
///
/// `body_bytes` is the body's length: a large body is hashed for as many keys as
/// [`limits::HASHED_BYTES`] allows, in the order of the secrets, and for one at
/// least. `first` is the index of the key to try first: the one that matched
/// last time, or 0. It changes the work, never the verdict.
///
/// # Errors
/// `signature_missing`, `signature_malformed`, `signature_unsupported`,
/// `timestamp_missing`, `timestamp_malformed`, `token_missing`, `token_mismatch`.
pub fn plan<'a>(
    program: &'a Program,
    meta: &Meta<'a>,
    body_bytes: usize,
    now: UnixMillis,
    first: usize,
) -> Result<Plan<'a>, Reject> {
    let scheme = program.scheme();
    match scheme.algorithm {
        Algorithm::Token => {
            let presented = parse_token(program, meta)?;
            Ok(Plan {
                program,
                now,
                moment: None,
                proof: Wanted::Token { presented },
            })
        }
        Algorithm::HmacSha256 => {
            let tags = signature::parse_signatures(scheme, meta, 32)?;
            check_present(scheme, meta)?;
            let time = stamp::find_text(scheme, meta)?.unwrap_or_default();
            let (prefix, suffix) = write_message(scheme, meta, time)?;
            let moment = stamp::parse_moment(scheme, time)?;
            let tries = Tries::new(program.keys().len(), body_bytes, first);
            Ok(Plan {
                program,
                now,
                moment,
                proof: Wanted::Mac {
                    tags,
                    prefix,
                    suffix,
                    tries,
                },
            })
        }
    }
}

impl<'a> Plan<'a> {
    /// Lists the MACs to compute, in order. A token needs none.
    pub fn ops(&self) -> impl Iterator<Item = Mac<'_>> {
        let (prefix, suffix) = match &self.proof {
            Wanted::Mac { prefix, suffix, .. } => (prefix.as_slice(), suffix.as_slice()),
            Wanted::Token { .. } => (&[][..], &[][..]),
        };
        let algorithm = self.program.scheme().algorithm;
        self.keys().map(move |(position, key)| Mac {
            algorithm,
            position,
            key: &key.bytes,
            prefix,
            suffix,
        })
    }

    /// Iterates over the keys to try with their positions: the first one first, then the others.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (usize, &'a Key)> + use<'a> {
        let (count, first) = match &self.proof {
            Wanted::Mac { tries, .. } => (tries.count, tries.first),
            Wanted::Token { .. } => (0, 0),
        };
        let keys = self.program.keys().get(..count).unwrap_or_default();
        let others = keys
            .iter()
            .enumerate()
            .filter(move |(position, _)| *position != first);
        keys.get(first)
            .map(|key| (first, key))
            .into_iter()
            .chain(others)
    }
}

impl Tries {
    fn new(keys: usize, body_bytes: usize, first: usize) -> Self {
        let affordable = limits::HASHED_BYTES.checked_div(body_bytes).unwrap_or(keys);
        let count = keys.min(affordable.max(1));
        // A hint beyond what is tried anyway must not bring in another key.
        let first = if first < count { first } else { 0 };
        Self {
            count,
            first,
            body_bytes,
        }
    }
}

/// Every signed header must be there before anything else is told.
fn check_present(scheme: &Scheme, meta: &Meta<'_>) -> Result<(), Reject> {
    for part in scheme.message.iter() {
        if let Part::Header(name) = part
            && meta.header_values(name).all(<[u8]>::is_empty)
        {
            return Err(Reject::SignatureMissing {
                place: format!("the signed header {name}"),
            });
        }
    }
    Ok(())
}

/// Lays out the bytes before and behind the body.
fn write_message(
    scheme: &Scheme,
    meta: &Meta<'_>,
    time: &[u8],
) -> Result<(Vec<u8>, Vec<u8>), Reject> {
    let (mut prefix, mut suffix) = (Vec::with_capacity(64), Vec::new());
    let mut is_behind = false;
    let mut parts = scheme.message.iter().peekable();
    while let Some(part) = parts.next() {
        let out = if is_behind { &mut suffix } else { &mut prefix };
        let variable = match part {
            Part::Literal(text) => {
                out.extend_from_slice(text.as_bytes());
                continue;
            }
            Part::Body => {
                is_behind = true;
                continue;
            }
            Part::Timestamp => time,
            Part::Header(name) => signed_header(meta, name)?,
        };
        if let Some(Part::Literal(border)) = parts.peek() {
            check_border(variable, border, part)?;
        }
        out.extend_from_slice(variable);
    }
    Ok((prefix, suffix))
}

/// Reads a header that is under the MAC: one value, of visible text.
fn signed_header<'a>(meta: &Meta<'a>, name: &'a str) -> Result<&'a [u8], Reject> {
    let malformed = |why| Reject::SignatureMalformed {
        place: format!("the signed header {name}"),
        why,
    };
    let value = meta
        .header(name)
        .map_err(|request::Conflict| malformed("was sent more than once with different values"))?
        .unwrap_or_default();
    // It becomes an id in logs, headers and keys. No vendor puts more into one.
    if !signature::is_visible(value) {
        return Err(malformed(signature::NOT_VISIBLE));
    }
    Ok(value)
}

/// A value that contains the literal behind it could be cut elsewhere:
/// `msg_1.1700000000` `.` `t` reads like `msg_1` `.` `1700000000` `.` … and the
/// bytes under the MAC would stay the same.
fn check_border(value: &[u8], border: &str, part: &Part) -> Result<(), Reject> {
    let border = border.as_bytes();
    if border.is_empty() || !value.windows(border.len()).any(|window| window == border) {
        return Ok(());
    }
    let place = match part {
        Part::Header(name) => format!("the signed header {name}"),
        Part::Timestamp | Part::Literal(_) | Part::Body => "the signed timestamp".into(),
    };
    Err(Reject::SignatureMalformed {
        place,
        why: "contains the separator that follows it in the signed bytes",
    })
}

fn parse_token<'a>(program: &'a Program, meta: &Meta<'a>) -> Result<Cow<'a, [u8]>, Reject> {
    let scheme = program.scheme();
    let from = &scheme.signature.from;
    let found = match from {
        Source::Header(name) => meta.header(name),
        Source::Query(name) => request::single(meta.query_values(name)),
    };
    let mismatch = Reject::TokenMismatch {
        tokens: program.keys().len(),
    };
    let Ok(found) = found else {
        return Err(mismatch);
    };
    let missing = || Reject::TokenMissing {
        place: signature::place(from),
    };
    let value = found.ok_or_else(missing)?;
    if value.is_empty() {
        return Err(missing());
    }
    match (from, &scheme.signature.syntax) {
        (Source::Query(_), _) => Ok(percent_decoded(value)),
        (Source::Header(_), Syntax::Single { prefix }) => value
            .strip_prefix(prefix.as_bytes())
            .map(Cow::Borrowed)
            .ok_or(mismatch),
        (Source::Header(_), Syntax::Versioned { .. } | Syntax::Pairs { .. }) => {
            Ok(Cow::Borrowed(value))
        }
    }
}

/// Decodes `%XX`. A plus sign stays one: tokens are compared as text, not as form fields.
fn percent_decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'%') {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => decode::parse_hex_pair(*high, *low),
            _ => None,
        };
        out.push(decoded.unwrap_or(*byte));
        rest = match decoded {
            Some(_) => tail.get(2..).unwrap_or_default(),
            None => tail,
        };
    }
    Cow::Owned(out)
}
