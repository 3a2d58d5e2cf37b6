//! Reads the language in which schemes are written, the table's and users' own
//! alike: named fields with text values. See [`FIELDS`] for what they say.

mod field;
mod layout;
mod message;
mod place;
pub(crate) mod rule;

use alloc::vec::Vec;

use field::NAMES;
pub use field::{FIELDS, Field};
pub(crate) use place::{NUMBERED, is_field_name, is_header_name, parse as parse_place};

use crate::code::Code;
use crate::config_error::ConfigError;
use crate::limits;
use crate::request;
use crate::say::{beginning, join, quote, say};
use crate::scheme::{
    Algorithm, Encoding, Facts, KeyForm, Kind, Open, Part, Place, Scheme, Stamp, StampSource,
    Syntax, Unit,
};
use crate::time::Tolerance;

/// What a user's own scheme is called in messages.
pub const CUSTOM: &str = "custom";

/// Reads a scheme from pairs of field and value.
///
/// # Errors
/// `scheme_invalid`, with the field's path in front of the sentence.
pub fn define<'a>(
    id: &'a str,
    fields: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Scheme<'a>, ConfigError> {
    read(id, &fields.collect::<Vec<_>>())
}

/// Does it once for every kind of iterator.
fn read<'a>(id: &'a str, fields: &[(&'a str, &'a str)]) -> Result<Scheme<'a>, ConfigError> {
    check_names(fields)?;
    let get = |name: &str| {
        fields
            .iter()
            .find_map(|(field, value)| (*field == name).then_some(*value))
    };
    let algorithm = word(
        get("algorithm"),
        "algorithm",
        Algorithm::HmacSha256,
        Algorithm::find,
    )?;
    let encoding = word(get("encoding"), "encoding", Encoding::Hex, Encoding::find)?;
    let (syntax, in_form) = layout::parse(get("form").unwrap_or(layout::PLAIN))?;
    let optional = |name| get(name).map(|text| place::parse(text, name)).transpose();
    let scheme = Scheme {
        id,
        algorithm,
        places: parse_places(get("signature"), algorithm)?,
        syntax,
        encoding,
        key: parse_words(get("key").unwrap_or("utf8"), "key", KeyForm::find)?,
        message: message::parse(get("message").unwrap_or_default())?,
        timestamp: parse_stamp(
            in_form,
            optional("timestamp")?,
            get("unit"),
            get("tolerance"),
        )?,
        digest: optional("digest")?,
        event_id: optional("id")?,
        event_type: optional("type")?,
        version: optional("version")?,
        url: None,
        opens: parse_words(get("opens").unwrap_or_default(), "opens", Open::find)?,
        handshake: get("handshake"),
    };
    check(&scheme, get("message").is_some(), get("key").is_some())?;
    Ok(scheme)
}

pub(crate) fn invalid(field: &str, why: impl AsRef<str>) -> ConfigError {
    refuse(field, why.as_ref())
}

fn refuse(field: &str, why: &str) -> ConfigError {
    ConfigError::new(Code::SchemeInvalid, say!("/", field, ": ", why))
}

fn check_names(fields: &[(&str, &str)]) -> Result<(), ConfigError> {
    for (position, (name, value)) in fields.iter().enumerate() {
        if !NAMES.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = NAMES.iter().map(|(known, _)| *known).collect();
            return Err(invalid(
                &beginning(name),
                say!("no field has this name; known are ", join(&known, ", ")),
            ));
        }
        if value.is_empty() {
            return Err(invalid(name, "is empty; leave it out"));
        }
        if value.len() > limits::FIELD_BYTES * 4 {
            return Err(invalid(name, "is longer than 4096 bytes"));
        }
        if fields.iter().take(position).any(|(other, _)| other == name) {
            return Err(invalid(name, "is set twice"));
        }
    }
    Ok(())
}

fn word<T: Copy>(
    text: Option<&str>,
    field: &str,
    usual: T,
    find: fn(&str) -> Option<T>,
) -> Result<T, ConfigError> {
    match text {
        None => Ok(usual),
        Some(text) => find(text).ok_or_else(|| unknown_word(field, text)),
    }
}

fn parse_words<T>(
    text: &str,
    field: &str,
    find: fn(&str) -> Option<T>,
) -> Result<Vec<T>, ConfigError> {
    text.split_ascii_whitespace()
        .map(|word| find(word).ok_or_else(|| unknown_word(field, word)))
        .collect()
}

fn unknown_word(field: &str, word: &str) -> ConfigError {
    let known = NAMES
        .iter()
        .find_map(|(name, words)| (*name == field).then_some(*words))
        .unwrap_or_default();
    invalid(field, say!(quote(word), " is none of ", join(known, ", ")))
}

fn parse_places<'a>(
    text: Option<&'a str>,
    algorithm: Algorithm,
) -> Result<Vec<crate::scheme::Place<'a>>, ConfigError> {
    match (text, algorithm) {
        (None, Algorithm::None) => Ok(Vec::new()),
        (None, Algorithm::Basic) => place::parse_all("header:authorization"),
        (Some(_), Algorithm::None | Algorithm::Basic) => Err(invalid(
            "signature",
            "this algorithm has no signature; leave it out",
        )),
        (None, _) => Err(invalid(
            "signature",
            "say where the signature stands, for example header:x-signature",
        )),
        (Some(text), _) => place::parse_all(text),
    }
}

