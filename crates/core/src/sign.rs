//! Makes the headers that a scheme's receiver will verify.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::decode;
use crate::program::Program;
use crate::scheme::{Algorithm, Field, Part, Scheme, Source, StampSource, Syntax, Text, Unit};
use crate::signature;
use crate::time::UnixMillis;
use crate::verify::hmac_sha256;

/// What to sign.
#[derive(Clone, Copy, Debug)]
pub struct SignInput<'a> {
    /// The bytes that will be sent.
    pub body: &'a [u8],
    /// The event's id. Needed where it is signed; a label where the scheme has one in a header.
    pub id: Option<&'a str>,
    /// The event's type, for schemes with a label for it in a header.
    pub event_type: Option<&'a str>,
    /// When it is sent.
    pub timestamp: UnixMillis,
}

/// What to add to the request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Headers: lower-case names and values.
    pub headers: Vec<(String, String)>,
    /// Query parameters, percent-encoded.
    pub query: Vec<(String, String)>,
}

/// The input cannot be signed in this scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The scheme signs an id and none was given.
    IdMissing,
    /// The id or type holds bytes that a header cannot carry, or the separator that would follow it.
    TextMalformed {
        /// The header it would stand in.
        header: String,
    },
    /// The timestamp has not the number of digits that receivers take.
    TimestampOutOfRange,
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SignError::IdMissing => f.write_str("this scheme signs an id: pass one"),
            SignError::TextMalformed { header } => {
                write!(
                    f,
                    "the value for {header} must be visible ASCII without the scheme's separator"
                )
            }
            SignError::TimestampOutOfRange => {
                f.write_str("the timestamp is outside the years that receivers take")
            }
        }
    }
}

impl core::error::Error for SignError {}

/// Signs with the program's first key.
///
/// # Errors
/// See [`SignError`]: everything it can say is about the input.
pub fn sign(program: &Program, input: &SignInput<'_>) -> Result<Signed, SignError> {
    let scheme = program.scheme();
    let key = program
        .keys()
        .first()
        .map_or(&[][..], |key| key.bytes.as_slice());
    if scheme.algorithm == Algorithm::Token {
        return Ok(place_token(scheme, key));
    }
    let time = write_time(scheme, input.timestamp)?;
    let mut signed = Signed::default();
    add_labels(scheme, input, &mut signed)?;
    let message = write_message(scheme, input, &time, &mut signed)?;
    let pieces: Vec<&[u8]> = message.iter().map(Piece::as_bytes).collect();
    let tag = decode::write_tag(scheme.signature.encoding, &hmac_sha256(key, &pieces));
    add_signature(scheme, &time, &tag, &mut signed);
    Ok(signed)
}

enum Piece<'a> {
    Borrowed(&'a [u8]),
    Owned(String),
}

impl Piece<'_> {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Piece::Borrowed(bytes) => bytes,
            Piece::Owned(text) => text.as_bytes(),
        }
    }
}

fn write_message<'a>(
    scheme: &'a Scheme,
    input: &SignInput<'a>,
    time: &str,
    signed: &mut Signed,
) -> Result<Vec<Piece<'a>>, SignError> {
    let mut pieces = Vec::with_capacity(scheme.message.len());
    let mut parts = scheme.message.iter().peekable();
    while let Some(part) = parts.next() {
        pieces.push(match part {
            Part::Literal(text) => Piece::Borrowed(text.as_bytes()),
            Part::Body => Piece::Borrowed(input.body),
            Part::Timestamp => Piece::Owned(time.into()),
            Part::Header(name) => {
                let id = input.id.ok_or(SignError::IdMissing)?;
                let border = match parts.peek() {
                    Some(Part::Literal(border)) => border.as_ref(),
                    _ => "",
                };
                let is_cut = !border.is_empty() && id.contains(border);
                if is_cut || id.is_empty() {
                    return Err(SignError::TextMalformed {
                        header: name.clone().into_owned(),
                    });
                }
                add_text(name, id, signed)?;
                Piece::Borrowed(id.as_bytes())
            }
        });
    }
    Ok(pieces)
}

fn write_time(scheme: &Scheme, at: UnixMillis) -> Result<String, SignError> {
    let Some(stamp) = &scheme.timestamp else {
        return Ok(String::new());
    };
    let (number, digits) = match stamp.unit {
        Unit::Seconds => (at.seconds(), 9..=11),
        Unit::Millis => (at.0, 12..=14),
    };
    let text = format!("{number}");
    if number < 0 || !digits.contains(&text.len()) {
        return Err(SignError::TimestampOutOfRange);
    }
    Ok(text)
}

fn add_labels(
    scheme: &Scheme,
    input: &SignInput<'_>,
    signed: &mut Signed,
) -> Result<(), SignError> {
    for (field, value) in [
        (&scheme.event_id, input.id),
        (&scheme.event_type, input.event_type),
    ] {
        if let (Some(field @ Field::Header(name)), Some(value)) = (field, value)
            && !scheme.covers_field(field)
        {
            add_text(name, value, signed)?;
        }
    }
    Ok(())
}

fn add_text(name: &Text, value: &str, signed: &mut Signed) -> Result<(), SignError> {
    if !signature::is_visible(value.as_bytes()) || value.trim() != value {
        return Err(SignError::TextMalformed {
            header: name.clone().into_owned(),
        });
    }
    signed
        .headers
        .push((name.clone().into_owned(), value.into()));
    Ok(())
}

fn add_signature(scheme: &Scheme, time: &str, tag: &str, signed: &mut Signed) {
    let mut pair = String::new();
    match scheme.timestamp.as_ref().map(|stamp| &stamp.from) {
        Some(StampSource::Header(name)) => signed
            .headers
            .push((name.clone().into_owned(), time.into())),
        Some(StampSource::Pair(key)) => pair = format!("{key}={time}"),
        None => {}
    }
    let value = match &scheme.signature.syntax {
        Syntax::Single { prefix } => format!("{prefix}{tag}"),
        Syntax::Versioned { version, .. } => format!("{version},{tag}"),
        Syntax::Pairs { key, .. } if pair.is_empty() => format!("{key}={tag}"),
        Syntax::Pairs { between, key } => format!("{pair}{}{key}={tag}", char::from(*between)),
    };
    place(scheme, value, signed);
}

fn place_token(scheme: &Scheme, token: &[u8]) -> Signed {
    let mut signed = Signed::default();
    let text = String::from_utf8_lossy(token);
    let value = match (&scheme.signature.from, &scheme.signature.syntax) {
        (Source::Query(_), _) => percent_encoded(token),
        (Source::Header(_), Syntax::Single { prefix }) => format!("{prefix}{text}"),
        (Source::Header(_), Syntax::Versioned { .. } | Syntax::Pairs { .. }) => text.into_owned(),
    };
    place(scheme, value, &mut signed);
    signed
}

fn place(scheme: &Scheme, value: String, signed: &mut Signed) {
    match &scheme.signature.from {
        Source::Header(name) => signed.headers.push((name.clone().into_owned(), value)),
        Source::Query(name) => signed.query.push((name.clone().into_owned(), value)),
    }
}

fn percent_encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes.iter().copied() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(
                &decode::write_tag(crate::scheme::Encoding::Hex, &[byte]).to_ascii_uppercase(),
            );
        }
    }
    out
}
