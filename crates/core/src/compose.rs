//! Lays out the bytes under a signature. Verifying and signing both read the
//! template here, so that they cannot differ.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::decode;
use crate::form;
use crate::limits;
use crate::reject::Reject;
use crate::request::{Conflict, Meta, without_fragment};
use crate::say::say;
use crate::scheme::{Encoding, Facts, Part, Place, Scheme};
use crate::signature;

/// The bytes before and behind the body.
#[derive(Default)]
pub(crate) struct Message {
    pub(crate) prefix: Vec<u8>,
    /// Whether the body's bytes stand in between.
    pub(crate) has_body: bool,
    pub(crate) suffix: Vec<u8>,
    /// Where the secret is inserted in `prefix`, in plain hashes.
    pub(crate) secret_at: Option<usize>,
}

/// What a message is made of.
pub(crate) struct Inputs<'a> {
    pub(crate) meta: Meta<'a>,
    /// The body, where the message reads it. Else empty.
    pub(crate) body: &'a [u8],
    /// The timestamp's text.
    pub(crate) time: &'a [u8],
}

/// Checks that every header under the signature is there: before anything else is told.
pub(crate) fn check_present(scheme: &Scheme<'_>, meta: &Meta<'_>) -> Result<(), Reject> {
    let mut is_optional = false;
    let is_absent = |name: &str| meta.header_values(name).all(<[u8]>::is_empty);
    for part in &scheme.message {
        if matches!(part, Part::OptionalStart | Part::OptionalEnd) {
            is_optional = *part == Part::OptionalStart;
        }
        if let Some(place @ Place::Header(name)) = part.place()
            && !is_optional
            && is_absent(name)
        {
            return Err(missing(place));
        }
        if let Some(name) = part.signed_headers()
            && is_absent(name)
        {
            return Err(missing(&Place::Header(name)));
        }
    }
    Ok(())
}

fn missing(place: &Place<'_>) -> Reject {
    let what = signature::describe(place);
    Reject::SignatureMissing {
        place: say!("the signed ", what.strip_prefix("the ").unwrap_or(&what)),
    }
}

/// Lays out a message.
pub(crate) fn compose<'a>(
    scheme: &Scheme<'a>,
    facts: Facts,
    inputs: &Inputs<'a>,
) -> Result<Message, Reject> {
    let is_digested = check_digest(scheme, inputs)?;
    let parts = scheme.message.as_slice();
    let mut message = Message::default();
    if !matches!(parts, [Part::Body, ..]) {
        message.prefix.reserve(64);
    }
    // Where an optional piece began; whether it is being left out.
    let (mut start, mut is_skipped) = (None, false);
    // Whether a part has passed whose end nothing in it marks.
    let mut is_behind_open = false;
    for (position, part) in parts.iter().enumerate() {
        let is_behind = is_behind_open;
        is_behind_open |= is_open(part);
        match part {
            Part::OptionalStart => start = Some(message.tail().len()),
            Part::OptionalEnd => (start, is_skipped) = (None, false),
            _ if is_skipped => {}
            Part::Literal(text) => message.tail().extend_from_slice(text.as_bytes()),
            Part::Body => message.has_body = true,
            Part::Secret => message.secret_at = Some(message.prefix.len()),
            Part::SortedForm { .. } if is_digested => {}
            Part::SortedForm { once } => {
                if !form::write_sorted(inputs.body, *once, message.tail()) {
                    return Err(Reject::SignatureMalformed {
                        place: "the signed form".into(),
                        why: Cow::Borrowed("has more than 1024 fields"),
                    });
                }
            }
            Part::Timestamp
            | Part::Method
            | Part::Url { .. }
            | Part::Path
            | Part::Value { .. }
            | Part::SignedHeaders(_) => {
                let Some(value) = read(scheme, part, inputs)? else {
                    let Some(start) = start else {
                        return Err(absent(part));
                    };
                    message.tail().truncate(start);
                    is_skipped = true;
                    continue;
                };
                // A sender chooses where these end: never behind their border. Behind
                // an open part the bytes are read from their end, so there the
                // border is the literal in front.
                if !has_own_end(facts, part)
                    && let Some(Part::Literal(border)) = border(parts, position, is_behind)
                {
                    check_border(&value, border, part)?;
                }
                if facts.has_written_time && touches_time(parts, position) && value.contains(&b':')
                {
                    return Err(malformed(
                        part,
                        "contains a colon, as the time beside it does",
                    ));
                }
                message.tail().extend_from_slice(&value);
            }
        }
    }
    Ok(message)
}

