//! Places in a request from which a source takes a value: its key, its type.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::scan::{ScanError, Scanner, Value};
use waxseal::{Pointer, Request};

use crate::form;

/// A place that the configuration names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// `query:name`
    Query(String),
    /// `form:name`, in a form-encoded body
    Form(String),
    /// `header:name`, in lower case
    Header(String),
    /// `/a/b`, an RFC 6901 pointer into a JSON body
    Pointer(String),
}

impl Spot {
    /// Reads a place as the configuration writes it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with('/') {
            return match Pointer::parse(text) {
                Some(_) => Ok(Spot::Pointer(text.into())),
                None => Err(format!("{text:?} is not a JSON pointer (RFC 6901)")),
            };
        }
        let (kind, name) = text.split_once(':').unwrap_or((text, ""));
        let is_plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
        match kind {
            "query" if is_plain => Ok(Spot::Query(name.into())),
            "form" if is_plain => Ok(Spot::Form(name.into())),
            "header" if is_plain => Ok(Spot::Header(name.to_ascii_lowercase())),
            _ => Err(format!(
                "{text:?} is no place: write query:name, form:name, header:name or a JSON pointer such as /data/id"
            )),
        }
    }
}

/// Why a place yields nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absent {
    /// Nothing is there, or an empty value, or several.
    Missing,
    /// The body is not JSON.
    NotJson,
}

/// Reads the values of places, in one pass over the body. A value that is
/// empty or stands twice is as if absent: which of two would it be?
pub(crate) fn read(spots: &[Spot], request: &Request<'_>) -> Result<Vec<Vec<u8>>, Absent> {
    let mut scanned = scan(spots, request.body)?.into_iter();
    spots
        .iter()
        .map(|spot| {
            let value = match spot {
                Spot::Query(name) => field(form::query(request.meta.url), name),
                Spot::Form(name) => field(&String::from_utf8_lossy(request.body), name),
                Spot::Header(name) => header(request, name),
                Spot::Pointer(_) => scanned.next().flatten().map(String::into_bytes),
            };
            value
                .filter(|value| !value.is_empty())
                .ok_or(Absent::Missing)
        })
        .collect()
}

/// Says whether the value at this pointer is `true`.
pub(crate) fn is_true(pointer: &str, body: &[u8]) -> bool {
    let Some(pointer) = Pointer::parse(pointer) else {
        return false;
    };
    let pointers = [pointer];
    let mut scanner = Scanner::new(&pointers);
    scanner.feed(body);
    matches!(scanner.finish().as_deref(), Ok([Some(Value::Bool(true))]))
}

fn scan(spots: &[Spot], body: &[u8]) -> Result<Vec<Option<String>>, Absent> {
    let pointers: Vec<Pointer> = spots
        .iter()
        .filter_map(|spot| match spot {
            Spot::Pointer(path) => Pointer::parse(path),
            Spot::Query(_) | Spot::Form(_) | Spot::Header(_) => None,
        })
        .collect();
    if pointers.is_empty() {
        return Ok(Vec::new());
    }
    let mut scanner = Scanner::new(&pointers);
    scanner.feed(body);
    let values = scanner.finish().map_err(|_: ScanError| Absent::NotJson)?;
    Ok(values
        .into_iter()
        .map(|value| value.and_then(Value::into_text))
        .collect())
}

fn field(raw: &str, name: &str) -> Option<Vec<u8>> {
    let mut values = form::pairs(raw)
        .filter(|(key, _)| form::decode(key.as_bytes()) == name.as_bytes())
        .map(|(_, value)| form::decode(value.as_bytes()));
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

fn header(request: &Request<'_>, name: &str) -> Option<Vec<u8>> {
    let mut values = request
        .meta
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case(name))
        .map(|header| header.value);
    let value = values.next()?;
    values
        .next()
        .is_none()
        .then(|| Cow::Borrowed(value).into_owned())
}
