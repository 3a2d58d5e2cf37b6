//! What follows from a row: nobody states it, so nobody can state it wrong.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Algorithm, Kind, Part, Place, Scheme, StampSource};
use crate::request;
use crate::say::{decimal, say};

/// How strong a success is, derived from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// Nothing is authenticated.
    None,
    /// The sender knew a token; nothing in the request is bound to it.
    Token,
    /// Part of what is read, or the body, is not under the signature.
    SignedPartial,
    /// The body is under the signature.
    Signed,
}

impl Assurance {
    /// Returns the name as it appears in every API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Assurance::None => "none",
            Assurance::Token => "token",
            Assurance::SignedPartial => "signed_partial",
            Assurance::Signed => "signed",
        }
    }
}

/// What the signature covers, derived from [`Scheme::message`]. What it does not cover is a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covers {
    /// The body's bytes.
    pub body: bool,
    /// The event's id.
    pub id: bool,
    /// The event's type.
    pub event_type: bool,
    /// The timestamp.
    pub timestamp: bool,
    /// The URL.
    pub url: bool,
}

/// What a host needs the body for, derived from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyUse {
    /// Nothing: no proof depends on it.
    Unused,
    /// It is hashed, and a host may do that.
    Hashed,
    /// It is read, so the core must get it.
    Read,
}