impl Message {
    fn tail(&mut self) -> &mut Vec<u8> {
        if self.has_body {
            &mut self.suffix
        } else {
            &mut self.prefix
        }
    }
}

/// Finds what fixes a part's end: what follows it, or what stands before it
/// where an open part does. Brackets are no bytes.
fn border<'p, 'a>(parts: &'p [Part<'a>], at: usize, is_behind: bool) -> Option<&'p Part<'a>> {
    let is_bytes = |part: &&Part<'_>| !matches!(part, Part::OptionalStart | Part::OptionalEnd);
    if is_behind {
        parts.get(..at)?.iter().rev().find(is_bytes)
    } else {
        parts.get(at + 1..)?.iter().find(is_bytes)
    }
}

/// Says whether a value and a time as RFC 3339 writes it stand side by side.
/// `id` `time` `body` could be cut again at a time that the body mentions; then
/// the value would hold the first time, and no id has a colon.
fn touches_time(parts: &[Part<'_>], at: usize) -> bool {
    let is_time = |part: Option<&Part<'_>>| matches!(part, Some(Part::Timestamp));
    matches!(parts.get(at), Some(Part::Value { .. }))
        && (is_time(border(parts, at, false)) || is_time(border(parts, at, true)))
}

/// Reads a variable part; nothing if it is absent.
fn read<'a>(
    scheme: &Scheme<'a>,
    part: &Part<'_>,
    inputs: &Inputs<'a>,
) -> Result<Option<Cow<'a, [u8]>>, Reject> {
    let url = scheme.url.unwrap_or(inputs.meta.url);
    Ok(Some(match part {
        Part::Timestamp => Cow::Borrowed(inputs.time),
        Part::Method => Cow::Borrowed(inputs.meta.method.as_bytes()),
        Part::Url { decoded: false } => Cow::Borrowed(without_fragment(url).as_bytes()),
        Part::Url { decoded: true } => form::hubspot_decoded(without_fragment(url).as_bytes()),
        Part::Path => Cow::Borrowed(path(url).as_bytes()),
        Part::Value {
            place,
            lower,
            exact,
        } => return read_value(place, *lower, *exact, inputs),
        Part::SignedHeaders(name) => Cow::Owned(signed_headers(name, &inputs.meta)?),
        Part::Literal(_)
        | Part::Body
        | Part::SortedForm { .. }
        | Part::Secret
        | Part::OptionalStart
        | Part::OptionalEnd => return Ok(None),
    }))
}

fn read_value<'a>(
    place: &Place<'_>,
    lower: bool,
    exact: u8,
    inputs: &Inputs<'a>,
) -> Result<Option<Cow<'a, [u8]>>, Reject> {
    let found = inputs.meta.find(place, inputs.body);
    let found = found.map_err(|Conflict| refuse(place, signature::CONFLICT))?;
    let Some(mut value) = found else {
        return Ok(None);
    };
    let is_header = matches!(place, Place::Header(_));
    // It becomes an id in logs, headers and keys. No vendor puts more into one.
    if is_header && !signature::is_visible(&value) {
        return Err(refuse(place, signature::NOT_VISIBLE));
    }
    if is_header && value.is_empty() {
        return Ok(None);
    }
    if exact > 0 && value.len() != usize::from(exact) {
        return Err(refuse(place, "does not have the scheme's length"));
    }
    if lower {
        value = Cow::Owned(value.to_ascii_lowercase());
    }
    Ok(Some(value))
}

fn refuse(place: &Place<'_>, why: &'static str) -> Reject {
    let what = signature::describe(place);
    Reject::SignatureMalformed {
        place: say!("the signed ", what.strip_prefix("the ").unwrap_or(&what)),
        why: Cow::Borrowed(why),
    }
}

fn absent(part: &Part<'_>) -> Reject {
    part.place().map_or_else(
        || Reject::SignatureMissing {
            place: part.name().into(),
        },
        missing,
    )
}

/// Path and query of a URL.
fn path(url: &str) -> &str {
    let url = without_fragment(url);
    if url.starts_with('/') {
        return url;
    }
    let authority = url
        .split_once(':')
        .and_then(|(_, rest)| rest.strip_prefix("//"));
    match authority {
        None => url,
        Some(rest) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
    }
}