fn parse_stamp<'a>(
    in_form: Option<StampSource<'a>>,
    place: Option<crate::scheme::Place<'a>>,
    unit: Option<&str>,
    tolerance: Option<&str>,
) -> Result<Option<Stamp<'a>>, ConfigError> {
    let from = match (in_form, place) {
        (Some(_), Some(_)) => {
            return Err(invalid(
                "timestamp",
                "the form says where the timestamp stands; leave one of the two out",
            ));
        }
        (Some(from), None) => from,
        (None, Some(place)) => StampSource::Place(place),
        (None, None) => {
            let stray = unit.map(|_| "unit").or(tolerance.map(|_| "tolerance"));
            return match stray {
                None => Ok(None),
                Some(field) => Err(invalid(field, "has no effect without a timestamp")),
            };
        }
    };
    Ok(Some(Stamp {
        from,
        unit: word(unit, "unit", Unit::Seconds, Unit::find)?,
        tolerance: parse_tolerance(tolerance.unwrap_or("300"))?,
    }))
}

fn parse_tolerance(text: &str) -> Result<Option<Tolerance>, ConfigError> {
    if text == "none" {
        return Ok(None);
    }
    let (past, future) = text.split_once('/').unwrap_or((text, text));
    let seconds = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| is_plain)
    };
    match (seconds(past), seconds(future)) {
        (Some(past_seconds), Some(future_seconds)) => Ok(Some(Tolerance {
            past_seconds,
            future_seconds,
        })),
        _ => Err(invalid(
            "tolerance",
            "must be seconds (300), past/future (600/300) or none",
        )),
    }
}

/// What no single field can tell.
fn check(scheme: &Scheme<'_>, has_message: bool, has_key: bool) -> Result<(), ConfigError> {
    let is_signature = scheme.algorithm.is_signature();
    if is_signature != has_message {
        return Err(invalid(
            "message",
            if is_signature {
                "say which bytes are signed, for example {body}"
            } else {
                "nothing is signed with this algorithm; leave it out"
            },
        ));
    }
    if scheme.message.len() > limits::PARTS || scheme.places.len() > limits::PARTS {
        return Err(invalid(
            "message",
            "has more than 128 parts, or signature as many places",
        ));
    }
    if has_key && scheme.algorithm.kind() != Kind::Shared {
        return Err(invalid(
            "key",
            "this algorithm takes no text secret; leave it out",
        ));
    }
    if scheme.key.contains(&KeyForm::Raw) || scheme.key.contains(&KeyForm::Public) {
        return Err(invalid("key", "raw and public are not forms of a text"));
    }
    if scheme.key.is_empty() {
        return Err(invalid("key", "name one form at least"));
    }
    let has = |part: &Part<'_>| scheme.message.contains(part);
    if has(&Part::Timestamp) && scheme.timestamp.is_none() {
        return Err(invalid(
            "timestamp",
            "the message has {timestamp}: say where it stands",
        ));
    }
    let is_unix = |stamp: &Stamp<'_>| stamp.unit == Unit::Unix;
    if scheme.timestamp.as_ref().is_some_and(is_unix) && Facts::of(scheme).is_time_tight {
        return Err(invalid(
            "unit",
            "unix has no fixed length: literals must stand round {timestamp}",
        ));
    }
    if has(&Part::Secret) != (scheme.algorithm == Algorithm::Sha256) {
        return Err(invalid(
            "message",
            "{secret} belongs into the message of sha256, and only there",
        ));
    }
    let place_of = |wanted: Part<'_>| scheme.message.iter().position(|part| *part == wanted);
    if let (Some(secret), Some(body)) = (place_of(Part::Secret), place_of(Part::Body))
        && secret > body
    {
        return Err(invalid("message", "{secret} must stand before {body}"));
    }
    if !is_signature && scheme.timestamp.is_some() {
        return Err(invalid("timestamp", "nothing signs it with this algorithm"));
    }
    let is_list = !matches!(
        scheme.syntax,
        Syntax::Items {
            between: None,
            key_id: false,
            bare: false,
            ..
        }
    );
    if scheme.algorithm.kind() != Kind::Nothing && !is_signature && is_list {
        return Err(invalid("form", "a token has a prefix at most"));
    }
    if scheme.timestamp.is_some() && !scheme.covers().timestamp {
        return Err(invalid("timestamp", "nothing signs it: anyone can set it"));
    }
    if scheme.algorithm == Algorithm::Token && scheme.places.len() > 1 {
        return Err(invalid("signature", "a token stands in one place"));
    }
    let is_in_form = matches!(
        scheme.timestamp.as_ref().map(|stamp| &stamp.from),
        Some(StampSource::Pair(_) | StampSource::First)
    );
    let is_one_header = matches!(scheme.places.as_slice(), [Place::Header(names)]
        if request::numbered(names).is_none());
    if is_in_form && !is_one_header {
        return Err(invalid(
            "form",
            "a form with {timestamp} stands in one header: there would be no telling which time is signed",
        ));
    }
    message::check_borders(scheme)?;
    if let Some(text) = scheme.handshake {
        rule::check(text)?;
    }
    Ok(())
}
