//! The template of the signed bytes: `{header:webhook-id}.{timestamp}.{body}`.

use alloc::vec::Vec;

use super::{invalid, place};
use crate::config_error::ConfigError;
use crate::say::{quote, say};
use crate::scheme::{Part, Place, Scheme, Stamp, Unit};

const FIELD: &str = "message";

/// Reads a template.
pub(super) fn parse(text: &str) -> Result<Vec<Part<'_>>, ConfigError> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut is_optional = false;
    while !rest.is_empty() {
        let at = rest.find(['{', '}', '[', ']']).unwrap_or(rest.len());
        let (literal, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        rest = match behind.as_bytes() {
            [] => behind,
            [b'{', ..] => {
                let (part, behind) = behind
                    .strip_prefix('{')
                    .and_then(|inner| inner.split_once('}'))
                    .ok_or_else(|| invalid(FIELD, "a { is not closed"))?;
                parts.push(parse_part(part)?);
                behind
            }
            [b'[', behind @ ..] if !is_optional => {
                is_optional = true;
                parts.push(Part::OptionalStart);
                as_text(behind)
            }
            [b']', behind @ ..] if is_optional => {
                is_optional = false;
                parts.push(Part::OptionalEnd);
                as_text(behind)
            }
            _ => {
                return Err(invalid(
                    FIELD,
                    "braces and brackets come in pairs and do not nest",
                ));
            }
        };
    }
    if is_optional {
        return Err(invalid(FIELD, "a [ is not closed"));
    }
    if parts.iter().filter(|part| **part == Part::Body).count() > 1 {
        return Err(invalid(FIELD, "{body} stands in it more than once"));
    }
    Ok(parts)
}

/// What follows an ASCII byte of a text is text.
fn as_text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

fn parse_part(text: &str) -> Result<Part<'_>, ConfigError> {
    Ok(match text {
        "timestamp" => Part::Timestamp,
        "body" => Part::Body,
        "method" => Part::Method,
        "url" => Part::Url { decoded: false },
        "url|decoded" => Part::Url { decoded: true },
        "path" => Part::Path,
        "form" => Part::SortedForm { once: false },
        "form|once" => Part::SortedForm { once: true },
        "secret" => Part::Secret,
        _ => match text.strip_prefix("headers:") {
            Some(name) if place::is_header_name(name) => Part::SignedHeaders(name),
            _ => parse_value(text)?,
        },
    })
}

fn parse_value(text: &str) -> Result<Part<'_>, ConfigError> {
    let (name, modifier) = text.split_once('|').unwrap_or((text, ""));
    let exact = match modifier {
        "" | "lower" => 0,
        digits => digits
            .parse()
            .ok()
            .filter(|exact| *exact > 0)
            .ok_or_else(|| {
                invalid(
                    FIELD,
                    say!(
                        quote(modifier),
                        " is no modifier: lower, or a length up to 255"
                    ),
                )
            })?,
    };
    let is_known = name.contains(':') || name.starts_with('/');
    if !is_known {
        return Err(invalid(FIELD, say!("there is no part ", quote(text))));
    }
    Ok(Part::Value {
        place: place::parse(name, FIELD)?,
        lower: modifier == "lower",
        exact,
    })
}

/// Two variable parts side by side could be cut elsewhere, and the signed bytes
/// would stay the same: one of them must have a fixed shape.
pub(super) fn check_borders(scheme: &Scheme<'_>) -> Result<(), ConfigError> {
    let is_marker = |part: &&Part<'_>| !matches!(part, Part::OptionalStart | Part::OptionalEnd);
    let parts: Vec<&Part<'_>> = scheme.message.iter().filter(is_marker).collect();
    for pair in parts.windows(2) {
        if let [left, right] = pair
            && !(has_shape(left) || has_shape(right) || is_parted(left, right))
        {
            return Err(invalid(
                FIELD,
                say!(
                    left.name(),
                    " and ",
                    right.name(),
                    " stand side by side and either could end anywhere: put a length on a header ({header:x|36})"
                ),
            ));
        }
    }
    let is_written = |stamp: &Stamp<'_>| matches!(stamp.unit, Unit::Rfc3339 | Unit::Rfc3339Utc);
    if scheme.timestamp.as_ref().is_some_and(is_written) {
        return Ok(());
    }
    for three in parts.windows(3) {
        if let [left, Part::Timestamp, right] = three
            && is_free(left)
            && is_free(right)
        {
            return Err(invalid(
                FIELD,
                say!(
                    "digits between ",
                    left.name(),
                    " and ",
                    right.name(),
                    " could stand anywhere in them: put a length on a header ({header:x|36})"
                ),
            ));
        }
    }
    Ok(())
}

/// Says whether a sender chooses how long a part is.
fn is_free(part: &Part<'_>) -> bool {
    !has_shape(part) && !matches!(part, Part::Url { .. } | Part::Path)
}

/// Literals, and what is told from its neighbours by its own form.
fn has_shape(part: &Part<'_>) -> bool {
    match part {
        Part::Literal(_) | Part::Timestamp | Part::Secret | Part::Method => true,
        Part::Value { exact, .. } => *exact > 0,
        Part::Body
        | Part::Url { .. }
        | Part::Path
        | Part::SortedForm { .. }
        | Part::SignedHeaders(_)
        | Part::OptionalStart
        | Part::OptionalEnd => false,
    }
}

/// A URL has no white space, quote, brace or bracket: it ends before a JSON
/// body, and begins behind one. It comes from the receiver, so that a sender
/// does not choose its ends.
fn is_parted(left: &Part<'_>, right: &Part<'_>) -> bool {
    matches!(
        (left, right),
        (
            Part::Url { .. } | Part::Path,
            Part::Body
                | Part::SortedForm { .. }
                | Part::Value {
                    place: Place::Pointer(_) | Place::Form(_),
                    ..
                }
        ) | (Part::Body, Part::Url { .. })
    )
}