/// Contentful: the header names headers, itself among them, and all of them are
/// signed as `name:value`, joined by semicolons.
fn signed_headers(name: &str, meta: &Meta<'_>) -> Result<Vec<u8>, Reject> {
    let place = Place::Header(name);
    let list = meta
        .header(name)
        .map_err(|Conflict| refuse(&place, signature::CONFLICT))?
        .unwrap_or_default();
    let names: Vec<&str> = core::str::from_utf8(list)
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .collect();
    if names.len() > limits::SIGNED_HEADERS {
        return Err(refuse(&place, "names more than 64 headers"));
    }
    // Else the list could be cut short and what is left out would be a label.
    if !names.iter().any(|listed| listed.eq_ignore_ascii_case(name)) {
        return Err(refuse(
            &place,
            "does not name itself, so that nothing signs it",
        ));
    }
    let mut out = Vec::new();
    for listed in names {
        let place = Place::Header(listed);
        let value = meta
            .header(listed)
            .map_err(|Conflict| refuse(&place, signature::CONFLICT))?
            .ok_or_else(|| missing(&place))?;
        if value.contains(&b';') || !signature::is_visible(value) {
            return Err(refuse(
                &place,
                "holds a separator or bytes that are not visible ASCII",
            ));
        }
        if !out.is_empty() {
            out.push(b';');
        }
        out.extend_from_slice(listed.to_ascii_lowercase().as_bytes());
        out.push(b':');
        out.extend_from_slice(value);
    }
    Ok(out)
}

/// Checks the body against its digest, where the request has one. The URL, which
/// holds the digest, is under the signature.
fn check_digest(scheme: &Scheme<'_>, inputs: &Inputs<'_>) -> Result<bool, Reject> {
    let Some(place) = &scheme.digest else {
        return Ok(false);
    };
    let found = inputs.meta.find(place, inputs.body);
    let found = found.map_err(|Conflict| refuse(place, signature::CONFLICT))?;
    let Some(digest) = found else {
        return Ok(false);
    };
    let body = Sha256::digest(inputs.body);
    let mut stated = [0; 32];
    match decode::read_tag(Encoding::Hex, &digest, &mut stated) {
        Some(32) if stated == body.as_slice() => Ok(true),
        // As with any signature: another body than the one that was signed.
        Some(32) => Err(Reject::SignatureMismatch {
            keys: 0,
            signatures: 1,
            unauthenticated_skew: None,
        }),
        _ => Err(refuse(place, "is not a SHA-256 of 64 hexadecimal digits")),
    }
}

/// Parts that may hold anything: only what follows them says where they end.
fn is_open(part: &Part<'_>) -> bool {
    matches!(
        part,
        Part::Body
            | Part::SortedForm { .. }
            | Part::Url { .. }
            | Part::Path
            | Part::SignedHeaders(_)
    )
}

/// A time as RFC 3339 writes it has colons and dots, and one form only; the
/// others the receiver chose.
fn has_own_end(facts: Facts, part: &Part<'_>) -> bool {
    match part {
        Part::Timestamp => facts.has_written_time,
        Part::Method | Part::Url { .. } | Part::Path | Part::SignedHeaders(_) => true,
        Part::Literal(_)
        | Part::Body
        | Part::Value { .. }
        | Part::SortedForm { .. }
        | Part::Secret
        | Part::OptionalStart
        | Part::OptionalEnd => false,
    }
}

/// A value that contains the literal beside it could be cut elsewhere:
/// `msg_1.1700000000` `.` `t` reads like `msg_1` `.` `1700000000` `.` … and the
/// bytes under the signature would stay the same.
fn check_border(value: &[u8], border: &str, part: &Part<'_>) -> Result<(), Reject> {
    let has_border = match border.as_bytes() {
        [] => false,
        [byte] => value.contains(byte),
        border => value.windows(border.len()).any(|window| window == border),
    };
    if !has_border {
        return Ok(());
    }
    Err(malformed(
        part,
        "contains the separator that follows it in the signed bytes",
    ))
}

fn malformed(part: &Part<'_>, why: &'static str) -> Reject {
    match part.place() {
        Some(place) => refuse(place, why),
        None => Reject::SignatureMalformed {
            place: "the signed timestamp".into(),
            why: Cow::Borrowed(why),
        },
    }
}
