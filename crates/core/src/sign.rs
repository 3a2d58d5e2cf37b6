//! Makes the headers that a scheme's receiver will verify.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::code::Code;
use crate::compose::{self, Inputs};
use crate::decode;
use crate::program::Program;
use crate::prove::{self, Host};
use crate::reject::Reject;
use crate::request::{self, Header, Meta};
use crate::say::{decimal, say};
use crate::scheme::{Algorithm, Encoding, Kind, Part, Place, Scheme, StampSource, Syntax, Unit};
use crate::signature;
use crate::time::{self, UnixMillis};

/// What to sign.
#[derive(Clone, Copy, Debug)]
pub struct SignInput<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The absolute URL that will be called. Needed where it is signed.
    pub url: &'a str,
    /// Headers that will be sent along: those that the scheme signs besides its own.
    pub headers: &'a [Header<'a>],
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
    /// Only the vendor can sign: it keeps the private key.
    PrivateKey,
    /// The scheme puts signature or timestamp into the body, which is the caller's.
    InBody,
    /// What the scheme signs cannot be laid out.
    Refused(Reject),
}

impl SignError {
    /// Returns the sentence for a person.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            SignError::IdMissing => "this scheme signs an id: pass one".into(),
            SignError::TextMalformed { header } => say!(
                "the value for ",
                header,
                " must be visible ASCII without the scheme's separator"
            ),
            SignError::TimestampOutOfRange => {
                "the timestamp is outside the years that receivers take".into()
            }
            SignError::PrivateKey => {
                "this scheme signs with a private key, which only the vendor holds".into()
            }
            SignError::InBody => "this scheme puts its signature or its timestamp into the body, which is yours to write".into(),
            SignError::Refused(reject) => say!("this cannot be signed: ", reject.detail()),
        }
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail())
    }
}

impl core::error::Error for SignError {}

/// Signs with the program's first key.
///
/// # Errors
/// See [`SignError`]: everything it can say is about the scheme and the input.
pub fn sign(program: &Program<'_>, input: &SignInput<'_>) -> Result<Signed, SignError> {
    let mut body = input.body;
    sign_on(program, input, &mut body)
}

/// Signs as [`sign()`] does, with a MAC that a host computes. It must hold the
/// body of the input.
///
/// # Errors
/// As [`sign()`].
pub fn sign_on(
    program: &Program<'_>,
    input: &SignInput<'_>,
    host: &mut dyn Host,
) -> Result<Signed, SignError> {
    let scheme = program.scheme();
    check_signable(scheme)?;
    let Some(key) = program.keys().first() else {
        return Ok(Signed::default());
    };
    if !scheme.algorithm.is_signature() {
        return place_token(scheme, key.as_bytes());
    }
    let time = write_time(scheme, input.timestamp)?;
    let mut signed = Signed::default();
    add_labels(scheme, input, &mut signed)?;
    let sent: Vec<Header<'_>> = signed
        .headers
        .iter()
        .map(|(name, value)| Header {
            name,
            value: value.as_bytes(),
        })
        .chain(input.headers.iter().copied())
        .collect();
    let meta = Meta {
        method: input.method,
        url: input.url,
        headers: &sent,
    };
    check_id(scheme, &meta)?;
    let inputs = Inputs {
        meta,
        body: input.body,
        time: time.as_bytes(),
    };
    let message = compose::compose(scheme, program.facts(), &inputs)
        .map_err(|reject| refused(scheme, reject))?;
    let mut room = alloc::vec![0; scheme.algorithm.tag_bytes()];
    let mac = prove::compute(program, &message, 0, key, host, &mut room);
    let tag = decode::write_tag(scheme.encoding, mac);
    add_signature(scheme, &time, &tag, &mut signed);
    Ok(signed)
}

/// Says whether the holder of the secret can sign in this scheme.
///
/// # Errors
/// [`SignError::PrivateKey`] and [`SignError::InBody`].
pub fn check_signable(scheme: &Scheme<'_>) -> Result<(), SignError> {
    if scheme.algorithm.kind() == Kind::Public {
        return Err(SignError::PrivateKey);
    }
    let in_body = |place: &Place<'_>| matches!(place, Place::Form(_) | Place::Pointer(_));
    if scheme.places.first().is_some_and(in_body) || scheme.stamp_place().is_some_and(in_body) {
        return Err(SignError::InBody);
    }
    Ok(())
}

/// The id is what callers forget: it is told before anything else.
fn check_id(scheme: &Scheme<'_>, meta: &Meta<'_>) -> Result<(), SignError> {
    let is_missing = scheme.message.iter().any(|part| {
        matches!(part, Part::Value { place: Place::Header(name), .. }
            if meta.header_values(name).next().is_none() && is_id(scheme, name))
    });
    if is_missing {
        Err(SignError::IdMissing)
    } else {
        Ok(())
    }
}

/// Says whether a signed header holds the id: the row's own, or, where the row
/// takes the id from the body, the only header that is signed.
fn is_id(scheme: &Scheme<'_>, name: &str) -> bool {
    match &scheme.event_id {
        Some(Place::Header(id)) => *id == name,
        _ => id_header(scheme).is_some_and(|id| id == name),
    }
}

