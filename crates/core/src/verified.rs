//! A request that was proved genuine. Only [`verify`](crate::verify()) makes one.

use alloc::string::String;
use alloc::vec::Vec;

use crate::judge::{Matched, Proof};
use crate::pointer::Pointer;
use crate::program::Program;
use crate::request::{Meta, Request};
use crate::scan::{ScanError, Scanner, Value};
use crate::scheme::{Assurance, Covers, Field, Scheme};
use crate::time::UnixMillis;

/// The proof that a request is genuine, together with that request.
///
/// An intake that takes this type cannot be handed anything unauthenticated.
#[derive(Clone, Debug)]
pub struct Verified<'a> {
    program: &'a Program,
    request: Request<'a>,
    proof: Proof,
}

/// Id, type and version as far as the scheme names them and the request has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The event's id. A label only, unless [`Covers::id`] holds.
    pub id: Option<String>,
    /// The event's type. A label only, unless [`Covers::event_type`] holds.
    pub event_type: Option<String>,
    /// The schema version.
    pub version: Option<String>,
    /// Why nothing could be read from the body, if a field stands in it.
    pub unreadable: Option<ScanError>,
}

impl<'a> Verified<'a> {
    pub(crate) fn new(program: &'a Program, request: Request<'a>, proof: Proof) -> Self {
        Self {
            program,
            request,
            proof,
        }
    }

    /// Returns the scheme, options applied.
    #[must_use]
    pub fn scheme(&self) -> &'a Scheme {
        self.program.scheme()
    }

    /// Returns the request that was verified.
    #[must_use]
    pub fn request(&self) -> &Request<'a> {
        &self.request
    }

    /// Returns the signed timestamp.
    #[must_use]
    pub fn timestamp(&self) -> Option<UnixMillis> {
        self.proof.timestamp
    }

    /// Returns which secret matched, and in which form.
    #[must_use]
    pub fn matched(&self) -> Matched {
        self.proof.matched
    }

    /// Returns how strong the proof is.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        self.scheme().assurance()
    }

    /// Returns what the MAC covers.
    #[must_use]
    pub fn covers(&self) -> Covers {
        self.scheme().covers()
    }

    /// Reads id, type and version, in one pass over the verified body.
    #[must_use]
    pub fn fields(&self) -> Fields {
        read_fields(self.scheme(), &self.request.meta, |scanner| {
            scanner.feed(self.request.body)
        })
    }
}

/// Reads id, type and version: headers from `meta`, the rest by a scanner that
/// `feed` feeds the body. `feed` is not called if nothing stands in the body.
#[must_use]
pub fn read_fields(
    scheme: &Scheme,
    meta: &Meta<'_>,
    feed: impl FnOnce(&mut Scanner<'_>),
) -> Fields {
    let pointers: Vec<Pointer> = scheme
        .labels()
        .filter_map(|field| match field {
            Field::Pointer(path) => Pointer::parse(path),
            Field::Header(_) => None,
        })
        .collect();
    let (values, unreadable) = match scan(&pointers, feed) {
        Ok(values) => (values, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    let mut values = values.into_iter();
    let mut read = |field: &Option<Field>| match field {
        None => None,
        Some(Field::Header(name)) => header_text(meta, name),
        Some(Field::Pointer(_)) => values.next().flatten().and_then(Value::into_text),
    };
    Fields {
        id: read(&scheme.event_id),
        event_type: read(&scheme.event_type),
        version: read(&scheme.version),
        unreadable,
    }
}

fn scan(
    pointers: &[Pointer],
    feed: impl FnOnce(&mut Scanner<'_>),
) -> Result<Vec<Option<Value>>, ScanError> {
    if pointers.is_empty() {
        return Ok(Vec::new());
    }
    let mut scanner = Scanner::new(pointers);
    feed(&mut scanner);
    scanner.finish()
}

fn header_text(meta: &Meta<'_>, name: &str) -> Option<String> {
    let mut values = meta
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case(name));
    let first = values.next()?.value;
    let is_single = values.all(|other| other.value == first);
    let text = core::str::from_utf8(first)
        .ok()
        .filter(|text| is_single && !text.is_empty())?;
    (text.len() <= crate::limits::FIELD_BYTES && !text.chars().any(char::is_control))
        .then(|| text.into())
}