impl<'a> Scheme<'a> {
    /// Derives what the signature covers.
    #[must_use]
    pub fn covers(&self) -> Covers {
        let covers = |place: &Option<Place<'_>>| {
            place.as_ref().is_some_and(|place| self.covers_field(place))
        };
        Covers {
            body: self.covers_body(),
            id: covers(&self.event_id),
            event_type: covers(&self.event_type),
            timestamp: self.timestamp.as_ref().is_some_and(|stamp| {
                self.signs_timestamp()
                    || matches!(&stamp.from, StampSource::Place(place) if self.covers_field(place))
            }),
            url: self.covers_url(),
        }
    }

    /// Derives how strong a success is.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        match self.algorithm {
            Algorithm::None => Assurance::None,
            Algorithm::Token | Algorithm::Basic => Assurance::Token,
            Algorithm::HmacSha256
            | Algorithm::HmacSha1
            | Algorithm::HmacSha512
            | Algorithm::Ed25519
            | Algorithm::EcdsaP256
            | Algorithm::RsaSha256
            | Algorithm::Sha256 => {
                if self.covers_body() {
                    Assurance::Signed
                } else {
                    Assurance::SignedPartial
                }
            }
        }
    }

    /// Says whether the signature covers what stands at this place.
    #[must_use]
    pub fn covers_field(&self, place: &Place<'_>) -> bool {
        // In lower case only a text without its case is signed.
        let is_part = |part: &Part<'_>| matches!(part, Part::Value { place: signed, lower: false, .. } if signed == place);
        self.message.iter().any(is_part)
            || match place {
                Place::Header(_) => false,
                Place::Query(_) => self.covers_url(),
                Place::Form(_) | Place::Pointer(_) => self.covers_body(),
            }
    }

    /// Says whether the timestamp's text is a part of the message.
    pub(crate) fn signs_timestamp(&self) -> bool {
        self.message
            .iter()
            .any(|part| matches!(part, Part::Timestamp))
    }

    // A sorted form is not the body: its borders between names and values are
    // not signed, so `a=bc` and `ab=c` have the same signature.
    fn covers_body(&self) -> bool {
        self.message.contains(&Part::Body)
    }

    fn covers_url(&self) -> bool {
        let is_url = |part: &Part<'_>| matches!(part, Part::Url { .. } | Part::Path);
        self.url.is_none() && self.message.iter().any(is_url)
    }

    /// Says whether the body enters the message only as bytes, once. Then a
    /// host can compute the MAC without handing the body over.
    #[must_use]
    pub fn is_body_opaque(&self) -> bool {
        let in_body = |place: &Place<'_>| matches!(place, Place::Form(_) | Place::Pointer(_));
        let is_read = |part: &Part<'_>| {
            matches!(part, Part::SortedForm { .. }) || part.place().is_some_and(in_body)
        };
        let is_stamp_read =
            self.signs_timestamp() && matches!(self.stamp_place(), Some(place) if in_body(place));
        !(self.message.iter().any(is_read)
            || self.places.iter().any(in_body)
            || self.digest.is_some()
            || is_stamp_read)
    }

    /// Derives what a host needs the body for.
    #[must_use]
    pub fn body_use(&self) -> BodyUse {
        let is_stamp_in_body =
            matches!(self.stamp_place(), Some(Place::Form(_) | Place::Pointer(_)));
        if !self.is_body_opaque() || is_stamp_in_body || self.algorithm.kind() == Kind::Public {
            BodyUse::Read
        } else if self.covers_body() {
            BodyUse::Hashed
        } else {
            BodyUse::Unused
        }
    }

    /// Says whether verification reads the request's method.
    #[must_use]
    pub fn reads_method(&self) -> bool {
        self.message.contains(&Part::Method)
    }

    /// Says whether verification reads the request's URL.
    #[must_use]
    pub fn reads_url(&self) -> bool {
        let in_query = |place: &Place<'_>| matches!(place, Place::Query(_));
        self.covers_url()
            || self.places.iter().any(in_query)
            || self.message.iter().filter_map(Part::place).any(in_query)
            || self.stamp_place().is_some_and(in_query)
            || self.digest.as_ref().is_some_and(in_query)
            || self.labels().any(in_query)
    }

    /// Says whether verification reads the whole URL, its origin included: a
    /// request line alone does not hold it.
    #[must_use]
    pub fn reads_absolute_url(&self) -> bool {
        let is_url = |part: &Part<'_>| matches!(part, Part::Url { .. });
        self.url.is_none() && self.message.iter().any(is_url)
    }

    /// Says whether id, type or version stand in the body.
    #[must_use]
    pub fn has_labels_in_body(&self) -> bool {
        self.labels()
            .any(|place| matches!(place, Place::Form(_) | Place::Pointer(_)))
    }

    /// Returns the timestamp's place, if it has one of its own.
    pub(crate) fn stamp_place(&self) -> Option<&Place<'a>> {
        match &self.timestamp.as_ref()?.from {
            StampSource::Place(place) => Some(place),
            StampSource::Pair(_) | StampSource::First => None,
        }
    }

    /// Says whether the message is made of headers that a header names, so that
    /// a host has to hand over all of them.
    #[must_use]
    pub fn reads_all_headers(&self) -> bool {
        self.message
            .iter()
            .any(|part| matches!(part, Part::SignedHeaders(_)))
    }

    /// Lists the headers that verification, labels and handshakes read, in
    /// lower case, each once.
    #[must_use]
    pub fn reads(&self) -> Vec<String> {
        let parts = self.message.iter().filter_map(|part| {
            part.signed_headers()
                .or_else(|| part.place().and_then(header_names))
        });
        let places = self
            .places
            .iter()
            .chain(self.stamp_place())
            .chain(&self.digest)
            .filter_map(header_names);
        let labels = self.labels().filter_map(header_names);
        let mut names: Vec<String> = Vec::new();
        let mut add = |name: String| {
            if !names.contains(&name) {
                names.push(name);
            }
        };
        for list in places.chain(parts).chain(labels) {
            match request::numbered(list) {
                None => list
                    .split(',')
                    .for_each(|name| add(name.to_ascii_lowercase())),
                Some((before, last)) => {
                    (1..=last).for_each(|number| add(say!(before, decimal(number))));
                }
            }
        }
        names
    }

    /// Iterates over id, type and version, as far as the row names them.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &Place<'a>> {
        [&self.event_id, &self.event_type, &self.version]
            .into_iter()
            .flatten()
    }
}

fn header_names<'p>(place: &'p Place<'_>) -> Option<&'p str> {
    match place {
        Place::Header(names) => Some(names),
        Place::Query(_) | Place::Form(_) | Place::Pointer(_) => None,
    }
}