/// Finds the header that a given id goes to.
fn id_header<'s>(scheme: &'s Scheme<'_>) -> Option<&'s str> {
    if let Some(Place::Header(name)) = &scheme.event_id {
        return Some(name);
    }
    // One of a fixed length is something else: a time, a nonce.
    let mut headers = scheme.message.iter().filter_map(|part| {
        if let Part::Value {
            place: Place::Header(name),
            exact: 0,
            ..
        } = part
        {
            Some(*name)
        } else {
            None
        }
    });
    headers.next().filter(|_| headers.next().is_none())
}

fn refused(scheme: &Scheme<'_>, reject: Reject) -> SignError {
    match (id_header(scheme), reject.code()) {
        (Some(header), Code::SignatureMalformed) => SignError::TextMalformed {
            header: header.into(),
        },
        _ => SignError::Refused(reject),
    }
}

fn write_time(scheme: &Scheme<'_>, at: UnixMillis) -> Result<String, SignError> {
    let Some(stamp) = &scheme.timestamp else {
        return Ok(String::new());
    };
    let (number, digits) = match stamp.unit {
        Unit::Seconds => (at.seconds(), 9..=11),
        Unit::Millis | Unit::Unix => (at.0, 12..=14),
        Unit::Rfc3339 | Unit::Rfc3339Utc => {
            // The years that four digits can write.
            let is_written = (-62_167_219_200..=253_402_300_799).contains(&at.seconds());
            return if is_written {
                Ok(time::write_rfc3339(at))
            } else {
                Err(SignError::TimestampOutOfRange)
            };
        }
    };
    let text = decimal(number);
    if number < 0 || !digits.contains(&text.len()) {
        return Err(SignError::TimestampOutOfRange);
    }
    Ok(text)
}

fn add_labels(
    scheme: &Scheme<'_>,
    input: &SignInput<'_>,
    signed: &mut Signed,
) -> Result<(), SignError> {
    if let (Some(name), Some(id)) = (id_header(scheme), input.id) {
        add_text(name, id, signed)?;
    }
    if let (Some(Place::Header(name)), Some(event_type)) = (&scheme.event_type, input.event_type) {
        add_text(name, event_type, signed)?;
    }
    if let (Some(Place::Header(name)), Ok(time)) =
        (scheme.stamp_place(), write_time(scheme, input.timestamp))
    {
        add_text(name, &time, signed)?;
    }
    Ok(())
}

fn add_text(names: &str, value: &str, signed: &mut Signed) -> Result<(), SignError> {
    let name = first_name(names);
    if !signature::is_visible(value.as_bytes()) || value.trim_ascii() != value {
        return Err(SignError::TextMalformed { header: name });
    }
    signed.headers.push((name, value.into()));
    Ok(())
}

/// Of a header's aliases, and of numbered ones, the first one is written.
fn first_name(names: &str) -> String {
    match request::numbered(names) {
        Some((before, _)) => say!(before, "1"),
        None => names
            .split(',')
            .next()
            .unwrap_or(names)
            .to_ascii_lowercase(),
    }
}

fn add_signature(scheme: &Scheme<'_>, time: &str, tag: &str, signed: &mut Signed) {
    let stamp = scheme.timestamp.as_ref().map(|stamp| &stamp.from);
    let value = match &scheme.syntax {
        Syntax::Items {
            key_id: true,
            prefix,
            ..
        } => say!("waxseal", prefix, tag),
        Syntax::Items { prefix, .. } => say!(prefix, tag),
        Syntax::Pairs { between, key } => match stamp {
            Some(StampSource::Pair(stamp)) => {
                say!(stamp, "=", time, separator(*between), key, "=", tag)
            }
            Some(StampSource::Place(_) | StampSource::First) | None => say!(key, "=", tag),
        },
        Syntax::Positional { between } => say!(time, separator(*between), tag),
    };
    place(scheme, value, signed);
}

fn separator(byte: u8) -> String {
    String::from(char::from(byte))
}

fn place_token(scheme: &Scheme<'_>, token: &[u8]) -> Result<Signed, SignError> {
    let value = if scheme.algorithm == Algorithm::Basic {
        say!("Basic ", decode::write_tag(Encoding::Base64, token))
    } else {
        let prefix = match &scheme.syntax {
            Syntax::Items { prefix, .. } => prefix,
            Syntax::Pairs { .. } | Syntax::Positional { .. } => "",
        };
        let header = match scheme.places.first() {
            Some(Place::Header(names)) => first_name(names),
            Some(place) => signature::describe(place),
            None => String::new(),
        };
        let text = core::str::from_utf8(token).map_err(|_| SignError::TextMalformed { header })?;
        say!(prefix, text)
    };
    let mut signed = Signed::default();
    place(scheme, value, &mut signed);
    Ok(signed)
}

fn place(scheme: &Scheme<'_>, value: String, signed: &mut Signed) {
    match scheme.places.first() {
        Some(Place::Header(names)) => signed.headers.push((first_name(names), value)),
        Some(Place::Query(name)) => signed
            .query
            .push((String::from(*name), percent_encoded(value.as_bytes()))),
        Some(Place::Form(_) | Place::Pointer(_)) | None => {}
    }
}

fn percent_encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes.iter().copied() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&decode::write_tag(Encoding::Hex, &[byte]).to_ascii_uppercase());
        }
    }
    out
}
