//! A request that was proved genuine. Only [`verify`](crate::verify()) makes one.

use alloc::string::String;
use alloc::vec::Vec;

use crate::limits;
use crate::pointer::Pointer;
use crate::program::Program;
use crate::prove::{self, Matched, Proof};
use crate::request::{Meta, Request};
use crate::scan::{ScanError, Scanner, Value};
use crate::scheme::{Assurance, Covers, Place, Scheme};
use crate::time::UnixMillis;

/// The proof that a request is genuine, together with that request.
///
/// An intake that takes this type cannot be handed anything unauthenticated.
#[derive(Clone, Debug)]
pub struct Verified<'a> {
    program: &'a Program<'a>,
    request: Request<'a>,
    proof: Proof,
}

/// Id, type and version as far as the scheme names them and the request has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The event's id. A label only, unless [`Covers::id`] holds.
    pub id: Option<String>,
    /// The ids of a list of events, up to [`limits::IDS`]. Then there is no
    /// single id: another list may begin with the same one.
    pub ids: Vec<String>,
    /// The event's type. A label only, unless [`Covers::event_type`] holds.
    pub event_type: Option<String>,
    /// The schema version.
    pub version: Option<String>,
    /// Why nothing could be read from the body, if a field stands in it.
    pub unreadable: Option<ScanError>,
}

impl<'a> Verified<'a> {
    pub(crate) fn new(program: &'a Program<'a>, request: Request<'a>, proof: Proof) -> Self {
        Self {
            program,
            request,
            proof,
        }
    }

    /// Returns the scheme, options applied.
    #[must_use]
    pub fn scheme(&self) -> &'a Scheme<'a> {
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

    /// Returns which secret matched, and in which form. Nothing, where the scheme checks nothing.
    #[must_use]
    pub fn matched(&self) -> Option<Matched> {
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
        read_fields(self.scheme(), &self.request.meta, |update| {
            update(self.request.body);
        })
    }
}

/// Reads id, type and version: headers and query from `meta`, the rest out of
/// the body, which `feed` hands over in pieces. `feed` is not called if nothing
/// stands in the body.
#[must_use]
pub fn read_fields(
    scheme: &Scheme<'_>,
    meta: &Meta<'_>,
    feed: impl FnOnce(&mut dyn FnMut(&[u8])),
) -> Fields {
    let places = [&scheme.event_id, &scheme.event_type, &scheme.version];
    let pointers: Vec<Pointer> = places
        .into_iter()
        .filter_map(|place| match place {
            Some(Place::Pointer(path)) => Pointer::parse(path),
            Some(Place::Header(_) | Place::Query(_) | Place::Form(_)) | None => None,
        })
        .collect();
    let has_form = places
        .iter()
        .any(|place| matches!(place, Some(Place::Form(_))));
    let mut scanner = Scanner::new(&pointers);
    let mut form = Vec::new();
    if !pointers.is_empty() || has_form {
        feed(&mut |piece| {
            scanner.feed(piece);
            if has_form && form.len() + piece.len() <= limits::READ_BODY_BYTES {
                form.extend_from_slice(piece);
            }
        });
    }
    let (found, unreadable) = match (pointers.is_empty(), scanner.finish_all()) {
        (true, _) => (Vec::new(), None),
        (false, Ok(found)) => (found, None),
        (false, Err(error)) => (Vec::new(), Some(error)),
    };
    let mut found = found.into_iter();
    let [ids, types, versions] = places.map(|place| match place {
        None => Vec::new(),
        Some(Place::Pointer(_)) => {
            let values = found.next().unwrap_or_default().into_iter();
            values.filter_map(Value::into_text).collect()
        }
        Some(place) => prove::text_at(meta, place, &form)
            .into_iter()
            .filter(|text| text.len() <= limits::FIELD_BYTES && !text.chars().any(char::is_control))
            .collect::<Vec<_>>(),
    });
    let is_id_list = is_list(&scheme.event_id);
    Fields {
        id: single(&scheme.event_id, &ids),
        ids: if is_id_list { ids } else { Vec::new() },
        event_type: single(&scheme.event_type, &types),
        version: single(&scheme.version, &versions),
        unreadable,
    }
}

/// Returns the value of a place that has one. Of a list's members none is the request's own.
fn single(place: &Option<Place<'_>>, texts: &[String]) -> Option<String> {
    texts.last().filter(|_| !is_list(place)).cloned()
}

/// Says whether a place leads to every element of a list.
fn is_list(place: &Option<Place<'_>>) -> bool {
    matches!(place, Some(Place::Pointer(path)) if path.split('/').any(|token| token == "*"))
}
